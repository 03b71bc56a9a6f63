"""What the title rows of a price list say once for all rows: the number of the contract, and with whom it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from inventory.excel.book import Row
from inventory.values.decimals import plain

LONGEST_NUMBER: Final = 60
LONGEST_NAME: Final = 120
_CONTRACT: Final = re.compile(
    r"(?:合同(?:编号|号码|号|编码)|contract\s*(?:no\b\.?|number\b|#))\s*[:#]?\s*(?P<said>[^\s,;、()|]*)", re.IGNORECASE
)
_CUSTOMER: Final = re.compile(
    r"(?:甲方(?:单位)?|买方|需方|客户(?:名称|单位)?|用户(?:单位|名称)?|采购人|采购单位|业主(?:单位)?|"
    r"\b(?:customer|buyer|client))\s*(?:\([^()]*\))?\s*:\s*(?P<said>.*?)\s*(?:[,;|]|\s{2,}|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Titled:
    """What stands above the headings; "" for what does not."""

    contract: str = ""
    customer: str = ""


def titled(rows: Iterable[Row]) -> Titled:
    """The first contract and the first customer that the title rows name, behind a colon or in the next cell."""
    contract = customer = ""
    for row in rows:
        texts = [plain(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        contract = contract or _said(_CONTRACT, texts, LONGEST_NUMBER, digits=True)
        customer = customer or _said(_CUSTOMER, texts, LONGEST_NAME, digits=False)
    return Titled(contract, customer)


def _said(pattern: re.Pattern[str], texts: list[str], limit: int, *, digits: bool) -> str:
    for place, text in enumerate(texts):
        found = pattern.search(text)
        if found is None:
            continue
        said = found["said"] or (texts[place + 1] if found.end() == len(text) and place + 1 < len(texts) else "")
        if said and len(said) <= limit and (not digits or any(char.isdigit() for char in said)):
            return said
    return ""
