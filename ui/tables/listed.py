"""A listing of the depot as a source of the table: dataclasses become cells."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from inventory import views
from inventory.paging import Sort
from inventory.work import Context
from ui.tables.source import Cell, Column, Row

R = TypeVar("R")
Found = TypeVar("Found", covariant=True)


class Listable(Protocol[Found]):
    """What a Listing can do; a list that is grouped, say, may do it its own way."""

    def first(self, filters: Mapping[str, Any], sort: Sort) -> Sequence[Found]:
        """The first rows, to paint at once."""
        ...

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order."""
        ...

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many rows pass the filters."""
        ...

    def rows(self, ids: Sequence[int]) -> Sequence[Found]:
        """The rows of ``ids``, in their order."""
        ...


class Listed(Generic[R]):
    """Rows of ``listing``, each turned into ``cells`` in the order of ``columns``.

    ``entity`` is the table whose changes concern the list. ``always`` holds whatever the person filters (a customer
    on a customer's page). A day filter ``sold`` asks the listing for ``sold_from`` and ``sold_to``.
    """

    def __init__(
        self,
        listing: Listable[R],
        entity: str,
        columns: Sequence[Column],
        cells: Callable[[R], tuple[Cell, ...]],
        first_sort: Sort,
        always: Mapping[str, Any] | None = None,
    ) -> None:
        self._listing = listing
        self.entity = entity
        self.columns = columns
        self._cells = cells
        self.first_sort = first_sort
        self._always = dict(always or {})

    def first(self, filters: Mapping[str, Any], sort: Sort) -> list[Row]:
        """The first rows, to paint at once."""
        return self._rows(self._listing.first(self._asked(filters), sort))

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order."""
        return self._listing.ids(self._asked(filters), sort)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of ``ids``."""
        return self._rows(self._listing.rows(ids))

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many rows there are."""
        return self._listing.count(self._asked(filters))

    def _rows(self, found: Sequence[R]) -> list[Row]:
        return [Row(getattr(one, "id"), self._cells(one)) for one in found]  # noqa: B009 - every listed row has one

    def _asked(self, filters: Mapping[str, Any]) -> dict[str, Any]:
        asked = dict(self._always)
        for key, value in filters.items():
            if isinstance(value, tuple) and any(isinstance(part, date) for part in value):
                first, last = value
                asked |= {f"{key}_from": first} if first is not None else {}
                asked |= {f"{key}_to": last} if last is not None else {}
            else:
                asked[key] = value
        return asked


class KeptViews:
    """The depot's saved views, as the table's view menu wants them."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def views(self, page: str) -> Sequence[tuple[str, str]]:
        """Name and JSON of every view of a page."""
        return views.views(self._ctx, page)

    def keep(self, page: str, name: str, spec: str) -> object:
        """Keep a view under a name."""
        return views.keep(self._ctx, page, name, spec)

    def remove(self, page: str, name: str) -> object:
        """Forget a view."""
        return views.remove(self._ctx, page, name)
