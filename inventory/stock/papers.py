"""What the keeper does: receive, issue, take back unused, move, change a condition, scrap, reverse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from inventory.errors import InvalidInput, RuleBroken, on_line
from inventory.i18n import N_, Message
from inventory.places.furnishing import OURS, outside, van_of
from inventory.pricing.rules import return_cost
from inventory.stock.drafting import Seen, typed_costs
from inventory.stock.entry import Goods, Known, Paper, as_move, cost_of_one, head, our_place, whole_quantity
from inventory.stock.posting import Move, Posted, lock, post, repeated, reversed_or_refused
from inventory.stock.reserved import USABLE, came_back
from inventory.stock.uses import give_back, note, take_again
from inventory.stock.words import CONDITIONS
from inventory.supply import receiving
from inventory.values.quantities import show_quantity
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.assets import AssetOwner
from models.places import Place, PlaceKind
from models.stock import Condition, DocKind, DocState, IssuePurpose, StockDoc, StockLine, StockMove

__all__ = [
    "USABLE", "Back", "Goods", "Paper", "change_condition", "inspect", "issue", "move", "receive", "reverse", "scrap",
    "take_back",
]  # fmt: skip

COMES_BACK: Final = (DocKind.RETURN_UNUSED, DocKind.TRANSFER_IN, DocKind.TOOL_IN, DocKind.ADJUST)
"""Papers whose lines name the line of an earlier paper: what it took out has come back, arrived or been lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Unused goods of a line of an issue that come back into a bin."""

    line_id: int
    place_id: int
    quantity: int | str | Decimal


@command
@needs(Right.KEEP_STOCK)
def receive(ctx: Context, paper: Paper) -> Posted:
    """Goods come in from a supplier, each at its cost. Raises InvalidInput where ours has none.

    A line that names the line of an order counts as received of it, in the same act; more than was ordered needs a
    word (NeedsConfirmation).
    The customer's own goods come in without a cost: they are never worth anything to us (INV-23).
    """
    paper = _with_costs(ctx, paper)
    for position, goods in enumerate(paper.lines, 1):
        with on_line(position):
            _check_cost(goods)
    other = PlaceKind.SUPPLIER if any(goods.owner is AssetOwner.US for goods in paper.lines) else PlaceKind.CUSTOMER
    return _post(ctx, DocKind.RECEIPT, paper, other, incoming=True)


def _with_costs(ctx: Context, paper: Paper) -> Paper:
    """What was typed in the draft counts as the cost of the lines that say so."""
    wanted = [goods.cost_of for goods in paper.lines if goods.cost_of is not None and goods.unit_cost is None]
    if not wanted:
        return paper
    with ctx.reading():
        typed = typed_costs(wanted)
    lines = list(paper.lines)
    for place, goods in enumerate(lines):
        if goods.cost_of in typed and goods.unit_cost is None:
            with on_line(place + 1):
                cost = cost_of_one(typed[goods.cost_of], goods.tax_rate_bp)
            lines[place] = replace(goods, unit_cost=cost)
    return replace(paper, lines=tuple(lines))


def _check_cost(goods: Goods) -> None:
    if goods.unit_cost is None and goods.owner is AssetOwner.US:
        raise InvalidInput(N_("Enter what one piece costs without tax."), field="unit_cost")
    if goods.unit_cost is not None and goods.owner is not AssetOwner.US:
        raise InvalidInput(
            N_("What belongs to the customer has no cost here. Leave the cost empty."), field="unit_cost"
        )


@command
@needs(Right.KEEP_STOCK)
def issue(ctx: Context, paper: Paper) -> Posted:
    """Good pieces go out to a case, a visit or a sale at the moving average, or onto an engineer's van.

    What a case had reserved is used up by its own issue. Raises RuleBroken for a faulty piece (INV-24), for more than
    lies there, and for what is reserved for another case.
    """
    if paper.purpose is IssuePurpose.CASE and paper.case_id is None:
        raise InvalidInput(N_("Choose the case that the goods are for."), field="case_id")
    onto_van = paper.purpose is IssuePurpose.VAN and paper.engineer_id is None
    if onto_van and any(goods.to_place_id is None for goods in paper.lines):
        raise InvalidInput(N_("Choose the engineer whose van the goods go onto."), field="engineer_id")
    return _post(ctx, DocKind.ISSUE, paper, PlaceKind.CUSTOMER)


@command
@needs(Right.KEEP_STOCK)
def move(ctx: Context, paper: Paper) -> Posted:
    """Goods go from bin to bin of a warehouse (``to_place_id``), or from a van back into a bin."""
    return _post(ctx, DocKind.MOVE, paper, None)


@command
@needs(Right.KEEP_STOCK)
def change_condition(ctx: Context, paper: Paper) -> Posted:
    """Goods stay where they are in another condition (``to_condition``)."""
    return _post(ctx, DocKind.CONDITION, paper, None)


@command
@needs(Right.KEEP_STOCK)
def inspect(ctx: Context, paper: Paper) -> Posted:
    """What waits in quarantine was inspected (R-111): good pieces go to a bin (``to_place_id``) as new or good.

    What is not good goes to a bin as faulty, or stays where it is as faulty. ``note`` of a line keeps what was found.
    """
    return _post(ctx, DocKind.CONDITION, paper, None, inspected=True)


@command
@needs(Right.KEEP_STOCK)
def scrap(ctx: Context, paper: Paper) -> Posted:
    """Goods leave for good, at the average."""
    return _post(ctx, DocKind.SCRAP, paper, PlaceKind.SCRAP)


def _post(
    ctx: Context, kind: DocKind, paper: Paper, other: PlaceKind | None, *, incoming: bool = False,
    inspected: bool = False,
) -> Posted:  # fmt: skip
    with ctx.work() as work:
        lock(goods.part_id for goods in paper.lines)
        if done := repeated(paper.act):
            return done
        outer = None if other is None else outside(work, other)
        moves, known = [], Known.of(paper.lines)
        for position, goods in enumerate(paper.lines, 1):
            with on_line(position):
                to_place = _destination(work, kind, paper, goods, inspected, known)
                made = as_move(goods, outer=outer, incoming=incoming, to_place=to_place, known=known)
                _check_way(kind, made, inspected)
            moves.append(made)
        receiving.count_in(work, moves, paper.supplier_id, paper.confirmed)
        return post(work, kind, paper.act, paper.happened_on or ctx.clock.today(), moves, **head(paper))


def _destination(work: Work, kind: DocKind, paper: Paper, goods: Goods, inspected: bool, known: Known) -> Place | None:
    """Where a line goes inside the depot, if anywhere."""
    if kind is DocKind.ISSUE and paper.purpose is IssuePurpose.VAN and goods.to_place_id is None:
        assert paper.engineer_id is not None  # asked before the transaction
        return van_of(work, paper.engineer_id)
    if goods.to_place_id is None or (kind not in (DocKind.MOVE, DocKind.ISSUE) and not inspected):
        return None
    return our_place(goods.to_place_id, known)


def _check_way(kind: DocKind, made: Move, inspected: bool) -> None:
    """Raise where a kind of paper does not lead from the one place to the other."""
    start, end = made.from_place, made.to_place
    if kind is DocKind.ISSUE:
        if made.condition_from not in USABLE:
            raise RuleBroken(
                N_(
                    "{quantity} × {part} in {place} are not good ({condition}): only good pieces are issued. Choose a "
                    "good one, or change the condition first."
                ),
                quantity=show_quantity(made.quantity, made.part.decimals), part=made.part.part_no, place=start.name,
                condition=Message(CONDITIONS[made.condition_from]),
            )  # fmt: skip
        if end.kind in OURS and end.kind is not PlaceKind.VAN:
            raise InvalidInput(
                N_("{place} is no van. Move the goods instead of issuing them."), field="to_place_id", place=end.name
            )
    if kind is DocKind.MOVE:
        if end.kind is PlaceKind.VAN:
            raise InvalidInput(
                N_("{place} is a van. Issue the goods to it instead of moving them."), field="to_place_id",
                place=end.name,
            )  # fmt: skip
        if start.kind is not PlaceKind.VAN and start.warehouse_id != end.warehouse_id:
            raise InvalidInput(
                N_("{place} is in another warehouse. Send the goods there by a transfer."), field="to_place_id",
                place=end.name,
            )  # fmt: skip
    if inspected and start.kind is not PlaceKind.QUARANTINE:
        raise InvalidInput(
            N_("Only what lies in quarantine is inspected; {place} is none. Change the condition instead."),
            field="place_id", place=start.name,
        )  # fmt: skip
    if inspected and made.condition_to is Condition.PENDING:
        raise InvalidInput(N_("Choose what the inspection found: new, good or faulty."), field="to_condition")
    if inspected and start.warehouse_id != end.warehouse_id:
        raise InvalidInput(
            N_("{place} is in another warehouse. Send the goods there by a transfer."), field="to_place_id",
            place=end.name,
        )  # fmt: skip


@command
@needs(Right.KEEP_STOCK)
def take_back(
    ctx: Context, act: str, lines: tuple[Back, ...], happened_on: date | None = None, draft: Seen | None = None
) -> Posted:
    """Unused goods of an issue come back at the cost at which they went out; the last return takes the rest (C-07).

    What they had taken of a reservation of the case is kept for it again, unless that was released meanwhile.
    """
    with ctx.work() as work:
        issued = [_issued(back.line_id) for back in lines]
        lock(found.part_id for found in issued)
        if done := repeated(act):
            return done
        issued = [_issued(back.line_id) for back in lines]  # as it stands now that nobody else moves the part
        coming: dict[int, int] = {}
        worth: dict[int, int] = {}
        moves = []
        for back, found in zip(lines, issued, strict=True):
            quantity = whole_quantity(back.quantity, found.part)
            before = returned(found.id) + coming.get(found.id, 0)
            _check_left(found, before, quantity)
            amount = StockMove.get(StockMove.line == found.id).amount
            value = worth.setdefault(found.id, _value_returned(found.id))
            cost = return_cost(found.quantity, -amount, before, quantity, value)
            coming[found.id] = coming.get(found.id, 0) + quantity
            worth[found.id] += cost
            moves.append(
                Move(
                    part=found.part, quantity=quantity, from_place=found.to_place, to_place=our_place(back.place_id),
                    condition_from=found.condition_to, condition_to=found.condition_to, owner=found.owner,
                    serial=found.serial, lot=found.lot, amount=cost, returns=found.id,
                )
            )  # fmt: skip
        posted = post(work, DocKind.RETURN_UNUSED, act, happened_on or ctx.clock.today(), moves, draft=draft)
        came = [
            came_back(made, found.id, found.quantity - returned(found.id))
            for made, found in zip(moves, issued, strict=True)
        ]
        give_back(work, posted.doc_id, came)
        return posted


def _check_left(line: Any, before: int, quantity: int) -> None:
    """Raise RuleBroken, naming how many as people count, where more comes back than is still out."""
    if before + quantity > line.quantity:
        raise RuleBroken(
            N_("Only {left} of the {issued} issued can still come back, not {quantity}. Correct the quantity."),
            left=show_quantity(line.quantity - before, line.part.decimals),
            issued=show_quantity(line.quantity, line.part.decimals),
            quantity=show_quantity(quantity, line.part.decimals),
        )  # fmt: skip


def _issued(line_id: int) -> Any:
    found = StockLine.get_or_none(StockLine.id == line_id)
    if found is None or found.doc.kind is not DocKind.ISSUE or found.doc.state is not DocState.POSTED:
        raise RuleBroken(N_("Only what an issue that stands took out can come back. Choose the line of an issue."))
    return found


def returned(line_id: int) -> int:
    """How much of a line has come back, or arrived, on papers that stand."""
    lines = StockLine.select().join(StockDoc).where(
        (StockLine.returns == line_id) & (StockDoc.state == DocState.POSTED) & StockDoc.kind.in_(COMES_BACK)
    )  # fmt: skip
    return sum(line.quantity for line in lines)


def _value_returned(line_id: int) -> int:
    """What of a line's cost has come back on papers that stand."""
    moves = StockMove.select().join(StockLine).join(StockDoc).where(
        (StockLine.returns == line_id) & (StockDoc.state == DocState.POSTED)
        & (StockDoc.kind == DocKind.RETURN_UNUSED)
    )  # fmt: skip
    return sum(move.amount for move in moves)


