"""How often the stock of a part is turned over: what was used in the last year, beside what lay there on average."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

WINDOW: Final = 365
"""Days that are looked at, today included; for a part that came later, the days since it did."""
SHORTEST: Final = 30
"""Of fewer days nothing is said: one issue would look like a habit."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """``used`` in ``days`` up to today: what went to customers and did not come back. In units of 10**-decimals.

    ``average``: what lay there at the end of a day. ``on_hand``: what lies there now.
    """

    days: int
    used: int
    average: Fraction
    on_hand: int

    @property
    def times(self) -> Fraction | None:
        """How often in a year the average stock is used up; None where nothing lay there."""
        return Fraction(max(0, self.used) * WINDOW, self.days) / self.average if self.average else None

    @property
    def lasts(self) -> int | None:
        """For how many days what lies there now is enough at that pace; None where nothing was used."""
        return self.on_hand * self.days // self.used if self.used > 0 else None


def first_day(today: date) -> date:
    """The first of the days that are looked at."""
    return today - timedelta(days=WINDOW - 1)


def turnover(steps: Iterable[tuple[date, int]], used: int, today: date) -> Turnover | None:
    """The turnover up to today; None for a part that has been there for too short a time.

    ``steps``: the days on which the stock changed, in order, with what was there at their end; ``used``: in the window.
    """
    known = [step for step in steps if step[0] <= today]
    if not known:
        return None
    first = max(first_day(today), known[0][0])
    days = (today - first).days + 1
    if days < SHORTEST:
        return None
    there = 0
    ends = [*(day for day, _quantity in known[1:]), today + timedelta(days=1)]
    for (on, quantity), following in zip(known, ends, strict=True):
        there += max(0, (following - max(on, first)).days) * quantity
    return Turnover(days, used, Fraction(there, days), known[-1][1])
