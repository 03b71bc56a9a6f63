"""Physical counts of the stock (C-17)."""

from __future__ import annotations

from enum import StrEnum

from peewee import BooleanField, Check, ForeignKeyField

from models.assets import AssetOwner
from models.base import Versioned
from models.fields import EnumField, FenField, LineField, NotesField, UnitsField, UtcField
from models.organisation import User
from models.parts import Part
from models.places import Place, Warehouse
from models.stock import Condition, StockDoc


class StocktakeMode(StrEnum):
    """Whether the counter sees what should be there."""

    OPEN = "open"  # 明盘
    BLIND = "blind"  # 盲盘


class StocktakeState(StrEnum):
    """How far a stocktake is (model.md 3.3)."""

    DRAFT = "draft"
    COUNTING = "counting"
    COUNTED = "counted"
    REVIEW = "review"
    APPROVED = "approved"
    POSTED = "posted"
    CANCELLED = "cancelled"


class Stocktake(Versioned):
    """A physical count of places or parts (C-17)."""

    number = LineField(max_length=40, unique=True)
    mode = EnumField(StocktakeMode, max_length=10, default=StocktakeMode.OPEN)
    state = EnumField(StocktakeState, max_length=20, default=StocktakeState.DRAFT)
    warehouse = ForeignKeyField(Warehouse, null=True, on_delete="RESTRICT")
    scope = NotesField(default="{}")  # JSON: which places and parts
    created_at = UtcField()
    created_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    started_at = UtcField(null=True)
    counted_at = UtcField(null=True)
    approved_at = UtcField(null=True)
    approved_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    doc = ForeignKeyField(StockDoc, null=True, on_delete="RESTRICT")
    remark = NotesField(default="")


class StocktakeLine(Versioned):
    """What should lie somewhere, and what was counted there."""

    stocktake = ForeignKeyField(Stocktake, backref="lines", on_delete="RESTRICT", index=False)
    part = ForeignKeyField(Part, on_delete="RESTRICT")
    place = ForeignKeyField(Place, on_delete="RESTRICT")
    condition = EnumField(Condition, max_length=10)
    owner = EnumField(AssetOwner, max_length=20, default=AssetOwner.US)
    serial = LineField(max_length=80, default="")
    lot = LineField(max_length=60, default="")
    snapshot = UnitsField(default=0)  # by the book when the stocktake began
    counted = UnitsField(null=True)
    counted_at = UtcField(null=True)
    counted_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    book_at_count = UnitsField(null=True)
    recounted = BooleanField(default=False)
    disturbed = BooleanField(default=False)  # goods were moved while it was counted piece by piece
    unit_cost = FenField(null=True)  # of what was found where nothing of the part is left to give an average
    reason = LineField(max_length=200, default="")
    decision = LineField(max_length=200, default="")  # what is to become of the difference (documents.md 4.9)

    class Meta:
        constraints = [
            Check("counted >= 0", "stocktake_counted"),
            Check("unit_cost >= 0", "stocktake_cost"),
        ]


StocktakeLine.add_index(
    StocktakeLine.index(
        StocktakeLine.stocktake, StocktakeLine.place, StocktakeLine.part, StocktakeLine.condition, StocktakeLine.owner,
        StocktakeLine.serial, StocktakeLine.lot, unique=True, name="stocktake_line_of",
    )
)  # fmt: skip
