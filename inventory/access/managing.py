"""Somebody can always manage people and rights: who leaves, and what a role loses, is checked against that."""

from __future__ import annotations

from inventory.access.rights import Right, somebody_has
from inventory.errors import RuleBroken
from inventory.i18n import N_
from models import connect


def lock_people() -> bool:
    """Keep who works here as it is until the end of the transaction; whether somebody can manage people now.

    Two administrators who take each other's right away at the same moment wait for each other.
    """
    if not connect.is_sqlite():
        connect.rows("SELECT id FROM depot_user ORDER BY id FOR UPDATE")
    return somebody_has(Right.MANAGE_PEOPLE)


def check_managed(before: bool) -> None:
    """Raise RuleBroken if somebody could manage people ``before`` the change and nobody can after it."""
    if before and not somebody_has(Right.MANAGE_PEOPLE):
        raise RuleBroken(
            N_("Nobody would be left who can manage people and rights. Give the right to somebody else first.")
        )
