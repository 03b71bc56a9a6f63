"""A depot of every release opens in this program, with everything that was in it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from peewee import PeeweeException

from inventory import bootstrap
from inventory.found import Found
from inventory.policies import HOUSE
from inventory.policies.terms import load
from inventory.search import find
from models import connect, inspect, upgrade
from models.assets import Asset
from models.attachments import AttachmentContent
from models.base import database
from models.cases import ServiceCase
from models.catalog import MODELS
from models.customers import Contact
from models.parts import OpeningStock, Part
from models.policies import PolicyProfile, PolicyVersion
from models.settings import Setting
from models.transfer import tally
from tests.databases import database_uri

FOLDER = Path(__file__).resolve().parent
RELEASES = sorted(path.name.removeprefix("depot-").removesuffix(".sqlite.gz") for path in FOLDER.glob("*.sqlite.gz"))


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def old_url(engine: str, release: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a depot as that release left it."""
    if engine == "sqlite":
        path = tmp_path / "depot.sqlite"
        path.write_bytes(gzip.decompress((FOLDER / f"depot-{release}.sqlite.gz").read_bytes()))
        yield bootstrap.url_of(path)
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = "release_" + re.sub(r"\W", "_", release)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(database_uri(server, name), autocommit=True) as connection:
        connection.execute((FOLDER / f"depot-{release}.postgresql.sql").read_text(encoding="utf-8"))
    yield database_uri(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_this_release_is_kept_too():
    assert bootstrap.VERSION in RELEASES, "run tests/upgrade/keep_release.py when the version number changes"
    for release in RELEASES:
        assert (FOLDER / f"depot-{release}.postgresql.sql").exists()


def tables_of(url: str) -> set[str]:
    """The tables that a release had."""
    connect.open_depot(url)
    with connect.session():
        return {model._meta.table_name for model in MODELS if database.table_exists(model._meta.table_name)}


def test_a_depot_of_an_old_release_has_all_it_had(old_url, engine, tmp_path):
    had = tables_of(old_url)
    bootstrap.open_context(old_url)

    with connect.session():
        assert upgrade.pending() == []
        assert inspect.lacking() == []
        assert inspect.damage() == inspect.orphans() == inspect.stale_search() == []
        counted = tally(database.execute_sql).rows
        assert had and min(counted[table] for table in had - {"setting"}) >= 1, "a row at least of each table"
        unit = Asset.get(Asset.code == "A7K3M9Q27")
        assert (unit.serial_no, unit.accepted_on, unit.warranty_months) == ("000046", date(2024, 2, 29), 36)
        assert Asset.get(Asset.serial_norm == "AB-17").replaced_by_id == unit.id
        assert Contact.get(Contact.is_default).name == "赵敏"
        assert ServiceCase.get().fee == 59556
        assert Part.get().initial_price == 23730
        assert OpeningStock.get().quantity == 5
        assert bytes(AttachmentContent.get().content).decode() == "保修卡\n"
        assert Setting.select().count() == 0, "what it said of spares is a term of the house now"
        house = PolicyVersion.select().join(PolicyProfile).where(PolicyProfile.code == HOUSE).get()
        assert load(house.terms).spares_months == 48
        assert [hit.title for hit in find("三人") if hit.kind is Found.CUSTOMER] == ["济南市第三人民医院"]
        assert [hit.title for hit in find("0046") if hit.kind is Found.ASSET] == ["000046"]
        assert not database.in_transaction()


def test_what_an_old_release_guarded_is_guarded_still(old_url):
    bootstrap.open_context(old_url)

    with connect.session():
        for statement in (
            "UPDATE asset_event SET note = 'x'",
            "DELETE FROM change",
            "UPDATE asset SET serial_norm = '000046'",
            "UPDATE part_use SET quantity = 0",
            "DELETE FROM customer",
        ):
            with pytest.raises(PeeweeException), database.atomic():
                database.execute_sql(statement)
