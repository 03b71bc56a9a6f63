"""What a field offers to choose from while a person types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from inventory.paging import Listing, Sort
from inventory.values.records import record

R = TypeVar("R")


@record
class Choice:
    """One record to choose. ``title`` and ``subtitle`` are data, not sentences."""

    id: int
    title: str
    subtitle: str = ""


def offered(listing: Listing[R], filters: Mapping[str, Any], text: str, sort: Sort, limit: int) -> list[R]:
    """The rows whose name has ``text``, those that begin with it first; without a text the first of all.

    The listing has the filters ``begins`` and ``text``. However many pass, only ``limit`` rows are read.
    """
    if not text.strip():
        return listing.first(filters, sort, limit)
    ids = list(listing.ids({**filters, "begins": text}, sort)[:limit])
    if len(ids) < limit:
        known = set(ids)
        ids += [row_id for row_id in listing.ids({**filters, "text": text}, sort) if row_id not in known]
    return listing.rows(ids[:limit])
