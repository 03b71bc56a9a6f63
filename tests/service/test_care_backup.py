"""A backup is one whole file of one moment; it comes back into an empty place, on either database."""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
from peewee import PeeweeException

from inventory import bootstrap
from inventory.care.backup import backup, last_backup
from inventory.care.integrity import check
from inventory.care.restore import restore
from inventory.contracts.commands import AddContract, ContractTerms, add
from inventory.errors import DatabaseDamaged, DatabaseTooNew, DepotError, InvalidInput, NotFound, RuleBroken
from inventory.jobs import Cancelled
from inventory.stock.papers import Goods, Paper, receive
from inventory.values.codes import normalise
from models import connect, inspect, upgrade
from models.assets import Asset, AssetState
from models.attachments import Attachment, AttachmentContent
from models.base import database
from models.catalog import FURNISHED, MODELS
from models.customers import Contact, Customer
from models.journal import Change
from models.places import Place, PlaceKind, Warehouse
from models.policies import PolicyVersion, SlaTarget
from models.stock import StockDoc, StockLine, StockMove
from tests.databases import database_uri


@pytest.fixture
def filled(ctx, make_asset, make_customer, make_contact, make_case, make_part_use, make_part, clock):
    """A depot with a unit that replaced another, dates, money, an attachment and awkward texts."""
    hospital = make_customer("济南“第三”人民医院\t\\N 'x'", remark="一行\n两行 \\. ; --")
    make_contact(hospital, is_default=True)
    heir = make_asset("000046", customer=hospital, accepted_on=date(2024, 2, 29), warranty_months=36)
    make_asset("ａb-17", customer=hospital, state=AssetState.REPLACED, replaced_by=heir, label_printed_at=clock.now())
    case = make_case(heir, charged=True, fee=59556, restored_at=clock.now())
    make_part_use(case, make_part(initial_price=23730, on_hand=5), quantity=2, unit_price=23730)
    content = bytes(range(256)) * 20
    paper = Attachment.create(
        entity="asset", entity_id=heir.id, name="保修卡.bin", media_type="application/octet-stream", size=len(content),
        sha256="0" * 64, added_at=clock.now(),
    )  # fmt: skip
    AttachmentContent.create(attachment=paper, content=content)
    Change.create(at=clock.now(), act="1", entity="asset", entity_id=heir.id, field="remark", old=None, new="已验收")
    database.close()  # whoever backs up or restores opens a connection of its own, and may open another depot
    return hospital


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place for a restored depot: ``param`` says on which database."""
    if request.param == "sqlite":
        yield bootstrap.url_of(tmp_path / "another place" / "depot.sqlite")
        return
    server: str = request.getfixturevalue("postgresql_server")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
    yield database_uri(server, "restored")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE restored WITH (FORCE)")


on_both = pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)


class Watched:
    """A progress that remembers, and stops the work when it is told to."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.told: list[tuple[int, int | None, str]] = []
        self.stop_at = stop_at

    def report(self, done: int, total: int | None, what: str) -> None:
        self.told.append((done, total, what))
        if self.stop_at is not None and len(self.told) > self.stop_at:
            raise Cancelled


