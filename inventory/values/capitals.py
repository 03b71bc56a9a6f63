"""Amounts in capital numerals, as receipts and contracts carry them: 伍佰玖拾伍元伍角陆分 (rules.md C-18)."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_UNITS: Final = ("", "拾", "佰", "仟")
_LARGEST: Final = 10**18
"""In fen: numerals of this form end below 亿亿."""


def capital_amount(fen: int) -> str:
    """``fen`` in capital numerals, as bills are filled in.

    Ends in 整 unless there are 分; zeros between digits are written as one 零; 零 stands after 元 where there are 分
    but no 角; a whole 拾 is 壹拾. An amount below zero begins with 负. Raises ValueError from ten quadrillion yuan on.
    """
    if abs(fen) >= _LARGEST:
        raise ValueError(f"{fen} fen are more than can be written in these numerals")
    yuan, part = divmod(abs(fen), 100)
    jiao, cents = divmod(part, 10)
    text = "负" if fen < 0 else ""
    if yuan or not part:
        text += (_whole(yuan) or "零") + "元"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif cents and yuan:
        text += "零"
    return text + (_DIGITS[cents] + "分" if cents else "整")


def _whole(number: int) -> str:
    """A whole number; nothing for 0. 万 and 亿 split it into a head, which is written the same way, and the rest."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 or (rest and not head % 10) else ""
            return _whole(head) + name + gap + _whole(rest)
    return _section(number)


def _section(number: int) -> str:
    """A number below 10,000, without leading zeros."""
    text = ""
    zeros = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zeros else "") + _DIGITS[digit] + _UNITS[place]
            zeros = False
        else:
            zeros = bool(text)
    return text
