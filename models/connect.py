"""Opens a depot's database: one SQLite file, or a PostgreSQL server.

SQLite is used with a rollback journal and full synchronisation: a depot makes a few commits a
minute, and the write-ahead log of the SQLite that Python usually brings can corrupt the file.

A depot in one file is read through sqlite3 alone until something asks for ``models.base``: peewee and the tables take
longer to load than the window has time for, and its first page needs neither. From then on peewee works on, through
the connection that a thread has open already.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from models.shares import unsafe
from models.troubles import Trouble as Trouble
from models.troubles import as_ours as as_ours
from models.troubles import as_peewee
from models.troubles import cause_shown as cause_shown
from models.troubles import trouble as trouble

if TYPE_CHECKING:
    from peewee import Database, DatabaseProxy, SqliteDatabase

APPLICATION_ID: Final = 0x53504450  # "SPDP" in the header of the file: this is a depot
BUSY_SECONDS: Final = 10
PRAGMAS: Final[Mapping[str, str | int]] = {
    "foreign_keys": 1, "journal_mode": "delete", "synchronous": "full", "cache_size": -32_000,
}  # fmt: skip
"""What every connection to a depot in one file is told."""
_KEPT_CACHE: Final = -8_000
"""Kibibytes of pages, negative as SQLite has it, for a connection that is kept: the system remembers pages as well."""


class _Thread(threading.local):
    """``light``: its connection without peewee; ``keeps``: it stays open between sessions; ``within``: now in one."""

    light: sqlite3.Connection | None = None
    keeps = False
    within = False


_thread: Final = _Thread()
_proxy: DatabaseProxy | None = None
"""peewee's database (models.base.database), once something has asked for it."""
_file: Path | None = None
"""The depot in use, where it is one file."""


class NotADepot(Exception):
    """No depot, or not a whole one, stands at ``path``; ``reason``: missing, empty, foreign, damaged.

    Or none can stand there: address, share, synced; ``where`` then names the file system or the service.
    """

    def __init__(self, reason: str, path: str, where: str = "") -> None:
        super().__init__(f"{path}: {reason}")
        self.reason = reason
        self.path = path
        self.where = where


def open_depot(url: str) -> None:
    """Bind the tables to the database at ``url`` (``sqlite:///path`` or ``postgresql://…``).

    Nothing is created where a depot was expected (models.upgrade.make does): a missing or empty file raises NotADepot.
    """
    global _file
    check_place(url)
    if not url.startswith("sqlite:"):
        _file = None
        _database().initialize(_postgresql(url))
        return
    path = _named(url)
    _check_file(path)
    _file = path
    if _proxy is not None:
        _proxy.initialize(sqlite_database(path))


def bind(proxy: DatabaseProxy) -> None:
    """Give peewee the depot that is open already. Called once, by models.base."""
    global _proxy
    if _file is not None:
        proxy.initialize(sqlite_database(_file))
    _proxy = proxy


def _database() -> DatabaseProxy:
    """peewee's database; brings peewee where nobody has needed it yet."""
    from models.base import database

    return database


def check_place(url: str) -> None:
    """Refuse a file where SQLite cannot keep it whole. Raises NotADepot; a server is never refused."""
    if url.startswith("sqlite:") and (found := unsafe(path := sqlite_path(url))) is not None:
        raise NotADepot("synced" if found.synced else "share", str(path), found.what)


def sqlite_path(url: str) -> Path:
    """The file of a ``sqlite:///`` URL; percent signs are decoded, backslashes and drive letters pass."""
    text = unquote(url.removeprefix("sqlite:"))
    text = text[3:] if text.startswith("///") else text
    path = Path(text).expanduser()
    if path.is_absolute() or path.parent.exists() or not (rooted := Path("/") / path).parent.exists():
        return path
    return rooted  # sqlite:///home/me/depot.db: three slashes name a relative path, but nobody has a folder ./home/me


def _named(url: str) -> Path:
    path = sqlite_path(url)
    if not path.name:
        raise NotADepot("address", url)
    return path


def without_password(url: str) -> str:
    """The URL as it may be shown."""
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":***@", 1) if parts.password else url


def sqlite_depot(path: Path) -> SqliteDatabase:
    """The depot in the file at ``path``, with what every connection to it must know. Raises NotADepot."""
    _check_file(path)
    return sqlite_database(path)


def sqlite_database(path: Path) -> SqliteDatabase:
    """A SQLite database as we use them, whatever is in it, or nothing yet."""
    from models.sqlite import File  # peewee's: see above

    return File(str(path), pragmas=dict(PRAGMAS), timeout=BUSY_SECONDS, autoconnect=False)


def _check_file(path: Path) -> None:
    """A file cut to nothing passes as an empty database for SQLite: look before it is used.

    SQLite itself reads the header: it undoes what a killed program left half done, finds a file cut short, and
    keeps the locks of this process, which closing a file opened by other means would drop.
    """
    if not path.exists():
        raise NotADepot("missing", str(path))
    if path.is_dir():
        raise NotADepot("foreign", str(path))
    if not path.stat().st_size:
        raise NotADepot("empty", str(path))
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)
        ) as connection:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
            raise NotADepot("damaged" if _begins_as_sqlite(path) else "foreign", str(path)) from error
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise NotADepot("damaged", str(path)) from error
        raise as_ours(error) from error
    if found != APPLICATION_ID:
        raise NotADepot("foreign", str(path))


