"""The company itself, its branches and its people."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField

from models.base import Versioned
from models.fields import EnumField, LineField, UtcField
from models.kinds import Role as Role


class Company(Versioned):
    """The header of every paper that leaves the house (R-156). One row."""

    name_zh = LineField(max_length=120, default="")
    name_en = LineField(max_length=120, default="")
    address = LineField(max_length=200, default="")
    hotline = LineField(max_length=60, default="")
    mobile = LineField(max_length=60, default="")
    fax = LineField(max_length=60, default="")
    email = LineField(max_length=120, default="")
    tax_no = LineField(max_length=40, default="")
    bank = LineField(max_length=200, default="")


class Branch(Versioned):
    """A service body of the company in a region (R-110)."""

    code = LineField(max_length=20, unique=True)
    name = LineField(max_length=120)
    region = LineField(max_length=60, default="")
    address = LineField(max_length=200, default="")
    phone = LineField(max_length=60, default="")


class User(Versioned):
    """A person who works here."""

    login = LineField(max_length=40, unique=True)
    name = LineField(max_length=60)
    role = EnumField(Role, max_length=20)
    branch = ForeignKeyField(Branch, null=True, on_delete="RESTRICT")
    active = BooleanField(default=True)
    pin_hash = LineField(max_length=200, default="")  # empty: none is asked for
    pin_failures = IntegerField(default=0)  # in a row
    pin_locked_until = UtcField(null=True)

    class Meta:
        table_name = "depot_user"  # "user" is a reserved word of PostgreSQL
