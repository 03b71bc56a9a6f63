"""P2: from the scanner's Enter to the painted card, and that it takes no longer in a big depot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from benchmarks.bench import Bench, told
from benchmarks.rows import Size, code
from benchmarks.stopwatch import Bound, Finding, Times, each, milliseconds
from inventory.assets.queries import card
from inventory.scanning.resolve import resolve
from inventory.work import Context
from models.base import database

LOOK_UP = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, c.name FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id WHERE a.code = ?"
)


def measure(bench: Bench) -> Iterator[Finding]:
    """Resolve beside the same statement raw; the card's data; the painted card; a hundredth of the depot beside it."""
    ctx, units = bench.context(), bench.units(bench.samples)
    codes = [code("A", unit) for unit in units]
    with bench.raw() as raw, ctx.reading():
        limit, ours = _both(ctx, raw, codes)
        yield milliseconds("P2", "resolve a scanned code", ours, limit, Bound(2))
        yield milliseconds("P2", "resolve a scanned code", ours, limit, p99=True)
        data = each(partial(card, ctx, unit) for unit in units)
        questions = _questions(ctx, units[0])
        few = questions <= 5  # either is promised
        yield milliseconds("P2", "the card's data", data)
        yield milliseconds("P2", "the card's data", data, None, *([] if few else [Bound(0.5, "ms")]), p99=True)
        yield Finding("P2", "questions that the card's data asks", questions, "", bounds=(Bound(5, "questions"),))
    yield from _growth(bench)
    painted = told("benchmarks.window", "cards", bench.path, min(bench.samples, 200))
    times = Times(tuple(painted["seconds"]))
    frame = Times(tuple(painted["frames"]))
    yield milliseconds("P2", "scan to the painted card, beside one painted frame", times, frame)
    yield milliseconds("P2", "scan to the painted card", times, None, Bound(50, "ms"), p99=True)


def _both(ctx: Context, raw: sqlite3.Connection, codes: list[str]) -> tuple[Times, Times]:
    limits: list[float] = []
    ours: list[float] = []
    for start in range(0, len(codes), 100):  # in turn, so that a noisy moment meets both
        some = codes[start : start + 100]
        limits += each(partial(_looked_up, raw, text) for text in some).samples
        ours += each(partial(resolve, ctx, text) for text in some).samples
    return Times(tuple(limits)), Times(tuple(ours))


def _looked_up(raw: sqlite3.Connection, text: str) -> list[Any]:
    return raw.execute(LOOK_UP, (text,)).fetchall()


def _questions(ctx: Context, unit: int) -> int:
    asked: list[str] = []
    opened = database.connection()
    opened.set_trace_callback(asked.append)
    card(ctx, unit)
    opened.set_trace_callback(None)
    return len(asked)


ROUNDS = 5


def _growth(bench: Bench) -> Iterator[Finding]:
    """p50 in this depot beside p50 in one of a hundredth, in turn, so that a noisy moment meets both.

    The units are looked up once before, through another connection: what the disk takes to bring a page that nobody
    has read yet is no growth of ours, and the small depot lies in the system's memory from its making.
    Both sides are warmed alike, and each question that counts begins with a connection that remembers nothing. What a
    unit costs that nobody has looked up yet is in the painted cards below: none of those is opened twice.
    """
    small = Size(max(bench.size.units // 100, 100), bench.size.parts, max(bench.size.customers // 100, 20))
    resolving: dict[Size, list[float]] = {small: [], bench.size: []}
    cards: dict[Size, list[float]] = {small: [], bench.size: []}
    for turn in range(ROUNDS):
        for size in resolving:
            ctx = bench.context(size)
            units = replace(bench, size=size).units(max(10, bench.samples // ROUNDS), seed=20 + turn)
            with ctx.reading():
                for unit in units:
                    resolve(ctx, code("A", unit))
                    card(ctx, unit)
            with ctx.reading():
                resolving[size] += each(partial(resolve, ctx, code("A", unit)) for unit in units).samples
                cards[size] += each(partial(card, ctx, unit) for unit in units).samples
    for what, times in (("resolve", resolving), ("the card's data", cards)):
        ours, limit = Times(tuple(times[bench.size])), Times(tuple(times[small]))
        yield milliseconds("P2", f"{what}, beside {small.units:,} units", ours, limit, Bound(1.5))
