"""What every depot begins with: the four standard calendars, and the days that the State Council has announced.

Both are rows that a person may edit (rules.md C-09), so what is there already is left as it stands.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from peewee import chunked

from inventory.calendars import asked
from inventory.calendars.asked import is_loaded, package
from inventory.calendars.days import DayLayer, DayRule
from inventory.calendars.followers import changed
from inventory.calendars.plans import stored
from inventory.calendars.published import published_days
from inventory.calendars.standard import STANDARD
from inventory.work import Work
from models import connect
from models.calendars import Calendar, CalendarDay, CalendarYear

__all__ = ["is_loaded", "load_published", "load_standard", "package"]

FIRST_PUBLISHED: Final = 2004
"""The first year that the package knows."""
_NAMES: Final = {
    "CAL_5X8": ("工作日 8 小时", "Working days, 8 hours"),
    "CAL_7X8": ("每天 8 小时", "Every day, 8 hours"),
    "CAL_5X24": ("工作日 24 小时", "Working days, 24 hours"),
    "CAL_7X24": ("全天候 7×24", "Around the clock"),
}
_AT_ONCE: Final = 100
_SOURCE: Final = 120
_PACKAGE: Final = re.compile(r"(?: · )?chinesecalendar[ 0-9.a-z]*$")


def load_standard(work: Work) -> None:
    """Add those of the four standard calendars that are not there; one whose hours were adjusted stays as it is."""
    known = {code for (code,) in connect.rows("SELECT code FROM calendar")}
    for code, pattern in STANDARD.items():
        if code not in known:
            name_zh, name_en = _NAMES[code]
            work.create(
                Calendar, code=code, name_zh=name_zh, name_en=name_en, hours=str(pattern.hours),
                every_day=pattern.every_day, standard=True,
            )  # fmt: skip


def load_published(work: Work) -> None:
    """Add the announced days of the years that are not confirmed yet, and confirm these years.

    A day that somebody has entered is never overwritten. Where it says something else than the notice, or a day that
    the notice does not know, the year stays unconfirmed: a person looks at it. Asks the package only when it is
    another version than last time, because that costs 30 ms of a start.
    """
    source = asked.package()
    years = {row.year: row for row in CalendarYear.select()}
    if any(row.source.endswith(source) for row in years.values()):
        return
    year, loaded = FIRST_PUBLISHED, list[int]()
    newest: CalendarYear | None = None
    while (announced := published_days(year)) is not None:
        row = years.get(year)
        if row is None or not row.confirmed:
            row = _load(work, year, announced, row, source)
            loaded.append(year)
        newest, year = row, year + 1
    if newest is not None:  # it says which version was asked last, behind where its days come from
        work.change(newest, source=_signed(newest.source, source))
    if loaded:
        changed(work, (date(loaded[0], 1, 1), date(loaded[-1], 12, 31)))


def _load(work: Work, year: int, announced: tuple[DayRule, ...], row: CalendarYear | None, source: str) -> CalendarYear:
    there = {
        row.entry.day: row.entry.kind
        for row in stored(date(year, 1, 1), date(year, 12, 31))
        if row.owner.layer is DayLayer.STATE
    }
    missing = [rule for rule in announced if rule.day not in there]
    values = [
        {
            "day": rule.day, "kind": rule.kind, "layer": DayLayer.STATE, "name": rule.name, "confirmed": True,
            "source": source,
        }
        for rule in missing
    ]  # fmt: skip
    for some in chunked(values, _AT_ONCE):  # not one by one and journalled: nobody typed them
        CalendarDay.insert_many(some).execute()
    agreed = {rule.day: rule.kind for rule in announced}
    agrees = all(agreed.get(day) is kind for day, kind in there.items())
    if row is None:
        return work.create(CalendarYear, year=year, confirmed=agrees, source=source)
    return work.change(row, confirmed=agrees)


def _signed(kept: str, source: str) -> str:
    """``kept`` with the version of the package behind it instead of the one that stood there."""
    own = _PACKAGE.sub("", kept)
    return f"{own[: _SOURCE - len(source) - 3]} · {source}" if own else source
