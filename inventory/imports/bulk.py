"""Many rows at once: the fastest way of each database, in pieces small enough to be cancelled between two of them.

SQLite takes many rows in one statement: its full-text index is written out after every statement, so that row by row
takes five times as long. PostgreSQL takes them by COPY. Values were checked when the book was read, so the checks of
the fields, which see one value at a time, are not run again; a test holds their limits against each other.
"""

from __future__ import annotations

import secrets
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from itertools import chain, islice
from typing import Any, Final

import peewee

from inventory.errors import StaleRecord
from inventory.i18n import N_, _
from inventory.imports.lookups import found_in
from inventory.jobs import Progress
from inventory.journal import text
from inventory.scanning.payload import CROCKFORD, RANDOM_CHARACTERS, Kind, new_code
from inventory.work import Work
from models import connect
from models.base import BaseModel, database
from models.journal import Change

PIECE: Final = 500
"""Rows between two looks at whether the person has stopped us: some 20 ms of work."""
_PARAMETERS: Final = 30_000
"""Of one statement of SQLite, which takes 32,766."""
CHANGED_SINCE: Final = N_("The depot was changed since this preview. Nothing was written; look at the preview again.")
_CHECK: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def as_peewee() -> AbstractContextManager[None]:
    """The driver's errors as peewee's, as every statement that peewee itself sends has them."""
    wrapper: AbstractContextManager[None] = vars(peewee)["__exception_wrapper__"]
    return wrapper


