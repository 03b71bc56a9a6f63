"""What a period of repairs says of units and of us: satisfaction, time to restore, time between failures.

Pure rules of rules.md C-14 and C-15. Instants are aware, spans are half open: the end no longer belongs to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from models.cases import Satisfaction

SATISFIED: Final = frozenset({Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED})
NONE: Final = timedelta()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time from ``begin`` up to ``end``; empty where they are equal or exchanged."""

    begin: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasts, never negative."""
        return max(self.end - self.begin, NONE)

    def within(self, other: Span) -> Span:
        """What of it lies in ``other``."""
        return Span(max(self.begin, other.begin), min(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, compared exactly and shown truncated (C-14)."""

    good: int
    of: int

    @property
    def basis_points(self) -> int | None:
        """Hundredths of a percent, cut off: 98.9898… % shows as 98.98. None where there is nothing to divide by."""
        return self.good * 10_000 // self.of if self.of else None

    def reaches(self, target_bp: int) -> bool:
        """Whether it is at least ``target_bp`` hundredths of a percent, without rounding. Nothing reaches no target."""
        return self.of > 0 and self.good * 10_000 >= target_bp * self.of


def satisfaction(marks: Mapping[Satisfaction, int]) -> Share:
    """The satisfied among the cases with an overall mark (C-14). Cases without a mark do not count."""
    return Share(sum(marks.get(mark, 0) for mark in SATISFIED), sum(marks.values()))


def down_time(repairs: Iterable[Span], service: Span) -> timedelta:
    """How long a unit did not work while it was in ``service``; repairs that overlap count once."""
    total, reached = NONE, service.begin
    for repair in sorted((repair.within(service) for repair in repairs), key=lambda span: span.begin):
        begin = max(repair.begin, reached)
        if repair.end > begin:
            total += repair.end - begin
            reached = repair.end
    return total


@dataclass(frozen=True, slots=True)
class Reliability:
    """Units over a period: how long they were in service and down, and how often they failed (C-15).

    ``failures``: the relevant ones, without damage by the user; ``restored`` of them took ``restoring`` together.
    """

    in_service: timedelta = NONE
    down: timedelta = NONE
    failures: int = 0
    restored: int = 0
    restoring: timedelta = NONE

    def __add__(self, other: Reliability) -> Reliability:
        return Reliability(
            self.in_service + other.in_service,
            self.down + other.down,
            self.failures + other.failures,
            self.restored + other.restored,
            self.restoring + other.restoring,
        )

    @property
    def operating(self) -> timedelta:
        """Calendar time in service without the time down; use around the clock is assumed."""
        return self.in_service - self.down

    @property
    def between_failures(self) -> timedelta | None:
        """MTBF; None without a failure: then it is longer than the operating time."""
        return self.operating / self.failures if self.failures else None

    @property
    def to_restore(self) -> timedelta | None:
        """MTTR, the mean from report to restoration; None where nothing was restored."""
        return self.restoring / self.restored if self.restored else None

    @property
    def availability(self) -> float | None:
        """Operating time as a part of the time in service."""
        return self.operating / self.in_service if self.in_service else None
