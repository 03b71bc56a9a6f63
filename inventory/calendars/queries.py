"""What the calendars say: working time by the rows of the database, the days of a year, and which years are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from inventory.calendars.days import DayLayer, DayRule, WorkingDays
from inventory.calendars.entries import Entry, Owner
from inventory.calendars.hours import Hours
from inventory.calendars.plans import same_region, stored
from inventory.calendars.rules import WorkCalendar
from inventory.calendars.standard import STANDARD
from inventory.calendars.words import YearState
from inventory.choices import Choice
from inventory.errors import NotFound
from inventory.i18n import N_, language
from inventory.kept import kept_day
from inventory.values.codes import name_key
from inventory.work import Context
from models import connect
from models.base import database

MISSING_FROM: Final = (11, 1)
"""From this month and day on next year's list is missed (rules.md 3.6): the notice usually appears in November."""
_ENTITIES: Final = "('calendar', 'calendar_day', 'calendar_year')"
_STAMP: Final = (
    "SELECT * FROM "
    f"(SELECT count(*), max(id) FROM change WHERE entity IN {_ENTITIES}) AS changes, "
    "(SELECT count(*), max(id), sum(version) FROM calendar) AS hours, "
    "(SELECT count(*), max(id), sum(version) FROM calendar_day) AS days, "
    "(SELECT count(*), max(id), sum(version) FROM calendar_year) AS years"
)
"""Differs after every change, whichever workstation made it; a few hundred rows are looked at."""


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A calendar in the list. ``used``: due times of policies that are reckoned by it."""

    id: int
    version: int
    code: str
    name_zh: str
    name_en: str
    hours: str
    every_day: bool
    standard: bool
    used: int

    @property
    def name(self) -> str:
        """Its name in the reader's language, the Chinese one where there is no other."""
        return self.name_zh if language() == "zh_CN" else self.name_en or self.name_zh


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the list. ``decides``: no higher layer says something else of it."""

    id: int
    version: int
    owner: Owner
    entry: Entry
    customer: str
    decides: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year and what is known of it. ``version`` 0: it has no row of its own yet."""

    year: int
    state: YearState
    version: int
    source: str
    days_off: int
    made_up: int


@dataclass(frozen=True, slots=True)
class YearView:
    """A year as it holds for somebody: its rows in the order of days, and those that decide by their day."""

    line: YearLine
    lines: tuple[DayLine, ...]
    deciding: Mapping[date, DayLine]
    working_days: int


@dataclass(slots=True)
class _Snapshot:
    """All rows as of one stamp, and the calendars that were made of them."""

    stamp: tuple[Any, ...]
    hours: dict[str, tuple[Hours, bool]]
    rules: dict[tuple[DayLayer, str, int | None], list[DayRule]]
    confirmed: frozenset[int]
    days: dict[tuple[str, int | None], WorkingDays] = field(default_factory=dict)
    made: dict[tuple[str, str, int | None], WorkCalendar] = field(default_factory=dict)


_kept: _Snapshot | None = None


def work_calendar(ctx: Context, code: str, *, region: str = "", customer_id: int | None = None) -> WorkCalendar:
    """The calendar of ``code`` on the days of the state, then of ``region``, the company, and the customer (C-09).

    Made once and kept until a row changes, here or at another workstation: asking again costs one small statement.
    A due time that needs a year whose list is not confirmed is not firm (INV-22), so nothing that rests on one is
    kept: ask again. Needs an open connection. Raises NotFound for a calendar that is not there.
    """
    now = _snapshot()
    key = (code, name_key(region), customer_id)
    found = now.made.get(key)
    if found is None:
        if code not in now.hours:
            raise NotFound(
                N_("There is no calendar {code}. Add it under Settings → Calendars, or choose another one."), code=code
            )
        hours, every_day = now.hours[code]
        found = now.made[key] = WorkCalendar(hours, _days(now, key[1], customer_id), every_day=every_day)
    return found


def working_days(ctx: Context, *, region: str = "", customer_id: int | None = None) -> WorkingDays:
    """The working days alone, for whoever asks for no hours. Needs an open connection."""
    return _days(_snapshot(), name_key(region), customer_id)


def _days(now: _Snapshot, region: str, customer_id: int | None) -> WorkingDays:
    found = now.days.get((region, customer_id))
    if found is None:
        owners = (
            (DayLayer.STATE, "", None),
            (DayLayer.REGION, region, None),
            (DayLayer.COMPANY, "", None),
            (DayLayer.CUSTOMER, "", customer_id),
        )
        rules = [rule for owner in owners for rule in now.rules.get(owner, ())]
        found = now.days[region, customer_id] = WorkingDays.of(rules, now.confirmed)
    return found


def _snapshot() -> _Snapshot:
    global _kept
    stamp = (database.database, *connect.rows(_STAMP)[0])
    kept = _kept
    if kept is None or kept.stamp != stamp:
        kept = _kept = _read(stamp)
    return kept


