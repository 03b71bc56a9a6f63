"""Where goods can be: warehouses with their bins, vans, and the places outside that make every move two-sided."""

from __future__ import annotations

from enum import StrEnum

from peewee import SQL, BooleanField, Check, ForeignKeyField

from models.base import Versioned
from models.fields import EnumField, LineField, UtcField
from models.organisation import Branch, User


class Warehouse(Versioned):
    """A depot of a branch (R-110)."""

    code = LineField(max_length=20, unique=True)
    name = LineField(max_length=120)
    branch = ForeignKeyField(Branch, null=True, on_delete="RESTRICT")
    address = LineField(max_length=200, default="")
    active = BooleanField(default=True)


class PlaceKind(StrEnum):
    """What stands at a place. Only the first four are ours: what lies there is our stock (INV-04)."""

    BIN = "bin"
    VAN = "van"
    """An engineer's van or hands: parts and tools that go along (R-107)."""
    TRANSIT = "transit"
    QUARANTINE = "quarantine"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    OEM_REPAIR = "oem_repair"
    ADJUSTMENT = "adjustment"
    """Where a stocktake's surplus comes from and its shortage goes."""
    SCRAP = "scrap"


class Place(Versioned):
    """Where goods can be: a bin in a tree, a van, or a place outside that makes every move two-sided."""

    code = LineField(max_length=20, unique=True)  # on its label
    kind = EnumField(PlaceKind, max_length=20)
    name = LineField(max_length=60)  # A-11-01, as it stands on the shelf
    name_norm = LineField(max_length=60)
    sort_key = LineField(max_length=120)  # so that A2 comes before A10
    warehouse = ForeignKeyField(Warehouse, null=True, backref="places", on_delete="RESTRICT", index=False)
    warehouse_id: int | None
    parent = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    parent_id: int | None
    engineer = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    engineer_id: int | None
    active = BooleanField(default=True)
    remark = LineField(max_length=200, default="")
    label_printed_at = UtcField(null=True)

    class Meta:
        constraints = [
            Check("(kind IN ('bin', 'quarantine', 'transit')) = (warehouse_id IS NOT NULL)", "place_of_warehouse"),
            Check("engineer_id IS NULL OR kind = 'van'", "place_engineer"),
        ]


Place.add_index(
    Place.index(Place.warehouse, Place.name_norm, unique=True, name="place_name", where=SQL("warehouse_id IS NOT NULL"))
)
Place.add_index(
    Place.index(Place.kind, Place.name_norm, unique=True, name="place_name_outside", where=SQL("warehouse_id IS NULL"))
)
