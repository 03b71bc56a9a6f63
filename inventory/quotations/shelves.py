"""Where the goods of an accepted quotation lie, and from where they would go out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from inventory.work import Context
from models import connect
from models.stock import Condition

_WANTED: Final = (
    "SELECT q.id, q.position, q.description, p.part_no, q.unit, q.decimals, q.quantity, b.place_id, "
    "l.name, b.condition, b.serial, b.lot, b.quantity FROM quotation_line q JOIN part p ON p.id = q.part_id "
    "LEFT JOIN stock_balance b ON b.part_id = p.id AND b.internal AND b.owner = 'us' AND b.quantity > 0 "
    "AND b.condition IN ('new', 'good') AND b.place_id IN (SELECT k.id FROM place k WHERE k.kind IN ('bin', 'van')) "
    "LEFT JOIN place l ON l.id = b.place_id WHERE q.quotation_id = ? "
    "ORDER BY q.position, CASE WHEN l.kind = 'bin' THEN 0 ELSE 1 END, b.quantity DESC, l.sort_key, b.serial, b.lot"
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Good pieces of a quoted part in a bin or van; ``place_id`` None where there are none at all.

    Quantities count units of 10**-``decimals``. ``proposed``: taken from here, where most lie first.
    """

    line_id: int
    position: int
    description: str
    part_no: str
    unit: str
    decimals: int
    wanted: int
    place_id: int | None
    place: str
    condition: Condition
    serial: str
    lot: str
    there: int
    proposed: int


def shelves(_ctx: Context, quotation_id: int) -> list[Shelf]:
    """Line by line, bins before vans, where most good pieces lie first. Needs an open connection."""
    left: dict[int, int] = {}
    taken: dict[tuple[object, ...], int] = defaultdict(int)
    found = []
    for row in connect.rows(_WANTED, (quotation_id,)):
        line_id, position, words, part_no, unit, decimals, wanted, place_id, place, *piece, there = row
        condition, serial, lot = piece
        left.setdefault(line_id, wanted)
        here = (part_no, place_id, condition, serial, lot)
        proposed = min(left[line_id], (there or 0) - taken[here])  # another line may want the same pieces
        taken[here] += proposed
        left[line_id] -= proposed
        found.append(
            Shelf(
                line_id, position, words, part_no, unit, decimals, wanted, place_id, place or "",
                Condition(condition) if condition else Condition.NEW, serial or "", lot or "", there or 0, proposed,
            )
        )  # fmt: skip
    return found
