"""The people who work here, and who of them sits at this workstation."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from inventory.access.managing import check_managed, lock_people
from inventory.access.rights import Right, anybody, granted, require
from inventory.access.words import role_words
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import N_
from inventory.naming import check_name
from inventory.people import pins
from inventory.people.proof import prove
from inventory.places.lying import STILL_WITH, with_engineer
from inventory.settings import CURRENT_USER, put
from inventory.work import Context, command, needs
from models.organisation import Role, User

NOBODY_MANAGES = "nobody_manages"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFields:
    """What is entered of a person. ``login`` empty: the name serves."""

    name: str
    role: Role
    login: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class AddUser(UserFields):
    """A person who starts to work here. ``confirmed``: keys of the questions that were answered with yes."""

    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EditUser(UserFields):
    """All fields of a person as they should be now."""

    user_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class ChangePin:
    """A person's PIN as it should be: ``pin`` "" for none. ``old``: the one it is now, for one's own."""

    user_id: int
    pin: str
    old: str = ""


@command
@needs(Right.MANAGE_PEOPLE)
def add_user(ctx: Context, person: AddUser) -> int:
    """Add a person and return the id. Raises RuleBroken where the login is taken.

    The first one should be able to manage people: from then on only those who may can add others.
    """
    values = _values(person)
    with ctx.work() as work:
        lock_people()
        if NOBODY_MANAGES not in person.confirmed and not anybody():
            _check_first(person.role)
        row = work.create(User, **values)
    return int(row.id)


def _check_first(role: Role) -> None:
    managing = granted()[Right.MANAGE_PEOPLE]
    if managing and role not in managing:
        raise NeedsConfirmation(
            N_(
                "The first person should be able to manage people and rights; these are: {roles}. Until one of them is "
                "entered, everybody can do it. Is the role right nevertheless?"
            ),
            key=NOBODY_MANAGES,
            roles=role_words(managing),
        )


@command
@needs(Right.MANAGE_PEOPLE)
def edit_user(ctx: Context, person: EditUser) -> int:
    """Correct a person. Whoever has left is marked inactive, never removed: their name stands under what they did.

    Raises RuleBroken where nobody would be left who can manage people, and, naming what, for whoever leaves with tools
    or parts of ours (INV-19).
    """
    values = _values(person)
    with ctx.work() as work:
        before = lock_people()
        row = work.lock(User, person.user_id)
        work.check_seen(row, person.seen_version)
        if row.active and not person.active and (what := with_engineer(row.id)):
            raise RuleBroken(STILL_WITH, name=row.name, what=what)
        work.change(row, **values)
        check_managed(before)
    return person.user_id


def _values(person: UserFields) -> dict[str, Any]:
    name, _key = check_name(person.name, limit=60)
    login = unicodedata.normalize("NFKC", person.login or name).strip().casefold()
    if not login or any(char.isspace() for char in login):
        login = "".join(login.split())
    if not 0 < len(login) <= 40:
        raise InvalidInput(N_("A login has 1 to 40 characters. Shorten it."), field="login")
    return {"name": name, "login": login, "role": person.role, "active": person.active}


@command
def change_pin(ctx: Context, change: ChangePin) -> None:
    """Set, change or remove a PIN: one's own with the old one, another's only as somebody who manages people.

    The change record keeps that it was changed, and neither the PIN nor its hash.
    """
    wanted = pins.check_pin(change.pin) if pins.typed(change.pin) else ""
    own = ctx.actor == change.user_id
    if own:
        prove(ctx, change.user_id, change.old, field="old")
    with ctx.work() as work:
        if not own:
            require(ctx, Right.MANAGE_PEOPLE)
        row = work.lock(User, change.user_id)
        work.note(row, "pin", "***" if row.pin_hash else None, "***" if wanted else None)
        row.pin_hash = pins.kept(wanted) if wanted else ""
        row.pin_failures, row.pin_locked_until = 0, None
        row.save(only=[User.pin_hash, User.pin_failures, User.pin_locked_until])
        work.touch(User, row.id)


@command
def choose_user(ctx: Context, user_id: int, pin: str = "") -> None:
    """Say who works at this workstation from now on; what is done here carries this name.

    Raises InvalidInput for a wrong PIN, NotPermitted while it is locked.
    """
    prove(ctx, user_id, pin)
    put(ctx, CURRENT_USER, user_id)
    ctx.actor = user_id
