"""How many spares the promises still need (rules.md C-13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import islice
from math import exp, fsum, lgamma, log, nan, nextafter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.stock.rules import (
    FailureRate,
    Installed,
    exposure,
    failure_rate,
    last_time_buy,
    poisson_stocks,
    years_left,
)

FANS = [Installed(40, Fraction(3, 2), per_unit=2), Installed(20, Fraction(3), per_unit=2)]


def poisson_stock(mean, probability):
    return poisson_stocks(mean, (probability,))[0]


def test_the_worked_last_time_buy() -> None:
    part_years = exposure(FANS)
    assert part_years == 240
    mean = part_years * Fraction(5, 100)
    assert mean == 12
    needed = {level: poisson_stock(float(mean), level / 100) for level in (90, 95, 99)}
    assert needed == {90: 17, 95: 18, 99: 21}
    assert last_time_buy(needed[95], good=5, reserved=1, on_order=2) == 12


def test_with_enough_at_hand_nothing_is_bought() -> None:
    assert last_time_buy(18, good=20, reserved=0, on_order=0) == 0
    assert last_time_buy(18, good=20, reserved=4, on_order=0) == 2


@pytest.mark.parametrize(
    ("level", "pieces"), [(0.93703, 17), (0.93704, 18), (0.96258, 18), (0.96259, 19), (0.99393, 21), (0.99394, 22)]
)
def test_the_worked_probabilities_lie_where_the_rules_say(level: float, pieces: int) -> None:
    """P(≤17) = 0.937034, P(≤18) = 0.962584, P(≤21) = 0.993935."""
    assert poisson_stock(12.0, level) == pieces


def bounds_of_e(mean: Fraction) -> tuple[Fraction, Fraction]:
    """e to the power of ``mean``, from below and from above, by its series and a geometric one for the rest."""
    term = lower = Fraction(1)
    count = 0
    while term > Fraction(1, 10**30) or count <= 2 * mean:
        count += 1
        term = term * mean / count
        lower += term
    return lower, lower + term * mean / (count + 1 - mean)


def sums(mean: Fraction) -> Iterator[Fraction]:
    """Σ meanⁱ/i!, which is e^mean × P(X ≤ k), for k = 0, 1, 2 …"""
    term = reached = Fraction(1)
    count = 0
    while True:
        yield reached
        count += 1
        term = term * mean / count
        reached += term


@given(st.integers(0, 240).map(lambda eighths: Fraction(eighths, 8)), st.floats(0, 0.99999, exclude_max=True))
@example(Fraction(0), 0.95)
@example(Fraction(1, 8), 0.0)
@example(Fraction(12), 0.95)
def test_no_smaller_stock_would_do(mean: Fraction, probability: float) -> None:
    lower, upper = bounds_of_e(mean)
    pieces = poisson_stock(float(mean), probability)
    reached = [sum_ for _, sum_ in zip(range(pieces + 1), sums(mean), strict=False)]
    assert reached[pieces] >= Fraction(probability) * lower
    if pieces:
        assert reached[pieces - 1] < Fraction(probability) * upper
    if not mean or not probability:
        assert pieces == 0


@given(st.integers(1, 160).map(lambda eighths: Fraction(eighths, 8)), st.integers(0, 40))
def test_the_next_float_above_a_probability_needs_one_piece_more(mean: Fraction, pieces: int) -> None:
    lower, upper = bounds_of_e(mean)
    reached = next(islice(sums(mean), pieces, None))
    below, above = nextafter(float(reached / upper), 0), nextafter(float(reached / lower), 1)
    assume(Fraction(1, 10**6) < below and above < 1)
    assert Fraction(below) < reached / upper < reached / lower < Fraction(above)
    assert poisson_stock(float(mean), below) == pieces
    assert poisson_stock(float(mean), above) == pieces + 1


@pytest.mark.parametrize("mean", [700.0, 745.0, 800.0, 1_000.0, 5_000.0, 10_000.0])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99, 0.999999])
def test_large_demand_is_reckoned_as_well_as_small(mean: float, level: float) -> None:
    def reached(pieces: int) -> float:
        """P(X ≤ pieces) by logarithms, right to about ten digits."""
        return fsum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(pieces + 1))

    pieces = poisson_stock(mean, level)
    assert reached(pieces) >= level - 1e-9
    assert reached(pieces - 1) < level + 1e-9


def test_a_demand_of_ten_thousand_needs_165_more_for_95_in_100() -> None:
    # the normal approximation with its first correction: 10,000 + 1.644854 × 100 + (1.644854² − 1) / 6 = 10,164.77
    assert poisson_stock(10_000.0, 0.95) in (10_164, 10_165)


@given(st.floats(0, 300), st.floats(0, 50), st.floats(0, 0.999), st.floats(0, 0.0009))
def test_more_demand_and_a_higher_level_never_need_less(mean: float, more: float, level: float, up: float) -> None:
    pieces = poisson_stock(mean, level)
    assert poisson_stock(mean + more, level) >= pieces
    assert poisson_stock(mean, level + up) >= pieces


@pytest.mark.parametrize("mean", [-0.1, nan, float("inf"), 1_000_001.0])
def test_a_demand_that_cannot_be_meant_is_refused(mean: float) -> None:
    with pytest.raises(InvalidInput) as refused:
        poisson_stock(mean, 0.95)
    assert refused.value.field == "mean"


@pytest.mark.parametrize("level", [1.0, 1.5, -0.1, nan])
def test_no_stock_is_enough_for_certain(level: float) -> None:
    with pytest.raises(InvalidInput) as refused:
        poisson_stock(12.0, level)
    assert refused.value.field == "probability"


@pytest.mark.parametrize(
    ("decided", "last", "years"),
    [
        ("2026-11-23", "2029-11-23", Fraction(3)),
        ("2026-01-01", "2027-07-02", 1 + Fraction(182, 365)),
        ("2024-02-29", "2027-02-28", Fraction(3)),
        ("2023-07-01", "2024-01-01", Fraction(184, 366)),  # the year that begins has a 29 February
        ("2026-11-23", "2026-11-23", Fraction(0)),
        ("2026-11-23", "2025-01-01", Fraction(0)),
    ],
)
def test_the_years_that_an_obligation_still_lasts(decided: str, last: str, years: Fraction) -> None:
    assert years_left(date.fromisoformat(decided), date.fromisoformat(last)) == years


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 4000), st.integers(0, 400))
def test_a_later_end_never_leaves_fewer_years(decided: date, days: int, more: int) -> None:
    last = date.fromordinal(decided.toordinal() + days)
    later = date.fromordinal(last.toordinal() + more)
    assert 0 <= years_left(decided, last) <= years_left(decided, later)
    assert abs(years_left(decided, last) - Fraction(days, 365)) < Fraction(4, 365)


def test_nobody_promised_anything_is_no_exposure() -> None:
    assert exposure([]) == 0
    assert exposure([Installed(40, Fraction(0), per_unit=2)]) == 0


def test_a_rate_comes_from_failures_and_part_years() -> None:
    assert failure_rate(12, Fraction(240)) == FailureRate(Fraction(1, 20))
    assert failure_rate(0, Fraction(240)) == FailureRate(Fraction(7, 2400), assumed=True)
    assert failure_rate(0, Fraction(0)) is None
