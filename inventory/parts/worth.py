"""The list of parts with what our stock of each is worth, for those who may see it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.paging import CHUNK, Sort
from inventory.parts.queries import LISTING, PartRow
from inventory.pricing.rules import average_cost
from inventory.values.money import Money
from inventory.work import Context
from models import connect

_VALUES: Final = (
    "SELECT v.part_id, sum(v.quantity), sum(v.value) FROM stock_value v WHERE v.part_id IN ({}) GROUP BY v.part_id"
)


@dataclass(frozen=True, slots=True)
class WorthRow:
    """A part with the value of our stock of it. Both are None where nothing lies, or for whoever may not see costs.

    ``average``: of one piece in yuan, to be shown only (C-07).
    """

    part: PartRow
    value: Money | None = None
    average: Decimal | None = None

    @property
    def id(self) -> int:
        """The part."""
        return self.part.id


class WorthListing:
    """``parts.queries.LISTING`` with values. The right is asked whenever rows are read."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def first(self, filters: Mapping[str, Any], sort: Sort) -> Sequence[WorthRow]:
        """The first rows."""
        return self._told(LISTING.first(filters, sort))

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order."""
        return LISTING.ids(filters, sort)

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many parts pass the filters."""
        return LISTING.count(filters)

    def rows(self, ids: Sequence[int]) -> Sequence[WorthRow]:
        """The parts of ``ids``."""
        return self._told(LISTING.rows(ids))

    def _told(self, parts: Sequence[PartRow]) -> list[WorthRow]:
        if not parts or not sees_cost(self._ctx):
            return [WorthRow(part) for part in parts]
        found: dict[int, tuple[int, int]] = {}
        for start in range(0, len(parts), CHUNK):
            ids = tuple(part.id for part in parts[start : start + CHUNK])
            for part_id, quantity, value in connect.rows(_VALUES.format(", ".join("?" * len(ids))), ids):
                found[part_id] = int(quantity), int(value)
        return [_worth(part, *found.get(part.id, (0, 0))) for part in parts]


def _worth(part: PartRow, quantity: int, value: int) -> WorthRow:
    if not quantity:
        return WorthRow(part)
    return WorthRow(part, Money(value), average_cost(quantity, value, part.decimals))
