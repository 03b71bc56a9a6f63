"""The sheet of a stocktake as a workbook (documents.md 4.9): to count by on paper, or to file what was counted.

It is ours alone: unit cost and value of differences are on it for somebody who may see costs. A blind sheet leaves the
book out until the counting is closed. As long as one counts, there is room for what is on no line, and what the summary
will say is left to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Final

from inventory.access.rights import Right, require
from inventory.assets.words import owner_word
from inventory.clock import local
from inventory.documents.parties import BLANK, named, printed, signatures, supplier, written_day
from inventory.documents.stocktake_serials import Piece, box, piece
from inventory.excel.cells import Column, Kind, Shown, wide
from inventory.excel.door import BookWriter
from inventory.files import safe_file_name
from inventory.i18n import _, pgettext
from inventory.jobs import Progress
from inventory.paging import Sort
from inventory.stock.words import condition_word
from inventory.stocktake.costs import unit_costs
from inventory.stocktake.queries import LINES, SheetLine, StocktakeCard, card
from inventory.stocktake.queries import Shown as Different
from inventory.stocktake.rules import StocktakeMode, StocktakeState
from inventory.stocktake.words import area, decided, some
from inventory.values.money import Money
from inventory.values.shown import show_instant
from inventory.work import Context
from models.assets import AssetOwner

_UNDER_WAY: Final = (StocktakeState.DRAFT, StocktakeState.COUNTING)
_SPARE: Final = 10
"""Empty rows for what lies there and is on no line."""
_NAMED: Final = 6
"""Places and parts that are named in the head; more are only counted."""
_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """What was written where."""

    path: Path
    lines: int


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the rows need to know: the differences and the cost of a piece, by line."""

    made: StocktakeCard
    different: Mapping[int, Different]
    costs: Mapping[int, Decimal]

    @property
    def under_way(self) -> bool:
        return self.made.row.state in _UNDER_WAY


def file_name(ctx: Context, number: str) -> str:
    """The name that the workbook should have: 盘点表_PD2026110001_<now>.xlsx."""
    return safe_file_name(f"{_('Stocktake sheet')}_{number}_{local(ctx.clock.now()):%Y%m%d%H%M}.xlsx")


def write_sheet(ctx: Context, stocktake_id: int, path: Path, progress: Progress) -> SheetSummary:
    """Write the sheet to ``path``, whole or not at all, bin by bin; serial numbers have a sheet of their own.

    Raises NotPermitted, NotFound, Cancelled, DiskFull.
    """
    require(ctx, Right.KEEP_STOCK)
    made = card(ctx, stocktake_id)
    found = [one.difference for one in made.differences]
    posted = made.row.state is StocktakeState.POSTED
    costs = unit_costs(stocktake_id, found, posted=posted) if made.costs else {}
    sheet = _Sheet(made, {one.difference.line_id: one for one in made.differences}, costs)
    us, foot, title = supplier(ctx), printed(ctx), _("Stocktake sheet")
    heads = _heads(title, made, us.name)
    with BookWriter(
        path, creator=us.name, title=f"{title} {made.row.number}", made=ctx.clock.now(), progress=progress
    ) as book:
        lines = 0
        for serialised in (False, True):
            rows = _rows(sheet, stocktake_id, serialised)
            first = list(islice(rows, 1))
            if serialised and not first:
                continue
            page = book.sheet(
                _("Serial numbers") if serialised else title, _columns(made.costs, serialised), title_rows=heads,
                filtered=False, form=True, foot=foot, expected_rows=made.row.lines,
            )  # fmt: skip
            for counts, row in chain(first, rows):
                page.row(row)
                lines += counts
            for text in _below(sheet):
                page.line(text)
    return SheetSummary(path, lines)


def _heads(title: str, made: StocktakeCard, company: str) -> tuple[str, ...]:
    row = made.row
    blind = row.mode is StocktakeMode.BLIND
    ways = (
        box(pgettext("stocktake", "open"), ticked=not blind), box(pgettext("stocktake", "blind"), ticked=blind),
    )  # fmt: skip
    about = named(
        (pgettext("stocktake sheet", "Stocktake no."), row.number),
        (_("Warehouse or area"), area(row.warehouse, made.places, _NAMED)),
        (_("Parts"), some(made.parts, _NAMED)),
        (_("Way of counting"), " ".join(ways)),
    )
    when = named(
        (_("Book as of"), BLANK if row.started_at is None else show_instant(row.started_at)),
        (_("Counted on"), BLANK if row.counted_at is None else written_day(local(row.counted_at).date())),
    )
    return tuple(text for text in (title, company, about, when) if text)


