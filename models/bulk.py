"""Many rows at once, the fastest way of each database: prepared statements of SQLite, COPY and arrays of PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import peewee

from models import connect
from models.base import database


def insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Add rows; enums as their values, days as text."""
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    cursor = database.cursor()
    with _as_peewee():
        if connect.is_sqlite():
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})', rows)
            return
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as stream:
            for row in rows:
                stream.write_row(row)


def update(table: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]) -> None:
    """Set ``columns`` (name, type) of rows by id; each row holds the values in their order, and its id behind them."""
    if not rows:
        return
    cursor = database.cursor()
    with _as_peewee():
        if connect.is_sqlite():
            sets = ", ".join(f'"{name}" = ?' for name, _type in columns)
            cursor.executemany(f'UPDATE "{table}" SET {sets} WHERE id = ?', rows)
            return
        sets = ", ".join(f'"{name}" = fresh."{name}"' for name, _type in columns)
        arrays = ", ".join(f"%s::{kind}[]" for _name, kind in (*columns, ("id", "integer")))
        names = ", ".join(f'"{name}"' for name in (*(name for name, _type in columns), "id"))
        cursor.execute(
            f'UPDATE "{table}" SET {sets} FROM unnest({arrays}) AS fresh ({names}) WHERE "{table}".id = fresh.id',
            [list(values) for values in zip(*rows, strict=True)],
        )


def delete(table: str, column: str, values: Sequence[int]) -> None:
    """Remove the rows whose ``column`` holds one of ``values``."""
    if values:
        database.execute_sql(f'DELETE FROM "{table}" WHERE "{column}" IN ({", ".join(map(str, values))})')


def _as_peewee() -> AbstractContextManager[None]:
    """The driver's errors as peewee's, as every statement that peewee itself sends has them."""
    wrapper: AbstractContextManager[None] = vars(peewee)["__exception_wrapper__"]
    return wrapper
