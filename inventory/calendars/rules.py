"""Working time: due times, working days and the loaner's deadline (rules.md C-09, C-10, C-11).

All moments are wall times of the depot's zone without a zone of their own: ``clock.local()`` makes them from instants.
Opening hours are whole minutes; the seconds of a report are kept, since a promise of ten minutes runs to the second.
The end of a day, 24:00, is written as 00:00 of the day after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from inventory.calendars.days import ONE_DAY, Days, EveryDay, WorkingDays
from inventory.calendars.hours import Hours
from inventory.calendars.published import published_working_days
from inventory.calendars.standard import STANDARD
from inventory.errors import InvalidInput
from inventory.i18n import N_

WORKDAY_HOURS: Final = timedelta(hours=8)
"""What one working day counts where working days are counted in hours (C-11)."""
LONGEST_DAYS: Final = 36_525
"""A hundred years: a larger amount is a slip of the keyboard."""
_NOTHING: Final = timedelta()


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due; not ``firm`` where it rests on a day that may still become a holiday (INV-22)."""

    at: datetime
    firm: bool


class WorkdayCount(StrEnum):
    """How n working days are counted (C-11)."""

    EXCL_START = "EXCL_START"
    """The n-th working day after that of the report, until close (Civil Code Art. 201: the first is not counted)."""
    INCL_START = "INCL_START"
    """A report before close on a working day makes that day the first."""
    ELAPSED_HOURS = "ELAPSED_HOURS"
    """n × 8 open hours from the report."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count, from ``first`` to ``until``; None while it lasts."""

    first: datetime
    until: datetime | None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.first:
            raise ValueError(f"a pause that ends at {self.until}, before it begins at {self.first}")


