"""P1: from the start of the program to a usable window, beside a bare window with 50 rows of the same depot."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.bench import Bench, child
from benchmarks.stopwatch import Bound, Finding, Times, milliseconds

BOUND: Final = Bound(2.2)
"""The design asks for 1.7; CONTRIBUTING.md says what stands in between."""


def measure(bench: Bench) -> Iterator[Finding]:
    """Each start is a process of its own; time runs until it says that the first rows are painted."""
    bare, ours = [], []
    path = bench.path
    for turn in range(bench.repeats + 1):
        raw, product = _seconds("bare", path), _seconds("product", path)
        if turn:  # the first one warms the disk and the bytecode
            bare.append(raw)
            ours.append(product)
    what = "a usable window, beside a bare one (1.7× by design)"
    yield milliseconds("P1", what, Times(tuple(ours)), Times(tuple(bare)), BOUND)


def _seconds(what: str, path: Path) -> float:
    begun = time.perf_counter()
    with child("benchmarks.opening", what, path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "painted":
                took = time.perf_counter() - begun
                process.kill()
                return took
    raise SystemExit(f"the {what} window did not open")
