"""Calendars with their hours are added, corrected and removed here. Days: day_commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from inventory.calendars.events import CalendarsChanged
from inventory.calendars.hours import Hours
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.values.codes import normalise
from inventory.work import Context, command, needs
from models import connect
from models.access import Right
from models.calendars import Calendar

_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,19}")
_NAME_LIMIT: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFields:
    """What a person enters of a calendar. ``hours`` like 08:30-12:00 13:00-17:30."""

    code: str
    name_zh: str
    hours: str
    name_en: str = ""
    every_day: bool = False
    """Open on all days: no holiday closes it."""


@dataclass(frozen=True, slots=True)
class AddCalendar(CalendarFields):
    """A calendar that is not there yet."""


@dataclass(frozen=True, slots=True)
class EditCalendar(CalendarFields):
    """All fields of a calendar as they should be now."""

    calendar_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class RemoveCalendar:
    """A calendar that no due time is reckoned by."""

    calendar_id: int
    seen_version: int


@command
@needs(Right.EDIT_POLICIES)
def add_calendar(ctx: Context, calendar: AddCalendar) -> int:
    """Add a calendar and return its id."""
    values = _values(calendar)
    with ctx.work() as work:
        row = work.create(Calendar, **values)
        work.announce(CalendarsChanged())
    return int(row.id)


@command
@needs(Right.EDIT_POLICIES)
def edit_calendar(ctx: Context, calendar: EditCalendar) -> int:
    """Correct a calendar and return its id. Of a standard one only names and hours may be others."""
    values = _values(calendar)
    with ctx.work() as work:
        row = work.lock(Calendar, calendar.calendar_id)
        work.check_seen(row, calendar.seen_version)
        if row.standard and (values["code"], values["every_day"]) != (row.code, row.every_day):
            raise RuleBroken(
                N_(
                    "{code} is one of the four standard calendars, which policies name: its code and its days stay. "
                    "Its hours and names may be adjusted; for other days add a calendar of your own."
                ),
                code=row.code,
            )
        work.change(row, **values)
        work.announce(CalendarsChanged())
    return calendar.calendar_id


@command
@needs(Right.EDIT_POLICIES)
def remove_calendar(ctx: Context, order: RemoveCalendar) -> None:
    """Remove a calendar of one's own."""
    with ctx.work() as work:
        row = work.lock(Calendar, order.calendar_id)
        work.check_seen(row, order.seen_version)
        if row.standard:
            raise RuleBroken(
                N_("{code} is one of the four standard calendars, which policies name. It stays."), code=row.code
            )
        used = connect.rows("SELECT count(*) FROM sla_target WHERE calendar_id = ?", (row.id,))[0][0]
        if used:
            raise RuleBroken(
                N_("{count} due times of policies are reckoned by {code}. Choose another calendar there first."),
                count=used,
                code=row.code,
            )
        work.delete(row)
        work.announce(CalendarsChanged())


def _values(calendar: CalendarFields) -> dict[str, Any]:
    code = normalise(calendar.code)
    if not _CODE.fullmatch(code):
        raise InvalidInput(
            N_("A calendar's code has up to 20 letters and digits, and may have _ or - inside. Correct it."),
            field="code",
        )
    name_zh, name_en = line(calendar.name_zh), line(calendar.name_en)
    if not name_zh:
        raise InvalidInput(N_("Enter a name."), field="name_zh")
    for field, text in (("name_zh", name_zh), ("name_en", name_en)):
        if len(text) > _NAME_LIMIT:
            raise InvalidInput(
                N_("At most {limit} characters fit here; shorten the text."), field=field, limit=_NAME_LIMIT
            )
    hours = str(Hours.parse(calendar.hours))
    if len(hours) > Calendar.hours.max_length:
        raise InvalidInput(N_("These are too many stretches for one day. Join some of them."), field="hours")
    return {
        "code": code,
        "name_zh": name_zh,
        "name_en": name_en,
        "hours": hours,
        "every_day": calendar.every_day,
    }
