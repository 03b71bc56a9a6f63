"""How many spares the promises of the next years need: demand, Poisson stock, last-time buy (rules.md C-13, R-102)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import isfinite
from typing import Final

from dateutil.relativedelta import relativedelta

from inventory.errors import InvalidInput
from inventory.i18n import N_

HIGHEST_MEAN: Final = 1_000_000
UNSEEN_FAILURES: Final = Fraction(7, 10)
"""What no failure at all is taken for: ln 2 is about the even chance of having seen none (C-13)."""
_PRECISE: Final = Context(prec=50, Emin=-999_999, Emax=999_999)


@dataclass(frozen=True, slots=True)
class Installed:
    """``units`` alike, each with ``per_unit`` pieces of the part and ``years`` until the obligation ends."""

    units: int
    years: Fraction
    per_unit: int = 1


@dataclass(frozen=True, slots=True)
class FailureRate:
    """Failures a part and year; ``assumed`` where none was seen and the figure is a convention, not a measurement.

    A constant rate is wrong for parts that wear out: whoever shows it says so (C-13).
    """

    per_year: Fraction
    assumed: bool = False


def years_left(decided_on: date, obligation_last: date) -> Fraction:
    """The years from a day to the end of an obligation, 0 where it is over.

    Whole years by the calendar, and the days that are left as their share of the year that they begin.
    """
    if obligation_last <= decided_on:
        return Fraction(0)
    whole = relativedelta(obligation_last, decided_on).years
    reached, following = (decided_on + relativedelta(years=years) for years in (whole, whole + 1))
    return whole + Fraction((obligation_last - reached).days, (following - reached).days)


def exposure(installed: Iterable[Installed]) -> Fraction:
    """The part-years that are still promised: units × years left × pieces in each (C-13)."""
    return sum((group.units * group.years * group.per_unit for group in installed), Fraction(0))


def failure_rate(failures: int, part_years: Fraction) -> FailureRate | None:
    """The rate that a history shows; without a failure 0.7 ÷ part-years, marked as assumed; None without a history."""
    if part_years <= 0:
        return None
    return FailureRate((Fraction(failures) or UNSEEN_FAILURES) / part_years, assumed=failures == 0)


def poisson_stocks(mean: float, probabilities: Sequence[float]) -> tuple[int, ...]:
    """For each probability, in rising order, the smallest k with P(X ≤ k) at least so high; X is Poisson with ``mean``.

    The terms are added as decimals of 50 digits, from a first one that may be as small as e to the power of minus a
    million: binary floats lose it below e**-745, and their sums go astray long before. At a mean of 10,000 the sum is
    right to more than 40 digits, and the given numbers are taken exactly as they are. Raises InvalidInput (field
    "mean") for less than 0 and more than a million, and (field "probability") outside 0 to below 1.
    """
    if not (isfinite(mean) and 0 <= mean <= HIGHEST_MEAN):
        raise InvalidInput(
            N_("The expected demand must lie between 0 and {highest}. Check the failure rate and the units."),
            field="mean",
            highest=HIGHEST_MEAN,
        )
    if not all(0 <= probability < 1 for probability in probabilities):
        raise InvalidInput(
            N_(
                "A service level must lie between 0 % and less than 100 %. No stock is enough for certain: choose less."
            ),
            field="probability",
        )
    found = []
    with localcontext(_PRECISE):
        expected = Decimal(mean)
        term = reached = (-expected).exp()
        pieces = 0
        for wanted in map(Decimal, probabilities):
            while reached < wanted:
                pieces += 1
                term = term * expected / pieces
                reached += term
            found.append(pieces)
    return tuple(found)


def last_time_buy(needed: int, *, good: int, reserved: int, on_order: int) -> int:
    """How many to order: what is ``needed`` less what is usable, not reserved, or on its way; never below 0 (C-13).

    Faulty and pending pieces are not ``good`` (INV-24).
    """
    return max(0, needed - (good - reserved + on_order))
