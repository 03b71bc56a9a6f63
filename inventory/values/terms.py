"""Terms of a promise: a number of whole months, however it was written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.values.decimals import read_decimal
from inventory.values.excerpt import excerpt
from inventory.values.numerals import in_digits

LONGEST_MONTHS: Final = 600
_MONTH: Final = r"(?:个?月|m|mos?|mths?|months?)"
_YEAR: Final = r"(?:年|y|yrs?|years?)"
_MONTHS: Final = re.compile(rf"(?P<months>[+-]?[\d.]+){_MONTH}?", re.ASCII)
_YEARS: Final = re.compile(rf"(?P<years>[+-]?[\d.]+){_YEAR}(?P<half>半)?", re.ASCII)
_BOTH: Final = re.compile(rf"(?P<years>\d+){_YEAR}[零又,]?(?P<months>\d+){_MONTH}", re.ASCII)


def parse_months(value: str | int | float) -> int:
    """The months that ``value`` promises: 36, 36.0, ``36个月``, ``3年``, ``三年``, ``一年半``, ``1.5年``, ``3y``.

    0 is allowed and means that nothing was promised. Raises InvalidInput (field "") for what is no term, is negative,
    is not a whole number of months or is longer than 600 months.
    """
    text = excerpt(value)
    try:
        months = _read(value) if isinstance(value, str) else read_decimal(value)
    except ValueError:
        raise InvalidInput(
            N_("“{text}” is not a number of months. Write whole months, for example 36, 36个月 or 3年."),
            field="",
            text=text,
        ) from None
    if months < 0:
        raise InvalidInput(
            N_("A number of months cannot be negative, but this is {text}. Write 0 where nothing was promised."),
            field="",
            text=text,
        )
    if months != months.to_integral_value():
        raise InvalidInput(
            N_("“{text}” is not a whole number of months. Write whole months, for example 36."), field="", text=text
        )
    if months > LONGEST_MONTHS:
        raise InvalidInput(
            N_("“{text}” is more than {longest} months. Check the number and its unit."),
            field="",
            text=text,
            longest=LONGEST_MONTHS,
        )
    return int(months)


def _read(text: str) -> Decimal:
    written = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    if written == "半年":
        return Decimal(6)
    plain = in_digits(written)
    if both := _BOTH.fullmatch(plain):
        return 12 * read_decimal(both["years"]) + read_decimal(both["months"])
    if years := _YEARS.fullmatch(plain):
        return 12 * read_decimal(years["years"]) + (6 if years["half"] else 0)
    if months := _MONTHS.fullmatch(plain):
        return read_decimal(months["months"])
    raise ValueError(text)
