"""Every test gets a depot that is as new, though on the server one depot serves many of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from peewee import PeeweeException

from inventory import bootstrap
from inventory.demo.build import build
from models import connect
from models.base import database
from models.catalog import APPEND_ONLY
from models.policies import PolicyVersion
from models.settings import Setting
from models.stock import StockMove
from tests import server
from tests.databases import database_uri
from tests.server import ReusedDepot


@pytest.fixture(scope="module")
def reused(postgresql_server: str, postgresql_template: str) -> Iterator[ReusedDepot]:
    """A depot of the server for these tests alone."""
    depot = ReusedDepot(postgresql_server, postgresql_template)
    yield depot
    depot.close()


@pytest.fixture(scope="module")
def untouched(postgresql_server: str, postgresql_template: str) -> dict[str, Any]:
    """All that can be found in a depot that was copied a moment ago and that nobody has used."""
    server.run(postgresql_server, f"CREATE DATABASE untouched TEMPLATE {postgresql_template}")
    found = everything(database_uri(postgresql_server, "untouched"))
    server.run(postgresql_server, "DROP DATABASE untouched WITH (FORCE)")
    return found


def everything(url: str) -> dict[str, Any]:
    """All that a test could find in a depot: rows and where they lie, numbers, pages, the schema and what is set."""
    with psycopg.connect(url, autocommit=True) as connection:

        def ask(statement: str) -> list[tuple[Any, ...]]:
            return connection.execute(statement).fetchall()  # type: ignore[call-overload,no-any-return]

        tables = [table for (table,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
        return {
            "rows": {table: ask(f'SELECT ctid::text, * FROM "{table}"') for table in tables},
            "numbers": ask("SELECT sequencename, last_value, increment_by FROM pg_sequences ORDER BY 1"),
            "pages": ask(
                "SELECT relname, pg_relation_size(oid), reltuples < 0 OR reltuples > 0, reloptions FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
            ),
            "columns": [row[1:] for row in ask(
                "SELECT table_catalog, table_name, column_name, column_default, is_nullable, data_type, "
                "character_maximum_length, collation_name FROM information_schema.columns "
                "WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
            )],
            "indexes": ask("SELECT * FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname"),
            "rules": ask(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
            ),
            "triggers": ask(
                "SELECT tgrelid::regclass::text, tgname, tgenabled, prosrc FROM pg_trigger t "
                "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT tgisinternal ORDER BY 1, 2"
            ),
            "schemas": ask("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1"),
            "settings": ask("SELECT setconfig FROM pg_db_role_setting"),
            "statistics": ask("SELECT count(*) FROM pg_stats WHERE schemaname = 'public'"),
        }  # fmt: skip


def test_a_whole_depot_full_of_work_is_undone_to_the_last_row_page_and_number(reused, untouched, clock):
    url = reused.fresh()
    ctx = bootstrap.open_context(url, clock=clock)
    with connect.session():
        build(ctx)
        with pytest.raises(PeeweeException):
            database.execute_sql(f"DELETE FROM {APPEND_ONLY[0]}")

    assert everything(reused.fresh()) == untouched
    assert reused.fresh() == url, "undone, not copied again"


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE policy_version SET frozen_at = now()",
        "UPDATE policy_version SET terms = '{}' WHERE id = 1",
        "DELETE FROM sla_target; DELETE FROM policy_version; DELETE FROM policy_profile",
        "DELETE FROM calendar_day WHERE id % 7 = 0",
        "INSERT INTO right_grant (role, right_name) VALUES ('viewer', 'see_cost')",
        "UPDATE right_grant SET role = 'nobody' WHERE id = (SELECT max(id) FROM right_grant)",
        "DELETE FROM schema_migration WHERE name LIKE '0004%'",
        "INSERT INTO schema_migration (name, applied) VALUES ('0042_vans', '2030-01-01')",
        """INSERT INTO setting (scope, name, value) VALUES ('depot', 'language', '"en"')""",
        "INSERT INTO setting (scope, name, value) VALUES ('depot', 'x', '1'); DELETE FROM setting",
        "SELECT nextval('customer_id_seq')",
        "SELECT nextval('policy_version_id_seq')",
        "SELECT setval('change_id_seq', 500)",
        "TRUNCATE calendar_year",
    ],
)
def test_what_a_statement_did_is_undone(reused, untouched, act):
    url = reused.fresh()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(act)

    assert everything(reused.fresh()) == untouched
    assert reused.fresh() == url, "undone, not copied again"


@pytest.mark.parametrize(
    "act",
    [
        "CREATE TABLE song (id integer)",
        "CREATE SCHEMA drawn",
        "DROP INDEX asset_serial",
        "DROP TABLE saved_view",
        "ALTER TABLE contact DROP COLUMN fax",
        "ALTER TABLE contact ALTER COLUMN name TYPE text",
        "ALTER TABLE contact ALTER COLUMN name DROP NOT NULL",
        "ALTER TABLE part_fit DROP CONSTRAINT fit_quantity",
        "ALTER TABLE change DISABLE TRIGGER change_no_update",
        "ALTER TABLE stock_move ENABLE ALWAYS TRIGGER stock_move_no_update",
        "DROP TRIGGER change_no_update ON change",
        "CREATE OR REPLACE FUNCTION refuse_edit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "ALTER INDEX asset_serial RENAME TO asset_number",
        "ALTER SEQUENCE customer_id_seq INCREMENT BY 5",
        "ALTER TABLE asset SET (fillfactor = 50)",
        "DROP EXTENSION pg_trgm CASCADE",
        "ANALYZE calendar_day",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''1MB''', current_database()); END $$",
    ],
)
def test_a_depot_whose_schema_was_changed_is_thrown_away(reused, untouched, act):
    url = reused.fresh()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(act)

    assert everything(reused.fresh()) == untouched
    assert reused.fresh() != url, "copied again"


def test_whoever_is_still_connected_is_sent_away_with_what_they_had_begun_and_locked(reused, untouched):
    url = reused.fresh()
    with psycopg.connect(url) as half, psycopg.connect(url, autocommit=True) as reader:
        half.execute("SELECT pg_advisory_lock(1)")
        half.execute("INSERT INTO setting (scope, name, value) VALUES ('depot', 'language', '1')")
        half.execute("LOCK TABLE customer")

        assert everything(reused.fresh()) == untouched
        for left in (half, reader):
            with pytest.raises(psycopg.OperationalError):
                left.execute("SELECT 1")
            left.close()
    assert reused.fresh() == url, "undone, not copied again"
    with psycopg.connect(reused.fresh()) as next_one:
        assert next_one.execute("SELECT pg_try_advisory_lock(1)").fetchone() == (True,)


def test_a_depot_that_somebody_dropped_is_made_again(reused, untouched, postgresql_server):
    url = reused.fresh()
    server.run(postgresql_server, f"DROP DATABASE {psycopg.conninfo.conninfo_to_dict(url)['dbname']} WITH (FORCE)")

    assert everything(reused.fresh()) == untouched
    assert reused.fresh() != url


def test_a_depot_is_copied_again_after_so_many_turns(postgresql_server, postgresql_template, monkeypatch):
    monkeypatch.setattr(server, "TURNS", 3)
    depot = ReusedDepot(postgresql_server, postgresql_template)
    urls = [depot.fresh() for _ in range(7)]
    depot.close()

    assert len(set(urls)) == 3


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_leaves_the_next_one_does_not_find(ctx, make_part, make_customer, turn):
    assert not Setting.select().exists()
    assert not StockMove.select().exists()
    assert not PolicyVersion.select().where(PolicyVersion.frozen_at.is_null(False)).exists()
    assert (make_customer().id, make_part().id) == (1, 1), "numbers begin anew"

    Setting.create(scope="depot", name="language", value='"en"')
    PolicyVersion.update(frozen_at=ctx.clock.now()).execute()
