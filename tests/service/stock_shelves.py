"""What the tests of the stock share: a bin in each of two warehouses, ten pieces of a part, a new act for each paper."""

from __future__ import annotations

import uuid

import pytest

from inventory.places.commands import AddWarehouse, add_warehouse
from inventory.places.furnishing import bin_named
from inventory.stock.papers import Goods, Paper, receive
from models.places import Place


def act():
    return str(uuid.uuid4())


@pytest.fixture
def shelf(ctx):
    return Place.get(Place.name == "A-01")


@pytest.fixture
def far(ctx):
    """A bin of another warehouse."""
    warehouse = add_warehouse(ctx, AddWarehouse(code="CK2", name="新疆分仓"))
    with ctx.work() as work:
        return bin_named(work, warehouse, "B-01")


@pytest.fixture
def psu(ctx, make_part, shelf):
    """Ten pieces in the first bin."""
    part = make_part("PSU-24", "电源")
    receive(ctx, Paper(act=act(), lines=(Goods(part_id=part.id, place_id=shelf.id, quantity=10, unit_cost=20000),)))
    return part
