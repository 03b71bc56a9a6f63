"""Opens a depot's database: one SQLite file, or a PostgreSQL server.

SQLite is used with a rollback journal and full synchronisation: a depot makes a few commits a
minute, and the write-ahead log of the SQLite that Python usually brings can corrupt the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from peewee import Database, InterfaceError, OperationalError, PeeweeException, PostgresqlDatabase, SqliteDatabase

from models.base import database

APPLICATION_ID: Final = 0x53504450  # "SPDP" in the header of the file: this is a depot
BUSY_SECONDS: Final = 10


class Trouble(StrEnum):
    """Why a database did not do what it was asked."""

    BUSY = "busy"
    UNAVAILABLE = "unavailable"
    FULL = "full"
    DAMAGED = "damaged"
    OTHER = "other"


class NotADepot(Exception):
    """No depot, or not a whole one, stands at ``path``; ``reason``: missing, empty, foreign, damaged."""

    def __init__(self, reason: str, path: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason = reason
        self.path = path


def open_depot(url: str, *, create: bool = False) -> Database:
    """Bind the tables to the database at ``url`` (``sqlite:///path`` or ``postgresql://…``).

    Nothing is created where a depot was expected: a missing or empty file raises NotADepot unless ``create``.
    """
    opened = _sqlite(sqlite_path(url), create=create) if url.startswith("sqlite:") else _postgresql(url)
    database.initialize(opened)
    return opened


def sqlite_path(url: str) -> Path:
    """The file of a ``sqlite:///`` URL; percent signs are decoded, backslashes and drive letters pass."""
    text = unquote(url.removeprefix("sqlite:"))
    text = text[3:] if text.startswith("///") else text
    path = Path(text).expanduser()
    if path.is_absolute() or path.parent.exists() or not (rooted := Path("/") / path).parent.exists():
        return path
    return rooted  # sqlite:///home/me/depot.db: three slashes name a relative path, but nobody has a folder ./home/me


def _sqlite(path: Path, *, create: bool) -> SqliteDatabase:
    if path.exists():
        _check_header(path)
    elif not create:
        raise NotADepot("missing", str(path))
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteDatabase(
        str(path),
        pragmas={"foreign_keys": 1, "journal_mode": "delete", "synchronous": "full", "cache_size": -32_000},
        timeout=BUSY_SECONDS,
        autoconnect=False,
    )


def _check_header(path: Path) -> None:
    """A file cut to nothing passes as an empty database for SQLite: look before it is opened."""
    if path.is_dir():
        raise NotADepot("foreign", str(path))
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        raise NotADepot("empty", str(path))
    if not head.startswith(b"SQLite format 3\x00"):
        raise NotADepot("foreign", str(path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotADepot("foreign", str(path))


def _postgresql(url: str) -> PostgresqlDatabase:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise NotADepot("foreign", parts.scheme or "?")
    return PostgresqlDatabase(url.replace("postgres://", "postgresql://", 1), autoconnect=False, prefer_psycopg3=True)


def is_sqlite(opened: Database | None = None) -> bool:
    """Whether the depot is one file."""
    return isinstance(database.obj if opened is None else opened, SqliteDatabase)


@contextmanager
def session() -> Iterator[None]:
    """This thread's connection, closed at the end if it was opened here."""
    opened = not database.is_closed()
    if not opened:
        database.connect()
    try:
        yield
    finally:
        if not opened:
            database.close()


@contextmanager
def transaction() -> Iterator[None]:
    """Everything or nothing. SQLite takes its write lock at once, so two writers never meet half way."""
    if database.in_transaction():
        raise RuntimeError("a command within a command")
    try:
        with database.atomic("IMMEDIATE") if is_sqlite() else database.atomic():
            yield
    except OperationalError as error:
        # On a full disk SQLite has rolled back by itself, and peewee's own rollback hides the cause.
        if "cannot rollback" in str(error) and isinstance(error.__context__, PeeweeException):
            raise error.__context__ from None
        raise


def trouble(error: Exception) -> Trouble:
    """What kind of trouble an OperationalError or InterfaceError of peewee is."""
    text = str(error).lower()
    if "locked" in text or "busy" in text or "deadlock" in text or "could not serialize" in text:
        return Trouble.BUSY
    if "disk is full" in text or "no space left" in text or "disk full" in text:
        return Trouble.FULL
    if "malformed" in text or "not a database" in text or "corrupt" in text or "disk i/o error" in text:
        return Trouble.DAMAGED
    if isinstance(error, InterfaceError) or "connect" in text or "closed" in text or "unable to open" in text:
        return Trouble.UNAVAILABLE
    return Trouble.OTHER


def rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows of a statement written with ``?``: for hot queries, which peewee would build anew each time."""
    if not is_sqlite():
        sql = sql.replace("?", "%s")
    return list(database.execute_sql(sql, tuple(parameters)).fetchall())


def stream(sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement one by one, as the cursor gives them: for lists too long to hold."""
    if not is_sqlite():
        sql = sql.replace("?", "%s")
    return iter(database.execute_sql(sql, tuple(parameters)))


def as_day(value: Any) -> date | None:
    """A calendar day of a raw row: SQLite gives text, PostgreSQL a date."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def as_instant(value: Any) -> datetime | None:
    """An instant of a raw row, aware and in UTC: SQLite gives text, PostgreSQL a naive datetime."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value is not None else None


def copy_sqlite(target: Path) -> None:
    """A consistent copy of the open SQLite depot through the online backup API (never a file copy)."""
    with sqlite3.connect(str(target)) as copy:
        database.connection().backup(copy)
    copy.close()
