"""Where a scan goes: to the field or page that wants it, else to the card of what it means, one after another."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inventory.errors import DatabaseBusy
from inventory.i18n import N_
from tests.ui.conftest import Ear, FakeContext
from tests.ui.shell_pages import KINDS, PAGES, Found, Make, Page, resolve, search
from ui.desk import Desk
from ui.forms.field import CodeField
from ui.main_window import MainWindow
from ui.navigation import Route
from ui.scan.burst import Scan
from ui.scan.routing import Scans, shown

BUSY = N_("Others are at work.")
LABEL = Scan("A7K3M9Q2X")


@pytest.fixture
def desk(make_desk: Make, fake_ctx: FakeContext) -> Desk:
    """A desk with pages and answers."""
    return make_desk(fake_ctx, pages=PAGES, kinds=KINDS, search=search, resolve=resolve)


@pytest.fixture
def window(desk: Desk, make_window) -> MainWindow:
    """The window on its first page."""
    made = make_window(desk)
    desk.open(Route("assets"))
    return made


def test_a_label_opens_its_card(qtbot: QtBot, window: MainWindow, desk: Desk, ear: Ear):
    window.scans.take(LABEL)
    qtbot.waitUntil(lambda: desk.history.current == Route("asset", 1))
    assert ear.heard == ["found"]


def test_a_serial_of_two_makers_is_a_choice(qtbot: QtBot, window: MainWindow, desk: Desk, ear: Ear):
    window.scans.take(Scan("SERIAL-1"))
    qtbot.waitUntil(window.omnibox.hit_list.isVisible)

    assert [hit.title for hit in window.omnibox.hit_list.hits] == ["HEM-7136 A", "HEM-7136 B"]
    assert desk.history.current == Route("assets")
    assert ear.heard == ["found"]


def test_a_code_that_nobody_knows_is_refused_with_a_sentence(qtbot: QtBot, window: MainWindow, desk: Desk, ear: Ear):
    window.scans.take(Scan("FOREIGN"))
    qtbot.waitUntil(lambda: ear.heard == ["refused"])

    assert "FOREIGN" in window.omnibox.hit_list.texts[0]
    assert desk.history.current == Route("assets")


def test_the_depots_own_sentence_is_shown(qtbot: QtBot, window: MainWindow, ear: Ear):
    window.scans.take(Scan("REFUSE"))
    qtbot.waitUntil(lambda: ear.heard == ["refused"])
    assert window.omnibox.hit_list.texts == ["This label is not in the depot."]


def test_a_broken_database_is_not_a_bad_label(qtbot: QtBot, make_desk: Make, fake_ctx: FakeContext):
    def busy(text: str, codes: tuple[int, ...]) -> list[Found]:
        raise DatabaseBusy(BUSY)

    desk = make_desk(fake_ctx, pages=PAGES, kinds=KINDS, resolve=busy)
    scans = Scans(desk, lambda: None)
    with qtbot.waitSignal(desk.troubled) as told:
        scans.take(LABEL)
    assert isinstance(told.args[0].error, DatabaseBusy)
    assert list(scans.last) == []


def test_a_page_that_wants_the_scan_gets_it(window: MainWindow, desk: Desk, ear: Ear):
    page = window.area.page
    assert isinstance(page, Page)
    page.takes = []
    window.scans.take(LABEL)

    assert page.takes == [LABEL]
    assert desk.history.current == Route("assets")
    assert ear.heard == ["found"]


def test_a_field_for_codes_takes_a_scan_while_it_has_the_focus(qtbot: QtBot, window: MainWindow):
    page = window.area.page
    assert isinstance(page, Page)
    page.takes = []
    field = CodeField("serial", "Serial")
    page.body.addWidget(field)
    field.line.setText("typed before")
    field.line.setFocus()

    window.scans.take(Scan("\x1d0012345"))

    assert field.value() == "0012345"
    assert page.takes == []


def test_a_field_that_is_locked_takes_no_scan(window: MainWindow):
    field = CodeField("serial", "Serial")
    field.line.setReadOnly(True)
    assert not field.take_scan(LABEL)


def test_scans_are_answered_in_the_order_they_came(qtbot: QtBot, make_desk: Make, fake_ctx: FakeContext):
    first_may_go = threading.Event()

    def slow_at_first(text: str, codes: tuple[int, ...]) -> list[Found]:
        if text == "FIRST":
            first_may_go.wait(5)
        return [Found("asset", 1 if text == "FIRST" else 2, text)]

    desk = make_desk(fake_ctx, pages=PAGES, kinds=KINDS, resolve=slow_at_first)
    opened: list[Route] = []
    desk.opened.connect(opened.append)
    scans = Scans(desk, lambda: None)
    scans.take(Scan("FIRST"))
    scans.take(Scan("SECOND"))
    first_may_go.set()

    qtbot.waitUntil(lambda: len(opened) == 2)
    assert opened == [Route("asset", 1), Route("asset", 2)]


def test_behind_a_question_nothing_is_opened(qtbot: QtBot, window: MainWindow, desk: Desk, ear: Ear):
    window._about()  # a dialog in front of the window
    dialog = next(child for child in window.children() if type(child).__name__ == "Question")
    qtbot.waitUntil(dialog.isVisible)
    window.scans.take(LABEL)

    assert ear.heard == ["refused"]
    assert desk.history.current == Route("assets")
    dialog.close()


def test_in_scan_mode_the_last_scans_are_listed_and_can_be_opened_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, ear: Ear
):
    window.scans.set_mode(True)
    window.scans.take(LABEL)
    window.scans.take(Scan("FOREIGN"))
    qtbot.waitUntil(lambda: ear.heard == ["found", "refused"])

    assert window.strip.isVisible()
    assert [chip.text for chip, _scanned in window.strip.chips] == ["FOREIGN", "HEM-7136 A"]
    desk.open(Route("parts"))
    window.strip.chips[1][0].clicked.emit()
    assert desk.history.current == Route("asset", 1)
    assert window.scans.mode


def test_scan_mode_keeps_the_input_method_out_of_the_box(window: MainWindow):
    from PySide6.QtCore import Qt

    line = window.omnibox.line
    assert line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True
    window.scans.set_mode(True)
    assert line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert window.scan_mode.isChecked()
    window.scans.set_mode(False)
    assert not window.strip.isVisible()


def test_a_hostile_scan_is_quoted_short_and_plain():
    assert shown("A\x1dB") == "A·B"
    assert len(shown("x" * 10_000)) == 40


def test_whoever_stands_above_the_focused_widget_is_asked_too(qtbot: QtBot, desk: Desk):
    class Holder(QWidget):
        """Takes every scan."""

        def __init__(self) -> None:
            super().__init__()
            self.scans: list[Scan] = []
            self.inner = QWidget(self)
            QVBoxLayout(self).addWidget(self.inner)

        def take_scan(self, scan: Scan) -> bool:
            """Keep it."""
            self.scans.append(scan)
            return True

    holder = Holder()
    qtbot.addWidget(holder)
    assert Scans._offered(holder.inner, LABEL)
    assert holder.scans == [LABEL]
    assert not Scans._offered(None, LABEL)
