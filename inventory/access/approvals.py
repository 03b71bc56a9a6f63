"""What needs a second person: asked for by one with a reason, done when another one approves.

Nobody approves what they asked for themselves; the database guards it, too (``approval_by_another``). Where nobody is
entered who works here there is no second person: then it is done at once, and the reason is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from inventory.access import executors
from inventory.access.rights import Right, anybody, require
from inventory.errors import InvalidInput, NotPermitted, RuleBroken
from inventory.i18n import N_
from inventory.people.proof import prove
from inventory.work import Context, Work, command, needs
from models.access import ApprovalRequest, RequestKind, RequestState

ASKING: Final = (
    Right.EDIT_CONTRACTS, Right.EDIT_REGISTER, Right.RECORD_SERVICE, Right.KEEP_STOCK, Right.APPROVE,
)  # fmt: skip
"""Whoever has one of these may ask."""


@dataclass(frozen=True, slots=True)
class ApproveHere:
    """``approver_id`` approves at a computer where somebody else is at work, and proves it with their PIN."""

    request_id: int
    seen_version: int
    approver_id: int
    pin: str
    answer: str = ""


@command
def ask(ctx: Context, kind: RequestKind, entity: str, entity_id: int, payload: Mapping[str, Any], reason: str) -> int:
    """Ask for what needs a second person and return the request's id.

    It is tried first and undone: what would be refused today is refused at once, with its own sentence. ``payload``
    holds plain values of JSON. Raises InvalidInput without a reason.
    """
    why = _text(reason, "reason", N_("Say why: whoever decides, and whoever asks later, reads it."))
    kept = json.dumps(dict(payload), ensure_ascii=False, sort_keys=True)
    request = {"kind": kind, "entity": entity, "entity_id": entity_id, "payload": kept, "reason": why}
    alone = False
    with ctx.reading():
        alone = not anybody()
    if alone:
        with ctx.work(why) as work:
            row = _create(work, request)
            _close(work, row, RequestState.APPROVED, "")
            executors.execute(work, row)
        return int(row.id)
    _try(ctx, request)
    with ctx.work(why) as work:
        row = _create(work, request)
    return int(row.id)


class _Tried(Exception):
    """Undoes what was only tried."""


def _try(ctx: Context, request: dict[str, Any]) -> None:
    try:
        with ctx.work() as work:
            executors.execute(work, _create(work, request))
            raise _Tried
    except _Tried:
        return


def _create(work: Work, request: dict[str, Any]) -> ApprovalRequest:
    require(work.ctx, *ASKING)
    return work.create(ApprovalRequest, **request, asked_at=work.ctx.clock.now(), asked_by=work.ctx.actor)


@command
@needs(Right.APPROVE)
def approve(ctx: Context, request_id: int, seen_version: int, answer: str = "") -> None:
    """Let a request pass and do what it asks for, both or neither. Raises NotPermitted for one's own request."""
    _approve(ctx, request_id, seen_version, answer)


@command
def approve_here(ctx: Context, approval: ApproveHere) -> None:
    """Let a request pass at this computer without changing who is at work here; the approver signs what it does.

    Raises InvalidInput for a wrong PIN; NotPermitted where the approver has no PIN or no right, or has asked for it.
    """
    approver = replace(ctx, actor=approval.approver_id)
    prove(ctx, approval.approver_id, approval.pin, must_have=True)
    with approver.reading():
        require(approver, Right.APPROVE)
    _approve(approver, approval.request_id, approval.seen_version, approval.answer)


def _approve(ctx: Context, request_id: int, seen_version: int, answer: str) -> None:
    with ctx.work() as work:
        row = _open(work, request_id, seen_version)
        _check_another(work, row)
        work.reason = row.reason
        _close(work, row, RequestState.APPROVED, answer.strip())
        executors.execute(work, row)


@command
@needs(Right.APPROVE)
def decline(ctx: Context, request_id: int, seen_version: int, answer: str) -> None:
    """Do not let a request pass, and say why. One's own is withdrawn instead."""
    why = _text(answer, "answer", N_("Say why it is declined: whoever asked reads it."))
    with ctx.work() as work:
        row = _open(work, request_id, seen_version)
        _check_another(work, row)
        _close(work, row, RequestState.DECLINED, why)


@command
def withdraw(ctx: Context, request_id: int, seen_version: int) -> None:
    """Take back what one has asked for oneself, as long as nobody has decided."""
    with ctx.work() as work:
        row = _open(work, request_id, seen_version)
        if ctx.actor is None or row.asked_by_id != ctx.actor:
            raise NotPermitted(N_("Only whoever asked for it can withdraw it. Decline it instead, with a reason."))
        _close(work, row, RequestState.WITHDRAWN, "")


def _open(work: Work, request_id: int, seen_version: int) -> ApprovalRequest:
    row = work.lock(ApprovalRequest, request_id)
    if row.state is not RequestState.OPEN:
        raise RuleBroken(N_("This request was decided already. Refresh the page to see how."))
    work.check_seen(row, seen_version)
    return row


def _check_another(work: Work, row: ApprovalRequest) -> None:
    if work.ctx.actor is not None and row.asked_by_id == work.ctx.actor:
        raise NotPermitted(N_("Whoever asked for it cannot decide it. Ask another person."))


def _close(work: Work, row: ApprovalRequest, state: RequestState, answer: str) -> None:
    work.change(row, state=state, answer=answer, decided_at=work.ctx.clock.now(), decided_by=work.ctx.actor)


def _text(text: str, field: str, missing: str) -> str:
    if not text.strip():
        raise InvalidInput(missing, field=field)
    return text.strip()
