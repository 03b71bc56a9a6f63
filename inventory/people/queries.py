"""Who works here."""

from __future__ import annotations

import unicodedata

from inventory.access.rights import Allowed, allowed
from inventory.settings import ASK_AT_START, CURRENT_USER, read
from inventory.values.records import record
from inventory.work import Context
from models import connect
from models.kinds import Role


@record
class UserLine:
    """A person who works here, or did."""

    id: int
    version: int
    login: str
    name: str
    role: Role
    active: bool
    has_pin: bool = False


def users(ctx: Context, *, all_of_them: bool = False) -> list[UserLine]:
    """The people who work here by name; with ``all_of_them`` also those who have left."""
    where = "" if all_of_them else "WHERE active "
    found = connect.rows(
        f"SELECT id, version, login, name, role, active, pin_hash <> '' FROM depot_user {where}ORDER BY name, id"
    )
    return [UserLine(row[0], row[1], row[2], row[3], Role(row[4]), bool(row[5]), bool(row[6])) for row in found]


def at_work(ctx: Context) -> UserLine | None:
    """Who is at work here now; None for nobody in particular, or where they have left."""
    return next((user for user in users(ctx) if user.id == ctx.actor), None)


def remembered(ctx: Context) -> UserLine | None:
    """Who said last that they work at this workstation; None where nobody did, or they have left."""
    chosen = read(ctx, CURRENT_USER)
    return next((user for user in users(ctx) if user.id == chosen), None)


def named(ctx: Context, login: str) -> UserLine | None:
    """The person who works here with this login, or of this name where only one has it."""
    wanted = unicodedata.normalize("NFKC", login).strip().casefold()
    here = users(ctx)
    by_name = [user for user in here if user.name.casefold() == wanted]
    return next((user for user in here if user.login == wanted), by_name[0] if len(by_name) == 1 else None)


def begins(ctx: Context) -> int | None:
    """Whoever works here when the program starts: the one who did last, if they need not be asked for."""
    person = remembered(ctx)
    return None if person is None or person.has_pin or read(ctx, ASK_AT_START) else person.id


@record
class Standing:
    """Who is at work, what they may do, and whether there is anybody to choose from. ``actor``: who was meant."""

    actor: int | None
    person: UserLine | None
    allowed: Allowed
    people: bool


def standing(ctx: Context) -> Standing:
    """Who is at work now, and what they may do."""
    return Standing(ctx.actor, at_work(ctx), allowed(ctx), bool(users(ctx)))
