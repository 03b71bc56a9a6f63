"""What comes of an order counts at its lines in the act that receives it, and a reversal counts it back."""

from __future__ import annotations

import pytest

from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, RuleBroken
from inventory.paging import Sort
from inventory.stock.papers import Goods, Paper, receive, reverse
from inventory.supply.orders import PlaceOrder, SeenLine, Wanted, give_up, place_order
from inventory.supply.queries import ORDERS
from models.assets import AssetOwner
from models.places import Place
from models.stock import StockDoc, StockLine
from models.suppliers import Supplier
from models.supply import OrderLine


@pytest.fixture
def supplier(ctx):
    return Supplier.create(name="济南电子", name_key="济南电子")


@pytest.fixture
def shelf(make_part):
    make_part("ANY", on_hand=1)
    return Place.get(Place.name == "A-01-01")


@pytest.fixture
def ordered(ctx, make_part, supplier):
    """A line of an order for 10 pieces of a part."""

    def make(part=None, quantity=10, **more):
        part = part or make_part()
        place_order(ctx, PlaceOrder(lines=(Wanted(part.id, quantity),), supplier_id=supplier.id, **more))
        return OrderLine.select().order_by(OrderLine.id.desc()).get()

    return make


def came(ctx, shelf, supplier, *lines, act="in", confirmed=()):
    goods = tuple(
        Goods(part_id=part_id, place_id=shelf.id, quantity=quantity, unit_cost=1000, order_id=order_id)
        for part_id, quantity, order_id in lines
    )
    return receive(ctx, Paper(act=act, lines=goods, supplier_id=supplier.id, confirmed=frozenset(confirmed)))


def left(line):
    (row,) = ORDERS.rows([line.id])
    return row.open


def test_a_receipt_raises_what_came_of_the_order_and_its_reversal_lowers_it_again(ctx, shelf, supplier, ordered):
    line = ordered()

    posted = came(ctx, shelf, supplier, (line.part_id, 4, line.id))

    assert OrderLine.get_by_id(line.id).received == 4
    assert left(line) == 6
    assert StockLine.get(StockLine.doc == posted.doc_id).order_id == line.id
    assert ORDERS.count({"open": True}) == 1
    reverse(ctx, "back", posted.doc_id, "wrong paper")
    assert OrderLine.get_by_id(line.id).received == 0
    assert [row.id for row in ORDERS.first({"open": True}, Sort("id"))] == [line.id]


def test_the_same_act_twice_counts_once(ctx, shelf, supplier, ordered):
    line = ordered()

    first = came(ctx, shelf, supplier, (line.part_id, 4, line.id))
    again = came(ctx, shelf, supplier, (line.part_id, 4, line.id))

    assert first == again
    assert OrderLine.get_by_id(line.id).received == 4


def test_two_lines_of_a_receipt_may_answer_one_line_of_the_order(ctx, shelf, supplier, ordered):
    line = ordered(quantity=7)

    came(ctx, shelf, supplier, (line.part_id, 4, line.id), (line.part_id, 3, line.id))

    assert OrderLine.get_by_id(line.id).received == 7
    assert left(line) == 0


def test_more_than_was_ordered_is_received_once_somebody_says_so(ctx, shelf, supplier, ordered, make_part):
    """Of 10 ordered metres 2.5 came; 4 and 5 more are 1.5 too many."""
    cable = make_part("CABLE", unit="米", decimals=1)
    line, other = ordered(cable, 10), ordered(quantity=1)
    came(ctx, shelf, supplier, (cable.id, "2.5", line.id), act="first")
    more = ((cable.id, 4, line.id), (other.part_id, 1, other.id), (cable.id, 5, line.id))

    with pytest.raises(NeedsConfirmation) as question:
        came(ctx, shelf, supplier, *more)

    assert question.value.line == 3
    sentence = str(question.value)
    assert all(word in sentence for word in (line.order_no, "CABLE", "10", "2.5", "9", "1.5")), sentence
    assert OrderLine.get_by_id(line.id).received == 25
    assert StockDoc.get_or_none(StockDoc.act == "in") is None
    still_more = ((cable.id, 4, line.id), (other.part_id, 1, other.id), (cable.id, 6, line.id))
    with pytest.raises(NeedsConfirmation, match=r"10.*2\.5.*10.*2\.5"):
        came(ctx, shelf, supplier, *still_more, confirmed={question.value.key})  # that was not asked
    came(ctx, shelf, supplier, *more, confirmed={question.value.key})
    assert (OrderLine.get_by_id(line.id).received, left(line), left(other)) == (115, 0, 0)


def test_each_line_of_an_order_asks_its_own_question(ctx, shelf, supplier, ordered):
    first, second = ordered(quantity=1), ordered(quantity=1)
    more = ((first.part_id, 2, first.id), (second.part_id, 3, second.id))
    answered: set[str] = set()

    for _question in range(2):
        with pytest.raises(NeedsConfirmation) as asked:
            came(ctx, shelf, supplier, *more, confirmed=answered)
        answered.add(asked.value.key)
    came(ctx, shelf, supplier, *more, confirmed=answered)

    assert [OrderLine.get_by_id(line.id).received for line in (first, second)] == [2, 3]


def test_an_order_of_another_part_or_supplier_is_refused_and_nothing_came(ctx, shelf, supplier, ordered, make_part):
    line, other = ordered(), make_part()
    elsewhere = Supplier.create(name="别家", name_key="别家")

    with pytest.raises(InvalidInput, match="另一种备件") as refusal:
        came(ctx, shelf, supplier, (line.part_id, 1, line.id), (other.id, 1, line.id))
    assert refusal.value.field == "order_id"
    assert refusal.value.line == 2
    with pytest.raises(InvalidInput, match="另一家供应商"):
        came(ctx, shelf, elsewhere, (line.part_id, 1, line.id))
    assert OrderLine.get_by_id(line.id).received == 0
    assert StockDoc.get_or_none(StockDoc.act == "in") is None


def test_what_was_given_up_or_is_gone_cannot_be_received(ctx, shelf, supplier, ordered):
    line = ordered()
    give_up(ctx, [SeenLine(line.id, line.version)], "bankrupt")

    with pytest.raises(RuleBroken, match="已放弃"):
        came(ctx, shelf, supplier, (line.part_id, 1, line.id))
    with pytest.raises(NotFound, match="在订情况"):
        came(ctx, shelf, supplier, (line.part_id, 1, 999))


def test_a_refusal_names_the_line_that_it_is_about(ctx, shelf, make_part):
    one, two = make_part(), make_part()
    lines = (
        Goods(part_id=one.id, place_id=shelf.id, unit_cost=5),
        Goods(part_id=two.id, place_id=shelf.id, unit_cost=5, owner=AssetOwner.CUSTOMER),
    )

    with pytest.raises(InvalidInput, match="没有成本") as refusal:
        receive(ctx, Paper(act="in", lines=lines))
    assert (refusal.value.line, refusal.value.field) == (2, "unit_cost")
