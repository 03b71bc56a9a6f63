"""The sheet of a stocktake as a workbook (documents.md 4.9): to count by on paper, or to file what was counted.

It is ours alone: the value of differences is on it for somebody who may see costs. A blind sheet leaves the book out
until the counting is closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inventory.access.rights import Right, require
from inventory.clock import local
from inventory.documents.parties import named, supplier, written_day
from inventory.excel.cells import Column, Kind
from inventory.excel.door import BookWriter
from inventory.files import safe_file_name
from inventory.i18n import _, pgettext
from inventory.jobs import Progress
from inventory.paging import Sort
from inventory.stock.words import condition_word
from inventory.stocktake.queries import LINES, SheetLine, StocktakeCard, StocktakeRow, card
from inventory.stocktake.rules import StocktakeMode
from inventory.values.days import show_instant
from inventory.values.money import Money
from inventory.work import Context


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """What was written where."""

    path: Path
    lines: int


def file_name(ctx: Context, number: str) -> str:
    """The name that the workbook should have: 盘点表_PD2026110001_<now>.xlsx."""
    return safe_file_name(f"{_('Stocktake sheet')}_{number}_{local(ctx.clock.now()):%Y%m%d%H%M}.xlsx")


def write_sheet(ctx: Context, stocktake_id: int, path: Path, progress: Progress) -> SheetSummary:
    """Write the sheet to ``path``, whole or not at all, bin by bin.

    Raises NotPermitted, NotFound, Cancelled, DiskFull.
    """
    require(ctx, Right.KEEP_STOCK)
    made = card(ctx, stocktake_id)
    us = supplier(ctx)
    worth = {one.difference.line_id: one.worth for one in made.differences}
    title = f"{_('Stocktake sheet')} {made.row.number}"
    with BookWriter(path, creator=us.name, title=title, made=ctx.clock.now(), progress=progress) as book:
        columns = _columns(made.costs)
        sheet = book.sheet(
            _("Stocktake sheet"), columns, title_rows=_heads(made.row, us.name),
            expected_rows=made.row.lines,
        )  # fmt: skip
        number = 0
        for chunk in LINES.walk({"stocktake": stocktake_id}, Sort("place")):
            for line in chunk:
                number += 1
                sheet.row(_row(number, line, made.costs, worth))
        for name, value in _foot(made):
            sheet.row(("", "", "", name, value, *("" for _column in columns[5:])))
    return SheetSummary(path, number)


def _heads(row: StocktakeRow, company: str) -> tuple[str, ...]:
    blind = row.mode is StocktakeMode.BLIND
    way = pgettext("stocktake", "blind") if blind else pgettext("stocktake", "open")
    pairs = [
        (_("Warehouse"), row.warehouse or _("The whole depot")), (_("Way of counting"), way),
        (_("Book as of"), "" if row.started_at is None else show_instant(row.started_at)),
        (_("Counted on"), "" if row.counted_at is None else written_day(local(row.counted_at).date())),
    ]  # fmt: skip
    return tuple(text for text in (f"{_('Stocktake sheet')} {row.number}", company, named(*pairs)) if text)


def _columns(costs: bool) -> list[Column]:
    columns = [
        Column(pgettext("stocktake", "No."), Kind.AS_IT_IS),
        Column(_("Bin")),
        Column(_("Part no.")),
        Column(_("Name"), wrap=True),
        Column(_("Specification"), wrap=True),
        Column(_("Serial of the piece")),
        Column(_("Lot")),
        Column(_("Unit")),
        Column(_("State of the goods")),
        Column(_("By the book"), Kind.NUMBER),
        Column(_("Counted"), Kind.NUMBER, width=10),
        Column(_("Difference"), Kind.NUMBER),
    ]
    if costs:
        columns.append(Column(_("Value of the difference"), Kind.MONEY))
    return [*columns, Column(_("Reason"), wrap=True, width=24), Column(_("Counted by"))]


def _row(number: int, line: SheetLine, costs: bool, worth: Mapping[int, Money | None]) -> tuple[object, ...]:
    book = line.book if line.book is not None else line.snapshot
    cells = (
        number, line.place, line.part_no, line.name, line.spec, line.serial, line.lot, line.unit,
        condition_word(line.condition), *(_pieces(each, line) for each in (book, line.counted, line.difference)),
    )  # fmt: skip
    return (*cells, *((worth.get(line.id),) if costs else ()), line.reason, line.counted_by)


def _pieces(quantity: int | None, line: SheetLine) -> Decimal | None:
    return None if quantity is None else Decimal(quantity).scaleb(-line.decimals)


def _foot(made: StocktakeCard) -> list[tuple[str, str]]:
    """The summary, and the lines for the signatures."""
    rows = [(_("Lines"), str(made.row.lines))]
    if not made.row.hides_book and made.row.counted:
        rows.append((_("Differences"), str(len([one for one in made.differences if one.difference.verdict.changes]))))
        if made.agreeing is not None:
            rows.append((_("Agreeing with the book"), f"{made.agreeing / 100:.2f} %"))
        if made.costs:
            amounts = [one.worth for one in made.differences if one.worth is not None]
            more = sum((one for one in amounts if one > Money(0)), Money(0))
            less = sum((one for one in amounts if one < Money(0)), Money(0))
            rows += [(_("Surplus (yuan)"), str(more)), (_("Shortage (yuan)"), str(less))]
    date = pgettext("signature line", "Date:")
    return rows + [(who, date) for who in (_("Counted by"), _("Checked by"), _("Supervised by"), _("Approved by"))]
