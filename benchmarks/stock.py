"""P8: posting an issue of ten lines, beside the same statements raw, both forced to the disk; and what is promised.

Two depots alike: in one the product posts, in the other its statements are said again by sqlite3 alone, paper by paper,
so that both have the same rows all the time. Noting a statement down is part of the product's time.

The report of the promised spares (C-13) is measured beside its own statements: what is above them is the reckoning.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, Final

from benchmarks.bench import Bench
from benchmarks.depot import depot
from benchmarks.rows import SMALL
from benchmarks.stopwatch import Bound, Finding, Times, each, in_turn, milliseconds
from inventory import bootstrap
from inventory.stock.papers import Goods, Paper, issue, receive
from inventory.supply.promised import coverage
from inventory.work import Context
from models import connect
from models.base import database
from models.stock import IssuePurpose

LINES: Final = 10
PIECES: Final = 100_000
MOST: Final = 200
"""Papers that are measured; more say nothing new."""
WARM: Final = 3
Statement = tuple[str, tuple[Any, ...]]


def measure(bench: Bench) -> Iterator[Finding]:
    """Papers in a small depot, which posting never notices; the report over all units that there are."""
    yield _papers(bench)
    yield _promised(bench)


def _promised(bench: Bench) -> Finding:
    """Every part that fits a model, over every unit; no promise was made but that it is a job with progress."""
    ctx, said = bench.context(), list[Statement]()
    with ctx.reading(), bench.raw() as raw:
        with _listening(said):
            parts = len(coverage(ctx))

        def again() -> None:
            for sql, values in said:
                raw.execute(sql, values).fetchall()

        ours, limit = in_turn(lambda: coverage(ctx), again, bench.repeats)
    return milliseconds("C13", f"reckon what {parts:,} parts need for {bench.size.units:,} units", ours, limit)


def _papers(bench: Bench) -> Finding:
    """The product and the raw statements in turn, so that a noisy moment meets both."""
    size = min(bench.size, SMALL, key=lambda one: one.units)
    here, there = bench.folder / "stock.sqlite", bench.folder / "stock-raw.sqlite"
    shutil.copyfile(depot(size, bench.kept), here)
    ctx = replace(bootstrap.open_context(bootstrap.url_of(here)), actor=1)  # somebody who may keep stock
    goods = _stocked(ctx)
    shutil.copyfile(here, there)
    ours: list[float] = []
    limits: list[float] = []
    said: list[Statement] = []
    with closing(sqlite3.connect(there, isolation_level=None)) as raw, ctx.reading(), _listening(said):
        for pragma, value in connect.PRAGMAS.items():
            raw.execute(f"PRAGMA {pragma} = {value}")
        for number in range(WARM + max(3, min(bench.samples, MOST))):
            said.clear()
            ours += each([partial(_post, ctx, goods, number)]).samples
            limits += each([partial(_again, raw, tuple(said))]).samples
    remark = f"{len(said)} statements"
    product, limit = Times(tuple(ours[WARM:])), Times(tuple(limits[WARM:]))
    return milliseconds("P8", f"post an issue of {LINES} lines", product, limit, Bound(3), remark=remark)


def _stocked(ctx: Context) -> tuple[Goods, ...]:
    """Ten parts with plenty of pieces, each in a bin."""
    with ctx.reading():
        bins = [row[0] for row in connect.rows("SELECT id FROM place WHERE kind = 'bin' ORDER BY id LIMIT 1")]
        parts = [row[0] for row in connect.rows(f"SELECT id FROM part ORDER BY id LIMIT {LINES}")]
    came = tuple(Goods(part_id=part, place_id=bins[0], quantity=PIECES, unit_cost=1234) for part in parts)
    receive(ctx, Paper(act="plenty", lines=came))
    return tuple(Goods(part_id=part, place_id=bins[0], quantity=3) for part in parts)


def _post(ctx: Context, goods: tuple[Goods, ...], number: int) -> None:
    issue(ctx, Paper(act=f"paper {number}", lines=goods, purpose=IssuePurpose.OTHER))


def _again(raw: sqlite3.Connection, said: tuple[Statement, ...]) -> None:
    raw.execute("BEGIN IMMEDIATE")  # as the product begins and ends it
    for sql, values in said:
        raw.execute(sql, values).fetchall()
    raw.execute("COMMIT")


@contextmanager
def _listening(said: list[Statement]) -> Iterator[None]:
    """What the product says to its database meanwhile."""
    door = database.obj
    execute = door.execute_sql

    def noted(sql: str, params: Any = None, *rest: Any) -> Any:
        said.append((sql, tuple(params or ())))
        return execute(sql, params, *rest)

    setattr(door, "execute_sql", noted)  # noqa: B010  (the product's own door, listened at)
    try:
        yield
    finally:
        setattr(door, "execute_sql", execute)  # noqa: B010
