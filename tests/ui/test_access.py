"""The approvals: what waits is counted, read in words and decided; a dialog asks for what needs a second person."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.access import executors
from inventory.access.approvals import approve, ask
from inventory.access.executors import Deed
from inventory.access.requests import RequestState, request
from inventory.cover.deeds import GrantCover, grant
from inventory.i18n import Message
from inventory.people.pins import kept
from models.access import ApprovalRequest, RequestKind
from models.assets import Asset
from models.cover import ManualCover
from models.organisation import Role
from ui.access.approval_dialog import ApprovalDialog, HereDialog
from ui.access.page import ApprovalsPage
from ui.access.waiting import Waiting
from ui.navigation import Route
from ui.pages import PAGES

KIND = RequestKind.ACCEPTANCE


@pytest.fixture(autouse=True)
def _deed(monkeypatch):
    def execute(work, asked):
        work.change(work.lock(Asset, asked.entity_id), remark=asked.payload["remark"])

    def describe(ctx, asked):
        return [Message("Remark: {remark}", {"remark": asked.payload["remark"]})]

    monkeypatch.setitem(executors.EXECUTORS, KIND, Deed(execute, describe))


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def team(make_user):
    return {
        Role.DISPATCHER: make_user("刘洋", Role.DISPATCHER),
        Role.MANAGER: make_user("陈刚", Role.MANAGER, pin_hash=kept("2580")),
    }


@pytest.fixture
def unit(make_asset):
    return make_asset()


@pytest.fixture
def number(ctx, team, unit) -> int:
    """A request of the dispatcher; the manager is at work."""
    ctx.actor = team[Role.DISPATCHER].id
    found = ask(ctx, KIND, "asset", unit.id, {"remark": "改"}, "日期写错")
    ctx.actor = team[Role.MANAGER].id
    return found


def settled(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=20_000)


def show(desk, qtbot, *args) -> ApprovalsPage:
    page = ApprovalsPage(desk, Route("approvals", *args))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    settled(desk, qtbot)
    return page


def test_what_waits_is_counted_on_the_rail_for_whoever_may_decide(desk, ctx, team, number, qtbot):
    Waiting(desk)
    qtbot.waitUntil(lambda: desk.counts.get("approvals") is not None)
    assert desk.counts["approvals"].number == 1
    ctx.actor = team[Role.DISPATCHER].id
    Waiting(desk)
    qtbot.waitUntil(lambda: desk.counts.get("approvals") is None)


def test_a_request_is_read_in_words_and_approved(desk, number, unit, qtbot):
    page = show(desk, qtbot)
    assert page.decision.effects.text() == "Remark: 改"
    assert "日期写错" in page.decision.facts.texts
    page.decision.approve_button.click()
    qtbot.waitUntil(lambda: ApprovalRequest.get().state is RequestState.APPROVED)
    qtbot.waitUntil(lambda: not page.list.records)
    assert Asset.get_by_id(unit.id).remark == "改"
    page.choice.choose("decided")
    qtbot.waitUntil(lambda: [line.id for line in page.list.records] == [number])


def test_declining_asks_for_a_reason_under_its_field(desk, number, qtbot):
    page = show(desk, qtbot)
    page.decision.decline_button.click()
    qtbot.waitUntil(lambda: bool(page.decision.answer.complaint))
    assert ApprovalRequest.get().state is RequestState.OPEN
    page.decision.answer.area.setPlainText("合同里没有")
    assert page.dirty()
    page.decision.decline_button.click()
    qtbot.waitUntil(lambda: ApprovalRequest.get().state is RequestState.DECLINED)
    settled(desk, qtbot)
    assert ApprovalRequest.get().answer == "合同里没有" and not page.dirty()


def test_ones_own_request_can_only_be_withdrawn(desk, ctx, team, number, qtbot):
    ctx.actor = team[Role.DISPATCHER].id
    page = show(desk, qtbot)
    decision = page.decision
    assert not decision.approve_button.isVisibleTo(page) and not decision.decline_button.isVisibleTo(page)
    decision.withdraw_button.click()
    qtbot.waitUntil(lambda: ApprovalRequest.get().state is RequestState.WITHDRAWN)
    settled(desk, qtbot)


def test_somebody_approves_at_another_persons_computer(desk, ctx, team, number, unit, qtbot):
    ctx.actor = team[Role.DISPATCHER].id
    dialog = HereDialog(desk, number, 1)
    qtbot.addWidget(dialog)
    settled(desk, qtbot)
    dialog.form["pin"].set_raw("1111")
    dialog.form.submit()
    qtbot.waitUntil(lambda: bool(dialog.form["pin"].complaint))
    dialog.form["pin"].set_raw("2580")
    with qtbot.waitSignal(dialog.sheet.closed):
        dialog.form.submit()
    assert Asset.get_by_id(unit.id).remark == "改" and ctx.actor == team[Role.DISPATCHER].id


def ask_dialog(desk, unit, qtbot) -> ApprovalDialog:
    dialog = ApprovalDialog(desk, "Correct", KIND, "asset", unit.id, {"remark": "改"}, ["Remark: 改"])
    qtbot.addWidget(dialog)
    dialog.show()
    settled(desk, qtbot)
    return dialog


def test_the_dialog_asks_for_a_reason_and_the_request_waits(desk, ctx, team, unit, qtbot):
    ctx.actor = team[Role.DISPATCHER].id
    dialog = ask_dialog(desk, unit, qtbot)
    dialog.form.submit()
    assert dialog.reason.complaint
    dialog.reason.set_raw("日期写错")
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.form.submit()
    assert request(ctx, asked.args[0]).state is RequestState.OPEN
    assert Asset.get_by_id(unit.id).remark == ""


def test_a_manager_beside_one_approves_in_the_same_dialog(desk, ctx, team, unit, qtbot):
    ctx.actor = team[Role.DISPATCHER].id
    dialog = ask_dialog(desk, unit, qtbot)
    dialog.reason.set_raw("日期写错")
    dialog.form["now"].box.click()
    dialog.form["pin"].set_raw("1111")
    dialog.form.submit()
    qtbot.waitUntil(lambda: bool(dialog.form["pin"].complaint))
    dialog.form["pin"].set_raw("2580")
    with qtbot.waitSignal(dialog.approved):
        dialog.form.submit()
    assert ApprovalRequest.select().count() == 1
    assert Asset.get_by_id(unit.id).remark == "改"


def test_whoever_gives_up_at_the_pin_has_asked_all_the_same(desk, ctx, team, unit, qtbot):
    ctx.actor = team[Role.DISPATCHER].id
    dialog = ask_dialog(desk, unit, qtbot)
    dialog.reason.set_raw("日期写错")
    dialog.form["now"].box.click()
    dialog.form["pin"].set_raw("1111")
    dialog.form.submit()
    qtbot.waitUntil(lambda: bool(dialog.form["pin"].complaint))
    dialog.form.settle()
    with qtbot.waitSignal(dialog.asked):
        dialog.close()
    assert ApprovalRequest.get().state is RequestState.OPEN


def test_in_a_depot_of_one_person_it_is_done_at_once(desk, ctx, unit, qtbot):
    dialog = ask_dialog(desk, unit, qtbot)
    dialog.reason.set_raw("日期写错")
    with qtbot.waitSignal(dialog.approved):
        dialog.form.submit()
    assert Asset.get_by_id(unit.id).remark == "改"


def test_granted_days_lead_to_the_request_by_which_they_were_granted(desk, ctx, team, unit, qtbot):
    ctx.actor = team[Role.DISPATCHER].id
    for last in ("2026-12-31", "2027-01-31"):
        grant(ctx, GrantCover(unit.id, date(2026, 11, 1), date.fromisoformat(last), "协议"), "长期客户")
    first, second = [row.id for row in ApprovalRequest.select().order_by(ApprovalRequest.id)]
    ctx.actor = team[Role.MANAGER].id
    approve(ctx, first, 1, "同意")
    page = show(desk, qtbot, "grant", ManualCover.get().id)
    assert (page.choice.key, page.decision.line.id) == ("decided", first)
    page.turn_to(Route("approvals", second))
    settled(desk, qtbot)
    assert (page.choice.key, page.decision.line.id) == ("open", second)
    page.turn_to(Route("approvals", "grant", 4711))
    settled(desk, qtbot)
    assert page.decision.line is not None, "what is no longer there leaves the page as it is"
