"""What is kept for a case is not taken by another one: available is what is good in the bins, less what is reserved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.values.quantities import show_quantity
from inventory.work import Work
from models import connect
from models.assets import AssetOwner
from models.places import PlaceKind
from models.stock import Condition
from models.supply import Reservation, ReservationState

if TYPE_CHECKING:
    from inventory.stock.posting import Move

USABLE: Final = (Condition.NEW, Condition.GOOD)
"""What is offered for issue (INV-24)."""
_GOOD: Final = (
    "SELECT p.warehouse_id, sum(b.quantity) FROM stock_balance b JOIN place p ON p.id = b.place_id "
    "WHERE b.part_id = ? AND p.kind = 'bin' AND b.owner = 'us' AND b.condition IN ('new', 'good') AND b.quantity > 0 "
    "GROUP BY p.warehouse_id"
)
_RESERVED: Final = (
    "SELECT r.warehouse_id, r.case_id, k.case_no, r.quantity - r.used FROM reservation r "
    "LEFT JOIN service_case k ON k.id = r.case_id WHERE r.part_id = ? AND r.state = 'open' ORDER BY r.id"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Pieces that are reserved: from one warehouse or from any, for a case."""

    warehouse_id: int | None
    case_id: int | None
    case_no: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is good in the bins of each warehouse, and what of it is reserved."""

    good: dict[int, int]
    kept: tuple[Kept, ...]

    def free(self, case_id: int | None, warehouse_id: int | None = None) -> int:
        """What a case may take, from one warehouse or from any: everything but what is reserved for something else.

        What the case itself has reserved in another warehouse stays reserved there when it takes from this one.
        """
        others = [
            each
            for each in self.kept
            if case_id is None
            or each.case_id != case_id
            or (warehouse_id is not None and each.warehouse_id not in (None, warehouse_id))
        ]
        anywhere = sum(self.good.values()) - sum(each.quantity for each in others)
        if warehouse_id is None:
            return anywhere
        here = sum(each.quantity for each in others if each.warehouse_id == warehouse_id)
        return min(anywhere, self.good.get(warehouse_id, 0) - here)


def standing(part_id: int) -> Standing:
    """How a part stands now. A reservation holds until somebody releases it. Needs an open connection."""
    good = {warehouse: int(quantity) for warehouse, quantity in connect.rows(_GOOD, (part_id,))}
    kept = (
        Kept(place, case, case_no or "", left) for place, case, case_no, left in connect.rows(_RESERVED, (part_id,))
    )
    return Standing(good, tuple(kept))


def take(work: Work, move: Move, case_id: int | None) -> None:
    """Raise RuleBroken where a move takes what is reserved for others; what a case takes of its own is used up."""
    if not _leaves_the_good(move):
        return
    warehouse_id = move.from_place.warehouse_id
    now = standing(move.part.id)
    free = now.free(case_id, warehouse_id)
    there = now.good.get(warehouse_id or 0, 0)
    if free < move.quantity <= there:
        raise RuleBroken(
            N_(
                "Of {there} {part} only {free} can be taken, not {wanted}: the others are reserved for {cases}. "
                "Take fewer, issue it to that case, or release the reservation."
            ),
            there=show_quantity(there, move.part.decimals), part=move.part.part_no,
            free=show_quantity(max(0, free), move.part.decimals),
            wanted=show_quantity(move.quantity, move.part.decimals), cases=_others(now.kept, case_id),
        )  # fmt: skip
    if case_id is not None:
        _use_up(work, move, case_id, warehouse_id)


def _leaves_the_good(move: Move) -> bool:
    """Whether pieces that could be issued from a bin of a warehouse cannot any more."""
    if move.owner is not AssetOwner.US or move.from_place.kind is not PlaceKind.BIN:
        return False
    if move.condition_from not in USABLE:
        return False
    same = move.from_place.warehouse_id == move.to_place.warehouse_id
    stays = same and move.to_place.kind is PlaceKind.BIN and move.condition_to in USABLE
    return not stays


def _others(kept: Sequence[Kept], case_id: int | None) -> str:
    found = [each.case_no for each in kept if each.case_no and (case_id is None or each.case_id != case_id)]
    return ", ".join(dict.fromkeys(found))


def _use_up(work: Work, move: Move, case_id: int, warehouse_id: int | None) -> None:
    left = move.quantity
    rows: list[Any] = list(
        Reservation.select()
        .where(
            (Reservation.part == move.part.id) & (Reservation.case == case_id)
            & (Reservation.state == ReservationState.OPEN)
            & (Reservation.warehouse.is_null() | (Reservation.warehouse == warehouse_id))
        )
        .order_by(Reservation.id)
    )  # fmt: skip
    for row in rows:
        taken = min(left, row.quantity - row.used)
        used = row.used + taken
        state = ReservationState.USED if used == row.quantity else ReservationState.OPEN
        work.change(row, used=used, state=state)
        left -= taken
        if not left:
            return


_TAKEN: Final = (
    "FROM stock_line l JOIN stock_doc d ON d.id = l.doc_id JOIN place f ON f.id = l.from_place_id "
    "WHERE l.part_id = ? AND d.case_id = ? AND d.kind = 'issue' AND f.kind = 'bin' AND l.owner = 'us'"
)
"""What issues to a case took out of bins: what they took from a van, or of the customer's own, nobody had reserved."""
_STILL_ISSUED: Final = f"SELECT coalesce(sum(l.quantity), 0) {_TAKEN} AND d.state = 'posted' AND d.id <> ?"
_CAME_BACK: Final = f"SELECT f.warehouse_id, sum(l.quantity) {_TAKEN} AND d.id = ? GROUP BY f.warehouse_id"


def give_back(work: Work, part_id: int, case_id: int, doc_id: int) -> None:
    """An issue to a case is taken back: what only that issue had used of the case's reservations is kept again.

    Never more than came back, in all and into the warehouse that a reservation holds for.
    """
    came = {warehouse: int(back) for warehouse, back in connect.rows(_CAME_BACK, (part_id, case_id, doc_id))}
    rows: list[Any] = list(
        Reservation.select()
        .where((Reservation.part == part_id) & (Reservation.case == case_id) & (Reservation.used > 0))
        .where(Reservation.state != ReservationState.RELEASED)
        .order_by(Reservation.id.desc())
    )
    still = int(connect.rows(_STILL_ISSUED, (part_id, case_id, doc_id))[0][0])
    left = min(sum(row.used for row in rows) - still, sum(came.values()))
    for row in rows:
        room = left if row.warehouse_id is None else min(left, came.get(row.warehouse_id, 0))
        back = min(room, row.used)
        if back <= 0:
            continue
        work.change(row, used=row.used - back, state=ReservationState.OPEN)
        left -= back
        if row.warehouse_id is not None:
            came[row.warehouse_id] -= back
