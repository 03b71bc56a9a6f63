"""What the roles of the people who work here are called (model.md User)."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _
from models.kinds import Role

__all__ = ["Role", "role_word"]

_ROLES: Final = {
    Role.KEEPER: N_("Keeper"),
    Role.DISPATCHER: N_("Dispatcher"),
    Role.ENGINEER: N_("Engineer"),
    Role.MANAGER: N_("Manager"),
    Role.FINANCE: N_("Finance"),
    Role.ADMIN: N_("Administrator"),
    Role.VIEWER: N_("Viewer"),
}


def role_word(role: Role) -> str:
    """What a person does here, in the reader's language."""
    return _(_ROLES[role])
