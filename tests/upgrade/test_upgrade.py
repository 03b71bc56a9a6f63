"""A schema is old or new, never between: whoever is killed, whoever comes at once, whatever file is given."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from inventory import bootstrap
from inventory.errors import DatabaseDamaged, DatabaseTooNew, DatabaseUnavailable, DepotError, InvalidInput, NotFound
from models import connect, inspect, upgrade
from models.base import database
from tests.databases import database_uri

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = Path(__file__).resolve().parent / f"depot-{bootstrap.VERSION}.sqlite.gz"

STEP = '''
"""A step of a later release that takes long enough to be killed in."""

import os
import pathlib


def up(migrator, db):
    mark = os.environ.get("DEPOT_TEST_MARK")
    if mark:
        pathlib.Path(mark).touch()
    db.execute_sql("ALTER TABLE part ADD COLUMN shelf_life INTEGER")
    for number in range(60):
        db.execute_sql(f"CREATE TABLE step_{number} (id INTEGER NOT NULL PRIMARY KEY, filler TEXT NOT NULL)")
        db.execute_sql(f"INSERT INTO step_{number} (id, filler) VALUES (1, '" + "x" * 20000 + "')")
    db.execute_sql("UPDATE part SET shelf_life = 24")
'''

UPGRADE = """
import sys
from pathlib import Path
from models import upgrade
upgrade.FOLDER = Path(sys.argv[2])
from inventory import bootstrap
bootstrap.open_context(sys.argv[1], create=True)
"""


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migration folder of a later release, with one more step."""
    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "0999_shelf_life.py").write_text(STEP, encoding="utf-8")
    return folder


