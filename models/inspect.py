"""What a database says about itself: which tables, guards and triggers are there, and whether it is whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from peewee import Context, DatabaseError, ForeignKeyField

from models.base import database
from models.catalog import APPEND_ONLY, FROZEN, MODELS, guards
from models.connect import is_sqlite, rows

SEARCH_TABLES: Final = {"asset_serial_fts": "asset", "customer_name_fts": "customer"}
"""SQLite's search tables and the tables they follow by triggers."""

_CHECK = re.compile(r'CONSTRAINT "?(\w+)"? CHECK')
_WHERE = re.compile(r"\bWHERE\b(.*)$", re.IGNORECASE | re.DOTALL)


class Piece(StrEnum):
    """The kinds of things that stand in a catalogue."""

    TABLE = "table"
    COLUMN = "column"
    INDEX = "index"
    GUARD = "guard"
    TRIGGER = "trigger"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Index:
    """An index of a table. ``columns``: none where it is on an expression; ``where``: the condition of a partial one,
    without quotes and brackets."""

    table: str
    columns: tuple[str, ...]
    unique: bool
    where: str = ""


SEARCH_INDEXES: Final = {
    "asset_serial_trigrams": Index("asset", ("serial_norm",), unique=False),
    "customer_name_grams": Index("customer", (), unique=False),
}
"""What serves the same searches on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The parts of a schema that keep the rows true. References are (table, column, table referred to)."""

    columns: frozenset[tuple[str, str]]
    indexes: dict[str, Index]
    checks: dict[str, str]
    triggers: dict[str, str]
    references: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)


def wanted() -> Catalogue:
    """What the models, the search and the append-only tables need in the open database."""
    columns, references, indexes = set(), set(), {}
    for model in MODELS:
        table = model._meta.table_name
        for column in model._meta.sorted_fields:
            columns.add((table, column.column_name))
            if isinstance(column, ForeignKeyField):
                references.add((table, column.column_name, column.rel_model._meta.table_name))
        for index in model._meta.fields_to_index():
            over = tuple(column.column_name for column in index._expressions)
            indexes[index._name] = Index(table, over, index._unique, _condition(Context().sql(index).query()[0]))
    named = guards()
    checks = {name: table for name, table in named.items() if name not in indexes}
    triggers = {f"{table}_no_{act}": table for table in APPEND_ONLY for act in ("update", "delete")}
    triggers |= {f"{table}_frozen_{act}": table for table, acts in FROZEN.items() for act in acts}
    if is_sqlite():
        for fts, table in SEARCH_TABLES.items():
            triggers |= {f"{fts}_{act}": table for act in ("insert", "delete", "update")}
    else:
        indexes |= SEARCH_INDEXES
    return Catalogue(frozenset(columns), indexes, checks, triggers, frozenset(references))


def catalogue() -> Catalogue:
    """What is in the open database."""
    return _sqlite_catalogue() if is_sqlite() else _postgresql_catalogue()


def lacking() -> list[tuple[Piece, str, str]]:
    """What is wanted and not there, or not as wanted: (piece, name, table). Of a missing table only the table."""
    want, have = wanted(), catalogue()
    tables = {table for table, _ in have.columns}
    missing = [(Piece.TABLE, table, table) for table in sorted({table for table, _ in want.columns} - tables)]
    if is_sqlite():
        missing += [(Piece.TABLE, fts, fts) for fts in SEARCH_TABLES if not database.table_exists(fts)]
    parts = [(Piece.COLUMN, column, table) for table, column in sorted(want.columns - have.columns)]
    for name, index in want.indexes.items():
        if have.indexes.get(name) != index:
            parts.append((Piece.GUARD if index.unique else Piece.INDEX, name, index.table))
    parts += [(Piece.GUARD, name, table) for name, table in want.checks.items() if have.checks.get(name) != table]
    parts += [(Piece.TRIGGER, name, table) for name, table in want.triggers.items() if have.triggers.get(name) != table]
    parts += [(Piece.REFERENCE, f"{c} → {to}", t) for t, c, to in sorted(want.references - have.references)]
    return missing + [part for part in parts if part[2] in tables]


