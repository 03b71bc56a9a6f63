"""What the keeper does: receive, issue, take back unused, move, change a condition, scrap, reverse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.places.furnishing import OURS, outside
from inventory.pricing.rules import return_cost
from inventory.stock.posting import Move, Posted, lock, post, repeated, reversed_or_refused
from inventory.values.codes import normalise
from inventory.values.quantities import parse_quantity
from inventory.work import Context, command, needs
from models.access import Right
from models.assets import AssetOwner
from models.parts import Part
from models.places import Place, PlaceKind
from models.stock import Condition, DocKind, DocState, IssuePurpose, StockDoc, StockLine, StockMove

USABLE: Final = (Condition.NEW, Condition.GOOD)
"""What is offered for issue (INV-24)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """A line of a paper as a person enters it: ``quantity`` as people count, ``place_id`` the bin or van."""

    part_id: int
    place_id: int
    quantity: int | str | Decimal = 1
    condition: Condition = Condition.NEW
    owner: AssetOwner = AssetOwner.US
    serial: str = ""
    lot: str = ""
    unit_cost: int | None = None
    """Of a receipt, fen without tax."""
    to_place_id: int | None = None
    to_condition: Condition | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of the depot. ``act``: drawn by the caller once for each act, so that a repeat is harmless."""

    act: str
    lines: tuple[Goods, ...]
    happened_on: date | None = None
    paper_no: str = ""
    supplier_id: int | None = None
    purpose: IssuePurpose | None = None
    case_id: int | None = None
    customer_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Unused goods of a line of an issue that come back into a bin."""

    line_id: int
    place_id: int
    quantity: int | str | Decimal


@command
@needs(Right.KEEP_STOCK)
def receive(ctx: Context, paper: Paper) -> Posted:
    """Goods come in from a supplier, each at its cost. Raises InvalidInput where ours has none."""
    for goods in paper.lines:
        if goods.unit_cost is None and goods.owner is AssetOwner.US:
            raise InvalidInput(N_("Enter what one piece costs without tax."), field="unit_cost")
    return _post(ctx, DocKind.RECEIPT, paper, PlaceKind.SUPPLIER, incoming=True)


@command
@needs(Right.KEEP_STOCK)
def issue(ctx: Context, paper: Paper) -> Posted:
    """Good pieces go out to a case, a visit or a sale, at the moving average; to a van at no change of value."""
    for goods in paper.lines:
        if goods.condition not in USABLE:
            raise RuleBroken(N_("Only good pieces are issued. Choose a good one, or change its condition first."))
    return _post(ctx, DocKind.ISSUE, paper, PlaceKind.CUSTOMER)


@command
@needs(Right.KEEP_STOCK)
def move(ctx: Context, paper: Paper) -> Posted:
    """Goods go from bin to bin (``to_place_id``)."""
    return _post(ctx, DocKind.MOVE, paper, None)


@command
@needs(Right.KEEP_STOCK)
def change_condition(ctx: Context, paper: Paper) -> Posted:
    """Goods stay where they are in another condition (``to_condition``)."""
    return _post(ctx, DocKind.CONDITION, paper, None)


@command
@needs(Right.KEEP_STOCK)
def scrap(ctx: Context, paper: Paper) -> Posted:
    """Goods leave for good, at the average."""
    return _post(ctx, DocKind.SCRAP, paper, PlaceKind.SCRAP)


def _post(ctx: Context, kind: DocKind, paper: Paper, other: PlaceKind | None, *, incoming: bool = False) -> Posted:
    with ctx.work() as work:
        lock(goods.part_id for goods in paper.lines)
        if done := repeated(paper.act):
            return done
        outer = None if other is None else outside(work, other)
        moves = [_line(goods, kind, outer, incoming) for goods in paper.lines]
        return post(
            work, kind, paper.act, paper.happened_on or ctx.clock.today(), moves, paper_no=paper.paper_no.strip(),
            supplier=paper.supplier_id, purpose=paper.purpose, case=paper.case_id, customer=paper.customer_id,
            remark=paper.remark.strip(),
        )  # fmt: skip


def _line(goods: Goods, kind: DocKind, outer: Place | None, incoming: bool) -> Move:
    part, here = Part.get_by_id(goods.part_id), _place(goods.place_id)
    there = outer
    if goods.to_place_id is not None and kind in (DocKind.MOVE, DocKind.ISSUE):
        there = _place(goods.to_place_id)
    there = there or here
    after = goods.to_condition or goods.condition
    if there == here and after is goods.condition:
        raise InvalidInput(
            N_("Goods cannot move from a place to the same place. Choose another place or another condition."),
            field="to_place_id",
        )
    return Move(
        part=part, quantity=_quantity(goods.quantity, part), from_place=there if incoming else here,
        to_place=here if incoming else there, condition_from=goods.condition, condition_to=after, owner=goods.owner,
        serial=normalise(goods.serial), lot=goods.lot.strip(), unit_cost=goods.unit_cost if incoming else None,
        note=goods.note.strip(),
    )  # fmt: skip


