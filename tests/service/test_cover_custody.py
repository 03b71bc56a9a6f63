"""A customer's unit in our hands: taken in, handed back, and what that adds to its cover (R-095, C-03)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inventory.cover.custody import HandBack, TakeIn, hand_back, take_in
from inventory.cover.keeping import refresh_open
from inventory.cover.suspension import SuspendRule
from inventory.errors import InvalidInput, NotPermitted, RuleBroken, StaleRecord
from models.assets import Asset, AssetEvent, AssetState, EventKind
from models.cover import Custody
from models.organisation import Role

TODAY = date(2026, 11, 22)
day = date.fromisoformat


@pytest.fixture
def unit(make_asset, make_contract, make_policy):
    """In warranty until 2026-12-10, under terms that give repair days back."""
    policy = make_policy(warranty_months=12, suspend=SuspendRule.REPAIR_DAYS_EXCEPT_LOANER)
    contract = make_contract(policy_version=policy)
    return make_asset(
        "A1",
        customer=contract.customer,
        contract=contract,
        delivered_on=day("2025-12-01"),
        accepted_on=day("2025-12-10"),
    )


def taken(ctx, unit, on="2026-11-10", **values) -> int:
    return take_in(
        ctx, TakeIn(asset_id=unit.id, seen_version=Asset.get_by_id(unit.id).version, taken_on=day(on), **values)
    )


def back(ctx, custody_id, on="2026-11-20", **values) -> None:
    hand_back(ctx, HandBack(custody_id=custody_id, seen_version=1, returned_on=day(on), **values))


def test_a_stay_is_recorded_both_ways_and_lengthens_the_cover_once(ctx, clock, unit, make_case, make_user):
    ctx.actor = make_user("陈师傅", Role.ENGINEER).id
    case = make_case(unit, "WX1")
    stay = taken(
        ctx,
        unit,
        case_id=case.id,
        taken_by="陈师傅",
        handed_over_by="张伟",
        accessories="电源线",
        condition="外壳有划痕",
    )
    assert Asset.get_by_id(unit.id).state is AssetState.AT_DEPOT
    refresh_open(ctx)
    clock.move(timedelta(days=1))
    refresh_open(ctx)
    back(ctx, stay, received_by="张伟", loaner_from=day("2026-11-12"), loaner_back=day("2026-11-15"))

    row = Custody.get_by_id(stay)
    assert (row.case_id, row.taken_by, row.handed_over_by, row.accessories, row.received_by, row.returned_on) == (
        case.id, "陈师傅", "张伟", "电源线", "张伟", day("2026-11-20"),
    )  # fmt: skip
    # ten days with us, three of them with a loaner: 2026-12-10 + 7
    now = Asset.get_by_id(unit.id)
    assert (now.state, now.cover_last) == (AssetState.IN_SERVICE, day("2026-12-17"))
    assert [(event.kind, event.note) for event in AssetEvent.select().order_by(AssetEvent.id)] == [
        (EventKind.RECEIVED, "电源线"), (EventKind.RETURNED, "张伟"), (EventKind.WARRANTY_CHANGED, "2026-12-10 → 2026-12-17"),
    ]  # fmt: skip


def test_a_unit_that_gives_nothing_back_is_not_told_of(ctx, make_asset):
    unit = make_asset(accepted_on=day("2025-12-10"), warranty_months=12)
    back(ctx, taken(ctx, unit))
    assert [event.kind for event in AssetEvent.select()] == [EventKind.RECEIVED, EventKind.RETURNED]


def test_one_unit_is_with_us_once_at_a_time(ctx, unit):
    stay = taken(ctx, unit)
    with pytest.raises(RuleBroken):
        taken(ctx, unit, "2026-11-12")
    back(ctx, stay)
    with pytest.raises(RuleBroken):
        hand_back(ctx, HandBack(custody_id=stay, seen_version=2, returned_on=day("2026-11-21")))
    assert taken(ctx, unit, "2026-11-21") != stay


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": "2026-11-23"}, "taken_on"),
        ({"on": "2025-11-30"}, "taken_on"),
        ({"loaner_from": day("2026-11-23")}, "loaner_from"),
        ({"case_id": 999_999}, "case_id"),
    ],
)
def test_what_cannot_be_is_refused_when_it_is_taken_in(ctx, unit, values, field):
    with pytest.raises(InvalidInput) as refused:
        taken(ctx, unit, **values)
    assert refused.value.field == field
    assert Custody.select().count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": "2026-11-23"}, "returned_on"),
        ({"on": "2026-11-09"}, "returned_on"),
        ({"loaner_back": day("2026-11-15")}, "loaner_back"),
        ({"loaner_from": day("2026-11-15"), "loaner_back": day("2026-11-14")}, "loaner_back"),
    ],
)
def test_what_cannot_be_is_refused_when_it_is_handed_back(ctx, unit, values, field):
    stay = taken(ctx, unit)
    with pytest.raises(InvalidInput) as refused:
        back(ctx, stay, **values)
    assert refused.value.field == field


def test_only_who_records_service_takes_in_and_nobody_over_another_ones_change(ctx, unit, make_asset, make_user):
    with pytest.raises(StaleRecord):
        take_in(ctx, TakeIn(asset_id=unit.id, seen_version=99, taken_on=TODAY))
    with pytest.raises(RuleBroken):
        taken(ctx, make_asset(state=AssetState.SCRAPPED))
    ctx.actor = make_user("看客", Role.VIEWER).id
    with pytest.raises(NotPermitted):
        taken(ctx, unit)
