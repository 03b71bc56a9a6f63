"""What was asked for: what waits for a decision, what became of one's own, and what was ever asked about a record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from inventory.access import executors
from inventory.access.rights import Right, may
from inventory.errors import NotFound
from inventory.i18n import N_, Message
from inventory.work import Context
from models import connect
from models.access import ApprovalRequest, RequestKind, RequestState
from models.organisation import User

__all__ = [
    "RequestKind",
    "RequestLine",
    "RequestState",
    "approvers",
    "history",
    "open_requests",
    "recent",
    "request",
    "to_decide",
]

_NEWEST: Final = 200


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request. ``about``: what the record is called; ``effects``: what would change, or has changed.

    ``mine``: asked for by whoever is at work now. ``decidable``: they may approve or decline it.
    """

    id: int
    version: int
    kind: RequestKind
    state: RequestState
    entity: str
    entity_id: int
    about: str
    reason: str
    asked_at: datetime
    asked_by: str
    decided_at: datetime | None
    decided_by: str
    answer: str
    effects: tuple[Message, ...]
    mine: bool
    decidable: bool


@dataclass(frozen=True, slots=True)
class Approver:
    """A person who may approve, and whether they can do it at a computer where somebody else is at work."""

    id: int
    name: str
    has_pin: bool


def open_requests(ctx: Context) -> list[RequestLine]:
    """What waits for a decision, the oldest first."""
    query = ApprovalRequest.select().where(ApprovalRequest.state == RequestState.OPEN)
    return _lines(ctx, query.order_by(ApprovalRequest.asked_at, ApprovalRequest.id))


def recent(ctx: Context) -> list[RequestLine]:
    """What was decided or withdrawn, the newest first."""
    query = ApprovalRequest.select().where(ApprovalRequest.state != RequestState.OPEN)
    return _lines(ctx, query.order_by(ApprovalRequest.decided_at.desc(), ApprovalRequest.id.desc()).limit(_NEWEST))


def mine(ctx: Context) -> list[RequestLine]:
    """What whoever is at work has asked for, the newest first."""
    query = ApprovalRequest.select().where(ApprovalRequest.asked_by == ctx.actor)
    return _lines(ctx, query.order_by(ApprovalRequest.id.desc()).limit(_NEWEST)) if ctx.actor is not None else []


def history(ctx: Context, entity: str, entity_id: int) -> list[RequestLine]:
    """What was ever asked about a record, the newest first."""
    query = ApprovalRequest.select().where(
        (ApprovalRequest.entity == entity) & (ApprovalRequest.entity_id == entity_id)
    )
    return _lines(ctx, query.order_by(ApprovalRequest.id.desc()))


def request(ctx: Context, request_id: int) -> RequestLine:
    """One request. Raises NotFound."""
    found = _lines(ctx, ApprovalRequest.select().where(ApprovalRequest.id == request_id))
    if not found:
        raise NotFound(N_("This record is no longer there. Refresh the page to see what is."))
    return found[0]


def of_grant(_ctx: Context, manual_id: int) -> int | None:
    """The request by which these days of cover were granted; None where nothing is known of it any more."""
    found = connect.rows(
        "SELECT asset_id, first_day, last_day, approved_by_id FROM manual_cover WHERE id = ?", (manual_id,)
    )
    if not found:
        return None
    asset_id, first, last, by = found[0]
    granted = ApprovalRequest.select().where(
        (ApprovalRequest.kind == RequestKind.MANUAL_COVER)
        & (ApprovalRequest.entity == "asset")
        & (ApprovalRequest.entity_id == asset_id)
        & (ApprovalRequest.state == RequestState.APPROVED)
    )
    wanted = {"first_day": str(first), "last_day": str(last)}
    for row in granted.order_by(ApprovalRequest.id.desc()):
        said = json.loads(row.payload)
        if all(said.get(key) == day for key, day in wanted.items()) and row.decided_by_id == by:
            return int(row.id)
    return None


def to_decide(ctx: Context) -> int:
    """How many requests wait for whoever is at work; 0 for somebody who may not approve."""
    if not may(ctx, Right.APPROVE):
        return 0
    waiting = "SELECT count(*) FROM approval_request WHERE state = ?"
    if ctx.actor is None:
        return int(connect.rows(waiting, (RequestState.OPEN.value,))[0][0])
    found = connect.rows(f"{waiting} AND asked_by_id <> ?", (RequestState.OPEN.value, ctx.actor))
    return int(found[0][0])


def approvers(ctx: Context) -> list[Approver]:
    """Who may approve what the person at work asks for, by name."""
    found = connect.rows(
        "SELECT u.id, u.name, u.pin_hash <> '' FROM depot_user u JOIN right_grant g ON g.role = u.role "
        "WHERE u.active AND g.right_name = ? ORDER BY u.name, u.id",
        (Right.APPROVE.value,),
    )
    return [Approver(row[0], row[1], bool(row[2])) for row in found if row[0] != ctx.actor]


def _lines(ctx: Context, query: Any) -> list[RequestLine]:
    rows: Sequence[ApprovalRequest] = list(query)
    decides = may(ctx, Right.APPROVE)
    people = {row.asked_by_id for row in rows} | {row.decided_by_id for row in rows}
    names = {
        user.id: user.name for user in User.select(User.id, User.name).where(User.id.in_(sorted(filter(None, people))))
    }
    return [_line(ctx, row, names, decides) for row in rows]


def _line(ctx: Context, row: ApprovalRequest, names: dict[int | None, str], decides: bool) -> RequestLine:
    mine_ = ctx.actor is not None and row.asked_by_id == ctx.actor
    return RequestLine(
        id=row.id,
        version=row.version,
        kind=row.kind,
        state=row.state,
        entity=row.entity,
        entity_id=row.entity_id,
        about=_about(row.entity, row.entity_id),
        reason=row.reason,
        asked_at=row.asked_at,
        asked_by=names.get(row.asked_by_id, ""),
        decided_at=row.decided_at,
        decided_by=names.get(row.decided_by_id, ""),
        answer=row.answer,
        effects=executors.describe(ctx, row),
        mine=mine_,
        decidable=decides and not mine_ and row.state is RequestState.OPEN,
    )


_CALLED: Final = {
    "asset": (
        "SELECT m.model_code, a.serial_no, c.name FROM asset a JOIN product_model m ON m.id = a.model_id "
        "LEFT JOIN customer c ON c.id = a.customer_id WHERE a.id = ?"
    ),
    "contract": "SELECT k.number, c.name FROM contract k LEFT JOIN customer c ON c.id = k.customer_id WHERE k.id = ?",
    "delivery_lot": (
        "SELECT k.number, c.name FROM delivery_lot l JOIN contract k ON k.id = l.contract_id "
        "LEFT JOIN customer c ON c.id = k.customer_id WHERE l.id = ?"
    ),
}
"""What a record is called, by its table."""


def _about(entity: str, entity_id: int) -> str:
    found = connect.rows(_CALLED[entity], (entity_id,)) if entity in _CALLED else []
    return " · ".join(word for word in found[0] if word) if found else f"#{entity_id}"
