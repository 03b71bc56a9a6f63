"""Whether enough lay somewhere, now and at every moment since a day: late entries and reversals change the past."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from inventory.clock import day_of
from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.values.quantities import show_quantity
from models import connect
from models.parts import Part
from models.places import Place

if TYPE_CHECKING:
    from inventory.stock.posting import Move

_NOW: Final = (
    "SELECT quantity FROM stock_balance WHERE part_id = ? AND place_id = ? AND condition = ? AND owner = ? "
    "AND serial = ? AND lot = ?"
)
_SINCE: Final = (
    "SELECT happened_on, CASE WHEN to_place_id = ? AND condition_to = ? THEN quantity ELSE 0 END - "
    "CASE WHEN from_place_id = ? AND condition_from = ? THEN quantity ELSE 0 END FROM stock_move "
    "WHERE part_id = ? AND owner = ? AND serial = ? AND lot = ? "
    "AND (happened_on > ? OR happened_on = ? AND sequence > ?) "
    "AND (from_place_id = ? OR to_place_id = ?) ORDER BY happened_on DESC, sequence DESC"
)


_COUNTED: Final = (
    "SELECT l.counted_at, t.number FROM stocktake_line l JOIN stocktake t ON t.id = l.stocktake_id "
    "WHERE l.part_id = ? AND l.place_id IN (?, ?) AND l.counted_at IS NOT NULL AND t.state IN ('approved', 'posted') "
    "ORDER BY l.counted_at DESC LIMIT 1"
)


def check_counted(move: Move, happened_on: date) -> None:
    """Raise RuleBroken where the part was counted in one of the places after ``happened_on``, and that was approved.

    What was counted then includes whatever had happened before (C-17).
    """
    places = (move.from_place.id, move.to_place.id)
    for counted_at, number in connect.rows(_COUNTED, (move.part.id, *places)):
        moment = connect.as_instant(counted_at)
        if moment is not None and happened_on < day_of(moment):
            raise RuleBroken(
                N_(
                    "{part} was counted on {counted} by the stocktake {number}, which is approved: {day} is before it. "
                    "Enter a day from then on."
                ),
                part=move.part.part_no, counted=day_of(moment).isoformat(), number=number, day=happened_on.isoformat(),
            )  # fmt: skip


def check(part: Part, place: Place, move: Move, since: tuple[date, int]) -> None:
    """Raise RuleBroken, naming the numbers, where less than the move takes lay there at any moment ``since``."""
    there = connect.rows(_NOW, (part.id, place.id, move.condition_from.value, move.owner.value, move.serial, move.lot))
    now = there[0][0] if there else 0
    if now < move.quantity:
        raise RuleBroken(
            N_("Only {there} of {part} are in {place}, not {wanted}. Take fewer."),
            there=show_quantity(now, part.decimals), part=part.part_no, place=place.name,
            wanted=show_quantity(move.quantity, part.decimals),
        )  # fmt: skip
    day, sequence = since
    side = (place.id, move.condition_from.value)
    moved = connect.rows(
        _SINCE,
        (*side, *side, part.id, move.owner.value, move.serial, move.lot, day.isoformat(), day.isoformat(), sequence,
         place.id, place.id),
    )  # fmt: skip
    for on, change in moved:
        now -= change
        if now < move.quantity:
            raise RuleBroken(
                N_(
                    "Only {there} of {part} were in {place} before {day}, not {wanted}: what was taken out since would "
                    "be missing. Reverse that first, or take fewer."
                ),
                there=show_quantity(now, part.decimals), part=part.part_no, place=place.name,
                day=str(connect.as_day(on)), wanted=show_quantity(move.quantity, part.decimals),
            )  # fmt: skip
