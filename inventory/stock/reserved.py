"""What is kept for a case is not taken by another one: available is what is good in the bins, less what is reserved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.stock.uses import CameBack, use_up
from inventory.values.quantities import show_quantity
from inventory.work import Work
from models import connect
from models.assets import AssetOwner
from models.places import PlaceKind
from models.stock import Condition

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


def take(work: Work, move: Move, case_id: int | None, line_id: int, doc_id: int) -> None:
    """Raise RuleBroken where a move takes what is reserved for others; what a case takes of its own is used up.

    ``line_id`` and ``doc_id``: the line of the paper that the move belongs to.
    """
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
        use_up(work, move, case_id, line_id, doc_id)


def came_back(move: Move, line_id: int, out: int) -> CameBack:
    """What a move brings back of a line of an issue, of which ``out`` is still out.

    Only what lies in a bin again, good and our own, can be kept for a case.
    """
    lies = move.to_place.kind is PlaceKind.BIN and move.owner is AssetOwner.US and move.condition_to in USABLE
    return CameBack(line_id, move.quantity if lies else 0, move.to_place.warehouse_id, out)


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
