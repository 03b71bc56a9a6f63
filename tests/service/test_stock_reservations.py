"""What an issue took of a reservation is kept for the case again when it comes back: worked out by hand."""

from __future__ import annotations

import pytest

from inventory.errors import RuleBroken
from inventory.stock.papers import Back, Goods, Paper, issue, reverse, take_back
from inventory.stock.replay import differences
from inventory.stock.reservations import Reserve, release, reserve
from inventory.stock.reserved import standing
from models.cases import CaseState, ServiceCase
from models.places import Place
from models.stock import IssuePurpose, ReservationUse, StockLine
from models.supply import Reservation, ReservationState
from tests.service.stock_shelves import act, far, psu, shelf

__all__ = ["far", "psu", "shelf"]


@pytest.fixture
def case(make_case):
    return make_case()


@pytest.fixture
def keep(ctx, psu, case):
    """Pieces reserved for the case; the id."""

    def make(quantity, warehouse_id=None):
        return reserve(ctx, Reserve(part_id=psu.id, case_id=case.id, quantity=quantity, warehouse_id=warehouse_id))

    return make


@pytest.fixture
def out(ctx, psu, case):
    """An issue to the case: the paper and its line."""

    def make(shelf, quantity, case_id=None):
        goods = Goods(part_id=psu.id, place_id=shelf.id, quantity=quantity)
        head = {"purpose": IssuePurpose.CASE, "case_id": case_id or case.id}
        posted = issue(ctx, Paper(act=act(), lines=(goods,), **head))
        return posted.doc_id, StockLine.get(StockLine.doc == posted.doc_id).id

    return make


@pytest.fixture
def back(ctx):
    def make(line_id, place, quantity):
        return take_back(ctx, act(), (Back(line_id=line_id, place_id=place.id, quantity=quantity),)).doc_id

    return make


@pytest.fixture
def stands(psu):
    """How the reservations stand, and what is available: (used, state) of each, then good − reserved."""

    def read():
        rows = Reservation.select().order_by(Reservation.id)
        for row in rows:
            uses = ReservationUse.select().where(ReservationUse.reservation == row.id)
            assert row.used == sum(use.quantity for use in uses), "the uses add up"
        now = standing(psu.id)
        free = sum(now.good.values()) - sum(kept.quantity for kept in now.kept)
        assert free >= 0
        assert list(differences()) == []
        return [(row.used, row.state.value) for row in rows], free

    return read


def test_a_return_keeps_for_the_case_again_what_it_had_taken_of_the_reservation(ctx, shelf, keep, out, back, stands):
    keep(4)
    _doc, line = out(shelf, 4)
    assert stands() == ([(4, "used")], 6)

    back(line, shelf, 3)
    assert stands() == ([(1, "open")], 6), "three are kept again; the others can have the same six"
    back(line, shelf, 1)
    assert stands() == ([(0, "open")], 6)


def test_what_a_case_took_beyond_its_reservation_comes_back_first(shelf, keep, out, back, stands):
    keep(3)
    _doc, line = out(shelf, 5)

    back(line, shelf, 2)
    assert stands() == ([(3, "used")], 7), "the case still has the three that were reserved"
    back(line, shelf, 2)
    assert stands() == ([(1, "open")], 7), "it has one of the three"


def test_a_reversal_of_the_return_takes_the_reservation_again(ctx, shelf, keep, out, back, stands):
    keep(4)
    _doc, line = out(shelf, 4)
    paper = back(line, shelf, 3)

    reverse(ctx, act(), paper)

    assert stands() == ([(4, "used")], 6)


def test_a_reversal_of_the_return_is_not_in_its_own_way_where_nothing_else_is_left(
    ctx, shelf, keep, out, back, stands, make_case
):
    keep(4)
    _doc, line = out(shelf, 4)
    out(shelf, 6, make_case().id)
    paper = back(line, shelf, 3)
    assert stands() == ([(1, "open")], 0)

    reverse(ctx, act(), paper)

    assert stands() == ([(4, "used")], 0)


def test_a_reversal_of_the_issue_gives_all_of_it_back_to_every_reservation(ctx, shelf, keep, out, stands):
    keep(2)
    keep(3)
    paper, _line = out(shelf, 6)
    assert stands() == ([(2, "used"), (3, "used")], 4)

    reverse(ctx, act(), paper)

    assert stands() == ([(0, "open"), (0, "open")], 5)


def test_each_issue_gives_back_its_own_share_alone(ctx, shelf, keep, out, stands):
    keep(5)
    first, _line = out(shelf, 3)
    second, _line = out(shelf, 4)
    assert stands() == ([(5, "used")], 3), "the second took two of the reservation and two besides"

    reverse(ctx, act(), second)
    assert stands() == ([(3, "open")], 5)
    reverse(ctx, act(), first)
    assert stands() == ([(0, "open")], 5)


def test_after_a_return_that_another_issue_took_a_reversal_gives_back_no_more_than_is_its_own(
    ctx, shelf, keep, out, back, stands
):
    keep(3)
    first, line = out(shelf, 3)
    paper = back(line, shelf, 2)
    out(shelf, 2)
    assert stands() == ([(3, "used")], 7)

    reverse(ctx, act(), paper)
    assert stands() == ([(3, "used")], 5), "the reservation has nothing left for what goes out again"
    reverse(ctx, act(), first)
    assert stands() == ([(2, "open")], 7), "one was still its own; the two are with the other issue"


def test_a_reservation_that_was_released_meanwhile_is_not_revived(ctx, shelf, keep, out, back, stands):
    first = keep(4)
    paper, line = out(shelf, 3)
    release(ctx, first, Reservation.get_by_id(first).version)
    second = keep(2)

    back(line, shelf, 1)
    assert stands() == ([(3, "released"), (0, "open")], 6)
    with pytest.raises(RuleBroken):
        reverse(ctx, act(), paper)  # a part of it came back
    assert Reservation.get_by_id(second).state is ReservationState.OPEN


def test_for_a_case_that_is_over_nothing_is_kept_again(ctx, shelf, case, keep, out, stands):
    keep(4)
    paper, _line = out(shelf, 4)
    ServiceCase.update(state=CaseState.CLOSED).where(ServiceCase.id == case.id).execute()

    reverse(ctx, act(), paper)

    assert stands() == ([(4, "used")], 10)


def test_only_what_lies_in_a_bin_of_its_warehouse_is_kept_again(ctx, shelf, far, keep, out, back, stands):
    keep(4, shelf.warehouse_id)
    _doc, line = out(shelf, 4)
    van = Place.create(code="BVAN0001X", kind="van", name="鲁A1", name_norm="鲁A1", sort_key="鲁A1")

    back(line, far, 1)
    assert stands() == ([(4, "used")], 7), "the other warehouse has one more that anybody may take"
    back(line, van, 1)
    assert stands() == ([(4, "used")], 7), "what lies in a van is not available"
    back(line, shelf, 1)
    assert stands() == ([(3, "open")], 7), "one piece came back into the warehouse, so one is kept"


def test_what_came_back_onto_a_van_is_kept_once_there_is_a_piece_for_it_in_a_bin(shelf, far, keep, out, back, stands):
    keep(4)
    _doc, line = out(shelf, 4)
    van = Place.create(code="BVAN0001X", kind="van", name="鲁A1", name_norm="鲁A1", sort_key="鲁A1")

    back(line, van, 2)
    assert stands() == ([(4, "used")], 6)
    back(line, far, 2)
    assert stands() == ([(2, "open")], 6), "a reservation of no warehouse is content with any bin"