@pytest.fixture
def fresh_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address with nothing behind it."""
    if engine == "sqlite":
        yield bootstrap.url_of(tmp_path / "新 库" / "depot 100%.sqlite")
        return
    server: str = request.getfixturevalue("postgresql_server")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE fresh")
    yield database_uri(server, "fresh")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE fresh WITH (FORCE)")


def start(url: str, folder: Path, **settings: str) -> subprocess.Popen[str]:
    """A program of the later release that opens the depot."""
    return subprocess.Popen(
        (sys.executable, "-c", UPGRADE, url, str(folder)), cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={"PYTHONPATH": str(ROOT), **settings},
    )  # fmt: skip


def finish(children: list[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    """How each child ended, and what it said."""
    return [(child.returncode, said) for child in children for said in [child.communicate(timeout=60)[0]]]


def test_six_programs_that_start_at_once_make_one_good_depot(fresh_url):
    outcomes = finish([start(fresh_url, upgrade.FOLDER) for _ in range(6)])

    assert outcomes == [(0, "")] * 6
    bootstrap.open_context(fresh_url)
    with connect.session():
        assert upgrade.taken() == upgrade.steps()
        assert inspect.lacking() == []
    if fresh_url.startswith("sqlite:"):
        folder = connect.sqlite_path(fresh_url).parent
        assert [path.name for path in folder.iterdir()] == ["depot 100%.sqlite"]


def test_six_programs_of_a_later_release_upgrade_a_depot_once(depot_url, later, engine):
    outcomes = finish([start(depot_url, later) for _ in range(6)])

    assert outcomes == [(0, "")] * 6
    connect.open_depot(depot_url)
    with connect.session():
        assert upgrade.taken() == [*upgrade.steps(), "0999_shelf_life"]
        assert connect.rows("SELECT count(*) FROM step_59") == [(1,)]
    if engine == "sqlite":
        folder = connect.sqlite_path(depot_url).parent
        (copy,) = folder.glob("*before-upgrade*")
        bootstrap.open_context(bootstrap.url_of(copy))
        with connect.session():
            assert upgrade.taken() == upgrade.steps()


def test_whoever_is_killed_in_the_middle_of_an_upgrade_leaves_the_old_depot_or_the_new_one(
    depot_url, later, engine, tmp_path
):
    seen = set()
    for delay in (0, 0, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.4):
        mark = tmp_path / f"mark-{delay}"
        mark.unlink(missing_ok=True)
        child = start(depot_url, later, DEPOT_TEST_MARK=str(mark))
        while not mark.exists() and child.poll() is None:
            time.sleep(0.001)
        time.sleep(delay)
        child.kill()
        child.communicate()

        connect.open_depot(depot_url)
        with connect.session():
            new = "0999_shelf_life" in upgrade.taken()
            assert upgrade.taken() == [*upgrade.steps(), *(["0999_shelf_life"] if new else [])]
            assert database.table_exists("step_59") == database.table_exists("step_0") == new
            assert any(column.name == "shelf_life" for column in database.get_columns("part")) == new
            assert inspect.damage() == []
        seen.add(new)
        if new:
            break
    assert False in seen, "none was killed early enough to matter"
    assert finish([start(depot_url, later)]) == [(0, "")]
    connect.open_depot(depot_url)
    with connect.session():
        assert connect.rows("SELECT count(*) FROM step_59") == [(1,)]


def test_whoever_is_killed_while_making_a_depot_leaves_none(tmp_path, later):
    path = tmp_path / "depot.sqlite"
    for delay in (0, 0.02, 0.05):
        child = start(bootstrap.url_of(path), later, DEPOT_TEST_MARK=str(tmp_path / "mark"))
        while not (tmp_path / "mark").exists() and child.poll() is None:
            time.sleep(0.001)
        time.sleep(delay)
        child.kill()
        child.communicate()
        (tmp_path / "mark").unlink(missing_ok=True)
        if path.exists():  # it was faster than the kill: then it is whole
            connect.open_depot(bootstrap.url_of(path))
            with connect.session():
                assert upgrade.taken() == [*upgrade.steps(), "0999_shelf_life"]
            path.unlink()

    bootstrap.open_context(bootstrap.url_of(path), create=True)
    with connect.session():
        assert inspect.lacking() == []


def test_a_step_that_fails_leaves_the_depot_as_it_was_and_a_copy_of_it(depot_url, later, engine, monkeypatch):
    (later / "0999_shelf_life.py").write_text(STEP + "    db.execute_sql('SELECT nonsense')\n", encoding="utf-8")
    monkeypatch.setattr(upgrade, "FOLDER", later)

    with pytest.raises(Exception, match="nonsense"):
        bootstrap.open_context(depot_url)

    monkeypatch.undo()
    bootstrap.open_context(depot_url)
    with connect.session():
        assert not database.table_exists("step_0")
        assert inspect.lacking() == []
        if engine == "sqlite":
            assert connect.rows("PRAGMA foreign_keys") == [(1,)]


def test_a_depot_of_a_later_version_is_refused_and_not_touched(depot_url, engine):
    connect.open_depot(depot_url)
    with connect.session():
        database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('0042_vans', '2030-01-01')")

    with pytest.raises(DatabaseTooNew) as refused:
        bootstrap.open_context(depot_url)

    assert refused.value.values == {"steps": "0042_vans"}
    assert "0042_vans" in str(refused.value)
    if engine == "sqlite":
        assert len(list(connect.sqlite_path(depot_url).parent.iterdir())) == 1, "no copy: nothing was to be upgraded"


def whole() -> bytes:
    """A depot's file with a few rows."""
    return gzip.decompress(KEPT.read_bytes())


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty file"),
        (b"%PDF-1.7 this is a letter" * 400, "is not a depot"),
        (b"\x00" * 8192, "is not a depot"),
        (whole()[:16], "is damaged"),
        (whole()[:4096], "is damaged"),
        (whole()[: len(whole()) // 2 + 7], "is damaged"),
        (whole()[:-4096], "is damaged"),
        (whole()[:100] + b"\xaa" * (len(whole()) - 100), "is damaged"),
        (whole()[:68] + b"\x00\x00\x00\x00" + whole()[72:], "is not a depot"),
    ],
    ids=["empty", "letter", "zeros", "magic", "page", "half", "cut", "scribbled", "another program"],
)
def test_a_file_that_is_no_whole_depot_is_refused_with_a_sentence_and_not_touched(tmp_path, content, said, create):
    path = tmp_path / "depot.sqlite"
    path.write_bytes(content)

    with pytest.raises(DatabaseDamaged) as refused:
        bootstrap.open_context(bootstrap.url_of(path), create=create)

    assert said in refused.value.message_id
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_the_database_of_another_program_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "music.db")) as other:
        other.execute("CREATE TABLE song (id INTEGER)")

    with pytest.raises(DatabaseDamaged, match="不是"):
        bootstrap.open_context(bootstrap.url_of(tmp_path / "music.db"))


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("sqlite:///{folder}", DatabaseDamaged),
        ("sqlite:///{folder}/none.sqlite", NotFound),
        ("sqlite:///", InvalidInput),
        ("depot.sqlite", InvalidInput),
        ("mysql://root:secret@server/depot", InvalidInput),
        ("postgresql://", InvalidInput),
        ("postgresql://keeper:secret@127.0.0.1:1/depot", DatabaseUnavailable),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_with_a_sentence(tmp_path, url, error):
    with pytest.raises(error) as refused:
        bootstrap.open_context(url.format(folder=tmp_path))

    assert isinstance(refused.value, DepotError)
    assert "secret" not in str(refused.value)


def test_a_depot_is_never_made_where_one_was_expected(tmp_path):
    with pytest.raises(NotFound):
        bootstrap.open_context(bootstrap.url_of(tmp_path / "gone" / "depot.sqlite"))

    assert list(tmp_path.iterdir()) == []
