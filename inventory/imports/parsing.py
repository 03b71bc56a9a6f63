"""One cell in, one value out: or a fault that says what was expected, or a value with a doubt that a person should see.

Cells repeat (dates, months, customers), so a column remembers what it has read: a row costs a few look-ups. Days come
out as ISO text and instants as UTC text, which both databases take and which compare as the dates themselves do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from inventory.clock import instant
from inventory.errors import InvalidInput
from inventory.excel.book import ErrorValue, Value
from inventory.i18n import N_, Message
from inventory.imports import priced, words
from inventory.imports.cells import SPECIAL, Digits, Doubt, Fault, Read, shown, written
from inventory.imports.fields import EXPECTED, Field, Reading
from inventory.values.codes import digits_of, normalise
from inventory.values.days import is_absent, parse_day, parse_instant
from inventory.values.excerpt import excerpt
from inventory.values.money import Money
from inventory.values.quantities import parse_quantity
from inventory.values.terms import LONGEST_MONTHS, parse_months

__all__ = [
    "CHINESE_POST_CODE", "SPECIAL", "Column", "Digits", "Doubt", "Fault", "column", "compared", "shown", "utc_text",
]  # fmt: skip

_FREE: Final = frozenset({"免费", "无", "不收费", "保内", "质保内", "free", "none"})
_DEAR: Final = re.compile(r"万")
CHINESE_POST_CODE: Final = 6
_LONGEST_ABSENT: Final = 16


class Column(dict[Value, Read]):
    """A column of a book: what each of its cells means, read once."""

    def __init__(self, field: Field, read: Callable[[Value], Read]) -> None:
        super().__init__()
        self.field = field
        self._read = read

    def __missing__(self, cell: Value) -> Read:
        value = self[cell] = self._read(cell)
        return value

    def read(self, cells: Iterable[Value]) -> list[Read]:
        """What each of these cells means."""
        return list(map(self.__getitem__, cells))


class SerialColumn(Column):
    """A column of serials: no two of them are the same, and nearly all mean what stands there."""

    def read(self, cells: Iterable[Value]) -> list[Read]:
        """What each of these cells means; texts that need no look at all are not remembered either."""
        limit = self.field.limit
        return [
            cell
            if type(cell) is str
            and cell[-1:].isdigit()  # no word for nothing ends with one
            and cell.isprintable()
            and " " not in cell
            and "+" not in cell  # 2.0190E+11
            and len(cell) <= limit
            else self[cell]
            for cell in cells
        ]


def column(field: Field, today: date) -> Column:
    """How the cells of ``field`` are read on ``today``."""
    read = _READERS[field.reading]

    def whole(cell: Value) -> Read:
        if cell is None:
            return None
        if isinstance(cell, ErrorValue):
            return Fault(Message(N_("The cell shows the error {error}. Write the value itself."), {"error": str(cell)}))
        try:
            value = read(cell, today)
        except InvalidInput as error:
            return Fault(Message(error.message_id, error.values))
        if field.limit and isinstance(value, str) and len(value) > field.limit:
            return Fault(Message(N_("At most {limit} characters fit here; shorten the text."), {"limit": field.limit}))
        return value

    return (SerialColumn if field.reading is Reading.SERIAL else Column)(field, whole)


def compared(code: str) -> str:
    """``normalise`` of a code, without its detours for the codes that nearly every row holds."""
    if code.isascii() and code.isprintable():
        return code.replace(" ", "").upper()
    return normalise(code)


def _says_nothing(text: str) -> bool:
    """``is_absent`` with a short answer for nearly every cell: no such word is long or ends with a digit."""
    return len(text) <= _LONGEST_ABSENT and not text[-1:].isdigit() and is_absent(text)


def _text(cell: Value, _today: date) -> Read:
    return "\n".join(line.rstrip() for line in written(cell).splitlines()).strip() or None


def _line(cell: Value, _today: date) -> Read:
    text = " ".join(written(cell).split())
    return None if _says_nothing(text) else text


def _serial(cell: Value, _today: date) -> Read:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Digits(digits_of(cell))
    text = " ".join(written(cell).split())
    if _says_nothing(text):
        return None
    if _EXPONENT.fullmatch(text):
        raise InvalidInput(
            N_(
                "The number {text} has more than 15 digits, so the spreadsheet has lost the last ones. "
                "Format the column as text and write the code again from the label."
            ),
            field="",
            text=excerpt(text),
        )
    return text


_EXPONENT: Final = re.compile(r"\d(?:\.\d+)?[eE]\+\d+", re.ASCII)


def _code(cell: Value, today: date) -> Read:
    text = _line(cell, today)
    return text if text is None or compared(text) else None


def _day(cell: Value, today: date) -> Read:
    if isinstance(cell, str) and is_absent(cell):
        return None
    assert cell is not None  # empty cells are not read
    return parse_day(cell, today, relative=False).isoformat()


def _instant(cell: Value, today: date) -> Read:
    if isinstance(cell, str) and is_absent(cell):
        return None
    assert cell is not None  # empty cells are not read
    return utc_text(parse_instant(cell, today, relative=False))


def utc_text(wall: datetime) -> str:
    """A local wall-clock time as the database keeps it."""
    return instant(wall).replace(tzinfo=None).isoformat(" ", "seconds")


def _months(cell: Value, _today: date) -> Read:
    if isinstance(cell, str) and is_absent(cell):
        return None
    if isinstance(cell, (date, datetime)):
        raise InvalidInput(
            N_("“{text}” is not a number of months. Write whole months, for example 36, 36个月 or 3年."),
            field="",
            text=shown(cell),
        )
    assert cell is not None  # empty cells are not read
    return parse_months(cell)


def _years(cell: Value, today: date) -> Read:
    if isinstance(cell, str) and (is_absent(cell) or not re.fullmatch(r"\s*[\d.０-９．]+\s*", cell)):
        return _months(cell, today)
    if isinstance(cell, (date, datetime)):
        return _months(cell, today)
    return parse_months(f"{written(cell).strip()}年") if cell is not None else None


def _money(cell: Value, _today: date) -> Read:
    if isinstance(cell, str):
        if is_absent(cell) or cell.strip().casefold() in _FREE:
            return 0 if cell.strip().casefold() in _FREE else None
        if _DEAR.search(cell):
            raise InvalidInput(
                N_("“{text}” is not written out. Write the amount in yuan."), field="", text=excerpt(cell)
            )
    if isinstance(cell, (date, datetime)) or cell is None:
        raise InvalidInput(
            N_("“{text}” is not an amount. Write it in yuan, for example 1,234.50."), field="", text=shown(cell)
        )
    try:
        amount, rounded = Money.parse(cell), False
    except InvalidInput:
        amount, rounded = Money.parse(cell, rounding=True), True
    if amount.fen < 0:
        raise InvalidInput(
            N_("An amount here cannot be below zero, but this is {text}. Write 0 or more."), field="", text=shown(cell)
        )
    if rounded:
        said = Message(N_("{text} was rounded to {rounded}."), {"text": shown(cell), "rounded": str(amount)})
        return Doubt(amount.fen, said)
    return amount.fen


def _quantity(cell: Value, _today: date) -> Read:
    if isinstance(cell, str) and is_absent(cell):
        return None
    if isinstance(cell, (date, datetime)) or cell is None:
        raise InvalidInput(N_("“{text}” is not a quantity. Write a number, for example 3."), field="", text=shown(cell))
    return parse_quantity(cell, 0)


def _post_code(cell: Value, today: date) -> Read:
    text = _line(cell, today)
    if isinstance(cell, (int, float)) and text is not None and text.isdigit() and 3 < len(text) < CHINESE_POST_CODE:
        whole = text.zfill(CHINESE_POST_CODE)
        return Doubt(
            whole,
            Message(
                N_("The post code {text} was a number; it is taken as {whole}, with its zero in front."),
                {"text": text, "whole": whole},
            ),
        )
    return text


def _phone(cell: Value, today: date) -> Read:
    text = _line(cell, today)
    if isinstance(cell, (int, float)) and text is not None and not (len(text) == 11 and text.startswith("1")):
        return Doubt(
            text,
            Message(
                N_("The phone number {text} was a number; a zero in front of it would be lost. Check it."),
                {"text": text},
            ),
        )
    return text


def _word(table: Mapping[str, object], expected: str) -> Callable[[Value, date], Read]:
    def read(cell: Value, _today: date) -> Read:
        text = written(cell)
        meaning = table.get(words.fold(text), _UNKNOWN)
        if meaning is not _UNKNOWN:
            return meaning
        if is_absent(text):
            return None
        raise InvalidInput(
            N_("“{text}” is not a word we know here. Write one of: {words}."),
            field="",
            text=excerpt(text),
            words=Message(expected),
        )

    return read


_UNKNOWN: Final = object()


def _beginning(cell: Value, today: date) -> Read:
    event = words.ANCHORS.get(words.fold(cell)) if isinstance(cell, str) else None
    return _day(cell, today) if event is None else event


def _state(cell: Value, _today: date) -> Read:
    text = written(cell)
    inner = text.rpartition("(")[2].rstrip(") ")  # Snipe-IT writes: Ready to Deploy (deployed)
    for said in (inner, text):
        if words.fold(said) in words.STATES:
            return words.STATES[words.fold(said)]
    if is_absent(text):
        return None
    return Doubt(
        None,
        Message(N_("“{text}” is not a state we know; the state follows from the dates."), {"text": excerpt(text)}),
    )


_READERS: Final[Mapping[Reading, Callable[[Value, date], Read]]] = {
    Reading.TEXT: _text,
    Reading.LINE: _line,
    Reading.SERIAL: _serial,
    Reading.CODE: _code,
    Reading.DAY: _day,
    Reading.INSTANT: _instant,
    Reading.MONTHS: _months,
    Reading.YEARS: _years,
    Reading.MONEY: _money,
    Reading.QUANTITY: _quantity,
    Reading.POST_CODE: _post_code,
    Reading.PHONE: _phone,
    Reading.CHANNEL: _word(words.CHANNELS, EXPECTED[Reading.CHANNEL]),
    Reading.SATISFACTION: _word(words.SATISFACTION, EXPECTED[Reading.SATISFACTION]),
    Reading.DAMAGE: _word(words.DAMAGE, EXPECTED[Reading.DAMAGE]),
    Reading.YES_NO: _word(words.YES_NO, EXPECTED[Reading.YES_NO]),
    Reading.PART_KIND: _word(words.PART_KINDS, EXPECTED[Reading.PART_KIND]),
    Reading.ORIGIN: _word(words.ORIGINS, EXPECTED[Reading.ORIGIN]),
    Reading.CUSTOMER_KIND: _word(words.CUSTOMER_KINDS, EXPECTED[Reading.CUSTOMER_KIND]),
    Reading.STATE: _state,
    Reading.LINE_KIND: _word(words.LINE_KINDS, EXPECTED[Reading.LINE_KIND]),
    Reading.TAXED: _word(words.TAXED, EXPECTED[Reading.TAXED]),
    Reading.PRICE: priced.price,
    Reading.RATE: priced.rate,
    Reading.BEGINNING: _beginning,
}
assert LONGEST_MONTHS == 600  # the guard asset_months of the database holds the same bound
