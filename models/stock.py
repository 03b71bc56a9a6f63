"""The depot's stock: papers, the ledger of moves, and the balances beside it (model.md, Stock)."""

from __future__ import annotations

from enum import StrEnum

from peewee import SQL, BooleanField, Check, DateField, ForeignKeyField, IntegerField

from models.assets import Asset, AssetOwner
from models.base import BaseModel, Versioned
from models.cases import ServiceCase
from models.customers import Customer
from models.fields import EnumField, FenField, LineField, NotesField, UnitsField, UtcField
from models.imports import ImportBatch
from models.organisation import User
from models.parts import Part
from models.places import Place, Warehouse
from models.suppliers import Supplier
from models.supply import OrderLine, Reservation


class Condition(StrEnum):
    """What state goods are in. Only NEW and GOOD are offered for issue (INV-24)."""

    NEW = "new"
    GOOD = "good"
    PENDING = "pending"
    FAULTY = "faulty"
    SCRAP = "scrap"


class DocKind(StrEnum):
    """What a paper of the depot does (model.md StockDoc)."""

    OPENING = "opening"
    """What lay there when the books were taken over."""
    RECEIPT = "receipt"
    ISSUE = "issue"
    RETURN_UNUSED = "return_unused"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    MOVE = "move"
    TOOL_OUT = "tool_out"
    TOOL_IN = "tool_in"
    CONDITION = "condition"
    SCRAP = "scrap"
    ADJUST = "adjust"
    REVERSAL = "reversal"


class DocState(StrEnum):
    """How far a paper is. A posted one is never edited."""

    DRAFT = "draft"
    """Only inside the transaction that posts it; what somebody is still writing stands in ``models.drafts``."""
    POSTED = "posted"
    REVERSED = "reversed"


class IssuePurpose(StrEnum):
    """What goods are issued for (documents.md 4.8)."""

    CASE = "case"
    VISIT = "visit"
    SALE = "sale"
    VAN = "van"
    OTHER = "other"


class StockDoc(Versioned):
    """A paper of the depot: what was moved, why, by whom."""

    number = LineField(max_length=40, unique=True)
    kind = EnumField(DocKind, max_length=20)
    state = EnumField(DocState, max_length=20, default=DocState.DRAFT)
    happened_on = DateField()  # the day in the depot; posted_at is when it was typed
    posted_at = UtcField(null=True)
    posted_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    created_at = UtcField()
    created_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    act = LineField(max_length=36, unique=True)  # drawn by the client: a repeat of the same act is harmless
    purpose = EnumField(IssuePurpose, max_length=20, null=True)
    case = ForeignKeyField(ServiceCase, null=True, on_delete="RESTRICT")
    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT")
    supplier = ForeignKeyField(Supplier, null=True, on_delete="RESTRICT")
    engineer = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    paper_no = LineField(max_length=60, default="")  # the supplier's delivery note or invoice
    reverses = ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)
    receives = ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)  # the transfer that arrives
    remark = NotesField(default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")

    class Meta:
        constraints = [
            Check("(state IN ('posted', 'reversed')) = (posted_at IS NOT NULL)", "stock_doc_posted"),
            Check("(kind = 'reversal') = (reverses_id IS NOT NULL)", "stock_doc_reverses"),
        ]


StockDoc.add_index(StockDoc.index(StockDoc.reverses, unique=True, name="stock_doc_reversed_once"))
StockDoc.add_index(StockDoc.index(StockDoc.receives, name="stock_doc_receives"))
StockDoc.add_index(StockDoc.index(StockDoc.kind, StockDoc.happened_on, name="stock_doc_of_kind"))
StockDoc.add_index(StockDoc.index(StockDoc.happened_on, name="stock_doc_on"))


class StockLine(Versioned):
    """A line of a paper, before and after it is posted. Quantities count units of 10**-decimals of the part."""

    doc = ForeignKeyField(StockDoc, backref="lines", on_delete="RESTRICT", index=False)
    position = IntegerField()
    part = ForeignKeyField(Part, on_delete="RESTRICT")
    quantity = UnitsField()
    from_place = ForeignKeyField(Place, on_delete="RESTRICT", index=False)
    to_place = ForeignKeyField(Place, on_delete="RESTRICT", index=False)
    condition_from = EnumField(Condition, max_length=10, default=Condition.NEW)
    condition_to = EnumField(Condition, max_length=10, default=Condition.NEW)
    owner = EnumField(AssetOwner, max_length=20, default=AssetOwner.US)
    serial = LineField(max_length=80, default="")  # as compared; of serialised parts
    lot = LineField(max_length=60, default="")
    asset = ForeignKeyField(Asset, null=True, on_delete="RESTRICT")  # the unit it was fitted to
    unit_cost = FenField(null=True)  # of a receipt, without tax
    tax_rate_bp = IntegerField(null=True)
    returns = ForeignKeyField("self", null=True, on_delete="RESTRICT")  # the line of the issue that comes back
    order = ForeignKeyField(OrderLine, null=True, on_delete="RESTRICT")  # of a receipt: what was ordered
    order_id: int | None
    note = LineField(max_length=200, default="")

    class Meta:
        constraints = [
            Check("quantity > 0", "stock_line_quantity"),
            Check("unit_cost >= 0", "stock_line_cost"),
            Check("from_place_id <> to_place_id OR condition_from <> condition_to", "stock_line_moves"),
            Check("serial = '' OR quantity = 1", "stock_line_serial"),
        ]


StockLine.add_index(StockLine.index(StockLine.doc, StockLine.position, unique=True, name="stock_line_position"))


class StockMove(BaseModel):
    """A row of the ledger: goods went from a place to a place, and this is what they were worth. Never edited.

    ``sequence`` and ``chain`` link the moves of one part: each carries the hash of itself and of the one before.
    """

    line = ForeignKeyField(StockLine, on_delete="RESTRICT", index=False)
    part = ForeignKeyField(Part, on_delete="RESTRICT", index=False)
    sequence = IntegerField()
    happened_on = DateField()
    posted_at = UtcField()
    quantity = UnitsField()
    from_place = ForeignKeyField(Place, on_delete="RESTRICT", index=False)
    to_place = ForeignKeyField(Place, on_delete="RESTRICT", index=False)
    condition_from = EnumField(Condition, max_length=10)
    condition_to = EnumField(Condition, max_length=10)
    owner = EnumField(AssetOwner, max_length=20)
    serial = LineField(max_length=80, default="")
    lot = LineField(max_length=60, default="")
    amount = FenField()  # what the move adds to the value of our stock; below zero where it takes away
    carried = FenField(default=0)  # what goes along from one valuation scope into another one
    reverses = ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)
    chain = LineField(max_length=64)

    class Meta:
        constraints = [Check("quantity > 0", "stock_move_quantity")]


