"""What came of an order is counted at its lines in the act that receives it, and counted back when that is reversed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, RuleBroken, on_line
from inventory.i18n import N_
from inventory.values.quantities import show_quantity
from inventory.work import Work
from models.parts import Part
from models.supply import OrderLine

if TYPE_CHECKING:
    from inventory.stock.posting import Move


def more_than_ordered(order_id: int, quantity: int) -> str:
    """The question whether so much of a line of an order is received in all: asked for each line, and for each more."""
    return f"more_than_ordered:{order_id}:{quantity}"


def count_in(work: Work, moves: Sequence[Move], supplier_id: int | None, confirmed: frozenset[str]) -> None:
    """Count what comes in as received of the order lines that it names.

    Raises NotFound for a line that is gone, InvalidInput (field "order_id") for one of another part or supplier,
    RuleBroken for one that was given up, and NeedsConfirmation (``more_than_ordered``) where more comes than was
    ordered.
    """
    for order_id in sorted({move.order_id for move in moves if move.order_id is not None}):
        if OrderLine.get_or_none(OrderLine.id == order_id) is None:
            raise NotFound(N_("This line of an order is no longer there. Refresh the page to see what is on order."))
        row: Any = work.lock(OrderLine, order_id)
        mine = [(position, move) for position, move in enumerate(moves, 1) if move.order_id == order_id]
        for position, move in mine:
            with on_line(position):
                _check(row, move.part.id, supplier_id)
        came = sum(move.quantity for _position, move in mine)
        last, move = mine[-1]
        with on_line(last):
            _check_ordered(row, move.part, came, confirmed)
        work.change(row, received=row.received + came)


def count_back(work: Work, lines: Iterable[tuple[int | None, int]]) -> None:
    """A receipt is reversed: what it counted at order lines, by their ids, is expected again."""
    back: dict[int, int] = defaultdict(int)
    for order_id, quantity in lines:
        if order_id is not None:
            back[order_id] += quantity
    for order_id, quantity in sorted(back.items()):
        row: Any = work.lock(OrderLine, order_id)
        work.change(row, received=row.received - quantity)


def _check_ordered(row: Any, part: Part, came: int, confirmed: frozenset[str]) -> None:
    question = more_than_ordered(row.id, row.received + came)
    if row.received + came <= row.quantity or question in confirmed:
        return

    def shown(quantity: int) -> str:
        return show_quantity(quantity, part.decimals)

    raise NeedsConfirmation(
        N_(
            "{number} orders {ordered} of {part}; {before} came before and {came} come now, which is {more} more than "
            "was ordered. Receive them all the same?"
        ),
        key=question, number=row.order_no, ordered=shown(row.quantity), part=part.part_no,
        before=shown(row.received), came=shown(came), more=shown(row.received + came - row.quantity),
    )  # fmt: skip


def _check(row: Any, part_id: int, supplier_id: int | None) -> None:
    if part_id != row.part_id:
        raise InvalidInput(
            N_("{number} orders another part. Choose the order of this one, or none."),
            field="order_id", number=row.order_no,
        )  # fmt: skip
    if None not in (row.supplier_id, supplier_id) and row.supplier_id != supplier_id:
        raise InvalidInput(
            N_("{number} was ordered from another supplier. Choose that one, or receive without the order."),
            field="order_id", number=row.order_no,
        )  # fmt: skip
    if row.cancelled:
        raise RuleBroken(
            N_("What was missing of {number} was given up. Receive the goods without the order."), number=row.order_no
        )