class Bulk:
    """Writes the rows of one batch and tells the progress how many of ``total`` are written."""

    def __init__(self, work: Work, progress: Progress, total: int) -> None:
        self.work = work
        self._progress = progress
        self._done = 0
        self._total = total
        self.tables: dict[str, None] = {}

    def insert(
        self,
        model: type[BaseModel],
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        constants: Mapping[str, Any] | None = None,
    ) -> int:
        """Add rows with the same ``constants`` in each; return how many. Enums as values, days and instants as text.

        A column of which nobody says anything has the default of its field.
        """
        table, same = model._meta.table_name, defaults(model, columns) | dict(constants or {})
        self.tables[table] = None
        names = ", ".join(f'"{name}"' for name in (*columns, *same))
        if connect.is_sqlite():
            row = f"({', '.join(['?'] * len(columns) + [_literal(value) for value in same.values()])})"

            def together(cursor: Any, piece: Sequence[Sequence[Any]]) -> None:
                sql = f'INSERT INTO "{table}" ({names}) VALUES {", ".join([row] * len(piece))}'
                cursor.execute(sql, list(chain.from_iterable(piece)))

            return self._pieces(rows, together, min(PIECE, _PARAMETERS // len(columns)))
        sql, tail = f'COPY "{table}" ({names}) FROM STDIN', tuple(same.values())

        def copy(cursor: Any, piece: Sequence[Sequence[Any]]) -> None:
            with cursor.copy(sql) as stream:
                for row in piece:
                    stream.write_row((*row, *tail))

        return self._pieces(rows, copy)

    def change(self, model: type[BaseModel], changes: Mapping[tuple[str, ...], list[tuple[Any, ...]]]) -> None:
        """Set columns of rows that nobody has saved since: by columns, the values with id and version behind them."""
        table = model._meta.table_name
        for columns, rows in changes.items():
            self.tables[table] = None
            sets = ", ".join(f'"{name}" = ?' for name in columns)
            sql = f'UPDATE "{table}" SET {sets}, version = version + 1 WHERE id = ? AND version = ?'
            sql = sql if connect.is_sqlite() else sql.replace("?", "%s")
            hit = 0

            def update(cursor: Any, piece: Sequence[Sequence[Any]], sql: str = sql) -> None:
                nonlocal hit
                cursor.executemany(sql, piece)
                hit += cursor.rowcount

            if self._pieces(rows, update) != hit:
                raise StaleRecord(CHANGED_SINCE)

    def journal(self, notes: Iterable[tuple[str, int, str, object, object]]) -> None:
        """Write lines of the change record: table, row, field, from, to."""
        ctx = self.work.ctx
        self.insert(
            Change,
            ("entity", "entity_id", "field", "old", "new"),
            ((entity, row_id, field, text(old), text(new)) for entity, row_id, field, old, new in notes),
            {
                "at": ctx.clock.now().strftime("%Y-%m-%d %H:%M:%S"),
                "by_id": ctx.actor,
                "workstation": ctx.workstation,
                "act": self.work.act,
                "reason": self.work.reason,
            },
        )
        self.tables.pop("change", None)

    def ids(self, model: type[BaseModel], count: int) -> Iterator[int]:
        """Ids for rows that others will refer to, ours until the end of the transaction."""
        table = model._meta.table_name
        if not count:
            return iter(())
        if connect.is_sqlite():  # we hold the write lock
            last = connect.rows(f'SELECT coalesce(max(id), 0) FROM "{table}"')[0][0]
            return iter(range(last + 1, last + 1 + count))
        drawn = connect.rows(
            "SELECT nextval(pg_get_serial_sequence(?, 'id')) FROM generate_series(1, ?)", (f'"{table}"', count)
        )
        return iter([row[0] for row in drawn])

    def codes(self, model: type[BaseModel], kind: Kind, count: int) -> list[str]:
        """Label codes that no row of the table carries and that differ among themselves."""
        codes, drawn = dict[str, None](), draw(kind, count)
        while piece := dict.fromkeys(islice(drawn, 4 * PIECE)):
            self._progress.report(self._done, self._total, _("Writing the rows"))
            codes |= piece
        table = model._meta.table_name
        if connect.rows(f'SELECT 1 FROM "{table}" LIMIT 1'):
            for (taken,) in found_in(f'SELECT code FROM "{table}" WHERE code IN ({{}})', list(codes), self._progress):
                del codes[taken]
        while len(codes) < count:
            code = new_code(kind)
            if not connect.rows(f'SELECT 1 FROM "{table}" WHERE code = ?', (code,)):
                codes[code] = None
        return list(codes)

    def _pieces(self, rows: Iterable[Sequence[Any]], write: Any, size: int = PIECE) -> int:
        written, waiting = 0, iter(rows)
        while piece := list(islice(waiting, size)):
            self._progress.report(self._done, self._total, _("Writing the rows"))
            with as_peewee():
                write(database.cursor(), piece)
            written += len(piece)
            self._done = min(self._total, self._done + len(piece))
        return written


def defaults(model: type[BaseModel], said: Collection[str]) -> dict[str, Any]:
    """By column, what a new row has in those that are not ``said``; as the database keeps it."""
    return {
        field.column_name: field.db_value(field.default)
        for field in model._meta.sorted_fields
        if field.column_name not in said and field.default is not None and not callable(field.default)
    }


def draw(kind: Kind, count: int) -> Iterator[str]:
    """Random label codes as ``new_code`` draws them, by tables of the check character's states (ISO 7064).

    Two characters at a time: three pairs and a single one are the RANDOM_CHARACTERS of a code.
    """
    steps, twice, ends = _steps(), _double_steps(), _ends()
    begin = twice[steps[len(_CHECK) // 2][_CHECK.index(kind.value)]]
    first = kind.value
    made = 0
    while made < count:
        chance = iter(array("H", secrets.token_bytes(8 * (count - made + 16))))
        for one, two, three, four in zip(chance, chance, chance, chance, strict=True):
            one, two, three, last = one & 1023, two & 1023, three & 1023, four & 31
            check = ends[steps[twice[twice[begin[one]][two]][three]][_VALUES[last]]]
            if check:
                yield f"{first}{_PAIRS[one]}{_PAIRS[two]}{_PAIRS[three]}{CROCKFORD[last]}{check}"
                made += 1
                if made == count:
                    return


assert RANDOM_CHARACTERS == 7
_VALUES: Final = [_CHECK.index(letter) for letter in CROCKFORD]
_PAIRS: Final = [one + two for one in CROCKFORD for two in CROCKFORD]


@cache
def _double_steps() -> list[list[int]]:
    """The state after two characters, by the state before them."""
    steps = _steps()
    return [[steps[row[one]][two] for one in _VALUES for two in _VALUES] for row in steps]


@cache
def _steps() -> list[list[int]]:
    """The state after a character, by the state before it."""
    size = len(_CHECK)
    return [[((state or size) * 2 % (size + 1) + value) % size for value in range(size)] for state in range(size)]


@cache
def _ends() -> list[str]:
    """The check character of each state; "" for those that people confuse (payload.new_code)."""
    size = len(_CHECK)
    last = [_CHECK[(1 - (state or size) * 2 % (size + 1)) % size] for state in range(size)]
    return ["" if check in "01OIL" else check for check in last]


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value))
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
