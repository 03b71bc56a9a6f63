"""The price list of a contract, and the units on its lines (R-010, R-101)."""

from __future__ import annotations

import pytest

from inventory.contracts import card as contract_card
from inventory.contracts.lines import (
    MORE_THAN_ORDERED,
    AddLine,
    AssignUnits,
    EditLine,
    add_line,
    assign_units,
    edit_line,
    order_lines,
    place_units,
    release_units,
    remove_line,
)
from inventory.contracts.rules import ContractLineKind, Count
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken, StaleRecord
from inventory.values.money import Money
from models.assets import Asset
from models.contracts import ContractLine
from tests.service.contract_way import arrived, planned, ready, signed

EQUIPMENT, SPARE = ContractLineKind.EQUIPMENT, ContractLineKind.SPARE_PART


@pytest.fixture
def contract(make_contract):
    return make_contract("HT2026-1")


def shown(ctx, contract):
    return contract_card.price_list(ctx, contract.id)


def test_a_price_list_is_kept_in_its_order_with_the_tax_of_each_line(ctx, contract, make_model, make_part):
    """C-08: 2 × 237.30 with 13 % are 420.00 and 54.60; 3 × 35.68 without are 107.04 and 13.92."""
    add_line(ctx, AddLine(contract.id, kind=SPARE, part_id=make_part("PSU-24", "电源").id, quantity=2,
                          unit_price=Money(237_30)))  # fmt: skip
    add_line(ctx, AddLine(contract.id, kind=ContractLineKind.CONSUMABLE, part_id=make_part("FUSE").id, quantity=3,
                          unit_price=Money(35_68), tax_included=False))  # fmt: skip
    add_line(ctx, AddLine(contract.id, kind=EQUIPMENT, model_id=make_model("HEM-7136", "血压计").id, quantity=10))
    add_line(ctx, AddLine(contract.id, kind=ContractLineKind.LABOUR, description="  安装  调试 ", unit="次"))

    lines = shown(ctx, contract)
    assert [(line.position, line.name, line.code) for line in lines] == [
        (1, "电源", "PSU-24"), (2, "电源板", "FUSE"), (3, "血压计", "HEM-7136"), (4, "安装 调试", ""),
    ]  # fmt: skip
    assert [line.priced and (line.priced.net.fen, line.priced.tax.fen) for line in lines] == [
        (420_00, 54_60), (107_04, 13_92), None, None,
    ]  # fmt: skip
    assert [line.unit for line in lines] == ["个", "个", "台", "次"]
    assert contract_card.card(ctx, contract.id).total.gross == Money(595_56)


def test_a_line_is_corrected_ordered_and_removed(ctx, contract, make_model):
    model = make_model()
    one, two, three = (
        add_line(ctx, AddLine(contract.id, kind=EQUIPMENT, model_id=model.id, description=name)) for name in "ABC"
    )
    edit_line(ctx, EditLine(two, 1, kind=ContractLineKind.SERVICE, description="巡检", quantity=4))
    with pytest.raises(StaleRecord):
        edit_line(ctx, EditLine(two, 1, kind=ContractLineKind.SERVICE, description="巡检"))
    order_lines(ctx, contract.id, [three, one, two])
    assert [(line.id, line.position) for line in shown(ctx, contract)] == [(three, 1), (one, 2), (two, 3)]
    order_lines(ctx, contract.id, [three, two, one])
    with pytest.raises(InvalidInput):
        order_lines(ctx, contract.id, [three, two])

    remove_line(ctx, two, ContractLine.get_by_id(two).version)
    assert [line.id for line in shown(ctx, contract)] == [three, one]
    assert add_line(ctx, AddLine(contract.id, kind=EQUIPMENT, model_id=model.id))
    assert [line.position for line in shown(ctx, contract)] == [1, 3, 4]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"model_id": 999_999}, "model_id"),
        ({"model_id": None}, "model_id"),
        ({"kind": SPARE, "model_id": None, "part_id": 999_999}, "part_id"),
        ({"quantity": 0}, "quantity"),
    ],
)
def test_what_no_line_can_say_is_refused_under_its_field(ctx, contract, make_model, values, field):
    with pytest.raises(InvalidInput) as refused:
        add_line(ctx, AddLine(contract.id, **{"kind": EQUIPMENT, "model_id": make_model().id, **values}))
    assert refused.value.field == field