def test_a_backup_is_a_whole_depot_in_one_file(ctx, filled, tmp_path):
    path = tmp_path / "备份 1.sqlite"

    report = backup(ctx, path)

    assert (report.path, report.size) == (path, path.stat().st_size)
    assert {table: rows for table, rows in report.rows.items() if rows and table not in FURNISHED} == {
        "customer": 1, "contact": 1, "manufacturer": 2, "product_model": 2, "asset": 2, "part": 1, "number_series": 1,
        "stock_doc": 1, "stock_line": 1, "stock_move": 1, "stock_balance": 2, "stock_value": 1, "stock_chain": 1,
        "service_case": 1, "part_use": 1, "warranty_segment": 1, "attachment": 1, "attachment_content": 1, "change": 1,
    }  # fmt: skip
    assert report.total == sum(report.rows.values()) and worked(report.rows) == 23
    assert sorted(tmp_path.glob("*.sqlite*")) == sorted({path, *tmp_path.glob("depot.sqlite")})
    with closing(sqlite3.connect(path)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT serial_no FROM asset ORDER BY id").fetchall() == [("000046",), ("ａb-17",)]


@on_both
def test_a_restored_depot_has_everything_and_goes_on(ctx, filled, tmp_path, empty_url, clock):
    with ctx.reading():
        wanted = {model: _rows(model) for model in MODELS}
    backup(ctx, tmp_path / "backup.sqlite")

    restored = restore(tmp_path / "backup.sqlite", empty_url, clock=clock)

    with restored.ctx.reading():
        for model, rows in wanted.items():
            assert _rows(model) == rows, model
        assert worked(restored.rows) == 23
        assert [found.kind for found in check(restored.ctx).findings] == ["attachment"], "its checksum was made up"
        added = Customer.create(code="KH9", name="新客户", name_key="新客户", name_grams="新客 客户")
        assert added.id > filled.id, "numbers go on after those that came back"
        assert Contact.get(Contact.is_default).customer_id == filled.id


@on_both
def test_what_is_frozen_comes_back_frozen(ctx, tmp_path, empty_url, clock, make_contract, make_part):
    version = PolicyVersion.select().join(SlaTarget).distinct().first()
    promised = ContractTerms(policy_profile_id=version.profile_id)
    add(ctx, AddContract(number="HT2026-9", customer_id=make_contract().customer_id, terms=promised))
    depot = Warehouse.create(code="W1", name="总仓")
    shelf = Place.create(code="B1", kind=PlaceKind.BIN, name="A-01", name_norm="A-01", sort_key="A-01", warehouse=depot)
    goods = Goods(part_id=make_part().id, place_id=shelf.id, quantity=5, unit_cost=100)
    receive(ctx, Paper(act=str(uuid.uuid4()), lines=(goods,)))
    wanted = {model: _rows(model) for model in (PolicyVersion, SlaTarget, StockDoc, StockLine, StockMove)}
    database.close()
    backup(ctx, tmp_path / "backup.sqlite")

    restored = restore(tmp_path / "backup.sqlite", empty_url, clock=clock)

    with restored.ctx.reading():
        assert {model: _rows(model) for model in wanted} == wanted
        assert inspect.lacking() == []
        frozen = PolicyVersion.get(PolicyVersion.frozen_at.is_null(False))
        for statement in (
            f"UPDATE sla_target SET amount = 9 WHERE policy_version_id = {frozen.id}",
            "DELETE FROM stock_line",
        ):
            with pytest.raises(PeeweeException), database.atomic():
                database.execute_sql(statement)


def worked(rows):
    """How many rows somebody has made: without those that every depot begins with."""
    return sum(count for table, count in rows.items() if table not in FURNISHED)


def _rows(model):
    rows = model.select().order_by(model._meta.primary_key).tuples()
    return [[bytes(value) if isinstance(value, memoryview) else value for value in row] for row in rows]


@on_both
def test_a_backup_comes_back_into_an_empty_place_only(ctx, filled, tmp_path, empty_url, clock):
    backup(ctx, tmp_path / "backup.sqlite")
    restore(tmp_path / "backup.sqlite", empty_url, clock=clock)

    with pytest.raises(RuleBroken, match=r"depot\.sqlite|restored"):
        restore(tmp_path / "backup.sqlite", empty_url, clock=clock)

    ctx = bootstrap.open_context(empty_url)
    with ctx.reading():
        assert Asset.select().count() == 2


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_a_server_that_holds_something_else_is_no_empty_place(ctx, filled, tmp_path, empty_url):
    backup(ctx, tmp_path / "backup.sqlite")
    with psycopg.connect(empty_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE invoice (id integer)")

    with pytest.raises(RuleBroken):
        restore(tmp_path / "backup.sqlite", empty_url)

    with psycopg.connect(empty_url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("invoice",)], "nothing was added"


@on_both
def test_a_restore_that_is_stopped_leaves_nothing(ctx, filled, tmp_path, empty_url):
    backup(ctx, tmp_path / "backup.sqlite")

    with pytest.raises(Cancelled):
        restore(tmp_path / "backup.sqlite", empty_url, Watched(stop_at=1))

    if empty_url.startswith("sqlite:"):
        assert list(connect.sqlite_path(empty_url).parent.iterdir()) == []
    else:
        with psycopg.connect(empty_url) as connection:
            assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_an_empty_server_on_which_init_was_run_is_an_empty_place(ctx, filled, tmp_path, postgresql_server, clock):
    backup(ctx, tmp_path / "backup.sqlite")
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE made TEMPLATE template0")
    url = database_uri(postgresql_server, "made")
    try:
        bootstrap.open_context(url, create=True)

        assert worked(restore(tmp_path / "backup.sqlite", url, clock=clock).rows) == 23
    finally:
        with psycopg.connect(postgresql_server, autocommit=True) as connection:
            connection.execute("DROP DATABASE made WITH (FORCE)")


def test_a_backup_of_an_older_release_comes_back_up_to_date(
    ctx, filled, tmp_path, empty_url_of_both, older_release, clock
):
    backup_path, later_steps = older_release

    for url in empty_url_of_both:
        restored = restore(backup_path, url, clock=clock)
        with restored.ctx.reading():
            assert Asset.select().count() == 2
            assert [row[0] for row in connect.rows("SELECT name FROM schema_migration ORDER BY name")] == later_steps
            assert connect.rows("SELECT shelf_life FROM part") == [(None,)]


@pytest.fixture
def older_release(ctx, filled, tmp_path, monkeypatch):
    """A backup made before a step was added, and the steps that there are now."""
    backup(ctx, tmp_path / "older.sqlite")
    folder = tmp_path / "migrations"
    folder.mkdir()
    for step in upgrade.FOLDER.glob("[0-9]*.py"):
        (folder / step.name).write_bytes(step.read_bytes())
    (folder / "0999_shelf_life.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('ALTER TABLE part ADD COLUMN shelf_life INTEGER')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(upgrade, "FOLDER", folder)
    return tmp_path / "older.sqlite", upgrade.steps()


@pytest.fixture
def empty_url_of_both(tmp_path, postgresql_server):
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE older_restored")
    yield [bootstrap.url_of(tmp_path / "place" / "d.sqlite"), database_uri(postgresql_server, "older_restored")]
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("DROP DATABASE older_restored WITH (FORCE)")


def test_a_backup_of_a_later_version_is_refused(ctx, filled, tmp_path):
    path = tmp_path / "backup.sqlite"
    backup(ctx, path)
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("INSERT INTO schema_migration (name, applied) VALUES ('0042_vans', '2030-01-01')")
        copy.commit()

    with pytest.raises(DatabaseTooNew, match="0042_vans"):
        restore(path, bootstrap.url_of(tmp_path / "new.sqlite"))

    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda content: b"", DatabaseDamaged),
        (lambda content: content[: len(content) // 2], DatabaseDamaged),
        (lambda content: content[:8192] + b"\xaa" * 65536 + content[8192 + 65536 :], DatabaseDamaged),
        (lambda content: b"PK\x03\x04 a workbook" * 1000, DatabaseDamaged),
    ],
    ids=["empty", "cut", "scribbled", "a workbook"],
)
def test_a_spoilt_backup_is_refused_before_anything_is_made(ctx, filled, tmp_path, spoil, error):
    path = tmp_path / "backup.sqlite"
    backup(ctx, path)
    path.write_bytes(spoil(path.read_bytes()))

    with pytest.raises(error):
        restore(path, bootstrap.url_of(tmp_path / "new.sqlite"))

    assert not (tmp_path / "new.sqlite").exists()


def test_a_backup_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        restore(tmp_path / "gone.sqlite", bootstrap.url_of(tmp_path / "new.sqlite"))


def test_a_stopped_backup_leaves_the_old_one(ctx, filled, tmp_path):
    path = tmp_path / "backup.sqlite"
    path.write_bytes(b"last week's")

    with pytest.raises(Cancelled):
        backup(ctx, path, Watched(stop_at=0))

    assert path.read_bytes() == b"last week's"
    assert {file.name for file in tmp_path.iterdir()} <= {"backup.sqlite", "depot.sqlite"}


def test_the_depot_is_not_overwritten_by_its_own_backup(ctx, filled, engine):
    if engine == "postgresql":
        return
    itself = Path(database.database)

    with pytest.raises(InvalidInput):
        backup(ctx, itself)

    with ctx.reading():
        assert Asset.select().count() == 2


def test_the_depot_knows_when_it_was_backed_up_last(ctx, filled, tmp_path, clock):
    with ctx.reading():
        assert last_backup(ctx) is None

    backup(ctx, tmp_path / "backup.sqlite")

    with ctx.reading():
        assert last_backup(ctx) == clock.now()


def test_progress_is_told_while_copying(ctx, filled, tmp_path):
    watched = Watched()

    backup(ctx, tmp_path / "backup.sqlite", watched)

    assert any(total and done == total for done, total, _ in watched.told)


def test_a_backup_in_a_storm_of_work_is_of_one_moment(opened, make_customer, make_model, tmp_path, clock):
    """Each command adds a unit and raises its customer's count in one act: in every backup both agree."""
    ctx, stop, failed = opened, threading.Event(), []
    customer, model = make_customer(remark="0"), make_model()
    database.close()

    def work() -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                with ctx.work() as act:
                    row = act.lock(Customer, customer.id)
                    act.create(
                        Asset, code=f"X{number:08d}", model_id=model.id, serial_no=f"S{number}",
                        serial_norm=normalise(f"S{number}"), customer=customer.id,
                    )  # fmt: skip
                    act.change(row, remark=str(int(row.remark) + 1))
        except DepotError as error:
            failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(10):
            path = tmp_path / f"backup-{number}.sqlite"
            backup(ctx, path)
            with closing(sqlite3.connect(path)) as copy:
                units, told = copy.execute(
                    "SELECT (SELECT count(*) FROM asset), (SELECT remark FROM customer)"
                ).fetchone()
                assert units == int(told)
                assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        stop.set()
        worker.join()
    assert failed == []
    with ctx.reading():
        assert Asset.select().count() > 0
