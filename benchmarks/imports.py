"""P6: a book of 100,000 units, previewed and taken in, beside its raw reading and the raw insert."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.rows import customer_name, serial
from benchmarks.stopwatch import Bound, Finding, Times, clock, milliseconds
from inventory import bootstrap
from inventory.imports.commit import commit
from inventory.imports.notes import Request
from inventory.imports.preview import preview
from inventory.work import Context
from models.imports import ImportKind

HEADINGS = (
    "序号", "产品名称", "规格型号", "生产厂家", "出厂编号", "售出日期",
    "合同编号", "验收日期", "质保期(月)", "用户/单位名称", "地址", "备注",
)  # fmt: skip


class Watch:
    """Notes when it was told anything: between two reports nobody can stop the job."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.told: list[float] = []

    def report(self, done: int, total: int | None, what: str) -> None:
        """Note the moment."""
        self.told.append(time.perf_counter())

    @property
    def first(self) -> float:
        """Seconds until the first report."""
        return self.told[0] - self.begun

    @property
    def longest(self) -> float:
        """The longest silence, in seconds: so long a cancel may have to wait."""
        moments = [self.begun, *self.told]
        return max(after - before for before, after in pairwise(moments))


def measure(bench: Bench) -> Iterator[Finding]:
    """Each repetition takes the book into a new depot."""
    rows = min(100_000, bench.size.units)
    book = _book(bench.folder / "register.xlsx", rows)
    raw = clock(lambda: _raw(book, bench.folder / "raw.sqlite"), min(3, bench.repeats))
    seconds, firsts, silences = [], [], []
    for turn in range(min(3, bench.repeats)):
        ctx = bootstrap.open_context(bootstrap.url_of(bench.folder / f"depot-{turn}.sqlite"), create=True)
        watch = Watch()
        begun = time.perf_counter()
        _take_in(ctx, book, watch, rows)
        seconds.append(time.perf_counter() - begun)
        firsts.append(watch.first)
        silences.append(watch.longest)
    ours = Times(tuple(seconds))
    yield milliseconds("P6", f"{rows:,} rows previewed and taken in", ours, raw, Bound(2))
    yield milliseconds("P6", "until the first word of progress", Times(tuple(firsts)), None, Bound(1000, "ms"))
    yield milliseconds(
        "P6", "until a cancel is heard, at worst", Times(tuple(silences)), None, Bound(200, "ms"), p99=True
    )


def _take_in(ctx: Context, book: Path, watch: Watch, rows: int) -> None:
    seen = preview(ctx, Request(ImportKind.ASSETS, book), watch)
    assert seen.new == rows, (seen.new, seen.rejected)
    commit(ctx, seen, watch)


def _book(path: Path, rows: int) -> Path:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it carries no types

    book = Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("设备台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading)
    for n in range(1, rows + 1):
        customer = n // 40 + 1
        texts = (
            None, f"设备{n % 20}", f"M-{n % 20}", f"厂家{n % 5}", serial(n), None, f"HT2024-{customer:05}", None, None,
            customer_name(customer), f"人民路 {customer} 号", "",
        )  # fmt: skip
        sheet.write_number(n, 0, n)
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(n, column, text)
        sheet.write_number(n, 5, 45_000 + n % 500, day)
        sheet.write_number(n, 7, 45_020 + n % 500, day)
        sheet.write_number(n, 8, 36)
    book.close()
    return path


def _raw(book: Path, target: Path) -> None:
    """The book's rows into a table with the same unique index, read and written by the fastest there is."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()[1:]
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target, isolation_level=None)) as raw:
        columns = ", ".join(f"c{place}" for place in range(len(HEADINGS)))
        raw.execute(f"CREATE TABLE book ({columns})")
        raw.execute("CREATE UNIQUE INDEX serial ON book (c2, c4)")
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(
            f"INSERT INTO book VALUES ({', '.join('?' * len(HEADINGS))})", ([str(v) for v in r] for r in rows)
        )
        raw.execute("COMMIT")
