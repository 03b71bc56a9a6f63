"""A unit takes the place of another one: states, events and cover in one act (C-05, INV-13, INV-14)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.assets.queries import card
from inventory.assets.replacing import ReplaceUnit, replace
from inventory.cover.extensions import ExtensionStart
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule, CoverStatus, SegmentKind
from inventory.errors import InvalidInput, NotPermitted, RuleBroken, StaleRecord
from inventory.scanning.payload import Kind, decode
from models.assets import Asset, AssetEvent, AssetOwner, AssetRole, AssetState, EventKind
from models.base import database
from models.contracts import ContractLineKind
from models.cover import Custody, OldDisposition, SerialSwap
from models.organisation import Role
from tests.factories import covered

day = date.fromisoformat


@pytest.fixture
def contract(make_contract, make_policy):
    return make_contract(policy_version=make_policy(warranty_months=12, count_rule=CountRule.NEXT_DAY))


@pytest.fixture
def old(contract, make_asset, make_site, make_line):
    """In warranty until 2026-03-15."""
    return make_asset(
        "OLD", customer=contract.customer, contract=contract, site=make_site(contract.customer), location_text="三楼",
        contract_line=make_line(contract, ContractLineKind.EQUIPMENT), delivered_on=day("2025-03-10"),
        accepted_on=day("2025-03-15"),
    )  # fmt: skip


def swap(old: Asset, **values) -> ReplaceUnit:
    fields = {"swapped_on": day("2026-02-26"), "reason": "无法修复", "serial_no": "NEW"}
    return ReplaceUnit(asset_id=old.id, seen_version=old.version, **{**fields, **values})


def test_a_new_unit_stands_where_the_old_one_stood_and_has_what_was_left(ctx, old, make_case, make_user):
    ctx.actor = make_user("陈师傅", Role.ENGINEER).id
    case = make_case(old, "WX1")
    new_id = replace(ctx, swap(old, case_id=case.id, disposition=OldDisposition.SCRAPPED_ON_SITE))

    before, now = Asset.get_by_id(old.id), Asset.get_by_id(new_id)
    assert (before.state, before.replaced_by_id, before.spares_last) == (AssetState.REPLACED, new_id, None)
    assert decode(now.code).kind is Kind.ASSET
    assert (now.serial_no, now.model_id, now.state, now.role, now.owner) == (
        "NEW", old.model_id, AssetState.IN_SERVICE, AssetRole.CUSTOMER_UNIT, AssetOwner.CUSTOMER,
    )  # fmt: skip
    assert (now.customer_id, now.site_id, now.contract_id, now.contract_line_id, now.location_text) == (
        old.customer_id, old.site_id, old.contract_id, old.contract_line_id, "三楼",
    )  # fmt: skip
    assert (now.delivered_on, now.accepted_on) == (day("2026-02-26"), day("2026-02-26"))
    # C-05 INHERIT: 2026-02-26 … 2026-03-15, the predecessor's last day (INV-13)
    (segment,) = card(ctx, new_id).segments
    assert (segment.kind, segment.first, segment.last, segment.source) == (
        SegmentKind.INHERITED, day("2026-02-26"), day("2026-03-15"), old.contract.number,
    )  # fmt: skip
    assert now.cover_last == before.cover_last
    row = SerialSwap.get()
    assert (row.old_id, row.new_id, row.case_id, row.rule, row.disposition, row.reason, row.by_id) == (
        old.id, new_id, case.id, "INHERIT", OldDisposition.SCRAPPED_ON_SITE, "无法修复", ctx.actor,
    )  # fmt: skip
    assert [(event.asset_id, event.kind, event.note) for event in AssetEvent.select().order_by(AssetEvent.id)] == [
        (old.id, EventKind.SWAPPED_OUT, "NEW"), (new_id, EventKind.SWAPPED_IN, "OLD"),
    ]  # fmt: skip
    assert card(ctx, old.id).replaced_by.id == new_id  # INV-14: each leads to the other
    assert [unit.id for unit in card(ctx, new_id).replaces] == [old.id]
    assert card(ctx, old.id).cover.status is CoverStatus.NO_OBLIGATION


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        (ReplacementRule.INHERIT_MIN_DAYS, "2026-02-26", "2026-05-27"),
        (ReplacementRule.RESTART, "2026-02-27", "2027-02-26"),
    ],
)
def test_the_policy_may_give_more_than_what_was_left(ctx, contract, old, make_policy, rule, first, last):
    contract.policy_version = make_policy(warranty_months=12, count_rule=CountRule.NEXT_DAY, replacement=rule)
    contract.save()
    covered(ctx, old)
    new_id = replace(ctx, swap(old))
    now = Asset.get_by_id(new_id)
    assert (now.cover_first, now.cover_last) == (day(first), day(last))


def test_a_registered_unit_in_stock_is_taken_and_extensions_go_over_with_the_cover(
    ctx, old, make_asset, make_extension
):
    make_extension("XB-1", [old], start=ExtensionStart.CONTIGUOUS)
    spare = make_asset("SPARE", customer=old.customer, state=AssetState.IN_STOCK, owner=AssetOwner.US,
                       role=AssetRole.SPARE_UNIT, made_on=day("2025-12-01"))  # fmt: skip
    assert replace(ctx, swap(old, serial_no="", successor_id=spare.id)) == spare.id
    now = Asset.get_by_id(spare.id)
    assert (now.state, now.role, now.owner, now.accepted_on) == (
        AssetState.IN_SERVICE, AssetRole.CUSTOMER_UNIT, AssetOwner.CUSTOMER, day("2026-02-26"),
    )  # fmt: skip
    assert [(one.kind, one.last) for one in card(ctx, spare.id).segments] == [
        (SegmentKind.INHERITED, day("2026-03-15")), (SegmentKind.EXTENSION, day("2027-03-15")),
    ]  # fmt: skip
    assert card(ctx, spare.id).cover.status is CoverStatus.EXTENDED


def test_a_unit_that_was_with_us_does_not_go_back(ctx, old):
    old.state = AssetState.AT_DEPOT
    old.save()
    stay = Custody.create(asset=old, taken_on=day("2026-02-20"))
    with pytest.raises(InvalidInput) as refused:
        replace(ctx, swap(old, swapped_on=day("2026-02-19")))
    assert refused.value.field == "swapped_on"
    replace(ctx, swap(old))
    assert Custody.get_by_id(stay.id).returned_on == day("2026-02-26")


def test_a_unit_replaced_before_its_acceptance_leaves_it_to_its_successor(ctx, contract, make_asset):
    old = make_asset("OLD", customer=contract.customer, contract=contract, delivered_on=day("2026-02-01"),
                     state=AssetState.DELIVERED)  # fmt: skip
    now = Asset.get_by_id(replace(ctx, swap(old)))
    assert (now.state, now.accepted_on, now.cover_first) == (AssetState.INSTALLED, None, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"swapped_on": day("2026-11-23")}, "swapped_on"),
        ({"swapped_on": day("2025-03-14")}, "swapped_on"),
        ({"serial_no": " "}, "serial_no"),
        ({"case_id": 999_999}, "case_id"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field_and_changes_nothing(ctx, old, values, field):
    with pytest.raises(InvalidInput) as refused:
        replace(ctx, swap(old, **values))
    assert refused.value.field == field
    assert Asset.select().count() == 1
    assert Asset.get_by_id(old.id).state is AssetState.IN_SERVICE


def test_the_successor_must_be_free_and_known_only_once(ctx, old, make_asset):
    used = make_asset("USED", model=old.model, customer=old.customer)
    with pytest.raises(RuleBroken):
        replace(ctx, swap(old, successor_id=used.id))
    with pytest.raises(InvalidInput):
        replace(ctx, swap(old, successor_id=old.id))
    with pytest.raises(RuleBroken) as refused:
        replace(ctx, swap(old, serial_no="used"))
    assert refused.value.values["existing"] == used.id
    late = make_asset("LATE", state=AssetState.IN_STOCK, made_on=day("2026-03-01"))
    with pytest.raises(InvalidInput) as refused:
        replace(ctx, swap(old, successor_id=late.id))
    assert refused.value.field == "swapped_on"


def test_a_unit_is_replaced_once_and_only_one_in_use(ctx, old, make_asset):
    replace(ctx, swap(old))
    with pytest.raises(StaleRecord):
        replace(ctx, swap(old, serial_no="NEWER"))
    with pytest.raises(RuleBroken):
        replace(ctx, swap(Asset.get_by_id(old.id), serial_no="NEWER"))
    with pytest.raises(RuleBroken):
        replace(ctx, swap(make_asset("SHELF", state=AssetState.IN_STOCK), serial_no="NEWER"))


def test_only_who_records_service_may_replace(ctx, old, make_user):
    ctx.actor = make_user("看客", Role.VIEWER).id
    with pytest.raises(NotPermitted):
        replace(ctx, swap(old))


def test_a_swap_is_never_edited(ctx, old):
    replace(ctx, swap(old))
    with pytest.raises(Exception, match=r"append.only"):
        database.execute_sql("UPDATE serial_swap SET reason = 'x'")
