"""Maintenance contracts and the units under them (R-043, C-02)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.contracts import extension_queries
from inventory.contracts.commands import ContractTerms, EditContract, edit
from inventory.contracts.extension_rules import ExtensionStart
from inventory.contracts.extensions import (
    OVER,
    AddExtension,
    EditExtension,
    ExtensionUnits,
    add_extension,
    edit_extension,
    put_under,
    take_from,
)
from inventory.cover.rules import Window
from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.paging import Sort
from inventory.values.money import Money
from models.assets import Asset, AssetState
from models.contracts import ExtensionContract
from models.organisation import Role

SIGNED = date(2025, 4, 28)


@pytest.fixture
def covered(ctx, make_contract, make_policy, make_asset):
    """Units of a contract of one year from the day after 2024-03-15: covered until 2025-03-15."""
    policy = make_policy(warranty_months=12, count_rule="NEXT_DAY")
    contract = make_contract("HT1")
    units = [make_asset(contract=contract, customer=contract.customer, accepted_on=date(2024, 3, 15)) for _ in range(2)]
    edit(ctx, EditContract(contract.id, 1, number="HT1", customer_id=contract.customer_id,
                           terms=ContractTerms(policy_profile_id=policy.profile_id)))  # fmt: skip
    assert Asset.get_by_id(units[0].id).cover_last == date(2025, 3, 15)
    return units


OLD = frozenset({OVER})
"""Its days, until 2026-03-15, are over on the 2026-11-22 of these tests, and meant so."""


def fields(units, **values):
    return {"number": "XB2025-1", "customer_id": units[0].customer_id, "months": 12, "confirmed": OLD, **values}


def lasts(units):
    return [Asset.get_by_id(unit.id).cover_last for unit in units]


def test_a_maintenance_contract_covers_its_units_from_the_day_after_what_was_before(ctx, covered):
    ids = tuple(unit.id for unit in covered)
    added = add_extension(ctx, AddExtension(**fields(covered, price=Money(500_00), covers_visits=True), asset_ids=ids))
    assert lasts(covered) == [date(2026, 3, 15)] * 2
    card = extension_queries.card(ctx, added)
    assert (card.line.units, card.line.first, card.line.last) == (2, date(2025, 3, 16), date(2026, 3, 15))
    assert (card.line.price, card.line.covers_visits, card.line.customer) == (
        Money(500_00),
        True,
        covered[0].customer.name,
    )
    assert [(unit.first, unit.last) for unit in card.units] == [(date(2025, 3, 16), date(2026, 3, 15))] * 2


def test_a_late_signature_leaves_a_gap_that_is_shown_before_it_is_saved(ctx, covered):
    """C-02: signed 2025-04-28 → 2025-04-29 … 2026-04-28, 44 days without cover."""
    asked = {"start": ExtensionStart.FROM_SIGNATURE, "months": 12, "signed_on": SIGNED}
    ids = [unit.id for unit in covered]
    before = extension_queries.preview(ctx, ids, **asked)
    assert {(one.offered.window, one.offered.gap) for one in before} == {
        (Window(date(2025, 4, 29), date(2026, 4, 28)), 44)
    }

    added = add_extension(ctx, AddExtension(**fields(covered, **asked), asset_ids=tuple(ids)))
    assert lasts(covered) == [date(2026, 4, 28)] * 2
    again = extension_queries.preview(ctx, ids, extension_id=added, start=ExtensionStart.CONTIGUOUS, months=24)
    assert {(one.offered.window, one.offered.gap) for one in again} == {
        (Window(date(2025, 3, 16), date(2027, 3, 15)), 0)
    }


def test_a_correction_reckons_its_units_anew(ctx, covered, make_customer):
    added = add_extension(ctx, AddExtension(**fields(covered), asset_ids=(covered[0].id,)))
    edit_extension(ctx, EditExtension(**fields(covered, months=24), extension_id=added, seen_version=1))
    assert lasts(covered) == [date(2027, 3, 15), date(2025, 3, 15)]
    with pytest.raises(StaleRecord):
        edit_extension(ctx, EditExtension(**fields(covered), extension_id=added, seen_version=1))
    with pytest.raises(RuleBroken):
        other = fields(covered, customer_id=make_customer().id)
        edit_extension(ctx, EditExtension(**other, extension_id=added, seen_version=2))


def test_units_are_put_under_it_and_taken_out(ctx, covered):
    added = add_extension(ctx, AddExtension(**fields(covered), asset_ids=(covered[0].id,)))
    second = ExtensionUnits(extension_id=added, seen_version=1, asset_ids=(covered[1].id,), confirmed=OLD)
    put_under(ctx, second)
    assert lasts(covered) == [date(2026, 3, 15)] * 2
    with pytest.raises(StaleRecord):
        put_under(ctx, second)
    with pytest.raises(RuleBroken):  # it is there already
        put_under(ctx, ExtensionUnits(extension_id=added, seen_version=2, asset_ids=(covered[1].id,)))
    take_from(ctx, ExtensionUnits(extension_id=added, seen_version=2, asset_ids=(covered[0].id,)))
    assert lasts(covered) == [date(2025, 3, 15), date(2026, 3, 15)]
    with pytest.raises(RuleBroken):
        take_from(ctx, ExtensionUnits(extension_id=added, seen_version=3, asset_ids=(covered[0].id,)))


def test_only_units_in_use_of_its_own_customer_are_covered(ctx, covered, make_asset):
    retired = make_asset(customer=covered[0].customer, state=AssetState.RETIRED)
    for unit in (make_asset(), retired):
        with pytest.raises(RuleBroken):
            add_extension(ctx, AddExtension(**fields(covered), asset_ids=(unit.id,)))
    assert not ExtensionContract.select().exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": " "}, "number"),
        ({"customer_id": 999_999}, "customer_id"),
        ({"contract_id": 999_999}, "contract_id"),
        ({"months": 0}, "months"),
        ({"start": ExtensionStart.FROM_SIGNATURE}, "signed_on"),
    ],
)
def test_what_no_maintenance_contract_can_say_is_refused_under_its_field(ctx, make_asset, values, field):
    with pytest.raises(InvalidInput) as refused:
        add_extension(ctx, AddExtension(**fields([make_asset()], **values)))
    assert refused.value.field == field


def test_its_number_is_there_once(ctx, make_asset):
    there = add_extension(ctx, AddExtension(**fields([make_asset()])))
    with pytest.raises(RuleBroken) as refused:
        add_extension(ctx, AddExtension(**fields([make_asset()], number="xb2025-1")))
    assert refused.value.values["existing"] == there


def test_maintenance_contracts_are_for_those_who_may_edit_contracts(ctx, make_user, make_asset):
    ctx.actor = make_user(role=Role.KEEPER).id
    with pytest.raises(NotPermitted):
        add_extension(ctx, AddExtension(**fields([make_asset()])))


def test_those_that_end_soon_are_found_by_the_day_on_which_their_units_are_left_without(ctx, covered):
    """Today is 2026-11-22; cover until 2026-12-15 ends in 23 days."""
    ids = (covered[0].id,)
    ends = add_extension(ctx, AddExtension(**fields(covered, number="A", months=21), asset_ids=ids))
    later = add_extension(ctx, AddExtension(**fields(covered, number="B", months=60), asset_ids=(covered[1].id,)))
    assert lasts(covered) == [date(2026, 12, 15), date(2030, 3, 15)]

    def numbers(**filters):
        return [line.number for line in extension_queries.listing(ctx).first(filters, Sort("number"))]

    assert numbers(ending=30) == ["A"]
    assert numbers(ending=22) == []
    assert numbers() == ["A", "B"]
    assert numbers(unit=covered[1].id) == ["B"]
    assert numbers(customer=covered[0].customer_id, text="b") == ["B"]
    contract = covered[0].contract_id
    assert numbers(contract=contract) == []
    assert [line.id for line in extension_queries.of_contract(ctx, contract)] == [ends, later]


def test_one_that_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound):
        extension_queries.card(ctx, 999_999)


def test_one_that_would_be_over_before_it_is_entered_is_asked_about(ctx, covered):
    """C-02, contiguous: 2025-03-16 … 2026-03-15, and today is 2026-11-22."""
    ids = tuple(unit.id for unit in covered)
    asked = AddExtension(**fields(covered, confirmed=frozenset()), asset_ids=ids)
    with pytest.raises(NeedsConfirmation) as question:
        add_extension(ctx, asked)
    assert (question.value.key, question.value.values["last"], question.value.values["count"]) == (
        OVER, date(2026, 3, 15), 2,
    )  # fmt: skip
    assert (ExtensionContract.select().count(), lasts(covered)) == (0, [date(2025, 3, 15)] * 2)

    longer = add_extension(ctx, AddExtension(**fields(covered, confirmed=frozenset(), months=24), asset_ids=ids[:1]))
    with pytest.raises(NeedsConfirmation):
        shorter = fields(covered, confirmed=frozenset(), months=12)
        edit_extension(ctx, EditExtension(**shorter, extension_id=longer, seen_version=1))
    fixed = fields(covered, number="XB-2", confirmed=frozenset(), start=ExtensionStart.FIXED_DATE,
                   effective_from=date(2025, 3, 16))  # fmt: skip
    add_extension(ctx, AddExtension(**fixed, asset_ids=ids[1:]))
    assert lasts(covered) == [date(2027, 3, 15), date(2026, 3, 15)], "days that were typed are meant"
    units_too = ExtensionUnits(extension_id=longer, seen_version=1, asset_ids=ids[1:])
    put_under(ctx, units_too)
