"""Who changed what, from what to what, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from peewee import JOIN

from models.base import BaseModel
from models.journal import Change
from models.organisation import User

if TYPE_CHECKING:
    from inventory.work import Context

CREATED = "+"
DELETED = "-"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the change record as it is shown. ``field``: a column, CREATED or DELETED."""

    at: datetime
    who: str
    workstation: str
    entity: str
    field: str
    old: str
    new: str
    reason: str


def note(ctx: Context, act: str, reason: str, row: BaseModel, field: str, old: object, new: object) -> None:
    """Write one line; the caller's transaction keeps or drops it together with the change."""
    Change.insert(
        at=ctx.clock.now(), by=ctx.actor, workstation=ctx.workstation, act=act, reason=reason,
        entity=type(row)._meta.table_name, entity_id=row.id, field=field, old=text(old), new=text(new),
    ).execute()  # fmt: skip


def text(value: object) -> str | None:
    """A value as the journal keeps it."""
    if value is None:
        return None
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def changes(entity: str, entity_id: int, limit: int = 200) -> list[ChangeLine]:
    """What was changed on a row, newest first."""
    query = (
        Change.select(Change, User.name)
        .join(User, JOIN.LEFT_OUTER, on=(Change.by == User.id), attr="who")
        .where((Change.entity == entity) & (Change.entity_id == entity_id))
        .order_by(Change.id.desc())
        .limit(limit)
    )
    return [
        ChangeLine(
            at=line.at,
            who=getattr(getattr(line, "who", None), "name", "") or "",
            workstation=line.workstation,
            entity=line.entity,
            field=line.field,
            old=line.old or "",
            new=line.new or "",
            reason=line.reason,
        )
        for line in query
    ]
