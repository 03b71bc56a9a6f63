"""Which part takes the place of another one, and which parts the manufacturers approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_, Message
from inventory.naming import line
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.parts import Part
from models.products import Manufacturer
from models.supply import MakerApproval, Supersession, SupersessionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersede:
    """``new`` takes the place of ``old``; TWO_WAY: the old one may stand in for the new one, too."""

    old_id: int
    new_id: int
    kind: SupersessionKind = SupersessionKind.ONE_WAY
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFields:
    """A manufacturer approved a part for its models: the paper that says so, and from when until when."""

    manufacturer_id: int
    part_id: int
    document: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class AddApproval(ApprovalFields):
    """An approval that is not recorded yet."""


@dataclass(frozen=True, slots=True)
class EditApproval(ApprovalFields):
    """All fields of an approval as they should be now."""

    approval_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class Substitute:
    """A part that may be taken instead of another one; ``newer``: it is a successor of it."""

    part_id: int
    part_no: str
    name: str
    newer: bool
    since: date | None


def check_no_cycle(old_id: int, new_id: int, successors: Iterable[tuple[int, int]]) -> None:
    """Raise RuleBroken where ``old`` already follows ``new``. ``successors``: pairs of old and new."""
    after: dict[int, list[int]] = {}
    for old, new in successors:
        after.setdefault(old, []).append(new)
    waiting, seen = [new_id], set[int]()
    while waiting:
        part = waiting.pop()
        if part == old_id:
            raise RuleBroken(
                N_("This part took the place of that one already, or of one that did. A part cannot succeed itself.")
            )
        if part not in seen:
            seen.add(part)
            waiting += after.get(part, [])


@command
@needs(Right.EDIT_REGISTER)
def supersede(ctx: Context, pair: Supersede) -> int:
    """Record that a part takes the place of another one, or correct how; return the id of the record."""
    if pair.old_id == pair.new_id:
        raise InvalidInput(N_("A part cannot take the place of itself. Choose another one."), field="new_id")
    with ctx.work() as work:
        for part_id in sorted((pair.old_id, pair.new_id)):
            work.lock(Part, part_id)
        if not connect.is_sqlite():  # two people must not close a ring from both ends
            connect.rows("SELECT pg_advisory_xact_lock(?)", (_RING,))
        others = (
            (old, new)
            for old, new in connect.rows("SELECT old_id, new_id FROM supersession")
            if (old, new) != (pair.old_id, pair.new_id)
        )
        check_no_cycle(pair.old_id, pair.new_id, others)
        row = Supersession.get_or_none((Supersession.old == pair.old_id) & (Supersession.new == pair.new_id))
        if row is None:
            row = work.create(Supersession, old=pair.old_id, new=pair.new_id, kind=pair.kind, since=pair.since)
        else:
            work.change(row, kind=pair.kind, since=pair.since)
        _touched(work, pair.old_id, pair.new_id)
    return int(row.id)


_RING: Final = 0x5350_5355


@command
@needs(Right.EDIT_REGISTER)
def forget(ctx: Context, supersession_id: int, seen_version: int) -> None:
    """The part does not take the place of the other one after all."""
    with ctx.work() as work:
        row: Any = work.lock(Supersession, supersession_id)
        work.check_seen(row, seen_version)
        _touched(work, row.old_id, row.new_id)
        work.delete(row)


def _touched(work: Work, *part_ids: int) -> None:
    for part_id in part_ids:
        work.touch(Part, part_id)


@command
@needs(Right.EDIT_REGISTER)
def approve(ctx: Context, approval: AddApproval) -> int:
    """Record a manufacturer's approval of a part and return its id."""
    with ctx.work() as work:
        row = work.create(MakerApproval, **_values(work, approval))
        _touched(work, approval.part_id)
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def correct_approval(ctx: Context, approval: EditApproval) -> int:
    """Correct an approval and return its id. One that ended keeps its days: what was fitted then was approved."""
    with ctx.work() as work:
        row = work.lock(MakerApproval, approval.approval_id)
        work.check_seen(row, approval.seen_version)
        work.change(row, **_values(work, approval))
        _touched(work, approval.part_id)
    return approval.approval_id


@command
@needs(Right.EDIT_REGISTER)
def remove_approval(ctx: Context, approval_id: int, seen_version: int) -> None:
    """An approval that was recorded by mistake goes; the change record keeps that it was there."""
    with ctx.work() as work:
        row: Any = work.lock(MakerApproval, approval_id)
        work.check_seen(row, seen_version)
        _touched(work, row.part_id)
        work.delete(row)


def _values(work: Work, approval: ApprovalFields) -> dict[str, Any]:
    document = line(approval.document)
    if not document:
        raise InvalidInput(N_("Enter which paper says so: its number and date."), field="document")
    if approval.valid_to is not None and approval.valid_to < approval.valid_from:
        raise InvalidInput(N_("An approval cannot end before it begins. Check both dates."), field="valid_to")
    work.lock(Manufacturer, approval.manufacturer_id)
    work.lock(Part, approval.part_id)
    return {
        "manufacturer": approval.manufacturer_id, "part": approval.part_id, "document": document,
        "valid_from": approval.valid_from, "valid_to": approval.valid_to,
    }  # fmt: skip


_SUBSTITUTES: Final = (
    "SELECT p.id, p.part_no, p.name, 1, s.since FROM supersession s JOIN part p ON p.id = s.new_id WHERE s.old_id = ? "
    "UNION ALL SELECT p.id, p.part_no, p.name, 0, s.since FROM supersession s JOIN part p ON p.id = s.old_id "
    "WHERE s.new_id = ? AND s.kind = 'two_way' ORDER BY 4 DESC, 2"
)


def substitutes(part_id: int) -> list[Substitute]:
    """What may be taken instead of a part: its successors, and predecessors that stand in. Needs a connection."""
    return [
        Substitute(other, part_no, name, bool(newer), connect.as_day(since))
        for other, part_no, name, newer, since in connect.rows(_SUBSTITUTES, (part_id, part_id))
    ]


def successor_hint(part_id: int, today: date) -> Message | None:
    """What somebody is told who scans or chooses a part that others have taken the place of; None for a current one."""
    newer = [each for each in substitutes(part_id) if each.newer and (each.since is None or each.since <= today)]
    if not newer:
        return None
    names = ", ".join(f"{each.part_no} {each.name}" for each in newer)
    return Message(
        N_("This part was replaced by {names}. Use the old one up first, or take the new one."), {"names": names}
    )


@dataclass(frozen=True, slots=True)
class Relation:
    """A supersession as the card of one of its two parts shows it. ``newer``: the other one is the successor."""

    id: int
    version: int
    part_id: int
    part_no: str
    name: str
    newer: bool
    kind: SupersessionKind
    since: date | None


_RELATIONS: Final = (
    "SELECT s.id, s.version, p.id, p.part_no, p.name, 1, s.kind, s.since FROM supersession s "
    "JOIN part p ON p.id = s.new_id WHERE s.old_id = ? "
    "UNION ALL SELECT s.id, s.version, p.id, p.part_no, p.name, 0, s.kind, s.since FROM supersession s "
    "JOIN part p ON p.id = s.old_id WHERE s.new_id = ? ORDER BY 6 DESC, 4"
)


def relations(part_id: int) -> list[Relation]:
    """What takes the place of a part, and whose place it takes itself. Needs an open connection."""
    return [
        Relation(row_id, version, other, part_no, name, bool(newer), SupersessionKind(kind), connect.as_day(since))
        for row_id, version, other, part_no, name, newer, kind, since in connect.rows(_RELATIONS, (part_id, part_id))
    ]