def test_units_stand_on_the_line_that_orders_them_and_no_more_than_it_orders(
    ctx, contract, make_line, make_model, make_asset
):
    model = make_model()
    line = make_line(contract, model=model, quantity=2)
    units = [make_asset(model=model, customer=contract.customer) for _ in range(3)]
    ids = tuple(unit.id for unit in units)

    assign_units(ctx, AssignUnits(line_id=line.id, asset_ids=ids[:2]))
    assert Asset.get_by_id(ids[0]).contract_id == contract.id
    assert shown(ctx, contract)[0].count == Count(2, 2, 0, 0)
    with pytest.raises(NeedsConfirmation) as refused:
        assign_units(ctx, AssignUnits(line_id=line.id, asset_ids=ids[2:]))
    assert (refused.value.key, refused.value.values) == (MORE_THAN_ORDERED, {"units": 3, "ordered": 2})
    assign_units(ctx, AssignUnits(line_id=line.id, asset_ids=ids, confirmed=frozenset({MORE_THAN_ORDERED})))
    assert shown(ctx, contract)[0].count.excess == 1

    release_units(ctx, ids[2:])
    assert Asset.get_by_id(ids[2]).contract_line_id is None
    assert contract_card.card(ctx, contract.id).unassigned == 1
    with pytest.raises(NeedsConfirmation):
        edit_line(ctx, EditLine(line.id, 1, kind=EQUIPMENT, model_id=model.id, quantity=1))
    with pytest.raises(RuleBroken):
        edit_line(ctx, EditLine(line.id, 1, kind=EQUIPMENT, model_id=make_model().id, quantity=2))
    with pytest.raises(RuleBroken):
        remove_line(ctx, line.id, 1)


def test_units_of_another_model_customer_or_contract_do_not_stand_on_a_line(
    ctx, contract, make_line, make_model, make_asset, make_contract
):
    model = make_model()
    line = make_line(contract, model=model, quantity=9)
    for unit in (
        make_asset(customer=contract.customer),
        make_asset(model=model),
        make_asset(model=model, customer=contract.customer, contract=make_contract(customer=contract.customer)),
    ):
        with pytest.raises(RuleBroken):
            assign_units(ctx, AssignUnits(line_id=line.id, asset_ids=(unit.id,)))


def test_what_is_delivered_is_compared_with_what_is_ordered(ctx, contract, make_line, make_model, make_asset):
    """R-010"""
    model = make_model()
    make_line(contract, model=model, quantity=4)
    units = [make_asset(model=model, customer=contract.customer, state="in_stock") for _ in range(3)]
    signed(ctx, ready(ctx, contract, units[:1]))
    arrived(ctx, planned(ctx, contract, units[1:2]))
    planned(ctx, contract, units[2:])

    (line,) = shown(ctx, contract)
    assert (line.count, line.count.missing) == (Count(4, 3, 2, 1), 2)


def test_exactly_the_units_that_were_ticked_stand_on_a_line(ctx, contract, make_model, make_asset):
    model = make_model()
    line = add_line(ctx, AddLine(contract.id, kind=EQUIPMENT, model_id=model.id, quantity=2))
    first, second, third = (
        make_asset(model=model, customer=contract.customer, contract=contract).id for _ in range(3)
    )
    place_units(ctx, AssignUnits(line_id=line, asset_ids=[first, second]))
    place_units(ctx, AssignUnits(line_id=line, asset_ids=[second, third]))

    standing = {unit.id: unit.contract_line_id for unit in Asset.select()}
    assert standing == {first: None, second: line, third: line}
    assert {unit.contract_id for unit in Asset.select()} == {contract.id}, "whoever leaves a line stays in the contract"
    with pytest.raises(NeedsConfirmation) as asked:
        place_units(ctx, AssignUnits(line_id=line, asset_ids=[first, second, third]))
    assert asked.value.key == MORE_THAN_ORDERED
