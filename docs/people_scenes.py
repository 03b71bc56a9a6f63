"""Pictures of who works here and what needs a second person: the rights, the picker with its PIN, the approvals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from docs.scene import number, scene
from docs.studio import Studio
from inventory.access.requests import RequestKind
from inventory.cover.deeds import CorrectAcceptance, correct_acceptance
from inventory.people.commands import ChangePin, change_pin
from inventory.people.queries import UserLine, users
from inventory.people.words import Role
from models import connect
from ui.access.approval_dialog import ApprovalDialog
from ui.people.changes_dialog import PeopleChanges
from ui.people.pin_dialog import PinDialog
from ui.settings.page import SettingsPage

DISPATCHER = "SELECT min(id) FROM depot_user WHERE role = 'dispatcher'"
UNIT = "SELECT min(id) FROM asset WHERE accepted_on IS NOT NULL AND state = 'in_service'"
WHY = "验收单上的日期写错了一天，客户已确认。"


def _ask(studio: Studio) -> None:
    """What waits for the manager: a correction that the dispatcher has asked for."""
    if number(studio, "SELECT count(*) FROM approval_request"):
        return
    with studio.ctx.reading():
        ((unit, accepted),) = connect.rows(f"SELECT id, accepted_on FROM asset WHERE id = ({UNIT})")
    day = connect.as_day(accepted) or date.min
    ctx = replace(studio.ctx, actor=number(studio, DISPATCHER))
    correct_acceptance(ctx, CorrectAcceptance("asset", int(unit), day + timedelta(days=1)), WHY)


@scene("approvals", "approvals")
def _approvals(studio: Studio) -> None:
    _ask(studio)
    studio.open("approvals")


@scene("approval-dialog")
def _approval_dialog(studio: Studio) -> None:
    studio.open("assets")
    asked = (RequestKind.MANUAL_COVER, "asset", number(studio, UNIT), {})
    dialog = ApprovalDialog(studio.desk, "更正验收日期", *asked, ["2025-05-07 → 2025-05-08"], studio.window)
    dialog.open()
    studio.rest()


@scene("settings-rights", "settings")
def _rights(studio: Studio) -> None:
    studio.open("settings")
    studio.page(SettingsPage).show_section("rights")


@scene("settings-at-start", "settings")
def _at_start(studio: Studio) -> None:
    studio.open("settings")
    studio.page(SettingsPage).show_section("at_start")


@scene("pin")
def _pin(studio: Studio) -> None:
    studio.open("settings")
    people = studio.page(SettingsPage).people.list.records
    PinDialog(studio.desk, people[0], studio.window).open()


@scene("people-changes")
def _changes(studio: Studio) -> None:
    people = [user for user in _people(studio) if user.role is Role.ENGINEER]
    if not people[0].has_pin:
        admin = next(user for user in _people(studio) if user.role is Role.ADMIN)
        change_pin(replace(studio.ctx, actor=admin.id), ChangePin(people[0].id, "4711"))
    studio.open("settings")
    PeopleChanges(studio.desk, studio.window).open()


def _people(studio: Studio) -> list[UserLine]:
    with studio.ctx.reading():
        return users(studio.ctx)
