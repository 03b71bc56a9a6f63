"""Times, and what they say about a promise."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

Call = Callable[[], Any]
ENOUGH: Final = 100
"""Samples from which a 99th percentile says something; below, the worst stands for it."""


@dataclass(frozen=True, slots=True)
class Times:
    """Samples in seconds."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        """Half of the samples are faster."""
        return statistics.median(self.samples)

    @property
    def p99(self) -> float:
        """99 of 100 samples are faster; the slowest of few."""
        ordered = sorted(self.samples)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] if len(ordered) >= ENOUGH else ordered[-1]

    @property
    def spread(self) -> float:
        """Half of the samples lie within this distance of each other, as a part of the median."""
        if len(self.samples) < 4:
            return (max(self.samples) - min(self.samples)) / self.median
        lower, _middle, upper = statistics.quantiles(self.samples, n=4)
        return (upper - lower) / self.median


def clock(call: Call, times: int, warm: int = 1) -> Times:
    """The same call several times, after some that do not count."""
    for _ in range(warm):
        call()
    return each(call for _ in range(times))


def each(calls: Iterable[Call]) -> Times:
    """One sample for each call. Garbage is collected between them, not within."""
    samples = []
    gc.collect()
    gc.disable()
    try:
        for call in calls:
            begun = time.perf_counter()
            call()
            samples.append(time.perf_counter() - begun)
    finally:
        gc.enable()
    return Times(tuple(samples))


def in_turn(product: Call, limit: Call, times: int) -> tuple[Times, Times]:
    """Product and limit alternating, so that a noisy moment meets both."""
    product()
    limit()
    ours: list[float] = []
    raw: list[float] = []
    for _ in range(times):
        raw += each([limit]).samples
        ours += each([product]).samples
    return Times(tuple(ours)), Times(tuple(raw))


@dataclass(frozen=True, slots=True)
class Bound:
    """What was promised of a finding: a ratio to the limit, or an amount in the finding's unit."""

    at_most: float
    of: str = "ratio"


@dataclass(frozen=True, slots=True)
class Finding:
    """One measured line. ``value`` and ``limit`` in ``unit``; ``limit`` None where there is none to compare with."""

    promise: str
    what: str
    value: float
    unit: str = "ms"
    limit: float | None = None
    spread: float = 0.0
    bounds: tuple[Bound, ...] = ()
    samples: int = 1
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the limit."""
        return self.value / self.limit if self.limit else None

    @property
    def holds(self) -> bool:
        """Whether every bound is kept."""
        return all(self._measure(bound) <= bound.at_most for bound in self.bounds)

    def _measure(self, bound: Bound) -> float:
        if bound.of == "ratio":
            assert self.ratio is not None, self.what
            return self.ratio
        return self.value


def milliseconds(
    promise: str,
    what: str,
    product: Times,
    limit: Times | None = None,
    *bounds: Bound,
    p99: bool = False,
    remark: str = "",
) -> Finding:
    """A finding in milliseconds, of the median or of the 99th percentile."""
    return Finding(
        promise,
        f"{what}, p99" if p99 else what,
        1000 * (product.p99 if p99 else product.median),
        limit=None if limit is None else 1000 * (limit.p99 if p99 else limit.median),
        spread=product.spread,
        bounds=bounds,
        samples=len(product.samples),
        remark=remark,
    )


@dataclass(slots=True)
class Report:
    """Findings as they come, printed in columns."""

    judges: bool
    findings: list[Finding] = field(default_factory=list)

    def lines(self, found: Finding) -> Iterator[str]:
        """One finding in one line."""
        self.findings.append(found)
        limit = "" if found.limit is None else f"{found.limit:10.3f}"
        ratio = "" if found.ratio is None else f"{found.ratio:6.2f}×"
        bounds = ", ".join(
            f"≤ {bound.at_most:g}×" if bound.of == "ratio" else f"≤ {bound.at_most:g} {found.unit}"
            for bound in found.bounds
        )
        verdict = "" if not bounds or not self.judges else "holds" if found.holds else "FALLS SHORT"
        yield (
            f"{found.promise:3} {found.what:<58} {found.value:10.3f} {found.unit:<4} ±{100 * found.spread:3.0f} % "
            f"{limit:>10} {ratio:>7}  {bounds:<20} {verdict}"
        ).rstrip()
        if found.remark:
            yield f"      {found.remark}"


HEADING: Final = f"    {'':<58} {'product':>10}      spread {'limit':>10} {'ratio':>7}  promise"
