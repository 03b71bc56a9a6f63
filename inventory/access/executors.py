"""What is done when a request is approved, by kind: the deeds of the features above, found by name when needed.

A deed is a pair of functions of a feature: one that does it inside the approver's transaction, and one that says in
words what it would change. They are loaded late, because this package lies below the features.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

from inventory.i18n import Message
from models.access import ApprovalRequest, RequestKind

if TYPE_CHECKING:
    from inventory.work import Context, Work


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a deed gets it. ``payload``: what was asked for, plain values as JSON keeps them (days as ISO text).

    ``decided_by`` is whoever approves it: None where nobody is entered who works here, and while it is only tried.
    """

    id: int
    kind: RequestKind
    entity: str
    entity_id: int
    payload: Mapping[str, Any]
    reason: str
    asked_by: int | None
    decided_by: int | None


Execute = Callable[["Work", Asked], None]
"""Does it; raises the DepotError that says why it cannot be done any more."""
Describe = Callable[["Context", Asked], Sequence[Message]]
"""What would change, a sentence each. Needs an open connection."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Where a deed is found: ``module:function`` each, or the function itself."""

    execute: str | Execute
    describe: str | Describe


EXECUTORS: Final[dict[RequestKind, Deed]] = {
    RequestKind.ACCEPTANCE: Deed(
        "inventory.cover.deeds:execute_acceptance", "inventory.cover.deeds:describe_acceptance"
    ),
    RequestKind.MANUAL_COVER: Deed(
        "inventory.cover.deeds:execute_manual_cover", "inventory.cover.deeds:describe_manual_cover"
    ),
    RequestKind.WITHDRAW_COVER: Deed(
        "inventory.cover.deeds:execute_withdraw_cover", "inventory.cover.deeds:describe_withdraw_cover"
    ),
    RequestKind.STOCKTAKE: Deed("inventory.stocktake.approval:execute", "inventory.stocktake.approval:describe"),
}


def execute(work: Work, request: ApprovalRequest) -> None:
    """Do what was asked for, in the transaction of ``work``."""
    cast(Execute, _found(EXECUTORS[request.kind].execute))(work, asked(request))


def describe(ctx: Context, request: ApprovalRequest) -> tuple[Message, ...]:
    """What the request would change, or has changed. Needs an open connection."""
    return tuple(cast(Describe, _found(EXECUTORS[request.kind].describe))(ctx, asked(request)))


def asked(request: ApprovalRequest) -> Asked:
    """A row as a deed gets it."""
    return Asked(
        request.id, request.kind, request.entity, request.entity_id, json.loads(request.payload), request.reason,
        request.asked_by_id, request.decided_by_id,
    )  # fmt: skip


def _found(where: str | Callable[..., Any]) -> Callable[..., Any]:
    if not isinstance(where, str):
        return where
    module, _separator, name = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
