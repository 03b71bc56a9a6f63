"""Whether the person at work may do something (rules.md 3.6): asked by every command, and where cost is read.

The rights of the roles are rows of the database. As long as nobody is entered under Settings → People, whoever sits
at the computer may do everything: a depot of one person needs no rights. Once people are entered, somebody who has
not said who they are may only look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.access.words import right_word, role_words
from inventory.errors import NotPermitted
from inventory.i18n import N_, Message
from models import connect
from models.access import Right

if TYPE_CHECKING:
    from inventory.work import Context

__all__ = ["EVERYTHING", "Right", "may", "require", "rights", "sees_cost"]

EVERYTHING: Final = frozenset(Right)
_GRANTED: Final = (
    "SELECT g.right_name FROM depot_user u JOIN right_grant g ON g.role = u.role WHERE u.id = ? AND u.active"
)
_ANYBODY: Final = "SELECT EXISTS (SELECT 1 FROM depot_user WHERE active)"


def rights(ctx: Context) -> frozenset[Right]:
    """What the person at work may do now. Needs an open connection."""
    if ctx.actor is not None:
        return frozenset(Right(name) for (name,) in connect.rows(_GRANTED, (ctx.actor,)))
    return frozenset() if connect.rows(_ANYBODY)[0][0] else EVERYTHING


def may(ctx: Context, right: Right) -> bool:
    """Whether the person at work has ``right``."""
    return right in rights(ctx)


def sees_cost(ctx: Context) -> bool:
    """Whether cost, value and margin may be shown: only finance, manager and keeper see them (model.md, User)."""
    return may(ctx, Right.SEE_COST)


def require(ctx: Context, right: Right) -> None:
    """Raise NotPermitted, naming who may do it, unless the person at work has ``right``."""
    if may(ctx, right):
        return
    if ctx.actor is None:
        raise NotPermitted(N_("Say first who works at this computer: choose your name at the bottom of the side bar."))
    roles = [role for (role,) in connect.rows("SELECT role FROM right_grant WHERE right_name = ?", (right.value,))]
    if not roles:
        raise NotPermitted(
            N_("No role has the right “{right}”. An administrator can grant it under Settings → People."),
            right=Message(right_word(right)),
        )
    raise NotPermitted(
        N_("You may not do this: it needs the right “{right}”. Ask one of these: {roles}."),
        right=Message(right_word(right)),
        roles=role_words(roles),
    )
