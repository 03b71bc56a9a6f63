"""P6: a book of 100,000 units, previewed and taken in, beside its raw reading and the raw insert.

The raw insert goes into the depot's own tables, in one transaction with the depot's own settings of SQLite: whoever
takes a book in must keep the keys, the many indexes of the register and its full-text index, and a customer once
for all of its rows, and the days in which a unit is covered beside it, where lists look for them. What the raw side
leaves out is everything that the product decides: what a cell means, what is wrong or doubtful, what is there already,
how long a unit is covered (any days stand here, written at once), the label codes (made beforehand) and what the change
record says.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench
from benchmarks.rows import code, customer_name, serial
from benchmarks.stopwatch import Bound, Finding, Times, each, milliseconds
from inventory import bootstrap
from inventory.imports.bulk import defaults
from inventory.imports.commit import commit
from inventory.imports.notes import Request
from inventory.imports.preview import preview
from inventory.search import grams
from inventory.values.codes import name_key
from inventory.work import Context
from models import upgrade
from models.assets import Asset
from models.base import BaseModel
from models.contracts import Contract
from models.cover import WarrantySegment
from models.customers import Customer, CustomerSite
from models.imports import ImportKind
from models.products import Manufacturer, ProductModel

HEADINGS = (
    "序号", "产品名称", "规格型号", "生产厂家", "出厂编号", "售出日期",
    "合同编号", "验收日期", "质保期(月)", "用户/单位名称", "地址", "备注",
)  # fmt: skip


THREE_YEARS, SIX_YEARS = timedelta(days=1095), timedelta(days=2190)


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
    """Each repetition takes the book into a new depot, by the raw side and by the product in turn."""
    rows = min(100_000, bench.size.units)
    book = _book(bench.folder / "register.xlsx", rows)
    codes = [code("A", n) for n in range(1, rows + 1)]
    raw: list[float] = []
    seconds: list[float] = []
    firsts: list[float] = []
    silences: list[float] = []
    for turn in range(-1, min(3, bench.repeats)):  # the first one warms up
        target = bench.folder / f"raw-{turn}.sqlite"
        upgrade.fill(target)
        raw += each([partial(_raw, book, target, codes)]).samples
        ctx = bootstrap.open_context(bootstrap.url_of(bench.folder / f"depot-{turn}.sqlite"), create=True)
        watch = Watch()
        _take_in(ctx, book, watch, rows)
        seconds.append(time.perf_counter() - watch.begun)
        firsts.append(watch.first)
        silences.append(watch.longest)
    ours, limit = Times(tuple(seconds[1:])), Times(tuple(raw[1:]))
    yield milliseconds("P6", f"{rows:,} rows previewed and taken in", ours, limit, Bound(2))
    yield milliseconds("P6", "until the first word of progress", Times(tuple(firsts[1:])), None, Bound(1000, "ms"))
    yield milliseconds(
        "P6", "until a cancel is heard, at worst", Times(tuple(silences[1:])), None, Bound(200, "ms"), p99=True
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


def _raw(book: Path, target: Path, codes: Sequence[str]) -> None:
    """The book's rows in the tables of the depot in ``target``, read and written by the fastest there is."""
    from python_calamine import CalamineWorkbook

    rows: list[list[Any]] = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()[1:]
    makers, models, customers, contracts = _Ids(), _Ids(), _Ids(), _Ids()
    units: list[tuple[Any, ...]] = []
    sites: dict[int, str] = {}
    for unit, (_n, goods, model, maker, number, sold, contract, accepted, months, customer, address, remark) in zip(
        codes, rows, strict=True
    ):
        owner = customers[customer]
        sites[owner] = address  # a customer has one in this book
        ids = models[makers[maker], model, goods], owner, contracts[contract, owner]
        begun, ended, spared = (
            accepted.isoformat(),
            (accepted + THREE_YEARS).isoformat(),
            (accepted + SIX_YEARS).isoformat(),
        )
        days = sold.isoformat(), begun, begun, ended, spared
        units.append((unit, ids[0], number, number, owner, owner, ids[2], *days, int(months), remark))
    with closing(sqlite3.connect(target, isolation_level=None)) as raw:
        for pragma in ("foreign_keys = 1", "journal_mode = delete", "synchronous = full", "cache_size = -32000"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("BEGIN IMMEDIATE")
        _add(raw, Manufacturer, "id name name_key", ((n, name, name) for name, n in makers.items()))
        _add(
            raw,
            ProductModel,
            "id manufacturer_id product_name model_code model_norm",
            ((n, maker, goods, model, model) for (maker, model, goods), n in models.items()),
        )
        _add(
            raw,
            Customer,
            "id code name name_key name_grams",
            ((n, f"KH{n:05}", name, name_key(name), grams(name)) for name, n in customers.items()),
        )
        _add(raw, CustomerSite, "id customer_id name address", ((n, n, text, text) for n, text in sites.items()))
        _add(
            raw,
            Contract,
            "id number number_norm customer_id",
            ((n, number, number, owner) for (number, owner), n in contracts.items()),
        )
        register = "code model_id serial_no serial_norm customer_id site_id contract_id sold_on accepted_on"
        _add(raw, Asset, f"{register} cover_first cover_last spares_last warranty_months remark", units)
        _add(
            raw,
            WarrantySegment,
            "asset_id kind first_day last_day source proof",
            ((n, "BASE", unit[9], unit[10], "BASE", "asset") for n, unit in enumerate(units, 1)),
        )
        raw.execute("COMMIT")


class _Ids(dict[Any, int]):
    """A number for everything that is met."""

    def __missing__(self, key: Any) -> int:
        number = self[key] = len(self) + 1
        return number


def _add(raw: sqlite3.Connection, model: type[BaseModel], columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """500 rows in a statement: the full-text index is written out after each, so row by row is three times slower."""
    names, waiting = columns.split(), iter(rows)
    same = defaults(model, names)
    row = ", ".join(
        [*["?"] * len(names), *[f"'{value}'" if isinstance(value, str) else f"{value:d}" for value in same.values()]]
    )
    head = f"INSERT INTO {model._meta.table_name} ({', '.join([*names, *same])}) VALUES "
    while piece := list(islice(waiting, 500)):
        raw.execute(head + ", ".join([f"({row})"] * len(piece)), list(chain.from_iterable(piece)))
