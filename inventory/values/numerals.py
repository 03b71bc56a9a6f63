"""Chinese numerals inside dates and terms: 二〇二四, 十五, 廿一, 三十六, 两."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = {
    "〇": 0, "零": 0, "○": 0, "一": 1, "壹": 1, "二": 2, "贰": 2, "两": 2, "三": 3, "叁": 3, "四": 4, "肆": 4,
    "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
_DIGIT: Final = "[" + "".join(_DIGITS) + "]"
_RUN: Final = re.compile("[" + "".join(_DIGITS) + "十拾百佰廿卅]+")
_COUNTED: Final = re.compile(rf"(?:({_DIGIT})[百佰])?(?:[零〇]?({_DIGIT})?([十拾廿卅]))?[零〇]?({_DIGIT})?")
_TENS: Final = {"十": 10, "拾": 10, "廿": 20, "卅": 30}


def in_digits(text: str) -> str:
    """``text`` with each Chinese numeral below 1,000, or digit by digit, as an Arabic number.

    >>> in_digits("二〇二四年三月十五日"), in_digits("一年半")
    ('2024年3月15日', '1年半')

    A run that is no numeral (十百, 三三十) stays as it is, so that whoever reads the text refuses it.
    """
    return _RUN.sub(lambda found: _read(found.group()), text)


def _read(run: str) -> str:
    if all(char in _DIGITS for char in run):
        return "".join(str(_DIGITS[char]) for char in run)
    counted = _COUNTED.fullmatch(run)
    if counted is None:
        return run
    hundreds, tens, unit, ones = counted.groups()
    if unit in ("廿", "卅") and tens:
        return run
    total = 100 * _DIGITS.get(hundreds or "零", 0) + _DIGITS.get(ones or "零", 0)
    if unit:
        total += _TENS[unit] * _DIGITS[tens or "一"]
    return str(total)
