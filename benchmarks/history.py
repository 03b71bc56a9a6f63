"""P5: a customer's history workbook, and the list one sees as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench
from benchmarks.stopwatch import Bound, Finding, Times, in_turn, milliseconds
from inventory.assets.queries import listing
from inventory.cases.history import HistoryRequest, write_history
from inventory.excel.cells import Column, Kind
from inventory.excel.door import big_table
from inventory.jobs import Quiet
from inventory.paging import Sort
from inventory.work import Context

FIRST = date(2000, 1, 1)


def measure(bench: Bench) -> Iterator[Finding]:
    """The cells that the product writes, written again by openpyxl alone; the list, by the fastest writer alone."""
    ctx = bench.context()
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
    """“Export what I see”: rows from the depot into a sheet, beside the same rows from memory by the writer alone."""
    from rustpy_xlsxwriter import write_worksheets

    count = min(100_000, bench.size.units)
    units = listing(ctx)
    path = bench.folder / "list.xlsx"
    heads = [Column(name, Kind.TEXT) for name in ("出厂编号", "产品名称", "规格型号", "客户", "状态", "编码")]
    heads += [Column(name, Kind.DATE) for name in ("售出日期", "验收日期")]

    def rows() -> Iterator[list[Any]]:
        ids = units.ids({}, Sort("id"))[:count]
        for start in range(0, count, 1000):
            for row in units.rows(ids[start : start + 1000]):
                yield [
                    row.serial_no, row.product_name, row.model_code, row.customer, row.state.value, row.code, row.sold_on,
                    row.accepted_on,
                ]  # fmt: skip

    names = [head.words if hasattr(head, "words") else f"c{place}" for place, head in enumerate(heads)]
    kept = [dict(zip(names, row, strict=True)) for row in rows()]
    ours, limit = in_turn(
        lambda: big_table(path, heads, rows(), Quiet(), sheet="设备", expected_rows=count),
        lambda: write_worksheets([{"s": kept}], str(bench.folder / "raw.xlsx")),
        min(3, bench.repeats),
    )
    assert isinstance(ours, Times)
    return milliseconds("P5", f"a list of {count:,} rows, beside the fastest writer", ours, limit, Bound(2))
