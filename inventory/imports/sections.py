"""Rows that divide a price list into sections, such as ``一、设备`` and ``二、备件``: titles of the rows below them."""

from __future__ import annotations

import re
from typing import Final

from inventory.excel.book import Row
from inventory.imports.words import LINE_KINDS, fold
from inventory.values.decimals import plain
from models.contracts import ContractLineKind

_NUMBERED: Final = re.compile(
    r"\(?(?:[一二三四五六七八九十]+|[ivx]+|part\s+[a-z]|section\s+\w)\)?\s*[、.,:)\s]\s*(?P<title>.+?)"
    r"(?:部分|清单|类|费用|价格表|报价)?\s*:?",
    re.IGNORECASE,
)
_MOST_CELLS: Final = 2
"""The number and the title may stand in two cells."""


def section(cells: Row) -> ContractLineKind | None:
    """The kind of the lines below a row that is nothing but a numbered title; None for any other row.

    A title without such a number may be an item, 培训 for example, and is never taken for a section.
    """
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    if not filled or len(filled) > _MOST_CELLS or not all(isinstance(cell, str) for cell in filled):
        return None
    found = _NUMBERED.fullmatch(plain(" ".join(str(cell) for cell in filled)))
    kind = LINE_KINDS.get(fold(found["title"])) if found else None
    return kind if isinstance(kind, ContractLineKind) else None
