"""What a piece costs without tax, of a supplier's price that includes it (C-07)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.stock.entry import without_tax


@pytest.mark.parametrize(
    ("gross", "rate", "net"),
    [
        (11300, 1300, 10000),
        (10000, 1300, 8850),  # 88.4956 …
        (1, 1300, 1),  # 0.00885 … yuan
        (0, 1300, 0),
        (10900, 900, 10000),
        (10100, 100, 10000),
        (5000, 0, 5000),
    ],
)
def test_tax_is_taken_off_and_half_a_fen_goes_up(gross, rate, net):
    assert without_tax(gross, rate) == net


@given(st.integers(0, 10**10), st.sampled_from([0, 100, 300, 600, 900, 1300]))
def test_the_tax_put_back_on_gives_the_price_to_within_a_fen(gross, rate):
    net = without_tax(gross, rate)

    assert abs(net * (10_000 + rate) - gross * 10_000) * 2 <= 10_000 + rate
