"""Prices as price lists write them: an amount, whether the tax is in it, and at what rate (C-08, R-101).

``1,234.50``, ``¥1,234.50（含税）``, ``1200 不含税``, ``113元(含13%增值税)``. What stands in a heading holds for its
whole column, what stands in a cell for its row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from inventory.errors import InvalidInput
from inventory.excel.book import Value
from inventory.i18n import N_, Message
from inventory.imports.cells import Doubt, Read, shown
from inventory.pricing.rules import WHOLE_BP
from inventory.values.days import is_absent
from inventory.values.decimals import plain, read_decimal
from inventory.values.excerpt import excerpt
from inventory.values.money import Money

_WITHOUT: Final = re.compile(
    r"不含(?:增值)?税|不含\s*[\d.]+\s*%\s*(?:的)?(?:增值)?税|未含?税|税前|除税|"
    r"\b(?:excl(?:uding|usive)?|without|before|plus|net\s+of)\b[.\s]*(?:[\d.]+\s*%\s*)?(?:the\s+)?(?:tax|vat)\b|\bnet\b",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    r"含\s*(?:[\d.]+\s*%\s*)?(?:的)?(?:增值)?税|价税合计|税后|"
    r"\b(?:incl(?:uding|usive)?|with)\b[.\s]*(?:[\d.]+\s*%\s*)?(?:the\s+)?(?:tax|vat)\b|\b(?:tax|vat)\s+incl(?:uded)?\b|"
    r"\bgross\b",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r"(?P<rate>\d+(?:\.\d+)?)\s*%")
_MARKED: Final = re.compile(r"[(\[【]?[^()\[\]【】\d]*(?:税|tax|vat|net|gross)[^()\[\]【】\d]*[)\]】]?", re.IGNORECASE)
_FREE: Final = frozenset({"免费", "赠送", "不收费", "free", "free of charge"})
_OPEN: Final = frozenset({"面议", "另议", "待议", "on request", "to be agreed"})
_UNTAXED: Final = frozenset({"免税", "不征税", "零税率", "tax free", "exempt"})
_DEAR: Final = "万"


@dataclass(frozen=True, slots=True)
class Priced:
    """A price in ``fen``. ``with_tax`` and ``rate_bp``: as the same cell says, None where it does not."""

    fen: int
    with_tax: bool | None = None
    rate_bp: int | None = None


@dataclass(frozen=True, slots=True)
class Taxed:
    """What a text says about tax: whether it is in the price, and its rate in basis points; None: nothing."""

    with_tax: bool | None = None
    rate_bp: int | None = None


def taxed(text: str) -> Taxed:
    """What a heading or a cell says about tax: ``单价(不含税)``, ``Unit price incl. 13% VAT``."""
    written = plain(text)
    with_tax = False if _WITHOUT.search(written) else True if _WITH.search(written) else None
    found = _RATE.search(written) if with_tax is not None else None
    return Taxed(with_tax, _basis_points(Decimal(found["rate"])) if found else None)


def price(cell: Value, _today: date) -> Read:
    """The price that a cell holds, None where it says that there is none. Raises InvalidInput (field "")."""
    refusal = InvalidInput(
        N_("“{text}” is not an amount. Write it in yuan, for example 1,234.50."), field="", text=shown(cell)
    )
    if isinstance(cell, (date, datetime)) or cell is None:
        raise refusal
    said, amount = Taxed(), cell
    if isinstance(cell, str):
        if cell.strip().casefold() in _FREE:
            return Priced(0)
        if is_absent(cell) or cell.strip().casefold() in _OPEN:
            return None
        said = taxed(cell)
        amount = _amount_in(cell) if said.with_tax is not None else cell
        if not amount:
            raise refusal
        if _DEAR in amount:
            raise InvalidInput(
                N_("“{text}” is not written out. Write the amount in yuan."), field="", text=excerpt(cell)
            )
    try:
        money, rounded = Money.parse(amount), False
    except InvalidInput:
        money, rounded = Money.parse(amount, rounding=True), True
    if money.fen < 0:
        raise InvalidInput(
            N_("An amount here cannot be below zero, but this is {text}. Write 0 or more."), field="", text=shown(cell)
        )
    found = Priced(money.fen, said.with_tax, said.rate_bp)
    if rounded:
        return Doubt(
            found, Message(N_("{text} was rounded to {rounded}."), {"text": shown(cell), "rounded": str(money)})
        )
    return found


def rate(cell: Value, _today: date) -> Read:
    """A tax rate in basis points: 13, ``13%``, 0.13 (what a cell in per cent holds). Raises InvalidInput (field "")."""
    if isinstance(cell, str):
        if cell.strip().casefold() in _UNTAXED:
            return 0
        if is_absent(cell):
            return None
    refusal = InvalidInput(
        N_("“{text}” is not a tax rate. Write one between 0 and 100, for example 13 or 6.5."), field="",
        text=shown(cell),
    )  # fmt: skip
    if isinstance(cell, (date, datetime)) or cell is None:
        raise refusal
    in_per_cent = isinstance(cell, str) and plain(cell).endswith("%")
    try:
        number = read_decimal(plain(cell).removesuffix("%") if isinstance(cell, str) else cell)
    except ValueError:
        raise refusal from None
    found = _basis_points(number * 100 if 0 < number < 1 and not in_per_cent else number)
    if found is None:
        raise refusal
    return found


def _amount_in(text: str) -> str:
    """The amount of a text that says something about tax beside it."""
    written = _RATE.sub("", plain(text))
    return _MARKED.sub("", written).strip(" ,;:")


def _basis_points(per_cent: Decimal) -> int | None:
    found = per_cent * 100
    return int(found) if found == found.to_integral_value() and 0 <= found <= WHOLE_BP else None
