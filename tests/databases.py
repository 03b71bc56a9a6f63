"""Both databases, real: every test that asks for ``ctx`` runs on SQLite and on PostgreSQL.

One migrated template a session; each test gets a copy of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inventory import bootstrap
from inventory.clock import FixedClock
from inventory.events import Event
from inventory.work import Context
from models import connect
from models.base import database
from tests import server
from tests.server import ReusedDepot, database_uri

__all__ = ["database_uri"]

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
"""Sunday 22 November 2026, 10:00 in China: today, wherever a test does not say otherwise."""


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The database a test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty depot in one file."""
    path = tmp_path_factory.mktemp("template") / "depot.sqlite"
    bootstrap.open_context(bootstrap.url_of(path), create=True)
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A server of this test run alone; durability is off, because nothing in it outlives the run."""
    with server.running() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of an empty depot on the server."""
    server.fill_template(postgresql_server, "depot_template")
    return "depot_template"


@pytest.fixture(scope="session")
def postgresql_depot(postgresql_server: str, postgresql_template: str) -> Iterator[ReusedDepot]:
    """The depot that one test after another gets on the server, as new."""
    depot = ReusedDepot(postgresql_server, postgresql_template)
    yield depot
    depot.close()


@pytest.fixture
def depot_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh depot of its own for this test."""
    if engine == "sqlite":
        path = tmp_path / "depot.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield bootstrap.url_of(path)
        return
    reused: ReusedDepot = request.getfixturevalue("postgresql_depot")
    yield reused.fresh()


@pytest.fixture
def clock() -> FixedClock:
    """Stands at NOW."""
    return FixedClock(NOW)


@pytest.fixture
def opened(depot_url: str, clock: FixedClock) -> Iterator[Context]:
    """A context on the depot; every thread opens its own connection (``ctx.reading()``)."""
    ctx = bootstrap.open_context(depot_url, clock=clock)
    yield ctx
    if not database.is_closed():
        database.close()


@pytest.fixture
def ctx(opened: Context) -> Iterator[Context]:
    """A context with this thread's connection open."""
    with connect.session():
        yield opened


@pytest.fixture
def announced(opened: Context) -> list[Event]:
    """Every event told since the test began."""
    told: list[Event] = []
    opened.bus.listen(Event, told.append)
    return told


class CountedQueries:
    """How many statements ran inside ``with counted:``."""

    def __init__(self) -> None:
        self.statements: list[str] = []


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, opened: Context) -> CountedQueries:
    """Counts statements from now on."""
    counter = CountedQueries()
    real = database.obj
    original = real.execute_sql

    def counting(sql: str, *args: object, **kwargs: object) -> object:
        counter.statements.append(sql)
        return original(sql, *args, **kwargs)

    monkeypatch.setattr(real, "execute_sql", counting)
    return counter
