"""The manufacturer's warranty of single units, where a paper says another one than is usual for the model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inventory.cover import keeping
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.work import Context, command, needs
from models.access import Right
from models.assets import Asset
from models.cover import MakerCover
from models.policies import AnchorEvent

LONGEST_MONTHS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMaker:
    """What the manufacturer's paper says: ``months`` from an event, or the ``last_day``.

    ``seen_version``: of the record that the person saw, 0 where there was none. ``document``: what the paper is called.
    """

    asset_id: int
    months: int | None = None
    anchor: AnchorEvent = AnchorEvent.EX_WORKS
    last_day: date | None = None
    document: str = ""
    seen_version: int = 0


@command
@needs(Right.EDIT_REGISTER)
def record(ctx: Context, paper: RecordMaker) -> int:
    """Keep what the manufacturer promised for a unit and return the record's id; its cover is reckoned anew."""
    _check(paper)
    values = {
        "months": paper.months, "anchor": paper.anchor, "last_day": paper.last_day, "document": line(paper.document),
    }  # fmt: skip
    with ctx.work() as work:
        unit = work.lock(Asset, paper.asset_id)
        row = MakerCover.get_or_none(MakerCover.asset == unit.id)
        if row is None:
            row = work.create(MakerCover, asset=unit.id, **values)
        else:
            work.check_seen(row, paper.seen_version)
            work.change(row, **values)
        keeping.reckon(work, [unit.id])
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def forget(ctx: Context, asset_id: int, seen_version: int) -> None:
    """Remove the record, so that what is usual for the model holds again."""
    with ctx.work() as work:
        unit = work.lock(Asset, asset_id)
        row = MakerCover.get_or_none(MakerCover.asset == unit.id)
        if row is None:
            raise RuleBroken(N_("Nothing is recorded of the manufacturer's warranty of this unit."))
        work.check_seen(row, seen_version)
        work.delete(row)
        keeping.reckon(work, [unit.id])


def _check(paper: RecordMaker) -> None:
    if (paper.months is None) == (paper.last_day is None):
        raise InvalidInput(
            N_("Enter the manufacturer's months or the last day of its warranty, not both."), field="months"
        )
    if paper.months is not None and not 0 <= paper.months <= LONGEST_MONTHS:
        raise InvalidInput(N_("A warranty lasts between 0 and 600 months."), field="months")
