"""Cover that runs is moved by a manager, with a reason (rules.md 3.6): asked wherever a promise is exchanged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from inventory.access.rights import anybody, require
from inventory.cover.keeping import CHUNK
from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.naming import line
from inventory.work import Work
from models import connect
from models.access import Right

_LEAST_REASON: Final = 3
"""Letters; fewer say nothing."""


def check_override(work: Work, differing: Collection[int]) -> None:
    """Where people are entered who stand in for each other, and accepted units are among those whose cover differs.

    Raises NotPermitted without the right to approve, and InvalidInput (field "reason") without a reason.
    """
    if not differing or not anybody():
        return
    ids = sorted(differing)
    if not any(_has_accepted(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)):
        return
    require(work.ctx, Right.APPROVE)
    if len(line(work.reason)) < _LEAST_REASON:
        raise InvalidInput(
            N_("The cover of accepted units moves with this. Say why: whoever asks later reads it."), field="reason"
        )


def _has_accepted(ids: Sequence[int]) -> bool:
    listed = ", ".join(map(str, ids))
    return bool(connect.rows(f"SELECT 1 FROM asset WHERE accepted_on IS NOT NULL AND id IN ({listed}) LIMIT 1"))
