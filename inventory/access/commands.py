"""The rights of the roles are given and taken."""

from __future__ import annotations

from inventory.access.managing import check_managed, lock_people
from inventory.work import Context, command, needs
from models.access import Right, RightGrant
from models.organisation import Role


@command
@needs(Right.MANAGE_PEOPLE)
def grant(ctx: Context, role: Role, right: Right) -> None:
    """Give a role a right; one that it has already stays."""
    with ctx.work() as work:
        lock_people()
        if not RightGrant.select().where((RightGrant.role == role) & (RightGrant.right == right)).exists():
            row = work.create(RightGrant, role=role, right=right)
            work.note(row, "right", None, f"{role.value}: {right.value}")


@command
@needs(Right.MANAGE_PEOPLE)
def revoke(ctx: Context, role: Role, right: Right) -> None:
    """Take a right from a role. Raises RuleBroken where nobody would be left who can manage people."""
    with ctx.work() as work:
        before = lock_people()
        row = RightGrant.get_or_none((RightGrant.role == role) & (RightGrant.right == right))
        if row is None:
            return
        work.note(row, "right", f"{role.value}: {right.value}", None)
        work.delete(row)
        check_managed(before)
