"""The coverage report as a workbook: what the promises of the next years need, part by part (R-100, R-102, C-13)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inventory.clock import local
from inventory.documents.parties import supplier, written_day
from inventory.excel.cells import Column, Kind
from inventory.excel.door import BookWriter
from inventory.files import safe_file_name
from inventory.i18n import _
from inventory.jobs import Progress
from inventory.supply.promised import LEVELS, USUAL_LEVEL, PromisedPart, Standing, coverage
from inventory.supply.words import CONSTANT_RATE, SOURCE, STANDING
from inventory.work import Context


@dataclass(frozen=True, slots=True)
class CoverageBook:
    """What was written where; ``short``: parts of which more must be bought at ``level`` percent."""

    path: Path
    parts: int
    short: int
    level: int


def file_name(ctx: Context) -> str:
    """The name that the workbook should have: 备件保障_<now>.xlsx."""
    return safe_file_name(_("Promised spares") + f"_{local(ctx.clock.now()):%Y%m%d%H%M}.xlsx")


def write_coverage(ctx: Context, path: Path, progress: Progress, level: int = USUAL_LEVEL) -> CoverageBook:
    """Write the report to ``path``, whole or not at all; how a part stands is said at ``level`` percent.

    Raises Cancelled, DiskFull.
    """
    found = coverage(ctx, progress)
    us, now = supplier(ctx), ctx.clock.now()
    title = _("Promised spares")
    heads = (
        title, *([us.name] if us.name else ()), written_day(local(now).date()),
        _("Standing at a certainty of {level} %").format(level=level), _(CONSTANT_RATE),
    )  # fmt: skip
    with BookWriter(path, creator=us.name, title=title, made=now, progress=progress) as book:
        sheet = book.sheet(title, _columns(), title_rows=heads, expected_rows=len(found))
        for part in found:
            sheet.row(_row(part, level))
    short = sum(part.standing(level) is Standing.SHORT for part in found)
    return CoverageBook(path, len(found), short, level)


def _columns() -> list[Column]:
    needed = [Column(_("Needed at {level} %").format(level=level), Kind.INTEGER) for level in LEVELS]
    to_order = [Column(_("To order at {level} %").format(level=level), Kind.INTEGER) for level in LEVELS]
    return [
        Column(_("Part no.")),
        Column(_("Name"), wrap=True),
        Column(_("Specification")),
        Column(_("Unit of count")),
        Column(_("Standing")),
        Column(_("Units with a running obligation"), Kind.INTEGER),
        Column(_("Exposure in part-years"), Kind.NUMBER),
        Column(_("Promised until"), Kind.DATE),
        Column(_("Failures seen"), Kind.INTEGER),
        Column(_("In part-years of service"), Kind.NUMBER),
        Column(_("Failures in a part-year"), Kind.AS_IT_IS),
        Column(_("Where the rate comes from")),
        *needed,
        Column(_("On hand"), Kind.NUMBER),
        Column(_("Reserved"), Kind.NUMBER),
        Column(_("On order"), Kind.NUMBER),
        *to_order,
        Column(_("No longer made since"), Kind.DATE),
        Column(_("Successors")),
    ]


def _row(part: PromisedPart, level: int) -> tuple[object, ...]:
    def pieces(quantity: int) -> Decimal:
        return Decimal(quantity).scaleb(-part.decimals)

    known = part.rate is not None
    return (
        part.part_no, part.name, part.spec, part.unit, str(STANDING[part.standing(level)]), part.units,
        round(float(part.part_years), 2), part.until, part.failures, round(float(part.served), 2),
        None if part.rate is None else round(float(part.rate), 6), str(SOURCE[part.source]),
        *(part.needed[each] if known else None for each in LEVELS),
        pieces(part.good), pieces(part.reserved), pieces(part.on_order),
        *(part.to_order(each) if known else None for each in LEVELS),
        part.discontinued_on, ", ".join(part.successors),
    )  # fmt: skip