def _begins_as_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def _postgresql(url: str) -> Database:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise NotADepot("address", without_password(url))
    from models.postgresql import server

    return server(url.replace("postgres://", "postgresql://", 1))


def is_sqlite(opened: Database | None = None) -> bool:
    """Whether the depot is one file."""
    if opened is None and _proxy is None:
        return _file is not None
    from peewee import SqliteDatabase

    return isinstance(_database().obj if opened is None else opened, SqliteDatabase)


@contextmanager
def session() -> Iterator[None]:
    """This thread's connection, closed at the end if it was opened here and the thread does not keep it."""
    opened, within = _is_open(), _thread.within
    if not opened:
        _open()
        if _thread.keeps:
            _connection().execute(f"PRAGMA cache_size = {_KEPT_CACHE}")
    _thread.within = True
    try:
        yield
    finally:
        _thread.within = within
        if not opened or (_thread.keeps and not within):
            _rest() if _thread.keeps else _close()


@contextmanager
def keeping() -> Iterator[None]:
    """Inside, this thread's connection stays open from one session to the next: for threads that ask all day.

    SQLite reads the whole schema for every new connection, which takes longer than most questions. A server's
    sessions are given back: there are not many, and one that was cut off is noticed when it is opened anew.
    """
    _thread.keeps = is_sqlite()
    try:
        yield
    finally:
        _thread.keeps = False
        if _is_open():
            _close()


def _is_open() -> bool:
    return _thread.light is not None or (_proxy is not None and not _proxy.is_closed())


def _open() -> None:
    if _proxy is not None or _file is None:
        _database().connect()
        return
    try:
        light = sqlite3.connect(_file, timeout=BUSY_SECONDS, isolation_level=None)
        for pragma, value in PRAGMAS.items():
            light.execute(f"PRAGMA {pragma} = {value}")
    except sqlite3.Error as error:
        raise as_peewee(error) from error
    _thread.light = light


def _close() -> None:
    if (light := taken_over()) is not None:
        light.close()
    elif _proxy is not None:
        _proxy.close()


def _rest() -> None:
    """Give back what SQLite remembers of the file's pages."""
    if _is_open():
        _connection().execute("PRAGMA shrink_memory")


def _connection() -> sqlite3.Connection:
    """This thread's, to a depot in one file."""
    if _thread.light is not None:
        return _thread.light
    found: sqlite3.Connection = _database().connection()
    return found


def taken_over() -> sqlite3.Connection | None:
    """The connection that this thread has opened without peewee, from now on the caller's; None where there is none."""
    light, _thread.light = _thread.light, None
    return light


@contextmanager
def transaction() -> Iterator[None]:
    """Everything or nothing. SQLite takes its write lock at once, so two writers never meet half way."""
    database = _database()
    if database.in_transaction():
        raise RuntimeError("a command within a command")
    with cause_shown(), database.atomic("IMMEDIATE") if is_sqlite() else database.atomic():
        yield


def rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows of a statement with ``?`` and ``group_concat`` as SQLite has them: peewee would build it anew each time."""
    if _thread.light is not None:
        return _lightly(_thread.light, sql, parameters).fetchall()
    if not is_sqlite():
        sql = sql.replace("?", "%s").replace("group_concat(", "string_agg(")
    return list(_database().execute_sql(sql, tuple(parameters)).fetchall())


def has_table(name: str) -> bool:
    """Whether the open database has a table."""
    if is_sqlite():
        return bool(rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)))
    return bool(_database().table_exists(name))


def stream(sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement one by one, as the cursor gives them: for lists too long to hold."""
    if _thread.light is not None:
        return iter(_lightly(_thread.light, sql, parameters))
    if not is_sqlite():
        sql = sql.replace("?", "%s")
    return iter(_database().execute_sql(sql, tuple(parameters)))


def _lightly(light: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> sqlite3.Cursor:
    try:
        return light.execute(sql, tuple(parameters))
    except sqlite3.Error as error:
        raise as_peewee(error) from error


def as_day(value: Any) -> date | None:
    """A calendar day of a raw row: SQLite gives text, PostgreSQL a date."""
    return _day(value[:10]) if isinstance(value, str) else value


_day: Final = lru_cache(maxsize=8192)(date.fromisoformat)
"""Days repeat: the units of a delivery have the same ones."""


def as_instant(value: Any) -> datetime | None:
    """An instant of a raw row, aware and in UTC: SQLite gives text, PostgreSQL a naive datetime."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value is not None else None


def instant(at: datetime) -> str:
    """An instant as a parameter of a raw statement, as ``UtcField`` keeps it: UTC, whole seconds, without a zone."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def copy_sqlite(target: Path) -> None:
    """A consistent copy of the open SQLite depot through the online backup API (never a file copy).

    Through a connection of its own: SQLite copies nothing through one that is inside a writing transaction.
    """
    try:
        with (
            closing(sqlite3.connect(_database().database, timeout=BUSY_SECONDS)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise as_ours(error) from error