def damage(limit: int = 20) -> list[str]:
    """What SQLite finds broken in its file, in its own words; a server looks after its files itself."""
    if not is_sqlite():
        return []
    try:
        found = [str(row[0]) for row in rows(f"PRAGMA integrity_check({int(limit)})")]
    except DatabaseError as error:  # too broken to be read to the end
        return [str(error)]
    return [] if found == ["ok"] else found


def orphans() -> list[tuple[str, str]]:
    """Rows that refer to a row that is not there, as (table, table referred to), once each.

    Only SQLite can be brought to hold such rows (by a program that forgot to switch the check on).
    """
    if not is_sqlite():
        return []
    return sorted({(str(row[0]), str(row[2])) for row in rows("PRAGMA foreign_key_check")})


def stale_search() -> list[str]:
    """SQLite's search tables whose content is not that of the table they follow."""
    if not is_sqlite():
        return []
    stale = []
    for fts in SEARCH_TABLES:
        try:  # rank 1: compare with the followed table, not only with itself
            with database.atomic():
                database.execute_sql(f"INSERT INTO {fts} ({fts}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            stale.append(fts)
    return stale


def _condition(sql: str) -> str:
    found = _WHERE.search(sql)
    return re.sub(r'["()]|::(?:text|character varying)', "", found[1]).strip() if found else ""  # PostgreSQL adds casts


def _sqlite_catalogue() -> Catalogue:
    columns, references = set(), set()
    indexes: dict[str, Index] = {}
    checks: dict[str, str] = {}
    master: list[tuple[Any, ...]] = rows("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master")
    for kind, name, table, sql in master:
        if kind == "table":
            columns |= {(name, row[0]) for row in rows("SELECT name FROM pragma_table_info(?)", (name,))}
            keys = rows('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (name,))
            references |= {(name, row[0], row[1]) for row in keys}
            checks |= dict.fromkeys(_CHECK.findall(sql), name)
        elif kind == "index":
            unique = bool(rows('SELECT "unique" FROM pragma_index_list(?) WHERE name = ?', (table, name))[0][0])
            over = tuple(row[0] for row in rows("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (name,)))
            indexes[name] = Index(table, over, unique, _condition(sql))
    triggers = {name: table for kind, name, table, _ in master if kind == "trigger"}
    return Catalogue(frozenset(columns), indexes, checks, triggers, frozenset(references))


_OURS = "JOIN pg_namespace s ON s.oid = t.relnamespace WHERE s.nspname = current_schema()"


def _postgresql_catalogue() -> Catalogue:
    columns = rows(
        "SELECT t.relname, a.attname FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 "
        f"AND NOT a.attisdropped {_OURS} AND t.relkind = 'r'"
    )
    indexes = rows(
        "SELECT i.relname, t.relname, ARRAY(SELECT a.attname FROM unnest(x.indkey) WITH ORDINALITY AS k(number, place) "
        "JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number ORDER BY k.place), x.indisunique, "
        "coalesce(pg_get_expr(x.indpred, x.indrelid), '') FROM pg_index x "
        f"JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid {_OURS} AND x.indisvalid"
    )
    checks = rows(
        "SELECT c.conname, t.relname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid "
        f"{_OURS} AND c.contype = 'c' AND c.convalidated"
    )
    triggers = rows(
        f"SELECT g.tgname, t.relname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid {_OURS} "
        "AND NOT g.tgisinternal AND g.tgenabled = 'O'"
    )
    references = rows(
        "SELECT t.relname, a.attname, o.relname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid "
        "JOIN pg_class o ON o.oid = c.confrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] "
        f"{_OURS} AND c.contype = 'f' AND c.convalidated"
    )
    return Catalogue(
        frozenset((row[0], row[1]) for row in columns),
        {row[0]: Index(row[1], tuple(row[2]), row[3], _condition(f"WHERE {row[4]}")) for row in indexes},
        {row[0]: row[1] for row in checks},
        {row[0]: row[1] for row in triggers},
        frozenset((row[0], row[1], row[2]) for row in references),
    )
