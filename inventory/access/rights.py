"""Whether the person at work may do something (rules.md 3.6): asked by every command, and where cost is read.

The rights of the roles are rows of the database. As long as nobody is entered under Settings → People, whoever sits
at the computer may do everything: a depot of one person needs no rights. Once people are entered, somebody who has
not said who they are may only look. Where nobody at work may manage people, everybody may, or the depot would be
locked for good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final

from inventory.access.words import right_word, role_words
from inventory.errors import NotPermitted
from inventory.i18n import N_, Message
from inventory.paging import Condition
from inventory.values.records import record
from models import connect
from models.kinds import Right, Role

if TYPE_CHECKING:
    from inventory.work import Context

__all__ = [
    "EVERYTHING", "Allowed", "Right", "allowed", "anybody", "granted", "may", "require", "rights", "seeing_cost",
    "sees_cost",
]  # fmt: skip

EVERYTHING: Final = frozenset(Right)
_OF_PERSON: Final = (
    "SELECT g.right_name FROM depot_user u JOIN right_grant g ON g.role = u.role WHERE u.id = ? AND u.active"
)
_ANYBODY: Final = "SELECT EXISTS (SELECT 1 FROM depot_user WHERE active)"
_MANAGED: Final = (
    "SELECT EXISTS (SELECT 1 FROM depot_user u JOIN right_grant g ON g.role = u.role "
    "WHERE u.active AND g.right_name = ?)"
)


@record
class Allowed:
    """What the person at work may do, and who else may: enough to say no in a sentence without asking again."""

    rights: frozenset[Right] = EVERYTHING
    roles: Mapping[Right, tuple[Role, ...]] = field(default_factory=dict)
    chosen: bool = True
    """Somebody said who they are."""

    def may(self, *wanted: Right) -> bool:
        """Whether one of ``wanted`` is theirs."""
        return not self.rights.isdisjoint(wanted)

    def refusal(self, *wanted: Right) -> NotPermitted | None:
        """Why it may not be done, naming who may; None where it may."""
        if self.may(*wanted):
            return None
        if not self.chosen:
            return NotPermitted(
                N_(
                    "Say first who you are: choose your name at the bottom of the side bar, or add --user and your "
                    "login to the command."
                )
            )
        roles = sorted({role for right in wanted for role in self.roles.get(right, ())}, key=list(Role).index)
        name = Message(right_word(wanted[0]))
        if not roles:
            return NotPermitted(
                N_("No role has the right “{right}”. An administrator can grant it under Settings → People."),
                right=name,
            )
        return NotPermitted(
            N_("You may not do this: it needs the right “{right}”. Ask one of these: {roles}."),
            right=name,
            roles=role_words(roles),
        )


def anybody() -> bool:
    """Whether people are entered who work here. Needs an open connection."""
    return bool(connect.rows(_ANYBODY)[0][0])


def somebody_has(right: Right) -> bool:
    """Whether a person who works here has ``right``. Needs an open connection."""
    return bool(connect.rows(_MANAGED, (right.value,))[0][0])


def rights(ctx: Context) -> frozenset[Right]:
    """What the person at work may do now. Needs an open connection."""
    found = _own(ctx)
    if Right.MANAGE_PEOPLE not in found and not somebody_has(Right.MANAGE_PEOPLE):
        found |= {Right.MANAGE_PEOPLE}
    return found


def _own(ctx: Context) -> frozenset[Right]:
    """What is theirs by their role."""
    if ctx.actor is None:
        return frozenset() if anybody() else EVERYTHING
    return frozenset(Right(name) for (name,) in connect.rows(_OF_PERSON, (ctx.actor,)))


def granted() -> dict[Right, tuple[Role, ...]]:
    """The roles that have each right, in the order of the roles. Needs an open connection."""
    found: dict[Right, list[Role]] = defaultdict(list)
    for role, right in connect.rows("SELECT role, right_name FROM right_grant"):
        found[Right(right)].append(Role(role))
    return {right: tuple(sorted(found[right], key=list(Role).index)) for right in Right}


def allowed(ctx: Context) -> Allowed:
    """What the person at work may do, and who else may. Needs an open connection."""
    return Allowed(rights(ctx), granted(), chosen=ctx.actor is not None)


def may(ctx: Context, *wanted: Right) -> bool:
    """Whether the person at work has one of ``wanted``."""
    found = rights(ctx) if Right.MANAGE_PEOPLE in wanted else _own(ctx)  # of cards, one statement is enough
    return not found.isdisjoint(wanted)


def seeing_cost(ctx: Context) -> Condition:
    """``sees_cost`` as an expression, for a statement that reads costs anyhow and must not ask twice."""
    if ctx.actor is None:
        return Condition("NOT EXISTS (SELECT 1 FROM depot_user WHERE active)")
    return Condition(
        "EXISTS (SELECT 1 FROM depot_user du JOIN right_grant rg ON rg.role = du.role "
        "WHERE du.id = ? AND du.active AND rg.right_name = ?)",
        (ctx.actor, Right.SEE_COST.value),
    )


def sees_cost(ctx: Context) -> bool:
    """Whether cost, value and margin may be shown: only finance, manager and keeper see them (model.md, User)."""
    return may(ctx, Right.SEE_COST)


def require(ctx: Context, *wanted: Right) -> None:
    """Raise NotPermitted, naming who may do it, unless the person at work has one of ``wanted``."""
    if may(ctx, *wanted):
        return
    refusal = allowed(ctx).refusal(*wanted)
    if refusal is not None:
        raise refusal
