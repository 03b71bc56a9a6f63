"""Makes a depot for measuring, of any size and the same every time: bulk statements, no command of the product."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Final

from benchmarks.ledger import Ledger
from benchmarks.rows import Size, tables
from models import upgrade

FOLDER: Final = Path(__file__).resolve().parent.parent / "build" / "benchmarks"
"""Where depots are kept between runs; the full one takes minutes to make."""


def depot(size: Size, folder: Path = FOLDER) -> Path:
    """The file of a depot of this size, made unless it is there."""
    path = folder / f"depot-{size.units}-{size.parts}-{size.customers}-{size.moves}-{upgrade.latest()}.sqlite"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.new")  # two runs may make the same depot at once
        upgrade.fill(beside)
        with closing(sqlite3.connect(beside, isolation_level=None)) as opened:
            _fill(opened, size)
        beside.replace(path)
    return path


def _fill(opened: sqlite3.Connection, size: Size) -> None:
    for pragma in ("journal_mode = off", "synchronous = off", "foreign_keys = 0", "cache_size = -400000"):
        opened.execute(f"PRAGMA {pragma}")
    opened.execute("BEGIN")
    for table, columns, rows in chain(tables(size), Ledger(size).tables()):
        names = ", ".join(f'"{name}"' for name in columns)
        opened.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})', rows)
    opened.execute("COMMIT")
