"""Brings a depot's tables to the state this program needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from peewee import Database
from playhouse.migrations import Runner

from models.base import database
from models.connect import APPLICATION_ID, NotADepot, copy_sqlite, is_sqlite, rows, session

FOLDER: Final = Path(__file__).resolve().parent / "migrations"
HISTORY: Final = "schema_migration"
_LOCK: Final = 0x5350_4450


class TooNew(Exception):
    """The database was made by a later version of the program; ``names``: the steps this one does not know."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def runner(opened: Database) -> Runner:
    """The migration runner over our folder."""
    return Runner(opened, str(FOLDER), table_name=HISTORY)


def pending() -> list[str]:
    """Steps that the open database still lacks. Raises TooNew."""
    status = runner(_plain()).status()
    if unknown := [step.name for step in status if step.path is None]:
        raise TooNew(unknown)
    return [step.name for step in status if step.applied is None]


def latest() -> str:
    """The name of the newest step this program knows."""
    return str(runner(_plain()).migrations()[-1].name)


def upgrade(backup: Path | None = None) -> list[str]:
    """Run the steps that are missing, all or none, and return their names.

    ``backup``: where a SQLite depot that holds data is copied to before it is touched.
    """
    with session():
        todo = pending()
        if not todo:
            return []
        if backup is not None and is_sqlite() and database.get_tables():
            copy_sqlite(backup)
        with _alone():
            done: list[str] = runner(_plain()).up()
            _check_references()
            if is_sqlite():
                database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        return done


def _plain() -> Database:
    opened: Database = database.obj
    return opened


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else upgrades meanwhile; SQLite's cascades are off while tables are rebuilt."""
    if not is_sqlite():
        with database.atomic():
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield
        return
    database.execute_sql("PRAGMA foreign_keys = 0")  # has no effect inside a transaction
    try:
        with database.atomic("EXCLUSIVE"):
            yield
    finally:
        database.execute_sql("PRAGMA foreign_keys = 1")


def _check_references() -> None:
    if is_sqlite() and (broken := rows("PRAGMA foreign_key_check")):
        raise NotADepot("damaged", f"{broken[0][0]} → {broken[0][2]}")
