"""Quotations for parts and services after the warranty (documents.md 4.10, rules.md C-08)."""

from __future__ import annotations

from enum import StrEnum

from peewee import Check, DateField, ForeignKeyField, IntegerField

from models.assets import Asset
from models.base import Versioned
from models.cases import ServiceCase
from models.contracts import ContractLine
from models.customers import Customer
from models.fields import EnumField, FenField, LineField, NotesField, UnitsField, UtcField
from models.organisation import User
from models.parts import Part
from models.stock import StockDoc


class QuotationState(StrEnum):
    """How far a quotation is (model.md 3.3)."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    BILLED = "billed"


class QuotationBasis(StrEnum):
    """Which price binds (C-08): that of the day of issue, or the quoted one until its last day."""

    AT_ISSUE = "AT_ISSUE"
    FIXED = "FIXED"


class Quotation(Versioned):
    """An offer to a customer."""

    number = LineField(max_length=40, unique=True)
    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    case = ForeignKeyField(ServiceCase, null=True, on_delete="RESTRICT")
    asset = ForeignKeyField(Asset, null=True, on_delete="RESTRICT")
    state = EnumField(QuotationState, max_length=20, default=QuotationState.DRAFT)
    basis = EnumField(QuotationBasis, max_length=10, default=QuotationBasis.AT_ISSUE)
    dated_on = DateField()
    valid_until = DateField()
    sent_on = DateField(null=True)
    decided_on = DateField(null=True)
    confirmed_by = LineField(max_length=60, default="")  # who of the customer's accepted it
    created_at = UtcField()
    created_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    doc = ForeignKeyField(StockDoc, null=True, on_delete="RESTRICT")  # the issue that it was billed with
    remark = NotesField(default="")

    class Meta:
        constraints = [Check("valid_until >= dated_on", "quotation_days")]


Quotation.add_index(Quotation.index(Quotation.state, Quotation.dated_on, name="quotation_state"))


class QuotationLine(Versioned):
    """A line of a quotation. Amounts are without tax but for ``tax``; the cost never leaves the house (INV-17)."""

    quotation = ForeignKeyField(Quotation, backref="lines", on_delete="RESTRICT", index=False)
    position = IntegerField()
    kind = LineField(max_length=20)  # of inventory.pricing.charges.LineKind
    part = ForeignKeyField(Part, null=True, on_delete="RESTRICT")
    contract_line = ForeignKeyField(ContractLine, null=True, on_delete="RESTRICT")  # the initial price of a service
    description = LineField(max_length=200, default="")
    quantity = UnitsField()
    decimals = IntegerField(default=0)
    unit = LineField(max_length=20, default="")
    cost = FenField(null=True)  # of the whole line when it was quoted
    cap_net = FenField(null=True)  # of one piece, where a ceiling holds
    unit_net = FenField(null=True)  # of one piece, where somebody entered the price
    net = FenField()
    tax_rate_bp = IntegerField(default=1300)
    tax = FenField()
    rule = LineField(max_length=20)  # of inventory.pricing.charges.PriceRule
    delivery = LineField(max_length=60, default="")
    note = LineField(max_length=200, default="")

    class Meta:
        constraints = [
            Check("quantity > 0", "quotation_quantity"),
            Check("net >= 0 AND tax >= 0", "quotation_amounts"),
        ]


QuotationLine.add_index(
    QuotationLine.index(QuotationLine.quotation, QuotationLine.position, unique=True, name="quotation_line_position")
)
