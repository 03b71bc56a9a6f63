"""Before a unit is replaced: which others may take its place, and what each would be covered by (C-05)."""

from __future__ import annotations

from dataclasses import replace as changed
from datetime import date

import pytest

from inventory.assets.replacing import ReplaceUnit, replace
from inventory.assets.successors import in_stock, would_get
from inventory.cover import store
from inventory.cover.custody import TakeIn, take_in
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule, SegmentKind
from inventory.cover.suspension import SuspendRule
from inventory.errors import InvalidInput, NotFound
from models.assets import Asset, AssetState
from models.cover import SerialSwap

day = date.fromisoformat


@pytest.fixture
def make_old(make_asset, make_contract, make_policy):
    """In warranty until 2026-03-15, under terms with a rule for replacements."""

    def make(**terms):
        policy = make_policy(warranty_months=12, count_rule=CountRule.NEXT_DAY, **terms)
        contract = make_contract(policy_version=policy)
        return make_asset(
            "OLD", customer=contract.customer, contract=contract, delivered_on=day("2025-03-10"),
            accepted_on=day("2025-03-15"),
        )  # fmt: skip

    return make


def swap(old: Asset, **values) -> ReplaceUnit:
    fields = {"swapped_on": day("2026-02-26"), "reason": "无法修复", "serial_no": "NEW"}
    return ReplaceUnit(asset_id=old.id, seen_version=Asset.get_by_id(old.id).version, **{**fields, **values})


@pytest.mark.parametrize(
    ("terms", "first", "last"),
    [
        ({"replacement": ReplacementRule.INHERIT}, "2026-02-26", "2026-03-15"),
        ({"replacement": ReplacementRule.INHERIT_MIN_DAYS, "replacement_days": 90}, "2026-02-26", "2026-05-27"),
        ({"replacement": ReplacementRule.RESTART, "replacement_months": 12}, "2026-02-27", "2027-02-26"),
    ],
)
def test_the_new_one_gets_what_the_rule_gives_and_that_is_what_happens(ctx, make_old, terms, first, last):
    old = make_old(**terms)
    trial = would_get(ctx, swap(old))

    assert (trial.new.first, trial.new.last, trial.terms.rule) == (day(first), day(last), terms["replacement"])
    assert (trial.old.unit.gone, trial.old.unit.before.last) == (True, day("2026-03-15"))
    assert (Asset.select().count(), SerialSwap.select().count()) == (1, 0)
    new_id = replace(ctx, swap(old))
    kept = store.kept([new_id])[new_id]
    assert (kept.first, kept.last, kept.spares_last) == (trial.new.first, trial.new.last, trial.new.spares_last)
    assert [(one.kind, one.first, one.last, one.source) for one in kept.segments] == [
        (one.kind, one.first, one.last, one.source) for one in trial.new.segments
    ]
    assert store.kept([old.id])[old.id] == trial.old.unit.after


def test_a_stay_with_us_ends_with_the_replacement_and_its_days_are_inherited(ctx, make_old):
    old = make_old(suspend=SuspendRule.REPAIR_DAYS)
    take_in(ctx, TakeIn(asset_id=old.id, seen_version=old.version, taken_on=day("2026-02-16")))
    wanted = swap(old)
    trial = would_get(ctx, wanted)
    assert trial.new.last == day("2026-03-25")  # ten days from 16 to 26 February
    new_id = replace(ctx, wanted)
    assert store.kept([new_id])[new_id].last == trial.new.last


def test_a_unit_in_stock_keeps_its_own_months_and_days(ctx, make_old, make_asset, make_policy, make_contract):
    contract = make_contract(policy_version=make_policy(warranty_months=12))
    old = make_asset("OLD", customer=contract.customer, contract=contract, delivered_on=day("2026-01-10"))
    stock = make_asset(
        "S-1", old.model, state=AssetState.IN_STOCK, warranty_months=6, ex_works_on=day("2026-01-02"),
    )  # fmt: skip
    wanted = swap(old, serial_no="", successor_id=stock.id)
    # not accepted, so nothing to inherit: its taker waits for the acceptance as well
    trial = would_get(ctx, wanted)
    assert (trial.new.first, trial.new.last) == (None, None)
    replace(ctx, wanted)
    kept = store.kept([stock.id])[stock.id]
    assert (kept.first, kept.last, kept.segments) == (None, None, ())


def test_another_model_has_its_own_makers_months_only_by_its_own_paper(ctx, make_old, make_model):
    old = make_old()
    other = make_model(warranty_months=60)
    trial = would_get(ctx, changed(swap(old), model_id=other.id))
    assert [one.kind for one in trial.new.segments] == [SegmentKind.INHERITED]


def test_a_day_that_cannot_be_is_refused_under_its_field(ctx, make_old):
    old = make_old()
    for wrong in ("2026-11-23", "2025-03-14"):
        with pytest.raises(InvalidInput) as refused:
            would_get(ctx, swap(old, swapped_on=day(wrong)))
        assert refused.value.field == "swapped_on"
    with pytest.raises(NotFound):
        would_get(ctx, changed(swap(old), asset_id=999_999))


def test_units_in_stock_are_found_by_serial_code_and_model_those_of_the_same_model_first(ctx, make_asset, make_model):
    mine, other = make_model("X-200"), make_model("X-100")
    old = make_asset("OLD", mine)
    far = make_asset("100-1", other, state=AssetState.IN_STOCK)
    near = make_asset("200-1", mine, state=AssetState.IN_STOCK)
    make_asset("200-2", mine)  # in service
    assert [one.id for one in in_stock(old.id, mine.id, "")] == [near.id, far.id]
    assert [one.id for one in in_stock(old.id, mine.id, "x-1")] == [far.id]
    assert [one.id for one in in_stock(old.id, mine.id, "00-1")] == [near.id, far.id]
    assert [one.title for one in in_stock(old.id, mine.id, far.code.lower())] == ["100-1"]
    assert in_stock(near.id, mine.id, "200") == []
    assert in_stock(old.id, mine.id, "%") == []
