"""Makers and what they make."""

from __future__ import annotations

from peewee import DateField, ForeignKeyField, IntegerField

from models.base import Versioned
from models.fields import EnumField, LineField, NotesField
from models.imports import ImportBatch
from models.policies import AnchorEvent


class Manufacturer(Versioned):
    """Who made it, and how to reach them (R-079)."""

    name = LineField(max_length=120)
    name_key = LineField(max_length=120)
    phone = LineField(max_length=60, default="")
    email = LineField(max_length=120, default="")
    website = LineField(max_length=200, default="")
    address = LineField(max_length=200, default="")
    hours = LineField(max_length=120, default="")
    rma_address = LineField(max_length=200, default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")


Manufacturer.add_index(Manufacturer.index(Manufacturer.name_key, unique=True, name="manufacturer_name"))


class ProductModel(Versioned):
    """A product in one specification (规格型号)."""

    manufacturer = ForeignKeyField(Manufacturer, backref="models", on_delete="RESTRICT")
    product_name = LineField(max_length=120)
    model_code = LineField(max_length=80)  # as the maker writes it
    model_norm = LineField(max_length=80)  # as compared
    unit = LineField(max_length=20, default="台")
    warranty_months = IntegerField(null=True)  # what the maker usually gives
    function_group = LineField(max_length=60, default="")
    discontinued_on = DateField(null=True)
    spares_until = DateField(null=True)
    remark = NotesField(default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")
    warranty_anchor = EnumField(AnchorEvent, max_length=20, default=AnchorEvent.EX_WORKS)  # of the maker's months


ProductModel.add_index(
    ProductModel.index(ProductModel.manufacturer, ProductModel.model_norm, unique=True, name="model_of_manufacturer")
)
ProductModel.add_index(ProductModel.index(ProductModel.model_norm, name="model_norm"))
