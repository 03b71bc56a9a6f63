"""Copies a whole depot: into one file, and from one file into an empty database.

A copy is of one moment: SQLite's is made inside one reading transaction, a server's in one REPEATABLE READ snapshot.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from models import upgrade
from models.base import BaseModel, database
from models.catalog import FROZEN, FURNISHED, MODELS
from models.connect import BUSY_SECONDS, as_ours, is_sqlite
from models.fields import FenField

Report = Callable[[int, int], None]
"""Told how much of how much is done; whatever it raises stops the copy."""

_PAGES: Final = 4_000
_ROWS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Tally:
    """What can be counted in a depot: rows by table, and the money in each column of fen (None: nothing there)."""

    rows: dict[str, int] = field(default_factory=dict)
    fen: dict[str, int | None] = field(default_factory=dict)


def tally(execute: Callable[[str], Any], columns: Container[tuple[str, str]] | None = None) -> Tally:
    """The tally of the database that ``execute`` asks.

    ``columns``: the (table, column) pairs it has, where it may be of an older release; others are left out.
    """
    counted = Tally()
    for model in MODELS:
        table = model._meta.table_name
        if columns is not None and (table, _key(model)) not in columns:
            continue
        money = [column.column_name for column in model._meta.sorted_fields if isinstance(column, FenField)]
        money = [name for name in money if columns is None or (table, name) in columns]
        found = execute(f'SELECT count(*), {", ".join(f"sum({m})" for m in money) or "0"} FROM "{table}"').fetchone()
        counted.rows[table] = int(found[0])
        for name, value in zip(money, found[1:], strict=False):
            counted.fen[f"{table}.{name}"] = None if value is None else int(value)
    return counted


def holds_work(execute: Callable[[str], Any]) -> bool:
    """Whether somebody has put anything into the database that ``execute`` asks: more than every depot begins with."""
    return any(count for table, count in tally(execute).rows.items() if table not in FURNISHED)


def save(target: Path, report: Report) -> Tally:
    """Copy the open depot into the file ``target`` and return the tally of the moment that was copied."""
    with _told_as_ours():
        return copy_file(Path(database.database), target, report) if is_sqlite() else _save_server(target, report)


def copy_file(source: Path, target: Path, report: Report) -> Tally:
    """Copy one file into another through the online backup API (never a file copy), and return what was counted."""
    with _told_as_ours(), _opened(source) as reader, closing(sqlite3.connect(target)) as copy:
        reader.execute("BEGIN")
        counted = tally(reader.execute, _columns(reader))  # the first statement that reads fixes the moment
        copy.execute("PRAGMA synchronous = off")  # whoever asked forces it to the disk at the end
        reader.backup(copy, pages=_PAGES, progress=lambda _, remaining, total: report(total - remaining, total))
        return counted


def _opened(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None))


def _columns(opened: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(opened.execute("SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c"))


@contextmanager
def _told_as_ours() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise as_ours(error) from error


def _save_server(target: Path, report: Report) -> Tally:
    upgrade.fill(target)
    with _opened(target) as copy, database.atomic():
        database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        counted = tally(database.execute_sql)
        for pragma in ("foreign_keys = 0", "journal_mode = off", "synchronous = off"):
            copy.execute(f"PRAGMA {pragma}")
        copy.execute("BEGIN")
        for table in FURNISHED:
            copy.execute(f'DELETE FROM "{table}"')
        total, done = sum(counted.rows.values()), 0
        for model in sorted(MODELS, key=_is_frozen_with_another):  # before what freezes them
            insert = f"INSERT INTO {_named(model)} VALUES ({', '.join('?' * len(model._meta.sorted_fields))})"
            for chunk in _server_rows(model):
                copy.executemany(insert, ([_plain(value) for value in row] for row in chunk))
                report(done := done + len(chunk), total)
        copy.execute("COMMIT")
        return counted


def _server_rows(model: type[BaseModel]) -> Iterator[list[tuple[Any, ...]]]:
    columns = ", ".join(f'"{column.column_name}"' for column in model._meta.sorted_fields)
    with database.connection().cursor(name="copy") as cursor:  # a cursor of the server: the rows come as they are read
        cursor.execute(f'SELECT {columns} FROM "{model._meta.table_name}" ORDER BY 1')
        while chunk := cursor.fetchmany(_ROWS):
            yield chunk


def _key(model: type[BaseModel]) -> str:
    return str(model._meta.sorted_fields[0].column_name)  # peewee puts the key first


def _named(model: type[BaseModel]) -> str:
    columns = ", ".join(f'"{column.column_name}"' for column in model._meta.sorted_fields)
    return f'"{model._meta.table_name}" ({columns})'


def _plain(value: Any) -> Any:
    """A server's value as SQLite keeps it."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


def load(source: Path, report: Report) -> None:
    """Copy the depot in the file ``source`` into the open server, whose tables are there and hold no work.

    What a new depot is furnished with gives way. The caller's transaction keeps all of it or nothing.
    """
    for table in reversed(FURNISHED):
        database.execute_sql(f'DELETE FROM "{table}"')
    connection = database.connection()
    with _told_as_ours(), _opened(source) as file, _unfrozen():
        total, done = sum(tally(file.execute).rows.values()), 0
        for model in MODELS:
            columns = ", ".join(f'"{column.column_name}"' for column in model._meta.sorted_fields)
            cursor = file.execute(f'SELECT {columns} FROM "{model._meta.table_name}" ORDER BY 1')
            with connection.cursor() as writer, writer.copy(f"COPY {_named(model)} FROM STDIN") as copy:
                while chunk := cursor.fetchmany(_ROWS):
                    for row in chunk:
                        copy.write_row(row)
                    report(done := done + len(chunk), total)
            _continue_numbers(model)


def _is_frozen_with_another(model: type[BaseModel]) -> bool:
    """Sorts those tables first whose rows a trigger refuses once another row, that of their paper, is frozen."""
    return "insert" not in FROZEN.get(model._meta.table_name, ())


@contextmanager
def _unfrozen() -> Iterator[None]:
    """Parents must be copied before children here, and a frozen parent refuses them: its triggers wait so long."""
    for table in FROZEN:
        database.execute_sql(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    yield  # whoever fails here gives back the whole transaction, and the triggers with it
    for table in FROZEN:
        database.execute_sql(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _continue_numbers(model: type[BaseModel]) -> None:
    """New rows get numbers after those that were copied."""
    key, table = _key(model), model._meta.table_name
    (sequence,) = database.execute_sql("SELECT pg_get_serial_sequence(%s, %s)", (table, key)).fetchone()
    if sequence is not None:
        database.execute_sql(
            f'SELECT setval(%s, coalesce(max("{key}"), 1), max("{key}") IS NOT NULL) FROM "{table}"', (sequence,)
        )


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a depot's file. ``damage``: what is broken, in SQLite's words; ``steps``: those taken."""

    damage: list[str]
    tally: Tally
    steps: list[str]


def examine(path: Path) -> Examined:
    """Read a depot's file from end to end, without binding our tables to it."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as file:
        try:
            damage = [str(row[0]) for row in file.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            damage += [f"{row[0]} → {row[2]}" for row in file.execute("PRAGMA foreign_key_check").fetchmany(5)]
            steps = [str(row[0]) for row in file.execute(f"SELECT name FROM {upgrade.HISTORY} ORDER BY name")]
            return Examined(damage, Tally() if damage else tally(file.execute, _columns(file)), steps)
        except sqlite3.DatabaseError as error:
            return Examined([str(error)], Tally(), [])
