"""What is shown before it has a parent is a window of its own for a moment: it flashes, and takes the keyboard along."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.table_source import FILTERS, Units
from ui.desk import Desk
from ui.forms.field import TextField
from ui.tables.criteria import Filter
from ui.tables.panel import TablePanel
from ui.widgets.cards import EmptyState


class Windows(QObject):
    """Notes what is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    """Sees every window that is shown during the test."""
    seen = Windows()
    qapp.installEventFilter(seen)
    yield seen
    qapp.removeEventFilter(seen)


@pytest.mark.parametrize("filters", [FILTERS, FILTERS[1:], FILTERS[:1], []])
def test_no_part_of_a_list_is_a_window_while_the_list_is_made(
    qtbot: QtBot, desk: Desk, windows: Windows, filters: list[Filter]
):
    panel = TablePanel(desk, "units", Units(3), filters, empty=EmptyState("No units"))
    qtbot.addWidget(panel)
    assert windows.shown == []
    assert panel.bar.line.isHidden() == (FILTERS[0] not in filters)
    assert panel.bar.adder.isHidden() == all(wanted is FILTERS[0] for wanted in filters)


@pytest.mark.parametrize("hint", ["", "As it stands on the plate"])
def test_no_part_of_a_field_is_a_window_while_the_field_is_made(qtbot: QtBot, windows: Windows, hint: str):
    field = TextField("serial", "Serial number", hint=hint)
    qtbot.addWidget(field)
    assert windows.shown == []
    assert field._remark.isHidden() == (not hint)
