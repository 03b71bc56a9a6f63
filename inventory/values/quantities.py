"""Quantities of stock: whole numbers in the smallest unit of an article, never floats."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.values.decimals import decimals_of, read_decimal
from inventory.values.excerpt import excerpt

LARGEST: Final = 10**12
"""In the smallest unit; far above any depot, far below what the databases hold."""


def parse_quantity(value: str | int | float | Decimal, decimals: int) -> int:
    """How many units of 10**-``decimals`` ``value`` is: ("2.5", 1) is 25.

    Raises InvalidInput (field "") for what is no number, is negative or has more decimals than the article.
    """
    text = excerpt(value)
    try:
        number = read_decimal(value)
    except ValueError:
        raise InvalidInput(
            N_("“{text}” is not a quantity. Write a number, for example 3."), field="", text=text
        ) from None
    if number < 0:
        raise InvalidInput(
            N_("A quantity cannot be negative, but this is {text}. Write 0 or more."), field="", text=text
        )
    if decimals_of(number) > decimals:
        if decimals == 0:
            raise InvalidInput(
                N_("{text} is not a whole number, and this article is counted in whole pieces."), field="", text=text
            )
        raise InvalidInput(
            N_("{text} has more than {decimals} decimals. Round it to {decimals}."),
            field="",
            text=text,
            decimals=decimals,
        )
    units = int(number.scaleb(decimals))
    if units > LARGEST:
        raise InvalidInput(N_("{text} is more than a depot can hold. Check the number."), field="", text=text)
    return units


def show_quantity(units: int, decimals: int) -> str:
    """``units`` of 10**-``decimals`` as people write it, without idle zeros: (25, 1) is "2.5", (30, 1) is "3"."""
    text = f"{Decimal(units).scaleb(-decimals):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of an article whose smallest unit is 10**-``decimals``; said as people write it."""

    units: int
    decimals: int

    def __str__(self) -> str:
        return show_quantity(self.units, self.decimals)