def _read(stamp: tuple[Any, ...]) -> _Snapshot:
    rules: dict[tuple[DayLayer, str, int | None], list[DayRule]] = {}
    for row in stored(date.min, date.max):
        owner, entry = row.owner, row.entry
        rule = DayRule(entry.day, entry.kind, owner.layer, entry.name, entry.confirmed)
        rules.setdefault((owner.layer, name_key(owner.region), owner.customer_id), []).append(rule)
    hours = {
        code: (Hours.parse(typed), bool(every_day))
        for code, typed, every_day in connect.rows("SELECT code, hours, every_day FROM calendar")
    }
    years = connect.rows("SELECT year FROM calendar_year WHERE confirmed")
    return _Snapshot(stamp, hours, rules, frozenset(year for (year,) in years))


def calendars(ctx: Context) -> list[CalendarLine]:
    """All calendars, the standard ones first."""
    found = connect.rows(
        "SELECT id, version, code, name_zh, name_en, hours, every_day, standard, "
        "(SELECT count(*) FROM sla_target WHERE sla_target.calendar_id = calendar.id) FROM calendar "
        "ORDER BY code"
    )
    place = {code: number for number, code in enumerate(STANDARD)}
    lines = [CalendarLine(*[*row[:6], bool(row[6]), bool(row[7]), row[8]]) for row in found]
    return sorted(lines, key=lambda line: place.get(line.code, len(place)))


def years(ctx: Context) -> list[YearLine]:
    """Every year from the first that is known to next year, the latest first."""
    known = {row[0]: row for row in connect.rows("SELECT year, version, confirmed, source FROM calendar_year")}
    counts: dict[int, list[int]] = {}
    for day, kind in connect.rows("SELECT day, kind FROM calendar_day WHERE layer = 'STATE'"):
        counts.setdefault(kept_day(day).year, [0, 0])[kind == "MAKEUP"] += 1
    coming = ctx.clock.today().year + 1
    first = min([coming - 1, *known, *counts])
    last = max([coming, *known, *counts])
    return [_year_line(year, known.get(year), counts.get(year)) for year in range(last, first - 1, -1)]


def _year_line(year: int, row: Sequence[Any] | None, counts: Sequence[int] | None) -> YearLine:
    off, made_up = counts or (0, 0)
    state = YearState.CONFIRMED if row and row[2] else YearState.PROVISIONAL if counts else YearState.MISSING
    return YearLine(year, state, row[1] if row else 0, row[3] if row else "", off, made_up)


def year_view(ctx: Context, year: int, region: str = "", customer_id: int | None = None) -> YearView:
    """A year as it holds for a region and a customer; "" and None: for the company as a whole."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rank = {layer: number for number, layer in enumerate(DayLayer)}
    rows = sorted(
        (row for row in stored(first, last) if _concerns(row.owner, region, customer_id)),
        key=lambda row: (row.entry.day, rank[row.owner.layer]),
    )
    highest = {row.entry.day: row.id for row in rows}
    names = _customer_names({row.owner.customer_id for row in rows if row.owner.customer_id is not None})
    lines = tuple(
        DayLine(
            row.id, row.version, row.owner, row.entry, names.get(row.owner.customer_id or 0, ""),
            highest[row.entry.day] == row.id,
        )
        for row in rows
    )  # fmt: skip
    known = connect.rows("SELECT year, version, confirmed, source FROM calendar_year WHERE year = ?", (year,))
    own = [row.entry.kind for row in rows if row.owner.layer is DayLayer.STATE]
    made_up = sum(kind.value == "MAKEUP" for kind in own)
    line = _year_line(year, known[0] if known else None, (len(own) - made_up, made_up) if own else None)
    return YearView(
        line, lines, {each.entry.day: each for each in lines if each.decides},
        working_days(ctx, region=region, customer_id=customer_id).between(first, last),
    )  # fmt: skip


def _concerns(owner: Owner, region: str, customer_id: int | None) -> bool:
    if owner.layer is DayLayer.REGION:
        return bool(region) and same_region(owner.region, region)
    return owner.layer is not DayLayer.CUSTOMER or (customer_id is not None and owner.customer_id == customer_id)


def _customer_names(ids: set[int]) -> dict[int, str]:
    marks = ", ".join("?" * len(ids))
    return dict(connect.rows(f"SELECT id, name FROM customer WHERE id IN ({marks})", tuple(ids))) if ids else {}


def missing_year(ctx: Context) -> int | None:
    """Next year, where its list is not confirmed though it is November already (rules.md 3.6); else None."""
    today = ctx.clock.today()
    if (today.month, today.day) < MISSING_FROM:
        return None
    coming = today.year + 1
    found = connect.rows("SELECT 1 FROM calendar_year WHERE year = ? AND confirmed", (coming,))
    return None if found else coming


def regions(ctx: Context) -> list[str]:
    """The regions of sites, and those that have days of their own, each once."""
    found: dict[str, str] = {}
    for (region,) in connect.rows(
        "SELECT DISTINCT region FROM calendar_day WHERE layer = 'REGION' "
        "UNION ALL SELECT DISTINCT region FROM customer_site WHERE region <> ''"
    ):
        found.setdefault(name_key(region), region)
    return sorted(found.values())


def customers_with_days(ctx: Context) -> list[Choice]:
    """The customers that have days of their own."""
    found = connect.rows(
        "SELECT DISTINCT customer.id, customer.name, customer.code FROM calendar_day "
        "JOIN customer ON customer.id = calendar_day.customer_id ORDER BY customer.name"
    )
    return [Choice(*row) for row in found]
