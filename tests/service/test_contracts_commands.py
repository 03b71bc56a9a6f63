"""Contracts are added, corrected and chosen."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.contracts import queries
from inventory.contracts.commands import AddContract, EditContract, add, edit
from inventory.errors import InvalidInput, NotFound, RuleBroken, StaleRecord


def test_a_contract_number_is_there_once_and_says_with_whom(ctx, make_customer):
    there = add(ctx, AddContract(number="HT2024-017", customer_id=make_customer("青岛热力公司").id))
    with pytest.raises(RuleBroken) as refused:
        add(ctx, AddContract(number=" ht2024-017", customer_id=make_customer().id))
    assert refused.value.values["existing"] == there
    assert "青岛热力公司" in str(refused.value)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "x" * 61}, "number"),
        ({"customer_id": 999_999}, "customer_id"),
        ({"signed_on": date(2026, 11, 23)}, "signed_on"),
        ({"accepted_on": date(2026, 11, 23)}, "accepted_on"),
        ({"signed_on": date(2026, 3, 2), "accepted_on": date(2026, 3, 1)}, "accepted_on"),
    ],
)
def test_what_no_contract_can_say_is_refused_under_its_field(ctx, make_customer, values, field):
    with pytest.raises(InvalidInput) as refused:
        add(ctx, AddContract(**{"number": "HT1", "customer_id": make_customer().id, **values}))
    assert refused.value.field == field


def test_a_contract_with_units_stays_with_its_customer(ctx, make_contract, make_asset, make_customer):
    contract, other = make_contract("HT1"), make_customer()
    edit(ctx, EditContract(contract.id, 1, number="HT1", customer_id=other.id))
    make_asset(contract=contract.id)

    with pytest.raises(RuleBroken):
        edit(ctx, EditContract(contract.id, 2, number="HT1", customer_id=make_customer().id))
    with pytest.raises(StaleRecord):
        edit(ctx, EditContract(contract.id, 1, number="HT1", customer_id=other.id))
    edit(ctx, EditContract(contract.id, 2, number="HT1", customer_id=other.id, title="血压计采购"))
    assert queries.contract(ctx, contract.id).title == "血压计采购"


def test_a_contract_is_offered_by_the_beginning_of_its_number_to_its_customer(ctx, make_contract, make_customer):
    customer = make_customer()
    for number in ("HT2024-001", "HT2025-001", "XS2025-9"):
        make_contract(number, customer=customer)
    make_contract("HT2025-777")

    assert [choice.title for choice in queries.pick(customer.id, "ht")] == ["HT2025-001", "HT2024-001"]
    assert len(queries.pick(customer.id)) == 3


def test_a_contract_that_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound):
        queries.contract(ctx, 999_999)
