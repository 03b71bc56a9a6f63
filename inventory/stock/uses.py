"""What an issue took of the reservations of its case, line by line, and what is kept for the case again of it.

A reservation that was released meanwhile, or whose case is over, is not revived. Never more is kept again than lies in
the bins again as good, so that what is available (good − reserved) does not fall below zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from inventory.work import Work
from models import connect
from models.cases import CaseState, ServiceCase
from models.stock import ReservationUse
from models.supply import Reservation, ReservationState

if TYPE_CHECKING:
    from inventory.stock.posting import Move

_OVER: Final = (CaseState.CLOSED, CaseState.CANCELLED)
_OF_LINE: Final = (
    "SELECT reservation_id, sum(quantity) FROM reservation_use WHERE line_id = ? GROUP BY reservation_id "
    "HAVING sum(quantity) > 0 ORDER BY reservation_id DESC"
)
_GIVEN_BACK: Final = (
    "SELECT reservation_id, line_id, -sum(quantity) FROM reservation_use WHERE doc_id = ? "
    "GROUP BY reservation_id, line_id HAVING sum(quantity) < 0 ORDER BY reservation_id, line_id"
)


@dataclass(frozen=True, slots=True)
class CameBack:
    """``quantity`` of a line of an issue lies in a bin of a warehouse again, good as before; ``out`` of it does not.

    Quantities count units of 10**-decimals of the part.
    """

    line_id: int
    quantity: int
    warehouse_id: int | None
    out: int


@dataclass(frozen=True, slots=True)
class Use:
    """A line of an issue took so much of a reservation."""

    reservation_id: int
    line_id: int
    quantity: int


def use_up(work: Work, move: Move, case_id: int, line_id: int, doc_id: int) -> None:
    """A line of an issue takes what its case has reserved, the oldest reservation first."""
    left = move.quantity
    rows: list[Any] = list(
        Reservation.select()
        .where(
            (Reservation.part == move.part.id) & (Reservation.case == case_id)
            & (Reservation.state == ReservationState.OPEN)
            & (Reservation.warehouse.is_null() | (Reservation.warehouse == move.from_place.warehouse_id))
        )
        .order_by(Reservation.id)
    )  # fmt: skip
    for row in rows:
        taken = min(left, row.quantity - row.used)
        _set_used(work, row, row.used + taken)
        note(doc_id, [Use(row.id, line_id, taken)])
        left -= taken
        if not left:
            return


def give_back(work: Work, doc_id: int, came: Iterable[CameBack]) -> None:
    """Goods of an issue came back by a paper: what they had taken of reservations is kept for the case again.

    What a case took beyond its reservations comes back first; of several reservations the last one is kept first.
    """
    for back in came:
        alive = [(row, taken) for row, taken in _taken(work, back.line_id) if _may_hold(row)]
        left = min(back.quantity, sum(taken for _row, taken in alive) - back.out)
        for row, taken in alive:
            if left <= 0:
                break
            if row.warehouse_id in (None, back.warehouse_id):
                again = min(left, taken)
                _set_used(work, row, row.used - again)
                note(doc_id, [Use(row.id, back.line_id, -again)])
                left -= again


def take_again(work: Work, doc_id: int) -> list[Use]:
    """A return is about to be reversed: its case takes again what is still kept for it. ``note`` it once it is posted.

    To be called before the reversal is posted, or the case would stand in its own way.
    """
    found = []
    for reservation_id, line_id, given in connect.rows(_GIVEN_BACK, (doc_id,)):
        row: Any = work.lock(Reservation, reservation_id)
        again = min(int(given), row.quantity - row.used) if row.state is ReservationState.OPEN else 0
        if again:
            _set_used(work, row, row.used + again)
            found.append(Use(reservation_id, line_id, again))
    return found


def note(doc_id: int, uses: Iterable[Use]) -> None:
    """Write down what a paper took of reservations, or gave back to them below zero."""
    for use in uses:
        ReservationUse.insert(
            reservation=use.reservation_id, line=use.line_id, doc=doc_id, quantity=use.quantity
        ).execute()


def _taken(work: Work, line_id: int) -> list[tuple[Any, int]]:
    """The reservations that a line has taken from and not given back, the last one first."""
    return [
        (work.lock(Reservation, reservation_id), int(taken))
        for reservation_id, taken in connect.rows(_OF_LINE, (line_id,))
    ]


def _may_hold(row: Any) -> bool:
    """Whether a reservation may keep goods again: nobody released it, and its case goes on."""
    if row.state is ReservationState.RELEASED:
        return False
    case: Any = ServiceCase.get_or_none(ServiceCase.id == row.case_id)
    return case is not None and case.state not in _OVER


def _set_used(work: Work, row: Any, used: int) -> None:
    state = ReservationState.USED if used == row.quantity else ReservationState.OPEN
    work.change(row, used=used, state=state)