def _columns(costs: bool, serialised: bool) -> list[Column]:
    what = [
        Column(pgettext("stocktake", "No."), Kind.AS_IT_IS, 6),
        Column(_("Bin"), width=11, wrap=True),
        Column(_("Part no."), width=13, wrap=True),
        Column(_("Name"), width=16, wrap=True),
        Column(pgettext("stocktake sheet", "Specification"), width=15, wrap=True),
    ]
    if serialised:
        what += [
            Column(pgettext("stocktake sheet", "Serial no."), width=19, wrap=True),
            Column(_("State of the goods"), width=10, wrap=True),
            Column(_("Should lie in"), width=11, wrap=True),
            Column(_("Actually"), width=wide(Piece().boxes) + 2, wrap=True),
            Column(_("Found in"), width=11, wrap=True),
        ]
    else:
        what += [
            Column(_("Lot"), width=10, wrap=True),
            Column(pgettext("stocktake sheet", "Unit"), width=7, wrap=True),
            Column(_("State of the goods"), width=10, wrap=True),
            Column(pgettext("stocktake sheet", "By the book"), Kind.NUMBER, 9),
            Column(pgettext("stocktake sheet", "Counted"), Kind.NUMBER, 9),
            Column(_("Surplus (+), shortage (−)"), Kind.AS_IT_IS, 13),
        ]
    if costs:
        what += [
            Column(_("Unit cost (yuan, internal)"), Kind.AS_IT_IS, 12),
            Column(_("Value of the difference (yuan, internal)"), Kind.MONEY, 12),
        ]
    return [
        *what,
        Column(pgettext("stocktake sheet", "Reason"), width=18, wrap=True),
        Column(_("Decision"), width=18, wrap=True),
        Column(_("Counted by"), width=9, wrap=True),
    ]


def _rows(sheet: _Sheet, stocktake_id: int, serialised: bool) -> Iterator[tuple[int, _Row]]:
    """The rows of a table, each with how many lines of the stocktake it is."""
    number = 0
    for chunk in LINES.walk({"stocktake": stocktake_id}, Sort("place")):
        for line in chunk:
            if line.serialised is serialised:
                number += 1
                yield 1, _row(sheet, number, line)
    if sheet.under_way and (number or not serialised or not sheet.made.row.lines):
        for empty in range(number + 1, number + 1 + _SPARE):
            yield 0, _empty(sheet, empty, serialised)


def _empty(sheet: _Sheet, number: int, serialised: bool) -> _Row:
    costs = ("", "") if sheet.made.costs else ()
    about = ("", "", "", Piece().boxes, "") if serialised else ("",) * 6
    return (number, "", "", "", "", *about, *costs, "", "", "")


def _row(sheet: _Sheet, number: int, line: SheetLine) -> _Row:
    shown = sheet.different.get(line.id)
    found = None if shown is None else shown.difference
    about: _Row
    if line.serialised:
        here = piece(line, found)
        about = (line.serial, _condition(line), here.expected, here.boxes, here.found)
    else:
        book = line.book if line.book is not None else line.snapshot
        about = (
            line.lot, line.unit, _condition(line), _pieces(book, line), _pieces(line.counted, line), _signed(line),
        )  # fmt: skip
    costs: _Row = ()
    if sheet.made.costs:
        cost = sheet.costs.get(line.id)
        costs = (
            None if cost is None else Shown(float(cost), number_format="#,##0.00##"),
            None if shown is None else shown.worth,
        )
    decision = line.decision if found is None or sheet.under_way else decided(found)
    return (
        number, line.place, line.part_no, line.name, line.spec, *about, *costs, line.reason, decision, line.counted_by,
    )  # fmt: skip


def _condition(line: SheetLine) -> str:
    """In which state, and whose, where it is not ours."""
    whose = "" if line.owner is AssetOwner.US else owner_word(line.owner)
    return " · ".join(word for word in (condition_word(line.condition), whose) if word)


def _pieces(quantity: int | None, line: SheetLine) -> Decimal | None:
    return None if quantity is None else Decimal(quantity).scaleb(-line.decimals)


def _signed(line: SheetLine) -> Shown | None:
    """A difference with its sign, as the heading says it."""
    if line.difference is None:
        return None
    digits = "0" + ("." + "0" * line.decimals if line.decimals else "")
    value = line.difference / 10**line.decimals if line.decimals else line.difference
    return Shown(value, number_format=f"+{digits};-{digits};{digits}")


def _below(sheet: _Sheet) -> list[str]:
    """The summary, and the room for the signatures."""
    made, open_yet = sheet.made, sheet.under_way
    changing = [one for one in made.differences if one.difference.verdict.changes]
    agreeing = "" if made.agreeing is None else f"{made.agreeing / 100:.2f} %"
    said = [(pgettext("stocktake sheet", "Lines"), str(made.row.lines) if made.row.lines else BLANK)]
    said.append((pgettext("stocktake sheet", "Differences"), BLANK if open_yet else str(len(changing))))
    if made.costs:
        amounts = [one.worth for one in changing if one.worth is not None]
        more = sum((one for one in amounts if one > Money(0)), Money(0))
        less = sum((one for one in amounts if one < Money(0)), Money(0))
        said += [(_("Surplus (yuan)"), BLANK if open_yet else str(more))]
        said += [(_("Shortage (yuan)"), BLANK if open_yet else str(-less))]
    said.append((_("Agreeing with the book"), BLANK if open_yet else agreeing))
    who = (_("Counted by"), pgettext("stocktake sheet", "Checked by"), _("Supervised by"), _("Approved by"))
    return [named(*said), named((_("Remark"), made.row.remark)), signatures(*who)]
