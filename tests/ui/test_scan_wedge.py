"""A scanner types into a window: the scan is heard, the field is as it was, and no button was pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.scan.burst import Scan
from ui.scan.wedge import Wedge
from ui.widgets.buttons import button
from ui.widgets.code_line import CodeLine

CODE = "A7K3M9Q2X"


class Keyboard:
    """Presses keys where the system delivers them, at the window, with the times the system stamps on them."""

    def __init__(self, window: QWidget) -> None:
        self._window = window.windowHandle()
        self.now = 10_000

    def press(self, key: int, text: str, gap: int, scan_code: int = 0, repeated: bool = False) -> None:
        """One key down and up again, ``gap`` milliseconds after the last."""
        self.now += gap
        shift = Qt.KeyboardModifier.ShiftModifier if text.isupper() else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, shift, scan_code, 0, 0, text, repeated)
            event.setTimestamp(self.now)
            QCoreApplication.sendEvent(self._window, event)

    def type(self, text: str, gap: int) -> None:
        """Characters at a speed."""
        for place, letter in enumerate(text):
            key = ord(letter.upper()) if letter.isascii() else 0
            self.press(key, letter, gap, 30 + place)

    def enter(self, gap: int) -> None:
        """The Enter key."""
        self.press(Qt.Key.Key_Return, "\r", gap)

    def scan(self, text: str, gap: int = 8) -> None:
        """As a scanner with Enter behind its codes does it, after a pause."""
        self.now += 1000
        self.type(text, gap)
        self.enter(gap)


class Counter(QWidget):
    """A page with all sorts of things that take keys."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.name = QLineEdit()
        self.code = CodeLine()
        self.notes = QPlainTextEdit()
        self.number = QSpinBox()
        self.number.setMaximum(1_000_000)
        self.box = QComboBox()
        self.box.addItems(["alpha", "kilo", "quebec"])
        self.press_me = QPushButton("press me")
        self.pressed: list[str] = []
        self.press_me.clicked.connect(lambda: self.pressed.append("button"))
        self.name.returnPressed.connect(lambda: self.pressed.append("return"))
        for widget in (self.name, self.code, self.notes, self.number, self.box, self.press_me):
            column.addWidget(widget)


@pytest.fixture
def page(qtbot: QtBot) -> Counter:
    """The page, shown and with the keyboard."""
    made = Counter()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def heard(page: Counter) -> Iterator[list[Scan]]:
    """What was scanned."""
    wedge = Wedge(parent=page)
    wedge.start(page.windowHandle())
    scans: list[Scan] = []
    wedge.scanned.connect(scans.append)
    yield scans
    wedge.stop()


@pytest.fixture
def keyboard(page: Counter, heard: list[Scan]) -> Keyboard:
    """The keyboard of the page."""
    return Keyboard(page)


