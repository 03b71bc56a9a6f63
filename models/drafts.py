"""Papers that somebody is still writing. They move nothing and have no number: the ledger knows only posted ones.

They stand beside the papers and not among them, so that a posted paper is append-only from its first moment, no report
can count a draft as stock, and a line may still lack its bin, its serial number or its cost.
"""

from __future__ import annotations

from enum import StrEnum

from peewee import BooleanField, Check, DateField, ForeignKeyField, IntegerField

from models.assets import AssetOwner
from models.base import BaseModel, Versioned
from models.cases import ServiceCase
from models.customers import Customer
from models.fields import EnumField, LineField, NotesField, UtcField
from models.organisation import User
from models.parts import Part
from models.places import Place, Warehouse
from models.stock import Condition, IssuePurpose, StockDoc, StockLine
from models.suppliers import Supplier
from models.supply import OrderLine


class Task(StrEnum):
    """What is done with goods, as the keeper says it; several of them may be posted as one kind of paper."""

    RECEIVE = "receive"
    ISSUE = "issue"
    RETURN = "return"
    MOVE = "move"
    SEND = "send"
    ARRIVE = "arrive"
    VAN_OUT = "van_out"
    VAN_IN = "van_in"
    TOOL_OUT = "tool_out"
    TOOL_IN = "tool_in"
    CONDITION = "condition"
    INSPECT = "inspect"
    SCRAP = "scrap"


class StockDraft(Versioned):
    """A paper that is being written. It is gone once it is posted or thrown away; the journal keeps which."""

    key = LineField(max_length=36, unique=True)  # a row's id may be given again when it is gone, this never
    act = LineField(max_length=36, unique=True)  # of whoever saved it last; the paper will be posted by it
    task = EnumField(Task, max_length=20)
    begun_at = UtcField()
    begun_by = ForeignKeyField(User, null=True, on_delete="RESTRICT", index=False)
    saved_at = UtcField()
    saved_by = ForeignKeyField(User, null=True, on_delete="RESTRICT", index=False)
    workstation = LineField(max_length=60, default="")
    happened_on = DateField(null=True)
    purpose = EnumField(IssuePurpose, max_length=20, null=True)
    case = ForeignKeyField(ServiceCase, null=True, on_delete="RESTRICT", index=False)
    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT", index=False)
    supplier = ForeignKeyField(Supplier, null=True, on_delete="RESTRICT", index=False)
    engineer = ForeignKeyField(User, null=True, on_delete="RESTRICT", index=False)
    warehouse = ForeignKeyField(Warehouse, null=True, on_delete="RESTRICT", index=False)  # that goods are sent to
    transfer = ForeignKeyField(StockDoc, null=True, on_delete="RESTRICT", index=False)  # that arrives
    closes = BooleanField(default=False)  # nothing more comes of the transfer
    place = ForeignKeyField(Place, null=True, on_delete="RESTRICT", index=False)  # the bin one stands at
    owner = EnumField(AssetOwner, max_length=20, default=AssetOwner.US)
    tax_rate_bp = IntegerField(default=0)  # that the typed costs include, in basis points
    paper_no = LineField(max_length=60, default="")
    remark = NotesField(default="")
    typed = NotesField(default="{}")  # JSON: what stands in a field and cannot be read yet, by the field's name

    class Meta:
        constraints = [Check("tax_rate_bp >= 0", "stock_draft_tax")]


StockDraft.add_index(StockDraft.index(StockDraft.saved_at, name="stock_draft_saved"))


class StockDraftLine(BaseModel):
    """A line as it was scanned and typed, in the order of its ids; quantity and cost are texts, so nothing is lost."""

    draft = ForeignKeyField(StockDraft, backref="lines", on_delete="RESTRICT")
    part = ForeignKeyField(Part, on_delete="RESTRICT")
    quantity = LineField(max_length=60, default="")
    start = ForeignKeyField(Place, null=True, on_delete="RESTRICT", index=False)
    end = ForeignKeyField(Place, null=True, on_delete="RESTRICT", index=False)
    condition = EnumField(Condition, max_length=10, default=Condition.NEW)
    becomes = EnumField(Condition, max_length=10, null=True)
    owner = EnumField(AssetOwner, max_length=20, default=AssetOwner.US)
    serial = LineField(max_length=200, default="")
    lot = LineField(max_length=200, default="")
    cost = LineField(max_length=60, default="")  # of a receipt; only for those who may see costs
    order = ForeignKeyField(OrderLine, null=True, on_delete="RESTRICT", index=False)
    source = ForeignKeyField(StockLine, null=True, on_delete="RESTRICT", index=False)  # that comes back or arrives
    note = LineField(max_length=200, default="")
