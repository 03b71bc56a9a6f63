"""How often the stock of a part is turned over."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.stock.turnover import WINDOW, turnover

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("steps", "used", "days", "average", "times", "lasts"),
    [
        # a year with 10 pieces, 20 used: twice over, and 10 last for half a year
        ([(ago(364), 10)], 20, 365, Fraction(10), Fraction(2), 182),
        # what was there before the year counts only within it
        ([(ago(900), 4), (ago(500), 10)], 5, 365, Fraction(10), Fraction(1, 2), 730),
        # 73 days are a fifth of a year: 36 days with 10, 37 with 0 are 360 piece-days
        ([(ago(72), 10), (ago(36), 0)], 10, 73, Fraction(360, 73), Fraction(10 * 365, 360), 0),
        # nothing was used, or more came back than went out
        ([(ago(99), 3)], 0, 100, Fraction(3), Fraction(0), None),
        ([(ago(99), 3)], -1, 100, Fraction(3), Fraction(0), None),
        # it came and went on the same day
        ([(ago(99), 0)], 2, 100, Fraction(0), None, 0),
    ],
)
def test_what_was_used_is_set_against_what_lay_there(steps, used, days, average, times, lasts) -> None:
    found = turnover(steps, used, TODAY)

    assert found is not None
    assert (found.days, found.average, found.times, found.lasts) == (days, average, times, lasts)


def test_after_less_than_a_month_nothing_is_said() -> None:
    assert turnover([], 0, TODAY) is None
    assert turnover([(ago(28), 5)], 3, TODAY) is None
    assert turnover([(ago(29), 5)], 3, TODAY) is not None


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 50)), min_size=1, max_size=20), st.integers(0, 500))
def test_the_average_lies_between_the_least_and_the_most_that_was_there(drawn, used) -> None:
    steps = sorted({ago(days): quantity for days, quantity in drawn}.items())

    found = turnover(steps, used, TODAY)

    if found is not None:
        before = [quantity for day, quantity in steps if day <= ago(WINDOW - 1)][-1:]
        seen = before + [quantity for day, quantity in steps if day > ago(WINDOW - 1)]
        assert min(seen) <= found.average <= max(seen)
        assert found.on_hand == steps[-1][1]
