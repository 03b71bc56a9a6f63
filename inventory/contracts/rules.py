"""What may be recorded of a contract and of the lines of its price list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory import naming
from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.pricing.rules import WHOLE_BP
from inventory.values.days import FIRST_YEAR
from models.contracts import ContractLineKind

__all__ = [
    "GOODS", "LONGEST_MONTHS", "LONGEST_NUMBER", "ContractLineKind", "Count", "check_dates", "check_line",
    "check_months", "check_number", "check_order", "check_past",
]  # fmt: skip

LONGEST_NUMBER: Final = 60
LONGEST_MONTHS: Final = 600
GOODS: Final = frozenset({
    ContractLineKind.SPARE_UNIT, ContractLineKind.SPARE_PART, ContractLineKind.FITTING, ContractLineKind.TOOL,
    ContractLineKind.CONSUMABLE,
})  # fmt: skip
"""Lines about a part of our catalogue; equipment is about a model, everything else about words."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many units of a line there are, of those ordered (R-010)."""

    ordered: int
    registered: int
    delivered: int
    accepted: int

    @property
    def missing(self) -> int:
        """Units that were ordered and are not delivered yet."""
        return max(self.ordered - self.delivered, 0)

    @property
    def excess(self) -> int:
        """Units that stand on the line beyond what was ordered."""
        return max(self.registered - self.ordered, 0)


def check_number(number: str) -> tuple[str, str]:
    """A contract's number as it is written and as it is compared. Raises InvalidInput."""
    missing = N_("Enter the number of the contract.")
    return naming.check_code(number, field="number", limit=LONGEST_NUMBER, missing=missing)


def check_dates(signed_on: date | None, accepted_on: date | None, today: date) -> None:
    """Signed before it is accepted, and neither in the future. Raises InvalidInput."""
    if signed_on is not None and signed_on > today:
        raise InvalidInput(N_("The signature cannot be in the future. Enter it when it is signed."), field="signed_on")
    if accepted_on is not None and accepted_on > today:
        raise InvalidInput(
            N_("The acceptance cannot be in the future. Enter the day of the signature when it is signed."),
            field="accepted_on",
        )
    if signed_on is not None and accepted_on is not None and accepted_on < signed_on:
        raise InvalidInput(
            N_("The acceptance cannot be before the contract was signed on {day}. Check both dates."),
            field="accepted_on",
            day=signed_on,
        )


def check_months(months: int | None) -> None:
    """The contract's own months of free warranty. Raises InvalidInput (field "warranty_months")."""
    if months is not None and not 0 <= months <= LONGEST_MONTHS:
        raise InvalidInput(N_("A warranty lasts between 0 and 600 months."), field="warranty_months")


def check_past(day: date, today: date, *, field: str) -> None:
    """A day on which something has happened. Raises InvalidInput."""
    if day > today:
        raise InvalidInput(N_("{day} is still to come. Enter it when it has happened."), field=field, day=day)
    if day.year < FIRST_YEAR:
        raise InvalidInput(N_("{day} is too long ago. Check the year."), field=field, day=day)


def check_line(
    kind: ContractLineKind,
    *,
    model_id: int | None,
    part_id: int | None,
    description: str,
    quantity: int,
    unit_price: int | None,
    tax_rate_bp: int,
) -> None:
    """A line says what is sold, how many, and at what initial price (R-101). Raises InvalidInput under its field.

    Equipment names a model and goods a part; other lines are told in words. A price may be missing: then it caps
    nothing.
    """
    if kind is ContractLineKind.EQUIPMENT and model_id is None:
        raise InvalidInput(N_("Choose the model that this line is about."), field="model_id")
    if kind in GOODS and part_id is None:
        raise InvalidInput(N_("Choose the part that this line is about."), field="part_id")
    if kind is not ContractLineKind.EQUIPMENT and model_id is not None:
        raise InvalidInput(
            N_("Only a line of equipment has a model. Choose another kind or no model."), field="model_id"
        )
    if kind not in GOODS and part_id is not None:
        raise InvalidInput(N_("Only a line of goods has a part. Choose another kind or no part."), field="part_id")
    if model_id is None and part_id is None and not description:
        raise InvalidInput(N_("Say in words what this line is about."), field="description")
    if quantity < 1:
        raise InvalidInput(N_("A line of a contract needs a quantity of at least 1."), field="quantity")
    if unit_price is not None and unit_price < 0:
        raise InvalidInput(N_("A price cannot be below zero."), field="unit_price")
    if not 0 <= tax_rate_bp <= WHOLE_BP:
        raise InvalidInput(N_("A tax rate lies between 0 % and 100 %."), field="tax_rate_bp")


def check_order(there: Iterable[int], wanted: Iterable[int]) -> None:
    """A new order names each line once. Raises InvalidInput (field "lines")."""
    if sorted(there) != sorted(wanted):
        raise InvalidInput(
            N_("Somebody has added or removed a line meanwhile. Look at the list again, then order it."), field="lines"
        )
