"""P4: open the list of all units, jump in it, sort it; what it takes of memory; what ends soon, of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from benchmarks.bench import Bench, told
from benchmarks.stopwatch import Bound, Finding, Times, clock, milliseconds
from inventory.clock import FixedClock
from inventory.cover import ending
from inventory.cover.outlook import outlook
from inventory.paging import Sort


def measure(bench: Bench) -> Iterator[Finding]:
    """In a process of its own, several times; the raw limit is the same page of rows through sqlite3 alone."""
    runs = [told("benchmarks.window", "list", bench.path) for _ in range(min(3, bench.repeats))]
    with bench.raw() as raw:
        page = clock(lambda: raw.execute(PAGE).fetchall(), 20)
        all_ids = clock(lambda: raw.execute("SELECT id FROM asset ORDER BY id DESC").fetchall(), 3)
    first = Times(tuple(run["first"] for run in runs))
    yield milliseconds("P4", "first rows painted, beside 200 rows raw", first, page, Bound(150, "ms"))
    complete = Times(tuple(run["complete"] for run in runs))
    yield milliseconds("P4", "all ids there, beside all ids raw", complete, all_ids)
    jumps = Times(tuple(jump for run in runs for jump in run["jumps"]))
    yield milliseconds("P4", "jump to any place", jumps, None, Bound(30, "ms"))
    yield milliseconds("P4", "jump to any place", jumps, None, Bound(45, "ms"), p99=True)
    yield milliseconds("P4", "sorted by another column", Times(tuple(one for run in runs for one in run["sorting"])))
    memory = max(run["memory"] for run in runs)
    yield Finding("P4", "the process with the list", memory, "MB", bounds=(Bound(180, "MB"),), samples=len(runs))
    yield from _worklists(bench)


def _worklists(bench: Bench) -> Iterator[Finding]:
    """Cover on one day: found and counted by index, whatever else is in the register."""
    ctx = replace(bench.context(), clock=FixedClock(DAY))
    listed, calls = ending.listing(ctx), ending.calls(ctx)
    with bench.raw() as raw, ctx.reading():
        page = clock(lambda: raw.execute(ENDING).fetchall(), 20)
        first = clock(lambda: listed.first({"within": 60}, Sort("last")), 20)
        yield milliseconds("P4", "cover ends in 60 days: 200 rows, beside them raw", first, page, Bound(150, "ms"))
        counted = clock(lambda: raw.execute(COUNT).fetchall(), 20)
        outlooks = clock(lambda: outlook(ctx), 20)
        yield milliseconds("P4", "all worklists counted, beside one count raw", outlooks, counted, Bound(150, "ms"))
        phoned = clock(lambda: calls.first({"within": 90}, Sort("soonest")), 10)
        yield milliseconds("P4", "whom to phone: 200 customers", phoned, None, Bound(150, "ms"))


DAY = datetime(2026, 11, 22, 2, tzinfo=UTC)
"""A day on which the cover of some units has ended, of some runs, and of some begins."""
_SOON = "cover_last BETWEEN '2026-11-22' AND '2027-01-21' AND cover_first IS NOT NULL AND state = 'in_service'"
COUNT = f"SELECT count(*) FROM asset WHERE {_SOON}"
ENDING = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, c.name, a.cover_last FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id WHERE a.id IN "
    f"(SELECT id FROM asset WHERE {_SOON} ORDER BY cover_last, id LIMIT 200)"
)
PAGE = (
    "SELECT a.id, a.code, a.serial_no, m.product_name, m.model_code, c.name, a.sold_on, a.accepted_on FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id "
    "ORDER BY a.id DESC LIMIT 200"
)
