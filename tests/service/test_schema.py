"""The tables that the migration steps make are the tables of the models, with every guard, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from peewee import DatabaseError, IntegrityError, SqliteDatabase
from playhouse.schema_diff import diff_models

from inventory.guards import SENTENCES
from models import connect, inspect
from models.assets import AssetEvent, AssetOwner, EventKind
from models.base import database
from models.calendars import Calendar
from models.catalog import APPEND_ONLY, MODELS, UNIQUE_BY_COLUMNS, broken_guard, guards
from models.cover import OldDisposition, SerialSwap
from models.inspect import Piece
from models.journal import Change
from models.labels import LabelPrint
from models.places import Place, PlaceKind, Warehouse
from models.policies import Milestone, PolicyProfile, PolicyVersion, SlaTarget
from models.stock import Condition, DocKind, DocState, ReservationUse, StockDoc, StockLine, StockMove
from models.supply import Reservation


def test_the_migrated_tables_are_the_tables_of_the_models(ctx, engine):
    found = diff_models(database.obj, MODELS)

    assert sorted(index.name for index in found.drop_indexes) == (
        [] if engine == "sqlite" else ["asset_serial_trigrams", "customer_name_grams"]
    ), "only the search indexes of PostgreSQL stand in no model"
    assert not any((found.create_tables, found.add_columns, found.drop_columns, found.add_indexes))


def _sqlite_columns(execute) -> dict:
    return {
        (model._meta.table_name, row[1]): (row[2], row[3], row[5])
        for model in MODELS
        for row in execute(f'PRAGMA table_info("{model._meta.table_name}")').fetchall()
    }


def _server_columns(schema: str) -> dict:
    found = connect.rows(
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable "
        "FROM information_schema.columns WHERE table_schema = ? AND table_name <> 'schema_migration'",
        (schema,),
    )
    return {(table, column): rest for table, column, *rest in found}


def test_every_column_has_the_type_length_and_emptiness_that_its_model_says(ctx, engine):
    if engine == "sqlite":
        migrated = _sqlite_columns(database.execute_sql)
        memory = SqliteDatabase(":memory:")
        with memory.bind_ctx(MODELS), memory.connection_context():
            memory.create_tables(MODELS)
            drawn = _sqlite_columns(memory.execute_sql)
    else:
        migrated = _server_columns("public")
        with database.atomic() as trial:
            database.execute_sql("CREATE SCHEMA drawn")
            database.execute_sql("SET LOCAL search_path = drawn")
            database.create_tables(MODELS)
            drawn = _server_columns("drawn")
            trial.rollback()

    assert len(drawn) == sum(len(model._meta.sorted_fields) for model in MODELS)
    assert migrated == drawn


def test_text_is_compared_byte_by_byte_on_both_databases(ctx, engine, make_customer):
    for code in ("b", "B", "a", "A", "_", "10", "9", "中", "é"):
        make_customer(code=code)

    assert [row[0] for row in connect.rows("SELECT code FROM customer ORDER BY code")] == sorted(
        ["b", "B", "a", "A", "_", "10", "9", "中", "é"]
    )
    if engine == "postgresql":
        others = connect.rows(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('character varying', 'text') AND coalesce(collation_name, '') <> 'C' "
            "AND table_name <> 'schema_migration'"
        )
        assert others == []


def test_every_guard_can_be_read_back_from_the_catalogue(ctx):
    have = inspect.catalogue()

    for name, table in guards().items():
        index = have.indexes.get(name)
        assert (index is not None and index.unique and index.table == table) or have.checks.get(name) == table, name
    for name in UNIQUE_BY_COLUMNS.values():
        assert have.indexes[name].unique, name
    assert have.indexes["contact_one_default"].where == "is_default"
    assert inspect.lacking() == []


@pytest.mark.parametrize(
    ("damage", "noticed"),
    [
        ("DROP INDEX asset_serial", (Piece.GUARD, "asset_serial", "asset")),
        ("DROP INDEX customer_code", (Piece.GUARD, "customer_code", "customer")),
        ("DROP INDEX case_of_asset", (Piece.INDEX, "case_of_asset", "service_case")),
        (
            "DROP INDEX contact_one_default; CREATE UNIQUE INDEX contact_one_default ON contact (customer_id)",
            (Piece.GUARD, "contact_one_default", "contact"),
        ),
        (
            "DROP INDEX part_no; CREATE UNIQUE INDEX part_no ON part (part_no)",
            (Piece.GUARD, "part_no", "part"),
        ),
        ("DROP TABLE saved_view", (Piece.TABLE, "saved_view", "saved_view")),
        ("ALTER TABLE contact DROP COLUMN fax", (Piece.COLUMN, "fax", "contact")),
    ],
)
def test_a_schema_that_somebody_touched_is_noticed(ctx, damage, noticed):
    for statement in damage.split("; "):
        database.execute_sql(statement)

    assert noticed in inspect.lacking()


def test_a_switched_off_trigger_is_noticed(ctx, engine):
    database.execute_sql(
        "DROP TRIGGER change_no_update" if engine == "sqlite" else "ALTER TABLE change DISABLE TRIGGER change_no_update"
    )

    assert inspect.lacking() == [(Piece.TRIGGER, "change_no_update", "change")]


def test_a_missing_check_of_the_server_is_noticed(ctx, engine):
    if engine == "sqlite":
        database.execute_sql("PRAGMA writable_schema = 1")
        database.execute_sql(
            "UPDATE sqlite_master SET sql = replace(sql, 'CONSTRAINT \"fit_quantity\" CHECK (quantity > 0)', 'CHECK (1)') "
            "WHERE name = 'part_fit'"
        )
    else:
        database.execute_sql("ALTER TABLE part_fit DROP CONSTRAINT fit_quantity")

    assert inspect.lacking() == [(Piece.GUARD, "fit_quantity", "part_fit")]


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("act", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_what_was_noted_is_never_edited_nor_removed(ctx, table, act, make_asset, make_part):
    unit, now = make_asset(), ctx.clock.now()
    AssetEvent.create(asset=unit, at=now, kind=EventKind.NOTE)
    Change.create(at=now, act="1", entity="asset", entity_id=unit.id, field="remark")
    LabelPrint.create(asset=unit, template="roll-50x30", generation=1, at=now)
    SerialSwap.create(
        old=unit, new=make_asset(), swapped_on=date(2026, 11, 2), rule="INHERIT", at=now,
        disposition=OldDisposition.RETURN_TO_US,
    )  # fmt: skip
    part = make_part()
    _posted_receipt(ctx, part)
    kept = Reservation.create(part=part, quantity=1, reserved_at=now)
    ReservationUse.create(reservation=kept, line=StockLine.get(), doc=StockDoc.get(), quantity=1)

    with pytest.raises(DatabaseError, match="append_only"):
        database.execute_sql(act.format(table=table))

    assert connect.rows(f"SELECT count(*) FROM {table}") == [(1,)]


def test_a_customer_has_one_contact_to_call_first_and_any_number_of_others(ctx, make_customer, make_contact):
    customer = make_customer()
    make_contact(customer, "张伟", is_default=True)
    make_contact(customer, "李娜", is_default=False)
    make_contact(customer, "赵敏", is_default=False)
    make_contact(make_customer(), "王芳", is_default=True)

    with pytest.raises(IntegrityError) as refused, database.atomic():
        make_contact(customer, "孙磊", is_default=True)

    assert broken_guard(refused.value) == "contact_one_default"


def test_every_guard_has_a_sentence_for_whoever_runs_into_it():
    assert {*guards(), *UNIQUE_BY_COLUMNS.values()} - SENTENCES.keys() == set()


def _policy(ctx, frozen):
    profile = PolicyProfile.create(code="P-X", name_zh="试")
    version = PolicyVersion.create(
        profile=profile, number=1, valid_from=date(2026, 1, 1), terms="{}", created_at=ctx.clock.now(),
        frozen_at=None,
    )  # fmt: skip
    calendar = Calendar.create(code="CAL_X", name_zh="试", hours="08:30-12:00")
    SlaTarget.create(policy_version=version, position=1, milestone=Milestone.RESPONSE, amount=1, calendar=calendar)
    if frozen:
        version.frozen_at = ctx.clock.now()
        version.save()
    return version


def _posted_receipt(ctx, part):
    now = ctx.clock.now()
    depot = Warehouse.create(code="W1", name="总仓")
    supplier = Place.create(code="B1", kind=PlaceKind.SUPPLIER, name="供", name_norm="供", sort_key="供")
    shelf = Place.create(code="B2", kind=PlaceKind.BIN, name="A-01", name_norm="A-01", sort_key="A-01", warehouse=depot)
    paper = StockDoc.create(
        number="RK1", kind=DocKind.RECEIPT, happened_on=date(2026, 11, 2), created_at=now, act="1",
    )  # fmt: skip
    places = {"quantity": 5, "from_place": supplier, "to_place": shelf, "part": part}
    line = StockLine.create(doc=paper, position=1, unit_cost=100, **places)
    StockMove.create(
        line=line, sequence=1, happened_on=date(2026, 11, 2), posted_at=now, condition_from=Condition.NEW,
        condition_to=Condition.NEW, owner=AssetOwner.US, amount=500, chain="0" * 64, **places,
    )  # fmt: skip
    paper.state, paper.posted_at = DocState.POSTED, now
    paper.save()
    return paper


POSTED = (
    "UPDATE stock_doc SET happened_on = '2026-01-01'",
    "UPDATE stock_doc SET state = 'draft'",
    "UPDATE stock_doc SET remark = 'another'",
    "UPDATE stock_doc SET customer_id = (SELECT id FROM customer ORDER BY id LIMIT 1)",
    "UPDATE stock_doc SET purpose = 'sale'",
    "UPDATE stock_doc SET number = 'RK2'",
    "DELETE FROM stock_doc",
    "UPDATE stock_line SET quantity = quantity + 1",
    "DELETE FROM stock_line",
    (
        "INSERT INTO stock_line (version, doc_id, position, part_id, quantity, from_place_id, to_place_id, "
        "condition_from, condition_to, owner, serial, lot, note) SELECT 1, doc_id, 2, part_id, 1, from_place_id, "
        "to_place_id, condition_from, condition_to, owner, serial, lot, note FROM stock_line"
    ),
)


@pytest.mark.parametrize("act", POSTED)
def test_a_posted_paper_stays_as_it_is_with_its_lines(ctx, act, make_part, make_customer):
    make_customer()
    _posted_receipt(ctx, make_part())

    with pytest.raises(DatabaseError, match="posted"), database.atomic():
        database.execute_sql(act)

    assert connect.rows("SELECT state, happened_on FROM stock_doc") == [
        ("posted", connect.rows("SELECT happened_on FROM stock_move")[0][0])
    ]
    assert connect.rows("SELECT quantity FROM stock_line") == [(5,)]


def test_a_paper_goes_from_draft_to_posted_to_reversed_and_never_back(ctx, make_part):
    now = ctx.clock.now()
    paper = StockDoc.create(number="RK0", kind=DocKind.RECEIPT, happened_on=date(2026, 11, 2), created_at=now, act="0")
    with pytest.raises(DatabaseError, match="posted"), database.atomic():
        database.execute_sql("UPDATE stock_doc SET state = 'reversed', posted_at = created_at")
    paper.delete_instance()
    _posted_receipt(ctx, make_part())

    database.execute_sql("UPDATE stock_doc SET state = 'reversed'")

    for state in ("posted", "draft"):
        with pytest.raises(DatabaseError, match="posted"), database.atomic():
            database.execute_sql(f"UPDATE stock_doc SET state = '{state}'")
    assert connect.rows("SELECT state FROM stock_doc") == [("reversed",)]


OURS = "(SELECT v.id FROM policy_version v JOIN policy_profile p ON p.id = v.profile_id WHERE p.code = 'P-X')"
FREEZES = (
    f"UPDATE policy_version SET terms = '[]' WHERE id = {OURS}",
    f"UPDATE policy_version SET frozen_at = NULL WHERE id = {OURS}",
    f"DELETE FROM policy_version WHERE id = {OURS}",
    f"UPDATE sla_target SET amount = amount + 1 WHERE policy_version_id = {OURS}",
    f"DELETE FROM sla_target WHERE policy_version_id = {OURS}",
    (
        "INSERT INTO sla_target (policy_version_id, position, level, milestone, conditions, base, amount, unit, "
        "calendar_id) SELECT policy_version_id, 2, '', milestone, '', base, 1, unit, calendar_id FROM sla_target "
        f"WHERE policy_version_id = {OURS}"
    ),
)


@pytest.mark.parametrize("act", FREEZES)
def test_a_policy_that_was_used_is_frozen_with_its_targets(ctx, act):
    _policy(ctx, frozen=True)

    with pytest.raises(DatabaseError, match="frozen_policy"), database.atomic():
        database.execute_sql(act)

    assert connect.rows(f"SELECT amount FROM sla_target WHERE policy_version_id = {OURS}") == [(1,)]


def test_a_policy_that_nobody_used_yet_can_be_edited(ctx):
    version = _policy(ctx, frozen=False)

    database.execute_sql(f"UPDATE policy_version SET terms = '[]' WHERE id = {version.id}")
    database.execute_sql(f"UPDATE sla_target SET amount = 5 WHERE policy_version_id = {OURS}")
    database.execute_sql(f"DELETE FROM sla_target WHERE policy_version_id = {OURS}")

    assert PolicyVersion.get_by_id(version.id).terms == "[]"
