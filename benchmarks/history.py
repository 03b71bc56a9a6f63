"""P5: a customer's history workbook, and the list one sees as a workbook.

Both sides of the list begin with the same rows in the depot. The limit fetches them by the list's own statement, a
thousand at a time, lets them go, and has the fastest maintained writer write the cells from memory: what stands in a
cell (cover, words, real days), headings, widths, formats, the filter and the reading back are the product's alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench
from benchmarks.stopwatch import Bound, Finding, in_turn, milliseconds
from inventory.assets.queries import listing
from inventory.cases.history import HistoryRequest, write_history
from inventory.jobs import Quiet
from inventory.paging import Sort
from inventory.work import Context
from models import connect
from ui.assets.list import source
from ui.tables.criteria import Criteria
from ui.tables.exporting import write_list
from ui.tables.selection import Selection, Wanted
from ui.tables.source import Cell, ChipCell

FIRST = date(2000, 1, 1)


def measure(bench: Bench) -> Iterator[Finding]:
    """The cells that the product writes, written again by openpyxl alone; the list, by the fastest writer alone."""
    ctx = replace(bench.context(), actor=1)  # somebody who may export
    with ctx.reading():
        yield _history(bench, ctx)
        yield _list(bench, ctx)


def _history(bench: Bench, ctx: Context) -> Finding:
    path, again = bench.folder / "history.xlsx", bench.folder / "again.xlsx"
    request = HistoryRequest(1, FIRST)
    summary = write_history(ctx, request, path, Quiet())
    sheets = _cells(path)
    ours, limit = in_turn(
        lambda: write_history(ctx, request, path, Quiet()), lambda: _write(sheets, again), bench.repeats
    )
    return milliseconds(
        "P5", f"history of {summary.cases:,} cases, beside openpyxl write-only", ours, limit, Bound(1.2)
    )


def _cells(path: Path) -> list[tuple[str, list[list[Any]]]]:
    from openpyxl import load_workbook

    book = load_workbook(path)
    return [(sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in book]


def _write(sheets: list[tuple[str, list[list[Any]]]], path: Path) -> None:
    """The same cells with the same number formats, and nothing else that the product does."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value)
                cell.number_format = "@" if isinstance(value, str) else "yyyy-mm-dd hh:mm"
                cells.append(cell)
            sheet.append(cells)
    book.save(path)


def _list(bench: Bench, ctx: Context) -> Finding:
    """“Export what I see”: a list from the depot into a sheet, beside the same rows fetched and the writer alone."""
    from rustpy_xlsxwriter import write_worksheets

    count = min(100_000, bench.size.units)
    path, seen = bench.folder / "list.xlsx", source(ctx)
    shown = tuple(column.key for column in seen.columns if column.shown)
    chosen = Selection(tuple(range(1, count + 1)), False, Criteria(), count)
    wanted = Wanted(shown, Criteria(), Sort("id"), chosen)
    places = [place for place, column in enumerate(seen.columns) if column.shown]
    kept = [
        {f"c{place}": _plain(row.cells[place]) for place in places}
        for start in range(0, count, 1000)
        for row in seen.rows(chosen.ids[start : start + 1000])
    ]

    def limit() -> None:
        _fetch(ctx, chosen.ids)
        write_worksheets([("设备", iter(kept))], bench.folder / "raw.xlsx")

    ours, raw = in_turn(
        lambda: write_list(seen, wanted, path, "设备", Quiet()),
        limit,
        min(3, bench.repeats),
    )
    return milliseconds("P5", f"a list of {count:,} rows, beside the fastest writer", ours, raw, Bound(2))


def _fetch(ctx: Context, ids: Sequence[int]) -> None:
    """The rows of the list, raw."""
    listed = listing(ctx)
    for start in range(0, len(ids), 1000):
        some = ids[start : start + 1000]
        marks = ", ".join("?" * len(some))
        connect.rows(f"SELECT {listed.columns} FROM {listed.source} WHERE {listed.table}.id IN ({marks})", some)


def _plain(cell: Cell) -> Any:
    return cell.text if isinstance(cell, ChipCell) else cell
