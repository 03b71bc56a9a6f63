"""The manufacturer's warranty of single units, where a paper says another one than is usual for the model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from inventory.attachments.copies import keep, read
from inventory.cover import keeping
from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.work import Context, command, needs
from models import connect
from models.access import Right
from models.assets import Asset
from models.cover import MakerCover
from models.policies import AnchorEvent

LONGEST_MONTHS = 600
_RECORD: Final = (
    "SELECT f.id, f.version, f.months, f.anchor, f.last_day, f.document, m.warranty_months, m.warranty_anchor "
    "FROM asset a JOIN product_model m ON m.id = a.model_id LEFT JOIN maker_cover f ON f.asset_id = a.id WHERE a.id = ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMaker:
    """What the manufacturer's paper says: ``months`` from an event, or the ``last_day``.

    ``seen_version``: of the record that the person saw, 0 where there was none. ``document``: what the paper is called;
    ``paper``: the paper itself, a file on this computer that is kept with the unit.
    """

    asset_id: int
    months: int | None = None
    anchor: AnchorEvent = AnchorEvent.EX_WORKS
    last_day: date | None = None
    document: str = ""
    seen_version: int = 0
    paper: Path | None = None


@dataclass(frozen=True, slots=True)
class MakerRecord:
    """What is recorded of the manufacturer's warranty of a unit, for whoever corrects it; ``id`` 0: nothing is.

    ``usual_months`` and ``usual_anchor``: what the manufacturer usually gives for the model.
    """

    asset_id: int
    id: int = 0
    version: int = 0
    months: int | None = None
    anchor: AnchorEvent = AnchorEvent.EX_WORKS
    last_day: date | None = None
    document: str = ""
    usual_months: int | None = None
    usual_anchor: AnchorEvent = AnchorEvent.EX_WORKS


def of_unit(_ctx: Context, asset_id: int) -> MakerRecord:
    """What is recorded for a unit, and what is usual for its model. Raises NotFound."""
    found = connect.rows(_RECORD, (asset_id,))
    if not found:
        raise NotFound(N_("This unit is no longer there. Refresh the page to see what is."))
    row_id, version, months, anchor, last, document, usual, usual_anchor = found[0]
    by_model = AnchorEvent(usual_anchor)
    if row_id is None:
        return MakerRecord(asset_id, anchor=by_model, usual_months=usual, usual_anchor=by_model)
    return MakerRecord(
        asset_id, row_id, version, months, AnchorEvent(anchor), connect.as_day(last), document, usual, by_model
    )


@command
@needs(Right.EDIT_REGISTER)
def record(ctx: Context, paper: RecordMaker) -> int:
    """Keep what the manufacturer promised for a unit and return the record's id; its cover is reckoned anew."""
    check(paper)
    copy = None if paper.paper is None else read(paper.paper)
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
        if copy is not None:
            keep(work, unit, copy)
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


def check(paper: RecordMaker) -> None:
    """Months or a last day, one of both. Raises InvalidInput."""
    if (paper.months is None) == (paper.last_day is None):
        raise InvalidInput(
            N_("Enter the manufacturer's months or the last day of its warranty, not both."), field="months"
        )
    if paper.months is not None and not 0 <= paper.months <= LONGEST_MONTHS:
        raise InvalidInput(N_("A warranty lasts between 0 and 600 months."), field="months")
