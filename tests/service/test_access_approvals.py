"""What needs a second person is asked for by one and done when another one approves."""

from __future__ import annotations

from typing import Any

import pytest
from peewee import IntegrityError

from inventory.access import executors
from inventory.access.approvals import ApproveHere, approve, approve_here, ask, decline, withdraw
from inventory.access.executors import Asked, Deed
from inventory.access.requests import approvers, history, mine, open_requests, recent, request, to_decide
from inventory.errors import DepotError, InvalidInput, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.events import RecordsChanged
from inventory.i18n import Message
from inventory.people.pins import kept
from inventory.work import Context, Work, translate
from models.access import ApprovalRequest, RequestKind, RequestState
from models.assets import Asset
from models.base import database
from models.journal import Change
from models.organisation import Role, User
from tests.races import race

KIND = RequestKind.MANUAL_COVER
WHY = "客户停业三个月"


def set_remark(work: Work, asked: Asked) -> None:
    """The deed of these tests: a remark on the unit, refused where it says no."""
    unit = work.lock(Asset, asked.entity_id)
    if asked.payload["remark"] == "no":
        raise RuleBroken("Not this remark.")
    work.change(unit, remark=asked.payload["remark"])


def say_remark(ctx: Context, asked: Asked) -> list[Message]:
    """What the deed would change."""
    return [Message("Remark: {remark}", {"remark": asked.payload["remark"]})]


@pytest.fixture(autouse=True)
def _deed(monkeypatch):
    monkeypatch.setitem(executors.EXECUTORS, KIND, Deed(set_remark, say_remark))


@pytest.fixture
def team(make_user) -> dict[Role, User]:
    """One person of each role; the manager has a PIN."""
    return {role: make_user(role.name, role, pin_hash=kept("2580") if role is Role.MANAGER else "") for role in Role}


@pytest.fixture
def unit(make_asset) -> Asset:
    """The unit that requests are about."""
    found: Asset = make_asset()
    return found


def ask_for(ctx: Context, unit: Asset, remark: str = "延保至年底", why: str = WHY) -> int:
    return ask(ctx, KIND, "asset", unit.id, {"remark": remark}, why)


def remark_of(unit: Asset) -> str:
    return str(Asset.get_by_id(unit.id).remark)


def test_what_is_asked_for_is_done_when_another_person_approves(ctx, team, unit, announced):
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    assert remark_of(unit) == ""
    assert RecordsChanged("approval_request", (number,)) in announced
    assert not [event for event in announced if isinstance(event, RecordsChanged) and event.entity == "asset"]

    ctx.actor = team[Role.MANAGER].id
    approve(ctx, number, 1, "同意")
    assert remark_of(unit) == "延保至年底"
    found = request(ctx, number)
    assert (found.state, found.asked_by, found.decided_by, found.answer) == (
        RequestState.APPROVED, "DISPATCHER", "MANAGER", "同意",
    )  # fmt: skip
    line = Change.select().where((Change.entity == "asset") & (Change.field == "remark")).get()
    assert (line.by_id, line.reason) == (team[Role.MANAGER].id, WHY)


def test_nobody_approves_or_declines_their_own_request(ctx, team, unit):
    ctx.actor = team[Role.MANAGER].id
    number = ask_for(ctx, unit)
    with pytest.raises(NotPermitted):
        approve(ctx, number, 1)
    with pytest.raises(NotPermitted):
        decline(ctx, number, 1, "算了")
    with pytest.raises(NotPermitted):
        approve_here(ctx, ApproveHere(number, 1, team[Role.MANAGER].id, "2580"))
    assert request(ctx, number).state is RequestState.OPEN and remark_of(unit) == ""


def test_the_database_keeps_asker_and_approver_apart_whatever_the_program_does(ctx, team, unit):
    ctx.actor = team[Role.MANAGER].id
    number = ask_for(ctx, unit)
    values: dict[str, Any] = {"state": RequestState.APPROVED, "decided_at": ctx.clock.now(), "decided_by": ctx.actor}
    with database.atomic() as saved:
        with pytest.raises(IntegrityError) as broken:
            ApprovalRequest.update(values).where(ApprovalRequest.id == number).execute()
        saved.rollback()
    told = translate(broken.value)
    assert isinstance(told, RuleBroken) and "another person" in told.message_id


