"""Maintenance contracts that were proposed to customers (R-043), and what they answered."""

from __future__ import annotations

from enum import StrEnum

from peewee import BooleanField, Check, DateField, ForeignKeyField, IntegerField

from models.assets import Asset
from models.base import BaseModel, Versioned
from models.customers import Customer
from models.fields import EnumField, FenField, LineField, NotesField, UtcField
from models.organisation import User


class Answer(StrEnum):
    """What the customer said."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class MaintenanceProposal(Versioned):
    """A proposal as it was handed out. Its terms never change; the answer is added once there is one."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    made_at = UtcField()
    made_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    valid_until = DateField()
    months = IntegerField()
    covers_parts = BooleanField(default=True)
    covers_labour = BooleanField(default=True)
    visit_months = IntegerField(null=True)  # a visit every so many months; empty: none
    unit_price = FenField(null=True)  # of one unit for the whole term; empty: by agreement
    tax_included = BooleanField(default=True)
    tax_rate_bp = IntegerField(default=0)
    language = LineField(max_length=10, default="")
    answer = EnumField(Answer, max_length=10, default=Answer.OPEN)
    answered_on = DateField(null=True)
    answered_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    answer_note = NotesField(default="")

    class Meta:
        constraints = [
            Check("months BETWEEN 1 AND 600", "proposal_months"),
            Check("unit_price >= 0", "proposal_price"),
            Check("(answer = 'open') = (answered_on IS NULL)", "proposal_answered"),
        ]


class ProposedUnit(BaseModel):
    """A unit of a proposal, and the last day of its cover when it was made."""

    proposal = ForeignKeyField(MaintenanceProposal, backref="units", on_delete="RESTRICT", index=False)
    asset = ForeignKeyField(Asset, on_delete="RESTRICT")
    covered_until = DateField(null=True)


ProposedUnit.add_index(
    ProposedUnit.index(ProposedUnit.proposal, ProposedUnit.asset, unique=True, name="proposal_of_unit")
)
