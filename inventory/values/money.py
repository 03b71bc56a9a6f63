"""Money: whole fen, exact from the cell to the database and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Self

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.values.decimals import decimals_of, plain, read_decimal
from inventory.values.excerpt import excerpt

LARGEST_FEN: Final = 10**15
"""Ten trillion yuan: above it a cell holds something else, a serial number for example."""
_FOREIGN: Final = re.compile(r"[$€£₩₽฿]|usd|eur|gbp|jpy|hkd|krw|twd|美元|欧元|英镑|日元|港[元币]", re.IGNORECASE)
_BEFORE: Final = r"(?:¥|rmb|cny|人民币)?\s*"
_AFTER: Final = r"\s*(?:[元圆]整?|rmb|cny|人民币)?"
_SIGNED: Final = re.compile(rf"(?P<minus>-?)\s*{_BEFORE}(?P<amount>.+?){_AFTER}", re.IGNORECASE)
_BRACKETED: Final = re.compile(rf"{_BEFORE}\({_BEFORE}(?P<amount>[\d., ]+){_AFTER}\){_AFTER}", re.IGNORECASE)


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in Chinese yuan, kept as whole ``fen`` (hundredths)."""

    fen: int

    def __post_init__(self) -> None:
        if isinstance(self.fen, bool) or not isinstance(self.fen, int):
            raise TypeError(f"fen are whole, not {self.fen!r}")

    @classmethod
    def parse(cls, value: str | int | float | Decimal, *, rounding: bool = False) -> Self:
        """The amount in yuan that a person typed or a cell holds: ``¥15.96``, ``1,234.50元``, ``(12.00)``, 126.32.

        Raises InvalidInput (field "") for another currency, for what is no amount, and for more than two decimals
        unless ``rounding`` is asked for (half up). Parentheses are a minus, as in accounts.
        """
        text = excerpt(value)
        try:
            yuan = _read(value) if isinstance(value, str) else read_decimal(value)
        except ValueError:
            raise InvalidInput(
                N_("“{text}” is not an amount. Write it in yuan, for example 1,234.50."), field="", text=text
            ) from None
        if decimals_of(yuan) > 2 and not rounding:
            raise InvalidInput(
                N_("{text} has more than two decimals. Round it to fen, for example {rounded}."),
                field="",
                text=text,
                rounded=cls(round_half_up(Fraction(yuan) * 100)),
            )
        fen = round_half_up(Fraction(yuan) * 100)
        if abs(fen) > LARGEST_FEN:
            raise InvalidInput(N_("{text} is too large for an amount of money. Check the column."), field="", text=text)
        return cls(fen)

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan with its two decimals, for sheets and documents."""
        return Decimal(self.fen).scaleb(-2)

    def __str__(self) -> str:
        return f"{self.yuan:,.2f}"

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    def __radd__(self, other: int) -> Money:
        """So that ``sum()`` works, which begins with 0; any other number is refused."""
        return self if other == 0 and isinstance(other, int) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __mul__(self, count: int) -> Money:
        return Money(self.fen * count) if isinstance(count, int) and not isinstance(count, bool) else NotImplemented

    __rmul__ = __mul__


def round_half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, so that a reversal mirrors what it reverses."""
    size = abs(value)
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return whole if value >= 0 else -whole


def share(value_fen: int, part: int, whole: int) -> int:
    """``value_fen`` × ``part`` ÷ ``whole`` in fen, rounded half up, exact for any size and sign (rules.md C-07).

    Raises ValueError where ``whole`` is not positive.
    """
    if whole <= 0:
        raise ValueError(f"a share of {whole} parts")
    return round_half_up(Fraction(value_fen * part, whole))


def _read(text: str) -> Decimal:
    written = plain(text)
    if _FOREIGN.search(written):
        raise InvalidInput(
            N_("“{text}” is not in yuan. Convert it and write the amount in yuan."), field="", text=excerpt(text)
        )
    bracketed = _BRACKETED.fullmatch(written)
    if bracketed:
        return -read_decimal(bracketed["amount"])
    signed = _SIGNED.fullmatch(written)
    if signed is None:
        raise ValueError(text)
    amount = read_decimal(signed["amount"])
    if signed["minus"] and signed["amount"][0] in "+-":
        raise ValueError(text)
    return -amount if signed["minus"] else amount
