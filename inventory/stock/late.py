"""Whether enough lay somewhere, now and at every moment since a day: late entries and reversals change the past."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inventory.clock import day_of
from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.places.furnishing import OURS
from inventory.stocktake.rules import Scope
from inventory.values.quantities import show_quantity
from models import connect
from models.parts import Part
from models.places import Place, PlaceKind

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
    "AND (from_place_id = ? OR to_place_id = ?) {unless}ORDER BY happened_on DESC, sequence DESC"
)
_UNDONE: Final = (
    "AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = stock_move.id) "
    "AND NOT EXISTS (SELECT 1 FROM stock_move o WHERE o.id = stock_move.reverses_id "
    "AND (o.happened_on > ? OR o.happened_on = ? AND o.sequence > ?)) "
)
"""What was posted since and taken back since never was: a paper may be taken back once what rested on it is."""


_COUNTED: Final = (
    "SELECT l.counted_at, t.number FROM stocktake_line l JOIN stocktake t ON t.id = l.stocktake_id "
    "WHERE l.part_id = ? AND l.place_id IN (?, ?) AND l.counted_at IS NOT NULL AND t.state IN ('approved', 'posted') "
    "ORDER BY l.counted_at DESC LIMIT 1"
)
_SHEETS: Final = (
    "SELECT number, started_at, warehouse_id, scope FROM stocktake WHERE state IN ('approved', 'posted') "
    "AND started_at > ? ORDER BY started_at DESC, id DESC"
)
_ABOVE: Final = (
    "WITH RECURSIVE above(id, parent_id) AS (SELECT id, parent_id FROM place WHERE id = ? "
    "UNION SELECT p.id, p.parent_id FROM place p JOIN above a ON p.id = a.parent_id) SELECT id FROM above"
)


def check_counted(move: Move, happened_on: date) -> None:
    """Raise RuleBroken where the part was counted in one of the places after ``happened_on``, and that was approved.

    What was counted then includes whatever had happened before (C-17). A stocktake of a place that has no line of the
    part has found nothing of it there.
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
    for number, started_at, warehouse_id, scope in connect.rows(_SHEETS, (happened_on.isoformat(),)):
        began = connect.as_instant(started_at)
        if began is None or happened_on >= day_of(began):
            continue
        for place in (move.from_place, move.to_place):
            if _looked_at(place, move.part, warehouse_id, Scope.load(scope)):
                raise RuleBroken(
                    N_(
                        "The stocktake {number} of {counted}, which is approved, looked at {place}: {day} is before "
                        "it. Enter a day from then on."
                    ),
                    number=number, counted=day_of(began).isoformat(), place=place.name, day=happened_on.isoformat(),
                )  # fmt: skip


def _looked_at(place: Any, part: Part, warehouse_id: int | None, scope: Scope) -> bool:
    """Whether a stocktake counted all that lay in a place, or all of the part there (``inventory.stocktake``)."""
    if scope.parts and part.id not in scope.parts:
        return False
    if warehouse_id is not None and place.warehouse_id != warehouse_id:
        return False
    if not scope.places:
        return place.kind in OURS and place.kind is not PlaceKind.TRANSIT
    return any(above in scope.places for (above,) in connect.rows(_ABOVE, (place.id,)))


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
    after = (day.isoformat(), day.isoformat(), sequence)
    values = (*side, *side, part.id, move.owner.value, move.serial, move.lot, *after, place.id, place.id)
    if move.reverses is None:
        moved = connect.rows(_SINCE.format(unless=""), values)
    else:
        moved = connect.rows(_SINCE.format(unless=_UNDONE), (*values, *after))
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
