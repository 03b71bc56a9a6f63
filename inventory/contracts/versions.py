"""Which version of a policy a contract takes."""

from __future__ import annotations

from datetime import date

from inventory.errors import InvalidInput
from inventory.i18n import N_
from models import connect

_VALID = (
    "SELECT id FROM policy_version WHERE profile_id = ? AND valid_from <= ? "
    "ORDER BY valid_from DESC, number DESC LIMIT 1"
)
_FIRST = "SELECT min(valid_from) FROM policy_version WHERE profile_id = ?"


def chosen_version(profile_id: int, day: date) -> int:
    """The version of a policy that is valid on ``day``. Raises InvalidInput (field "policy_profile_id")."""
    found = connect.rows(_VALID, (profile_id, day.isoformat()))
    if found:
        return int(found[0][0])
    first = connect.as_day(connect.rows(_FIRST, (profile_id,))[0][0])
    if first is None:
        raise InvalidInput(N_("This choice is no longer there. Choose again."), field="policy_profile_id")
    raise InvalidInput(
        N_("This policy is valid from {first} on, and the contract is of {day}. Choose another policy."),
        field="policy_profile_id",
        first=first,
        day=day,
    )
