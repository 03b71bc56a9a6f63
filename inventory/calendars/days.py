"""Which days are working days: rules for single days in layers, and Monday to Friday elsewhere (rules.md C-09)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Final, Protocol, Self

from models.calendars import DayKind, DayLayer

__all__ = ["ONE_DAY", "DayKind", "DayLayer", "DayRule", "Days", "EveryDay", "WorkingDays", "YearRules"]

ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


_RANK: Final = {layer: rank for rank, layer in enumerate(DayLayer)}


@dataclass(frozen=True, slots=True)
class DayRule:
    """One day that differs from its weekday, as a row of a table.

    ``name`` is data (春节), not a sentence. A rule that is not ``confirmed`` is followed, but what rests on it is not
    firm.
    """

    day: date
    kind: DayKind
    layer: DayLayer = DayLayer.STATE
    name: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class YearRules:
    """The rules for the days of one year. ``confirmed``: the state's list of this year is known and complete."""

    rules: Sequence[DayRule] = ()
    confirmed: bool = False


class Days(Protocol):
    """A set of days on which something is open or worked."""

    def holds(self, day: date) -> bool:
        """Whether ``day`` is one of them."""
        ...

    def after(self, day: date, number: int) -> date:
        """The ``number``-th of them after ``day``, from 1; OverflowError beyond the year 9999."""
        ...

    def between(self, first: date, last: date) -> int:
        """How many of them there are from ``first`` to ``last``, both included; 0 where ``last`` is earlier."""
        ...

    def is_firm(self, first: date, last: date) -> bool:
        """Whether nobody can still change one of the days from ``first`` to ``last``, both included."""
        ...


class EveryDay:
    """All days: no holiday is asked for, so nothing about them can change."""

    def holds(self, day: date) -> bool:
        return True

    def after(self, day: date, number: int) -> date:
        return day + timedelta(days=number)

    def between(self, first: date, last: date) -> int:
        return max(0, (last - first).days + 1)

    def is_firm(self, first: date, last: date) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Year:
    working: tuple[int, ...]
    unsure: tuple[int, ...]


class WorkingDays:
    """The working days by the rules that ``source`` gives for each year.

    A day is decided by the rule of the highest layer, and among rules of one layer by the last; where there is none,
    Monday to Friday are worked. It is firm where its rule is confirmed, or where there is none and the year is.

    A year is read when it is first asked for, and then kept as sorted day numbers: counting over decades costs a
    bisection a year.
    """

    def __init__(self, source: Callable[[int], YearRules]) -> None:
        self._source = source
        self._years: dict[int, _Year] = {}

    @classmethod
    def of(cls, rules: Iterable[DayRule], confirmed_years: Collection[int]) -> Self:
        """By rows, for example those of the database, and the years whose list of the state is complete."""
        rows: dict[int, list[DayRule]] = {}
        for rule in rules:
            rows.setdefault(rule.day.year, []).append(rule)
        return cls(lambda year: YearRules(rows.get(year, ()), year in confirmed_years))

    def holds(self, day: date) -> bool:
        working = self._year(day.year).working
        found = bisect_left(working, day.toordinal())
        return found < len(working) and working[found] == day.toordinal()

    def after(self, day: date, number: int) -> date:
        left = number
        for year in range(day.year, MAXYEAR + 1):
            working = self._year(year).working
            passed = bisect_right(working, day.toordinal()) if year == day.year else 0
            if left <= len(working) - passed:
                return date.fromordinal(working[passed + left - 1])
            left -= len(working) - passed
        raise OverflowError("no more working days before the year 10000")

    def between(self, first: date, last: date) -> int:
        return sum(
            bisect_right(days.working, last.toordinal()) - bisect_left(days.working, first.toordinal())
            for days in self._years_of(first, last)
        )

    def is_firm(self, first: date, last: date) -> bool:
        return all(
            bisect_right(days.unsure, last.toordinal()) == bisect_left(days.unsure, first.toordinal())
            for days in self._years_of(first, last)
        )

    def deciding(self, day: date) -> DayRule | None:
        """The rule that decides ``day``; None where its weekday does."""
        return _deciding(self._source(day.year).rules).get(day)

    def _years_of(self, first: date, last: date) -> Iterable[_Year]:
        return (self._year(year) for year in range(first.year, last.year + 1)) if first <= last else ()

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = _indexed(year, self._source(year))
        return found


def _deciding(rules: Iterable[DayRule]) -> dict[date, DayRule]:
    return {rule.day: rule for rule in sorted(rules, key=lambda rule: _RANK[rule.layer])}


def _indexed(year: int, rules: YearRules) -> _Year:
    deciding = {day.toordinal(): rule for day, rule in _deciding(rules.rules).items()}
    working, unsure = [], []
    for number in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        rule = deciding.get(number)
        if rule.kind is not DayKind.HOLIDAY if rule else (number - 1) % 7 < _SATURDAY:
            working.append(number)
        if not (rule.confirmed if rule else rules.confirmed):
            unsure.append(number)
    return _Year(tuple(working), tuple(unsure))