class WorkCalendar:
    """When somebody works: ``hours`` on each working day, or with ``every_day`` on all days.

    Working days stay those of ``working`` on an ``every_day`` calendar, too: 工作日 is a word of the law, however long
    the hotline is manned (C-09).
    """

    def __init__(self, hours: Hours, working: WorkingDays, *, every_day: bool = False) -> None:
        self.hours = hours
        self.working = working
        self._open: Days = EveryDay() if every_day else working

    def add(self, start: datetime, open_time: timedelta) -> Due:
        """When ``open_time`` has passed since ``start`` (C-10).

        Skips to the next open moment and consumes open time; what ends with an opening ends there, at 12:00 and not at
        13:00. No open time at all is due at the next open moment. Raises InvalidInput (field "amount") for a negative
        amount and for one that leads out of the calendar.
        """
        day, moment = _split(start)
        if not _NOTHING <= open_time <= timedelta(LONGEST_DAYS):
            raise _unreckonable()
        with _within_the_calendar():
            asked = day if moment < self.hours.close else day + ONE_DAY  # after close it does not matter what day it is
            end, reached = self._consume(day, moment, open_time)
            return Due(datetime.combine(end, time()) + reached, self._open.is_firm(asked, end))

    def add_workdays(self, start: datetime, days: int, count: WorkdayCount) -> Due:
        """The end of ``days`` working days from ``start`` (C-11): close of business, or the hour for ELAPSED_HOURS.

        Raises InvalidInput (field "days") below 1 and above 36,525.
        """
        if not 1 <= days <= LONGEST_DAYS:
            raise InvalidInput(
                N_("Choose 1 to {longest} working days, not {days}."), field="days", longest=LONGEST_DAYS, days=days
            )
        if count is WorkdayCount.ELAPSED_HOURS:
            return self.add(start, WORKDAY_HOURS * days)
        day, moment = _split(start)
        if count is WorkdayCount.INCL_START and moment < self.hours.close:
            return self._close_after(day, days - self.working.holds(day), asked=day)
        return self._close_after(day, days)

    def open_time(self, start: datetime, end: datetime) -> timedelta:
        """The open time from ``start`` to ``end``; below zero where ``end`` comes first."""
        if end < start:
            return -self.open_time(end, start)
        (first, begin), (last, until) = _split(start), _split(end)
        if first == last:
            return self._opened(last, until) - self._opened(first, begin)
        whole = self._open.between(first + ONE_DAY, last - ONE_DAY) * self.hours.length
        return self._opened(first, ONE_DAY) - self._opened(first, begin) + whole + self._opened(last, until)

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody works at ``moment``."""
        day, since = _split(moment)
        return self._open.holds(day) and self.hours.open_from(since) == since

    def add_paused(self, start: datetime, open_time: timedelta, pauses: Iterable[Pause]) -> Due | None:
        """As ``add``, with the open time of ``pauses`` not consumed; None while one of them lasts (C-10).

        Each pause moves the due time to ``add(its end, what was left at its beginning)``. Pauses that overlap count
        once; one that begins when the time is used up changes nothing.
        """
        due, left, base = self.add(start, open_time), open_time, start
        firm = due.firm
        for pause in sorted(pauses, key=lambda pause: pause.first):
            if pause.first >= due.at:
                break
            if pause.until is None:
                return None
            if pause.until <= base:
                continue
            left -= self.open_time(base, max(base, pause.first))
            base = pause.until
            due = self.add(base, left)
            firm = firm and due.firm
        return Due(due.at, firm)

    def end_of_workday_after(self, due: Due) -> Due:
        """Close of business on the working day after the one on which ``due`` falls; 24:00 belongs to its day."""
        day = (due.at - datetime.resolution).date()
        following = self._close_after(day, 1)
        return Due(following.at, due.firm and following.firm)

    def _consume(self, day: date, moment: timedelta, open_time: timedelta) -> tuple[date, timedelta]:
        needed = open_time
        opening = self.hours.open_from(moment)
        if opening is not None and self._open.holds(day):
            needed += self.hours.opened_by(moment)
            if not open_time:
                return day, opening
            if needed <= self.hours.length:
                return day, self.hours.reached(needed)
            needed -= self.hours.length
        if not needed:
            return self._open.after(day, 1), timedelta(minutes=self.hours.openings[0].first)
        whole = -(-needed // self.hours.length)
        return self._open.after(day, whole), self.hours.reached(needed - (whole - 1) * self.hours.length)

    def _opened(self, day: date, moment: timedelta) -> timedelta:
        return self.hours.opened_by(moment) if self._open.holds(day) else _NOTHING

    def _close_after(self, day: date, number: int, *, asked: date | None = None) -> Due:
        """Close on the ``number``-th working day after ``day`` (0: that day); ``asked`` is the first that matters."""
        with _within_the_calendar():
            end = self.working.after(day, number) if number else day
            firm = self.working.is_firm(asked or day + ONE_DAY, end)
            return Due(datetime.combine(end, time()) + self.hours.close, firm)


@cache
def standard_calendar(code: str) -> WorkCalendar:
    """CAL_5X8, CAL_7X8, CAL_5X24 or CAL_7X24 on the published days of mainland China. Raises KeyError for others."""
    pattern = STANDARD[code]
    return WorkCalendar(pattern.hours, _published(), every_day=pattern.every_day)


def loaner_due(calendar: WorkCalendar, reported_at: datetime, count: WorkdayCount, *, repair_days: int = 1) -> Due:
    """By when a loaner must be supplied (S2c, C-11): the working day after the limit of ``repair_days``, until close.

    Whether 下一个工作日 counts the day of the report is open: warn by INCL_START, the strictest reading, and call it
    late by what the contract says.
    """
    return calendar.end_of_workday_after(calendar.add_workdays(reported_at, repair_days, count))


@cache
def _published() -> WorkingDays:
    return published_working_days()


def _split(moment: datetime) -> tuple[date, timedelta]:
    if moment.tzinfo is not None:
        raise ValueError(f"{moment} has a zone; working time is reckoned in wall time: clock.local()")
    return moment.date(), moment - datetime.combine(moment.date(), time())


@contextmanager
def _within_the_calendar() -> Iterator[None]:
    try:
        yield
    except OverflowError:
        raise _unreckonable() from None


def _unreckonable() -> InvalidInput:
    return InvalidInput(
        N_("No due time can be reckoned from this amount of working time. Correct the amount."), field="amount"
    )
