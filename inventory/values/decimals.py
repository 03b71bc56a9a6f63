"""Numbers as people and spreadsheets write them, read exactly."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

_WRITTEN: Final = re.compile(r"(?P<sign>[+-]?)\s*(?P<whole>\d{1,3}(?:[, ]\d{3})+|\d+)?(?P<part>\.\d+)?", re.ASCII)
_MINUS: Final = str.maketrans("−‐‑‒–—", "------")  # dashes that stand for a minus sign


def plain(text: str) -> str:
    """``text`` with full-width characters made plain, minus signs unified and the ends trimmed."""
    return unicodedata.normalize("NFKC", text).translate(_MINUS).strip()


def read_decimal(value: str | int | float | Decimal) -> Decimal:
    """The exact number that ``value`` writes; raises ValueError where it writes none.

    Text may be full-width and grouped by thousands (``1,234.50``); exponents and a decimal comma are refused, since
    ``15,96`` may be two things. A float is read by its shortest form, so 126.32 is 126.32; where arithmetic of the
    spreadsheet left a trail (0.1 + 0.2), by the 15 digits that the spreadsheet itself shows.
    """
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, float):
        return _of_float(value)
    if isinstance(value, (int, Decimal)):
        number = Decimal(value)
        if not number.is_finite():
            raise ValueError(value)
        return number
    found = _WRITTEN.fullmatch(plain(value))
    if found is None or not (found["whole"] or found["part"]):
        raise ValueError(value)
    whole = (found["whole"] or "0").replace(",", "").replace(" ", "")
    return Decimal(f"{found['sign']}{whole}{found['part'] or ''}")


def _of_float(value: float) -> Decimal:
    shortest = Decimal(repr(value))
    if not shortest.is_finite():
        raise ValueError(value)
    shown = Decimal(f"{value:.15g}")
    return shown if decimals_of(shown) < decimals_of(shortest) else shortest


def decimals_of(number: Decimal) -> int:
    """How many decimals ``number`` needs; 0 for a whole number."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
