"""Demonstration depots to look at. To make one takes seconds, on a server nine: each day's is made once by a worker.

Every test gets a copy of its own, so what it does to it no other one finds.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from inventory import bootstrap, i18n
from inventory.clock import FixedClock
from inventory.demo.build import Built, build
from inventory.work import Context
from models import connect
from models.base import database
from tests import server
from tests.databases import database_uri

Made = dict[tuple[str, datetime], tuple[str, Built]]


@pytest.fixture(scope="session")
def demonstrations() -> Made:
    """Those that this worker has made: engine and moment → the file or the database, and what ``build`` said."""
    return {}


@pytest.fixture
def demonstrate(
    engine: str, clock: FixedClock, demonstrations: Made, request: pytest.FixtureRequest
) -> Iterator[Callable[[], tuple[Context, Built]]]:
    """The demonstration depot of the clock's moment, with this thread's connection open, and what ``build`` said."""
    place = (_Files if engine == "sqlite" else _Databases)(request)
    with ExitStack() as left:

        def make() -> tuple[Context, Built]:
            key = (engine, clock.instant)
            if key not in demonstrations:
                i18n.use("zh_CN")
                url = place.new(len(demonstrations))
                demonstrations[key] = url, build(bootstrap.open_context(url, clock=clock))
            url, built = demonstrations[key]
            ctx = bootstrap.open_context(place.copy(url, left), clock=clock)
            left.enter_context(connect.session())
            return ctx, built

        yield make
    if not database.is_closed():
        database.close()


class _Files:
    """Depots in one file each."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._template: Path = request.getfixturevalue("sqlite_template")
        self._folder: Path = request.getfixturevalue("tmp_path")
        self._kept: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")

    def new(self, _number: int) -> str:
        """An empty one that stays until the end."""
        path = self._kept.mktemp("demonstration") / "depot.sqlite"
        shutil.copyfile(self._template, path)
        return bootstrap.url_of(path)

    def copy(self, url: str, _left: ExitStack) -> str:
        """One for this test alone."""
        path = self._folder / "demonstration.sqlite"
        shutil.copyfile(connect.sqlite_path(url), path)
        return bootstrap.url_of(path)


class _Databases:
    """Depots on the server of the tests."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._server: str = request.getfixturevalue("postgresql_server")
        self._template: str = request.getfixturevalue("postgresql_template")

    def new(self, number: int) -> str:
        """An empty one that stays until the server ends."""
        server.run(self._server, f"CREATE DATABASE demonstration_{number} TEMPLATE {self._template}")
        return database_uri(self._server, f"demonstration_{number}")

    def copy(self, url: str, left: ExitStack) -> str:
        """One for this test alone."""
        name = url.partition("?")[0].rpartition("/")[2]
        server.run(self._server, f"CREATE DATABASE shown TEMPLATE {name}")
        left.callback(server.run, self._server, "DROP DATABASE shown WITH (FORCE)")
        return database_uri(self._server, "shown")
