"""A workbook that is read: what its cells can hold, and what every kind of file can be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self, TypeAlias


class ErrorValue(str):
    """What a cell shows instead of a value: ``#N/A``, ``#DIV/0!``."""

    __slots__ = ()


class FormulaText(str):
    """A formula that nothing has computed yet, as it was typed: often a text that began with = by mistake."""

    __slots__ = ()


Value: TypeAlias = str | int | float | bool | date | datetime | ErrorValue | FormulaText | None
"""None for an empty cell. A number is an int or a float, so whoever needs text knows that the cell had none."""
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet and how far it reaches from A1."""

    name: str
    rows: int
    columns: int
    visible: bool = True


class Book(Protocol):
    """An open workbook; close it, or use it in a ``with``."""

    @property
    def sheets(self) -> list[SheetInfo]:
        """The sheets in their order; a .csv file has one."""
        ...

    def rows(self, sheet: str) -> Iterator[Row]:
        """Every row from the first one on, the empty ones too. A row may be shorter than the sheet is wide."""
        ...

    def number_formats(self, sheet: str, columns: Collection[int]) -> Mapping[tuple[int, int], str]:
        """By row and column: the formats of numeric cells that are more than General, dates aside."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