def _quantity(value: int | str | Decimal, part: Part) -> int:
    try:
        return parse_quantity(value, part.decimals)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field="quantity", **error.values) from error


def _place(place_id: int) -> Place:
    found: Place | None = Place.get_or_none(Place.id == place_id)
    if found is None:
        raise NotFound(N_("This place is no longer there. Refresh the page to see what is."))
    if found.kind not in OURS:
        raise InvalidInput(
            N_("{place} is outside the depot. Choose a bin or a van."), field="place_id", place=found.name
        )
    return found


@command
@needs(Right.KEEP_STOCK)
def take_back(ctx: Context, act: str, lines: tuple[Back, ...], happened_on: date | None = None) -> Posted:
    """Unused goods of an issue come back at the cost at which they went out; the last return takes the rest (C-07)."""
    with ctx.work() as work:
        issued = [_issued(back.line_id) for back in lines]
        lock(found.part_id for found in issued)
        if done := repeated(act):
            return done
        issued = [_issued(back.line_id) for back in lines]  # as it stands now that nobody else moves the part
        coming: dict[int, int] = {}
        moves = []
        for back, found in zip(lines, issued, strict=True):
            quantity = _quantity(back.quantity, found.part)
            before = _returned(found.id) + coming.get(found.id, 0)
            amount = StockMove.get(StockMove.line == found.id).amount
            cost = return_cost(found.quantity, -amount, before, quantity)
            coming[found.id] = coming.get(found.id, 0) + quantity
            moves.append(
                Move(
                    part=found.part, quantity=quantity, from_place=found.to_place, to_place=_place(back.place_id),
                    condition_from=found.condition_to, condition_to=found.condition_to, owner=found.owner,
                    serial=found.serial, lot=found.lot, amount=cost, returns=found.id,
                )
            )  # fmt: skip
        return post(work, DocKind.RETURN_UNUSED, act, happened_on or ctx.clock.today(), moves)


def _issued(line_id: int) -> Any:
    found = StockLine.get_or_none(StockLine.id == line_id)
    if found is None or found.doc.kind is not DocKind.ISSUE or found.doc.state is not DocState.POSTED:
        raise RuleBroken(N_("Only what an issue that stands took out can come back. Choose the line of an issue."))
    return found


def _returned(line_id: int) -> int:
    """How much of an issue's line has come back on papers that stand."""
    lines = StockLine.select().join(StockDoc).where(
        (StockLine.returns == line_id) & (StockDoc.state == DocState.POSTED) & (StockDoc.kind == DocKind.RETURN_UNUSED)
    )  # fmt: skip
    return sum(line.quantity for line in lines)


@command
@needs(Right.KEEP_STOCK)
def reverse(ctx: Context, act: str, doc_id: int, reason: str = "") -> Posted:
    """Take a posted paper back by a paper of its own, dated today; the first one stays as it was posted (INV-05).

    Raises RuleBroken where it was reversed already, where part of an issue came back since, or where at any moment
    since too little would have been there.
    """
    with ctx.work() as work:
        found: list[Any] = list(StockLine.select().where(StockLine.doc == doc_id).order_by(StockLine.position.desc()))
        lock(line.part_id for line in found)
        if done := repeated(act):
            return done
        doc = work.lock(StockDoc, doc_id)
        reversed_or_refused(doc)
        moves = [_reversed(line, doc.number) for line in found]
        posted = post(work, DocKind.REVERSAL, act, ctx.clock.today(), moves, reverses=doc.id, remark=reason.strip())
        doc.state = DocState.REVERSED
        doc.version += 1
        doc.save(only=[StockDoc.state, StockDoc.version])
        return posted


def _reversed(line: Any, number: str) -> Move:
    if back := _returned(line.id):
        raise RuleBroken(
            N_("{back} of what {number} took out came back already. Reverse the return first."),
            back=back,
            number=number,
        )
    made = StockMove.get(StockMove.line == line.id)
    return Move(
        part=line.part, quantity=line.quantity, from_place=line.to_place, to_place=line.from_place,
        condition_from=line.condition_to, condition_to=line.condition_from, owner=line.owner, serial=line.serial,
        lot=line.lot, amount=-made.amount, reverses=made.id, since=(made.happened_on, made.sequence),
    )  # fmt: skip
