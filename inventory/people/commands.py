"""The people who work here, and who of them sits at this workstation."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import check_name
from inventory.settings import CURRENT_USER, put
from inventory.work import Context, command
from models import connect
from models.organisation import Role, User


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFields:
    """What is entered of a person. ``login`` empty: the name serves."""

    name: str
    role: Role
    login: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class AddUser(UserFields):
    """A person who starts to work here."""


@dataclass(frozen=True, slots=True)
class EditUser(UserFields):
    """All fields of a person as they should be now."""

    user_id: int
    seen_version: int


@command
def add_user(ctx: Context, person: AddUser) -> int:
    """Add a person and return the id. Raises RuleBroken where the login is taken."""
    values = _values(person)
    with ctx.work() as work:
        row = work.create(User, **values)
    return int(row.id)


@command
def edit_user(ctx: Context, person: EditUser) -> int:
    """Correct a person. Whoever has left is marked inactive, never removed: their name stands under what they did."""
    values = _values(person)
    with ctx.work() as work:
        row = work.lock(User, person.user_id)
        work.check_seen(row, person.seen_version)
        work.change(row, **values)
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
def choose_user(ctx: Context, user_id: int) -> None:
    """Say who works at this workstation from now on; what is done here carries this name."""
    with ctx.reading():
        found = connect.rows("SELECT active FROM depot_user WHERE id = ?", (user_id,))
    if not found:
        raise InvalidInput(N_("This person is no longer there. Choose another one."), field="user_id")
    if not found[0][0]:
        raise RuleBroken(N_("This person no longer works here. Choose another one."))
    put(ctx, CURRENT_USER, user_id)
    ctx.actor = user_id
