"""Finds the row of headings in a sheet and what each of them means, by lists of known words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Final

from inventory.i18n import LANGUAGES, N_, _, speaking

DEPTH: Final = 30
"""Rows that are searched for the headings: titles, dates and addresses of a letterhead stand above them."""
REJECT_ROW_HEADING: Final = N_("Row in the file")
"""Of the first column of a workbook of refused rows (excel.rejects)."""
REJECT_REASON_HEADING: Final = N_("What to mend")
"""Of its second column."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|《[^《》]*》")
_ORNAMENT = re.compile(r"[\s*:：#＊★☆※_.,、。\-–—\"'“”‘’]+")
_TOTAL = re.compile(r"(?:本页|本月|本年)?(?:合计|总计|小计|共计|累计)\d*[台件个套条]?|(?:sub|grand)?totals?|sum")


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The row of headings. Rows and columns count from 0."""

    row_index: int
    columns: dict[int, str] = field(default_factory=dict)
    """Every heading as it is written."""
    mapping: dict[int, str] = field(default_factory=dict)
    """The field that a column holds, where its heading is known."""
    unknown: list[int] = field(default_factory=list)
    """Columns for a person to map."""


def find_header(rows: Iterable[Sequence[object]], known: Mapping[str, Sequence[str]]) -> HeaderRow | None:
    """The row among the first DEPTH that knows most fields of ``known`` (field → its headings in any language).

    At least two headings must be known, or one where no row has more cells; else None, and a person maps by hand
    from the row they choose (``header_at``). Of two columns with one meaning the first is taken, the other is unknown.
    """
    words = _vocabulary(known)
    candidates = [_read_header(index, row, words) for index, row in enumerate(islice(rows, DEPTH))]
    best = max(candidates, key=lambda header: len(header.mapping), default=None)
    widest = max((len(header.columns) for header in candidates), default=0)
    return best if best is not None and len(best.mapping) >= max(1, min(2, widest)) else None


def header_at(index: int, row: Sequence[object], known: Mapping[str, Sequence[str]]) -> HeaderRow:
    """The headings of the row that a person has chosen, however few of them are known."""
    return _read_header(index, row, _vocabulary(known))


def normalised(heading: object, *, units: bool = True) -> str:
    """A heading as it is compared: full and half width and case alike, without spaces, marks and, unless ``units``
    are to stay, without what stands in brackets: ``*成本价 （元）`` is ``成本价``.
    """
    text = unicodedata.normalize("NFKC", str(heading)).casefold()
    if not units:
        text = _BRACKETS.sub("", text)
    return _ORNAMENT.sub("", text)


def is_reject_heading(heading: object) -> bool:
    """Whether this column was added by a workbook of refused rows, in whatever language that was written."""
    return normalised(heading) in _reject_headings()


def is_total_row(values: Sequence[object]) -> bool:
    """Whether the first filled cell says that this row adds up the others: 合计, 总 计：, 小计(元), Total."""
    first = next((value for value in values if _filled(value)), None)
    return isinstance(first, str) and _TOTAL.fullmatch(normalised(first, units=False)) is not None


def is_empty_row(values: Sequence[object]) -> bool:
    """Whether no cell holds more than spaces."""
    return not any(_filled(value) for value in values)


@cache
def _reject_headings() -> frozenset[str]:
    found: set[str] = set()
    for language in LANGUAGES:
        with speaking(language):
            found |= {normalised(_(REJECT_ROW_HEADING)), normalised(_(REJECT_REASON_HEADING))}
    return frozenset(found)


def _filled(value: object) -> bool:
    return value is not None and bool(str(value).strip())


def _vocabulary(known: Mapping[str, Sequence[str]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, aliases in known.items():
        for alias in aliases:
            words.setdefault(normalised(alias), name)
    for name, aliases in known.items():
        for alias in aliases:
            words.setdefault(normalised(alias, units=False), name)
    return words


def _read_header(index: int, row: Sequence[object], words: Mapping[str, str]) -> HeaderRow:
    columns = {number: str(value).strip() for number, value in enumerate(row) if _filled(value)}
    mapping: dict[int, str] = {}
    for units in (True, False):  # 名称(英文) before 名称
        for number, heading in columns.items():
            name = words.get(normalised(heading, units=units))
            if name is not None and number not in mapping and name not in mapping.values():
                mapping[number] = name
    unknown = [number for number in columns if number not in mapping and not is_reject_heading(columns[number])]
    return HeaderRow(index, columns, dict(sorted(mapping.items())), unknown)
