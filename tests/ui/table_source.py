"""A list of invented units for tests of the one table: any number of rows, and every question is remembered."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from inventory.i18n import N_
from inventory.paging import FIRST
from inventory.values.money import Money
from ui.tables.criteria import ChoiceFilter, DayFilter, TextFilter
from ui.tables.source import ChipCell, Column, Kind, Row, Sort
from ui.theme import Meaning

COLUMNS = [
    Column("code", N_("Code"), Kind.CODE, 120, sortable=True),
    Column("product", N_("Product"), Kind.TEXT, 200),
    Column("sold", N_("Sold on"), Kind.DAY, 110, sortable=True),
    Column("price", N_("Price"), Kind.MONEY, 100),
    Column("cases", N_("Cases"), Kind.NUMBER, 80),
    Column("state", N_("State"), Kind.CHIP, 160),
    Column("remark", N_("Remark"), Kind.QUIET, 160, shown=False),
]
FILTERS = [
    TextFilter("text", N_("Serial or customer")),
    ChoiceFilter("state", N_("State"), [("stock", N_("In stock")), ("loan", N_("On loan"))]),
    DayFilter("sold", N_("Sold on")),
]


class Units:
    """Units 0 … n-1; a text filter keeps those whose number begins with it."""

    entity = "asset"
    first_sort = Sort("code")

    def __init__(self, count: int) -> None:
        self.columns: Sequence[Column] = COLUMNS
        self.number = list(range(count))
        self.asked: list[tuple[str, Any]] = []
        self.remark = "as bought"
        self.gone: set[int] = set()
        self.trouble: Exception | None = None

    def row(self, number: int) -> Row:
        """One unit."""
        state = ChipCell("in warranty", Meaning.OK) if number % 2 == 0 else ChipCell("scrapped", Meaning.OFF)
        cells = (f"00{number}", f"HEM-{number}", date(2024, 3, 15), Money(123450 + number), 1000 + number, state)
        return Row(number, (*cells, self.remark))

    def first(self, filters: Mapping[str, Any], sort: Sort) -> list[Row]:
        """The first ones."""
        self.asked.append(("first", (dict(filters), sort)))
        self._fail()
        return [self.row(number) for number in self._all(filters, sort)[:FIRST]]

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """All, in order."""
        self.asked.append(("ids", (dict(filters), sort)))
        return array("q", self._all(filters, sort))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Some."""
        self.asked.append(("rows", list(ids)))
        self._fail()
        return [self.row(number) for number in ids if number not in self.gone]

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many."""
        self.asked.append(("count", dict(filters)))
        return len(self._all(filters, self.first_sort))

    def questions(self, kind: str) -> list[Any]:
        """What was asked of one kind."""
        return [about for name, about in self.asked if name == kind]

    def _all(self, filters: Mapping[str, Any], sort: Sort) -> list[int]:
        wanted = [number for number in self.number if str(number).startswith(filters.get("text", ""))]
        return wanted[::-1] if sort.descending else wanted

    def _fail(self) -> None:
        if self.trouble is not None:
            raise self.trouble
