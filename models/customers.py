"""Customers, their sites and the people there."""

from __future__ import annotations

from enum import StrEnum

from peewee import SQL, BooleanField, ForeignKeyField

from models.base import Versioned
from models.fields import EnumField, LineField, NotesField
from models.imports import ImportBatch


class CustomerKind(StrEnum):
    """Who buys."""

    ORGANISATION = "organisation"
    PERSON = "person"


class Customer(Versioned):
    """Who was promised service."""

    code = LineField(max_length=20, unique=True)
    name = LineField(max_length=120)
    name_key = LineField(max_length=120)  # as compared
    name_grams = NotesField(default="")  # pairs of neighbouring characters, for the search index
    kind = EnumField(CustomerKind, max_length=20, default=CustomerKind.ORGANISATION)
    tax_no = LineField(max_length=40, default="")
    level = LineField(max_length=20, default="")
    language = LineField(max_length=8, default="")  # of papers for this customer; empty: the depot's
    remark = NotesField(default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")


Customer.add_index(Customer.index(Customer.name_key, unique=True, name="customer_name"))


class CustomerSite(Versioned):
    """A place of a customer where units stand."""

    customer = ForeignKeyField(Customer, backref="sites", on_delete="RESTRICT")
    name = LineField(max_length=120)
    address = LineField(max_length=200, default="")
    post_code = LineField(max_length=20, default="")
    region = LineField(max_length=60, default="")
    rules_note = NotesField(default="")  # what visitors must know


CustomerSite.add_index(CustomerSite.index(CustomerSite.customer, CustomerSite.name, unique=True, name="site_name"))


class Contact(Versioned):
    """A person at a customer."""

    customer = ForeignKeyField(Customer, backref="contacts", on_delete="RESTRICT")
    site = ForeignKeyField(CustomerSite, null=True, on_delete="RESTRICT")
    name = LineField(max_length=60)
    title = LineField(max_length=60, default="")
    phone = LineField(max_length=60, default="")
    mobile = LineField(max_length=60, default="")
    fax = LineField(max_length=60, default="")
    email = LineField(max_length=120, default="")
    is_default = BooleanField(default=False)


Contact.add_index(Contact.index(Contact.customer, unique=True, name="contact_one_default", where=SQL("is_default")))
