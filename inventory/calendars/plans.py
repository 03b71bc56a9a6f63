"""What entered days would change, compared with the list as it stands: shown first, then carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import STATE, Entry, Owner
from inventory.errors import StaleRecord
from inventory.i18n import N_
from inventory.kept import kept_day
from inventory.values.codes import name_key
from inventory.work import Work
from models import connect
from models.calendars import CalendarDay


class Standing(StrEnum):
    """How an entered day stands to the list."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    """The list says something else of it."""
    SAME = "SAME"
    """It is there already."""
    GONE = "GONE"
    """It is in the list as not confirmed, and the notice does not bear it out."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entered day beside what the list says of it: ``row_id`` and ``seen_version`` of that row, 0 for none."""

    owner: Owner
    entry: Entry
    standing: Standing
    row_id: int = 0
    seen_version: int = 0
    was: DayKind | None = None

    @property
    def contradicts(self) -> bool:
        """The list has another kind of day there."""
        return self.was is not None and self.was is not self.entry.kind


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many days were written."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    already_there: int = 0


_Key = tuple[DayLayer, str, int | None, date]
_ROWS: Final = (
    "SELECT id, version, day, kind, layer, region, customer_id, name, confirmed, source FROM calendar_day "
    "WHERE day BETWEEN ? AND ?"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of the list."""

    id: int
    version: int
    owner: Owner
    entry: Entry


def stored(first: date, last: date) -> list[Stored]:
    """The rows of all layers from ``first`` to ``last``. Needs an open connection."""
    found = []
    for row_id, version, day, kind, layer, region, customer, name, confirmed, source in connect.rows(
        _ROWS, (first, last)
    ):
        found.append(
            Stored(
                row_id, version, Owner(DayLayer(layer), region, customer),
                Entry(kept_day(day), DayKind(kind), name, bool(confirmed), source),
            )
        )  # fmt: skip
    return found


def same_region(one: str, other: str) -> bool:
    """Whether two spellings name one region: width, case and white space do not count."""
    return name_key(one) == name_key(other)


def compare(entered: Iterable[tuple[Owner, Entry]]) -> list[Line]:
    """Each entered day beside the list, in their order. Needs an open connection."""
    wanted = list(entered)
    if not wanted:
        return []
    days = [entry.day for _owner, entry in wanted]
    there = {_key(row.owner, row.entry.day): row for row in stored(min(days), max(days))}
    return [_line(owner, entry, there.get(_key(owner, entry.day))) for owner, entry in wanted]


def not_borne_out(entries: Sequence[Entry], year: int) -> list[Line]:
    """The expected days of the state in ``year`` that its notice does not name. Needs an open connection."""
    named = {entry.day for entry in entries}
    return [
        Line(STATE, row.entry, Standing.GONE, row.id, row.version, row.entry.kind)
        for row in stored(date(year, 1, 1), date(year, 12, 31))
        if row.owner.layer is DayLayer.STATE and not row.entry.confirmed and row.entry.day not in named
    ]


def carry_out(work: Work, lines: Sequence[Line]) -> Outcome:
    """Write what the lines say. Raises StaleRecord where the list is no longer what they were compared with."""
    counts = dict.fromkeys(Standing, 0)
    now = compare((line.owner, line.entry) for line in lines if line.standing is not Standing.GONE)
    fresh = iter(now)
    for line in lines:
        current = line if line.standing is Standing.GONE else next(fresh)
        if (current.row_id, current.seen_version) != (line.row_id, line.seen_version):
            raise _stale()
        counts[line.standing] += 1
        _DO[line.standing](work, line)
    return Outcome(counts[Standing.NEW], counts[Standing.CHANGED], counts[Standing.GONE], counts[Standing.SAME])


def _add(work: Work, line: Line) -> None:
    owner, entry = line.owner, line.entry
    work.create(
        CalendarDay, day=entry.day, kind=entry.kind, layer=owner.layer, region=owner.region,
        customer=owner.customer_id, name=entry.name, confirmed=entry.confirmed, source=entry.source,
    )  # fmt: skip


def _change(work: Work, line: Line) -> None:
    row = work.lock(CalendarDay, line.row_id)
    work.check_seen(row, line.seen_version)
    entry = line.entry
    values: dict[str, Any] = {"kind": entry.kind, "confirmed": entry.confirmed, "source": entry.source}
    work.change(row, **values, **({"name": entry.name} if entry.name else {}))


def _remove(work: Work, line: Line) -> None:
    row = work.lock(CalendarDay, line.row_id)
    work.check_seen(row, line.seen_version)
    work.delete(row)


def _leave(_work: Work, _line: Line) -> None:
    """It stands there already."""


_DO: Final[dict[Standing, Callable[[Work, Line], None]]] = {
    Standing.NEW: _add,
    Standing.CHANGED: _change,
    Standing.GONE: _remove,
    Standing.SAME: _leave,
}


def _key(owner: Owner, day: date) -> _Key:
    return owner.layer, name_key(owner.region), owner.customer_id, day


def _line(owner: Owner, entry: Entry, row: Stored | None) -> Line:
    if row is None:
        return Line(owner, entry, Standing.NEW)
    there = row.entry
    same = (
        there.kind is entry.kind
        and entry.name in ("", there.name)
        and (there.confirmed or not entry.confirmed)  # what is expected does not unsettle what is known
    )
    standing = Standing.SAME if same else Standing.CHANGED
    if standing is Standing.CHANGED and there.confirmed and there.kind is entry.kind:
        entry = replace(entry, confirmed=True)
    return Line(owner, entry, standing, row.id, row.version, there.kind)


def _stale() -> StaleRecord:
    return StaleRecord(
        N_("Somebody changed this record while you were editing it. Look at it as it is now and try again.")
    )
