"""How a value is written into a cell: the rules of platform.md "Excel" for every workbook that leaves the depot.

Text stays text whatever it begins with; serial numbers keep their zeros; dates and amounts are real numbers with a
format; what XML or Excel cannot hold is replaced visibly.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, auto
from typing import Final, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

from inventory.clock import local
from inventory.excel.book import ErrorValue
from inventory.i18n import _
from inventory.values.money import Money

MAX_TEXT: Final = 32_767
"""UTF-16 units of a cell's text: a limit of Excel."""
_EXACT: Final = 10**15
"""From here on a number in a cell loses digits."""
_DAY_ZERO: Final = date(1899, 12, 30).toordinal()
_FIRST_DAY: Final = date(1900, 3, 1)
"""Before it Excel counts a 29 February that never was."""
_LONG: Final = 255
"""Characters beyond which old Excels show a text of the format @ as #####."""

_REMEMBERED: Final = 1000
"""Different texts of a column that are not worked out again: models, customers, states."""
_ERRORS: Final = frozenset(("#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))

_UNHOLDABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)
_needs_care = re.compile("[&<>_\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]").search
"""One class of characters, for speed: some of them turn out to be harmless."""
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


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


class Style(NamedTuple):
    """How a cell looks."""

    number_format: str = "General"
    wrap: bool = False
    strong: bool = False
    heading: bool = False
    title: bool = False


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


def text_xml(text: str) -> str:
    """The content of an inline string: escaped, its spaces kept."""
    text = _LOOKS_ESCAPED.sub("_x005F_", escape(clean(text)))
    return f'<is><t xml:space="preserve">{text}</t></is>'


def serial_day(day: date) -> int | None:
    """The number by which Excel knows a day; None before 1 March 1900."""
    return day.toordinal() - _DAY_ZERO if day >= _FIRST_DAY else None


class CellWriter:
    """Writes the cells of one column. ``style`` gives the number of a look, making it where it is new."""

    def __init__(
        self, style: Callable[[Style], int], letters: str, kind: Kind, *, wrap: bool = False, strong: bool = False
    ) -> None:
        self._style = style
        self._letters = letters
        self._kind = kind
        self._look = Style(wrap=wrap, strong=strong)
        self._number = NUMBERS.get(kind)
        self._known: dict[str, str] = {}
        self._begin = f'<c r="{letters}'
        self._plain = f'" s="{style(self._look._replace(number_format="@"))}" t="inlineStr">'
        self._long = f'" s="{style(self._look)}" t="inlineStr">'
        self._simple = f"{self._plain}<is><t>"
        self._numeric = f'" s="{style(self._look._replace(number_format=FORMATS.get(kind, "General")))}"><v>'

    def cell(self, value: object, row: int) -> str:
        """The XML of the cell in this row (from 1 on); nothing for None and for an empty text."""
        if type(value) is str:
            known = self._known.get(value)
            if known is None:
                known = self._text(value)
                if len(self._known) < _REMEMBERED and len(value) <= _LONG:
                    self._known[value] = known
            return f"{self._begin}{row}{known}" if value else ""
        if value is None:
            return ""
        number = self._number(value) if self._number is not None else None
        if number is not None:
            return f"{self._begin}{row}{self._numeric}{number}</v></c>"
        if isinstance(value, Shown):
            return self._shown(value, row)
        if self._kind is Kind.AS_IT_IS:
            return self._as_it_is(value, row)
        return f"{self._begin}{row}{self._text(as_text(value))}"

    def _text(self, text: str) -> str:
        if len(text) > _LONG:
            return f"{self._long}{text_xml(text)}</c>"
        if _needs_care(text) or text[:1] == " " or text[-1:] == " ":
            return f"{self._plain}{text_xml(text)}</c>"
        return f"{self._simple}{text}</t></is></c>"

    def _shown(self, shown: Shown, row: int) -> str:
        if shown.number_format and isinstance(shown.value, (int, float)):
            style = self._style(self._look._replace(number_format=shown.number_format))
            return f'{self._begin}{row}" s="{style}"><v>{shown.value!r}</v></c>'
        return self._of_kind(shown.kind).cell(shown.value, row)

    def _of_kind(self, kind: Kind) -> CellWriter:
        return CellWriter(self._style, self._letters, kind, wrap=self._look.wrap, strong=self._look.strong)

    def _as_it_is(self, value: object, row: int) -> str:
        if isinstance(value, bool):
            return f'{self._begin}{row}" t="b"><v>{value:d}</v></c>'
        if isinstance(value, ErrorValue) and value in _ERRORS:
            return f'{self._begin}{row}" t="e"><v>{value}</v></c>'
        if isinstance(value, datetime):
            return self._of_kind(Kind.INSTANT).cell(value, row)
        if isinstance(value, date):
            return self._of_kind(Kind.DATE).cell(value, row)
        if isinstance(value, Money):
            return self._of_kind(Kind.MONEY).cell(value, row)
        if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
            return f"{self._begin}{row}{self._numeric}{value!r}</v></c>"
        return f"{self._begin}{row}{self._text(as_text(value))}"


def wall(moment: datetime) -> datetime:
    """What the clock on the wall shows: local time without a zone."""
    return local(moment) if moment.tzinfo else moment


def as_text(value: object) -> str:
    """A value in a column of text, or in one whose numbers cannot hold it."""
    if isinstance(value, datetime):
        return f"{wall(value):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    if not (isinstance(value, int) or math.isfinite(value)) or not -_EXACT < value < _EXACT:
        return None
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


def _money(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        amount = Money(value)
    elif isinstance(value, Money):
        amount = value
    else:
        return None
    return str(amount.yuan) if abs(amount.fen) < _EXACT else None


def _day(value: object) -> str | None:
    if isinstance(value, datetime):
        value = wall(value).date()
    serial = serial_day(value) if isinstance(value, date) else None
    return None if serial is None else str(serial)


def _moment(value: object) -> str | None:
    if not isinstance(value, datetime):
        return _day(value)
    moment = wall(value)
    serial = serial_day(moment.date())
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return None if serial is None else repr(serial + seconds / 86400)


def _hours(value: object) -> str | None:
    if isinstance(value, timedelta):
        value = round(value / timedelta(hours=1), 2)
    return _number(value)


NUMBERS: Final[dict[Kind, Callable[[object], str | None]]] = {
    Kind.INTEGER: _number,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.INSTANT: _moment,
    Kind.HOURS: _hours,
}
"""How a value of each kind is written as a number; None where it is not one."""


def shown_width(value: object, kind: Kind) -> int:
    """Columns of a terminal that the widest line of a value takes: Chinese characters are two wide."""
    if isinstance(value, Shown):
        return shown_width(value.value, value.kind)
    if value is None:
        return 0
    if isinstance(value, str):
        return max((_wide(line) for line in value[:200].split("\n")), default=0)
    if isinstance(value, datetime) or kind is Kind.INSTANT:
        return 16
    if isinstance(value, date):
        return 10
    if isinstance(value, Money) or kind is Kind.MONEY:
        return len(str(value if isinstance(value, Money) else Money(value) if type(value) is int else value))
    return _wide(as_text(value))


def _wide(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)
