"""What goes wrong is shown in the way its class asks for; a mistake of ours is told once and names nobody."""

from __future__ import annotations

import os
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inventory import errors
from inventory.i18n import N_
from inventory.jobs import Cancelled
from tests.ui.conftest import FakeContext
from tests.ui.shell_pages import PAGES, Make, Page
from ui.crash import Crashes, Report, report
from ui.crash_dialog import CrashDialog
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.navigation import Route
from ui.problems import Shown, shown_as

NOT_NOW = N_("Not allowed now.")


@pytest.fixture
def desk(make_desk: Make, fake_ctx: FakeContext) -> Desk:
    """A desk with pages."""
    return make_desk(fake_ctx, pages=PAGES)


@pytest.fixture
def window(desk: Desk, make_window) -> MainWindow:
    """The window on its first page."""
    made = make_window(desk)
    desk.open(Route("assets"))
    return made


class Clerk:
    """Somebody who tried something."""

    def __init__(self) -> None:
        self.did: list[str] = []

    def again(self) -> None:
        """Try again."""
        self.did.append("again")

    def insist(self, key: str) -> None:
        """Do it all the same."""
        self.did.append(f"confirmed {key}")


@pytest.fixture
def clerk() -> Clerk:
    """Somebody who tried something."""
    return Clerk()