@command
@needs(Right.KEEP_STOCK)
def reverse(ctx: Context, act: str, doc_id: int, reason: str = "") -> Posted:
    """Take a posted paper back by a paper of its own, dated today; the first one stays as it was posted (INV-05).

    Raises RuleBroken where it was reversed already, where part of an issue came back since, or where at any moment
    since too little would have been there.
    """
    with ctx.work() as work:
        return reverse_within(work, act, doc_id, reason)


def reverse_within(work: Work, act: str, doc_id: int, reason: str = "") -> Posted:
    """``reverse`` as a part of another act."""
    found: list[Any] = list(StockLine.select().where(StockLine.doc == doc_id).order_by(StockLine.position.desc()))
    lock(line.part_id for line in found)
    if done := repeated(act):
        return done
    doc: Any = work.lock(StockDoc, doc_id)
    reversed_or_refused(doc)
    moves = [_reversed(line, doc.number) for line in found]
    today = work.ctx.clock.today()
    receiving.count_back(work, [(line.order_id, line.quantity) for line in found])
    again = take_again(work, doc.id)
    posted = post(work, DocKind.REVERSAL, act, today, moves, reverses=doc.id, remark=reason.strip())
    note(posted.doc_id, again)
    if doc.kind is DocKind.ISSUE:
        give_back(work, posted.doc_id, [came_back(made, line.id, 0) for made, line in zip(moves, found, strict=True)])
    doc.state = DocState.REVERSED
    doc.version += 1
    doc.save(only=[StockDoc.state, StockDoc.version])
    return posted


def _reversed(line: Any, number: str) -> Move:
    if back := returned(line.id):
        raise RuleBroken(
            N_("{back} of what {number} took out came back or arrived already. Reverse that paper first."),
            back=show_quantity(back, line.part.decimals), number=number,
        )  # fmt: skip
    made = StockMove.get(StockMove.line == line.id)
    return Move(
        part=line.part, quantity=line.quantity, from_place=line.to_place, to_place=line.from_place,
        condition_from=line.condition_to, condition_to=line.condition_from, owner=line.owner, serial=line.serial,
        lot=line.lot, amount=-made.amount, carried=made.carried, reverses=made.id,
        since=(made.happened_on, made.sequence),
    )  # fmt: skip
