"""What a typed notice would write, and what a calendar answers, shown before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from inventory.calendars.days import DayKind
from inventory.calendars.entries import STATE, Owner, check_owner, check_year
from inventory.calendars.notice import parse_notice
from inventory.calendars.plans import Line, compare, not_borne_out
from inventory.calendars.queries import work_calendar
from inventory.calendars.rules import Due, WorkdayCount
from inventory.work import Context

LEAST_DAYS_OFF: Final = 11
"""The days off of the law from 2008 to 2024; since then there are 13 (全国年节及纪念日放假办法)."""


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """A notice as text. ``complete``: it lists all days of the year, so an expected day it does not name is dropped.

    None: judged by how many days off it names; LEAST_DAYS_OFF are those of the law.
    """

    year: int
    text: str
    owner: Owner = STATE
    source: str = ""
    complete: bool | None = None


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """The days of a notice beside the list, and the sentences that name none. ``complete``: all of the year."""

    year: int
    lines: tuple[Line, ...]
    passed_over: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class TryOut:
    """A report and an amount: ``open_time`` on the calendar, or ``workdays`` by ``count``."""

    code: str
    start: datetime
    open_time: timedelta | None = None
    workdays: int = 0
    count: WorkdayCount = WorkdayCount.EXCL_START
    region: str = ""
    customer_id: int | None = None


def preview_notice(ctx: Context, request: NoticeRequest) -> NoticePreview:
    """Read a notice and compare it with the list; nothing is written. Raises InvalidInput (field "text")."""
    check_year(request.year)
    owner = check_owner(request.owner)
    found = parse_notice(request.text, request.year, request.source)
    lines = compare((owner, entry) for entry in found.entries)
    off = sum(entry.kind is DayKind.HOLIDAY for entry in found.entries)
    complete = owner == STATE and (off >= LEAST_DAYS_OFF if request.complete is None else request.complete)
    if complete:
        lines += not_borne_out(found.entries, request.year)
    return NoticePreview(request.year, tuple(lines), found.passed_over, complete)


def try_out(ctx: Context, request: TryOut) -> Due:
    """When something would be due; raises InvalidInput for an amount that cannot be meant."""
    calendar = work_calendar(ctx, request.code, region=request.region, customer_id=request.customer_id)
    if request.open_time is not None:
        return calendar.add(request.start, request.open_time)
    return calendar.add_workdays(request.start, request.workdays, request.count)