def test_the_program_keeps_them_apart_even_where_the_guard_is_gone(ctx, engine, team, unit):
    if engine == "sqlite":
        database.execute_sql("PRAGMA ignore_check_constraints = 1")
    else:
        database.execute_sql("ALTER TABLE approval_request DROP CONSTRAINT approval_by_another")
    ctx.actor = team[Role.MANAGER].id
    number = ask_for(ctx, unit)
    with pytest.raises(NotPermitted):
        approve(ctx, number, 1)
    with pytest.raises(NotPermitted):
        approve_here(ctx, ApproveHere(number, 1, team[Role.MANAGER].id, "2580"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_only_whoever_has_the_right_approves_or_declines(ctx, team, unit, role):
    ctx.actor = team[Role.MANAGER].id
    number = ask_for(ctx, unit)
    ctx.actor = team[role].id
    with pytest.raises(NotPermitted):
        approve(ctx, number, 1)
    with pytest.raises(NotPermitted):
        decline(ctx, number, 1, "不行")
    assert to_decide(ctx) == 0


@pytest.mark.parametrize(
    ("role", "may_ask"), [(role, role not in (Role.VIEWER,)) for role in Role], ids=[role.value for role in Role]
)
def test_whoever_records_anything_may_ask(ctx, team, unit, role, may_ask):
    ctx.actor = team[role].id
    if may_ask:
        assert request(ctx, ask_for(ctx, unit)).mine
    else:
        with pytest.raises(NotPermitted):
            ask_for(ctx, unit)


@pytest.mark.parametrize("why", ["", "   ", "\n"])
def test_a_reason_is_asked_for_by_the_rule(ctx, team, unit, why):
    ctx.actor = team[Role.DISPATCHER].id
    with pytest.raises(InvalidInput) as refused:
        ask_for(ctx, unit, why=why)
    assert refused.value.field == "reason"
    number = ask_for(ctx, unit)
    ctx.actor = team[Role.MANAGER].id
    with pytest.raises(InvalidInput) as refused:
        decline(ctx, number, 1, why)
    assert refused.value.field == "answer"


def test_what_would_be_refused_today_is_refused_when_it_is_asked_for(ctx, team, unit):
    ctx.actor = team[Role.DISPATCHER].id
    with pytest.raises(RuleBroken):
        ask_for(ctx, unit, remark="no")
    assert ApprovalRequest.select().count() == 0
    assert remark_of(unit) == ""


def test_what_cannot_be_done_any_more_stays_open(ctx, team, unit):
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    ApprovalRequest.update(payload='{"remark": "no"}').execute()
    ctx.actor = team[Role.MANAGER].id
    with pytest.raises(RuleBroken):
        approve(ctx, number, 1)
    assert request(ctx, number).state is RequestState.OPEN


def test_a_declined_request_changes_nothing_and_keeps_the_answer(ctx, team, unit):
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    ctx.actor = team[Role.MANAGER].id
    decline(ctx, number, 1, "合同里没有")
    assert remark_of(unit) == ""
    assert (request(ctx, number).state, request(ctx, number).answer) == (RequestState.DECLINED, "合同里没有")


def test_only_the_asker_withdraws(ctx, team, unit):
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    for role in (Role.MANAGER, Role.ADMIN):
        ctx.actor = team[role].id
        with pytest.raises(NotPermitted):
            withdraw(ctx, number, 1)
    ctx.actor = None
    with pytest.raises(NotPermitted):
        withdraw(ctx, number, 1)
    ctx.actor = team[Role.DISPATCHER].id
    withdraw(ctx, number, 1)
    assert request(ctx, number).state is RequestState.WITHDRAWN


def test_a_request_is_decided_once(ctx, team, unit, make_user):
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    ctx.actor = team[Role.MANAGER].id
    approve(ctx, number, 1)
    for act in (lambda: approve(ctx, number, 2), lambda: decline(ctx, number, 2, "不行")):
        with pytest.raises(RuleBroken):
            act()
    with pytest.raises(NotFound):
        approve(ctx, number + 1, 1)


def test_a_request_that_somebody_touched_meanwhile_is_looked_at_again(ctx, team, unit):
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    ctx.actor = team[Role.MANAGER].id
    with pytest.raises(StaleRecord):
        approve(ctx, number, 7)


def test_of_six_managers_exactly_one_approves(opened, team, unit, make_user):
    managers = [make_user(f"主管{number}", Role.MANAGER) for number in range(6)]
    asker = Context(actor=team[Role.DISPATCHER].id, clock=opened.clock, bus=opened.bus)
    number = ask_for(asker, unit)

    def pass_it(place: int) -> bool:
        ctx = Context(actor=managers[place].id, workstation=f"pc{place}", clock=opened.clock)
        approve(ctx, number, 1)
        return True

    outcomes = race(opened, 6, pass_it)
    assert outcomes.count(True) == 1
    assert all(outcome is True or isinstance(outcome, DepotError) for outcome in outcomes)
    assert Change.select().where((Change.entity == "asset") & (Change.field == "remark")).count() == 1


def test_of_approving_and_withdrawing_at_once_one_happens(opened, team, unit):
    asker = Context(actor=team[Role.DISPATCHER].id, clock=opened.clock)
    manager = Context(actor=team[Role.MANAGER].id, clock=opened.clock)
    number = ask_for(asker, unit)
    outcomes = race(
        opened, 2, lambda place: approve(manager, number, 1) if place else withdraw(asker, number, 1)
    )
    assert sum(isinstance(outcome, DepotError) for outcome in outcomes) == 1
    state = ApprovalRequest.get_by_id(number).state
    assert (remark_of(unit) != "") is (state is RequestState.APPROVED)


# here and now


def test_a_manager_approves_at_somebody_elses_computer_with_their_pin(ctx, team, unit):
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    approve_here(ctx, ApproveHere(number, 1, team[Role.MANAGER].id, "2580", "当面同意"))
    assert ctx.actor == team[Role.DISPATCHER].id, "who is at work here stays"
    assert remark_of(unit) == "延保至年底"
    assert request(ctx, number).decided_by == "MANAGER"
    line = Change.select().where((Change.entity == "asset") & (Change.field == "remark")).get()
    assert line.by_id == team[Role.MANAGER].id


def test_a_wrong_pin_approves_nothing_and_counts(ctx, team, unit):
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    for _try in range(4):
        with pytest.raises(InvalidInput):
            approve_here(ctx, ApproveHere(number, 1, team[Role.MANAGER].id, "1111"))
    with pytest.raises(NotPermitted):
        approve_here(ctx, ApproveHere(number, 1, team[Role.MANAGER].id, "1111"))
    with pytest.raises(NotPermitted):
        approve_here(ctx, ApproveHere(number, 1, team[Role.MANAGER].id, "2580"))
    assert request(ctx, number).state is RequestState.OPEN


def test_a_manager_without_a_pin_cannot_approve_at_somebody_elses_computer(ctx, team, unit, make_user):
    other = make_user("周强", Role.MANAGER)
    ctx.actor = team[Role.DISPATCHER].id
    number = ask_for(ctx, unit)
    with pytest.raises(NotPermitted, match="PIN"):
        approve_here(ctx, ApproveHere(number, 1, other.id, ""))
    ctx.actor = other.id
    approve(ctx, number, 1)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_a_pin_alone_gives_no_right_to_approve(ctx, team, unit, role):
    User.update(pin_hash=kept("2580")).execute()
    ctx.actor = team[Role.MANAGER].id
    number = ask_for(ctx, unit)
    with pytest.raises(NotPermitted):
        approve_here(ctx, ApproveHere(number, 1, team[role].id, "2580"))
    assert request(ctx, number).state is RequestState.OPEN


def test_who_could_approve_now_is_anybody_else_with_the_right(ctx, team, make_user):
    other = make_user("周强", Role.MANAGER)
    make_user("钱多", Role.MANAGER, active=False)
    ctx.actor = team[Role.DISPATCHER].id
    assert [(found.id, found.has_pin) for found in approvers(ctx)] == [
        (team[Role.MANAGER].id, True), (other.id, False),
    ]  # fmt: skip
    ctx.actor = team[Role.MANAGER].id
    assert [found.id for found in approvers(ctx)] == [other.id]


# a depot of one person


def test_where_nobody_is_entered_it_is_done_at_once_and_the_reason_is_kept(ctx, unit):
    number = ask_for(ctx, unit)
    assert remark_of(unit) == "延保至年底"
    found = request(ctx, number)
    assert (found.state, found.reason, found.asked_by, found.decided_by) == (RequestState.APPROVED, WHY, "", "")
    assert Change.select().where((Change.entity == "asset") & (Change.field == "remark")).get().reason == WHY


def test_where_nobody_is_entered_a_reason_is_needed_all_the_same(ctx, unit):
    with pytest.raises(InvalidInput):
        ask_for(ctx, unit, why=" ")
    assert remark_of(unit) == ""


def test_where_people_are_entered_somebody_who_has_not_said_who_they_are_cannot_ask(ctx, team, unit):
    with pytest.raises(NotPermitted):
        ask_for(ctx, unit)
    assert ApprovalRequest.select().count() == 0


# what was asked


def test_what_waits_is_listed_with_what_it_would_change(ctx, team, unit, make_asset):
    other = make_asset()
    ctx.actor = team[Role.DISPATCHER].id
    first, second = ask_for(ctx, unit), ask_for(ctx, other, remark="另一个")
    assert to_decide(ctx) == 0
    assert [(found.id, found.mine, found.decidable) for found in open_requests(ctx)] == [
        (first, True, False), (second, True, False),
    ]  # fmt: skip
    ctx.actor = team[Role.MANAGER].id
    third = ask_for(ctx, other, remark="主管也要")
    assert to_decide(ctx) == 2, "one's own is for somebody else"
    found = open_requests(ctx)
    assert [(line.id, line.decidable) for line in found] == [(first, True), (second, True), (third, False)]
    assert [str(effect) for effect in found[0].effects] == ["Remark: 延保至年底"]
    assert unit.serial_no in found[0].about

    approve(ctx, first, 1)
    assert [line.id for line in recent(ctx)] == [first]
    assert [line.id for line in history(ctx, "asset", other.id)] == [third, second]
    assert [line.id for line in mine(ctx)] == [third]
    ctx.actor = None
    assert mine(ctx) == [] and to_decide(ctx) == 0
