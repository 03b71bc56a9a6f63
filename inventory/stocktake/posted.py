"""What the posting of a stocktake moved, line by line: a filed sheet says it, whatever became of the goods since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from inventory.stocktake.rules import Lying, StocktakeState, Verdict
from models import connect
from models.places import PlaceKind

_STATE: Final = "SELECT state FROM stocktake WHERE id = ?"
_MOVES: Final = (
    "SELECT m.part_id, m.serial, m.owner, m.lot, m.condition_from, m.condition_to, m.amount, f.id, f.name, f.kind, "
    "t.id, t.kind FROM stocktake k JOIN stock_line l ON l.doc_id = k.doc_id JOIN stock_move m ON m.line_id = l.id "
    "JOIN place f ON f.id = m.from_place_id JOIN place t ON t.id = m.to_place_id WHERE k.id = ?"
)


class Spot(NamedTuple):
    """What a line of the sheet is about. A serial number alone tells the piece, whatever its lot or owner."""

    part_id: int
    place_id: int
    condition: str
    serial: str
    owner: str
    lot: str


def spot(part_id: int, place_id: int, condition: str, serial: str, owner: str, lot: str) -> Spot:
    """The spot of a line, or of the end of a move that is the line's."""
    return Spot(part_id, place_id, condition, serial, "" if serial else owner, "" if serial else lot)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was posted for a line: its verdict then, what it added to the value in fen, where the piece stood before."""

    verdict: Verdict
    amount: int
    before: Lying | None


NOTHING: Final = Settled(Verdict.SETTLED, 0, None)
"""Of a line for which nothing was moved."""


def settled(stocktake_id: int) -> dict[Spot, Settled] | None:
    """What the posting moved, by the spots of the lines; None before it is posted. Needs an open connection."""
    if connect.rows(_STATE, (stocktake_id,)) != [(StocktakeState.POSTED.value,)]:
        return None
    made = {}
    for row in connect.rows(_MOVES, (stocktake_id,)):
        part, serial, owner, lot, was, became, amount, from_id, from_name, from_kind, to_id, to_kind = row
        if to_kind == PlaceKind.ADJUSTMENT.value:
            here, condition, said, before = from_id, was, Verdict.MISSING if serial else Verdict.SHORTAGE, None
        elif from_kind == PlaceKind.ADJUSTMENT.value:
            here, condition, said, before = to_id, became, Verdict.UNKNOWN if serial else Verdict.SURPLUS, None
        else:
            here, condition, said = to_id, became, Verdict.ELSEWHERE
            before = Lying(from_id, from_name, PlaceKind(from_kind), was, owner, lot)
        made[spot(part, here, condition, serial, owner, lot)] = Settled(said, int(amount), before)
    return made
