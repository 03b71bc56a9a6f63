"""P4: open the list of all units, jump in it, sort it; what it takes of memory."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, told
from benchmarks.stopwatch import Bound, Finding, Times, clock, milliseconds


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


PAGE = (
    "SELECT a.id, a.code, a.serial_no, m.product_name, m.model_code, c.name, a.sold_on, a.accepted_on FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id "
    "ORDER BY a.id DESC LIMIT 200"
)
