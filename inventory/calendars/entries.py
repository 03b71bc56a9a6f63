"""Days as they are entered: for whom, which kind, and what cannot be meant (rules.md C-09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory.calendars.days import ONE_DAY, DayKind, DayLayer
from inventory.calendars.words import weekday_word
from inventory.errors import InvalidInput
from inventory.i18n import N_, Message
from inventory.naming import line
from inventory.values.days import FIRST_YEAR, LAST_YEAR, show_day

LONGEST_SPAN: Final = 366
"""Days that can be set at once: a whole year."""
NAME_LIMIT: Final = 60
_FRIDAY: Final = 4


@dataclass(frozen=True, slots=True)
class Owner:
    """For whom a day holds: a layer, with the region or the customer where the layer is one's own."""

    layer: DayLayer = DayLayer.STATE
    region: str = ""
    customer_id: int | None = None


STATE: Final = Owner()


@dataclass(frozen=True, slots=True)
class Entry:
    """A day as somebody states it, and where it comes from. Not ``confirmed``: expected, it may still change."""

    day: date
    kind: DayKind
    name: str = ""
    confirmed: bool = True
    source: str = ""


def check_owner(owner: Owner) -> Owner:
    """The same with a tidy region. Raises InvalidInput (field "region" or "customer_id") where the layer lacks one."""
    region = line(owner.region)
    if owner.layer is DayLayer.REGION:
        if not region:
            raise InvalidInput(N_("Name the region as it stands at the sites there."), field="region")
        if len(region) > NAME_LIMIT:
            raise InvalidInput(
                N_("At most {limit} characters fit here; shorten the text."), field="region", limit=NAME_LIMIT
            )
        return Owner(DayLayer.REGION, region)
    if owner.layer is DayLayer.CUSTOMER:
        if owner.customer_id is None:
            raise InvalidInput(N_("Choose the customer for whom this day holds."), field="customer_id")
        return Owner(DayLayer.CUSTOMER, customer_id=owner.customer_id)
    return Owner(owner.layer)


def check_entry(entry: Entry) -> Entry:
    """The same with a tidy name. Raises InvalidInput (field "day", "kind" or "name") for what cannot be meant."""
    check_year(entry.day.year, "day")
    if entry.kind is DayKind.MAKEUP and entry.day.weekday() <= _FRIDAY:
        raise InvalidInput(
            N_(
                "{day} is a {weekday}: only a Saturday or Sunday is made up for. "
                "To have it worked in spite of a holiday, choose “worked”."
            ),
            field="kind",
            day=show_day(entry.day),
            weekday=Message(weekday_word(entry.day)),
        )
    name = line(entry.name)
    if len(name) > NAME_LIMIT:
        raise InvalidInput(N_("At most {limit} characters fit here; shorten the text."), field="name", limit=NAME_LIMIT)
    return Entry(entry.day, entry.kind, name, entry.confirmed, line(entry.source)[:120])


def check_year(year: int, field: str = "year") -> int:
    """A year that a calendar may have. Raises InvalidInput."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidInput(
            N_("The year {year} cannot be right: dates here lie between {first} and {last}. Correct the year."),
            field=field,
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return year


def span(first: date, last: date | None) -> Sequence[date]:
    """The days from ``first`` to ``last``, both included; one where there is no last. Raises InvalidInput ("last")."""
    last = first if last is None else last
    if last < first:
        raise InvalidInput(N_("The last day lies before the first. Correct one of them."), field="last")
    length = (last - first).days + 1
    if length > LONGEST_SPAN:
        raise InvalidInput(
            N_("These are {days} days; at most {most} can be set at once. Correct the first or the last day."),
            field="last",
            days=length,
            most=LONGEST_SPAN,
        )
    return [first + number * ONE_DAY for number in range(length)]
