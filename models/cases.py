"""Service cases: what failed, when, and what was done."""

from __future__ import annotations

from enum import StrEnum

from peewee import SQL, BooleanField, Check, DateField, ForeignKeyField, IntegerField

from models.assets import Asset
from models.base import BaseModel, Versioned
from models.customers import Customer
from models.fields import EnumField, FenField, LineField, NotesField, UtcField
from models.imports import ImportBatch
from models.parts import Part
from models.policies import PolicyVersion


class Channel(StrEnum):
    """How a fault reached us (R-143, R-157)."""

    PHONE = "phone"
    FAX = "fax"
    WEB = "web"
    EMAIL = "email"
    LETTER = "letter"
    ON_SITE = "on_site"
    INSPECTION = "inspection"


class CaseState(StrEnum):
    """How far a case is (model.md 3.3), as far as cases are recorded by import and by hand."""

    REPORTED = "reported"
    RESPONDED = "responded"
    ON_SITE = "on_site"
    RESTORED = "restored"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class UserDamage(StrEnum):
    """Whether the customer broke it."""

    NO = "no"
    YES = "yes"
    DISPUTED = "disputed"


class Satisfaction(StrEnum):
    """The customer's overall mark (C-14)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    FAIR = "fair"
    DISSATISFIED = "dissatisfied"


class ServiceCase(Versioned):
    """One fault of one unit, from the report to the confirmation."""

    code = LineField(max_length=20, unique=True)  # on its paper
    case_no = LineField(max_length=40)
    case_norm = LineField(max_length=40)
    asset = ForeignKeyField(Asset, backref="cases", on_delete="RESTRICT", index=False)  # case_of_asset leads with it
    customer = ForeignKeyField(Customer, backref="cases", on_delete="RESTRICT", index=False)  # whose it was then
    customer_name = LineField(max_length=120, default="")  # the user block as it was then
    contact_name = LineField(max_length=60, default="")
    contact_phone = LineField(max_length=60, default="")
    address = LineField(max_length=200, default="")
    location_text = LineField(max_length=120, default="")
    channel = EnumField(Channel, max_length=20, default=Channel.PHONE)
    reporter = LineField(max_length=60, default="")
    level = LineField(max_length=20, default="")  # a word of the contract's plan
    symptom = NotesField(default="")
    state = EnumField(CaseState, max_length=20, default=CaseState.REPORTED)
    reported_at = UtcField()
    recorded_at = UtcField()
    responded_at = UtcField(null=True)
    arrived_at = UtcField(null=True)
    restored_at = UtcField(null=True)
    cover_status = LineField(max_length=20, default="")  # at reported_at, frozen (INV-09)
    cover_last_day = DateField(null=True)
    cause = NotesField(default="")
    user_damage = EnumField(UserDamage, max_length=10, default=UserDamage.NO)
    action = NotesField(default="")
    charged = BooleanField(default=False)
    fee = FenField(default=0)
    loaner_no = LineField(max_length=40, default="")
    engineer = LineField(max_length=60, default="")
    confirmed_by = LineField(max_length=60, default="")
    satisfaction = EnumField(Satisfaction, max_length=20, null=True)
    remark = NotesField(default="")  # internal, never leaves the house
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")
    policy_version = ForeignKeyField(PolicyVersion, null=True, on_delete="RESTRICT")  # in force at the report (INV-09)

    class Meta:
        constraints = [
            Check("fee >= 0", "case_fee"),
            Check("responded_at >= reported_at", "case_responded_after_report"),
            Check("arrived_at >= reported_at", "case_arrived_after_report"),
            Check("restored_at >= reported_at", "case_restored_after_report"),
        ]


ServiceCase.add_index(ServiceCase.index(ServiceCase.case_norm, unique=True, name="case_no"))
ServiceCase.add_index(ServiceCase.index(ServiceCase.asset, ServiceCase.reported_at, name="case_of_asset"))
ServiceCase.add_index(ServiceCase.index(ServiceCase.customer, ServiceCase.reported_at, name="case_of_customer"))
ServiceCase.add_index(
    ServiceCase.index(ServiceCase.user_damage, name="case_damaged", where=SQL("user_damage = 'yes'"))
)  # what the customer broke is no failure (C-13)


class PartUse(BaseModel):
    """A part fitted on a case."""

    case = ForeignKeyField(ServiceCase, backref="parts", on_delete="RESTRICT")
    part = ForeignKeyField(Part, null=True, on_delete="RESTRICT", index=False)  # None: the old books name none we know
    part_no = LineField(max_length=60)
    name = LineField(max_length=120, default="")
    quantity = IntegerField()
    charged = BooleanField(default=False)
    unit_price = FenField(null=True)
    removed_serial = LineField(max_length=80, default="")
    fitted_serial = LineField(max_length=80, default="")

    class Meta:
        constraints = [Check("quantity > 0", "part_use_quantity")]


PartUse.add_index(PartUse.index(PartUse.part, PartUse.quantity, name="part_use_of_part"))  # failures are counted in it
