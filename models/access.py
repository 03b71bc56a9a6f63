"""Who may do what, as rows: a shared server can enforce the same table by its own accounts."""

from __future__ import annotations

from enum import StrEnum

from peewee import Check, ForeignKeyField, IntegerField

from models.base import BaseModel, Versioned
from models.fields import EnumField, LineField, NotesField, UtcField
from models.organisation import Role, User


class Right(StrEnum):
    """What not everybody may do (rules.md 3.6, Rights)."""

    SEE_COST = "see_cost"
    APPROVE = "approve"
    """Lets another person's correction or exception pass, with a reason; never one's own."""
    EDIT_REGISTER = "edit_register"
    """Units, customers, products and parts."""
    EDIT_CONTRACTS = "edit_contracts"
    """Contracts, their price lists, extension contracts, and the way from the delivery to the acceptance."""
    RECORD_SERVICE = "record_service"
    """What happens to a unit at work: taken in, handed back, replaced."""
    IMPORT = "import"
    PRINT_LABELS = "print_labels"
    EXPORT_TO_CUSTOMER = "export_to_customer"
    EDIT_POLICIES = "edit_policies"
    """Policies, calendars and the settings of the whole depot."""
    MANAGE_PEOPLE = "manage_people"
    KEEP_STOCK = "keep_stock"
    """Receive, issue, move, count and scrap parts."""
    CARE = "care"
    """Backup, restore and moving the depot."""


class RightGrant(BaseModel):
    """A role has a right."""

    role = EnumField(Role, max_length=20)
    right = EnumField(Right, max_length=40, column_name="right_name")  # RIGHT is a reserved word


RightGrant.add_index(RightGrant.index(RightGrant.role, RightGrant.right, unique=True, name="right_of_role"))


class RequestKind(StrEnum):
    """What needs a second person."""

    ACCEPTANCE = "acceptance"
    """An acceptance date that is already in force is corrected (INV-09)."""
    MANUAL_COVER = "manual_cover"
    """Cover beyond what was promised."""
    WITHDRAW_COVER = "withdraw_cover"
    STOCKTAKE = "stocktake"
    """The differences of a stocktake are posted (C-17)."""


class RequestState(StrEnum):
    """How far a request is."""

    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ApprovalRequest(Versioned):
    """Somebody asks for what needs a second person; it is done when that person approves."""

    kind = EnumField(RequestKind, max_length=20)
    state = EnumField(RequestState, max_length=20, default=RequestState.OPEN)
    entity = LineField(max_length=40)
    entity_id = IntegerField()
    payload = NotesField()  # JSON of the request, as the command takes it
    reason = NotesField()
    asked_at = UtcField()
    asked_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    asked_by_id: int | None
    decided_at = UtcField(null=True)
    decided_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    decided_by_id: int | None
    answer = NotesField(default="")

    class Meta:
        constraints = [
            Check("decided_by_id <> asked_by_id OR state = 'withdrawn'", "approval_by_another"),
            Check("(state = 'open') = (decided_at IS NULL)", "approval_decided"),
        ]


ApprovalRequest.add_index(ApprovalRequest.index(ApprovalRequest.entity, ApprovalRequest.entity_id, name="approval_of"))
ApprovalRequest.add_index(ApprovalRequest.index(ApprovalRequest.state, ApprovalRequest.asked_at, name="approval_state"))
