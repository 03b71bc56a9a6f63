"""A unit leaves for good, and nothing is owed for it any more (C-04)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.assets.leaving import LeaveForGood, leave
from inventory.assets.queries import card
from inventory.cover.rules import CoverStatus
from inventory.errors import InvalidInput, NotPermitted, RuleBroken, StaleRecord
from models.assets import Asset, AssetEvent, AssetState, EventKind
from models.cover import Custody
from models.organisation import Role

day = date.fromisoformat


@pytest.fixture
def unit(make_asset):
    return make_asset(accepted_on=day("2026-01-10"), warranty_months=36)


@pytest.mark.parametrize(
    ("state", "kind"), [(AssetState.RETIRED, EventKind.RETIRED), (AssetState.SCRAPPED, EventKind.SCRAPPED)]
)
def test_a_unit_is_retired_or_scrapped_with_a_reason(ctx, unit, state, kind):
    leave(ctx, LeaveForGood(unit.id, unit.version, state, " 设备老化 "))
    now = Asset.get_by_id(unit.id)
    assert (now.state, now.cover_last, now.spares_last) == (state, day("2029-01-10"), None)
    assert card(ctx, unit.id).cover.status is CoverStatus.NO_OBLIGATION
    assert [(event.kind, event.note) for event in AssetEvent.select()] == [(kind, "设备老化")]
    with pytest.raises(RuleBroken):
        leave(ctx, LeaveForGood(unit.id, now.version, state, "又一次"))


def test_a_unit_with_us_is_handed_back_before_it_is_retired_and_may_be_scrapped_here(ctx, unit):
    stay = Custody.create(asset=unit, taken_on=day("2026-11-01"))
    with pytest.raises(RuleBroken):
        leave(ctx, LeaveForGood(unit.id, unit.version, AssetState.RETIRED, "x"))
    leave(ctx, LeaveForGood(unit.id, unit.version, AssetState.SCRAPPED, "x"))
    assert Custody.get_by_id(stay.id).returned_on == ctx.clock.today()


def test_it_needs_a_reason_a_fitting_state_the_right_and_the_last_version(ctx, unit, make_user):
    with pytest.raises(InvalidInput) as refused:
        leave(ctx, LeaveForGood(unit.id, unit.version, AssetState.SCRAPPED, " "))
    assert refused.value.field == "reason"
    with pytest.raises(InvalidInput) as refused:
        leave(ctx, LeaveForGood(unit.id, unit.version, AssetState.FAULTY, "x"))
    assert refused.value.field == "state"
    with pytest.raises(StaleRecord):
        leave(ctx, LeaveForGood(unit.id, 99, AssetState.SCRAPPED, "x"))
    ctx.actor = make_user("看客", Role.VIEWER).id
    with pytest.raises(NotPermitted):
        leave(ctx, LeaveForGood(unit.id, unit.version, AssetState.SCRAPPED, "x"))
