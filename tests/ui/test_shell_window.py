"""The window: pages come and go, nothing typed is lost, everything can be reached by keyboard and menu."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from pytestqt.qtbot import QtBot

from inventory import i18n, settings
from inventory.events import RecordsChanged
from tests.ui.conftest import FakeContext
from tests.ui.shell_pages import KINDS, PAGES, Make, Page, resolve, search
from ui.actions import REGISTRY, by_group
from ui.desk import Desk
from ui.help import HelpSheet
from ui.main_window import SMALLEST, MainWindow
from ui.navigation import Route
from ui.page_area import KEPT
from ui.progress import Step
from ui.remembered import Remembered
from ui.theme import Meaning
from ui.widgets.dialogs import Question

pytestmark = pytest.mark.usefixtures("dressed")


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


def page_of(window: MainWindow) -> Page:
    """The page on show."""
    page = window.area.page
    assert isinstance(page, Page)
    return page


def actions_of(menu: QMenu) -> list[str]:
    """The names of all actions of a menu and its parts."""
    names: list[str] = []
    for action in menu.actions():
        part = action.menu()
        names += actions_of(part) if isinstance(part, QMenu) else [action.objectName()]
    return names


def test_a_route_shows_its_page_and_lights_its_place_on_the_rail(window: MainWindow, desk: Desk):
    desk.open(Route("asset", 7))

    assert page_of(window).route == Route("asset", 7)
    assert [name for name, item in window.rail.items.items() if item.isChecked()] == ["assets"]
    assert window.windowTitle() == "asset/7 – 备件库"


def test_a_route_to_nowhere_is_a_mistake(window: MainWindow, desk: Desk):
    with pytest.raises(KeyError):
        desk.open(Route("moon"))
    assert page_of(window).route == Route("assets")


def test_going_back_finds_the_page_as_it_was_left(qtbot: QtBot, window: MainWindow, desk: Desk):
    first = page_of(window)
    desk.open(Route("parts"))
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert page_of(window) is first
    assert (first.came, first.refreshed) == (2, 1)
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page_of(window).route == Route("parts")


@pytest.mark.parametrize(("key", "page"), [(Qt.Key.Key_1, "assets"), (Qt.Key.Key_2, "parts")])
def test_a_digit_with_ctrl_opens_a_page(qtbot: QtBot, window: MainWindow, desk: Desk, key: Qt.Key, page: str):
    desk.open(Route("settings"))
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert page_of(window).route == Route(page)


def test_a_click_on_the_rail_opens_its_page(qtbot: QtBot, window: MainWindow):
    qtbot.mouseClick(window.rail.items["parts"], Qt.MouseButton.LeftButton)
    assert page_of(window).route == Route("parts")


def test_f5_refreshes_the_page(qtbot: QtBot, window: MainWindow):
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert page_of(window).refreshed == 1


def test_only_some_pages_are_kept_but_never_one_with_unsaved_typing_is_dropped(window: MainWindow, desk: Desk):
    desk.open(Route("asset", 0))
    typed = page_of(window)
    typed.line.setText("half a sentence")
    for number in range(1, KEPT + 5):
        desk.open(Route("asset", number))
    desk.open(Route("asset", 0))

    assert page_of(window) is typed
    assert len(window.area._kept) <= KEPT


def test_changing_the_language_builds_the_window_again_and_keeps_the_page(window: MainWindow, desk: Desk):
    desk.open(Route("asset", 7))
    before = page_of(window)
    desk.speak("en")

    assert window.windowTitle() == "asset/7 – Spare Depot"
    assert window.rail.items["assets"].text() == "Assets"
    assert page_of(window) is not before
    assert page_of(window).route == Route("asset", 7)
    assert desk.settings.value(settings.LANGUAGE) == "en"
    desk.speak("zh_CN")
    assert window.rail.items["assets"].text() == "设备台账"


def test_changing_the_language_keeps_what_was_typed(window: MainWindow, desk: Desk):
    page_of(window).line.setText("half a sentence")
    typed = page_of(window)
    desk.open(Route("settings"))
    desk.speak("en")
    desk.back()

    assert page_of(window) is typed
    assert typed.line.text() == "half a sentence"


def test_the_theme_is_changed_and_remembered(window: MainWindow, desk: Desk):
    with_dark: list[str] = []
    desk.theme_changed.connect(with_dark.append)
    desk.dress("dark")
    desk.dress("light")
    assert with_dark == ["dark", "light"]
    assert desk.settings.value(settings.THEME) == "light"


def test_counts_stand_on_the_rail_only_for_what_wants_action(window: MainWindow, desk: Desk):
    item = window.rail.items["assets"]
    desk.set_count("assets", 3, Meaning.LATE)
    assert "3" in item.accessibleName()
    desk.set_count("assets", 0)
    assert item.accessibleName() == item.text()


def test_the_status_line_says_who_where_and_when(window: MainWindow, desk: Desk, fake_ctx: FakeContext, qtbot: QtBot):
    desk.set_database("本机数据库")
    desk.set_backup(None)
    assert window.status.standing.text() == "本机数据库 · 尚未备份"
    desk.set_backup(fake_ctx.clock.now())
    fake_ctx.bus.announce(RecordsChanged("asset", (1,)))

    qtbot.waitUntil(lambda: window.status.standing.text() == "已保存 10:42 · 本机数据库 · 上次备份 今天 10:42")
    desk.set_person("王芳", "仓管员")
    assert window.rail.person.text() == "王芳 · 仓管员"


def test_long_work_is_shown_and_can_be_stopped(qtbot: QtBot, window: MainWindow, desk: Desk):
    going = threading.Event()

    def export(progress) -> None:
        while True:
            progress.report(1240, 2400, "")
            going.set()
            threading.Event().wait(0.001)

    desk.jobs.work(export, title="导出维修历史")
    assert going.wait(5)
    (line,) = window.status.lines
    qtbot.waitUntil(lambda: line.figures.text() == "1,240 / 2,400")
    assert line.bar.value() == 1240 * 1000 // 2400

    qtbot.mouseClick(line.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.lines == [])


def test_the_third_job_waits_for_room_in_the_line(qtbot: QtBot, window: MainWindow, desk: Desk):
    gate = threading.Event()
    for number in range(4):
        desk.jobs.work(lambda progress: gate.wait(5), title=f"job {number}")
    assert [line.job.title for line in window.status.lines] == ["job 0", "job 1"]
    assert "2" in window.status._more.text()
    gate.set()
    qtbot.waitUntil(lambda: window.status.lines == [])


def test_a_step_without_a_total_shows_its_count(qtbot: QtBot, window: MainWindow, desk: Desk):
    gate = threading.Event()
    job = desk.jobs.work(lambda progress: gate.wait(5), title="counting")
    (line,) = window.status.lines
    line.show_step(Step(5000, None, "rows"))
    assert (line.bar.maximum(), line.figures.text()) == (0, "5,000")
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: window.status.lines == [])


def test_closing_asks_while_something_typed_is_not_saved(qtbot: QtBot, window: MainWindow):
    page_of(window).line.setText("half a sentence")
    window.close()
    question = window.findChild(Question)
    assert question is not None
    assert window.isVisible()
    question.answer("")
    assert window.isVisible()

    window.close()
    window.findChildren(Question)[-1].answer("leave")
    assert not window.isVisible()


def test_closing_asks_while_work_is_running(qtbot: QtBot, window: MainWindow, desk: Desk):
    gate = threading.Event()
    desk.jobs.work(lambda progress: gate.wait(5), title="Importing")
    window.close()
    assert window.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: desk.jobs.running() == [])
    window.findChildren(Question)[-1].answer("")
    window.close()
    assert not window.isVisible()


def test_the_window_comes_back_as_it_was_left(make_desk: Make, fake_ctx: FakeContext, make_window):
    memory = Remembered()
    first = make_window(make_desk(fake_ctx, pages=PAGES, settings=memory))
    first.resize(1100, 720)
    first.close()
    second = make_window(make_desk(fake_ctx, pages=PAGES, settings=memory))
    assert second.height() == 720  # the width is limited to that of the screen, which is small in the tests


def test_a_geometry_that_is_none_does_no_harm(make_desk: Make, fake_ctx: FakeContext, make_window):
    window = make_window(make_desk(fake_ctx, pages=PAGES, settings=Remembered({"window": "zz 12"})))
    assert window.size().width() >= SMALLEST.width()


def test_every_act_of_the_window_is_in_its_menu(window: MainWindow):
    in_menu = set(actions_of(window.menu))
    everywhere = {act.name for act in REGISTRY.values() if act.group == "Everywhere"}
    assert everywhere <= in_menu
    assert {"assets", "parts", "settings", "theme_dark", "language_en", "refresh"} <= in_menu


def test_the_help_lists_every_act_and_each_shortcut_once(qtbot: QtBot, window: MainWindow, desk: Desk):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(HelpSheet)
    assert sheet is not None
    assert {act.name for act in REGISTRY.values() if not act.of} <= {act.name for act in sheet.listed}
    assert {"assets", "parts"} <= {act.name for act in sheet.listed}
    sheet.close()


def test_no_two_acts_share_a_shortcut_where_both_work():
    for heading, acts in by_group():
        keys = [act.keys for act in acts if act.keys]
        assert len(keys) == len(set(keys)), heading


def test_every_act_says_its_shortcut_in_its_tip():
    for act in REGISTRY.values():
        assert not act.keys or act.shown_keys in act.tip


def test_every_button_of_the_window_has_a_name_for_those_who_do_not_see(window: MainWindow):
    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if not (button.accessibleName() or button.text()) and not button.objectName().startswith("qt_")
        if button.isVisible()
    ]
    assert nameless == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_words_twice_as_long_still_fit_the_smallest_window(
    monkeypatch: pytest.MonkeyPatch, make_desk: Make, fake_ctx: FakeContext, make_window, language: str
):
    once = i18n._
    i18n.use(language)
    for module in ("rail", "omnibox", "status_line", "main_window", "scan.strip", "navigation", "actions"):
        monkeypatch.setattr(f"ui.{module}._", lambda text: f"{once(text)} {once(text)}")
    desk = make_desk(fake_ctx, pages=PAGES)
    window = make_window(desk)
    desk.open(Route("assets"))
    desk.set_person("Wang Fang " * 5, "keeper " * 5)
    desk.set_database("a database with a long name " * 4)
    window.scans.set_mode(True)
    window.resize(SMALLEST)

    assert window.minimumSizeHint().width() <= SMALLEST.width()
    assert window.size() == SMALLEST
    for part in (window.omnibox, window.status, window.strip):
        corner = part.mapTo(window, QPoint(part.width(), 0))
        assert corner.x() <= SMALLEST.width()


def test_the_smallest_window_still_shows_everything(window: MainWindow):
    window.resize(SMALLEST)
    for part in (window.rail, window.omnibox, window.area, window.status):
        assert isinstance(part, QWidget)
        assert window.rect().contains(part.mapTo(window, QPoint(part.width() - 1, part.height() - 1)))
