"""Goods go to another warehouse in two steps: sent onto the way, and received there, in parts and with differences.

What is on the way lies in the receiving warehouse's place for it: it is that warehouse's from the day it was sent, and
where each warehouse has an average of its own, the value goes along then (C-07).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken, on_line
from inventory.i18n import N_
from inventory.places.furnishing import outside, within
from inventory.stock.drafting import Seen, close
from inventory.stock.entry import Paper, as_move, head, our_place, whole_quantity
from inventory.stock.papers import returned
from inventory.stock.posting import Move, Posted, lock, post, repeated
from inventory.values.quantities import show_quantity
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.places import Place, PlaceKind, Warehouse
from models.stock import Condition, DocKind, DocState, StockDoc, StockLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What arrived of a line of a transfer, and into which bin; ``condition``: None as it was sent."""

    line_id: int
    place_id: int
    quantity: int | str | Decimal
    condition: Condition | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveTransfer:
    """What arrived of a transfer. ``close``: nothing more comes; what is missing is posted off with a ``reason``.

    ``draft``: in which it was written, as its writer saw it last.
    """

    act: str
    doc_id: int
    lines: tuple[Arrived, ...]
    close: bool = False
    reason: str = ""
    happened_on: date | None = None
    draft: Seen | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What was posted: the arrival, None where nothing came, and the difference, None where nothing is missing."""

    arrival: Posted | None
    difference: Posted | None


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A line of a transfer that has not wholly arrived. Quantities count units of 10**-``decimals``."""

    doc_id: int
    number: str
    sent_on: date
    from_place: str
    warehouse_id: int
    warehouse: str
    line_id: int
    part_id: int
    part_no: str
    name: str
    unit: str
    decimals: int
    serial: str
    lot: str
    sent: int
    open: int


@command
@needs(Right.KEEP_STOCK)
def send(ctx: Context, paper: Paper, warehouse_id: int) -> Posted:
    """Send goods from bins to another warehouse. Raises RuleBroken for more than can be had, and for a retired one."""
    with ctx.work() as work:
        lock(goods.part_id for goods in paper.lines)
        if done := repeated(paper.act):
            return done
        warehouse = work.lock(Warehouse, warehouse_id)
        if not warehouse.active:
            raise RuleBroken(N_("{name} was retired. Choose a warehouse that is in use."), name=warehouse.name)
        way = within(work, warehouse.id, PlaceKind.TRANSIT)
        moves = []
        for position, goods in enumerate(paper.lines, 1):
            with on_line(position):
                made = as_move(goods, to_place=way)
                _check_start(made.from_place, warehouse)
            moves.append(made)
        return post(work, DocKind.TRANSFER_OUT, paper.act, paper.happened_on or ctx.clock.today(), moves, **head(paper))


def _check_start(place: Place, warehouse: Warehouse) -> None:
    if place.kind is PlaceKind.VAN:
        raise InvalidInput(
            N_("{place} is a van. Take the goods back into a bin first."), field="place_id", place=place.name
        )
    if place.warehouse_id == warehouse.id:
        raise InvalidInput(
            N_("{place} is in {warehouse} already. Move the goods instead of sending them."), field="warehouse_id",
            place=place.name, warehouse=warehouse.name,
        )  # fmt: skip


@command
@needs(Right.KEEP_STOCK)
def receive_transfer(ctx: Context, arrival: ReceiveTransfer) -> Received:
    """Put what arrived of a transfer into bins; the rest stays on the way until it comes or the transfer is closed.

    Raises RuleBroken, naming how many are on the way, for more than was sent, and where nothing is left to come.
    """
    lost_act = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{arrival.act} difference"))
    with ctx.work() as work:
        doc = _sent(arrival.doc_id)
        lines: list[Any] = list(StockLine.select().where(StockLine.doc == doc.id).order_by(StockLine.position))
        lock(line.part_id for line in lines)
        if (done := repeated(arrival.act)) or (repeated(lost_act)):
            return Received(done, repeated(lost_act))
        doc = _sent(arrival.doc_id)  # as it stands now that nobody else moves the parts
        day = arrival.happened_on or ctx.clock.today()
        left = {line.id: line.quantity - returned(line.id) for line in lines}
        if not any(left.values()):
            raise RuleBroken(N_("Everything of {number} has arrived. Nothing is left to receive."), number=doc.number)
        moves = _arrivals({line.id: line for line in lines}, arrival.lines, left, doc.number)
        came = None
        if moves:
            came = post(work, DocKind.TRANSFER_IN, arrival.act, day, moves, receives=doc.id, draft=arrival.draft)
        lost = _difference(work, arrival, lost_act, day, lines, left, doc)
        if came is None and lost is not None:  # nothing came, and the draft said so
            close(work, arrival.act, arrival.draft, lost.number)
        return Received(came, lost)


