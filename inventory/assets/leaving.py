"""A unit leaves for good: the customer retires it, or it is scrapped. Nothing is owed for it any more (C-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from inventory.cover import keeping
from inventory.cover.proven import GONE
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.work import Context, command, needs
from models.access import Right
from models.assets import Asset, AssetEvent, AssetState, EventKind
from models.cover import Custody

_EVENT: Final = {AssetState.RETIRED: EventKind.RETIRED, AssetState.SCRAPPED: EventKind.SCRAPPED}


@dataclass(frozen=True, slots=True)
class LeaveForGood:
    """``state``: RETIRED by the customer, or SCRAPPED. ``reason``: why, for whoever asks later."""

    asset_id: int
    seen_version: int
    state: AssetState
    reason: str


@command
@needs(Right.EDIT_REGISTER)
def leave(ctx: Context, leaving: LeaveForGood) -> None:
    """Take a unit out of use for good."""
    reason = leaving.reason.strip()
    if not reason:
        raise InvalidInput(N_("Say why the unit leaves for good."), field="reason")
    if leaving.state not in _EVENT:
        raise InvalidInput(N_("Choose whether it was retired or scrapped."), field="state")
    with ctx.work(reason) as work:
        unit: Any = work.lock(Asset, leaving.asset_id)
        work.check_seen(unit, leaving.seen_version)
        if unit.state in GONE and unit.state is not AssetState.RETURNED_FAULTY:
            raise RuleBroken(N_("This unit is out of use already."))
        stay: Any = Custody.get_or_none((Custody.asset == unit.id) & Custody.returned_on.is_null())
        if stay is not None and leaving.state is AssetState.RETIRED:
            raise RuleBroken(N_("The unit is with us. Hand it back first."))
        if stay is not None:
            work.change(work.lock(Custody, stay.id), returned_on=max(stay.taken_on, ctx.clock.today()))
        work.change(unit, state=leaving.state)
        AssetEvent.insert(
            asset=unit.id, at=ctx.clock.now(), kind=_EVENT[leaving.state], by=ctx.actor, note=reason
        ).execute()
        keeping.reckon(work, [unit.id])
