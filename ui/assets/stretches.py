"""What a timeline draws: stretches of days and marks, and how they find room beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ui.navigation import Route

GAP: Final = 6
"""Pixels between two words."""
ONE_DAY: Final = timedelta(days=1)


class Stretch(StrEnum):
    """What holds during a stretch of days; where several hold, the first of them is drawn large."""

    FREE = "free"
    INHERITED = "inherited"
    SUSPENDED = "suspended"
    LEAST = "least"
    MAKER = "maker"
    MANUAL = "manual"
    EXTENDED = "extended"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Bar:
    """Days of one kind, both ends included. ``words`` stand in the bar where they fit, ``tip`` says more.

    ``opens``: the record that proves it.
    """

    kind: Stretch
    first: date
    last: date
    words: str
    tip: str = ""
    opens: Route | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters: sold, accepted, a case. ``key`` is emitted when a case's mark is clicked."""

    day: date
    words: str
    tip: str
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """All that is drawn. ``steps`` stand above the bars, the most important first; ``cases`` below."""

    today: date
    steps: Sequence[Mark] = ()
    bars: Sequence[Bar] = ()
    cases: Sequence[Mark] = ()

    def span(self) -> tuple[date, date]:
        """The days that must be visible, today among them, with a little room on both sides."""
        days = [self.today, *(mark.day for mark in (*self.steps, *self.cases))]
        days += [day for bar in self.bars for day in (bar.first, bar.last)]
        first, last = min(days), max(days)
        room = max(timedelta(days=20), (last - first) / 30)
        return first - room, last + room


def pieces(bars: Sequence[Bar]) -> list[Bar]:
    """What the large row shows: on every day the first kind that holds, so that no day is drawn twice."""
    found: list[Bar] = []
    ranks = {kind: rank for rank, kind in enumerate(Stretch)}
    for bar in sorted(bars, key=lambda bar: (ranks[bar.kind], bar.first)):
        found += _left_free(bar, found)
    return sorted(found, key=lambda bar: bar.first)


def hidden(bars: Sequence[Bar]) -> list[list[Bar]]:
    """The rows of windows that the large row shows in part or not at all, each window whole."""
    shown = {(bar.kind, bar.first, bar.last, bar.tip) for bar in pieces(bars)}
    rows: list[list[Bar]] = []
    cut = (bar for bar in bars if (bar.kind, bar.first, bar.last, bar.tip) not in shown)
    for bar in sorted(cut, key=lambda bar: (bar.first, bar.last)):
        row = next((row for row in rows if row[-1].last < bar.first), None)
        if row is None:
            rows.append([bar])
        else:
            row.append(bar)
    return rows


def _left_free(bar: Bar, taken: Iterable[Bar]) -> list[Bar]:
    """The stretches of ``bar`` on which none of ``taken`` holds."""
    free = [(bar.first, bar.last)]
    for other in taken:
        kept: list[tuple[date, date]] = []
        for first, last in free:
            if other.last < first or other.first > last:
                kept.append((first, last))
                continue
            kept += [(first, other.first - ONE_DAY)] if first < other.first else []
            kept += [(other.last + ONE_DAY, last)] if last > other.last else []
        free = kept
    return [replace(bar, first=first, last=last) for first, last in free]


def staggered(places: Sequence[tuple[float, float]], rows: int) -> list[int | None]:
    """A row for each label (left edge, width), the first ones first; None for one that fits in no row any more."""
    taken: list[list[tuple[float, float]]] = [[] for _row in range(rows)]
    found: list[int | None] = []
    for left, width in places:
        clear = (
            row
            for row, others in enumerate(taken)
            if all(left + width + GAP <= other or other + wide + GAP <= left for other, wide in others)
        )
        row = next(clear, None)
        if row is not None:
            taken[row].append((left, width))
        found.append(row)
    return found


def gathered(places: Sequence[tuple[float, str]], measure: Callable[[str], float]) -> list[tuple[float, str]]:
    """Labels (middle, words) from left to right; those that would run into each other become one: 1, 2, 3 → 1–3."""
    groups: list[list[tuple[float, str]]] = []

    def label(group: list[tuple[float, str]]) -> tuple[float, str]:
        (first, begin), (last, end) = group[0], group[-1]
        return (first + last) / 2, begin if len(group) == 1 else f"{begin}–{end}"

    def collide(left: list[tuple[float, str]], right: list[tuple[float, str]]) -> bool:
        (here, words), (there, others) = label(left), label(right)
        return there - here < (measure(words) + measure(others)) / 2 + GAP

    for place in places:
        groups.append([place])
        while len(groups) > 1 and collide(groups[-2], groups[-1]):
            last = groups.pop()
            groups[-1] += last
    return [label(group) for group in groups]
