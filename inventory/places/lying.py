"""What lies in places, in words: whoever retires a place or lets an engineer go is told what must be moved first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from inventory.i18n import N_, language
from inventory.values.quantities import show_quantity
from models import connect

NAMED: Final = 5
"""So many parts are named; the rest are counted."""
_CHUNK: Final = 500
_LYING: Final = (
    "SELECT p.part_no, p.decimals, sum(b.quantity) FROM stock_balance b JOIN part p ON p.id = b.part_id "
    "WHERE b.internal AND b.quantity > 0 AND b.place_id IN ({}) GROUP BY p.part_no, p.decimals ORDER BY p.part_no"
)
_RESERVED: Final = (
    "SELECT p.part_no, p.decimals, sum(r.quantity - r.used) FROM reservation r JOIN part p ON p.id = r.part_id "
    "WHERE r.state = 'open' AND r.warehouse_id = ? GROUP BY p.part_no, p.decimals ORDER BY p.part_no"
)
_OF_ENGINEER: Final = (
    "SELECT p.part_no, p.decimals, sum(b.quantity) FROM place v JOIN stock_balance b ON b.place_id = v.id "
    "JOIN part p ON p.id = b.part_id WHERE v.engineer_id = ? AND b.quantity > 0 "
    "GROUP BY p.part_no, p.decimals ORDER BY p.part_no"
)
STILL_WITH: Final = N_("{name} still has {what}. Take it back into a bin first.")


class Named:
    """Parts with their quantities, said in the language of whoever reads: ``3 × PSU-24, 1 × FAN-80``."""

    def __init__(self, found: Sequence[tuple[Any, ...]]) -> None:
        self._found = [(str(number), show_quantity(int(count), decimals)) for number, decimals, count in found]

    def __bool__(self) -> bool:
        return bool(self._found)

    def __str__(self) -> str:
        chinese = language() == "zh_CN"
        text = ("、" if chinese else ", ").join(f"{count} × {number}" for number, count in self._found[:NAMED])
        return text if len(self._found) <= NAMED else f"{text} …"


def named(place_ids: Iterable[int]) -> Named:
    """What lies in places of ours, whosever it is. Needs an open connection."""
    ids, found = sorted(set(place_ids)), []
    for start in range(0, len(ids), _CHUNK):
        chunk = tuple(ids[start : start + _CHUNK])
        found += connect.rows(_LYING.format(", ".join("?" * len(chunk))), chunk)
    return Named(found)


def with_engineer(user_id: int) -> Named:
    """The tools and parts that an engineer has on the van or in hands (INV-19). Needs an open connection."""
    return Named(connect.rows(_OF_ENGINEER, (user_id,)))


def open_reservations(warehouse_id: int) -> Named:
    """What is reserved from one warehouse. Needs an open connection."""
    return Named(connect.rows(_RESERVED, (warehouse_id,)))
