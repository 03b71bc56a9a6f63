"""Changes of rows that are there: each as the preview saw it, each journalled from → to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inventory.errors import StaleRecord
from inventory.imports.bulk import CHANGED_SINCE, Bulk
from inventory.imports.lookups import Ref
from models import connect


def write_changes(bulk: Bulk, model: type[Any], known: Iterable[tuple[int, int, dict[str, tuple[Any, Any]]]]) -> None:
    """Fields of rows that were there, each journalled from → to; rows that change the same columns go together."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    notes: list[tuple[str, int, str, object, object]] = []
    for row_id, version, changes in known:
        if not changes:
            continue
        plain = {
            name: (_column(model, name), old, new.id if isinstance(new, Ref) else new)
            for name, (old, new) in changes.items()
        }
        columns = tuple(column for column, _old, _new in plain.values())
        groups.setdefault(columns, []).append((*(new for _column, _old, new in plain.values()), row_id, version))
        notes += [(model._meta.table_name, row_id, name, old, new) for name, (_column_name, old, new) in plain.items()]
    bulk.change(model, groups)
    bulk.journal(notes)


def _column(model: type[Any], name: str) -> str:
    return str(model._meta.fields[name].column_name)


def write_field(bulk: Bulk, table: str, row_id: int, column: str, old: object, new: object) -> None:
    """A field of a row without a version, as long as it is what the preview saw."""
    sql = f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} = ? RETURNING id"
    if not connect.rows(sql, (new, row_id, old)):
        raise StaleRecord(CHANGED_SINCE)
    bulk.journal([(table, row_id, column, old, new)])
