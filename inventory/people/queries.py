"""Who works here."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.settings import CURRENT_USER, read
from inventory.work import Context
from models import connect
from models.organisation import Role


@dataclass(frozen=True, slots=True)
class UserLine:
    """A person who works here, or did."""

    id: int
    version: int
    login: str
    name: str
    role: Role
    active: bool


def users(ctx: Context, *, all_of_them: bool = False) -> list[UserLine]:
    """The people who work here by name; with ``all_of_them`` also those who have left."""
    where = "" if all_of_them else "WHERE active "
    found = connect.rows(f"SELECT id, version, login, name, role, active FROM depot_user {where}ORDER BY name, id")
    return [UserLine(row[0], row[1], row[2], row[3], Role(row[4]), bool(row[5])) for row in found]


def at_work(ctx: Context) -> UserLine | None:
    """Who said last that they work at this workstation; None where nobody did, or they have left."""
    chosen = read(ctx, CURRENT_USER)
    return next((user for user in users(ctx) if user.id == chosen), None)
