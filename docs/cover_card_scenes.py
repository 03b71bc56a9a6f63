"""Pictures of what is done about the cover of one unit: why it is covered, and the dialogs that change it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QScrollArea, QWidget

from docs.scene import number, scene
from docs.studio import Studio
from inventory.assets import queries
from inventory.assets.queries import AssetCard
from inventory.assets.words import OldDisposition
from inventory.contracts.extensions import AddExtension, add_extension
from inventory.contracts.words import ExtensionStart
from inventory.cover import custody, maker
from inventory.cover.custody import TakeIn
from inventory.cover.maker import RecordMaker
from models import connect
from ui.assets.card import WHY_TAB, AssetPage
from ui.assets.maker_dialog import MakerDialog, Says
from ui.assets.replace_dialog import ReplaceDialog
from ui.assets.trial_dialog import TrialDialog
from ui.assets.why_tab import WhyTab

_UNIT = (
    "SELECT a.id FROM asset a WHERE a.state = 'in_service' AND a.contract_id IS NOT NULL "
    "AND a.accepted_on BETWEEN '2023-06-01' AND '2024-12-31' AND EXISTS "
    "(SELECT 1 FROM service_case c WHERE c.asset_id = a.id AND c.cover_status <> '') ORDER BY a.id DESC"
)
"""A unit of a contract whose cases were decided by its cover."""
_OUT = (
    "SELECT a.id FROM asset a WHERE a.state = 'in_service' AND a.contract_id IS NOT NULL "
    "AND a.cover_last < '2026-06-01' AND a.cover_last > '2025-06-01' ORDER BY a.id DESC"
)
"""A unit whose warranty ended about a year ago."""


_LATE = "XB2026-118"


def _card(studio: Studio, sql: str) -> AssetCard:
    asset_id = number(studio, sql)
    with studio.ctx.reading():
        return queries.card(studio.ctx, asset_id)


def _open(studio: Studio, asset_id: int) -> AssetPage:
    studio.open("asset", asset_id)
    return studio.page(AssetPage)


def _act(studio: Studio, name: str, sql: str = _UNIT) -> TrialDialog:
    _open(studio, number(studio, sql))
    studio.act(name)
    return studio.dialog(TrialDialog)


def _with_a_past(studio: Studio) -> int:
    """A unit with a paper of its manufacturer, and a maintenance contract that came after its warranty had ended."""
    with studio.ctx.reading():
        known = connect.rows(
            "SELECT u.asset_id FROM extension_unit u JOIN extension_contract x ON x.id = u.extension_id "
            "WHERE x.number = ?",
            (_LATE,),
        )
    if known:
        return int(known[0][0])
    card = _card(studio, _OUT)
    assert card.customer is not None
    last = card.segments[-1].last
    maker.record(studio.ctx, RecordMaker(asset_id=card.id, last_day=last + timedelta(61), document="OEM-2024-118"))
    wanted = AddExtension(
        number=_LATE, customer_id=card.customer.id, months=12, start=ExtensionStart.FROM_SIGNATURE,
        signed_on=studio.ctx.clock.today() - timedelta(20), asset_ids=(card.id,),
    )  # fmt: skip
    add_extension(studio.ctx, wanted)
    return card.id


@scene("asset-why-gap")
def _why_gap(studio: Studio) -> None:
    page = _open(studio, _with_a_past(studio))
    page._strip.choose(WHY_TAB)
    studio.rest(lambda: page.why.found is not None)


@scene("asset-why-day")
def _why_day(studio: Studio) -> None:
    page = _open(studio, _with_a_past(studio))
    page._strip.choose(WHY_TAB)
    studio.rest(lambda: page.why.found is not None)
    tab: WhyTab = page.why
    tab.day.set_value(studio.ctx.clock.today() - timedelta(60))
    tab.day.changed.emit()
    studio.rest()


@scene("asset-proposed")
def _proposed(studio: Studio) -> None:
    page = _open(studio, number(studio, "SELECT max(asset_id) FROM proposed_unit"))
    page._strip.choose(WHY_TAB)
    studio.rest(lambda: page.why.found is not None)
    around: QWidget | None = page.why.proposals
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        around.ensureWidgetVisible(page.why.proposals)


@scene("asset-menu")
def _menu(studio: Studio) -> None:
    page = _open(studio, number(studio, _UNIT))
    studio.drop(page.menu, page)


@scene("cover-correct")
def _correct(studio: Studio) -> None:
    dialog = _act(studio, "asset_correct")
    day = dialog.form["accepted_on"]
    day.set_raw((day.value() + timedelta(20)).isoformat())
    day.changed.emit()


@scene("cover-correct-reason")
def _reason(studio: Studio) -> None:
    _correct(studio)
    studio.rest()
    studio.form().submit()


@scene("cover-maker")
def _maker(studio: Studio) -> None:
    dialog = _act(studio, "asset_maker")
    assert isinstance(dialog, MakerDialog)
    dialog.form["says"].set_raw(Says.LAST_DAY)
    dialog.form["last_day"].set_raw("2027-12-31")
    dialog.form["last_day"].changed.emit()


@scene("cover-grant")
def _grant(studio: Studio) -> None:
    dialog = _act(studio, "asset_grant")
    dialog.form["last_day"].set_raw("2027-12-31")
    dialog.form["last_day"].changed.emit()


@scene("cover-take-in")
def _take_in(studio: Studio) -> None:
    _act(studio, "asset_take_in")


@scene("cover-replace")
def _replace(studio: Studio) -> None:
    dialog = _act(studio, "asset_replace")
    assert isinstance(dialog, ReplaceDialog)
    dialog.form["disposition"].set_raw(OldDisposition.SCRAPPED_ON_SITE)


@scene("cover-leave")
def _leave(studio: Studio) -> None:
    _act(studio, "asset_leave")


@scene("unit-edit-in-force")
def _edit(studio: Studio) -> None:
    _open(studio, number(studio, _UNIT))
    studio.act("asset_edit")
    months = studio.form()["warranty_months"]
    around: QWidget | None = months
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        around.ensureWidgetVisible(months, 0, 120)


@scene("cover-hand-back")
def _hand_back(studio: Studio) -> None:
    card = _card(studio, _OUT)
    if not card.facts.is_in_repair:
        day = studio.ctx.clock.today() - timedelta(12)
        custody.take_in(
            studio.ctx,
            TakeIn(asset_id=card.id, seen_version=card.version, taken_on=day, accessories="电源适配器、袖带"),
        )
    _act(studio, "asset_hand_back", f"SELECT {card.id}")
