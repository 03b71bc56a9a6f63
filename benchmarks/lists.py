"""P4: open the list of all units, jump in it, sort it; what it takes of memory; what ends soon; the stock."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from benchmarks.bench import Bench, told
from benchmarks.stopwatch import Bound, Finding, Times, clock, each, milliseconds
from inventory.clock import FixedClock
from inventory.cover import ending
from inventory.cover.outlook import outlook
from inventory.paging import FIRST, Sort
from inventory.parts import queries as parts
from inventory.stock import queries as papers
from inventory.stock.part_ledger import StockCard, history


def measure(bench: Bench) -> Iterator[Finding]:
    """In a process of its own, several times; the raw limit is the same page of rows through sqlite3 alone."""
    runs = [told("benchmarks.window", "list", bench.path) for _ in range(min(3, bench.repeats))]
    with bench.raw() as raw:
        page = clock(lambda: raw.execute(PAGE).fetchall(), 20)
        all_ids = clock(lambda: raw.execute("SELECT id FROM asset ORDER BY id DESC").fetchall(), 3)
    first = Times(tuple(run["first"] for run in runs))
    yield milliseconds("P4", "first rows painted, beside the same rows raw", first, page, Bound(150, "ms"))
    complete = Times(tuple(run["complete"] for run in runs))
    yield milliseconds("P4", "all ids there, beside all ids raw", complete, all_ids)
    jumps = Times(tuple(jump for run in runs for jump in run["jumps"]))
    yield milliseconds("P4", "jump to any place", jumps, None, Bound(30, "ms"))
    yield milliseconds("P4", "jump to any place", jumps, None, Bound(45, "ms"), p99=True)
    yield milliseconds("P4", "sorted by another column", Times(tuple(one for run in runs for one in run["sorting"])))
    memory = max(run["memory"] for run in runs)
    yield Finding("P4", "the process with the list", memory, "MB", bounds=(Bound(180, "MB"),), samples=len(runs))
    yield from _worklists(bench)
    yield from stock(bench)


def _worklists(bench: Bench) -> Iterator[Finding]:
    """Cover on one day: found and counted by index, whatever else is in the register."""
    ctx = replace(bench.context(), clock=FixedClock(DAY))
    listed, calls = ending.listing(ctx), ending.calls(ctx)
    with bench.raw() as raw, ctx.reading():
        page = clock(lambda: raw.execute(ENDING).fetchall(), 20)
        first = clock(lambda: listed.first({"within": 60}, Sort("last")), 20)
        yield milliseconds(
            "P4", "cover ends in 60 days: the first rows, beside them raw", first, page, Bound(150, "ms")
        )
        counted = clock(lambda: raw.execute(COUNT).fetchall(), 20)
        outlooks = clock(lambda: outlook(ctx), 20)
        yield milliseconds("P4", "all worklists counted, beside one count raw", outlooks, counted, Bound(150, "ms"))
        phoned = clock(lambda: calls.first({"within": 90}, Sort("soonest")), 10)
        yield milliseconds("P4", "whom to phone: the first customers", phoned, None, Bound(150, "ms"))


def stock(bench: Bench) -> Iterator[Finding]:
    """The parts with what there is of each, and the moves of the part that has most of them: fetched, not painted."""
    ctx = bench.context()
    chance = random.Random(1)
    with bench.raw() as raw, ctx.reading():
        page = clock(lambda: raw.execute(PARTS).fetchall(), 20)
        newest = clock(lambda: raw.execute(MOVES).fetchall(), 20)
        first = clock(lambda: parts.LISTING.first({}, Sort("part_no")), 20)
        yield milliseconds("P4", "parts: the first rows, beside them raw", first, page, Bound(150, "ms"))
        for level in ("short", "due"):
            few = clock(partial(parts.LISTING.first, {"stock": level}, Sort("part_no")), 10)
            yield milliseconds("P4", f"parts that are {level}: the first rows", few, None, Bound(150, "ms"))
        ids = parts.LISTING.ids({}, Sort("part_no"))
        yield _jumps("parts", parts.LISTING, ids, chance, min(60, bench.samples))
        for part, whose in ((1, "the busiest part"), (2, "another part")):
            listed = StockCard(ctx, part)
            begun = clock(partial(listed.first, {}, NEWEST), 20)
            yield milliseconds("P4", f"moves of {whose}: the first rows", begun, newest, Bound(150, "ms"))
            yield _jumps(f"moves of {whose}", listed, listed.ids({}, NEWEST), chance, min(60, bench.samples))
        drawn = clock(lambda: history(ctx, 1), 5)
        yield milliseconds("P4", "the stock of the busiest part, drawn by day", drawn)
        begun = clock(lambda: papers.LISTING.first({}, Sort("day", descending=True)), 20)
        yield milliseconds("P4", "papers of the stock: the first rows", begun, newest, Bound(150, "ms"))


def _jumps(what: str, listed: Rows, ids: Sequence[int], chance: random.Random, times: int) -> Finding:
    """As the table jumps: a screen of rows anywhere in the list."""
    places = [chance.randrange(max(1, len(ids) - SCREEN)) for _jump in range(times)]
    jumped = each(partial(listed.rows, ids[place : place + SCREEN]) for place in places)
    return milliseconds("P4", f"{what}: jump to any place", jumped, None, Bound(30, "ms"))


class Rows(Protocol):
    """A list that gives the rows of ids."""

    def rows(self, ids: Sequence[int]) -> Sequence[object]:
        """The rows of ``ids``."""


SCREEN = 40
"""Rows that a table shows at once."""
NEWEST = Sort("sequence", descending=True)
PARTS = (
    "SELECT p.id, p.code, p.part_no, p.name, p.spec, m.name, (SELECT coalesce(sum(b.quantity), 0) FROM stock_balance b "
    "WHERE b.part_id = p.id AND b.internal AND b.owner = 'us') FROM part p "
    "LEFT JOIN manufacturer m ON m.id = p.manufacturer_id ORDER BY p.part_norm "
    f"LIMIT {FIRST}"
)
MOVES = (
    "SELECT m.id, m.sequence, d.number, m.happened_on, m.quantity, f.name, t.name, m.amount FROM stock_move m "
    "JOIN stock_line l ON l.id = m.line_id JOIN stock_doc d ON d.id = l.doc_id JOIN place f ON f.id = m.from_place_id "
    "JOIN place t ON t.id = m.to_place_id WHERE m.part_id = 1 ORDER BY m.sequence DESC "
    f"LIMIT {FIRST}"
)
DAY = datetime(2026, 11, 22, 2, tzinfo=UTC)
"""A day on which the cover of some units has ended, of some runs, and of some begins."""
_SOON = "cover_last BETWEEN '2026-11-22' AND '2027-01-21' AND cover_first IS NOT NULL AND state = 'in_service'"
COUNT = f"SELECT count(*) FROM asset WHERE {_SOON}"
ENDING = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, c.name, a.cover_last FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id WHERE a.id IN "
    f"(SELECT id FROM asset WHERE {_SOON} ORDER BY cover_last, id LIMIT {FIRST})"
)
PAGE = (
    "SELECT a.id, a.code, a.serial_no, m.product_name, m.model_code, c.name, a.sold_on, a.accepted_on FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id "
    f"ORDER BY a.id DESC LIMIT {FIRST}"
)
