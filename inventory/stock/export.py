"""The stock, its moves and its value as workbooks for the house: each adds up to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final

from inventory.access.rights import Right, require, sees_cost
from inventory.assets.words import owner_word
from inventory.errors import InvalidInput, RuleBroken
from inventory.excel.cells import Column, Kind
from inventory.excel.door import big_table
from inventory.files import safe_file_name
from inventory.i18n import N_, _, pgettext
from inventory.jobs import Progress
from inventory.pricing.rules import average_cost
from inventory.stock.ledger_rows import (
    LyingRow,
    MoveRow,
    ValueRow,
    count_moves,
    lying_on,
    moves_between,
    values_between,
)
from inventory.stock.words import condition_word, doc_word
from inventory.values.money import Money
from inventory.work import Context
from models import connect

BEGINNING: Final = date(1900, 3, 1)
"""Before it no workbook has days, and no depot had moves."""


class StockBook(StrEnum):
    """Which workbook."""

    STOCK = "stock"
    MOVEMENTS = "movements"
    VALUATION = "valuation"


@dataclass(frozen=True, slots=True)
class StockRequest:
    """A workbook of a period, both days included. ``first`` None: from the beginning; ``last`` None: until today.

    The stock is that at the end of the last day.
    """

    what: StockBook
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class StockSummary:
    """What was written where. ``value``: at the end of the last day, or None for who may not see it."""

    path: Path
    rows: int
    value: Money | None


def file_name(ctx: Context, request: StockRequest) -> str:
    """The name that the workbook should have: what it is, and its days."""
    words = {
        StockBook.STOCK: pgettext("workbook", "Stock"), StockBook.MOVEMENTS: pgettext("workbook", "Stock movements"),
        StockBook.VALUATION: pgettext("workbook", "Stock valuation"),
    }  # fmt: skip
    last = request.last or ctx.clock.today()
    days = f"{last:%Y%m%d}" if request.first is None else f"{request.first:%Y%m%d}-{last:%Y%m%d}"
    return safe_file_name(f"{words[request.what]}_{days}.xlsx")


def write(ctx: Context, request: StockRequest, path: Path, progress: Progress) -> StockSummary:
    """Write the workbook to ``path``, whole or not at all. Needs an open connection.

    The valuation needs the right to see costs (NotPermitted), and the other two leave amounts out without it. Raises
    InvalidInput for a period that ends before it begins, Cancelled, DiskFull, and RuleBroken where the valuation would
    not agree with what is kept beside the ledger.
    """
    last = request.last or ctx.clock.today()
    first = request.first or BEGINNING
    if last < first:
        raise InvalidInput(N_("The period ends before it begins. Check both days."), field="last")
    if request.what is StockBook.VALUATION:
        require(ctx, Right.SEE_COST)
    costs = sees_cost(ctx)
    value = Money(sum(row.closing_value for row in values_between(first, last))) if costs else None
    columns, rows, expected = _BOOKS[request.what](first, last, costs)
    count = big_table(path, columns, rows, progress, sheet=file_name(ctx, request)[:-5], expected_rows=expected)
    return StockSummary(path, count, value)


def _stock(first: date, last: date, costs: bool) -> tuple[list[Column], Iterator[Sequence[object]], int]:
    columns = [
        Column(_("Part no.")), Column(_("Name")), Column(_("Specification")), Column(_("Warehouse")),
        Column(_("Bin")), Column(_("Condition")), Column(_("Owner")), Column(_("Serial number")), Column(_("Lot")),
        Column(_("Quantity"), Kind.NUMBER), Column(_("Unit of count")),
    ]  # fmt: skip

    def row(each: LyingRow) -> Sequence[object]:
        return (
            each.part_no, each.name, each.spec, each.warehouse, each.place, condition_word(each.condition),
            owner_word(each.owner), each.serial, each.lot, _pieces(each.quantity, each.decimals), each.unit,
        )  # fmt: skip

    found = [row(each) for each in lying_on(last)]
    return columns, iter(found), len(found)


def _movements(first: date, last: date, costs: bool) -> tuple[list[Column], Iterator[Sequence[object]], int]:
    columns = [
        Column(_("Day"), Kind.DATE), Column(_("Posted at"), Kind.INSTANT), Column(_("Paper")),
        Column(_("What it does")),
        Column(_("Part no.")), Column(_("Name")), Column(_("Quantity"), Kind.NUMBER), Column(_("Unit of count")),
        Column(_("From")), Column(_("To")), Column(_("Condition")), Column(_("Owner")), Column(_("Serial number")),
        Column(_("Lot")), Column(_("Case")), Column(_("By")), Column(_("Remark")),
    ]  # fmt: skip
    if costs:
        columns.append(Column(_("Change of value (yuan)"), Kind.MONEY))

    def row(each: MoveRow) -> Sequence[object]:
        condition = condition_word(each.condition_to)
        if each.condition_from is not each.condition_to:
            condition = f"{condition_word(each.condition_from)} → {condition}"
        said = (
            each.happened_on, each.posted_at, each.number, doc_word(each.kind), each.part_no, each.name,
            _pieces(each.quantity, each.decimals), each.unit, each.from_place, each.to_place, condition,
            owner_word(each.owner), each.serial, each.lot, each.case_no, each.by, each.note,
        )  # fmt: skip
        return (*said, Money(each.amount)) if costs else said

    return columns, (row(each) for each in moves_between(first, last)), count_moves(first, last)


def _valuation(first: date, last: date, costs: bool) -> tuple[list[Column], Iterator[Sequence[object]], int]:
    columns = [
        Column(_("Part no.")), Column(_("Name")), Column(_("Unit of count")), Column(_("Warehouse")),
        Column(_("At the beginning"), Kind.NUMBER), Column(_("Value at the beginning (yuan)"), Kind.MONEY),
        Column(_("In"), Kind.NUMBER), Column(_("Value in (yuan)"), Kind.MONEY),
        Column(_("Out"), Kind.NUMBER), Column(_("Value out (yuan)"), Kind.MONEY),
        Column(_("At the end"), Kind.NUMBER), Column(_("Value at the end (yuan)"), Kind.MONEY),
        Column(_("Average (yuan)"), Kind.NUMBER), Column(_("Remark"), wrap=True, width=40),
    ]  # fmt: skip
    late = _(
        "Papers of this time were typed in later: they count on their day, at the average of when they were posted."
    )
    found = values_between(first, last)
    _check_kept(found, last)

    def row(each: ValueRow) -> Sequence[object]:
        pieces = [_pieces(number, each.decimals) for number in (each.opening, each.came, each.went, each.closing)]
        return (
            each.part_no, each.name, each.unit, each.warehouse, pieces[0], Money(each.opening_value), pieces[1],
            Money(each.came_value), pieces[2], Money(each.went_value), pieces[3], Money(each.closing_value),
            average_cost(each.closing, each.closing_value, each.decimals), late if each.is_late else "",
        )  # fmt: skip

    sums = [
        Money(sum(getattr(each, name) for each in found))
        for name in ("opening_value", "came_value", "went_value", "closing_value")
    ]
    total = (_("Total"), "", "", "", None, sums[0], None, sums[1], None, sums[2], None, sums[3], None, "")
    return columns, iter([*(row(each) for each in found), total]), len(found) + 1


def _check_kept(found: Sequence[ValueRow], last: date) -> None:
    """The value at the end of the last move is the one that is kept (INV-06)."""
    later, kept = connect.rows(
        "SELECT EXISTS (SELECT 1 FROM stock_move WHERE happened_on > ?), "
        "(SELECT coalesce(sum(value), 0) FROM stock_value)",
        (last.isoformat(),),
    )[0]
    worth = sum(each.closing_value for each in found)
    if not later and worth != int(kept):
        raise RuleBroken(
            N_("The ledger gives {worth}, but {kept} is kept. Run the check of the depot: it names the difference."),
            worth=Money(worth), kept=Money(int(kept)),
        )  # fmt: skip


def _pieces(units: int, decimals: int) -> int | Decimal:
    return units if not decimals else Decimal(units).scaleb(-decimals)


_Written = tuple[list[Column], Iterator[Sequence[object]], int]
_BOOKS: Final[dict[StockBook, Callable[[date, date, bool], _Written]]] = {
    StockBook.STOCK: _stock, StockBook.MOVEMENTS: _movements, StockBook.VALUATION: _valuation,
}  # fmt: skip
