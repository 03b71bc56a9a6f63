"""What a search or a scan has found. Apart from the search, whose rules of names the first page does not need."""

from __future__ import annotations

from enum import StrEnum

from inventory.values.records import record


class Found(StrEnum):
    """What kind of record a hit is."""

    ASSET = "asset"
    CUSTOMER = "customer"
    CASE = "case"
    PART = "part"
    MODEL = "model"
    PLACE = "place"


@record
class Hit:
    """One answer to a search. ``title`` and ``subtitle`` are data, not sentences."""

    kind: Found
    id: int
    title: str
    subtitle: str