StockMove.add_index(StockMove.index(StockMove.line, unique=True, name="stock_move_of_line"))
StockMove.add_index(StockMove.index(StockMove.part, StockMove.sequence, unique=True, name="stock_move_sequence"))
StockMove.add_index(StockMove.index(StockMove.part, StockMove.happened_on, name="stock_move_of_part"))
StockMove.add_index(StockMove.index(StockMove.happened_on, name="stock_move_on"))
StockMove.add_index(StockMove.index(StockMove.reverses, unique=True, name="stock_move_reversed_once"))


class StockBalance(BaseModel):
    """How much lies where, kept beside the ledger in the same transaction; a test and `check` replay the ledger."""

    part = ForeignKeyField(Part, on_delete="RESTRICT", index=False)
    place = ForeignKeyField(Place, on_delete="RESTRICT")
    condition = EnumField(Condition, max_length=10)
    owner = EnumField(AssetOwner, max_length=20)
    serial = LineField(max_length=80, default="")
    lot = LineField(max_length=60, default="")
    internal = BooleanField()  # the place is one of ours
    quantity = UnitsField()

    class Meta:
        constraints = [
            Check("quantity >= 0 OR NOT internal", "stock_balance_not_below_zero"),  # INV-04
            Check("serial = '' OR quantity <= 1 OR NOT internal", "stock_balance_one_of_a_serial"),
        ]


StockBalance.add_index(
    StockBalance.index(
        StockBalance.part, StockBalance.place, StockBalance.condition, StockBalance.owner, StockBalance.serial,
        StockBalance.lot, unique=True, name="stock_balance_of",
    )
)  # fmt: skip
StockBalance.add_index(
    StockBalance.index(
        StockBalance.part, StockBalance.serial,
        unique=True, name="stock_serial_in_one_place", where=SQL("serial <> '' AND internal AND quantity > 0"),
    )
)  # fmt: skip
StockBalance.add_index(StockBalance.index(StockBalance.serial, name="stock_balance_serial", where=SQL("serial <> ''")))


class StockValue(BaseModel):
    """What our stock of a part is worth: whole quantity and whole fen per valuation scope (C-07, INV-06).

    The scope is the company (``warehouse`` empty) or a warehouse; a serialised part has a row for each serial
    (specific cost). The row is locked by whoever posts, so the moves of a part come one after the other; it also
    holds the end of the part's chain.
    """

    part = ForeignKeyField(Part, on_delete="RESTRICT", index=False)
    warehouse = ForeignKeyField(Warehouse, null=True, on_delete="RESTRICT")
    serial = LineField(max_length=80, default="")
    quantity = UnitsField(default=0)
    value = FenField(default=0)

    class Meta:
        constraints = [
            Check("quantity >= 0", "stock_value_quantity"),
            Check("value >= 0", "stock_value_amount"),
            Check("quantity > 0 OR value = 0", "stock_value_nothing"),
        ]


StockValue.add_index(StockValue.index(StockValue.part, name="stock_value_of_part"))
StockValue.add_index(
    StockValue.index(
        StockValue.part, StockValue.serial,
        unique=True, name="stock_value_of_company", where=SQL("warehouse_id IS NULL"),
    )
)  # fmt: skip
StockValue.add_index(
    StockValue.index(
        StockValue.part, StockValue.warehouse, StockValue.serial,
        unique=True, name="stock_value_of_warehouse", where=SQL("warehouse_id IS NOT NULL"),
    )
)  # fmt: skip


class StockChain(BaseModel):
    """The end of a part's chain of moves: its length and last hash. Locked by whoever posts a move of the part."""

    part = ForeignKeyField(Part, on_delete="RESTRICT", index=False)
    sequence = IntegerField(default=0)
    chain = LineField(max_length=64, default="")


StockChain.add_index(StockChain.index(StockChain.part, unique=True, name="stock_chain_of_part"))


class ReservationUse(BaseModel):
    """What a line of an issue took of a reservation, and below zero what a later paper gave back of it. Never edited.

    The sum over a reservation is what its case has of it (``Reservation.used``).
    """

    reservation = ForeignKeyField(Reservation, on_delete="RESTRICT")
    line = ForeignKeyField(StockLine, on_delete="RESTRICT")  # of the issue
    doc = ForeignKeyField(StockDoc, on_delete="RESTRICT")  # the issue, the return or the reversal
    quantity = UnitsField()

    class Meta:
        constraints = [Check("quantity <> 0", "reservation_use_quantity")]
