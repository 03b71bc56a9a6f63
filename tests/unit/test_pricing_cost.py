"""What pieces cost us, and how that is known (C-07, C-08)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.pricing.cost import Cost, CostSource, cost_of, is_valued
from inventory.values.money import Money

LEDGER, NONE_THERE, NOT_VALUED = CostSource.LEDGER, CostSource.NONE_THERE, CostSource.NOT_VALUED


@pytest.mark.parametrize(
    ("quantity", "there", "worth", "usual", "decimals", "cost"),
    [
        # C-08: 20 pieces worth 4,322.00; two cost 432.20, whatever the part usually costs
        (2, 20, 432200, 15000, 0, Cost(Money(43220), LEDGER)),
        (2, 20, 432200, None, 0, Cost(Money(43220), LEDGER)),
        # none is in stock: the usual cost, 150.00 each
        (2, 0, 0, 15000, 0, Cost(Money(30000), NONE_THERE)),
        (2, 0, 0, 0, 0, Cost(Money(0), NONE_THERE)),
        (2, 0, 0, None, 0, None),
        # it lies there at 0.00, because the old books did not say what it cost
        (2, 10, 0, 15000, 0, Cost(Money(30000), NOT_VALUED)),
        (2, 10, 0, None, 0, None),
        # it usually costs nothing: then 0.00 is no gap of the books
        (2, 10, 0, 0, 0, Cost(Money(0), LEDGER)),
        # 2.5 m at 8.00 a metre
        (25, 0, 0, 800, 1, Cost(Money(2000), NONE_THERE)),
    ],
)
def test_the_ledger_says_a_cost_and_the_usual_cost_stands_in_where_it_does_not(
    quantity, there, worth, usual, decimals, cost
):
    assert cost_of(quantity, there=there, worth=worth, usual=usual, decimals=decimals) == cost


@given(st.integers(1, 50), st.integers(1, 1000), st.integers(0, 10**7), st.none() | st.integers(0, 10**5))
def test_what_may_be_billed_at_cost_price_is_what_the_ledger_says(quantity, there, worth, usual):
    cost = cost_of(quantity, there=there, worth=worth, usual=usual)
    assert is_valued(worth, usual) == (cost is not None and cost.source is LEDGER)
    if cost is None:
        assert worth == 0 and usual is None
