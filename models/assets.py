"""The register: every unit sold, and what happened to it."""

from __future__ import annotations

from peewee import SQL, Check, DateField, ForeignKeyField, IntegerField

from models.base import BaseModel, Versioned
from models.contracts import Contract, ContractLine
from models.customers import Customer, CustomerSite
from models.fields import EnumField, LineField, NotesField, UtcField
from models.imports import ImportBatch
from models.kinds import ENDING as ENDING
from models.kinds import WAITING as WAITING
from models.kinds import AssetOwner as AssetOwner
from models.kinds import AssetRole as AssetRole
from models.kinds import AssetState as AssetState
from models.kinds import EventKind as EventKind
from models.organisation import User
from models.products import ProductModel


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
    Asset.index(Asset.model, Asset.spares_last, Asset.cover_first, Asset.state, name="asset_owed", where=SQL(ENDING))
)  # the units of a model for which spares are still owed are counted in it alone
Asset.add_index(
    Asset.index(Asset.cover_last, Asset.id, Asset.state, Asset.customer, Asset.cover_first, name="asset_ending")
)  # what ends soon, and whose it is, is counted in it alone
Asset.add_index(
    Asset.index(
        Asset.accepted_on, Asset.role, Asset.delivered_on, Asset.id, Asset.state, Asset.customer, name="asset_waiting",
        where=SQL("accepted_on IS NULL"),
    )
)  # fmt: skip  # likewise what customers have and have not accepted, those first that have had it longest

Asset.add_index(
    Asset.index(
        Asset.cover_last, Asset.accepted_on, Asset.id, Asset.state, Asset.cover_first, Asset.warranty_months,
        Asset.model, Asset.contract, name="asset_termless",
        where=SQL("cover_last IS NULL AND cover_first IS NOT NULL"),
    )
)  # fmt: skip  # the few that are accepted and covered by nothing: among them is whose term nobody recorded


class AssetEvent(BaseModel):
    """Something that happened to a unit. Added, never edited."""

    asset = ForeignKeyField(Asset, backref="events", on_delete="RESTRICT")
    at = UtcField()
    kind = EnumField(EventKind, max_length=20)
    by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    note = NotesField(default="")
