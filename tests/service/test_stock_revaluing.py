"""The value of a stock is corrected by a paper: goods out at the old value, in at the right one."""

from __future__ import annotations

import pytest

from inventory.errors import InvalidInput, RuleBroken
from inventory.parts.queries import card
from inventory.places.commands import AddWarehouse, add_warehouse
from inventory.stock.papers import Goods, Paper, issue, receive, reverse
from inventory.stock.replay import differences
from inventory.stock.revaluing import Revalue, revalue
from inventory.stock.scope import ValuationScope, choose
from inventory.stock.transfers import send
from inventory.values.money import Money
from models.places import Place
from models.stock import StockBalance, StockValue
from tests.factories import stock_up


def worth(part):
    return {
        row.warehouse_id or row.serial: (row.quantity, row.value)
        for row in StockValue.select().where(StockValue.part == part.id)
    }


def test_pieces_without_a_known_cost_are_given_one_and_lie_where_they_lay(ctx, make_part):
    part = make_part("PSU-24", on_hand=10)
    stock_up(ctx, part, 5, shelf="B-01")
    before = [(row.place_id, row.quantity) for row in StockBalance.select().where(StockBalance.internal)]
    assert worth(part) == {"": (15, 0)}

    paper = revalue(ctx, Revalue(act="r", part_id=part.id, unit_cost=Money(20000), reason="按采购发票"))

    assert sum(paper.amounts) == 300000 and worth(part) == {"": (15, 300000)}
    assert [(row.place_id, row.quantity) for row in StockBalance.select().where(StockBalance.internal)] == before
    assert revalue(ctx, Revalue(act="r", part_id=part.id, unit_cost=Money(1), reason="x")) == paper
    shelf = Place.get(Place.name == "B-01")
    assert issue(ctx, Paper(act="i", lines=(Goods(part_id=part.id, place_id=shelf.id),))).amounts == (-20000,)
    assert card(ctx, part.id).row.on_hand == 14
    assert list(differences()) == []


def test_it_is_taken_back_like_any_paper_and_needs_a_reason_and_goods(ctx, make_part):
    part, empty = make_part("PSU-24", on_hand=10, reference_cost=100), make_part("X-1")
    paper = revalue(ctx, Revalue(act="r", part_id=part.id, unit_cost=Money(250), reason="更正"))
    reverse(ctx, "b", paper.doc_id)
    assert worth(part) == {"": (10, 1000)}
    with pytest.raises(RuleBroken, match="X-1"):
        revalue(ctx, Revalue(act="s", part_id=empty.id, unit_cost=Money(1), reason="更正"))
    for change, field in (({"reason": " "}, "reason"), ({"unit_cost": Money(-1)}, "unit_cost")):
        with pytest.raises(InvalidInput) as refused:
            revalue(ctx, Revalue(**({"act": "t", "part_id": part.id, "unit_cost": Money(1), "reason": "r"} | change)))
        assert refused.value.field == field


def test_one_serial_and_one_warehouse_are_corrected_by_themselves(ctx, make_part):
    choose(ctx, ValuationScope.WAREHOUSE)
    shelf, far = Place.get(Place.name == "A-01"), add_warehouse(ctx, AddWarehouse(code="CK2", name="二仓"))
    drive, part = make_part("HDD-4", serialised=True), make_part("PSU-24")
    for number in ("S1", "S2"):
        receive(
            ctx, Paper(act=number, lines=(Goods(part_id=drive.id, place_id=shelf.id, serial=number, unit_cost=100),))
        )
    receive(ctx, Paper(act="p", lines=(Goods(part_id=part.id, place_id=shelf.id, quantity=4, unit_cost=100),)))
    send(ctx, Paper(act="q", lines=(Goods(part_id=part.id, place_id=shelf.id),)), far)
    here = shelf.warehouse_id

    revalue(
        ctx, Revalue(act="r", part_id=drive.id, unit_cost=Money(700), reason="更正", serial="s2", warehouse_id=here)
    )
    revalue(ctx, Revalue(act="t", part_id=part.id, unit_cost=Money(300), reason="更正", warehouse_id=far))

    assert sorted(row.value for row in StockValue.select().where(StockValue.part == drive.id)) == [100, 700]
    assert worth(part) == {here: (3, 300), far: (1, 300)}
    assert list(differences()) == []
