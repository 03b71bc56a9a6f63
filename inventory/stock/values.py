"""What our stock of a part is worth, changed with each move into it and out of it (C-07, INV-06)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.pricing.rules import issue_cost, receipt_value
from inventory.values.money import LARGEST_FEN, share
from models import connect
from models.parts import Part
from models.stock import StockValue

_KEPT: Final = (
    "SELECT id, quantity, value FROM stock_value WHERE part_id = ? AND serial = ? AND warehouse_id {warehouse}"
)
_KEEP: Final = "UPDATE stock_value SET quantity = ?, value = ? WHERE id = ? RETURNING id"


@dataclass(frozen=True, slots=True)
class Kept:
    """Pieces and fen of a part in a scope, by the id of their row."""

    id: int
    quantity: int
    value: int


def kept(part: Part, warehouse: int | None, serial: str) -> Kept:
    """The row of a part in a scope, of one serial where the part is kept by serial; made where it is missing."""
    serial = serial if part.serialised else ""
    if warehouse is None:
        found = connect.rows(_KEPT.format(warehouse="IS NULL"), (part.id, serial))
    else:
        found = connect.rows(_KEPT.format(warehouse="= ?"), (part.id, serial, warehouse))
    if found:
        return Kept(*found[0])
    made = StockValue.create(part=part.id, warehouse=warehouse, serial=serial)
    return Kept(made.id, 0, 0)


def incoming(
    part: Part, warehouse: int | None, serial: str, quantity: int, unit_cost: int | None, amount: int | None
) -> int:
    """What goods add: ``amount`` where it is known, else their cost, else today's average. Raises InvalidInput."""
    row = kept(part, warehouse, serial)
    if amount is None and unit_cost is not None:
        amount = receipt_value(quantity, unit_cost, part.decimals)
    if amount is None:
        if not row.quantity:
            raise InvalidInput(
                N_("Nothing of {part} is there, so it has no average cost. Enter what one costs."),
                field="unit_cost", part=part.part_no,
            )  # fmt: skip
        amount = share(row.value, quantity, row.quantity)
    if row.value + amount > LARGEST_FEN:
        raise InvalidInput(
            N_("The stock of {part} would be worth more than can be kept. Check the cost and the quantity."),
            field="unit_cost", part=part.part_no,
        )  # fmt: skip
    _keep(row, row.quantity + quantity, row.value + amount)
    return amount


def outgoing(part: Part, warehouse: int | None, serial: str, quantity: int, amount: int | None) -> int:
    """What goods take along: the moving average, or ``amount`` where a move is taken back; the last take the rest.

    Raises RuleBroken where more was paid for what is taken back than the stock is worth by now.
    """
    row = kept(part, warehouse, serial)
    if amount is None or quantity >= row.quantity:
        amount = issue_cost(row.quantity, row.value, quantity)
    if amount > row.value:
        raise RuleBroken(
            N_(
                "{part} came in for more than what is left is worth: some was issued at the average since. Reverse the "
                "later issues first."
            ),
            part=part.part_no,
        )  # a keeper who may not see costs reads this, too
    _keep(row, row.quantity - quantity, row.value - amount)
    return amount


def _keep(row: Kept, quantity: int, value: int) -> None:
    connect.rows(_KEEP, (quantity, value, row.id))
