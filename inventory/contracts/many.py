"""Many units changed by one act: a delivery of 500 is accepted in a few statements, journalled unit by unit.

What ``Work.change`` does for one row, for rows that all get the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from peewee import ForeignKeyField, fn

from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.journal import CREATED, text
from inventory.work import Work
from models import connect
from models.assets import Asset, AssetEvent, EventKind
from models.base import Versioned
from models.journal import Change

PIECE: Final = 500
"""Rows of one statement: SQLite takes 32,766 parameters."""
Row = TypeVar("Row", bound=Versioned)


def lock_units(work: Work, ids: Iterable[int]) -> list[Any]:
    """Units in the order of ``ids``, kept from others until the end of the transaction. Raises NotFound."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Any] = {}
    for piece in pieces(sorted(wanted)):
        query = Asset.select().where(Asset.id.in_(piece)).order_by(Asset.id)
        for row in query if connect.is_sqlite() else query.for_update():
            found[row.id] = row
    if len(found) < len(wanted):
        raise NotFound(N_("One of these units is no longer there. Refresh the page to see what is."))
    return [found[asset_id] for asset_id in wanted]


def change_rows(work: Work, rows: Sequence[Row], **values: Any) -> list[Row]:
    """Give locked rows of one table the same ``values``; return those that differed. What differs is journalled."""
    if not rows:
        return []
    model = type(rows[0])
    fields = {name: model._meta.fields[name] for name in values}
    columns = {name: field.object_id_name if isinstance(field, ForeignKeyField) else name
               for name, field in fields.items()}  # fmt: skip
    differing = [row for row in rows if any(getattr(row, columns[name]) != value for name, value in values.items())]
    lines = [
        (row.id, name, getattr(row, columns[name]), value)
        for row in differing
        for name, value in values.items()
        if getattr(row, columns[name]) != value
    ]
    for piece in pieces([row.id for row in differing]):
        setting = {field: values[name] for name, field in fields.items()} | {model.version: model.version + 1}
        model.update(setting).where(model.id.in_(piece)).execute()
    _note(work, model._meta.table_name, lines)
    for row in differing:
        for name, value in values.items():
            setattr(row, columns[name], value)
        row.version += 1
        work.touch(model, row.id)
    return differing


def happened(work: Work, units: Iterable[int], kind: EventKind, note: str) -> None:
    """Something that happened to several units at once, among the events of each. ``note`` is data."""
    told = {"at": work.ctx.clock.now(), "kind": kind, "by": work.ctx.actor, "note": note}
    for piece in pieces(units):
        AssetEvent.insert_many([told | {"asset": asset_id} for asset_id in piece]).execute()


def add_rows(work: Work, model: type[Row], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows and journal them."""
    for piece in pieces(rows):
        if connect.is_sqlite():  # we hold the write lock, so what is above is ours
            last = model.select(fn.max(model.id)).scalar() or 0
            model.insert_many(piece).execute()
            ids = [row.id for row in model.select(model.id).where(model.id > last).order_by(model.id)]
        else:
            ids = [row[0] for row in model.insert_many(piece).execute()]
        _note(work, model._meta.table_name, [(row_id, CREATED, None, None) for row_id in ids])
        for row_id in ids:
            work.touch(model, row_id)


def pieces(things: Iterable[Any]) -> Iterator[list[Any]]:
    """``things`` in lists that one statement can take."""
    waiting = iter(things)
    while piece := list(islice(waiting, PIECE)):
        yield piece


def _note(work: Work, entity: str, lines: Iterable[tuple[int, str, object, object]]) -> None:
    ctx = work.ctx
    same = {
        "at": ctx.clock.now(), "by": ctx.actor, "workstation": ctx.workstation, "act": work.act, "reason": work.reason,
        "entity": entity,
    }  # fmt: skip
    for piece in pieces(lines):
        Change.insert_many(
            [same | {"entity_id": row_id, "field": name, "old": text(old), "new": text(new)}
             for row_id, name, old, new in piece]
        ).execute()  # fmt: skip
