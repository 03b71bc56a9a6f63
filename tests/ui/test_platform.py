"""The Qt under us does what we count on."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, qVersion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2_000
TOLERATED = 200
"""References that the interpreter itself takes and drops meanwhile."""


@pytest.mark.parametrize(
    ("answer", "call"),
    [
        (None, lambda widget: widget.setObjectName("shelf")),
        (True, lambda widget: widget.isEnabled()),
        (False, lambda widget: widget.isVisible()),
    ],
    ids=["None", "True", "False"],
)
def test_calls_into_qt_neither_lose_nor_keep_references(
    qtbot: QtBot, answer: object, call: Callable[[QWidget], object]
):
    """PySide6 6.12.0 on Python 3.11 lost one reference to None at every call; after some 5,000 the process aborted."""
    widget = QWidget()
    qtbot.addWidget(widget)
    assert call(widget) is answer
    before = sys.getrefcount(answer)
    for _ in range(CALLS):
        call(widget)
    assert abs(sys.getrefcount(answer) - before) <= TOLERATED


def test_slots_that_return_nothing_neither_lose_nor_keep_references(qtbot: QtBot):
    sender = QObject()
    heard: list[str] = []
    sender.objectNameChanged.connect(heard.append)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        sender.setObjectName(str(number))
    assert len(heard) == CALLS
    assert abs(sys.getrefcount(None) - before) <= TOLERATED


def test_this_is_a_qt_that_was_tried():
    assert (6, 8) <= tuple(map(int, qVersion().split(".")[:2])) < (6, 12)
