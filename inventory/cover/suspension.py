"""Repair days that do not use up the cover (rules.md C-03): 扣除因修理占用和无零配件待修的时间.

A repair takes the days from the one on which the unit is taken in up to, not including, the one on which it is handed
back, so a repair within a day takes none. Days on which two repairs overlap are taken once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inventory.cover.extensions import first_own_day
from inventory.cover.rules import ONE_DAY, Segment, SegmentKind, Window, effective_last


class SuspendRule(StrEnum):
    """Setting ``warranty.suspend``: which days of a repair are given back."""

    NONE = "NONE"
    REPAIR_DAYS = "REPAIR_DAYS"
    REPAIR_DAYS_EXCEPT_LOANER = "REPAIR_DAYS_EXCEPT_LOANER"
    """Not those on which the customer had a loaner."""


@dataclass(frozen=True, slots=True)
class Absence:
    """From ``first`` up to, not including, ``back``: a unit in repair, or a loaner on site. None: not back yet."""

    first: date
    back: date | None

    def __post_init__(self) -> None:
        if self.back is not None and self.back < self.first:
            raise ValueError(f"back on {self.back}, before it went on {self.first}")


@dataclass(frozen=True, slots=True)
class Repair(Absence):
    """A repair, from the day it is taken in to the day it is handed back. ``chargeable``: the user's damage."""

    chargeable: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Suspension:
    """``days`` given back, so that the cover lasts until ``last``.

    ``counted`` are the repairs behind them, ``too_late`` those taken in after the cover had ended: the steps of an
    explanation.
    """

    days: int
    last: date
    counted: tuple[Repair, ...] = ()
    too_late: tuple[Repair, ...] = ()


def suspended(
    window: Window,
    repairs: Iterable[Repair],
    rule: SuspendRule,
    *,
    today: date,
    loaners: Iterable[Absence] = (),
) -> Suspension:
    """How far repairs move the last day of ``window``.

    Repairs are taken in the order in which they began: each that began on or before the last day as it stands then
    moves it. So the order is stable, too: what comes later began later, and can bring back nothing that was left out.
    Chargeable repairs do not count, nor days before the cover begins. A repair that goes on counts up to ``today``.
    """
    if rule is SuspendRule.NONE:
        return Suspension(0, window.last)
    lent = _days(loaners, today) if rule is SuspendRule.REPAIR_DAYS_EXCEPT_LOANER else set()
    taken: set[date] = set()
    last = window.last
    counted: list[Repair] = []
    too_late: list[Repair] = []
    for repair in sorted(repairs, key=lambda repair: repair.first):
        if repair.chargeable:
            continue
        if repair.first > last:
            too_late.append(repair)
            continue
        counted.append(repair)
        taken |= {day for day in _days([repair], today) if day >= window.first} - lent
        last = window.last + timedelta(days=len(taken))
    return Suspension(len(taken), last, tuple(counted), tuple(too_late))


def suspension_segments(
    segments: Sequence[Segment],
    repairs: Iterable[Repair],
    rule: SuspendRule,
    *,
    today: date,
    loaners: Iterable[Absence] = (),
) -> tuple[Segment, ...]:
    """The days given back, as a segment after the warranty that ``segments`` make, extension contracts left out."""
    warranty = [segment for segment in segments if segment.kind is not SegmentKind.EXTENSION]
    first, last = first_own_day(warranty), effective_last(warranty)
    if first is None or last is None:
        return ()
    found = suspended(Window(first, last), repairs, rule, today=today, loaners=loaners)
    if not found.days:
        return ()
    source = ", ".join(repair.source for repair in found.counted if repair.source)
    kind = SegmentKind.SUSPENSION
    return (Segment(kind, last + ONE_DAY, found.last, source or kind.value),)


def _days(absences: Iterable[Absence], today: date) -> set[date]:
    return {
        absence.first + timedelta(days=number)
        for absence in absences
        for number in range(((today if absence.back is None else absence.back) - absence.first).days)
    }
