"""Special tools are lent to engineers and come back (R-107, R-108); they stay ours and keep their value.

A tool that is lent lies on the engineer's van, so that no more comes back than went out, and whoever leaves is asked
for what they still have (INV-19).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from inventory.errors import InvalidInput, RuleBroken, on_line
from inventory.i18n import N_
from inventory.places.furnishing import van_of
from inventory.stock.entry import Goods, Paper, as_move, head
from inventory.stock.posting import Move, Posted, lock, post, repeated
from inventory.stock.reserved import USABLE
from inventory.work import Context, command, needs
from models import connect
from models.access import Right
from models.parts import PartKind
from models.places import Place, PlaceKind
from models.stock import DocKind


@dataclass(frozen=True, slots=True)
class LentTool:
    """A tool that an engineer has. ``quantity`` counts units of 10**-``decimals``."""

    engineer_id: int
    engineer: str
    place_id: int
    part_id: int
    part_no: str
    name: str
    unit: str
    decimals: int
    condition: str
    serial: str
    quantity: int


@command
@needs(Right.KEEP_STOCK)
def lend(ctx: Context, paper: Paper) -> Posted:
    """Lend tools to ``engineer_id`` out of bins. Raises RuleBroken for what is no tool, and for more than is there."""
    if paper.engineer_id is None:
        raise InvalidInput(N_("Choose the engineer who takes the tools along."), field="engineer_id")
    return _post(ctx, DocKind.TOOL_OUT, paper, paper.engineer_id, _handed_out)


@command
@needs(Right.KEEP_STOCK)
def bring_back(ctx: Context, paper: Paper) -> Posted:
    """Tools come back from ``engineer_id`` into bins (``to_place_id``), as good or in another condition."""
    if paper.engineer_id is None:
        raise InvalidInput(N_("Choose the engineer who brings the tools back."), field="engineer_id")
    return _post(ctx, DocKind.TOOL_IN, paper, paper.engineer_id, _handed_back)


def _post(
    ctx: Context, kind: DocKind, paper: Paper, engineer_id: int, handed: Callable[[Goods, Place], Move]
) -> Posted:
    """``handed``: the move of a line between a bin and the engineer's van."""
    with ctx.work() as work:
        lock(goods.part_id for goods in paper.lines)
        if done := repeated(paper.act):
            return done
        van, moves = van_of(work, engineer_id), []
        for position, goods in enumerate(paper.lines, 1):
            with on_line(position):
                made = handed(goods, van)
                if made.part.kind is not PartKind.TOOL:
                    raise RuleBroken(
                        N_("{part} is no special tool. Issue it onto the van instead of lending it."),
                        part=made.part.part_no,
                    )
            moves.append(made)
        return post(work, kind, paper.act, paper.happened_on or ctx.clock.today(), moves, **head(paper))


def _handed_out(goods: Goods, van: Place) -> Move:
    made = as_move(goods, to_place=van)
    if made.condition_from not in USABLE:
        raise RuleBroken(
            N_("{part} in {place} is not good. Lend a good one, or have this one repaired first."),
            part=made.part.part_no, place=made.from_place.name,
        )  # fmt: skip
    return made


def _handed_back(goods: Goods, van: Place) -> Move:
    shelf: Place | None = None
    if goods.to_place_id is not None:
        shelf = Place.get_or_none(Place.id == goods.to_place_id)
    if shelf is None or shelf.kind not in (PlaceKind.BIN, PlaceKind.QUARANTINE):
        raise InvalidInput(N_("Choose the bin that the tools go back into."), field="to_place_id")
    return as_move(replace(goods, place_id=van.id), to_place=shelf)


_LENT: Final = (
    "SELECT u.id, u.name, v.id, p.id, p.part_no, p.name, p.unit, p.decimals, b.condition, b.serial, b.quantity "
    "FROM place v JOIN depot_user u ON u.id = v.engineer_id JOIN stock_balance b ON b.place_id = v.id "
    "JOIN part p ON p.id = b.part_id WHERE v.kind = 'van' AND b.quantity > 0 AND p.kind = 'tool' {where}"
    "ORDER BY u.name, p.part_norm, b.serial"
)


def lent(ctx: Context, engineer_id: int | None = None) -> list[LentTool]:
    """The tools that engineers have, by name; of one engineer, or of all."""
    where, values = ("", ()) if engineer_id is None else ("AND u.id = ? ", (engineer_id,))
    return [LentTool(*row) for row in connect.rows(_LENT.format(where=where), values)]
