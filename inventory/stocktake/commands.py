"""What people do with a stocktake as a whole: plan it, begin it, close the counting, go back, give it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.numbering import next_number
from inventory.places.furnishing import OURS
from inventory.stock.posting import lock
from inventory.stocktake.rules import (
    EVERYTHING,
    OPEN_STATES,
    Scope,
    StocktakeMode,
    StocktakeState,
    check_step,
)
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.places import Place, PlaceKind, Warehouse
from models.stocktakes import Stocktake

SERIES: Final = "PD"
_UNDER: Final = (
    "WITH RECURSIVE under(id) AS (SELECT id FROM place WHERE id IN ({marks}) "
    "UNION SELECT p.id FROM place p JOIN under u ON p.parent_id = u.id) SELECT id FROM under"
)
_SNAPSHOT: Final = (
    "INSERT INTO stocktake_line (version, stocktake_id, part_id, place_id, condition, owner, serial, lot, snapshot, "
    "recounted, disturbed, reason, decision) SELECT 1, ?, b.part_id, b.place_id, b.condition, b.owner, b.serial, "
    "b.lot, b.quantity, ?, ?, '', '' FROM stock_balance b JOIN place p ON p.id = b.place_id "
    "WHERE b.internal AND b.quantity > 0 AND {where} ORDER BY b.id RETURNING id"
)
_TWICE: Final = (
    "SELECT k.number, p.part_no, c.name FROM stocktake_line m "
    "JOIN stocktake_line o ON o.part_id = m.part_id AND o.place_id = m.place_id AND o.stocktake_id <> m.stocktake_id "
    "JOIN stocktake k ON k.id = o.stocktake_id JOIN part p ON p.id = m.part_id JOIN place c ON c.id = m.place_id "
    "WHERE m.stocktake_id = ? AND k.state IN ({states}) ORDER BY m.id LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStocktake:
    """What is to be counted. ``warehouse_id`` None and an empty scope: the whole depot, vans included."""

    mode: StocktakeMode = StocktakeMode.OPEN
    warehouse_id: int | None = None
    scope: Scope = EVERYTHING
    remark: str = ""


@command
@needs(Right.KEEP_STOCK)
def plan(ctx: Context, asked: PlanStocktake) -> int:
    """Prepare a stocktake and return its id. Nothing is frozen: work goes on while it is counted (C-17)."""
    with ctx.work() as work:
        if asked.warehouse_id is not None and Warehouse.get_or_none(Warehouse.id == asked.warehouse_id) is None:
            raise InvalidInput(N_("This warehouse is no longer there. Choose another one."), field="warehouse_id")
        for place_id in asked.scope.places:
            place = Place.get_or_none(Place.id == place_id)
            if place is None:
                raise NotFound(N_("This place is no longer there. Refresh the page to see what is."))
            if place.kind not in OURS:
                raise InvalidInput(
                    N_("{place} is outside the depot and cannot be counted. Choose a bin or a van."),
                    field="places",
                    place=place.name,
                )
        made = work.create(
            Stocktake, number=next_number(work, SERIES, f"{ctx.clock.today():%Y%m}"), mode=asked.mode,
            warehouse=asked.warehouse_id, scope=asked.scope.dump(), created_at=ctx.clock.now(), created_by=ctx.actor,
            remark=line(asked.remark),
        )  # fmt: skip
        return int(made.id)


@command
@needs(Right.KEEP_STOCK)
def start(ctx: Context, stocktake_id: int, seen_version: int) -> int:
    """Take the snapshot of the book and begin to count; returns how many lines are on the sheet.

    Raises RuleBroken where something of it is being counted on another sheet: its difference would be posted twice.
    """
    with ctx.work() as work:
        row = step(work, stocktake_id, seen_version, StocktakeState.COUNTING, started_at=ctx.clock.now())
        scope = Scope.load(row.scope)
        where, values = _where(row.warehouse_id, scope)
        lines = connect.rows(_SNAPSHOT.format(where=where), (row.id, False, False, *values))
        lock(_counted_parts(row.id))  # whoever begins with the same parts a moment later sees this sheet
        _check_once(row.id)
        if not lines and not scope.places:
            raise RuleBroken(
                N_("Nothing lies where this stocktake looks, so there is nothing to count. Choose places or parts.")
            )
        return len(lines)


@command
@needs(Right.KEEP_STOCK)
def finish(ctx: Context, stocktake_id: int, seen_version: int) -> None:
    """All is counted. Raises RuleBroken, naming how many lines are not."""
    with ctx.work() as work:
        step(work, stocktake_id, seen_version, StocktakeState.COUNTED, counted_at=ctx.clock.now())
        missing, place = connect.rows(
            "SELECT count(*), min(p.name) FROM stocktake_line l JOIN place p ON p.id = l.place_id "
            "WHERE l.stocktake_id = ? AND l.counted IS NULL",
            (stocktake_id,),
        )[0]
        if missing:
            raise RuleBroken(
                N_("{count} lines are not counted yet, one in {place}. Count them, or say that nothing is there."),
                count=missing,
                place=place,
            )


@command
@needs(Right.KEEP_STOCK)
def review(ctx: Context, stocktake_id: int, seen_version: int) -> None:
    """Look at the differences: count again where it is doubtful, and write down the reasons."""
    with ctx.work() as work:
        step(work, stocktake_id, seen_version, StocktakeState.REVIEW)


@command
@needs(Right.KEEP_STOCK)
def reopen(ctx: Context, stocktake_id: int, seen_version: int) -> None:
    """Go on counting: a bin was forgotten. What was counted stays."""
    with ctx.work() as work:
        step(work, stocktake_id, seen_version, StocktakeState.COUNTING, counted_at=None)


@command
@needs(Right.KEEP_STOCK)
def cancel(ctx: Context, stocktake_id: int, seen_version: int, reason: str) -> None:
    """Give a stocktake up; nothing is posted, the counts stay to be read. Raises InvalidInput without a reason."""
    if not line(reason):
        raise InvalidInput(N_("Say why the stocktake is given up."), field="reason")
    with ctx.work(line(reason)) as work:
        step(work, stocktake_id, seen_version, StocktakeState.CANCELLED)


def step(work: Work, stocktake_id: int, seen_version: int, wanted: StocktakeState, **values: Any) -> Any:
    """Lock a stocktake, compare the version that the person saw, and move it on."""
    row: Any = work.lock(Stocktake, stocktake_id)
    work.check_seen(row, seen_version)
    check_step(row.number, row.state, wanted)
    return work.change(row, state=wanted, **values)


def _where(warehouse_id: int | None, scope: Scope) -> tuple[str, tuple[Any, ...]]:
    parts, values = ["1 = 1"], []
    if scope.places:
        marks = ", ".join("?" * len(scope.places))
        under = [found for (found,) in connect.rows(_UNDER.format(marks=marks), scope.places)]
        parts.append(f"p.id IN ({', '.join('?' * len(under))})")
        values += under
    else:
        parts.append("p.kind <> ?")  # what is on its way lies in nobody's hands; it may be chosen by name
        values.append(PlaceKind.TRANSIT.value)
    if warehouse_id is not None:
        parts.append("p.warehouse_id = ?")
        values.append(warehouse_id)
    if scope.parts:
        parts.append(f"b.part_id IN ({', '.join('?' * len(scope.parts))})")
        values += scope.parts
    return " AND ".join(parts), tuple(values)


def _counted_parts(stocktake_id: int) -> list[int]:
    found = connect.rows("SELECT DISTINCT part_id FROM stocktake_line WHERE stocktake_id = ?", (stocktake_id,))
    return [part_id for (part_id,) in found]


def _check_once(stocktake_id: int) -> None:
    states = ", ".join("?" * len(OPEN_STATES))
    found = connect.rows(_TWICE.format(states=states), (stocktake_id, *(state.value for state in OPEN_STATES)))
    if found:
        number, part_no, place = found[0]
        raise RuleBroken(
            N_("{part} in {place} is being counted on {number}. Finish or cancel that stocktake first."),
            part=part_no, place=place, number=number,
        )  # fmt: skip
