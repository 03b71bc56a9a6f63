"""The stock of the old books is taken over into the ledger, once."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.furnish import furnish
from inventory.paging import Sort
from inventory.parts.queries import LISTING, card
from inventory.stock.opening import is_waiting, take_over
from inventory.stock.replay import differences
from inventory.values.money import Money
from models.parts import OpeningStock
from models.places import Place
from models.stock import DocKind, StockDoc
from models.supply import OrderLine
from tests.races import race


@pytest.fixture
def books(ctx, make_part):
    """As an earlier release left them: three bins, one without a name, one empty; one part without a cost."""
    one, other = make_part("PSU-24", reference_cost=20000, safety_stock=12), make_part("FAN-80")
    for part, shelf, quantity, cost in (
        (one, "A-11-01", 10, 21850),
        (one, "", 2, None),
        (other, "B-2", 3, None),
        (other, "B-3", 0, None),
    ):
        OpeningStock.create(part=part, bin=shelf, quantity=quantity, unit_cost=cost)
    return one, other


def test_each_bin_is_posted_once_at_its_cost_and_an_unknown_cost_is_counted(ctx, books):
    one, other = books

    taken = take_over(ctx)

    assert (taken.lines, taken.value, taken.without_cost) == (3, Money(10 * 21850 + 2 * 20000), 1)
    assert [(shelf.bin, shelf.quantity) for shelf in card(ctx, one.id).shelves] == [("A-11-01", 10), ("待上架", 2)]
    assert [(shelf.bin, shelf.quantity) for shelf in card(ctx, other.id).shelves] == [("B-2", 3)]
    assert {doc.kind for doc in StockDoc.select()} == {DocKind.OPENING}
    assert (take_over(ctx).lines, is_waiting(), list(differences())) == (0, False, [])
    rows = {row.part_no: row for row in LISTING.first({}, Sort("part_no"))}
    assert (rows["PSU-24"].on_hand, rows["PSU-24"].is_short, rows["FAN-80"].on_hand) == (12, False, 3)


def test_a_depot_of_an_earlier_release_does_it_by_itself_at_the_first_start(ctx, books):
    furnish(ctx)
    assert not is_waiting()
    furnish(ctx)
    assert StockDoc.select().count() == 1
    assert Place.select().where(Place.name == "A-11-01").count() == 1


def test_two_programs_that_start_at_once_take_it_over_once(opened, ctx, books):
    race(opened, 4, lambda _n: take_over(opened))
    assert card(ctx, books[0].id).row.on_hand == 12
    assert list(differences()) == []


def test_what_is_on_order_is_shown_and_a_part_is_due_by_its_reorder_point(ctx, make_part):
    part = make_part("PSU-24", on_hand=2, reorder_point=5)
    assert card(ctx, part.id).row.is_due
    OrderLine.create(part=part, ordered_on=date(2026, 11, 1), quantity=6, received=2)
    OrderLine.create(part=part, ordered_on=date(2026, 11, 1), quantity=6, cancelled=True)
    row = card(ctx, part.id).row
    assert (row.on_order, row.available, row.is_due) == (4, 2, False)
