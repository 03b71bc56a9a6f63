"""Days that differ from their weekday are entered, corrected and removed here; a year's list is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import STATE, Entry, Owner, check_entry, check_owner, check_year, span
from inventory.calendars.followers import changed
from inventory.calendars.plans import Line, Outcome, Standing, carry_out, compare, same_region, stored
from inventory.calendars.words import KINDS
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken, StaleRecord
from inventory.i18n import N_, Message
from inventory.naming import line
from inventory.values.days import show_day
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.calendars import CalendarDay, CalendarYear
from models.customers import Customer

REPLACE: Final = "replace"
"""Confirmed by whoever wants days that are in the list as something else to be what was entered."""


@dataclass(frozen=True, slots=True)
class SetDays:
    """The days from ``first`` to ``last`` (None: that one day), all of one kind, for one owner."""

    first: date
    kind: DayKind
    last: date | None = None
    owner: Owner = STATE
    name: str = ""
    expected: bool = False
    """Not confirmed: what rests on these days is not firm."""
    source: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EditDay:
    """A day of the list as it should be now; whose it is and which day stay."""

    day_id: int
    seen_version: int
    kind: DayKind
    name: str = ""
    expected: bool = False


@dataclass(frozen=True, slots=True)
class RemoveDay:
    """A day that is as its weekday again, or as a lower layer says."""

    day_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class WriteDays:
    """Lines of a preview, of a notice or a workbook. ``confirm``: years whose list is complete with them."""

    lines: tuple[Line, ...]
    confirm: tuple[int, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmYear:
    """The state's list of ``year`` is complete; ``confirmed`` False: it is not, after all. ``seen_version`` 0: new."""

    year: int
    seen_version: int = 0
    confirmed: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class CopyRegion:
    """The days of one region for another one too; ``year`` None: of all years."""

    region: str
    to: str
    year: int | None = None


@command
@needs(Right.EDIT_POLICIES)
def set_days(ctx: Context, order: SetDays) -> Outcome:
    """Enter one day or several.

    Raises InvalidInput for what cannot be meant, RuleBroken where all of it is in the list already
    (``values["existing"]`` of a single day), NeedsConfirmation (REPLACE) where days are in it as something else.
    """
    owner = check_owner(order.owner)
    entries = [
        check_entry(Entry(day, order.kind, order.name, not order.expected, order.source))
        for day in span(order.first, order.last)
    ]
    with ctx.work() as work:
        _check_customer(work, owner)
        lines = compare((owner, entry) for entry in entries)
        _check_new(lines, order.confirmed)
        outcome = carry_out(work, lines)
        changed(work, (each.day for each in entries))
    return outcome


def _check_customer(work: Work, owner: Owner) -> None:
    if owner.customer_id is not None:
        work.lock(Customer, owner.customer_id)


def _check_new(lines: Sequence[Line], confirmed: frozenset[str]) -> None:
    if all(each.standing is Standing.SAME for each in lines):
        first = lines[0]
        raise RuleBroken(
            N_("{day} is already in this list ({kind}). Correct its line instead of adding another one."),
            day=show_day(first.entry.day),
            kind=Message(KINDS[first.entry.kind]),
            existing=first.row_id,
        )
    others = [each for each in lines if each.contradicts]
    if others and REPLACE not in confirmed:
        was = others[0].was
        raise NeedsConfirmation(
            N_("{day} is already in this list as something else ({kind}). Replace it, and all others like it?"),
            key=REPLACE,
            day=show_day(others[0].entry.day),
            kind=Message(KINDS[was]) if was is not None else "",
        )


@command
@needs(Right.EDIT_POLICIES)
def edit_day(ctx: Context, order: EditDay) -> int:
    """Correct a day of the list and return its id."""
    with ctx.work() as work:
        row = work.lock(CalendarDay, order.day_id)
        work.check_seen(row, order.seen_version)
        entry = check_entry(Entry(row.day, order.kind, order.name, not order.expected))
        work.change(row, kind=entry.kind, name=entry.name, confirmed=entry.confirmed)
        changed(work, (entry.day,))
    return order.day_id


@command
@needs(Right.EDIT_POLICIES)
def remove_day(ctx: Context, order: RemoveDay) -> None:
    """Take a day out of the list."""
    with ctx.work() as work:
        row = work.lock(CalendarDay, order.day_id)
        work.check_seen(row, order.seen_version)
        work.delete(row)
        changed(work, (row.day,))


@command
@needs(Right.EDIT_POLICIES)
def write_days(ctx: Context, order: WriteDays) -> Outcome:
    """Write what a preview has shown, all of it or nothing. Raises StaleRecord where the list has changed since."""
    for each in order.lines:
        check_entry(each.entry)
    with ctx.work() as work:
        outcome = carry_out(work, order.lines)
        for year in order.confirm:
            _set_year(work, ConfirmYear(year, source=order.source), seen=None)
        changed(work, (each.entry.day for each in order.lines))
    return outcome


@command
@needs(Right.EDIT_POLICIES)
def confirm_year(ctx: Context, order: ConfirmYear) -> None:
    """Say that the state's list of a year is complete: its expected days are certain then, and due times firm."""
    check_year(order.year)
    with ctx.work() as work:
        _set_year(work, order, seen=order.seen_version)
        changed(work, ())  # the days are what they were, and only more certain


def _set_year(work: Work, order: ConfirmYear, *, seen: int | None) -> None:
    """``seen`` None: whatever stands there, as of a preview that has just been compared."""
    first, last = date(order.year, 1, 1), date(order.year, 12, 31)
    days = [row for row in stored(first, last) if row.owner.layer is DayLayer.STATE]
    if order.confirmed and not any(day.entry.kind is DayKind.HOLIDAY for day in days):
        raise RuleBroken(
            N_("No day off of {year} is entered yet. Type in or import the notice before you confirm the year."),
            year=order.year,
        )
    row = CalendarYear.get_or_none(CalendarYear.year == order.year)
    if row is not None:
        row = work.lock(CalendarYear, row.id)
    if seen is not None and seen != (row.version if row is not None else 0):
        raise StaleRecord(
            N_("Somebody changed this record while you were editing it. Look at it as it is now and try again.")
        )
    source = line(order.source)[:120]
    if row is None:
        work.create(CalendarYear, year=order.year, confirmed=order.confirmed, source=source)
    else:
        work.change(row, confirmed=order.confirmed, **({"source": source} if source else {}))
    if order.confirmed:
        for day in days:
            if not day.entry.confirmed:
                work.change(work.lock(CalendarDay, day.id), confirmed=True)


@command
@needs(Right.EDIT_POLICIES)
def copy_region(ctx: Context, order: CopyRegion) -> Outcome:
    """Give another region the days of one; what that region has already stays as it is."""
    to = check_owner(Owner(DayLayer.REGION, order.to))
    if same_region(order.region, to.region):
        raise InvalidInput(N_("Choose another region to copy these days to."), field="to")
    years = (order.year, order.year) if order.year is not None else (1, 9999)
    with ctx.work() as work:
        found = [
            row.entry
            for row in stored(date(years[0], 1, 1), date(years[1], 12, 31))
            if row.owner.layer is DayLayer.REGION and same_region(row.owner.region, order.region)
        ]
        if not found:
            raise RuleBroken(N_("There are no days of {region} to copy. Enter them first."), region=order.region)
        lines = [
            each if each.standing is Standing.NEW else replace(each, standing=Standing.SAME)
            for each in compare((to, entry) for entry in found)
        ]
        outcome = carry_out(work, lines)
        changed(work, (each.day for each in found))
    return outcome
