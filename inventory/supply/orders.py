"""What is on order with suppliers: entered, put off, given up; what came of it is counted when it is received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.numbering import next_number
from inventory.values.quantities import parse_quantity
from inventory.work import Context, command, needs
from models.access import Right
from models.parts import Part
from models.suppliers import Supplier
from models.supply import OrderLine

SERIES: Final = "DD"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of an order. ``quantity`` as people count."""

    part_id: int
    quantity: int | str | Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of an order, and its version as the person saw it."""

    line_id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOrder:
    """Parts ordered together. ``order_no``: ours or the supplier's; empty: the next number of ours is drawn."""

    lines: tuple[Wanted, ...]
    supplier_id: int | None = None
    order_no: str = ""
    ordered_on: date | None = None
    expected_on: date | None = None


@command
@needs(Right.KEEP_STOCK)
def place_order(ctx: Context, order: PlaceOrder) -> str:
    """Write down what was ordered and return the order's number. Raises InvalidInput under the field that is wrong."""
    with ctx.work() as work:
        ordered_on = order.ordered_on or ctx.clock.today()
        if not order.lines:
            raise InvalidInput(N_("An order needs at least one part. Choose what is ordered."), field="lines")
        if ordered_on > ctx.clock.today():
            raise InvalidInput(
                N_("{day} is still to come. Enter a day up to today, {today}."),
                field="ordered_on", day=ordered_on.isoformat(), today=ctx.clock.today().isoformat(),
            )  # fmt: skip
        _check_expected(ordered_on, order.expected_on)
        if order.supplier_id is not None and Supplier.get_or_none(Supplier.id == order.supplier_id) is None:
            raise NotFound(N_("This supplier is no longer there. Refresh the page to see who is."))
        found = [(_part(wanted.part_id), wanted) for wanted in order.lines]
        number = line(order.order_no) or next_number(work, SERIES, f"{ctx.clock.today():%Y%m}")
        for part, wanted in found:
            work.create(
                OrderLine, part=part.id, supplier=order.supplier_id, order_no=number, ordered_on=ordered_on,
                expected_on=order.expected_on, quantity=_quantity(part, wanted), note=line(wanted.note),
            )  # fmt: skip
            work.touch(Part, part.id)
        return number


@command
@needs(Right.KEEP_STOCK)
def put_off(ctx: Context, line_ids: Sequence[int], expected_on: date | None) -> None:
    """The goods of these lines are expected on another day; None: nobody knows when."""
    with ctx.work() as work:
        for line_id in sorted(set(line_ids)):
            row: Any = work.lock(OrderLine, line_id)
            _check_open(row)
            _check_expected(row.ordered_on, expected_on)
            work.change(row, expected_on=expected_on)


@command
@needs(Right.KEEP_STOCK)
def give_up(ctx: Context, lines: Sequence[SeenLine], reason: str) -> None:
    """What is still missing of these lines will not come, of all or of none; what came stays.

    Raises InvalidInput without a reason, RuleBroken where nothing of a line is expected any more.
    """
    why = line(reason)
    if not why:
        raise InvalidInput(N_("Say why the rest will not come."), field="reason")
    with ctx.work(why) as work:
        for seen in sorted(set(lines), key=lambda each: each.line_id):
            row: Any = work.lock(OrderLine, seen.line_id)
            work.check_seen(row, seen.version)
            _check_open(row)
            work.change(row, cancelled=True)
            work.touch(Part, row.part_id)


def _check_open(row: Any) -> None:
    if row.cancelled or row.received >= row.quantity:
        raise RuleBroken(
            N_("Nothing of this line of {number} is expected any more. Refresh the page to see what is."),
            number=row.order_no,
        )


def _check_expected(ordered_on: date, expected_on: date | None) -> None:
    if expected_on is not None and expected_on < ordered_on:
        raise InvalidInput(
            N_("Goods cannot be expected before they are ordered, on {day}."),
            field="expected_on",
            day=ordered_on.isoformat(),
        )


def _part(part_id: int) -> Any:
    found = Part.get_or_none(Part.id == part_id)
    if found is None:
        raise NotFound(N_("This part is no longer there. Refresh the page to see what is."))
    return found


def _quantity(part: Any, wanted: Wanted) -> int:
    try:
        quantity = parse_quantity(wanted.quantity, part.decimals)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field="quantity", **error.values) from error
    if quantity == 0:
        raise InvalidInput(N_("Enter how many of {part} are ordered, at least 1."), field="quantity", part=part.part_no)
    return quantity
