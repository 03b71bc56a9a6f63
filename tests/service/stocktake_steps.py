"""What the tests of stocktakes share: two bins, two parts, and the steps from the plan to the reasons."""

from __future__ import annotations

import uuid

import pytest

from inventory.scanning.payload import Kind, new_code
from inventory.stock.papers import Goods, Paper
from inventory.stocktake.commands import PlanStocktake, finish, plan, review, start
from inventory.stocktake.counting import Count, Explain, count, explain
from inventory.stocktake.differences import found
from inventory.stocktake.rules import Scope, StocktakeMode
from models.places import Place, PlaceKind, Warehouse
from models.stock import Condition, StockBalance, StockValue
from models.stocktakes import Stocktake


def a_shelf(name):
    """A bin of the central warehouse."""
    depot, _made = Warehouse.get_or_create(code="W1", defaults={"name": "中心库"})
    return Place.create(
        code=new_code(Kind.BIN), kind=PlaceKind.BIN, name=name, name_norm=name, sort_key=name, warehouse=depot
    )


@pytest.fixture
def shelves(ctx):
    return [a_shelf(name) for name in ("S-01", "S-02")]


@pytest.fixture
def psu(ctx, make_part):
    return make_part("PSU-24", "电源")


@pytest.fixture
def board(ctx, make_part):
    return make_part("MB-7", "主板", serialised=True)


def paper(part, shelf, quantity=1, **line):
    return Paper(act=str(uuid.uuid4()), lines=(Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, **line),))


def lying(part, shelf, condition=Condition.NEW):
    return sum(
        row.quantity
        for row in StockBalance.select().where(
            (StockBalance.part == part) & (StockBalance.place == shelf) & (StockBalance.condition == condition)
        )
    )


def worth(part):
    rows = list(StockValue.select().where(StockValue.part == part.id))
    return sum(row.quantity for row in rows), sum(row.value for row in rows)


def version(stocktake_id):
    return Stocktake.get_by_id(stocktake_id).version


def begun(ctx, *shelves, mode=StocktakeMode.OPEN, parts=()):
    scope = Scope(tuple(shelf.id for shelf in shelves), tuple(part.id for part in parts))
    sheet = plan(ctx, PlanStocktake(mode=mode, scope=scope))
    start(ctx, sheet, version(sheet))
    return sheet


def counted(ctx, sheet, part, shelf, quantity=1, **more):
    asked = Count(stocktake_id=sheet, part_id=part.id, place_id=shelf.id, quantity=quantity, **more)
    return count(ctx, asked)


def because(ctx, one, reason, cost=None):
    explain(ctx, Explain(lines=((one.line_id, one.version),), reason=reason, unit_cost=cost))


def closed(ctx, sheet, reason="盘点差异"):
    """Close the counting, and give every difference its reason."""
    finish(ctx, sheet, version(sheet))
    review(ctx, sheet, version(sheet))
    for one in found(sheet):
        because(ctx, one, reason)
