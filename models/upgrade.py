"""Brings a depot's tables to the state this program needs, or makes a new depot."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from models import connect
from models.connect import APPLICATION_ID, NotADepot, cause_shown, copy_sqlite, is_sqlite, session, sqlite_database

if TYPE_CHECKING:
    from peewee import Database

FOLDER: Final = Path(__file__).resolve().parent / "migrations"
HISTORY: Final = "schema_migration"
_LOCK: Final = 0x5350_4450


class TooNew(Exception):
    """The database was made by a later version of the program; ``names``: the steps this one does not know."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def steps() -> list[str]:
    """Every step that this program knows, oldest first."""
    return sorted(name.removesuffix(".py") for name in os.listdir(FOLDER) if name[0].isdigit() and name.endswith(".py"))


def latest() -> str:
    """The name of the newest step this program knows."""
    return steps()[-1]


def taken() -> list[str]:
    """The steps that the open database has taken, oldest first; none where it has no tables yet."""
    if not connect.has_table(HISTORY):
        return []
    return sorted(row[0] for row in connect.rows(f"SELECT name FROM {HISTORY}"))


def pending() -> list[str]:
    """Steps that the open database still lacks. Raises TooNew."""
    known, there = steps(), taken()
    if unknown := [name for name in there if name not in known]:
        raise TooNew(unknown)
    return [name for name in known if name not in there]


def upgrade(backup: Path | None = None) -> list[str]:
    """Run the steps that are missing, all or none, and return their names.

    ``backup``: where a SQLite depot that holds data is copied to before it is touched.
    """
    with session():
        if not pending():
            return []
        from models.base import database  # peewee, which a start with nothing to do should not wait for

        with _alone(database.obj):
            if not pending():  # another program may have been faster
                return []
            if backup is not None and is_sqlite():
                copy_sqlite(backup)
            return _run(database.obj)


def make(path: Path) -> bool:
    """Make a new, empty depot at ``path``; False if there is one already, or another program was faster.

    It is made beside the place and appears there whole: a program killed meanwhile leaves nothing at ``path``.
    """
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    import secrets  # a start does not make a depot

    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        fill(beside)
        return place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def fill(path: Path) -> None:
    """Make the tables of a depot in the file at ``path``, without binding our tables to it."""
    opened = sqlite_database(path)
    with opened.connection_context(), _alone(opened):
        _run(opened)


def place(beside: Path, path: Path) -> bool:
    """Give a finished file its name if that is still free, in one step; False if it is not."""
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    except OSError:  # the file systems of sticks have no links; programs hardly race there
        if path.exists():
            return False
        beside.rename(path)
    return True


def _run(opened: Database) -> list[str]:
    from playhouse.migrations import Runner  # only an upgrade needs it, and a start should not wait for it

    done: list[str] = Runner(opened, str(FOLDER), table_name=HISTORY).up()
    if is_sqlite(opened):
        if broken := opened.execute_sql("PRAGMA foreign_key_check").fetchone():
            raise NotADepot("damaged", f"{broken[0]} → {broken[2]}")
        opened.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    return done


@contextmanager
def _alone(opened: Database) -> Iterator[None]:
    """Nobody else writes meanwhile; SQLite's cascades are off while tables are rebuilt."""
    if not is_sqlite(opened):
        with opened.atomic():
            opened.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield
        return
    opened.execute_sql("PRAGMA foreign_keys = 0")  # has no effect inside a transaction
    try:
        with cause_shown(), opened.atomic("IMMEDIATE"):  # not EXCLUSIVE: the copy is read while it is held
            yield
    finally:
        opened.execute_sql("PRAGMA foreign_keys = 1")
