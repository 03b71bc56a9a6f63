"""Codes and names as they are compared: serials, part numbers, contract numbers; customers and makers."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.values.excerpt import excerpt
from inventory.values.numerals import in_digits

EXACT_DIGITS: Final = 15
"""A spreadsheet keeps 15 digits of a number; the rest are zeros or noise."""
NEAR: Final = 0.85
"""From here on two names are worth a question; worked out on the customers of real registers (tests)."""

_PUNCTUATION: Final = str.maketrans("。、【】〔〕「」『』“”‘’—–‒‐‑−・•‧∙", '.,[][]""""""\'\'------····')
_ZEROS: Final = re.compile(r"0{2,}")
_DIGITS: Final = re.compile(r"([0-9]+)")
_LEGAL_ENDS: Final = re.compile(
    r"(?:(?:集团)?股份有限公司|有限责任公司|有限公司|集团公司|集团|控股|股份|(?<![分子总])公司"
    r"|[\s,.&]*\b(?:company limited|co\.?,? ?ltd|ltd|limited|incorporated|inc|corporation|corp|company|co|gmbh|kgaa|kg"
    r"|ag|llc|llp|plc|pte|pty|s\.?a|s\.?r\.?l|b\.?v|n\.?v|group|holdings?)[.\s]*)$"
)
_COUNTRY: Final = re.compile(r"\((?:中国|中国区|集团|china)\)")
_DISTINGUISHING: Final = re.compile(
    r"[0-9]+|[东南西北中上下左右前后新旧老甲乙丙丁]|(?<![a-z])(?:[a-z]|i{2,3}|iv|vi{1,3})(?![a-z])"
)


def normalise(text: str) -> str:
    """The form in which serials, part, contract and model codes are compared (INV-01).

    NFKC, upper case, no white space at the ends or inside, no invisible characters. The typed form is kept beside it.
    """
    if text.isascii() and text.isalnum():
        return text.upper()  # nearly every serial: an import normalises each several times
    return unicodedata.normalize("NFKC", _visible(unicodedata.normalize("NFKC", text)).upper())


def name_key(text: str) -> str:
    """The key of a customer's or maker's name: case, white space and the width of punctuation do not count."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).casefold()
    return unicodedata.normalize("NFKC", _visible(unicodedata.normalize("NFKC", folded).translate(_PUNCTUATION)))


def similar(a: str, b: str) -> float:
    """How alike two names are without their legal forms, 0 to 1, the same both ways."""
    return _ratio(_core(a), _core(b))


def near(a: str, b: str) -> bool:
    """Whether two names may be one and the same, so that a person should be asked.

    Legal forms (有限公司, (中国), 集团, Co., Ltd., GmbH …) do not count. Names that differ in what tells sisters apart
    are different, however alike: a number or ordinal (第一 and 第二 hospital), a direction, another place in front.
    """
    one, other = _core(a), _core(b)
    if one == other:
        return bool(one) or name_key(a) == name_key(b)
    if _DISTINGUISHING.findall(one) != _DISTINGUISHING.findall(other):
        return False
    same_start = next((n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), 1)
    if same_start == 0 and not one.isascii() and one[1:2] != other[1:2]:
        return False
    return _ratio(one, other) >= NEAR


def lost_digits(value: int | float) -> bool:
    """Whether a number of a spreadsheet has more than 15 digits, so that the last ones are gone for good."""
    return not math.isfinite(value) or abs(value) >= 10**EXACT_DIGITS


def digits_of(number: int | float, number_format: str = "General") -> str:
    """The code behind a number of a spreadsheet: 46 shown by the format ``000000`` is ``000046``.

    Raises InvalidInput (field "") where digits are lost or the number is not whole.
    """
    if isinstance(number, bool) or lost_digits(number):
        raise InvalidInput(
            N_(
                "The number {text} has more than 15 digits, so the spreadsheet has lost the last ones. "
                "Format the column as text and write the code again from the label."
            ),
            field="",
            text=excerpt(number),
        )
    if number != int(number):
        raise InvalidInput(
            N_("{text} is a number with decimals, not a code. Format the column as text and write the code again."),
            field="",
            text=excerpt(number),
        )
    shown = number_format.partition(";")[0].strip()
    width = len(shown) if _ZEROS.fullmatch(shown) else 0
    digits = str(abs(int(number))).zfill(width)
    return f"-{digits}" if number < 0 else digits


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which A2 comes before A10, and codes that differ only in case or width stand together."""
    parts = _DIGITS.split(normalise(text))
    return tuple((0, int(part), part) if position % 2 else (1, 0, part) for position, part in enumerate(parts) if part)


def _visible(text: str) -> str:
    return "".join(
        char for char in text if not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Zs")
    )


def _core(name: str) -> str:
    """What is left of a name without its legal form and punctuation; ordinals as Arabic numbers."""
    text = unicodedata.normalize("NFKC", name).casefold().translate(_PUNCTUATION).strip()
    while len(shorter := _COUNTRY.sub("", _LEGAL_ENDS.sub("", text)).strip()) >= 2 and shorter != text:
        text = shorter
    return "".join(char for char in in_digits(text) if char.isalnum())


def _ratio(one: str, other: str) -> float:
    if one == other:
        return 1.0
    first, second = sorted((one, other))
    from difflib import SequenceMatcher  # only where two names are close: a start should not wait for it

    return SequenceMatcher(None, first, second, autojunk=False).ratio()
