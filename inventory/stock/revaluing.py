"""What our stock of a part is worth is corrected: where the old books did not say a cost, or said a wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from inventory.access.rights import require
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.places.furnishing import OURS, outside
from inventory.stock.posting import Move, Posted, lock, post, repeated
from inventory.stock.scope import of_place, valuation
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context, command, needs
from models import connect
from models.access import Right
from models.assets import AssetOwner
from models.parts import Part
from models.places import Place, PlaceKind
from models.stock import DocKind, StockBalance


@dataclass(frozen=True, slots=True, kw_only=True)
class Revalue:
    """One piece of a part costs ``unit_cost`` without tax from now on, and why.

    ``serial``: of a part kept by serial number, the piece that is meant; "" all of them. ``warehouse_id``: the
    warehouse, where each has an average of its own; None: the company, or the vans.
    """

    act: str
    part_id: int
    unit_cost: Money
    reason: str
    serial: str = ""
    warehouse_id: int | None = None


_STOCKS: Final = (
    "SELECT v.warehouse_id, coalesce(w.name, ''), v.serial, v.quantity, v.value FROM stock_value v "
    "LEFT JOIN warehouse w ON w.id = v.warehouse_id WHERE v.part_id = ? AND v.quantity > 0 ORDER BY w.code, v.serial"
)


@dataclass(frozen=True, slots=True)
class Stock:
    """Pieces that have a value of their own: of a warehouse, or of one serial number. ``warehouse`` "": the company's.

    ``quantity`` counts units of 10**-decimals of the part.
    """

    warehouse_id: int | None
    warehouse: str
    serial: str
    quantity: int
    value: Money


def stocks(ctx: Context, part_id: int) -> list[Stock]:
    """What our stock of a part is worth, as far as it can be corrected by itself. Raises NotPermitted."""
    require(ctx, Right.SEE_COST)
    return [
        Stock(warehouse_id, warehouse, serial, int(quantity), Money(int(value)))
        for warehouse_id, warehouse, serial, quantity, value in connect.rows(_STOCKS, (part_id,))
    ]


@command
@needs(Right.KEEP_STOCK)
def revalue(ctx: Context, wanted: Revalue) -> Posted:
    """Post the pieces out at what they are worth and in at what they cost, each where it lies; return the paper.

    The ledger knows no amount without goods, so that what it says adds up in every book; what was issued before keeps
    its cost. Raises RuleBroken where nothing is there, and InvalidInput without a reason or for less than nothing.
    """
    reason = line(wanted.reason)
    if not reason:
        raise InvalidInput(N_("Say why the value of this stock changes."), field="reason")
    if wanted.unit_cost.fen < 0:
        raise InvalidInput(N_("A cost cannot be below zero."), field="unit_cost")
    with ctx.work() as work:
        lock([wanted.part_id])
        if done := repeated(wanted.act):
            return done
        part: Part = Part.get_by_id(wanted.part_id)
        lying = _lying(part, wanted)
        if not lying:
            raise RuleBroken(
                N_("Nothing of {part} is there whose value could change. Receive it with its cost."), part=part.part_no
            )
        outer = outside(work, PlaceKind.ADJUSTMENT)
        moves = [_move(part, row, row.place, outer) for row in lying]
        moves += [_move(part, row, outer, row.place, wanted.unit_cost.fen) for row in lying]
        return post(work, DocKind.ADJUST, wanted.act, ctx.clock.today(), moves, remark=reason)


def _lying(part: Part, wanted: Revalue) -> list[Any]:
    """Our pieces in the scope, wherever they lie and in whatever condition."""
    chosen, serial = valuation(), normalise(wanted.serial)
    rows: list[Any] = list(
        StockBalance.select(StockBalance, Place)
        .join(Place)
        .where((StockBalance.part == part.id) & (StockBalance.owner == AssetOwner.US) & (StockBalance.quantity > 0))
        .order_by(StockBalance.id)
    )
    return [
        row
        for row in rows
        if row.place.kind in OURS
        and of_place(row.place, chosen) == wanted.warehouse_id
        and (not serial or row.serial == serial)
    ]


def _move(part: Part, row: Any, start: Place, end: Place, unit_cost: int | None = None) -> Move:
    return Move(
        part=part, quantity=row.quantity, from_place=start, to_place=end, condition_from=row.condition,
        condition_to=row.condition, owner=row.owner, serial=row.serial, lot=row.lot, unit_cost=unit_cost,
    )  # fmt: skip
