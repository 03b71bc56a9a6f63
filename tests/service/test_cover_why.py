"""Whether a unit is covered on a day that somebody names, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory.assets.leaving import LeaveForGood, leave
from inventory.assets.queries import card
from inventory.assets.replacing import ReplaceUnit, replace
from inventory.cover.deeds import GrantCover, grant
from inventory.cover.months import without_own
from inventory.cover.rules import CountRule, CoverStatus, SegmentKind
from inventory.cover.why import why
from inventory.errors import NotFound
from inventory.i18n import speaking
from models.assets import Asset, AssetState

day = date.fromisoformat


@pytest.fixture
def unit(make_asset, make_contract, make_policy):
    """From 2025-03-16 to 2026-03-15, by policy P-X of contract HT-1."""
    policy = make_policy("P-X", warranty_months=12, count_rule=CountRule.NEXT_DAY)
    contract = make_contract("HT-1", policy_version=policy)
    return make_asset("A1", customer=contract.customer, contract=contract, accepted_on=day("2025-03-15"))


def answer(ctx, unit: Asset, on: str) -> str:
    with speaking("en"):
        return str(why(ctx, unit.id, day(on)).answer)


def test_each_day_has_its_answer(ctx, unit):
    assert answer(ctx, unit, "2025-03-15") == (
        "2025-03-15: Not accepted yet. The free warranty begins on 2025-03-16; until then all work is free."
    )
    assert answer(ctx, unit, "2026-03-05") == (
        "2026-03-05: In warranty from 2025-03-16 to 2026-03-15, 10 days left. The last day is by: Our free warranty."
    )
    assert answer(ctx, unit, "2026-03-15") == (
        "2026-03-15: In warranty from 2025-03-16 to 2026-03-15, this is the last day. It is by: Our free warranty."
    )
    assert answer(ctx, unit, "2026-03-16") == (
        "2026-03-16: Out of warranty. The last covered day before it was 2026-03-15."
    )
    with pytest.raises(NotFound):
        why(ctx, 999_999, day("2026-03-16"))


def test_a_unit_without_acceptance_or_months_says_so(ctx, make_asset):
    assert answer(ctx, make_asset("N1"), "2026-11-22") == ("2026-11-22: Not accepted yet. All work is free until then.")
    none = make_asset("N2", accepted_on=day("2025-03-15"), warranty_months=0)
    assert answer(ctx, none, "2026-11-22") == "2026-11-22: Out of warranty. Nothing was promised for it."


def test_segments_and_gaps_stand_in_order_with_what_is_known_of_them(ctx, unit):
    grant(ctx, GrantCover(unit.id, day("2026-05-01"), day("2026-12-31"), "备忘 7"), "会议承诺")
    found = why(ctx, unit.id, day("2026-11-22"))
    with speaking("en"):
        assert [(one.first, one.last, one.segment and one.segment.kind, one.days, str(one.note or "")) for one in found.spans] == [
            (day("2025-03-16"), day("2026-03-15"), SegmentKind.BASE, 365, ""),
            (day("2026-03-16"), day("2026-04-30"), None, 46, ""),
            (day("2026-05-01"), day("2026-12-31"), SegmentKind.MANUAL, 245, "–: 会议承诺"),
        ]  # fmt: skip
        assert [one.holds(found.day) for one in found.spans] == [False, False, True]
        assert [(str(step.source.words), step.source.proof) for step in found.steps] == [
            ("contract HT-1, policy P-X, version 1: Months of the free period, Counted from, First day counted", "contract"),
            ("contract HT-1", "contract"),
            ("granted by a manager: 备忘 7", "manual_cover"),
            ("follows from the steps above", "asset"),
        ]  # fmt: skip
    assert found.cover.status is CoverStatus.IN_WARRANTY


def test_a_replaced_unit_was_covered_until_it_was_replaced(ctx, unit):
    new_id = replace(
        ctx, ReplaceUnit(asset_id=unit.id, seen_version=unit.version, swapped_on=day("2026-01-10"), reason="坏",
                         serial_no="A2"),
    )  # fmt: skip
    found = why(ctx, unit.id, day("2026-01-10"))
    assert (found.cover.status, found.left_on) == (CoverStatus.IN_WARRANTY, day("2026-01-10"))
    assert len(found.steps) > 1
    assert answer(ctx, unit, "2026-01-11") == (
        "2026-01-11: No obligation, because the unit left for good on 2026-01-10."
    )
    after = why(ctx, unit.id, day("2026-01-11"))
    with speaking("en"):
        (step,) = after.steps
        assert str(step.text) == "A2 took its place, and what was left of its cover has gone over to that unit."
        assert [str(one.note) for one in after.spans] == ["the unit left on 2026-01-10"]
        assert str(why(ctx, new_id, day("2026-02-01")).steps[0].source.words) == "replacement of A1"
    assert card(ctx, unit.id).left_on == day("2026-01-10")
    assert card(ctx, new_id).left_on is None


def test_a_retired_unit_left_on_the_day_of_its_event(ctx, unit, clock):
    clock.instant = datetime(2026, 2, 1, 17, 0, tzinfo=UTC)  # the 2nd of February in China
    leave(ctx, LeaveForGood(unit.id, unit.version, AssetState.RETIRED, "停用"))
    assert card(ctx, unit.id).left_on == day("2026-02-02")
    assert why(ctx, unit.id, day("2026-02-02")).cover.status is CoverStatus.IN_WARRANTY
    assert why(ctx, unit.id, day("2026-02-03")).cover.status is CoverStatus.NO_OBLIGATION


def test_a_unit_that_left_on_no_known_day_is_owed_nothing(ctx, make_asset):
    gone = make_asset("G1", accepted_on=day("2026-03-15"), warranty_months=12, state=AssetState.SCRAPPED)
    assert answer(ctx, gone, "2026-11-22") == "2026-11-22: No obligation, because the unit has left for good."


def test_months_that_nobody_recorded_come_from_the_contract_the_policy_or_the_model(
    ctx, make_contract, make_policy, make_model, house_terms
):
    model, bare = make_model(warranty_months=18), make_model()
    policy = make_policy("P-24", warranty_months=24)
    open_ = make_policy("P-0", warranty_months=None)
    with speaking("en"):
        assert str(without_own(ctx, model.id, make_contract("HT-9", policy_version=policy).id)) == (
            "24 months by policy P-24"
        )
        own = make_contract("HT-8", policy_version=policy, warranty_months=36)
        assert str(without_own(ctx, model.id, own.id)) == "36 months by contract HT-8"
        left_open = make_contract("HT-7", policy_version=open_)
        assert str(without_own(ctx, model.id, left_open.id)) == "18 months, usual for the model"
        assert str(without_own(ctx, model.id, None)) == "18 months, usual for the model"
        assert without_own(ctx, bare.id, None) is None
        assert without_own(ctx, None, None) is None
        house_terms(warranty_months=12)
        assert str(without_own(ctx, bare.id, None, day("2026-01-01"))) == "12 months by the terms of the house"
