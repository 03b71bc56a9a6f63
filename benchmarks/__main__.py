"""``python -m benchmarks [NAME …] [--scale small|full] [--json]``: what is promised, and what holds.

Every product time stands beside the raw limit measured in the same run. ``small`` is a smoke test and judges nothing;
``full`` has 1,000,000 units and is made once, which takes minutes.
"""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.depot import FOLDER
from benchmarks.rows import FULL, SMALL, Size
from benchmarks.stopwatch import HEADING, Finding, Report

NAMES = ("start", "scan", "search", "lists", "history", "imports", "labels", "stock")
"""P1 to P8, one module each."""


def measured(names: Sequence[str], bench: Bench) -> Iterator[Finding]:
    """The findings of the benchmarks of these names, as they come."""
    for name in names:
        yield from import_module(f"benchmarks.{name}").measure(bench)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 1 where a promise that is judged does not hold."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=(*NAMES, []), metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--scale", choices=("small", "full"), default="small")
    parser.add_argument("--units", type=int, help="another number of units, for trials; judges nothing")
    parser.add_argument("--repeats", type=int, default=5, help="how often slow things are measured")
    parser.add_argument("--samples", type=int, default=1000, help="how often quick things are measured")
    parser.add_argument("--kept", type=Path, default=FOLDER, help="where the depots are kept between runs")
    parser.add_argument("--json", action="store_true")
    typed = parser.parse_args(arguments)
    size = FULL if typed.scale == "full" else SMALL
    if typed.units:
        size = Size(typed.units, parts=max(20, typed.units // 50), customers=max(20, typed.units // 10))
    report = Report(judges=size == FULL)
    with tempfile.TemporaryDirectory(prefix="depot-benchmark-") as folder:
        bench = Bench(size, Path(folder), typed.repeats, typed.samples, typed.kept)
        if not typed.json:
            print(f"{size.units:,} units, {size.history:,} rows of history; {machine()}\n{HEADING}", flush=True)
        for found in measured(typed.names or NAMES, bench):
            for line in report.lines(found):
                if not typed.json:
                    print(line, flush=True)
    if typed.json:
        findings = [asdict(found) | {"ratio": found.ratio, "holds": found.holds} for found in report.findings]
        print(
            json.dumps({"units": size.units, "machine": machine(), "findings": findings}, ensure_ascii=False, indent=2)
        )
    return int(report.judges and not all(found.holds for found in report.findings))


def machine() -> str:
    """What it was measured on."""
    return (
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
