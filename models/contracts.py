"""What was promised to whom, at what price, and how it was handed over."""

from __future__ import annotations

from enum import StrEnum

from peewee import BooleanField, Check, DateField, ForeignKeyField, IntegerField

from models.base import Versioned
from models.customers import Customer, CustomerSite
from models.fields import EnumField, FenField, LineField, NotesField
from models.imports import ImportBatch
from models.organisation import Branch
from models.parts import Part
from models.policies import AnchorEvent, PolicyVersion
from models.products import ProductModel


class Contract(Versioned):
    """A contract with a customer. What it says itself overrules its policy; None: as the policy says."""

    number = LineField(max_length=60)
    number_norm = LineField(max_length=60)
    customer = ForeignKeyField(Customer, backref="contracts", on_delete="RESTRICT")
    title = LineField(max_length=200, default="")
    signed_on = DateField(null=True)
    accepted_on = DateField(null=True)
    remark = NotesField(default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")
    branch = ForeignKeyField(Branch, null=True, on_delete="RESTRICT")
    policy_version = ForeignKeyField(PolicyVersion, null=True, backref="contracts", on_delete="RESTRICT")
    service_agreement_no = LineField(max_length=60, default="")
    warranty_months = IntegerField(null=True)
    anchor_event = EnumField(AnchorEvent, max_length=20, null=True)
    project_promise = BooleanField(default=False)  # it names a promise of its own for the project (S3, 针对本项目)

    class Meta:
        constraints = [Check("warranty_months BETWEEN 0 AND 600", "contract_months")]


Contract.add_index(Contract.index(Contract.number_norm, unique=True, name="contract_number"))
Contract.add_index(Contract.index(Contract.signed_on, name="contract_signed_on"))
Contract.add_index(Contract.index(Contract.accepted_on, name="contract_accepted_on"))


class ContractLineKind(StrEnum):
    """What a line of a contract is about (model.md ContractLine); goods are named like the kinds of parts."""

    EQUIPMENT = "equipment"
    SPARE_UNIT = "spare_unit"  # 备品
    SPARE_PART = "spare_part"  # 备件
    FITTING = "fitting"  # 配件
    TOOL = "tool"  # 专用工具
    CONSUMABLE = "consumable"  # 易耗材料
    LABOUR = "labour"
    TRAVEL = "travel"
    SERVICE = "service"
    SOFTWARE = "software"
    UPGRADE = "upgrade"


class ContractLine(Versioned):
    """A line of a contract with its initial price (R-101)."""

    contract = ForeignKeyField(Contract, backref="lines", on_delete="RESTRICT", index=False)
    position = IntegerField()
    kind = EnumField(ContractLineKind, max_length=20)
    model = ForeignKeyField(ProductModel, null=True, on_delete="RESTRICT")
    part = ForeignKeyField(Part, null=True, on_delete="RESTRICT")
    description = LineField(max_length=200, default="")
    quantity = IntegerField(default=1)
    unit = LineField(max_length=20, default="")
    unit_price = FenField(null=True)
    tax_included = BooleanField(default=True)
    tax_rate_bp = IntegerField(default=1300)
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")

    class Meta:
        constraints = [
            Check("quantity > 0", "contract_line_quantity"),
            Check("unit_price >= 0", "contract_line_price"),
            Check("tax_rate_bp BETWEEN 0 AND 10000", "contract_line_tax"),
        ]


ContractLine.add_index(
    ContractLine.index(ContractLine.contract, ContractLine.position, unique=True, name="contract_line_position")
)


class LotState(StrEnum):
    """How far the units of a delivery are on their way to the acceptance (R-010 … R-021)."""

    PLANNED = "planned"
    NOTIFIED = "notified"
    ARRIVED = "arrived"
    INSTALLED = "installed"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class DeliveryLot(Versioned):
    """Units of a contract that are delivered, installed and accepted together."""

    contract = ForeignKeyField(Contract, backref="lots", on_delete="RESTRICT", index=False)
    number = IntegerField()
    state = EnumField(LotState, max_length=20, default=LotState.PLANNED)
    site = ForeignKeyField(CustomerSite, null=True, on_delete="RESTRICT")
    planned_on = DateField(null=True)  # the day we mean to come
    notified_on = DateField(null=True)
    arrived_on = DateField(null=True)
    counted_by = LineField(max_length=60, default="")  # the user's staff
    witnessed_by = LineField(max_length=60, default="")  # ours
    completed_on = DateField(null=True)
    accepted_on = DateField(null=True)  # the day of the signature
    certificate_no = LineField(max_length=40, default="")
    customer_signer = LineField(max_length=60, default="")
    our_signer = LineField(max_length=60, default="")
    conclusion = NotesField(default="")
    remark = NotesField(default="")

    class Meta:
        constraints = [
            Check("completed_on <= accepted_on", "lot_completed_before_signature"),
            Check("arrived_on <= accepted_on", "lot_arrived_before_signature"),
            Check("(state = 'accepted') = (accepted_on IS NOT NULL)", "lot_accepted_has_day"),
        ]


DeliveryLot.add_index(DeliveryLot.index(DeliveryLot.contract, DeliveryLot.number, unique=True, name="lot_number"))
DeliveryLot.add_index(DeliveryLot.index(DeliveryLot.state, DeliveryLot.planned_on, name="lot_under_way"))


class LotCheckArea(StrEnum):
    """What a check of a lot is about."""

    TEST = "test"
    """R-012, R-014: hardware, software, functions, performance, training."""
    DOCUMENT = "document"
    """R-018: what is handed over with the product."""


class CheckResult(StrEnum):
    """How a check came out."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


class LotCheck(Versioned):
    """One check of a lot: a test, or a document that is handed over."""

    lot = ForeignKeyField(DeliveryLot, backref="checks", on_delete="RESTRICT", index=False)
    position = IntegerField()
    area = EnumField(LotCheckArea, max_length=20)
    item = LineField(max_length=80)  # the key of a standard item, or what a person wrote
    result = EnumField(CheckResult, max_length=20, default=CheckResult.OPEN)
    remark = LineField(max_length=200, default="")


LotCheck.add_index(LotCheck.index(LotCheck.lot, LotCheck.position, unique=True, name="lot_check_position"))


class ExtensionStart(StrEnum):
    """Where an extension contract begins (model.md ExtensionContract)."""

    CONTIGUOUS = "CONTIGUOUS"
    """The day after all cover before it."""
    FROM_SIGNATURE = "FROM_SIGNATURE"
    """The day after the signature, whether or not a gap is left."""
    FIXED_DATE = "FIXED_DATE"
    """The day that the contract names as its first."""


class ExtensionContract(Versioned):
    """A maintenance contract (续保, 维护合约) for units, after their warranty."""

    number = LineField(max_length=60)
    number_norm = LineField(max_length=60)
    customer = ForeignKeyField(Customer, backref="extensions", on_delete="RESTRICT")
    contract = ForeignKeyField(Contract, null=True, on_delete="RESTRICT")
    months = IntegerField()
    start = EnumField(ExtensionStart, max_length=20, default=ExtensionStart.CONTIGUOUS)
    signed_on = DateField(null=True)
    effective_from = DateField(null=True)
    covers_parts = BooleanField(default=True)
    covers_labour = BooleanField(default=True)
    covers_visits = BooleanField(default=False)
    priority = IntegerField(default=1)  # 0 none, higher first
    price = FenField(null=True)
    remark = NotesField(default="")
    batch = ForeignKeyField(ImportBatch, null=True, on_delete="RESTRICT")

    class Meta:
        constraints = [
            Check("months BETWEEN 1 AND 600", "extension_months"),
            Check("start <> 'FROM_SIGNATURE' OR signed_on IS NOT NULL", "extension_signature"),
            Check("start <> 'FIXED_DATE' OR effective_from IS NOT NULL", "extension_first_day"),
        ]


ExtensionContract.add_index(ExtensionContract.index(ExtensionContract.signed_on, name="extension_signed_on"))
ExtensionContract.add_index(
    ExtensionContract.index(ExtensionContract.number_norm, unique=True, name="extension_number")
)
