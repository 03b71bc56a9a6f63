"""The workbooks of the stock add up to the ledger."""

from __future__ import annotations

import uuid
from datetime import date

import openpyxl
import pytest

from inventory.errors import InvalidInput, NotPermitted, RuleBroken
from inventory.jobs import Quiet
from inventory.places.commands import AddWarehouse, add_warehouse
from inventory.places.furnishing import bin_named
from inventory.stock.export import StockBook, StockRequest, file_name, write
from inventory.stock.ledger_rows import lying_on, moves_between, values_between
from inventory.stock.papers import Goods, Paper, change_condition, issue, receive, scrap
from inventory.stock.scope import ValuationScope, choose
from inventory.stock.transfers import send
from inventory.values.money import Money
from models.base import database
from models.organisation import Role
from models.places import Place
from models.stock import Condition, StockBalance, StockValue

FIRST, LAST = date(2026, 11, 5), date(2026, 11, 15)


def paper(part, shelf, quantity, day, **line):
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, **line)
    return Paper(act=str(uuid.uuid4()), lines=(goods,), happened_on=date(2026, 11, day))


@pytest.fixture
def shelf(ctx):
    return Place.get(Place.name == "A-01")


@pytest.fixture
def psu(ctx, make_part, shelf):
    """The worked ledger of C-07 over a month."""
    part = make_part("PSU-24", "电源")
    receive(ctx, paper(part, shelf, 10, 2, unit_cost=20000))
    receive(ctx, paper(part, shelf, 5, 6, unit_cost=21850))
    issue(ctx, paper(part, shelf, 4, 10))
    change_condition(ctx, paper(part, shelf, 1, 12, to_condition=Condition.FAULTY))
    scrap(ctx, paper(part, shelf, 1, 20, condition=Condition.FAULTY))
    return part


def book(ctx, what, tmp_path, **period):
    path = tmp_path / "book.xlsx"
    summary = write(ctx, StockRequest(what, **period), path, Quiet())
    sheet = openpyxl.load_workbook(path).active
    return summary, list(sheet.iter_rows(min_row=2, values_only=True))


def test_the_valuation_of_a_period_leads_from_its_beginning_to_its_end(ctx, psu, tmp_path):
    (row,) = values_between(FIRST, LAST)
    assert (row.opening, row.opening_value) == (10, 200000)
    assert (row.came, row.came_value, row.went, row.went_value) == (5, 109250, 4, 82467)
    assert (row.closing, row.closing_value) == (11, 226783)

    summary, rows = book(ctx, StockBook.VALUATION, tmp_path, first=FIRST, last=LAST)
    assert summary.value == Money(226783)
    assert [row[11] for row in rows] == [2267.83, 2267.83], "the part, and the total"


def test_the_valuation_of_today_is_what_is_kept(ctx, psu, tmp_path):
    summary, _rows = book(ctx, StockBook.VALUATION, tmp_path)
    assert summary.value == Money(sum(row.value for row in StockValue.select()))
    database.execute_sql("UPDATE stock_value SET value = value - 1")
    with pytest.raises(RuleBroken, match=str(summary.value)):
        write(ctx, StockRequest(StockBook.VALUATION), tmp_path / "b.xlsx", Quiet())


def test_what_was_typed_in_later_is_pointed_out_where_value_and_pieces_part(ctx, make_part, shelf, tmp_path):
    """Ten at 1.00, ten at 3.00, then ten leave at 2.00, dated between: on that day ten less are left than nothing."""
    part = make_part("FAN-8", "风扇")
    receive(ctx, paper(part, shelf, 10, 2, unit_cost=100))
    receive(ctx, paper(part, shelf, 10, 10, unit_cost=300))
    issue(ctx, paper(part, shelf, 10, 5))

    _summary, rows = book(ctx, StockBook.VALUATION, tmp_path, last=date(2026, 11, 6))
    assert (rows[0][10], rows[0][11], bool(rows[0][13])) == (0, -10, True)
    _summary, rows = book(ctx, StockBook.VALUATION, tmp_path)
    assert (rows[0][10], rows[0][11], rows[0][13]) == (10, 20, None)


def test_the_movements_are_the_moves_of_the_period_and_their_amounts_add_up(ctx, psu, tmp_path):
    summary, rows = book(ctx, StockBook.MOVEMENTS, tmp_path, first=FIRST, last=LAST)
    assert summary.rows == len(rows) == 3
    assert round(sum(row[-1] for row in rows), 2) == 267.83 == (226783 - 200000) / 100
    assert sum(move.amount for move in moves_between(date(2026, 1, 1), date(2026, 12, 31))) == sum(
        row.value for row in StockValue.select()
    )


def test_the_stock_of_a_day_is_what_lay_there_then(ctx, psu, tmp_path):
    _summary, rows = book(ctx, StockBook.STOCK, tmp_path, last=LAST)
    assert [(row[0], row[4], row[5], row[9]) for row in rows] == [
        ("PSU-24", "A-01", "故障", 1),
        ("PSU-24", "A-01", "全新", 10),
    ]
    now = sum(row.quantity for row in lying_on(ctx.clock.today()))
    assert now == sum(row.quantity for row in StockBalance.select().where(StockBalance.internal)) == 10


def test_each_warehouse_has_its_own_value_where_that_was_chosen(ctx, make_part, shelf):
    choose(ctx, ValuationScope.WAREHOUSE)
    part = make_part("PSU-24")
    there = add_warehouse(ctx, AddWarehouse(code="CK2", name="新疆分仓"))
    with ctx.work() as work:
        bin_named(work, there, "B-01")
    receive(ctx, paper(part, shelf, 10, 2, unit_cost=20000))
    send(ctx, paper(part, shelf, 4, 6), there)

    rows = {row.warehouse: row for row in values_between(FIRST, LAST)}
    assert (rows["总仓"].went_value, rows["新疆分仓"].came_value) == (80000, 80000)
    assert {name: row.closing_value for name, row in rows.items()} == {"总仓": 120000, "新疆分仓": 80000}


def test_amounts_are_left_out_for_who_may_not_see_them(ctx, psu, tmp_path, make_user):
    ctx.actor = make_user(role=Role.ENGINEER).id
    summary, rows = book(ctx, StockBook.MOVEMENTS, tmp_path)
    assert summary.value is None and len(rows[0]) == 17
    with pytest.raises(NotPermitted):
        write(ctx, StockRequest(StockBook.VALUATION), tmp_path / "v.xlsx", Quiet())
    with pytest.raises(InvalidInput):
        write(ctx, StockRequest(StockBook.STOCK, LAST, FIRST), tmp_path / "v.xlsx", Quiet())
    assert "20261105-20261115" in file_name(ctx, StockRequest(StockBook.STOCK, FIRST, LAST))
