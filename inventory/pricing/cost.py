"""What pieces cost us, as far as anybody knows: the cost price that a customer is charged (R-104, rules.md C-08).

Cost price is the moving average of the ledger without tax (requirements.md, open question 4) at the moment of issue,
so that the amount of a line is the ledger's own (C-08). Two stocks have no such average: none at all, and pieces that
came over from old books at 0.00 because those did not say what they cost (``inventory.stock.opening``). For both the
usual cost recorded with the part stands in while a price is told or quoted, and that is said beside the price. Billed
at cost price is always the ledger's amount: so pieces without a cost are billed neither at 0.00, which nobody meant,
nor at another amount than the ledger's; their value is corrected first (``inventory.stock.revaluing``). A usual cost of
0.00 says that they really cost nothing; then 0.00 is their cost price.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inventory.pricing.rules import receipt_value
from inventory.values.money import Money, share


class CostSource(StrEnum):
    """How a cost is known."""

    LEDGER = "ledger"
    NONE_THERE = "none_there"
    """Nothing of it is in stock: its usual cost stands in."""
    NOT_VALUED = "not_valued"
    """It lies there at 0.00, because nobody entered what it cost: its usual cost stands in."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What pieces cost us without tax, and how that is known."""

    amount: Money
    source: CostSource = CostSource.LEDGER


def cost_of(quantity: int, *, there: int, worth: int, usual: int | None, decimals: int = 0) -> Cost | None:
    """What ``quantity`` pieces cost of which ``there`` are worth ``worth`` fen by the ledger; None: nobody knows.

    ``usual``: the cost of one in fen as it is recorded with the part. Quantities count units of 10**-``decimals``.
    """
    if worth > 0:
        return Cost(Money(share(worth, quantity, there)))
    if usual is None:
        return None
    amount = Money(receipt_value(quantity, usual, decimals))
    if there == 0:
        return Cost(amount, CostSource.NONE_THERE)
    return Cost(amount, CostSource.LEDGER if usual == 0 else CostSource.NOT_VALUED)


def is_valued(worth: int, usual: int | None) -> bool:
    """Whether pieces that lie in the ledger at ``worth`` may be billed at cost price."""
    return worth > 0 or usual == 0
