"""What may be entered of a part: quantities, days, amounts."""

from __future__ import annotations

from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.values.money import Money
from inventory.values.quantities import parse_quantity

MOST_DECIMALS: Final = 3
LONGEST_DAYS: Final = 36_500


def decimals(number: int, *, serialised: bool) -> int:
    """How many decimals a part is counted with. Raises InvalidInput."""
    if not 0 <= number <= MOST_DECIMALS:
        raise InvalidInput(
            N_("A part is counted with 0 to {most} decimals. Correct the number."), field="decimals",
            most=MOST_DECIMALS,
        )  # fmt: skip
    if serialised and number:
        raise InvalidInput(
            N_("A part with serial numbers is counted in whole pieces. Enter 0 decimals."), field="decimals"
        )
    return number


def quantity(field: str, value: str | int | None, places: int) -> int | None:
    """A quantity in units of 10**-``places``; None for nothing. Raises InvalidInput for the field."""
    if value is None or value == "":
        return None
    try:
        return parse_quantity(value, places)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field=field, **error.values) from error


def days(field: str, number: int | None) -> int | None:
    """A number of days, or nothing. Raises InvalidInput for the field."""
    if number is not None and not 0 <= number <= LONGEST_DAYS:
        raise InvalidInput(N_("Enter between 0 and {most} days, or leave it empty."), field=field, most=LONGEST_DAYS)
    return number


def failures(number: int | None) -> int | None:
    """Failures in a million part-years, or nothing. Raises InvalidInput."""
    if number is not None and not 0 <= number <= 1_000_000_000:
        raise InvalidInput(
            N_("A failure rate lies between 0 and 1,000 failures a year. Correct it, or leave it empty."),
            field="failures_ppm",
        )
    return number


def fen(field: str, amount: Money | None) -> int | None:
    """An amount in fen, or nothing. Raises InvalidInput for less than nothing."""
    if amount is None:
        return None
    if amount.fen < 0:
        raise InvalidInput(N_("A price cannot be below zero."), field=field)
    return amount.fen
