"""What a part costs the customer of a unit today (rules.md C-08, R-101, R-104)."""

from __future__ import annotations

import pytest

from inventory.cover.rules import Cover, CoverStatus
from inventory.i18n import speaking
from inventory.parts.rules import price_today
from inventory.values.money import Money

FREE = Money(0)


@pytest.mark.parametrize(
    ("status", "cost", "initial", "price", "rule"),
    [
        (CoverStatus.PRE_ACCEPTANCE, 9075, 10879, FREE, "Free: the unit is not accepted yet."),
        (CoverStatus.IN_WARRANTY, 9075, 10879, FREE, "Free: the unit is in warranty."),
        (CoverStatus.IN_WARRANTY, None, None, FREE, "Free: the unit is in warranty."),
        (CoverStatus.EXTENDED, 9075, 10879, FREE, "Free: the unit is in extended warranty."),
        (CoverStatus.POST_WARRANTY, 9075, 10879, Money(9075), "At cost price: the warranty is over."),
        (CoverStatus.POST_WARRANTY, 10879, 10879, Money(10879), "At cost price: the warranty is over."),
        (CoverStatus.POST_WARRANTY, 9075, None, Money(9075), "At cost price: the warranty is over."),
        # C-08: cost 216.10 against an initial price of 210.00
        (CoverStatus.POST_WARRANTY, 21610, 21000, Money(21000), "Not above the initial price of the contract, 210.00."),
        (
            CoverStatus.POST_WARRANTY,
            None,
            21000,
            None,
            "At cost price, but no cost is recorded for this part. Enter it first.",
        ),
        (CoverStatus.NO_OBLIGATION, 9075, None, Money(9075), "At cost price: the warranty is over."),
    ],
)
def test_the_price_of_a_part_and_its_rule(status, cost, initial, price, rule):
    asked = price_today(
        Cover(status), None if cost is None else Money(cost), None if initial is None else Money(initial)
    )
    with speaking("en"):
        assert (asked[0], str(asked[1])) == (price, rule)
