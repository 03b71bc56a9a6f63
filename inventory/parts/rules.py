"""What a part costs the customer of a unit today: the base case until policies exist (rules.md C-08, R-101, R-104)."""

from __future__ import annotations

from inventory.cover.rules import Cover, CoverStatus
from inventory.i18n import N_, Message
from inventory.values.money import Money


def price_today(cover: Cover, cost: Money | None, initial: Money | None) -> tuple[Money | None, Message]:
    """The price of one piece without tax, and the rule in words; None where no cost is recorded to reckon from.

    Free before the acceptance and while the unit is covered. Afterwards at cost price (R-104), and never above the
    initial price of the contract where one is recorded (R-101); both are compared without tax.
    """
    if cover.status is CoverStatus.PRE_ACCEPTANCE:
        return Money(0), Message(N_("Free: the unit is not accepted yet."))
    if cover.status is CoverStatus.IN_WARRANTY:
        return Money(0), Message(N_("Free: the unit is in warranty."))
    if cover.status is CoverStatus.EXTENDED:
        return Money(0), Message(N_("Free: the unit is in extended warranty."))
    if cost is None:
        return None, Message(N_("At cost price, but no cost is recorded for this part. Enter it first."))
    if initial is not None and cost > initial:
        return initial, Message(N_("Not above the initial price of the contract, {price}."), {"price": initial})
    return cost, Message(N_("At cost price: the warranty is over."))