def test_a_scan_with_no_field_focused_is_heard(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.setFocus()
    keyboard.scan(CODE)
    assert heard == [Scan(CODE, tuple(range(30, 39)))]


@pytest.mark.parametrize("field", ["name", "code", "notes"])
def test_a_scan_into_a_field_leaves_it_as_it_was(page: Counter, keyboard: Keyboard, heard: list[Scan], field: str):
    widget = getattr(page, field)
    widget.setFocus()
    keyboard.type("abc", 150)
    keyboard.scan(CODE)

    assert [scan.text for scan in heard] == [CODE]
    assert (widget.toPlainText() if field == "notes" else widget.text()) == "abc"
    assert page.pressed == []


def test_the_selection_a_scan_typed_over_comes_back(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.name.setText("city hospital")
    page.name.setFocus()
    page.name.setSelection(5, 8)
    keyboard.scan(CODE)

    assert (page.name.text(), page.name.selectedText()) == ("city hospital", "hospital")


def test_the_cursor_stays_in_the_middle_of_notes(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.notes.setPlainText("first\nsecond")
    page.notes.setFocus()
    cursor = page.notes.textCursor()
    cursor.setPosition(3)
    page.notes.setTextCursor(cursor)
    keyboard.scan(CODE)

    assert page.notes.toPlainText() == "first\nsecond"
    assert page.notes.textCursor().position() == 3


def test_typing_before_a_scan_can_still_be_undone(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.notes.setFocus()
    keyboard.type("abc", 150)
    keyboard.scan(CODE)
    assert page.notes.document().isUndoAvailable()


def test_a_scan_does_not_choose_from_a_box_or_count_up(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.box.setFocus()
    keyboard.scan("KQ7KQ7")
    assert page.box.currentText() == "alpha"

    page.number.setValue(42)
    page.number.setFocus()
    keyboard.scan("1234567")
    assert page.number.value() == 42
    assert [scan.text for scan in heard] == ["KQ7KQ7", "1234567"]


def test_a_scan_with_spaces_presses_no_button(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.press_me.setFocus()
    keyboard.scan("HEM 7136 A")
    assert page.pressed == []
    assert [scan.text for scan in heard] == ["HEM 7136 A"]


def test_a_persons_typing_passes_untouched(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.name.setFocus()
    keyboard.type("city hospital", 90)
    keyboard.enter(120)

    assert page.name.text() == "city hospital"
    assert page.pressed == ["return"]
    assert heard == []


def test_a_key_held_down_is_not_a_scanner(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.name.setFocus()
    keyboard.press(Qt.Key.Key_A, "a", 500)
    for _ in range(20):
        keyboard.press(Qt.Key.Key_A, "a", 30, repeated=True)
    keyboard.enter(30)

    assert heard == []
    assert page.name.text() == "a" * 21


def test_a_shortcut_between_letters_is_a_person(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.setFocus()
    keyboard.type("A7K3M", 5)
    keyboard.press(Qt.Key.Key_Left, "", 5)
    keyboard.type("9Q2X", 5)
    keyboard.enter(5)
    assert heard == []


def test_a_busy_window_does_not_make_a_person_a_scanner(
    qtbot: QtBot, page: Counter, keyboard: Keyboard, heard: list[Scan]
):
    """All keys are looked at in the same moment, but the system stamped them 90 ms apart."""
    page.name.setFocus()
    keyboard.type("hospital", 90)
    keyboard.enter(90)
    assert heard == []


def test_a_scanner_without_enter_is_heard_after_a_silence(
    qtbot: QtBot, page: Counter, keyboard: Keyboard, heard: list[Scan]
):
    page.name.setFocus()
    keyboard.now += 1000
    keyboard.type(CODE, 8)
    assert heard == []

    qtbot.waitUntil(lambda: [scan.text for scan in heard] == [CODE])
    assert page.name.text() == ""


def test_a_window_that_was_closed_hears_nothing_more(page: Counter):
    wedge, scans = Wedge(parent=page), []
    wedge.scanned.connect(scans.append)
    wedge.start(page.windowHandle())
    wedge.stop()
    page.setFocus()
    Keyboard(page).scan(CODE)
    assert scans == []
    wedge.start(page.windowHandle())
    Keyboard(page).scan(CODE)
    assert len(scans) == 1
    wedge.stop()


def test_two_scans_are_two(page: Counter, keyboard: Keyboard, heard: list[Scan]):
    page.setFocus()
    keyboard.scan(CODE)
    keyboard.scan("P4T8W6N2K")
    assert [scan.text for scan in heard] == [CODE, "P4T8W6N2K"]


def test_a_default_button_is_not_pressed_by_a_scanner(qtbot: QtBot, page: Counter, heard: list[Scan]):
    dialog = QDialog(page)
    column = QVBoxLayout(dialog)
    field = QLineEdit()
    ok = QPushButton("ok")
    ok.setDefault(True)
    ours = button("ours")
    for widget in (field, ok, ours):
        column.addWidget(widget)
    accepted: list[bool] = []
    ok.clicked.connect(accepted.append)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.setFocus()

    Keyboard(dialog).scan(CODE)

    assert accepted == []
    assert [scan.text for scan in heard] == [CODE]
    assert not ours.autoDefault()
    dialog.close()


def test_a_field_for_codes_keeps_the_input_method_out(page: Counter):
    assert page.code.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert page.name.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True
    assert page.code.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText) == ""
    page.code.allow(True)
    assert page.code.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True
