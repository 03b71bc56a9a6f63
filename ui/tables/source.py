"""What a table shows, and who gives it the rows. One table for all lists; each list is a source."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from inventory.i18n import _
from inventory.paging import Sort
from inventory.values.records import record
from inventory.values.shown import show_day, show_instant
from ui.theme import Meaning

if TYPE_CHECKING:
    from inventory.values.money import Money

__all__ = ["Cell", "ChipCell", "Column", "Kind", "Row", "Sort", "TableSource", "plain", "shown"]


class Kind(StrEnum):
    """What stands in a column: decides how it is aligned, written and copied."""

    TEXT = "text"
    QUIET = "quiet"  # a remark, in muted ink
    CODE = "code"  # a serial or a code: Excel must not take it for a number
    NUMBER = "number"  # an int, or a text of figures
    MONEY = "money"  # Money
    DAY = "day"  # a date
    INSTANT = "instant"  # an aware or local datetime
    CHIP = "chip"  # a ChipCell

    @property
    def right(self) -> bool:
        """Numbers stand at the right, figure under figure."""
        return self in (Kind.NUMBER, Kind.MONEY)


@record
class Column:
    """A column; ``title`` is a message id, ``width`` in pixels, ``shown``: there before anybody has chosen columns.

    ``sortable`` only where an index carries the order.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 140
    sortable: bool = False
    shown: bool = True

    @property
    def words(self) -> str:
        """The heading in the reader's language."""
        return _(self.title)


@record
class ChipCell:
    """A meaning in a cell; ``text``, and a longer ``tip``, translated. ``symbol`` None: the meaning's icon, "" none."""

    text: str
    meaning: Meaning = Meaning.OFF
    symbol: str | None = None
    tip: str = ""


Cell: TypeAlias = "str | int | date | datetime | Money | ChipCell | None"


@record
class Row:
    """One record: its id and its cells in the order of the source's columns."""

    id: int
    cells: tuple[Cell, ...]


class TableSource(Protocol):
    """Gives a table its rows. The methods run in the read lane, ``columns`` and ``entity`` in the window's thread.

    ``filters`` is by key what the person chose (see ``ui.tables.criteria``); ``inventory.paging.Listing`` has the
    same four methods over dataclasses, so a source mostly turns those into cells.
    """

    @property
    def entity(self) -> str:
        """The entity whose RecordsChanged concern this list."""
        ...

    @property
    def columns(self) -> Sequence[Column]:
        """All columns there are, in their first order."""
        ...

    @property
    def first_sort(self) -> Sort:
        """The order to begin with."""
        ...

    def first(self, filters: Mapping[str, Any], sort: Sort) -> Sequence[Row]:
        """The first ``paging.FIRST`` rows, to paint at once; fewer mean that these are all."""
        ...

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order."""
        ...

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """The rows of ``ids``; those that are gone are left out."""
        ...

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many rows there are."""
        ...


def shown(cell: Cell) -> str:
    """A cell as people read it: ``1,234.50``, ``2024-03-15``, ``2024-03-15 09:12``."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, ChipCell):
        return cell.text
    if isinstance(cell, datetime):
        return show_instant(cell)
    if isinstance(cell, date):
        return show_day(cell)
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def plain(cell: Cell) -> str:
    """A cell as a spreadsheet reads it: numbers without separators."""
    if cell is None or isinstance(cell, (str, date, ChipCell)):
        return shown(cell)
    return str(cell) if isinstance(cell, int) else str(cell).replace(",", "")  # Money
