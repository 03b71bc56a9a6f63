"""Who sells parts to us."""

from __future__ import annotations

from peewee import IntegerField

from models.base import Versioned
from models.fields import LineField, NotesField


class Supplier(Versioned):
    """Who sells parts to us."""

    name = LineField(max_length=120)
    name_key = LineField(max_length=120)
    contact = LineField(max_length=60, default="")
    phone = LineField(max_length=60, default="")
    email = LineField(max_length=120, default="")
    address = LineField(max_length=200, default="")
    tax_no = LineField(max_length=40, default="")
    lead_time_days = IntegerField(null=True)
    remark = NotesField(default="")


Supplier.add_index(Supplier.index(Supplier.name_key, unique=True, name="supplier_name"))
