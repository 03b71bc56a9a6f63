"""A window without a depot: a context that only counts, a desk, and a guard against questions from the window."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import peewee
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from inventory.clock import FixedClock
from inventory.events import Bus
from ui import stylesheet, theme
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.sounds import Sounds

UI = f"{Path(__file__).resolve().parents[2] / 'ui'}{os.sep}"
HERE = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 22, 2, 42, tzinfo=UTC)
"""Sunday 22 November 2026, 10:42 in China."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screen that is not there says what it cannot do to a window: limit its size, raise it."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session", autouse=True)
def _styled(qapp: QApplication) -> None:
    """Every widget of the tests has the style, the font and the colours of the light theme, as in the program."""
    theme.apply(qapp, "light")
    gc.freeze()  # what is there now lives as long as the tests: collecting after each of them stays quick


@pytest.fixture(autouse=True)
def _plain(qapp: QApplication, request: pytest.FixtureRequest) -> None:
    """Without the style sheet: Qt asks it anew for every widget of a page at each step of putting the page together.

    That is two fifths of what a page costs, and what a page does is not up to it. Who looks at sizes and colours asks
    for ``dressed``; the journeys and the walks through the pictures open every page in it.
    """
    sheet = stylesheet.build(theme.tokens()) if "dressed" in request.fixturenames else ""
    if qapp.styleSheet() != sheet:
        qapp.setStyleSheet(sheet)


@pytest.fixture
def dressed(_plain: None) -> None:
    """The style sheet is in force: for what looks at the look."""


@pytest.fixture
def engine() -> str:
    """What a page asks is tried on both databases by its service tests; here it is the page that counts."""
    return "sqlite"


_begun = count(1)


@pytest.fixture(autouse=True)
def _garbage_is_collected_in_this_thread() -> Iterator[None]:
    """As in the program (``ui.garbage``): a widget must not die in a lane's thread."""
    gc.disable()
    if next(_begun) % 25 == 0:  # nothing of the test before is left now, and what the run gathers lives as long as it
        gc.collect()
        gc.freeze()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _window_asks_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement from the window's thread, called for by ``ui``, fails the test. Fixtures and tests may ask."""
    execute = peewee.Database.execute_sql

    def guarded(self: Any, *arguments: Any, **named: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            frame = sys._getframe(1)
            while frame is not None:
                if frame.f_code.co_filename.startswith(UI):
                    raise AssertionError(f"a statement in the window's thread, asked for by {frame.f_code}")
                frame = frame.f_back
        return execute(self, *arguments, **named)

    monkeypatch.setattr(peewee.Database, "execute_sql", guarded)


class FakeContext:
    """Who, where and when, without a depot; remembers in which threads it was read."""

    def __init__(self) -> None:
        self.actor: int | None = 1
        self.workstation = "counter"
        self.bus = Bus()
        self.clock = FixedClock(NOW)
        self.readers: list[threading.Thread] = []
        self.open = 0

    @contextmanager
    def lane(self) -> Iterator[None]:
        """Between the sessions of a thread."""
        yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """The session of a thread."""
        self.readers.append(threading.current_thread())
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1


class Ear:
    """Plays nothing and remembers what it was to play."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def play(self, name: str) -> None:
        """Remember."""
        self.heard.append(name)


@pytest.fixture
def fake_ctx() -> FakeContext:
    """A context without a depot."""
    return FakeContext()


@pytest.fixture
def make_desk(qapp: QApplication) -> Iterator[Callable[..., Desk]]:
    """Desks over any context, closed after the test: no thread is left behind."""
    made: list[Desk] = []

    def make(ctx: Any, **about: Any) -> Desk:
        desk = Desk(ctx, **about)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        assert desk.close()
        desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(make_desk: Callable[..., Desk], fake_ctx: FakeContext) -> Desk:
    """A desk without pages."""
    return make_desk(fake_ctx)


@pytest.fixture
def ear() -> Ear:
    """Hears the sounds of scans."""
    return Ear()


@pytest.fixture
def make_window(qtbot: Any, ear: Ear) -> Iterator[Callable[[Desk], MainWindow]]:
    """The window over a desk, shown and active."""
    made: list[MainWindow] = []

    def make(desk: Desk) -> MainWindow:
        window = MainWindow(desk, Sounds(ear))
        made.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield make
    for window in made:
        if isValid(window):  # one whose dialog was open is gone by now, and hears nothing any more
            window.wedge.stop()