@pytest.mark.parametrize(
    ("error", "way"),
    [
        (errors.InvalidInput(NOT_NOW, field="serial"), Shown.FIELD),
        (errors.RuleBroken(NOT_NOW), Shown.BANNER),
        (errors.NotFound(NOT_NOW), Shown.BANNER),
        (errors.NotPermitted(NOT_NOW), Shown.BANNER),
        (errors.NeedsConfirmation(NOT_NOW, key="k"), Shown.QUESTION),
        (errors.StaleRecord(NOT_NOW), Shown.STALE),
        (errors.DatabaseBusy(NOT_NOW), Shown.ENVIRONMENT),
        (errors.DatabaseUnavailable(NOT_NOW), Shown.ENVIRONMENT),
        (errors.DatabaseTooNew(NOT_NOW), Shown.ENVIRONMENT),
        (errors.DatabaseDamaged(NOT_NOW), Shown.ENVIRONMENT),
        (errors.DiskFull(NOT_NOW), Shown.ENVIRONMENT),
        (Cancelled(), Shown.NOTHING),
        (KeyError("x"), Shown.CRASH),
        (OSError("x"), Shown.CRASH),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_error_has_its_way(error: Exception, way: Shown):
    assert shown_as(error) is way


def test_a_broken_rule_is_a_banner_on_the_page(window: MainWindow, desk: Desk):
    desk.show_error(errors.RuleBroken(NOT_NOW))
    page = window.area.page
    assert isinstance(page, Page)
    assert [banner.text for banner in page.banners.shown] == [str(errors.RuleBroken(NOT_NOW))]


def test_the_same_banner_stands_there_once(window: MainWindow, desk: Desk):
    for _ in range(3):
        desk.show_error(errors.RuleBroken(NOT_NOW))
    assert len(window.area.banners.shown) == 1


def test_somebody_was_faster_offers_the_current_state(qtbot: QtBot, window: MainWindow, desk: Desk):
    desk.show_error(errors.StaleRecord(NOT_NOW))
    (banner,) = window.area.banners.shown
    qtbot.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton)

    page = window.area.page
    assert isinstance(page, Page)
    assert page.refreshed == 1
    assert window.area.banners.shown == []


def test_a_question_sends_the_same_again_when_answered_with_yes(window: MainWindow, desk: Desk, clerk: Clerk):
    desk.show_error(errors.NeedsConfirmation(NOT_NOW, key="late"), confirm=clerk.insist)
    window.problems.questions[0].answer("yes")
    assert clerk.did == ["confirmed late"]
    assert window.problems.questions == []


def test_a_question_answered_with_no_does_nothing(qtbot: QtBot, window: MainWindow, desk: Desk, clerk: Clerk):
    desk.show_error(errors.NeedsConfirmation(NOT_NOW, key="late"), confirm=clerk.insist)
    qtbot.keyClick(window.problems.questions[0], Qt.Key.Key_Escape)
    assert (clerk.did, window.problems.questions) == ([], [])


def test_enter_alone_answers_no_question_but_ctrl_enter_does(
    qtbot: QtBot, window: MainWindow, desk: Desk, clerk: Clerk
):
    desk.show_error(errors.DatabaseBusy(NOT_NOW), retry=clerk.again)
    question = window.problems.questions[0]
    question.buttons["again"].setFocus()
    qtbot.keyClick(question.buttons["again"], Qt.Key.Key_Return)
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert clerk.did == []
    qtbot.keyClick(question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert clerk.did == ["again"]


def test_trouble_with_the_database_is_asked_about_once_at_a_time(window: MainWindow, desk: Desk):
    for _ in range(5):
        desk.show_error(errors.DatabaseBusy(NOT_NOW))
    assert len(window.problems.questions) == 1
    window.problems.questions[0].answer("")


def test_what_somebody_stopped_is_no_problem(window: MainWindow, desk: Desk):
    desk.show_error(Cancelled())
    assert window.area.banners.shown == []
    assert window.problems.questions == []


def stumble(name: str) -> Exception:
    """An error with a customer's name in its words, as a KeyError of a dictionary has it."""
    try:
        {}[name]
    except KeyError as error:
        return error
    raise AssertionError("unreachable")


@pytest.fixture
def crashes(qtbot: QtBot) -> Crashes:
    """Over a window of its own."""
    host = QWidget()
    qtbot.addWidget(host)
    return Crashes(lambda: host, host)


def test_a_mistake_is_told_once_per_cause(qtbot: QtBot, crashes: Crashes):
    told: list[Report] = []
    crashes.reported.connect(told.append)
    for _ in range(3):
        crashes.report(stumble("王芳"))
    try:
        raise AttributeError("another")
    except AttributeError as error:
        crashes.report(error)

    qtbot.waitUntil(lambda: len(told) == 2)
    for dialog in crashes._window().findChildren(CrashDialog):
        dialog.close()


def test_a_report_names_nobody_and_no_place_of_this_computer():
    text = report(stumble("王芳")).text
    assert "王芳" not in text
    assert os.path.expanduser("~") not in text
    assert str(os.getcwd()) not in text
    assert "tests/ui/test_shell_problems.py" in text
    assert "KeyError" in text


def test_a_report_holds_versions_and_the_cause_of_the_cause():
    name = "王芳"
    try:
        try:
            raise ValueError(name)
        except ValueError as inner:
            raise TypeError("of the program") from inner
    except TypeError as error:
        text = report(error).text
    assert sys.version.split()[0] in text
    assert "PySide6" in text
    assert "TypeError: of the program" in text
    assert "ValueError" in text
    assert name not in text


def test_the_report_can_be_copied(qtbot: QtBot, crashes: Crashes):
    dialog = CrashDialog(report(stumble("x")), crashes._window())
    dialog.open()
    qtbot.mouseClick(dialog.buttons["copy"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.report.text
    assert dialog.isVisible()
    dialog.close()


def test_a_mistake_in_another_thread_is_told_too(qtbot: QtBot, crashes: Crashes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crashes.install()

    def fail() -> None:
        raise AttributeError("a part that is not there")

    with qtbot.waitSignal(crashes.reported) as told:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "a part that is not there" in told.args[0].text
    for dialog in crashes._window().findChildren(CrashDialog):
        dialog.close()


def test_ctrl_c_in_the_terminal_is_no_mistake(crashes: Crashes, monkeypatch: pytest.MonkeyPatch):
    ended: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, error, trace: ended.append(kind))
    told: list[Report] = []
    crashes.reported.connect(told.append)
    crashes._hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [KeyboardInterrupt]
    assert told == []
