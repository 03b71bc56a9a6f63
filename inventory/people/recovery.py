"""The way back for a depot whose only manager of people has forgotten the PIN: the PIN is removed at the machine.

A PIN keeps colleagues honest at one computer. Whoever may write the file, or owns the database on the server, could
change anything in it, so that is what this asks for, and nothing less: the account of the computer that the file
belongs to, or the role that owns the database. It is no second door for others: as long as another person can manage
people, that person gives a new PIN. What is done stays in the change record, with the computer and the account.
"""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inventory.access.rights import Right
from inventory.errors import InvalidInput, NotPermitted, RuleBroken
from inventory.i18n import N_, Listed
from inventory.people.queries import named
from inventory.work import Context, command
from models import connect
from models.organisation import User

_OTHERS = (
    "SELECT u.name FROM depot_user u JOIN right_grant g ON g.role = u.role "
    "WHERE u.active AND g.right_name = ? AND u.id <> ? ORDER BY u.name, u.id"
)
_OWNS = (
    "SELECT pg_catalog.pg_has_role(current_user, d.datdba, 'USAGE') FROM pg_catalog.pg_database d "
    "WHERE d.datname = pg_catalog.current_database()"
)


@dataclass(frozen=True, slots=True)
class Recovered:
    """Whose PIN is gone."""

    user_id: int
    name: str


@command
def remove_forgotten_pin(ctx: Context, login: str, place: Path | None) -> Recovered:
    """Remove the PIN of the only person who can manage people; from then on nobody is asked for it until a new one is
    set. ``place``: the file of the depot, None on a server.

    Raises NotPermitted for an account that does not own the depot, and RuleBroken where somebody else can help.
    """
    reason = f"{_account()}@{ctx.workstation}"
    with ctx.work(reason) as work:
        _check_owner(place)
        person = named(ctx, login)
        if person is None:
            raise InvalidInput(N_("Nobody who works here has the login {login}."), field="login", login=login)
        row: Any = work.lock(User, person.id)
        others = [name for (name,) in connect.rows(_OTHERS, (Right.MANAGE_PEOPLE.value, row.id))]
        if others:
            raise RuleBroken(
                N_("{others} can give {name} a new PIN, under Settings → People. Ask there."),
                others=Listed(tuple(others)),
                name=row.name,
            )
        if not row.pin_hash:
            raise RuleBroken(N_("{name} has no PIN. Choose the name at the bottom of the side bar."), name=row.name)
        if not _manages(row.id):
            raise RuleBroken(
                N_("{name} cannot manage people; everybody can give {name} a new PIN, under Settings → People."),
                name=row.name,
            )
        work.note(row, "pin", "***", None)
        row.pin_hash, row.pin_failures, row.pin_locked_until = "", 0, None
        row.save(only=[User.pin_hash, User.pin_failures, User.pin_locked_until])
        work.touch(User, row.id)
    return Recovered(int(row.id), str(row.name))


def _manages(user_id: int) -> bool:
    sql = "SELECT 1 FROM depot_user u JOIN right_grant g ON g.role = u.role WHERE u.id = ? AND g.right_name = ?"
    return bool(connect.rows(sql, (user_id, Right.MANAGE_PEOPLE.value)))


def _check_owner(place: Path | None) -> None:
    """The depot belongs to whoever is at the machine."""
    if place is None:
        found = connect.rows(_OWNS)
        if not found or not found[0][0]:
            raise NotPermitted(
                N_("This needs the role that owns the database. Connect as it: postgresql://OWNER@SERVER/NAME.")
            )
        return
    if not hasattr(os, "geteuid"):  # Windows: who may not write the file has failed already
        return
    if os.geteuid() not in (0, place.stat().st_uid):
        raise NotPermitted(
            N_("This needs the account of this computer that {path} belongs to. Log in as it and try again."),
            path=place,
        )


def _account() -> str:
    """The account of the computer, for the change record."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return str(os.getuid()) if hasattr(os, "getuid") else ""
