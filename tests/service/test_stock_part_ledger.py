"""The stock card of a part: each move with the balance after it, and the stock of every day."""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from fractions import Fraction

import pytest

from inventory.paging import Sort
from inventory.parts.worth import WorthListing
from inventory.people.commands import choose_user
from inventory.stock import part_ledger
from inventory.stock.papers import Goods, Paper, change_condition, issue, move, receive, reverse
from inventory.stock.part_ledger import MOVES, StockCard, history
from inventory.stock.words import Condition
from inventory.values.money import Money
from models.assets import AssetOwner
from models.organisation import Role
from models.places import Place
from models.stock import StockMove

NEWEST = Sort("sequence", descending=True)


@pytest.fixture
def cuff(ctx, make_part):
    """Nothing of it was moved yet."""
    make_part("OTHER", on_hand=7)
    return make_part("BP-1", "袖带", safety_stock=3)


@pytest.fixture
def shelf(ctx, cuff):
    return Place.get(Place.name == "A-01-01")


def goods(part, shelf, quantity, **more):
    return Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, **more)


def lived(ctx, cuff, shelf):
    """10 in, 4 out, 3 of a customer in, 2 turn out faulty, 1 comes back by a reversal's two papers."""
    today = ctx.clock.today()
    back = [today - timedelta(days=days) for days in (40, 30, 20, 10)]
    receive(ctx, Paper(act="a", happened_on=back[0], lines=(goods(cuff, shelf, 10, unit_cost=2000),)))
    issue(ctx, Paper(act="b", happened_on=back[1], lines=(goods(cuff, shelf, 4),)))
    receive(ctx, Paper(act="c", happened_on=back[2], lines=(goods(cuff, shelf, 3, owner=AssetOwner.CUSTOMER),)))
    change_condition(
        ctx, Paper(act="d", happened_on=back[3], lines=(goods(cuff, shelf, 2, to_condition=Condition.FAULTY),))
    )
    out = issue(ctx, Paper(act="e", happened_on=today, lines=(goods(cuff, shelf, 1),)))
    reverse(ctx, "f", out.doc_id)
    return back


def test_each_move_says_what_was_on_hand_after_it(ctx, cuff, shelf):
    lived(ctx, cuff, shelf)
    moves = StockCard(ctx, cuff.id).first({}, NEWEST)
    assert [(one.sequence, one.delta, one.balance) for one in moves] == [
        (6, 1, 4), (5, -1, 3), (4, -2, 4), (3, 0, 6), (2, -4, 6), (1, 10, 10),
    ]  # fmt: skip
    assert [one.quantity for one in moves] == [1, 1, 2, 3, 4, 10]
    assert [one.amount for one in moves][-2:] == [Money(-8000), Money(20000)]


def test_a_page_in_the_middle_has_the_same_balances_as_the_whole(ctx, cuff, shelf):
    lived(ctx, cuff, shelf)
    card = StockCard(ctx, cuff.id)
    whole = {one.id: one.balance for one in card.first({}, NEWEST)}
    ids = card.ids({}, NEWEST)
    assert isinstance(ids, array) and card.count({}) == 6 == len(ids)
    for some in ([ids[3]], [ids[1], ids[4]], list(ids[2:4])):
        assert {one.id: one.balance for one in card.rows(some)} == {row: whole[row] for row in some}
    assert card.rows([]) == []


def test_balances_stay_right_under_a_filter_and_in_the_order_of_days(ctx, cuff, shelf):
    back = lived(ctx, cuff, shelf)
    card = StockCard(ctx, cuff.id)
    assert [(one.sequence, one.balance) for one in card.first({"kind": ("issue",)}, NEWEST)] == [(5, 3), (2, 6)]
    between = {"day_from": back[1], "day_to": back[2]}
    assert [one.sequence for one in card.first(between, Sort("day"))] == [2, 3]
    assert card.count(between) == 2


def test_goods_that_only_change_their_bin_leave_the_balance(ctx, cuff, shelf, make_part):
    make_part("X", on_hand=1)
    receive(ctx, Paper(act="a", lines=(goods(cuff, shelf, 5, unit_cost=100),)))
    other = Place.create(
        code="other", kind=shelf.kind, name="B-9", name_norm="B-9", sort_key="B9", warehouse=shelf.warehouse
    )
    move(ctx, Paper(act="b", lines=(goods(cuff, shelf, 2, to_place_id=other.id),)))
    newest = StockCard(ctx, cuff.id).first({}, NEWEST)[0]
    assert (newest.delta, newest.balance, newest.quantity) == (0, 5, 2)
    assert (newest.from_place, newest.to_place) == ("A-01-01", "B-9")


def test_what_a_move_cost_is_only_told_to_those_who_may_see_it(ctx, cuff, shelf, make_user):
    lived(ctx, cuff, shelf)
    choose_user(ctx, make_user("张伟", Role.ENGINEER).id)
    assert {one.amount for one in StockCard(ctx, cuff.id).first({}, NEWEST)} == {None}
    assert {row.value for row in WorthListing(ctx).first({}, Sort("part_no"))} == {None}
    choose_user(ctx, make_user("李娜", Role.FINANCE).id)
    assert StockCard(ctx, cuff.id).first({}, NEWEST)[-1].amount == Money(20000)


