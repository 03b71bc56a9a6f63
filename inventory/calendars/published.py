"""The days off and the make-up days that the State Council has announced, as far as the package knows them.

The only place that knows ``chinesecalendar``. Its 1.11 covers 2004 to 2026 and raises NotImplementedError for any other
year; the notice for a year usually appears in November of the one before (rules.md C-09). The rows are there to be
loaded into a table and edited.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from inventory.calendars.days import DayKind, DayLayer, DayRule, WorkingDays, YearRules


@cache
def published_days(year: int) -> tuple[DayRule, ...] | None:
    """The announced days of ``year`` in order, with their Chinese names; None where the package has none yet.

    The Saturdays and Sundays of a holiday are among them, so that the list reads like the notice.
    """
    import chinese_calendar  # 30 ms, so only when a year is asked for

    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return None
    kinds = {DayKind.HOLIDAY: chinese_calendar.holidays, DayKind.MAKEUP: chinese_calendar.workdays}
    announced = [
        DayRule(day, kind, DayLayer.STATE, chinese_calendar.Holiday(name).chinese)
        for kind, days in kinds.items()
        for day, name in days.items()
        if day.year == year
    ]
    return tuple(sorted(announced, key=lambda rule: rule.day))


def published_working_days() -> WorkingDays:
    """The working days of mainland China; Monday to Friday, and not firm, in a year that is not published."""
    return WorkingDays(_rules)


def _rules(year: int) -> YearRules:
    days = published_days(year)
    return YearRules() if days is None else YearRules(days, confirmed=True)
