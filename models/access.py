"""Who may do what, as rows: a shared server can enforce the same table by its own accounts."""

from __future__ import annotations

from peewee import Check, ForeignKeyField, IntegerField

from models.base import BaseModel, Versioned
from models.fields import EnumField, LineField, NotesField, UtcField
from models.kinds import RequestKind as RequestKind
from models.kinds import RequestState as RequestState
from models.kinds import Right as Right
from models.organisation import Role, User


class RightGrant(BaseModel):
    """A role has a right."""

    role = EnumField(Role, max_length=20)
    right = EnumField(Right, max_length=40, column_name="right_name")  # RIGHT is a reserved word


RightGrant.add_index(RightGrant.index(RightGrant.role, RightGrant.right, unique=True, name="right_of_role"))


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
