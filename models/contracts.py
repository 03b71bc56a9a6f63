"""What was promised to whom."""

from __future__ import annotations

from peewee import DateField, ForeignKeyField

from models.base import Versioned
from models.customers import Customer
from models.fields import LineField, NotesField
from models.imports import ImportBatch


class Contract(Versioned):
    """A contract with a customer."""

    number = LineField(max_length=60)
    number_norm = LineField(max_length=60)
    customer = ForeignKeyField(Customer, backref="contracts", on_delete="RESTRICT")
    title = LineField(max_length=200, default="")
    signed_on = DateField(null=True)
    accepted_on = DateField(null=True)
    remark = NotesField(default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")


Contract.add_index(Contract.index(Contract.number_norm, unique=True, name="contract_number"))
