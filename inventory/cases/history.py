"""The repair history of a customer as a workbook (documents.md 4.5): four sheets, and nothing internal in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inventory.access.rights import Right, require
from inventory.cases import history_sheets as sheets
from inventory.cases.history_facts import scope, units_by_serial
from inventory.cases.history_figures import figures
from inventory.clock import local
from inventory.company.queries import header
from inventory.errors import RuleBroken
from inventory.excel.door import BookWriter
from inventory.files import MAX_NAME, MAX_NAME_BYTES, safe_file_name
from inventory.i18n import N_, _, language, speaking
from inventory.jobs import Progress
from inventory.values.money import Money
from inventory.work import Context
from models import connect

__all__ = ["HistoryRequest", "HistorySummary", "file_name", "units_by_serial", "write_history"]


@dataclass(frozen=True, slots=True)
class HistoryRequest:
    """Whose history, of which days (both included, by the local day of the report) and of which units.

    ``first`` None: from the beginning; ``last`` None: until today; ``asset_ids`` None: all units; ``language`` "": the
    customer's, else the one spoken now.
    """

    customer_id: int
    first: date | None = None
    last: date | None = None
    asset_ids: tuple[int, ...] | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class HistorySummary:
    """What was written where."""

    path: Path
    units: int
    cases: int
    part_lines: int
    fee: Money


def file_name(ctx: Context, request: HistoryRequest) -> str:
    """The name that the workbook should have: 维修历史_<customer>_<from>-<to>_<now>.xlsx."""
    with speaking(_language(request)):
        about = scope(ctx, request.customer_id, request.first, request.last, request.asset_ids)
        days = f"{about.period.first:%Y%m%d}-{about.period.last:%Y%m%d}"
        begin, end = _("Repair history") + "_", f"_{days}_{local(ctx.clock.now()):%Y%m%d%H%M}.xlsx"
        room = MAX_NAME - len(begin + end)
        while len((begin + about.customer[:room] + end).encode()) > MAX_NAME_BYTES:
            room -= 1  # the days at the end matter more than the last words of a long name
        return safe_file_name(begin + about.customer[:room] + end)


def write_history(ctx: Context, request: HistoryRequest, path: Path, progress: Progress) -> HistorySummary:
    """Write the workbook to ``path``, whole or not at all, in the language of its reader.

    Raises NotFound, InvalidInput, Cancelled, DiskFull; RuleBroken where somebody changed the cases meanwhile, so that
    the sums above would not agree with the rows below; NotPermitted without the right to export to customers.
    """
    require(ctx, Right.EXPORT_TO_CUSTOMER)
    with speaking(_language(request)):
        about = scope(ctx, request.customer_id, request.first, request.last, request.asset_ids)
        company, now = header(ctx), ctx.clock.now()
        counted = figures(about, now)
        with BookWriter(
            path,
            creator=company.name(language()),
            title=_("Repair history") + " " + about.customer,
            made=now,
            progress=progress,
        ) as book:
            sheets.write_summary(book, about, counted, company, now)
            written = (
                *sheets.write_repairs(book, about),
                *sheets.write_parts(book, about, counted),
                sheets.write_units(book, about, counted),
            )
            if written != (counted.cases, counted.fee, counted.part_lines, counted.part_amount, counted.units):
                raise RuleBroken(N_("Somebody changed these cases while the history was written. Write it again."))
    return HistorySummary(path, counted.units, counted.cases, counted.part_lines, Money(counted.fee))


def _language(request: HistoryRequest) -> str:
    if request.language:
        return request.language
    found = connect.rows("SELECT language FROM customer WHERE id = ?", (request.customer_id,))
    return found[0][0] if found and found[0][0] else language()
