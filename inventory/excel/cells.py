"""What a value becomes in a cell: the rules of platform.md "Excel" for every workbook that leaves the depot.

Text stays text whatever it begins with; serial numbers keep their zeros; dates and amounts are real ones with a format;
what XML or Excel cannot hold is replaced visibly. How cells get into the file is for the libraries: openpyxl writes
documents (pages.py), rustpy-xlsxwriter long tables (tables.py).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, auto
from typing import Final, TypeAlias

from inventory.clock import local
from inventory.i18n import _
from inventory.values.money import Money

MAX_TEXT: Final = 32_767
"""UTF-16 units of a cell's text: a limit of Excel."""
_NARROWEST, _WIDEST, _WIDEST_WRAPPED = 6.0, 60.0, 40.0
_ARROW: Final = 3
"""Characters that the arrow of the filter hides."""
MEASURED: Final = 200
"""Rows that are kept back to find out how wide the columns are."""
PACE: Final = 200
"""Rows between two reports of progress."""
HEADING_COLOUR: Final = "DCE6F1"
_EXACT: Final = 10**15
"""From here on a number in a cell loses digits."""
FIRST_DAY: Final = date(1900, 3, 1)
"""Before it Excel counts a 29 February that never was."""
LONG: Final = 255
"""Characters beyond which old Excels show a text of the format @ as #####."""

ERRORS: Final = frozenset(("#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))

_UNHOLDABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)


class Kind(Enum):
    """What a column holds, and so how it is shown."""

    TEXT = auto()
    INTEGER = auto()
    NUMBER = auto()
    MONEY = auto()
    """An amount: a Money, or fen as an int."""
    DATE = auto()
    INSTANT = auto()
    """A moment, shown by the wall clock: an aware datetime, or a naive one that is local already."""
    HOURS = auto()
    """Hours with two decimals: a number of hours or a timedelta."""
    AS_IT_IS = auto()
    """Whatever type each value has."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. ``width`` is in characters, by default what the first rows need."""

    heading: str
    kind: Kind = Kind.TEXT
    width: float | None = None
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A value that is not of its column's kind: the amount in a sheet of names and values."""

    value: object
    kind: Kind = Kind.AS_IT_IS
    number_format: str = ""


FORMATS: Final = {
    Kind.TEXT: "@",
    Kind.INTEGER: "0",
    Kind.NUMBER: "General",
    Kind.MONEY: "#,##0.00",
    Kind.DATE: "yyyy-mm-dd",
    Kind.INSTANT: "yyyy-mm-dd hh:mm",
    Kind.HOURS: "0.00",
}
Number: TypeAlias = int | float | Decimal


def clean(text: str) -> str:
    """``text`` as a cell can hold it: no control characters, lone surrogates or non-characters (U+FFFD instead), one
    kind of line end, and cut with a visible mark where it is too long.
    """
    if text.isprintable() and len(text) <= MAX_TEXT // 2:
        return text  # nearly all are: a list of 100,000 rows has a million of them
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNHOLDABLE.sub("\ufffd", text)
    if len(text) > MAX_TEXT // 2 and _units(text) > MAX_TEXT:
        text = _cut(text)
    return text


def _cut(text: str) -> str:
    kept = MAX_TEXT - 60  # room for the mark in any language
    while True:
        mark = _("…[truncated {count} characters]").format(count=len(text) - kept)
        spare = MAX_TEXT - _units(mark) - _units(text[:kept])
        if spare >= 0:
            return text[:kept] + mark
        kept += min(spare // 2, -1)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def wall(moment: datetime) -> datetime:
    """What the clock on the wall shows: local time without a zone."""
    return local(moment) if moment.tzinfo else moment


def as_text(value: object) -> str:
    """A value in a column of text, or in one whose numbers cannot hold it."""
    if isinstance(value, datetime):
        return f"{wall(value):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: object) -> Number | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    if not (isinstance(value, int) or math.isfinite(value)) or not -_EXACT < value < _EXACT:
        return None
    return value


def _money(value: object) -> Number | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = Money(value)
    return value.yuan if isinstance(value, Money) and abs(value.fen) < _EXACT else None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        value = wall(value).date()
    return value if isinstance(value, date) and value >= FIRST_DAY else None


def _moment(value: object) -> date | None:
    if not isinstance(value, datetime):
        return _day(value)
    moment = wall(value)
    if moment.microsecond:
        moment = moment.replace(microsecond=0)
    return moment if moment.date() >= FIRST_DAY else None


def _hours(value: object) -> Number | None:
    if isinstance(value, timedelta):
        value = round(value / timedelta(hours=1), 2)
    return _number(value)


NUMBERS: Final[dict[Kind, Callable[[object], Number | date | None]]] = {
    Kind.INTEGER: _number,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.INSTANT: _moment,
    Kind.HOURS: _hours,
}
"""A value of each kind as the number or the day that it is; None where it is not one and has to be text."""


def digits(number: Number) -> str:
    """A number exactly as it is meant: a library that goes by way of binary fractions may write 0.30000000000000004."""
    return format(number, "f") if isinstance(number, Decimal) else repr(number)


def own_kind(value: object) -> Kind:
    """The kind of a value in a column of Kind.AS_IT_IS."""
    if isinstance(value, datetime):
        return Kind.INSTANT
    if isinstance(value, date):
        return Kind.DATE
    if isinstance(value, Money):
        return Kind.MONEY
    return Kind.NUMBER if isinstance(value, (int, float, Decimal)) else Kind.TEXT


def column_widths(columns: Sequence[Column], rows: Sequence[Sequence[object]], *, filtered: bool) -> list[float]:
    """How wide each column has to be, in characters, for its heading and for what stands in these rows."""
    widths = []
    for index, column in enumerate(columns):
        if column.width is not None:
            widths.append(column.width)
            continue
        heading = _shown_width(column.heading, Kind.TEXT) + (_ARROW if filtered else 0)
        needed = max((_shown_width(row[index], column.kind) for row in rows), default=0)
        most = _WIDEST_WRAPPED if column.wrap else _WIDEST
        widths.append(min(max(needed + 1.5, min(heading + 1.5, 24), _NARROWEST), most))
    return widths


def _shown_width(value: object, kind: Kind) -> int:
    """Columns of a terminal that the widest line of a value takes."""
    if isinstance(value, Shown):
        return _shown_width(value.value, value.kind)
    if value is None:
        return 0
    if isinstance(value, str):
        return max((wide(line) for line in value[:200].split("\n")), default=0)
    if isinstance(value, datetime) or kind is Kind.INSTANT:
        return 16
    if isinstance(value, date):
        return 10
    if isinstance(value, Money) or kind is Kind.MONEY:
        return len(str(value if isinstance(value, Money) else Money(value) if type(value) is int else value))
    return wide(as_text(value))


def wide(line: str) -> int:
    """Columns of a terminal that a line takes: Chinese characters are two wide."""
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)
