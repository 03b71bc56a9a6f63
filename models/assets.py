"""The register: every unit sold, and what happened to it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from peewee import SQL, Check, DateField, ForeignKeyField, IntegerField

from models.base import BaseModel, Versioned
from models.contracts import Contract, ContractLine
from models.customers import Customer, CustomerSite
from models.fields import EnumField, LineField, NotesField, UtcField
from models.imports import ImportBatch
from models.organisation import User
from models.products import ProductModel


class AssetState(StrEnum):
    """Where a unit is in its life (model.md 3.3)."""

    IN_STOCK = "in_stock"
    DELIVERED = "delivered"
    INSTALLED = "installed"
    IN_SERVICE = "in_service"
    FAULTY = "faulty"
    AT_DEPOT = "at_depot"
    AT_OEM = "at_oem"
    REPLACED = "replaced"
    RETURNED_FAULTY = "returned_faulty"
    SCRAPPED = "scrapped"
    RETIRED = "retired"


_LEFT: Final = "state <> 'replaced' AND state <> 'retired' AND state <> 'returned_faulty' AND state <> 'scrapped'"
ENDING: Final = f"cover_first IS NOT NULL AND {_LEFT}"
"""Units whose cover can end, as a piece of WHERE: the index ``asset_ending`` has all its columns."""
WAITING: Final = (
    "accepted_on IS NULL AND customer_id IS NOT NULL AND role = 'customer_unit' AND state <> 'in_stock' AND " + _LEFT
)
"""Units that a customer has and has not accepted, likewise in ``asset_waiting``."""


class AssetRole(StrEnum):
    """What a unit is for."""

    CUSTOMER_UNIT = "customer_unit"
    LOANER = "loaner"
    SPARE_UNIT = "spare_unit"
    DEMO = "demo"


class AssetOwner(StrEnum):
    """Whose it is."""

    US = "us"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"


class EventKind(StrEnum):
    """What can happen to a unit."""

    RECEIVED = "received"
    SOLD = "sold"
    DELIVERED = "delivered"
    INSTALLED = "installed"
    ACCEPTED = "accepted"
    LABEL_PRINTED = "label_printed"
    SCANNED = "scanned"
    REPORTED = "reported"
    REPAIRED = "repaired"
    PART_FITTED = "part_fitted"
    PART_REMOVED = "part_removed"
    SWAPPED_OUT = "swapped_out"
    SWAPPED_IN = "swapped_in"
    LOANED = "loaned"
    RETURNED = "returned"
    MOVED = "moved"
    OWNER_CHANGED = "owner_changed"
    WARRANTY_CHANGED = "warranty_changed"
    SCRAPPED = "scrapped"
    RETIRED = "retired"
    NOTE = "note"


class Asset(Versioned):
    """One physical unit. Its code is printed on the QR label and never changes."""

    code = LineField(max_length=20, unique=True)
    model = ForeignKeyField(
        ProductModel, backref="assets", on_delete="RESTRICT", index=False
    )  # asset_serial leads with it
    serial_no = LineField(max_length=80)  # as engraved on the unit
    serial_norm = LineField(max_length=80)  # as compared
    customer = ForeignKeyField(Customer, null=True, backref="assets", on_delete="RESTRICT")
    site = ForeignKeyField(CustomerSite, null=True, on_delete="RESTRICT")
    contract = ForeignKeyField(Contract, null=True, backref="assets", on_delete="RESTRICT")
    location_text = LineField(max_length=120, default="")
    owner = EnumField(AssetOwner, max_length=20, default=AssetOwner.CUSTOMER)
    role = EnumField(AssetRole, max_length=20, default=AssetRole.CUSTOMER_UNIT)
    state = EnumField(AssetState, max_length=20, default=AssetState.IN_SERVICE)
    made_on = DateField(null=True)
    ex_works_on = DateField(null=True)
    sold_on = DateField(null=True, index=True)
    delivered_on = DateField(null=True)
    installed_on = DateField(null=True)
    completed_on = DateField(null=True)
    accepted_on = DateField(null=True, index=True)
    warranty_months = IntegerField(null=True)
    replaced_by = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    label_printed_at = UtcField(null=True)
    remark = NotesField(default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")
    contract_line = ForeignKeyField(ContractLine, null=True, backref="assets", on_delete="RESTRICT")
    cover_first = DateField(null=True)  # derived: from when our own promise counts; empty: not accepted (C-04)
    cover_last = DateField(null=True)  # derived from the segments, for lists by index; `check` compares
    spares_last = DateField(null=True)  # derived likewise (C-06)

    class Meta:
        constraints = [
            Check("warranty_months BETWEEN 0 AND 600", "asset_months"),
            Check("accepted_on >= delivered_on", "asset_accepted_after_delivery"),
            Check("(state = 'replaced') = (replaced_by_id IS NOT NULL)", "asset_replaced_has_successor"),
        ]


Asset.add_index(Asset.index(Asset.model, Asset.serial_norm, unique=True, name="asset_serial"))  # INV-01
Asset.add_index(Asset.index(Asset.serial_norm, name="asset_serial_norm"))
Asset.add_index(
    Asset.index(Asset.state, Asset.serial_norm, name="asset_unusual_state", where=SQL("state <> 'in_service'"))
)
Asset.add_index(
    Asset.index(Asset.role, Asset.serial_norm, name="asset_unusual_role", where=SQL("role <> 'customer_unit'"))
)
Asset.add_index(Asset.index(Asset.serial_norm, name="asset_unlabelled", where=SQL("label_printed_at IS NULL")))

Asset.add_index(Asset.index(Asset.cover_last, name="asset_cover_last"))
Asset.add_index(Asset.index(Asset.cover_first, name="asset_cover_first"))
Asset.add_index(Asset.index(Asset.serial_norm, name="asset_unaccepted", where=SQL("accepted_on IS NULL")))
Asset.add_index(
    Asset.index(Asset.model, Asset.spares_last, Asset.cover_first, name="asset_owed", where=SQL(ENDING))
)  # the units of a model for which spares are still owed
Asset.add_index(
    Asset.index(Asset.cover_last, Asset.state, Asset.customer, Asset.cover_first, name="asset_ending")
)  # what ends soon, and whose it is, is counted in it alone
Asset.add_index(
    Asset.index(
        Asset.accepted_on, Asset.role, Asset.delivered_on, Asset.id, Asset.state, Asset.customer, name="asset_waiting",
        where=SQL("accepted_on IS NULL"),
    )
)  # fmt: skip  # likewise what customers have and have not accepted, those first that have had it longest


class AssetEvent(BaseModel):
    """Something that happened to a unit. Added, never edited."""

    asset = ForeignKeyField(Asset, backref="events", on_delete="RESTRICT")
    at = UtcField()
    kind = EnumField(EventKind, max_length=20)
    by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    note = NotesField(default="")
