"""Lists of any length: the first rows at once, every id in order, rows by id.

Sorting is by an indexed column with ``id`` as tie-break; walks go by keyset (row values), never by OFFSET.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, Final, Generic, TypeVar

from inventory.values.records import record
from models import connect

R = TypeVar("R")
FIRST: Final = 64
"""So many rows are painted at once: more than a tall screen shows, and each of them is read and written first."""
CHUNK: Final = 1000


@record
class Sort:
    """By which column of the list, and which way."""

    key: str
    descending: bool = False


@record
class Condition:
    """A piece of WHERE with its values, written with ``?``."""

    sql: str
    values: tuple[Any, ...] = ()


@record
class Listing(Generic[R]):
    """How one list is read.

    ``table``: whose ids are listed; ``source``: its joins; ``columns``: what ``row`` takes after the id;
    ``sorts``: key → indexed SQL expression of ``table``; ``filters``: key → function from the chosen value to a
    Condition on ``table``; ``joined``: the filters that need ``source``; ``gaps``: the sorts whose column may be empty
    (empty ones come first, so their index says NULLS FIRST on PostgreSQL); ``today``: the day that ``row`` takes before
    the id, asked once for each batch of rows; None where rows do not depend on it.
    """

    table: str
    source: str
    columns: str
    row: Callable[..., R]
    sorts: Mapping[str, str]
    filters: Mapping[str, Callable[[Any], Condition]] = field(default_factory=dict)
    joined: frozenset[str] = frozenset()
    gaps: frozenset[str] = frozenset()
    today: Callable[[], date] | None = None

    def first(self, filters: Mapping[str, Any], sort: Sort, limit: int = FIRST) -> list[R]:
        """The first rows, to paint at once."""
        return self.rows(list(self._ids(filters, sort, limit)))

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order: 8 bytes a row."""
        return array("q", self._ids(filters, sort, None))

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many rows pass the filters."""
        where, values = self._where(filters)
        return int(connect.rows(f"SELECT count(*) FROM {self._from(filters)}{where}", values)[0][0])

    def rows(self, ids: Sequence[int]) -> list[R]:
        """The rows of ``ids``, in their order; those that are gone are left out."""
        found: dict[int, R] = {}
        made = self.row if self.today is None else partial(self.row, self.today())
        for start in range(0, len(ids), CHUNK):
            chunk = tuple(ids[start : start + CHUNK])
            marks = ", ".join("?" * len(chunk))
            for values in connect.rows(
                f"SELECT {self.table}.id, {self.columns} FROM {self.source} WHERE {self.table}.id IN ({marks})", chunk
            ):
                found[values[0]] = made(*values)
        return [found[row_id] for row_id in ids if row_id in found]

    def walk(self, filters: Mapping[str, Any], sort: Sort) -> Iterator[list[R]]:
        """All rows in chunks, memory flat: the ids are a snapshot, the rows are read as the walk comes to them."""
        ids = self.ids(filters, sort)
        for start in range(0, len(ids), CHUNK):
            yield self.rows(ids[start : start + CHUNK])

    def _ids(self, filters: Mapping[str, Any], sort: Sort, limit: int | None) -> Iterator[int]:
        where, values = self._where(filters)
        way = "DESC" if sort.descending else "ASC"
        nulls = ""  # SQLite has them first by itself; PostgreSQL uses an index only if the words fit it
        if sort.key in self.gaps and not connect.is_sqlite():
            nulls = " NULLS LAST" if sort.descending else " NULLS FIRST"
        order = f"{self.table}.id {way}"
        if sort.key != "id":
            order = f"{self.sorts[sort.key]} {way}{nulls}, {order}"
        ending = "" if limit is None else f" LIMIT {int(limit)}"
        sql = f"SELECT {self.table}.id FROM {self._from(filters)}{where} ORDER BY {order}{ending}"
        return chain.from_iterable(connect.stream(sql, values))  # of a million rows, each holds one id

    def _from(self, filters: Mapping[str, Any]) -> str:
        return self.source if self.joined & filters.keys() else self.table

    def _where(self, filters: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        conditions = [self._condition(key, value) for key, value in filters.items()]
        if not conditions:
            return "", ()
        return " WHERE " + _joined(" AND ", conditions), tuple(v for c in conditions for v in c.values)

    def _condition(self, key: str, value: Any) -> Condition:
        """A filter's condition; several values in a tuple mean any of them."""
        if not isinstance(value, tuple):
            return self.filters[key](value)
        any_of = [self.filters[key](one) for one in value]
        return Condition(_joined(" OR ", any_of), tuple(v for c in any_of for v in c.values))


def _joined(word: str, conditions: Sequence[Condition]) -> str:
    return word.join(f"({condition.sql})" for condition in conditions)
