"""A paper is written bit by bit: what was scanned is kept as a draft until it is posted or thrown away.

A draft moves nothing, reserves nothing and has no number: ``posting.post`` draws the number when there is a paper, so
that a draft that is thrown away leaves no gap in its series (model.md NumberSeries), and closes the draft in the same
transaction. Whoever writes has an act of their own (``act``), drawn by their window, under which the paper will be
posted; a draft knows the act that saved it last. What this very window saved last it may overwrite, whatever became of
the answer; what somebody else saved it must have seen.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from inventory.errors import RuleBroken, StaleRecord
from inventory.i18n import N_
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.assets import AssetOwner
from models.drafts import StockDraft, StockDraftLine, Task
from models.stock import Condition, IssuePurpose, StockDoc

_GONE: Final = N_(
    "Somebody posted this draft or threw it away while you were writing. Look at the papers before you go on; what you "
    "wrote is still here."
)
_CHANGED: Final = N_(
    "Somebody changed this draft while you were writing. What you wrote is still here: keep it as a draft of its own, "
    "or look at the other one."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft as somebody saw it: its key, its version, and the act that had saved it last."""

    key: str
    version: int
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """A line as it was scanned and typed. ``cost`` None: as it is kept, for somebody who may not see it.

    ``start_id`` and ``end_id``: the places before and after; ``source_id``: the line that comes back or arrives.
    """

    part_id: int
    quantity: str = ""
    start_id: int | None = None
    end_id: int | None = None
    condition: Condition = Condition.NEW
    becomes: Condition | None = None
    owner: AssetOwner = AssetOwner.US
    serial: str = ""
    lot: str = ""
    cost: str | None = ""
    order_id: int | None = None
    source_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDraft:
    """A paper as it stands on somebody's screen; ``seen``: the draft that it is, None where it was never kept.

    Two are equal where they say the same. ``typed``: what stands in a field above the lines and cannot be read yet, by
    the field's name: half a day, half a name. It comes back as it was typed. ``line_ids``: which line of the draft each
    of ``lines`` is, None for a new one.
    """

    act: str
    task: Task
    lines: tuple[KeptLine, ...]
    happened_on: date | None = None
    purpose: IssuePurpose | None = None
    case_id: int | None = None
    customer_id: int | None = None
    supplier_id: int | None = None
    engineer_id: int | None = None
    warehouse_id: int | None = None
    transfer_id: int | None = None
    closes: bool = False
    place_id: int | None = None
    owner: AssetOwner = AssetOwner.US
    tax_rate_bp: int = 0
    paper_no: str = ""
    remark: str = ""
    typed: tuple[tuple[str, str], ...] = ()
    seen: Seen | None = field(default=None, compare=False)
    line_ids: tuple[int | None, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that was kept, and the ids of its lines in their order."""

    draft_id: int
    seen: Seen
    line_ids: tuple[int, ...]


@command
@needs(Right.KEEP_STOCK)
def keep(ctx: Context, asked: KeepDraft) -> Kept:
    """Keep a paper as it stands now: a new draft, or the one that it is.

    Only what differs is written, because a paper is kept after every scan. Who began a draft, who took it over and what
    became of it is journalled, not every word of it: it is no record before it is posted. Raises StaleRecord where
    somebody else saved it since it was seen, posted it or threw it away.
    """
    with ctx.work() as work:
        if StockDoc.get_or_none(StockDoc.act == asked.act) is not None:
            raise RuleBroken(N_("This was already posted. Look at the paper instead of posting it again."))
        row: Any = _written(work, asked.act, asked.seen)
        now = ctx.clock.now()
        head = {
            "act": asked.act, "task": asked.task, "saved_at": now, "workstation": ctx.workstation[:60],
            "happened_on": asked.happened_on, "purpose": asked.purpose, "case": asked.case_id,
            "customer": asked.customer_id, "supplier": asked.supplier_id, "engineer": asked.engineer_id,
            "warehouse": asked.warehouse_id, "transfer": asked.transfer_id, "closes": asked.closes,
            "place": asked.place_id, "owner": asked.owner, "tax_rate_bp": asked.tax_rate_bp,
            "paper_no": asked.paper_no.strip(), "remark": asked.remark.strip(),
            "typed": json.dumps(dict(asked.typed), sort_keys=True),
        }  # fmt: skip
        if row is None:
            row = work.create(
                StockDraft, key=asked.act, begun_at=now, begun_by=ctx.actor, saved_by=ctx.actor, **head
            )  # fmt: skip
        else:
            work.change(row, saved_by=ctx.actor)
            for name, value in head.items():
                setattr(row, name, value)
            row.version += 1
            row.save()
            work.touch(StockDraft, row.id)
        return Kept(row.id, Seen(row.key, row.version, row.act), _write_lines(row.id, asked))


@command
@needs(Right.KEEP_STOCK)
def discard(ctx: Context, seen: Seen | None, act: str = "") -> None:
    """Throw a draft away: the one that was seen, or the one that ``act`` saved last; nothing where it was never kept.

    A posted paper is no draft: it is reversed. The journal keeps who threw away what.
    """
    with ctx.work() as work:
        row = _written(work, act, seen)
        if row is not None:
            _remove(work, row)


def close(work: Work, act: str, seen: Seen | None, number: str) -> None:
    """The draft of a paper that is posted as ``number`` is no draft any more; a part of the act that posts.

    Raises StaleRecord where somebody else saved it since it was seen, posted it or threw it away: then nothing is
    posted, and no draft is posted twice.
    """
    row = _written(work, act, seen)
    if row is not None:
        work.note(row, "posted", None, number)
        _remove(work, row)


def _written(work: Work, act: str, seen: Seen | None) -> Any:
    """The draft that ``act`` saved last, or that was ``seen``, kept from others; None where it was never kept."""
    own = connect.rows("SELECT id FROM stock_draft WHERE act = ?", (act,))
    if own:
        row: Any = work.lock(StockDraft, own[0][0])
        if row.act != act:
            raise StaleRecord(_CHANGED)
        return row
    if seen is None:
        return None
    known: Any = StockDraft.get_or_none(StockDraft.key == seen.key)
    if known is None:
        posted: Any = StockDoc.get_or_none(StockDoc.act == seen.act)
        if posted is None:
            raise StaleRecord(_GONE)
        raise StaleRecord(
            N_("Somebody posted this draft as {number} while you were writing. What you wrote is still here."),
            number=posted.number,
        )
    row = work.lock(StockDraft, known.id)
    if (row.key, row.version) != (seen.key, seen.version):
        raise StaleRecord(_CHANGED)
    return row


def _write_lines(draft_id: int, asked: KeepDraft) -> tuple[int, ...]:
    """Write what differs; the lines' ids in their order."""
    known: dict[int, Any] = {row.id: row for row in StockDraftLine.select().where(StockDraftLine.draft == draft_id)}
    ids = asked.line_ids or (None,) * len(asked.lines)
    written = []
    for line_id, line in zip(ids, asked.lines, strict=True):
        row = known.pop(line_id, None) if line_id is not None else None
        written.append(_new_line(draft_id, line) if row is None else _changed_line(row, line))
    if known:
        StockDraftLine.delete().where(StockDraftLine.id.in_(sorted(known))).execute()
    return tuple(written)


def _values(line: KeptLine) -> dict[str, Any]:
    values = {
        "part": line.part_id, "quantity": line.quantity, "start": line.start_id, "end": line.end_id,
        "condition": line.condition, "becomes": line.becomes, "owner": line.owner, "serial": line.serial,
        "lot": line.lot, "order": line.order_id, "source": line.source_id, "note": line.note,
    }  # fmt: skip
    return values if line.cost is None else {**values, "cost": line.cost}


def _new_line(draft_id: int, line: KeptLine) -> int:
    return int(StockDraftLine.create(draft=draft_id, **_values(line)).id)


def _changed_line(row: Any, line: KeptLine) -> int:
    fields = StockDraftLine._meta.fields
    # the plain values are compared: a foreign key must not fetch its row
    changed = {name: value for name, value in _values(line).items() if row.__data__[name] != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(only=[fields[name] for name in changed])
    return int(row.id)


_SUMMARY: Final = (
    "SELECT p.part_no, l.quantity, l.serial FROM stock_draft_line l JOIN part p ON p.id = l.part_id "
    "WHERE l.draft_id = ? ORDER BY l.id"
)


def _remove(work: Work, row: Any) -> None:
    work.note(row, "lines", "; ".join(_said(*line) for line in connect.rows(_SUMMARY, (row.id,))), None)
    StockDraftLine.delete().where(StockDraftLine.draft == row.id).execute()
    work.delete(row)


def _said(part_no: str, quantity: str, serial: str) -> str:
    return f"{part_no} × {quantity} {serial}".strip()


def typed_costs(draft_line_ids: Sequence[int]) -> dict[int, str]:
    """What was typed as the cost of lines of drafts, by their ids. Only for the command that posts it."""
    if not draft_line_ids:
        return {}
    marks = ", ".join("?" * len(draft_line_ids))
    found = connect.rows(f"SELECT id, cost FROM stock_draft_line WHERE id IN ({marks})", tuple(draft_line_ids))
    return {line_id: cost for line_id, cost in found if cost}
