"""The omnibox: searches while one types, drops stale answers, opens by keyboard."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inventory.errors import DatabaseUnavailable
from inventory.i18n import N_
from tests.ui.conftest import FakeContext
from tests.ui.shell_pages import KINDS, PAGES, Found, Make, resolve, search
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.navigation import Route

pytestmark = pytest.mark.usefixtures("dressed")

UNREACHABLE = N_("The server is not there.")


class Register:
    """Answers searches, and can hold one back."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.slow: dict[str, threading.Event] = {}

    def search(self, text: str) -> Sequence[Found]:
        """Search, perhaps slowly."""
        self.asked.append(text)
        if text in self.slow:
            self.slow[text].wait(5)
        return search(text)


@pytest.fixture
def register() -> Register:
    """What is searched."""
    return Register()


@pytest.fixture
def desk(make_desk: Make, fake_ctx: FakeContext, register: Register) -> Desk:
    """A desk whose search is watched."""
    return make_desk(fake_ctx, pages=PAGES, kinds=KINDS, search=register.search, resolve=resolve)


@pytest.fixture
def window(desk: Desk, make_window) -> MainWindow:
    """The window on its first page."""
    made = make_window(desk)
    desk.open(Route("assets"))
    return made


def test_ctrl_k_takes_the_keyboard_from_any_page(qtbot: QtBot, window: MainWindow):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.omnibox.line.hasFocus()


def test_hits_are_shown_by_kind_while_one_types(qtbot: QtBot, window: MainWindow, register: Register):
    qtbot.keyClicks(window.omnibox.line, "7136")
    qtbot.waitUntil(window.omnibox.hit_list.isVisible)

    assert window.omnibox.hit_list.texts == ["设备台账", "HEM-7136 A", "HEM-7136 B", "备件", "CUFF-7136"]
    assert register.asked == ["7136"]  # one question for four keys


def test_arrows_move_between_hits_and_enter_opens(qtbot: QtBot, window: MainWindow, desk: Desk):
    box = window.omnibox
    qtbot.keyClicks(box.line, "7136")
    qtbot.waitUntil(box.hit_list.isVisible)
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    assert box.hit_list.current.title == "HEM-7136 B"
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    assert box.hit_list.current.title == "CUFF-7136"  # over the heading
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    assert box.hit_list.current.title == "CUFF-7136"  # the end holds
    qtbot.keyClick(box.line, Qt.Key.Key_Up)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)

    assert desk.history.current == Route("asset", 2)
    assert not box.hit_list.isVisible()
    assert box.line.text() == ""


def test_enter_before_the_answer_opens_the_first_hit_when_it_comes(qtbot: QtBot, window: MainWindow, desk: Desk):
    qtbot.keyClicks(window.omnibox.line, "CUFF")
    qtbot.keyClick(window.omnibox.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.history.current == Route("parts", 3))


def test_an_answer_to_an_older_question_is_dropped(qtbot: QtBot, window: MainWindow, register: Register):
    register.slow["HEM"] = threading.Event()
    qtbot.keyClicks(window.omnibox.line, "HEM")
    qtbot.waitUntil(lambda: register.asked == ["HEM"])
    window.omnibox.line.selectAll()
    qtbot.keyClicks(window.omnibox.line, "CUFF")
    qtbot.waitUntil(window.omnibox.hit_list.isVisible)
    register.slow["HEM"].set()
    qtbot.waitUntil(lambda: window._desk.jobs.running() == [])

    assert [hit.title for hit in window.omnibox.hit_list.hits] == ["CUFF-7136"]


def test_escape_empties_the_box_and_goes_back_to_the_page(qtbot: QtBot, window: MainWindow):
    box = window.omnibox
    box.seek()
    qtbot.keyClicks(box.line, "7136")
    qtbot.waitUntil(box.hit_list.isVisible)
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)

    assert (box.line.text(), box.hit_list.isVisible(), box.line.hasFocus()) == ("", False, False)


def test_a_page_is_found_by_its_name(qtbot: QtBot, window: MainWindow, desk: Desk):
    window.omnibox.line.insert("设备")  # as an input method does
    window.omnibox.line.textEdited.emit("设备")
    qtbot.waitUntil(window.omnibox.hit_list.isVisible)
    assert [hit.route for hit in window.omnibox.hit_list.hits] == [Route("assets")]


def test_nothing_found_says_what_to_do_and_enter_reads_it_as_a_label(qtbot: QtBot, window: MainWindow, desk: Desk):
    box = window.omnibox
    qtbot.keyClicks(box.line, "A7K3M9Q2X")
    qtbot.waitUntil(box.hit_list.isVisible)
    assert "A7K3M9Q2X" in box.hit_list.texts[0]
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.history.current == Route("asset", 1))


def test_an_emptied_box_shows_nothing(qtbot: QtBot, window: MainWindow):
    box = window.omnibox
    qtbot.keyClicks(box.line, "7136")
    qtbot.waitUntil(box.hit_list.isVisible)
    box.line.selectAll()
    qtbot.keyClick(box.line, Qt.Key.Key_Delete)
    assert not box.hit_list.isVisible()


def test_a_click_on_a_hit_opens_it(qtbot: QtBot, window: MainWindow, desk: Desk):
    box = window.omnibox
    qtbot.keyClicks(box.line, "7136")
    qtbot.waitUntil(box.hit_list.isVisible)
    index = box.hit_list.view.model().index(4, 0)
    qtbot.mouseClick(box.hit_list.view.viewport(), Qt.MouseButton.LeftButton, pos=box.hit_list.view.visualRect(index).center())
    assert desk.history.current == Route("parts", 3)


def test_a_heading_cannot_be_opened(qtbot: QtBot, window: MainWindow, desk: Desk):
    box = window.omnibox
    qtbot.keyClicks(box.line, "7136")
    qtbot.waitUntil(box.hit_list.isVisible)
    index = box.hit_list.view.model().index(0, 0)
    qtbot.mouseClick(box.hit_list.view.viewport(), Qt.MouseButton.LeftButton, pos=box.hit_list.view.visualRect(index).center())
    assert desk.history.current == Route("assets")


def test_a_search_that_fails_is_shown_as_trouble(qtbot: QtBot, make_desk: Make, fake_ctx: FakeContext, make_window):
    def unreachable(text: str) -> Sequence[Found]:
        raise DatabaseUnavailable(UNREACHABLE)

    desk = make_desk(fake_ctx, pages=PAGES, kinds=KINDS, search=unreachable)
    window = make_window(desk)
    qtbot.keyClicks(window.omnibox.line, "x")
    qtbot.waitUntil(lambda: len(window.problems.questions) == 1)
    window.problems.questions[0].answer("")
