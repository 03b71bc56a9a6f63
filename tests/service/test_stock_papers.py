"""The ledger of the depot: C-07 to the fen, nothing below zero, a paper once posted stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules

import pytest

from inventory import stock
from inventory.care.integrity import check
from inventory.errors import InvalidInput, NotPermitted, RuleBroken
from inventory.scanning.payload import Kind, new_code
from inventory.stock.papers import (
    Back,
    Goods,
    Paper,
    change_condition,
    issue,
    move,
    receive,
    reverse,
    scrap,
    take_back,
)
from inventory.values.codes import name_key
from inventory.work import NEEDED
from models import connect
from models.access import Right
from models.assets import AssetOwner
from models.base import database
from models.organisation import Role
from models.places import Place, PlaceKind, Warehouse
from models.stock import Condition, DocState, StockBalance, StockDoc, StockLine, StockMove, StockValue
from models.stocktakes import Stocktake, StocktakeLine, StocktakeState
from tests.races import race
from tests.service.stock_shelves import act


@pytest.fixture
def shelves(ctx):
    depot = Warehouse.create(code="W1", name="总仓")
    return [
        Place.create(
            code=new_code(Kind.BIN),
            kind=PlaceKind.BIN,
            name=name,
            name_norm=name_key(name),
            sort_key=name,
            warehouse=depot,
        )
        for name in ("A-01", "A-02")
    ]


@pytest.fixture
def psu(ctx, make_part):
    return make_part("PSU-24", "电源")


def paper(part, shelf, quantity, *, on=None, key=None, **line):
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, **line)
    return Paper(act=key or act(), lines=(goods,), happened_on=on)


def worth(part):
    rows = list(StockValue.select().where(StockValue.part == part.id))
    return sum(row.quantity for row in rows), sum(row.value for row in rows)


def lying(part, shelf, condition=Condition.NEW):
    found = StockBalance.get_or_none(part=part.id, place=shelf.id, condition=condition)
    return found.quantity if found else 0


def line_of(posted):
    return StockLine.get(StockLine.doc == posted.doc_id).id


def test_the_worked_ledger_of_the_rules_to_the_fen(ctx, psu, shelves):
    shelf = shelves[0]
    receive(ctx, paper(psu, shelf, 10, unit_cost=20000))
    assert worth(psu) == (10, 200000)
    receive(ctx, paper(psu, shelf, 5, unit_cost=21850))
    assert worth(psu) == (15, 309250)
    out = issue(ctx, paper(psu, shelf, 4))
    assert (out.amounts, worth(psu)) == ((-82467,), (11, 226783))
    back = take_back(ctx, act(), (Back(line_id=line_of(out), place_id=shelf.id, quantity=1),))
    assert (back.amounts, worth(psu)) == ((20617,), (12, 247400))
    receive(ctx, paper(psu, shelf, 8, unit_cost=23100))
    assert worth(psu) == (20, 432200)
    assert (issue(ctx, paper(psu, shelf, 2)).amounts, worth(psu)) == ((-43220,), (18, 388980))
    assert (issue(ctx, paper(psu, shelf, 18)).amounts, worth(psu)) == ((-388980,), (0, 0))


def test_the_half_fen_goes_up_and_the_last_issue_takes_the_rest(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 3, unit_cost=1000))
    receive(ctx, paper(psu, shelves[0], 3, unit_cost=1001))

    costs = [issue(ctx, paper(psu, shelves[0], quantity)).amounts[0] for quantity in (1, 1, 4)]

    assert costs == [-1001, -1000, -4002]
    assert worth(psu) == (0, 0)


def test_every_move_has_two_sides_and_is_linked_to_the_one_before(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    issue(ctx, paper(psu, shelves[0], 2))

    assert connect.rows("SELECT sum(quantity) FROM stock_balance")[0][0] == 0
    moves = list(StockMove.select().order_by(StockMove.sequence))
    assert [(row.sequence, row.amount) for row in moves] == [(1, 500), (2, -200)]
    assert len({row.chain for row in moves}) == 2
    assert connect.rows("SELECT sequence, chain FROM stock_chain") == [(2, moves[-1].chain)]


@pytest.mark.parametrize(("quantity", "named"), [(6, "5"), ("1.5", "1.5"), (0, "0"), (-1, "-1")])
def test_a_quantity_that_cannot_be_is_refused_and_named(ctx, psu, shelves, quantity, named):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))

    with pytest.raises((InvalidInput, RuleBroken), match=named):
        issue(ctx, paper(psu, shelves[0], quantity))
    assert (lying(psu, shelves[0]), StockDoc.select().count()) == (5, 1)


def test_a_repeat_of_the_same_act_answers_the_same_and_moves_nothing(ctx, psu, shelves):
    asked = paper(psu, shelves[0], 5, unit_cost=100)
    assert receive(ctx, asked) == receive(ctx, asked)
    assert worth(psu) == (5, 500)


def test_bins_and_conditions_change_no_value_and_only_good_pieces_are_issued(ctx, psu, shelves):
    first, second = shelves
    receive(ctx, paper(psu, first, 5, unit_cost=100))
    move(ctx, paper(psu, first, 3, to_place_id=second.id))
    change_condition(ctx, paper(psu, second, 1, to_condition=Condition.FAULTY))

    assert (lying(psu, first), lying(psu, second), lying(psu, second, Condition.FAULTY)) == (2, 2, 1)
    assert worth(psu) == (5, 500)
    with pytest.raises(RuleBroken, match=r"1 件 PSU-24.*故障"):
        issue(ctx, paper(psu, second, 1, condition=Condition.FAULTY))
    with pytest.raises(InvalidInput):
        move(ctx, paper(psu, first, 1, to_place_id=first.id))
    assert scrap(ctx, paper(psu, second, 1, condition=Condition.FAULTY)).amounts == (-100,)
    assert worth(psu) == (4, 400)


def test_an_issue_that_is_reversed_comes_back_at_its_own_cost(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 3, unit_cost=1000))
    out = issue(ctx, paper(psu, shelves[0], 1))
    receive(ctx, paper(psu, shelves[0], 1, unit_cost=5000))

    back = reverse(ctx, act(), out.doc_id, "扫错")

    assert (back.amounts, worth(psu)) == ((1000,), (4, 8000))
    assert StockDoc.get_by_id(out.doc_id).state is DocState.REVERSED
    with pytest.raises(RuleBroken, match=out.number):
        reverse(ctx, act(), out.doc_id)
    with pytest.raises(RuleBroken, match=back.number):
        reverse(ctx, act(), back.doc_id)


def test_a_receipt_that_is_taken_back_with_the_last_pieces_leaves_no_value(ctx, psu, shelves):
    """Ten at 1.00 and ten at 2.00; ten leave at 1.50, and what is left is worth 15.00, not the 10.00 of the first."""
    first = receive(ctx, paper(psu, shelves[0], 10, unit_cost=100))
    receive(ctx, paper(psu, shelves[0], 10, unit_cost=200))
    issue(ctx, paper(psu, shelves[0], 10))

    assert reverse(ctx, act(), first.doc_id).amounts == (-1500,)
    assert worth(psu) == (0, 0), "quantity 0 is value 0 (INV-06)"
    assert check(ctx).sound


def test_a_receipt_that_came_in_dearer_than_what_is_left_is_not_taken_back(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 10, unit_cost=100))
    dear = receive(ctx, paper(psu, shelves[0], 1, unit_cost=10000))
    issue(ctx, paper(psu, shelves[0], 5))  # 11,000 for eleven: 5,000 for five, and 6,000 are left

    with pytest.raises(RuleBroken) as refused:
        reverse(ctx, act(), dear.doc_id)
    assert "PSU-24" in str(refused.value) and "60" not in str(refused.value), "no amount: not every keeper sees costs"
    assert worth(psu) == (6, 6000)


def test_a_receipt_that_was_issued_from_since_cannot_be_reversed(ctx, psu, shelves, clock):
    came = receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    issue(ctx, paper(psu, shelves[0], 4))
    receive(ctx, paper(psu, shelves[0], 10, unit_cost=100))

    with pytest.raises(RuleBroken, match="1 "):
        reverse(ctx, act(), came.doc_id)
    assert worth(psu) == (11, 1100)


def test_a_paper_is_taken_back_once_what_rested_on_it_is(ctx, psu, shelves):
    """As the refusal says: reverse that first. What was taken back never was."""
    came = receive(ctx, paper(psu, shelves[0], 5, unit_cost=100, on=date(2026, 11, 2)))
    out = issue(ctx, paper(psu, shelves[0], 4, on=date(2026, 11, 10)))
    with pytest.raises(RuleBroken):
        reverse(ctx, act(), came.doc_id)
    reverse(ctx, act(), out.doc_id)
    reverse(ctx, act(), came.doc_id)
    assert worth(psu) == (0, 0)

    before = receive(ctx, paper(psu, shelves[0], 3, unit_cost=100, on=date(2026, 11, 3)))
    out = issue(ctx, paper(psu, shelves[0], 3, on=date(2026, 11, 10)))
    later = receive(ctx, paper(psu, shelves[0], 3, unit_cost=100, on=date(2026, 11, 12)))
    reverse(ctx, act(), out.doc_id)
    moved = issue(ctx, paper(psu, shelves[0], 5))
    reverse(ctx, act(), moved.doc_id)
    for each in (before, later):
        reverse(ctx, act(), each.doc_id)
    assert (worth(psu), lying(psu, shelves[0])) == ((0, 0), 0)
    assert check(ctx).sound


def test_a_late_issue_must_leave_enough_for_what_happened_since(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100, on=date(2026, 11, 2)))
    issue(ctx, paper(psu, shelves[0], 4, on=date(2026, 11, 10)))
    receive(ctx, paper(psu, shelves[0], 10, unit_cost=100, on=date(2026, 11, 20)))

    with pytest.raises(RuleBroken, match="2026-11-20"):
        issue(ctx, paper(psu, shelves[0], 2, on=date(2026, 11, 5)))
    with pytest.raises(RuleBroken):
        issue(ctx, paper(psu, shelves[0], 1, on=date(2026, 11, 1)))
    issue(ctx, paper(psu, shelves[0], 1, on=date(2026, 11, 5)))
    assert lying(psu, shelves[0]) == 10


def test_a_day_before_an_approved_count_is_refused_and_the_count_is_named(ctx, psu, shelves):
    """C-17: what was counted then includes whatever had happened before."""
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100, on=date(2026, 11, 2)))
    sheet = Stocktake.create(number="PD-7", created_at=ctx.clock.now(), state=StocktakeState.COUNTING)
    counted_at = datetime(2026, 11, 10, 1, 0, tzinfo=UTC)
    StocktakeLine.create(
        stocktake=sheet, part=psu, place=shelves[0], condition=Condition.NEW, counted=5, counted_at=counted_at
    )
    issue(ctx, paper(psu, shelves[0], 1, on=date(2026, 11, 9)))
    Stocktake.update(state=StocktakeState.APPROVED).execute()

    with pytest.raises(RuleBroken, match=r"2026-11-10.*PD-7.*2026-11-09"):
        issue(ctx, paper(psu, shelves[0], 1, on=date(2026, 11, 9)))
    issue(ctx, paper(psu, shelves[0], 1, on=date(2026, 11, 10)))
    assert lying(psu, shelves[0]) == 3


def test_tomorrow_is_refused_by_its_date(ctx, psu, shelves, clock):
    with pytest.raises(InvalidInput, match="2026-11-23"):
        receive(ctx, paper(psu, shelves[0], 1, unit_cost=1, on=clock.today() + timedelta(days=1)))


def test_more_cannot_come_back_than_went_out_and_an_issue_waits_for_its_return(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    out = issue(ctx, paper(psu, shelves[0], 2))
    take_back(ctx, act(), (Back(line_id=line_of(out), place_id=shelves[1].id, quantity=1),))

    with pytest.raises(RuleBroken, match="1"):
        take_back(ctx, act(), (Back(line_id=line_of(out), place_id=shelves[1].id, quantity=2),))
    with pytest.raises(RuleBroken, match=out.number):
        reverse(ctx, act(), out.doc_id)


def test_returns_bring_back_the_cost_of_their_issue_though_one_between_them_was_reversed(ctx, psu, shelves):
    for cost in (334, 333):
        receive(ctx, paper(psu, shelves[0], 3, unit_cost=cost))
    out = issue(ctx, paper(psu, shelves[0], 3))
    assert out.amounts == (-1001,), "20.01 / 2 is 10.005, half a fen up"

    def back(quantity):
        return take_back(ctx, act(), (Back(line_id=line_of(out), place_id=shelves[0].id, quantity=quantity),))

    first, second = back(1), back(1)
    assert (first.amounts, second.amounts) == ((334,), (333,))
    reverse(ctx, act(), first.doc_id)
    assert back(2).amounts == (668,), "together with the one that stands the whole 10.01"
    assert worth(psu) == (6, 2001)


def test_a_serial_goes_out_at_its_own_cost_and_lies_in_one_place(ctx, make_part, shelves):
    drive = make_part("HDD-4", serialised=True)
    receive(ctx, paper(drive, shelves[0], 1, serial="s1", unit_cost=50000))
    receive(ctx, paper(drive, shelves[0], 1, serial="s2", unit_cost=60000))

    with pytest.raises(RuleBroken):
        receive(ctx, paper(drive, shelves[1], 1, serial="S1", unit_cost=1))
    with pytest.raises(InvalidInput, match="HDD-4"):
        issue(ctx, paper(drive, shelves[0], 1))
    assert issue(ctx, paper(drive, shelves[0], 1, serial="S2")).amounts == (-60000,)


def test_what_is_the_customers_has_no_value(ctx, psu, shelves):
    assert receive(ctx, paper(psu, shelves[0], 1, owner=AssetOwner.CUSTOMER)).amounts == (0,)
    with pytest.raises(InvalidInput):
        receive(ctx, paper(psu, shelves[0], 1))
    assert worth(psu) == (0, 0)


def test_a_receipt_names_its_cost_even_where_an_average_would_do(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 1, unit_cost=100))
    with pytest.raises(InvalidInput) as refused:
        receive(ctx, paper(psu, shelves[0], 1))
    assert (refused.value.field, worth(psu)) == ("unit_cost", (1, 100))
    receive(ctx, paper(psu, shelves[0], 1, unit_cost=0))  # a gift is one that costs nothing, and says so
    assert worth(psu) == (2, 100)


@pytest.mark.parametrize(("quantity", "cost"), [(10**8 + 1, 1), (10**8, 10**9)])
def test_more_than_a_depot_can_hold_or_count_is_refused(ctx, psu, shelves, quantity, cost):
    with pytest.raises(InvalidInput):
        receive(ctx, paper(psu, shelves[0], quantity, unit_cost=cost))
    assert worth(psu) == (0, 0)


def test_only_who_keeps_the_stock_moves_it(ctx, psu, shelves, make_user):
    ctx.actor = make_user(role=Role.ENGINEER).id
    with pytest.raises(NotPermitted):
        receive(ctx, paper(psu, shelves[0], 1, unit_cost=1))


def test_each_act_with_goods_needs_the_right_to_keep_the_stock():
    """Who sees costs, as the bookkeeper does, moves nothing by that."""
    for module in iter_modules(stock.__path__, "inventory.stock."):
        import_module(module.name)
    of_the_stock = {name: right for name, right in NEEDED.items() if name.startswith("inventory.stock.")}
    assert {"inventory.stock.papers.receive", "inventory.stock.transfers.send"} <= set(of_the_stock)
    others = {name: right for name, right in of_the_stock.items() if right is not Right.KEEP_STOCK}
    assert others == {"inventory.stock.scope.choose": Right.EDIT_POLICIES}


def test_many_workstations_take_the_last_pieces_and_not_one_more(opened, ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))

    outcomes = race(opened, 8, lambda _n: issue(opened, paper(psu, shelves[0], 1)))

    refused = [outcome for outcome in outcomes if isinstance(outcome, RuleBroken)]
    assert len(refused) == 3
    assert all("PSU-24" in str(outcome) for outcome in refused), "each is told what is left"
    assert worth(psu) == (0, 0)


def test_the_check_replays_the_ledger_and_names_the_first_difference(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    issue(ctx, paper(psu, shelves[0], 2))
    assert check(ctx).sound

    for damage, mended, named in (
        ("UPDATE stock_balance SET quantity = 4 WHERE quantity = 3", "UPDATE stock_balance SET quantity = 3 WHERE quantity = 4", "A-01"),
        ("UPDATE stock_value SET value = 301", "UPDATE stock_value SET value = 300", "301"),
        ("UPDATE stock_chain SET sequence = 3", "UPDATE stock_chain SET sequence = 2", "3"),
    ):  # fmt: skip
        database.execute_sql(damage)
        (found,) = check(ctx).findings
        assert found.kind == "stock" and "PSU-24" in str(found.message) and named in str(found.message)
        database.execute_sql(mended)


TAMPERED = (
    "UPDATE stock_move SET amount = -199 WHERE sequence = 2",
    "UPDATE stock_move SET quantity = 1 WHERE sequence = 2",
    "UPDATE stock_move SET happened_on = '2026-11-01' WHERE sequence = 2",
    "UPDATE stock_move SET posted_at = '2026-11-01 02:00:00' WHERE sequence = 2",
    "UPDATE stock_move SET lot = 'L9' WHERE sequence = 2",
    "UPDATE stock_move SET owner = 'customer' WHERE sequence = 2",
    "UPDATE stock_move SET condition_to = 'good' WHERE sequence = 2",
    "UPDATE stock_move SET chain = 'x' WHERE sequence = 2",
    "DELETE FROM stock_move WHERE sequence = 2",
)


@pytest.mark.parametrize("damage", TAMPERED)
def test_a_move_that_somebody_changed_behind_the_triggers_is_named(ctx, psu, shelves, engine, damage):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    issue(ctx, paper(psu, shelves[0], 2))
    issue(ctx, paper(psu, shelves[0], 1))
    without_triggers("stock_move", engine)
    database.execute_sql(damage)

    (found,) = [each for each in check(ctx).findings if each.kind == "stock"]
    assert found.message.values == {"number": 2, "part": "PSU-24"}, "the first that is not what was posted"


@pytest.mark.parametrize(
    ("table", "damage"),
    [
        ("stock_line", "UPDATE stock_line SET quantity = 4 WHERE unit_cost IS NOT NULL"),
        ("stock_line", "UPDATE stock_line SET unit_cost = 90 WHERE unit_cost IS NOT NULL"),
        ("stock_line", "UPDATE stock_line SET lot = 'L9' WHERE unit_cost IS NOT NULL"),
        ("stock_doc", "UPDATE stock_doc SET happened_on = '2026-11-01' WHERE kind = 'receipt'"),
    ],
)
def test_a_posted_paper_that_says_something_else_than_its_moves_is_named(ctx, psu, shelves, engine, table, damage):
    came = receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    without_triggers(table, engine)
    database.execute_sql(damage)

    (found,) = [each for each in check(ctx).findings if each.kind == "stock"]
    assert "PSU-24" in str(found.message) and came.number in str(found.message)


def test_the_check_names_no_value_to_somebody_who_may_not_see_costs(ctx, psu, shelves, make_user):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    database.execute_sql("UPDATE stock_value SET value = 777")
    for role, told in ((Role.KEEPER, True), (Role.ENGINEER, False)):
        ctx.actor = make_user("某人", role).id
        (found,) = [each for each in check(ctx).findings if each.kind == "stock"]
        assert ("777" in str(found.message), "500" in str(found.message)) == (told, told)


def without_triggers(table, engine):
    if engine != "sqlite":
        database.execute_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    names = database.execute_sql(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")
    for (name,) in list(names):
        database.execute_sql(f"DROP TRIGGER {name}")
