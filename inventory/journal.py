"""Who changed what, from what to what, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from peewee import JOIN, BooleanField, DateField, Field, ForeignKeyField

from inventory.values.money import Money
from inventory.values.quantities import Quantity
from models.base import BaseModel
from models.catalog import MODELS
from models.fields import EnumField, FenField, UnitsField, UtcField
from models.journal import Change
from models.organisation import User

if TYPE_CHECKING:
    from inventory.work import Context

CREATED = "+"
DELETED = "-"
DERIVED: Final = frozenset(
    {
        "serial_norm",
        "name_key",
        "name_grams",
        "number_norm",
        "model_norm",
        "part_norm",
        "cover_first",
        "cover_last",
        "spares_last",
    }
)
"""Columns that follow from others: nobody ever changed them."""
INTERNAL: Final = frozenset({"cost", "reference_cost", "unit_cost"})
"""What something costs us: only for whoever may see costs."""

Value = str | bool | date | datetime | Enum | Money | Quantity | None
"""What stood in a field, as it is and not as it is kept; of a reference, what the record is called."""

_TABLES: Final[Mapping[str, type[BaseModel]]] = {model._meta.table_name: model for model in MODELS}
_CALLED: Final = ("name", "serial_no", "model_code", "part_no", "number", "file_name", "code")
"""What a record is called by: the first of these that it has."""
_Names = Mapping[type[BaseModel], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the change record. ``field``: of the row, CREATED or DELETED; ``old`` and ``new``: as they are kept,
    ``before`` and ``after``: as they are meant.
    """

    at: datetime
    who: str
    workstation: str
    entity: str
    entity_id: int
    field: str
    old: str
    new: str
    reason: str
    before: Value
    after: Value


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


def changes(entity: str, entity_id: int | None, limit: int = 200, *, costs: bool = False) -> list[ChangeLine]:
    """What was changed on a row, or on any row of a table, newest first.

    ``costs``: also what it costs us (``access.rights.sees_cost``).
    """
    hidden = DERIVED if costs else DERIVED | INTERNAL
    meant = Change.entity == entity
    if entity_id is not None:
        meant &= Change.entity_id == entity_id
    query = (
        Change.select(Change, User.name)
        .join(User, JOIN.LEFT_OUTER, on=(Change.by == User.id), attr="who")
        .where(meant & Change.field.not_in(sorted(hidden)))
        .order_by(Change.id.desc())
        .limit(limit)
    )
    lines, fields = list(query), _fields(entity)
    names = _names([(fields.get(line.field), text) for line in lines for text in (line.old, line.new)])
    counted = any(isinstance(fields.get(line.field), UnitsField) for line in lines)
    decimals = _decimals(entity, entity_id) if counted and entity_id is not None else None
    return [
        ChangeLine(
            at=line.at,
            who=getattr(getattr(line, "who", None), "name", "") or "",
            workstation=line.workstation,
            entity=line.entity,
            entity_id=line.entity_id,
            field=fields[line.field].name if line.field in fields else line.field,
            old=line.old or "",
            new=line.new or "",
            reason=line.reason,
            before=_meant(fields.get(line.field), line.old, names, decimals),
            after=_meant(fields.get(line.field), line.new, names, decimals),
        )
        for line in lines
    ]


def _fields(entity: str) -> Mapping[str, Field]:
    """The fields of a table by name and by column: imports note ``customer_id`` where commands note ``customer``."""
    model = _TABLES.get(entity)
    return {} if model is None else model._meta.combined


def _decimals(entity: str, entity_id: int) -> int | None:
    """With how many decimals a row's article is counted now; None where the row is gone."""
    row: Any = _TABLES[entity].get_or_none(_TABLES[entity].id == entity_id)
    article = row if row is None or "decimals" in row._meta.fields else row.part
    return None if article is None else int(article.decimals)


def _names(texts: Sequence[tuple[Field | None, str | None]]) -> _Names:
    """What the records that the journal refers to are called now: a statement for each table."""
    wanted: dict[type[BaseModel], set[int]] = defaultdict(set)
    for field, kept in texts:
        if isinstance(field, ForeignKeyField) and kept and kept.isdecimal():
            wanted[field.rel_model].add(int(kept))
    found: dict[type[BaseModel], Mapping[str, str]] = {}
    for model, ids in wanted.items():
        called = next((name for name in _CALLED if name in model._meta.fields), None)
        if called is not None:
            rows = model.select(model.id, model._meta.fields[called]).where(model.id.in_(sorted(ids)))
            found[model] = {str(row.id): str(getattr(row, called)) for row in rows}
    return found


def _meant(field: Field | None, kept: str | None, names: _Names, decimals: int | None) -> Value:
    """A kept text as the value it was; the text itself where the field is gone or held something else then."""
    if not kept or field is None:
        return kept or None
    try:
        if isinstance(field, ForeignKeyField):
            return names.get(field.rel_model, {}).get(kept) or f"#{kept}"
        if isinstance(field, EnumField):
            member: Enum = field.enum_class(kept)
            return member
        if isinstance(field, BooleanField):
            return kept in ("True", "1")
        if isinstance(field, UtcField):
            moment = datetime.fromisoformat(kept)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if isinstance(field, DateField):
            return date.fromisoformat(kept[:10])
        if isinstance(field, FenField):
            return Money(int(kept))
        if isinstance(field, UnitsField) and decimals is not None:
            return Quantity(int(kept), decimals)
    except ValueError:
        return kept
    return kept
