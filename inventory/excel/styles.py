"""Number formats of a workbook's styles, as far as they tell more than the value does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from inventory.excel.package import BUILT_TO_HARM, Package, UnreadableBook

STYLES: Final = "xl/styles.xml"
_BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    37: "#,##0;(#,##0)", 38: "#,##0;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The numbers that ECMA-376 18.8.30 reserves and that are neither General nor dates."""
_MOST_STYLES: Final = 2**16
"""Excel keeps 65,490."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def telling_formats(package: Package, each: Callable[[int], None]) -> dict[int, str]:
    """By the number of the style: formats that are neither General nor dates (those arrive as dates).

    ``each`` is told the bytes of every piece before it is read.
    """
    if STYLES not in package:
        return {}
    formats = dict(_BUILT_IN)
    used: list[int] = []
    within_cells = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal within_cells
        if tag == "cellXfs":
            within_cells = True
        elif tag == "numFmt" and _number(attributes, "numFmtId") is not None:
            formats[_number(attributes, "numFmtId") or 0] = attributes.get("formatCode", "")
        elif tag == "xf" and within_cells:
            if len(used) > _MOST_STYLES:
                raise UnreadableBook(BUILT_TO_HARM)
            used.append(_number(attributes, "numFmtId") or 0)

    def end(tag: str) -> None:
        nonlocal within_cells
        if tag == "cellXfs":
            within_cells = False

    package.walk(STYLES, start, end, each=each)
    return {style: formats[number] for style, number in enumerate(used) if _tells(formats.get(number, ""))}


def _number(attributes: dict[str, str], name: str) -> int | None:
    text = attributes.get(name, "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else None


def _tells(number_format: str) -> bool:
    bare = _QUOTED.sub("", number_format).casefold()
    return bool(bare) and bare != "general" and not any(letter in bare for letter in "ymdhs")
