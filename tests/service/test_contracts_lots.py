"""A delivery on its way from the plan to the acceptance (R-010 … R-021, model.md 3.3, INV-15)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.contracts import deliveries
from inventory.contracts.acceptance import AcceptLot, LotAccepted, accept
from inventory.contracts.checks import AddCheck, Outcome, RecordChecks, add_check, record_checks, remove_check
from inventory.contracts.deliveries import NextStep
from inventory.contracts.lines import MORE_THAN_ORDERED
from inventory.contracts.lot_rules import (
    NOT_NOTIFIED,
    STANDARD_CHECKS,
    Appearance,
    CheckResult,
    Counted,
    LotCheckArea,
    LotState,
)
from inventory.contracts.lots import (
    EditLot,
    LotUnits,
    PlanLot,
    add_units,
    cancel,
    edit_plan,
    plan,
    split,
    take_out,
)
from inventory.contracts.notice_rules import SHORT_NOTICE
from inventory.contracts.steps import (
    Arrive,
    Complete,
    Install,
    LotStep,
    Notify,
    Recount,
    UnitCount,
    arrive,
    complete,
    install,
    notify,
    recount,
    step_back,
)
from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, NotPermitted, RuleBroken, StaleRecord
from models.assets import Asset, AssetEvent, AssetOwner, AssetState, EventKind
from models.contracts import Contract, DeliveryLot
from models.cover import LotUnit
from models.journal import Change
from models.organisation import Role
from tests.service.contract_way import (
    ARRIVED,
    COMPLETED,
    INSTALLED,
    SIGNED,
    arrived,
    completed,
    installed,
    passed,
    planned,
    ready,
    signed,
    version,
)


@pytest.fixture
def contract(make_contract, make_policy):
    """12 months from the day after completion and signature, and a notice of 7 days (S2a, S2d)."""
    return make_contract(
        "HT2026-1", policy_version=make_policy(warranty_months=12, count_rule="NEXT_DAY", notice_days=7)
    )


@pytest.fixture
def quiet(make_contract):
    """A contract whose policy promises no notice."""
    return make_contract("HT2026-2")


@pytest.fixture
def goods(make_asset, make_model):
    """Units on our shelf, of one model."""
    model = make_model()

    def make(contract, count=2):
        return [make_asset(model=model, customer=contract.customer, state="in_stock", owner="us") for _ in range(count)]

    return make


def again(unit):
    return Asset.get_by_id(unit.id)


def line(ctx, lot_id):
    return deliveries.lot(ctx, lot_id).line


# --- the plan ---


def test_a_delivery_is_planned_with_its_units_and_the_standard_checks(ctx, contract, make_asset, make_line, make_site):
    ours = make_asset(state="in_stock", customer=contract.customer)
    ours.customer = None
    ours.save()
    ordered = make_line(contract, model=ours.model, quantity=1)
    site = make_site(contract.customer)
    lot_id = plan(
        ctx, PlanLot(contract_id=contract.id, planned_on=date(2026, 12, 1), site_id=site.id, asset_ids=(ours.id,))
    )

    unit = again(ours)
    assert (unit.customer_id, unit.contract_id, unit.contract_line_id) == (
        contract.customer_id,
        contract.id,
        ordered.id,
    )
    card = deliveries.lot(ctx, lot_id)
    assert [(check.area, check.item) for check in card.checks] == list(STANDARD_CHECKS)
    assert {check.result for check in card.checks} == {CheckResult.OPEN}
    assert (card.line.number, card.line.state, card.line.site) == (1, LotState.PLANNED, site.name)
    assert card.line.step is NextStep.NOTIFY
    # seven days before Tuesday 1 December is Tuesday 24 November
    assert (card.line.notice.due, card.line.notice.remind_on) == (date(2026, 11, 24), date(2026, 11, 24))


def test_only_units_that_are_new_for_this_contract_are_delivered(ctx, quiet, make_asset, make_contract, goods):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units[:1])
    for unit in (
        make_asset(state="in_stock"),
        make_asset(state="in_stock", customer=quiet.customer, contract=make_contract(customer=quiet.customer)),
        make_asset(customer=quiet.customer, accepted_on=date(2026, 1, 1)),
        make_asset(customer=quiet.customer, state="in_service"),
    ):
        with pytest.raises(RuleBroken):
            add_units(ctx, LotUnits(lot_id=lot_id, seen_version=version(ctx, lot_id), asset_ids=(unit.id,)))
    with pytest.raises(RuleBroken):  # it is in a delivery already
        planned(ctx, quiet, units[:1])
    add_units(ctx, LotUnits(lot_id=lot_id, seen_version=version(ctx, lot_id), asset_ids=(units[1].id,)))
    assert line(ctx, lot_id).units == 2
    with pytest.raises(InvalidInput):
        plan(ctx, PlanLot(contract_id=quiet.id, site_id=999_999))


def test_more_than_the_contract_orders_is_confirmed(ctx, quiet, goods, make_line):
    units = goods(quiet)
    make_line(quiet, model=units[0].model, quantity=1)
    with pytest.raises(NeedsConfirmation) as refused:
        planned(ctx, quiet, units)
    assert refused.value.key == MORE_THAN_ORDERED
    planned(ctx, quiet, units, confirmed=frozenset({MORE_THAN_ORDERED}))


def test_units_are_taken_out_before_they_arrive(ctx, quiet, goods):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    seen = version(ctx, lot_id)
    take_out(ctx, LotUnits(lot_id=lot_id, seen_version=seen, asset_ids=(units[0].id,)))
    assert [one.asset_id for one in deliveries.lot(ctx, lot_id).units] == [units[1].id]
    with pytest.raises(StaleRecord):  # whoever signs has seen the units
        take_out(ctx, LotUnits(lot_id=lot_id, seen_version=seen, asset_ids=(units[1].id,)))
    arrived(ctx, lot_id)
    with pytest.raises(RuleBroken):
        take_out(ctx, LotUnits(lot_id=lot_id, seen_version=version(ctx, lot_id), asset_ids=(units[1].id,)))


# --- the notice (R-020) ---


def test_the_customer_is_told_seven_days_ahead_or_somebody_says_why_not(ctx, contract, goods):
    lot_id = planned(ctx, contract, goods(contract), planned_on=date(2026, 11, 28))
    step = {"lot_id": lot_id, "seen_version": 1, "notified_on": date(2026, 11, 22)}  # six days
    with pytest.raises(NeedsConfirmation) as refused:
        notify(ctx, Notify(**step))
    assert refused.value.key == SHORT_NOTICE
    with pytest.raises(InvalidInput):
        notify(ctx, Notify(**step, confirmed=frozenset({SHORT_NOTICE})))
    notify(ctx, Notify(**step | {"notified_on": date(2026, 11, 21)}))

    edit_plan(ctx, EditLot(lot_id=lot_id, seen_version=version(ctx, lot_id), planned_on=date(2026, 12, 5)))
    row = line(ctx, lot_id)
    assert (row.state, row.notified_on) == (LotState.PLANNED, None)  # told of another day
    notify(ctx, Notify(lot_id=lot_id, seen_version=row.version, notified_on=date(2026, 11, 22)))
    assert line(ctx, lot_id).step is NextStep.ARRIVE


def test_a_short_notice_keeps_its_reason(ctx, contract, goods):
    lot_id = planned(ctx, contract, goods(contract), planned_on=date(2026, 11, 28))
    notify(ctx, Notify(lot_id=lot_id, seen_version=1, notified_on=date(2026, 11, 22), reason="客户催促",
                       confirmed=frozenset({SHORT_NOTICE})))  # fmt: skip
    assert {change.reason for change in Change.select().where(Change.field == "notified_on")} == {"客户催促"}


# --- the arrival (R-011) ---


def test_what_arrives_is_counted_and_delivered(ctx, contract, goods, make_site):
    site, units = make_site(contract.customer), goods(contract, 3)
    lot_id = planned(ctx, contract, units, site_id=site.id)
    step = {
        "lot_id": lot_id, "seen_version": 1, "arrived_on": ARRIVED, "counted_by": "张伟", "witnessed_by": "王芳",
        "counts": (UnitCount(units[1].id, Counted.MISSING), UnitCount(units[2].id, appearance=Appearance.DAMAGED, note="外壳")),
    }  # fmt: skip
    with pytest.raises(NeedsConfirmation) as refused:
        arrive(ctx, Arrive(**step))
    assert refused.value.key == NOT_NOTIFIED
    arrive(ctx, Arrive(**step, confirmed=frozenset({NOT_NOTIFIED}), reason="客户当面同意"))

    good, missing, damaged = map(again, units)
    assert (good.delivered_on, good.state, good.owner) == (ARRIVED, AssetState.DELIVERED, AssetOwner.CUSTOMER)
    assert (good.sold_on, good.site_id) == (ARRIVED, site.id)
    assert (missing.delivered_on, missing.state, missing.owner) == (None, AssetState.IN_STOCK, AssetOwner.US)
    assert damaged.delivered_on == ARRIVED
    row = line(ctx, lot_id)
    assert (row.units, row.present, row.missing, row.damaged, row.step) == (3, 2, 1, 1, NextStep.SPLIT)
    assert (row.counted_by, row.witnessed_by) == ("张伟", "王芳")
    assert deliveries.lot(ctx, lot_id).units[2].note == "外壳"
    delivered = AssetEvent.select().where(AssetEvent.kind == EventKind.DELIVERED)
    assert {event.asset_id for event in delivered} == {units[0].id, units[2].id}


def test_a_count_is_corrected(ctx, quiet, goods):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    arrived(ctx, lot_id, counts=[UnitCount(units[0].id, Counted.MISSING)])
    recount(ctx, Recount(lot_id=lot_id, seen_version=version(ctx, lot_id), counts=(
        UnitCount(units[0].id), UnitCount(units[1].id, Counted.MISSING),
    )))  # fmt: skip
    assert [again(unit).delivered_on for unit in units] == [ARRIVED, None]
    assert again(units[1]).state is AssetState.IN_STOCK
    with pytest.raises(InvalidInput):
        recount(ctx, Recount(lot_id=lot_id, seen_version=version(ctx, lot_id), counts=(UnitCount(999_999),)))


def test_a_day_of_delivery_that_was_known_stays(ctx, quiet, make_asset):
    unit = make_asset(
        customer=quiet.customer, state="delivered", delivered_on=date(2026, 2, 1), sold_on=date(2026, 1, 5)
    )
    lot_id = planned(ctx, quiet, [unit])
    arrived(ctx, lot_id)
    assert (again(unit).delivered_on, again(unit).sold_on) == (date(2026, 2, 1), date(2026, 1, 5))


def test_nothing_cannot_arrive(ctx, quiet):
    lot_id = planned(ctx, quiet, [])
    assert line(ctx, lot_id).step is NextStep.FILL
    with pytest.raises(RuleBroken):
        arrived(ctx, lot_id)


def test_missing_and_damaged_units_get_a_delivery_of_their_own(ctx, quiet, goods):
    units = goods(quiet, 3)
    lot_id = planned(ctx, quiet, units)
    arrived(
        ctx,
        lot_id,
        counts=[UnitCount(units[1].id, Counted.MISSING), UnitCount(units[2].id, appearance=Appearance.DAMAGED)],
    )
    installed(ctx, lot_id, units=units[:1])
    with pytest.raises(RuleBroken):  # installed: it stays
        split(ctx, LotUnits(lot_id=lot_id, seen_version=version(ctx, lot_id), asset_ids=(units[0].id,)))
    new = split(ctx, LotUnits(lot_id=lot_id, seen_version=version(ctx, lot_id), asset_ids=(units[1].id, units[2].id)))

    assert [one.asset_id for one in deliveries.lot(ctx, lot_id).units] == [units[0].id]
    row = line(ctx, new)
    assert (row.number, row.state, row.units, row.missing, row.damaged) == (2, LotState.PLANNED, 2, 0, 0)
    assert {(again(unit).delivered_on, again(unit).state) for unit in units[1:]} == {(None, AssetState.IN_STOCK)}


# --- installation, checks, completion ---


def test_every_unit_is_installed_in_its_place_and_the_last_one_makes_the_delivery_installed(ctx, quiet, goods):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    arrived(ctx, lot_id)
    nowhere = {"lot_id": lot_id, "installed_on": INSTALLED, "asset_ids": (units[0].id,), "places": {}}
    with pytest.raises(InvalidInput) as refused:
        install(ctx, Install(seen_version=version(ctx, lot_id), **nowhere))
    assert (refused.value.field, refused.value.values["serial"]) == ("place", units[0].serial_no)

    installed(ctx, lot_id, units=units[:1])
    assert line(ctx, lot_id).state is LotState.ARRIVED
    installed(ctx, lot_id, units=units[1:])
    assert line(ctx, lot_id).state is LotState.INSTALLED
    unit = again(units[0])
    assert (unit.installed_on, unit.location_text, unit.state) == (INSTALLED, "门诊三楼", AssetState.INSTALLED)
    assert AssetEvent.select().where(AssetEvent.kind == EventKind.INSTALLED).count() == 2


def test_what_is_missing_is_not_installed(ctx, quiet, goods):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    arrived(ctx, lot_id, counts=[UnitCount(units[0].id, Counted.MISSING)])
    with pytest.raises(RuleBroken):
        installed(ctx, lot_id)


def test_checks_are_added_recorded_and_removed(ctx, quiet, goods):
    lot_id = planned(ctx, quiet, goods(quiet))
    added = add_check(
        ctx, AddCheck(lot_id=lot_id, seen_version=version(ctx, lot_id), area=LotCheckArea.DOCUMENT, item=" 图纸 ")
    )
    for item in ("图纸", "硬件测试", "", "长" * 81):
        with pytest.raises(InvalidInput):
            add_check(
                ctx, AddCheck(lot_id=lot_id, seen_version=version(ctx, lot_id), area=LotCheckArea.TEST, item=item)
            )
    outcome = Outcome(added, CheckResult.PASSED, "两套")
    record_checks(ctx, RecordChecks(lot_id=lot_id, seen_version=version(ctx, lot_id), outcomes=(outcome,)))
    last = deliveries.lot(ctx, lot_id).checks[-1]
    assert (last.item, last.result, last.remark) == ("图纸", CheckResult.PASSED, "两套")

    with pytest.raises(RuleBroken):  # a standard one does not apply, at most
        remove_check(ctx, lot_id, version(ctx, lot_id), deliveries.lot(ctx, lot_id).checks[0].id)
    remove_check(ctx, lot_id, version(ctx, lot_id), added)
    assert len(deliveries.lot(ctx, lot_id).checks) == len(STANDARD_CHECKS)
    with pytest.raises(NotFound):
        remove_check(ctx, lot_id, version(ctx, lot_id), added)
    with pytest.raises(NotFound):
        record_checks(ctx, RecordChecks(lot_id=lot_id, seen_version=version(ctx, lot_id), outcomes=(outcome,)))


def test_completion_waits_for_the_last_installation(ctx, quiet, goods):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    arrived(ctx, lot_id)
    installed(ctx, lot_id, units=units[:1])
    with pytest.raises(RuleBroken):
        completed(ctx, lot_id)
    installed(ctx, lot_id, units=units[1:])
    with pytest.raises(InvalidInput):
        complete(ctx, Complete(lot_id=lot_id, seen_version=version(ctx, lot_id), completed_on=date(2026, 3, 4)))
    completed(ctx, lot_id)
    assert line(ctx, lot_id).completed_on == COMPLETED


# --- the acceptance (R-013, R-014) ---


def test_the_signature_puts_the_units_into_service_and_starts_their_cover(ctx, contract, goods, announced):
    units = goods(contract)
    lot_id = planned(ctx, contract, units, planned_on=date(2026, 3, 2))
    notify(ctx, Notify(lot_id=lot_id, seen_version=1, notified_on=date(2026, 2, 23)))
    arrived(ctx, lot_id)
    installed(ctx, lot_id)
    passed(ctx, lot_id)
    completed(ctx, lot_id)
    announced.clear()
    number = signed(ctx, lot_id)

    assert number == "YS2026030001"
    for unit in map(again, units):
        assert (unit.completed_on, unit.accepted_on, unit.state) == (COMPLETED, SIGNED, AssetState.IN_SERVICE)
        # from the day after the signature, one year: 2026-03-16 … 2027-03-15
        assert (unit.cover_first, unit.cover_last) == (date(2026, 3, 16), date(2027, 3, 15))
    row = line(ctx, lot_id)
    assert (row.state, row.accepted_on, row.certificate_no, row.step) == (LotState.ACCEPTED, SIGNED, number, None)
    assert (row.customer_signer, row.our_signer) == ("李院长", "陈工")
    assert Contract.get_by_id(contract.id).accepted_on == SIGNED
    accepted = AssetEvent.select().where(AssetEvent.kind == EventKind.ACCEPTED)
    assert {(event.asset_id, event.note) for event in accepted} == {(unit.id, number) for unit in units}
    assert LotAccepted(lot_id, contract.id, contract_accepted=True) in announced
    old = Change.select().where((Change.entity == "asset") & (Change.field == "accepted_on"))
    assert {(change.entity_id, change.new) for change in old} == {(unit.id, "2026-03-15") for unit in units}


def test_the_contract_is_accepted_with_the_last_of_its_deliveries(ctx, make_contract, make_policy, goods):
    """S1: 36 months from the acceptance of the contract; until it is whole, each unit counts from its own day."""
    contract = make_contract(policy_version=make_policy(warranty_months=36, anchor_event="CONTRACT_ACCEPTED"))
    units = goods(contract)
    first, second = ready(ctx, contract, units[:1]), ready(ctx, contract, units[1:])
    signed(ctx, first)
    assert Contract.get_by_id(contract.id).accepted_on is None
    assert again(units[0]).cover_last == date(2029, 3, 15)
    signed(ctx, second, date(2026, 4, 1))
    assert Contract.get_by_id(contract.id).accepted_on == date(2026, 4, 1)
    assert {again(unit).cover_last for unit in units} == {date(2029, 4, 1)}


def test_a_contract_that_orders_more_is_not_accepted_as_a_whole(ctx, quiet, goods, make_line):
    units = goods(quiet)
    make_line(quiet, model=units[0].model, quantity=2)
    signed(ctx, ready(ctx, quiet, units[:1]))
    assert Contract.get_by_id(quiet.id).accepted_on is None
    signed(ctx, ready(ctx, quiet, units[1:]), date(2026, 5, 4))
    assert Contract.get_by_id(quiet.id).accepted_on == date(2026, 5, 4)


def test_certificates_are_numbered_by_month(ctx, quiet, goods):
    units = goods(quiet, 3)
    lots = [ready(ctx, quiet, [unit]) for unit in units]
    days = (SIGNED, date(2026, 3, 20), date(2026, 4, 1))
    assert [signed(ctx, lot_id, day) for lot_id, day in zip(lots, days, strict=True)] == [
        "YS2026030001", "YS2026030002", "YS2026040001",
    ]  # fmt: skip


def test_nothing_is_accepted_before_everything_is_ready(ctx, quiet, goods):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    for step in (arrived, installed, completed):
        with pytest.raises(RuleBroken):
            signed(ctx, lot_id)
        step(ctx, lot_id)
    with pytest.raises(RuleBroken):  # the checks are open
        signed(ctx, lot_id)
    passed(ctx, lot_id, CheckResult.FAILED)
    with pytest.raises(RuleBroken):
        signed(ctx, lot_id)
    passed(ctx, lot_id)
    for values in ({"on": date(2026, 3, 9)}, {"on": date(2026, 11, 23)}, {"customer_signer": " "}, {"our_signer": ""}):
        with pytest.raises(InvalidInput):
            signed(ctx, lot_id, **values)
    quiet.signed_on = date(2026, 3, 16)
    quiet.save()
    with pytest.raises(InvalidInput):  # nor before the contract itself
        signed(ctx, lot_id)
    assert {again(unit).accepted_on for unit in units} == {None}


def test_whoever_signs_has_seen_the_delivery_as_it_is(ctx, quiet, goods):
    lot_id = ready(ctx, quiet, goods(quiet))
    seen = version(ctx, lot_id)
    passed(ctx, lot_id, CheckResult.FAILED)
    with pytest.raises(StaleRecord):
        accept(
            ctx, AcceptLot(lot_id=lot_id, seen_version=seen, accepted_on=SIGNED, customer_signer="李", our_signer="陈")
        )


def test_a_delivery_of_500_units_is_accepted_in_few_statements(ctx, quiet, goods, counted):
    lot_id = ready(ctx, quiet, goods(quiet, 500))
    counted.statements.clear()
    signed(ctx, lot_id)
    assert Asset.select().where(Asset.accepted_on == SIGNED).count() == 500
    assert len(counted.statements) < 100


# --- back, cancel, rights ---


def test_steps_are_taken_back_one_by_one_before_the_acceptance(ctx, contract, goods):
    units = goods(contract)
    lot_id = planned(ctx, contract, units, planned_on=date(2026, 3, 2))
    notify(ctx, Notify(lot_id=lot_id, seen_version=1, notified_on=date(2026, 2, 23)))
    arrived(ctx, lot_id)
    installed(ctx, lot_id)
    completed(ctx, lot_id)

    def back():
        step_back(ctx, LotStep(lot_id=lot_id, seen_version=version(ctx, lot_id), reason="记错了"))
        return line(ctx, lot_id).state

    assert back() is LotState.INSTALLED
    assert line(ctx, lot_id).completed_on is None
    assert back() is LotState.ARRIVED
    unit = again(units[0])
    assert (unit.installed_on, unit.state, unit.location_text) == (None, AssetState.DELIVERED, "门诊三楼")
    assert back() is LotState.NOTIFIED
    unit, row = again(units[0]), line(ctx, lot_id)
    assert (unit.delivered_on, unit.state, unit.owner) == (None, AssetState.IN_STOCK, AssetOwner.US)
    assert (row.arrived_on, row.counted_by, row.present) == (None, "", 0)
    assert back() is LotState.PLANNED
    with pytest.raises(RuleBroken):
        back()
    arrive(ctx, Arrive(lot_id=lot_id, seen_version=version(ctx, lot_id), arrived_on=ARRIVED, counted_by="张", witnessed_by="王",
                       confirmed=frozenset({NOT_NOTIFIED}), reason="当面"))  # fmt: skip
    assert back() is LotState.PLANNED  # nobody was notified


def test_an_earlier_step_is_not_entered_over_a_later_one(ctx, quiet, goods):
    """A notice, an arrival or an installation that comes late would leave what was recorded after it hanging."""
    lot_id = planned(ctx, quiet, goods(quiet), planned_on=date(2026, 3, 2))
    arrived(ctx, lot_id)

    def refused(step):
        seen = deliveries.lot(ctx, lot_id)
        with pytest.raises(RuleBroken):
            step()
        assert deliveries.lot(ctx, lot_id) == seen

    def told():
        notify(ctx, Notify(lot_id=lot_id, seen_version=version(ctx, lot_id), notified_on=date(2026, 2, 20)))

    refused(told)
    installed(ctx, lot_id)
    refused(told)
    refused(lambda: arrived(ctx, lot_id))
    passed(ctx, lot_id)
    completed(ctx, lot_id)
    refused(lambda: arrived(ctx, lot_id))
    refused(lambda: installed(ctx, lot_id, date(2026, 3, 9)))


def test_cover_that_counts_from_the_delivery_goes_with_the_step(ctx, make_contract, make_policy, goods):
    contract = make_contract(policy_version=make_policy(warranty_months=12, anchor_event="DELIVERED"))
    units = goods(contract)
    lot_id = planned(ctx, contract, units)
    arrived(ctx, lot_id)
    assert again(units[0]).cover_last == date(2027, 3, 2)
    step_back(ctx, LotStep(lot_id=lot_id, seen_version=version(ctx, lot_id)))
    assert again(units[0]).cover_last is None


def test_what_was_accepted_is_not_taken_back(ctx, quiet, goods):
    lot_id = ready(ctx, quiet, goods(quiet))
    signed(ctx, lot_id)
    seen = version(ctx, lot_id)
    with pytest.raises(RuleBroken):
        step_back(ctx, LotStep(lot_id=lot_id, seen_version=seen))
    with pytest.raises(RuleBroken):
        cancel(ctx, lot_id, seen, "不要了")
    with pytest.raises(RuleBroken):
        passed(ctx, lot_id, CheckResult.FAILED)


def test_a_cancelled_delivery_lets_its_units_go(ctx, quiet, goods):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    with pytest.raises(InvalidInput):
        cancel(ctx, lot_id, 1, " ")
    cancel(ctx, lot_id, 1, "客户推迟")
    assert DeliveryLot.get_by_id(lot_id).state is LotState.CANCELLED
    assert not LotUnit.select().exists()
    other = planned(ctx, quiet, units)
    arrived(ctx, other)
    with pytest.raises(RuleBroken):  # goods are there
        cancel(ctx, other, version(ctx, other), "客户推迟")


def test_deliveries_are_for_those_who_may_edit_contracts(ctx, quiet, make_user):
    ctx.actor = make_user(role=Role.KEEPER).id
    with pytest.raises(NotPermitted):
        plan(ctx, PlanLot(contract_id=quiet.id))


# --- the worklist ---


def test_the_worklist_shows_what_wants_action_today(ctx, contract, quiet, goods):
    """Today is Sunday 2026-11-22."""

    def lot(on, of=contract):
        return planned(ctx, of, goods(of, 1), planned_on=on)

    told_on_friday = lot(date(2026, 11, 29))  # the notice falls on today, so the reminder on Friday
    lot(date(2026, 12, 1))  # it falls on Tuesday
    comes_today = lot(date(2026, 11, 22), quiet)
    lot(date(2026, 11, 23), quiet)
    on_site = lot(date(2026, 3, 2), quiet)
    arrived(ctx, on_site)
    waits = ready(ctx, quiet, goods(quiet, 1), planned_on=date(2026, 3, 3))
    undated = planned(ctx, quiet, goods(quiet, 1))
    signed(ctx, ready(ctx, quiet, goods(quiet, 1)))

    assert [(row.id, row.step) for row in deliveries.due(ctx)] == [
        (on_site, NextStep.INSTALL), (waits, NextStep.ACCEPT), (comes_today, NextStep.ARRIVE),
        (told_on_friday, NextStep.NOTIFY), (undated, NextStep.PLAN),
    ]  # fmt: skip
    assert len(deliveries.under_way(ctx)) == 7


def test_a_delivery_that_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound):
        deliveries.lot(ctx, 999_999)
