"""The whole program in its real window, on a real database; its people's hands are keys and clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from inventory import search
from inventory.scanning.resolve import resolve
from inventory.work import Context
from tests.ui.conftest import _garbage_is_collected_in_this_thread, _styled, _window_asks_no_database
from ui import pages
from ui.application import House, Running

__all__ = ["_garbage_is_collected_in_this_thread", "_styled", "_window_asks_no_database"]

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screen that is not there says of every window that it cannot limit its size."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture
def program(opened: Context, depot_url: str, qapp: Any, qtbot: Any) -> Iterator[Running]:
    """The program as ``main.py`` puts it together, its window open and active."""
    house = House(
        opened,
        pages=pages.PAGES,
        kinds=pages.KINDS,
        search=search.find,
        resolve=partial(resolve, opened),
        settings={"language": "zh_CN", "theme": "light"},
        database=depot_url,
    )
    running = Running(house, qapp)
    with qtbot.waitExposed(running.window):
        running.show()
    running.window.activateWindow()
    qtbot.waitUntil(running.window.isActiveWindow)
    yield running
    running.end()
    running.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def scanner(program: Running, qtbot: Any) -> Callable[[str], None]:
    """Types as a keyboard scanner does: at once, to the window and to no field, Enter at the end."""

    def scan(text: str) -> None:
        qtbot.waitUntil(lambda: not program.desk.jobs.running(), timeout=15_000)
        QTest.qWait(50)  # Qt stamps keys of a test when they are handled: a window still busy painting would look slow
        window = program.window.windowHandle()
        for character in text:
            QTest.keyClick(window, character)
        QTest.keyClick(window, Qt.Key.Key_Return)

    return scan