def _sent(doc_id: int) -> Any:
    doc = StockDoc.get_or_none(StockDoc.id == doc_id)
    if doc is None:
        raise NotFound(N_("This paper is no longer there. Refresh the page to see what is."))
    if doc.kind is not DocKind.TRANSFER_OUT or doc.state is not DocState.POSTED:
        raise RuleBroken(N_("{number} is no transfer that is on the way. Choose one from the list."), number=doc.number)
    return doc


def _arrivals(lines: dict[int, Any], arrived: Sequence[Arrived], left: dict[int, int], number: str) -> list[Move]:
    """The moves of what arrived; ``left`` becomes what is still on the way after it."""
    moves = []
    for each in arrived:
        line = lines.get(each.line_id)
        if line is None:
            raise InvalidInput(
                N_("This line is not of {number}. Choose one of its lines."), field="lines", number=number
            )
        quantity = whole_quantity(each.quantity, line.part)
        if not quantity:
            continue  # nothing of this line has come yet
        if quantity > left[line.id]:
            raise RuleBroken(
                N_(
                    "Only {open} of {part} are still on the way with {number}, not {quantity}. Count again; what is "
                    "here in addition is for a stocktake."
                ),
                open=show_quantity(left[line.id], line.part.decimals), part=line.part.part_no, number=number,
                quantity=show_quantity(quantity, line.part.decimals),
            )  # fmt: skip
        left[line.id] -= quantity
        place = our_place(each.place_id)
        if place.warehouse_id != line.to_place.warehouse_id:
            raise InvalidInput(
                N_("{place} is in another warehouse. Send the goods there by a transfer."), field="place_id",
                place=place.name,
            )  # fmt: skip
        moves.append(
            Move(
                part=line.part, quantity=quantity, from_place=line.to_place, to_place=place,
                condition_from=line.condition_to, condition_to=each.condition or line.condition_to, owner=line.owner,
                serial=line.serial, lot=line.lot, returns=line.id, note=each.note.strip(),
            )
        )  # fmt: skip
    return moves


def _difference(
    work: Work, arrival: ReceiveTransfer, act: str, day: date, lines: Sequence[Any], left: dict[int, int], doc: Any
) -> Posted | None:
    """What will not come any more is posted off at the average, with the reason."""
    missing = [line for line in lines if left[line.id]]
    if not missing or not arrival.close:
        return None
    reason = arrival.reason.strip()
    if not reason:
        raise InvalidInput(
            N_("{count} lines did not wholly arrive. Say what became of the rest."), field="reason", count=len(missing)
        )
    outer = outside(work, PlaceKind.ADJUSTMENT)
    moves = [
        Move(
            part=line.part, quantity=left[line.id], from_place=line.to_place, to_place=outer,
            condition_from=line.condition_to, condition_to=line.condition_to, owner=line.owner, serial=line.serial,
            lot=line.lot, returns=line.id,
        )
        for line in missing
    ]  # fmt: skip
    return post(work, DocKind.ADJUST, act, day, moves, receives=doc.id, remark=reason)


_BACK: Final = ", ".join(f"'{kind.value}'" for kind in (DocKind.TRANSFER_IN, DocKind.ADJUST))
_OPEN: Final = (
    "SELECT d.id, d.number, d.happened_on, f.name, w.id, w.name, l.id, p.id, p.part_no, p.name, p.unit, p.decimals, "
    "l.serial, l.lot, l.quantity, l.quantity - (SELECT coalesce(sum(r.quantity), 0) FROM stock_line r "
    f"JOIN stock_doc e ON e.id = r.doc_id WHERE r.returns_id = l.id AND e.state = 'posted' AND e.kind IN ({_BACK})) "
    "FROM stock_doc d JOIN stock_line l ON l.doc_id = d.id JOIN part p ON p.id = l.part_id "
    "JOIN place f ON f.id = l.from_place_id JOIN place t ON t.id = l.to_place_id "
    "JOIN warehouse w ON w.id = t.warehouse_id WHERE d.kind = 'transfer_out' AND d.state = 'posted' "
    "AND EXISTS (SELECT 1 FROM stock_balance b WHERE b.place_id = t.id AND b.part_id = l.part_id AND b.quantity > 0) "
    "{where} ORDER BY d.happened_on, d.id, l.position"
)


def on_the_way(ctx: Context, warehouse_id: int | None = None) -> list[OnTheWay]:
    """What was sent and has not wholly arrived, the oldest first; to one warehouse, or to all."""
    where, values = ("", ()) if warehouse_id is None else ("AND w.id = ?", (warehouse_id,))
    found = []
    for doc_id, number, day, *rest in connect.rows(_OPEN.format(where=where), values):
        sent_on = connect.as_day(day)
        assert sent_on is not None  # the column is never empty
        if rest[-1]:
            found.append(OnTheWay(doc_id, number, sent_on, *rest))
    return found
