"""Where the reckoned cover is kept: a row for each segment, and the days that lists go by on the unit itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inventory.cover.proven import Proven, in_order
from inventory.cover.reckoning import Reckoned, WrittenDays, WrittenRow
from inventory.cover.rules import SegmentKind
from inventory.kept import kept_day
from models import bulk, connect

_SEGMENTS: Final = (
    "SELECT asset_id, first_day, last_day, kind, source, proof, proof_id FROM warranty_segment "
    "WHERE asset_id IN ({ids})"
)
_DAYS: Final = "SELECT id, cover_first, cover_last, spares_last FROM asset WHERE id IN ({ids})"


@dataclass(frozen=True, slots=True)
class Renewed:
    """The units whose cover differs: how it was kept until now, and how it is from now on."""

    before: Mapping[int, Reckoned]
    after: Mapping[int, Reckoned]

    def moved(self) -> list[int]:
        """The units that had cover, and whose last day is another one now."""
        had = (unit for unit, kept in self.before.items() if kept.last is not None)
        return [unit for unit in had if self.before[unit].last != self.after[unit].last]


def kept(ids: Sequence[int]) -> dict[int, Reckoned]:
    """The cover of these units as it is kept."""
    segments, days = _kept(ids)
    return {unit: _parsed(segments.get(unit, ()), of_unit) for unit, of_unit in days.items()}


def segments(ids: Sequence[int]) -> Mapping[int, list[Proven]]:
    """The kept segments by unit; units without any are left out."""
    return {unit: [_proven(row) for row in rows] for unit, rows in _segments(ids).items()}


def keep(found: Mapping[int, Reckoned]) -> Renewed:
    """Write what differs from what is kept."""
    before: dict[int, Reckoned] = {}
    stale: list[int] = []
    rows: list[tuple[Any, ...]] = []
    of_unit: list[tuple[Any, ...]] = []
    for unit, old, was in _differing(found):
        before[unit] = _parsed(old, was)
        fresh, days = found[unit].written
        if old != fresh:
            if old:
                stale.append(unit)
            rows += [(unit, *row[:-1], row[-1] or None) for row in fresh]
        if was != days:
            of_unit.append((*days, unit))
    bulk.delete("warranty_segment", "asset_id", stale)
    columns = ("asset_id", "first_day", "last_day", "kind", "source", "proof", "proof_id")
    bulk.insert("warranty_segment", columns, rows)
    bulk.update("asset", (("cover_first", "date"), ("cover_last", "date"), ("spares_last", "date")), of_unit)
    return Renewed(before, {unit: found[unit] for unit in before})


def differing(found: Mapping[int, Reckoned]) -> list[int]:
    """The units whose kept cover is not the one ``found``."""
    return [unit for unit, _rows, _days in _differing(found)]


def _differing(found: Mapping[int, Reckoned]) -> Iterator[tuple[int, list[WrittenRow], WrittenDays]]:
    """The units whose kept cover differs, with how it is kept. Compared as text, which units of a delivery share."""
    there, days = _kept(list(found))
    for unit, was in days.items():
        old = there.get(unit, [])
        if len(old) > 1:
            old.sort()
        if (old, was) != found[unit].written:
            yield unit, old, was


def _kept(ids: Sequence[int]) -> tuple[Mapping[int, list[WrittenRow]], dict[int, WrittenDays]]:
    days = {
        unit: (first and str(first), last and str(last), spares and str(spares))
        for unit, first, last, spares in connect.rows(_DAYS.replace("{ids}", _listed(ids)))
    }
    return _segments(ids), days


def _segments(ids: Sequence[int]) -> Mapping[int, list[WrittenRow]]:
    found: defaultdict[int, list[WrittenRow]] = defaultdict(list)
    if ids:
        for unit, first, last, kind, source, proof, proof_id in connect.rows(_SEGMENTS.replace("{ids}", _listed(ids))):
            found[unit].append((str(first), str(last), kind, source, proof, proof_id or 0))
    return found


def _parsed(rows: Sequence[WrittenRow], days: WrittenDays) -> Reckoned:
    first, last, spares = (connect.as_day(day) for day in days)
    return Reckoned(in_order(_proven(row) for row in rows), first, last, spares)


def _proven(row: WrittenRow) -> Proven:
    first, last, kind, source, proof, proof_id = row
    return Proven(SegmentKind(kind), kept_day(first), kept_day(last), source, proof, proof_id or None)


def _listed(ids: Sequence[int]) -> str:
    return ", ".join(str(int(row_id)) for row_id in ids) or "NULL"
