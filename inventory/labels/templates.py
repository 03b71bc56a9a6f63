"""Label templates: sizes in millimetres, read from ``resources/labels/*.toml`` and checked before use."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from inventory.errors import InvalidInput
from inventory.i18n import LANGUAGES, N_, Listed, language
from inventory.labels import symbols
from inventory.labels.layout import Area, LabelField
from inventory.labels.template_rules import check

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "labels"
DOT_RESERVE: Final = 0.25
"""Millimetres kept beyond the symbol's size, because a printer has whole dots only."""

W = TypeVar("W", bound=StrEnum)


class Kind(StrEnum):
    """What the labels come on."""

    ROLL = "roll"
    SHEET = "sheet"


class Align(StrEnum):
    """Where a line stands in its box."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Symbol:
    """Where the QR code stands. ``x``, ``y``: upper left corner of the quiet zone; all in millimetres."""

    x: float
    y: float
    module: float

    @property
    def area(self) -> Area:
        """What nothing else may touch: symbol, quiet zone and the reserve for whole dots."""
        side = symbols.SIDE * self.module + DOT_RESERVE
        return Area(self.x, self.y, side, side)

    @property
    def black(self) -> Area:
        """The area without the quiet zone."""
        return self.area.shrunk(symbols.QUIET * self.module)


@dataclass(frozen=True, slots=True)
class Row:
    """One field in a text box. ``size`` and ``floor`` (how small it may become): millimetres of an em."""

    field: LabelField
    size: float
    floor: float
    lines: int = 1
    bold: bool = False
    mono: bool = False


@dataclass(frozen=True, slots=True)
class TextBox:
    """Fields one below the other; those with nothing to say take no room."""

    area: Area
    rows: tuple[Row, ...]
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page and its labels; a roll is a page of one label. All in millimetres."""

    width: float
    height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    gap_x: float = 0.0
    gap_y: float = 0.0

    @property
    def labels(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Template:
    """A label and the paper it is on. ``key`` is the name used on the command line."""

    key: str
    names: Mapping[str, str] = field(hash=False)
    kind: Kind
    width: float
    height: float
    symbol: Symbol
    boxes: tuple[TextBox, ...]
    sheet: Sheet

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.names[language()]

    def __str__(self) -> str:
        return self.name

    def corner(self, column: int, row: int) -> tuple[float, float]:
        """Upper left corner of a label on its page, counted from 0."""
        sheet = self.sheet
        return (
            sheet.left + column * (self.width + sheet.gap_x),
            sheet.top + row * (self.height + sheet.gap_y),
        )


def keys() -> tuple[str, ...]:
    """The names of the templates that come with the program; the first is the usual one."""
    found = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return tuple(sorted(found, key=lambda key: key != "roll-50x30"))


@cache
def load(key: str) -> Template:
    """A template that comes with the program."""
    if key not in keys():
        raise InvalidInput(
            N_("There is no label template {key}. Choose one of these: {known}."),
            field="template",
            key=key,
            known=Listed(tuple(keys())),
        )
    return read(FOLDER / f"{key}.toml")


def read(path: Path) -> Template:
    """The template in a file, checked. Raises InvalidInput that says what to mend."""
    key = path.stem
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(
            N_("The label template {key} is not valid TOML: {reason}."), field="template", key=key, reason=error
        ) from error
    template = _Reader(key).template(table)
    check(template)
    return template


class _Reader:
    """Takes a TOML table apart and says which entry is missing or wrong."""

    def __init__(self, key: str) -> None:
        self._key = key

    def template(self, table: Mapping[str, Any]) -> Template:
        names = self._table(table, "name")
        kind = self._word(Kind, table, "kind")
        label = self._table(table, "label")
        width, height = self._number(label, "width"), self._number(label, "height")
        symbol = self._table(table, "symbol")
        return Template(
            key=self._key,
            names={spoken: self._text(names, spoken) for spoken in LANGUAGES},
            kind=kind,
            width=width,
            height=height,
            symbol=Symbol(self._number(symbol, "x"), self._number(symbol, "y"), self._number(symbol, "module")),
            boxes=tuple(self._box(box) for box in self._tables(table, "text")),
            sheet=Sheet(width, height) if kind is Kind.ROLL else self._sheet(self._table(table, "sheet")),
        )

    def _sheet(self, table: Mapping[str, Any]) -> Sheet:
        return Sheet(
            width=self._number(table, "width"),
            height=self._number(table, "height"),
            columns=self._count(table, "columns"),
            rows=self._count(table, "rows"),
            left=self._number(table, "left"),
            top=self._number(table, "top"),
            gap_x=self._number(table, "gap_x"),
            gap_y=self._number(table, "gap_y"),
        )

    def _box(self, table: Mapping[str, Any]) -> TextBox:
        area = Area(*(self._number(table, side) for side in ("x", "y", "width", "height")))
        align = self._word(Align, table, "align") if "align" in table else Align.LEFT
        return TextBox(area, tuple(self._row(row) for row in self._tables(table, "rows")), align)

    def _row(self, table: Mapping[str, Any]) -> Row:
        return Row(
            field=self._word(LabelField, table, "field"),
            size=self._number(table, "size"),
            floor=self._number(table, "floor"),
            lines=self._count(table, "lines") if "lines" in table else 1,
            bold=table.get("bold") is True,
            mono=table.get("mono") is True,
        )

    def _wrong(self, entry: str) -> InvalidInput:
        return InvalidInput(
            N_(
                "The label template {key} has no usable entry “{entry}”. "
                "Compare it with one that comes with the program."
            ),
            field="template",
            key=self._key,
            entry=entry,
        )

    def _number(self, table: Mapping[str, Any], entry: str) -> float:
        value = table.get(entry)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
            raise self._wrong(entry)
        return float(value)

    def _count(self, table: Mapping[str, Any], entry: str) -> int:
        value = table.get(entry)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._wrong(entry)
        return value

    def _text(self, table: Mapping[str, Any], entry: str) -> str:
        value = table.get(entry)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(entry)
        return value

    def _word(self, words: type[W], table: Mapping[str, Any], entry: str) -> W:
        try:
            return words(self._text(table, entry))
        except ValueError as error:
            raise self._wrong(entry) from error

    def _table(self, table: Mapping[str, Any], entry: str) -> Mapping[str, Any]:
        value = table.get(entry)
        if not isinstance(value, dict):
            raise self._wrong(entry)
        return value

    def _tables(self, table: Mapping[str, Any], entry: str) -> list[Mapping[str, Any]]:
        value = table.get(entry)
        if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
            raise self._wrong(entry)
        return value
