"""The rows that posting writes for each line, by statements that are not built anew each time (P8).

The guards of the tables have the last word here as everywhere: a balance below zero, a serial number in two places, two
moves of one part with the same number in its chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from inventory.places.furnishing import OURS
from models import connect
from models.places import Place
from models.stock import Condition

if TYPE_CHECKING:
    from inventory.stock.posting import Move

_CHUNK: Final = 500
_LINE: Final = (
    "INSERT INTO stock_line (version, doc_id, position, part_id, quantity, from_place_id, to_place_id, condition_from, "
    "condition_to, owner, serial, lot, unit_cost, tax_rate_bp, returns_id, order_id, note) "
    "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
_MOVE: Final = (
    "INSERT INTO stock_move (line_id, part_id, sequence, happened_on, posted_at, quantity, from_place_id, to_place_id, "
    "condition_from, condition_to, owner, serial, lot, amount, carried, reverses_id, chain) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
_BALANCE: Final = (
    "UPDATE stock_balance SET quantity = quantity + ? WHERE part_id = ? AND place_id = ? AND condition = ? "
    "AND owner = ? AND serial = ? AND lot = ? RETURNING id"
)
_NEW_BALANCE: Final = (
    "INSERT INTO stock_balance (quantity, part_id, place_id, condition, owner, serial, lot, internal) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
_END: Final = "UPDATE stock_chain SET sequence = ?, chain = ? WHERE part_id = ? RETURNING id"


@dataclass(frozen=True, slots=True)
class End:
    """Where the chain of a part ends: how many moves it has, and the hash of the last."""

    sequence: int
    chain: str


def ends(part_ids: Iterable[int]) -> dict[int, End]:
    """Where the chains of parts that are locked end."""
    ids = sorted(set(part_ids))
    found: dict[int, End] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = tuple(ids[start : start + _CHUNK])
        marks = ", ".join("?" * len(chunk))
        sql = f"SELECT part_id, sequence, chain FROM stock_chain WHERE part_id IN ({marks})"
        found |= {part_id: End(sequence, chain) for part_id, sequence, chain in connect.rows(sql, chunk)}
    return found


def keep_ends(found: dict[int, End]) -> None:
    """The chains end there now."""
    for part_id, end in sorted(found.items()):
        connect.rows(_END, (end.sequence, end.chain, part_id))


def write_line(doc_id: int, position: int, move: Move) -> int:
    """Write a line of a paper and return its id."""
    return int(
        connect.rows(
            _LINE,
            (doc_id, position, move.part.id, move.quantity, move.from_place.id, move.to_place.id,
             move.condition_from.value, move.condition_to.value, move.owner.value, move.serial, move.lot,
             move.unit_cost, move.tax_rate_bp, move.returns, move.order_id, move.note),
        )[0][0]
    )  # fmt: skip


def write_move(
    move: Move, line_id: int, sequence: int, happened_on: date, now: datetime, amount: int, carried: int, chain: str
) -> None:
    """Write a move of the ledger."""
    connect.rows(
        _MOVE,
        (line_id, move.part.id, sequence, happened_on.isoformat(), connect.instant(now), move.quantity,
         move.from_place.id, move.to_place.id, move.condition_from.value, move.condition_to.value, move.owner.value,
         move.serial, move.lot, amount, carried, move.reverses, chain),
    )  # fmt: skip


def add_to_balance(move: Move, place: Place, condition: Condition, by: int) -> None:
    """Change what lies somewhere; the guard ``stock_balance_not_below_zero`` has the last word (INV-04)."""
    key = (by, move.part.id, place.id, condition.value, move.owner.value, move.serial, move.lot)
    if not connect.rows(_BALANCE, key):
        connect.rows(_NEW_BALANCE, (*key, place.kind in OURS))