def test_the_history_is_the_stock_at_the_end_of_each_day(ctx, cuff, shelf):
    back = lived(ctx, cuff, shelf)
    found = history(ctx, cuff.id)
    today = ctx.clock.today()
    assert found.days == ((back[0], 10), (back[1], 6), (back[2], 6), (back[3], 4), (today, 4))
    assert (found.safety_stock, found.part_no, found.reorder_point) == (3, "BP-1", None)
    assert found.steps()[0] == (back[0] - timedelta(days=1), 0) and found.steps()[-1] == (today, 4)


def test_a_paper_dated_back_counts_on_its_day_and_at_its_place_in_the_ledger(ctx, cuff, shelf):
    today = ctx.clock.today()
    receive(ctx, Paper(act="a", happened_on=today, lines=(goods(cuff, shelf, 5, unit_cost=100),)))
    receive(ctx, Paper(act="b", happened_on=today - timedelta(days=9), lines=(goods(cuff, shelf, 2, unit_cost=100),)))
    assert history(ctx, cuff.id).days == ((today - timedelta(days=9), 2), (today, 7))
    assert [(one.happened_on == today, one.balance) for one in StockCard(ctx, cuff.id).first({}, NEWEST)] == [
        (False, 7), (True, 5),
    ]  # fmt: skip


def test_far_back_in_a_long_ledger_the_balances_are_those_of_counting_from_its_beginning(ctx, cuff, shelf, monkeypatch):
    """Steps of three moves and a near end of one, as if the ledger had thousands."""
    monkeypatch.setattr(part_ledger, "STEP", 3)
    monkeypatch.setattr(part_ledger, "NEAR", 1)
    monkeypatch.setattr(part_ledger, "_BLOCKS", part_ledger._BLOCKS.replace("/ 500", "/ 3"))
    receive(ctx, Paper(act="a", lines=(goods(cuff, shelf, 20, unit_cost=100),)))
    for number in range(9):
        issue(ctx, Paper(act=f"out {number}", lines=(goods(cuff, shelf, 1 + number % 2),)))
    card = StockCard(ctx, cuff.id)
    reached, expected = 0, {}
    for one in MOVES.first({"part": cuff.id}, Sort("sequence")):
        reached += one.delta
        expected[one.id] = reached
    ids = card.ids({}, NEWEST)
    for some in ([one] for one in ids):
        assert {one.id: one.balance for one in card.rows(some)} == {some[0]: expected[some[0]]}
    fresh = StockCard(ctx, cuff.id)
    assert {one.id: one.balance for one in fresh.rows([ids[-1], ids[4], ids[0]])} == {
        row: expected[row] for row in (ids[-1], ids[4], ids[0])
    }
    assert {one.id: one.balance for one in fresh.rows(ids)} == expected
    receive(ctx, Paper(act="later", lines=(goods(cuff, shelf, 7, unit_cost=100),)))
    assert {one.id: one.balance for one in fresh.rows(ids)} == expected  # milestones that were set stay true


def test_a_part_without_moves_has_an_empty_card(ctx, cuff):
    assert list(StockCard(ctx, cuff.id).first({}, NEWEST)) == []
    assert history(ctx, cuff.id).steps() == ()


def test_the_card_agrees_with_the_list_after_every_paper(ctx, cuff, shelf):
    lived(ctx, cuff, shelf)
    row = WorthListing(ctx).rows([cuff.id])[0]
    assert StockCard(ctx, cuff.id).first({}, NEWEST)[0].balance == row.part.on_hand == 4
    assert StockMove.select().where(StockMove.part == cuff.id).count() == 6


def test_the_list_says_what_our_stock_is_worth_and_what_one_costs(ctx, cuff, shelf):
    receive(ctx, Paper(act="a", happened_on=date(2026, 11, 1), lines=(goods(cuff, shelf, 2, unit_cost=10000),)))
    receive(ctx, Paper(act="b", lines=(goods(cuff, shelf, 1, unit_cost=10001),)))
    row = WorthListing(ctx).rows([cuff.id])[0]
    assert (row.id, row.value, str(row.average)) == (cuff.id, Money(30001), "100.0033")
    issue(ctx, Paper(act="c", lines=(goods(cuff, shelf, 3),)))
    assert WorthListing(ctx).rows([cuff.id])[0].value is None


def test_how_often_the_stock_is_turned_over_in_a_year(ctx, cuff, shelf):
    """41 days: ten with 10 pieces, twenty with 6, eleven with 4 are 264 piece-days; 4 were used, one came back."""
    lived(ctx, cuff, shelf)

    turned = history(ctx, cuff.id).turnover

    assert (turned.days, turned.used, turned.on_hand) == (41, 4, 4)
    assert turned.average == Fraction(264, 41)
    assert turned.times == Fraction(4 * 365, 264), "5.5 times a year"
    assert turned.lasts == 41, "four more in as many days"


def test_of_a_part_that_has_just_come_nothing_is_said(ctx, cuff, shelf):
    receive(ctx, Paper(act="a", lines=(goods(cuff, shelf, 10, unit_cost=2000),)))

    assert history(ctx, cuff.id).turnover is None
