"""Where the demonstration depot lives: in a file of its own, never in place of a real depot."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from inventory import bootstrap
from inventory.clock import Clock
from inventory.demo import NAME
from inventory.demo.build import Built, build
from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.jobs import Progress
from models import connect, transfer
from models.base import database

MARK: Final = 0x44454D4F
"""``user_version`` in the header of a demonstration depot's file ("DEMO"): such a file may be replaced."""


def make(url: str | None, progress: Progress, clock: Clock | None = None) -> tuple[str, Built]:
    """Make a fresh demonstration depot and return its address and what is in it.

    ``url`` None: ``demo.sqlite`` in this user's data folder. An older demonstration there is replaced; anything else
    is left alone and raises RuleBroken. It appears when it is finished: stopped half way, the old one stays.
    """
    url = url or bootstrap.url_of(bootstrap.data_folder() / NAME)
    if not url.startswith("sqlite:"):
        ctx = bootstrap.open_context(url, clock=clock)
        with ctx.reading():
            if transfer.holds_work(database.execute_sql):
                raise _occupied(connect.without_password(url))
        return url, build(ctx, progress)
    path = connect.sqlite_path(url)
    if path.exists() and not _is_demonstration(path):
        raise _occupied(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        ctx = bootstrap.open_context(bootstrap.url_of(beside), create=True, clock=clock)
        with ctx.reading():
            database.execute_sql("PRAGMA synchronous = OFF")  # it counts only when it is finished, and is renamed then
            built = build(ctx, progress)
            database.execute_sql("PRAGMA synchronous = FULL")
            database.execute_sql(f"PRAGMA user_version = {MARK}")
        _replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    bootstrap.open_context(url, clock=clock)
    return url, built


def _is_demonstration(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            return bool(file.execute("PRAGMA user_version").fetchone()[0] == MARK)
    except sqlite3.DatabaseError:
        return False  # whatever it is, it is not ours to replace


def _replace(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except PermissionError as error:  # Windows: a file that a program has open cannot be replaced
        raise RuleBroken(
            N_("The demonstration depot is open in another window. Close that window and try again.")
        ) from error


def _occupied(place: str) -> RuleBroken:
    return RuleBroken(
        N_("There is something at {place} that is no demonstration depot. Name an empty place; it was left alone."),
        place=place,
    )
