"""Parts, what they fit, and what stood on the shelf when the books were taken over."""

from __future__ import annotations

from enum import StrEnum

from peewee import BooleanField, Check, DateField, ForeignKeyField, IntegerField

from models.base import BaseModel, Versioned
from models.fields import EnumField, FenField, LineField, NotesField, UnitsField
from models.imports import ImportBatch
from models.products import Manufacturer, ProductModel
from models.suppliers import Supplier


class PartKind(StrEnum):
    """The kinds of goods of R-104, and loaner units."""

    SPARE_UNIT = "spare_unit"  # 备品
    SPARE_PART = "spare_part"  # 备件
    FITTING = "fitting"  # 配件
    TOOL = "tool"  # 专用工具
    CONSUMABLE = "consumable"  # 易耗材料


class Origin(StrEnum):
    """Who stands behind a part that is fitted (R-046)."""

    OEM = "oem"
    APPROVED = "approved"
    COMPATIBLE = "compatible"


class Part(Versioned):
    """A thing that is stocked by quantity."""

    code = LineField(max_length=20, unique=True)  # on its label
    part_no = LineField(max_length=60)
    part_norm = LineField(max_length=60)
    name = LineField(max_length=120)
    spec = LineField(max_length=120, default="")
    manufacturer = ForeignKeyField(Manufacturer, null=True, on_delete="RESTRICT")
    kind = EnumField(PartKind, max_length=20, default=PartKind.SPARE_PART)
    unit = LineField(max_length=20, default="个")
    serialised = BooleanField(default=False)
    decimals = IntegerField(default=0)
    safety_stock = UnitsField(default=0)
    reference_cost = FenField(null=True)  # without tax
    initial_price = FenField(null=True)  # of the contract's price list
    remark = NotesField(default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")
    supplier = ForeignKeyField(Supplier, null=True, on_delete="RESTRICT")
    list_price = FenField(null=True)  # without tax
    reorder_point = UnitsField(null=True)
    lead_time_days = IntegerField(null=True)
    shelf_life_days = IntegerField(null=True)
    failures_ppm = IntegerField(null=True)  # failures in a million part-years (C-13)
    discontinued_on = DateField(null=True)
    active = BooleanField(default=True)  # no: retired, kept for what happened to it

    class Meta:
        constraints = [
            Check("list_price >= 0", "part_list_price"),
            Check("reorder_point >= 0", "part_reorder_point"),
            Check("failures_ppm >= 0", "part_failures"),
            Check("safety_stock >= 0", "part_safety_stock"),
            Check("reference_cost >= 0", "part_cost"),
            Check("initial_price >= 0", "part_price"),
        ]


Part.add_index(Part.index(Part.part_norm, unique=True, name="part_no"))


class PartFit(BaseModel):
    """A part fits a model."""

    part = ForeignKeyField(Part, backref="fits", on_delete="RESTRICT")
    model = ForeignKeyField(ProductModel, backref="parts", on_delete="RESTRICT")
    quantity = IntegerField(default=1)  # pieces in one unit
    position = LineField(max_length=60, default="")
    origin = EnumField(Origin, max_length=20, default=Origin.OEM)
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")

    class Meta:
        constraints = [Check("quantity > 0", "fit_quantity")]


PartFit.add_index(PartFit.index(PartFit.part, PartFit.model, unique=True, name="part_fits_model"))


class OpeningStock(BaseModel):
    """What the old books said lay in a bin on the day they were taken over."""

    part = ForeignKeyField(Part, backref="opening", on_delete="RESTRICT")
    bin = LineField(max_length=40, default="")
    quantity = UnitsField()
    unit_cost = FenField(null=True)
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")
    taken_over = BooleanField(default=False)  # into the ledger, once

    class Meta:
        constraints = [Check("quantity >= 0", "opening_quantity"), Check("unit_cost >= 0", "opening_cost")]


OpeningStock.add_index(OpeningStock.index(OpeningStock.part, OpeningStock.bin, unique=True, name="opening_of_bin"))
