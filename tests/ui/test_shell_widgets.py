"""The small pieces: chips, badges, banners, cards, tabs, drawers, crumbs, and lines that break."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FakeContext
from tests.ui.shell_pages import PAGES, Make
from ui import theme
from ui.actions import EXPORT, NEW, PRINT, REGISTRY, Act, declare, make
from ui.desk import Desk
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import ActionButton, button, icon_button
from ui.widgets.cards import EmptyState, KeyValues, Section
from ui.widgets.chips import SYMBOLS, Badge, Chip
from ui.widgets.drawer import Drawer
from ui.widgets.flow import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.tabs import TabStrip
from ui.widgets.words import Line, Lines, words

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def desk(make_desk: Make, fake_ctx: FakeContext) -> Desk:
    """A desk with pages."""
    return make_desk(fake_ctx, pages=PAGES)


def colours(widget: QWidget) -> set[str]:
    """All colours of a widget's picture."""
    picture = widget.grab().toImage()
    return {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("meaning", list(Meaning))
def test_a_chip_says_its_meaning_by_ground_icon_and_word(qtbot: QtBot, meaning: Meaning):
    chip, bare = Chip("due Friday", meaning), Chip("due Friday", meaning, "")
    for widget in (chip, bare):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
    assert theme.tokens().meaning(meaning).ground in colours(chip)
    assert chip.symbol == SYMBOLS[meaning]
    assert chip.sizeHint().width() > bare.sizeHint().width()
    assert (chip.accessibleName(), chip.toolTip()) == ("due Friday", "due Friday")


def test_a_chip_is_clicked_with_mouse_and_keyboard_only_where_it_leads_somewhere(qtbot: QtBot):
    clicks: list[str] = []
    live, dead = Chip("open", Meaning.INFO, clickable=True), Chip("closed", Meaning.OFF)
    for chip in (live, dead):
        qtbot.addWidget(chip)
        chip.clicked.connect(lambda: clicks.append("x"))
        chip.show()
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert len(clicks) == 2


def test_a_badge_hides_when_there_is_nothing_and_never_grows_beyond_reason(qtbot: QtBot):
    badge = Badge(7, Meaning.SOON)
    qtbot.addWidget(badge)
    assert (badge.text, badge.sizeHint().width(), badge.sizeHint().height()) == ("7", 20, 20)
    badge.count(12_345, Meaning.LATE)
    assert badge.text == "999+"
    badge.count(0, Meaning.LATE)
    assert badge.isHidden()


def test_a_banner_goes_when_its_question_is_answered_or_it_is_put_away(qtbot: QtBot):
    banners, done = Banners(), []
    qtbot.addWidget(banners)
    banner = banners.say("replaced", Meaning.INFO, [("Open", lambda: done.append("opened"))])
    banners.say("not saved", Meaning.LATE)
    qtbot.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton)
    assert done == ["opened"]
    (left,) = banners.shown
    left._close()
    assert banners.shown == []
    assert banners.isHidden()


def test_facts_are_shown_in_order_and_a_missing_one_as_a_dash(qtbot: QtBot):
    facts = KeyValues([("Customer", "City Hospital"), ("Site", "")])
    qtbot.addWidget(facts)
    assert facts.texts == ["Customer", "City Hospital", "Site", "—"]
    facts.show_facts([("Customer", "<b>")])
    assert facts.texts == ["Customer", "<b>"]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in facts._labels)


def test_facts_of_the_same_names_change_in_their_place_and_others_take_it(qtbot: QtBot):
    facts = KeyValues([("Customer", "City Hospital"), ("Site", "North")])
    qtbot.addWidget(facts)
    labels = list(facts._labels)
    facts.show_facts([("Customer", "Lakeside Clinic"), ("Site", "")])
    assert facts.texts == ["Customer", "Lakeside Clinic", "Site", "—"] and facts._labels == labels
    facts.show_facts([("Part", "Fuse"), ("Stock", "3")])
    assert facts.texts == ["Part", "Fuse", "Stock", "3"]


def test_crumbs_of_the_next_record_lead_where_they_say(qtbot: QtBot, desk: Desk):
    page = PageFrame(desk, "Unit", [("Assets", Route("assets")), ("SN-1", None)])
    qtbot.addWidget(page)
    (step,) = page.crumbs.findChildren(QPushButton)
    page.set_crumbs([("Parts", Route("parts")), ("SN-2", None)])
    assert page.crumbs.findChildren(QPushButton) == [step] and step.text() == step.accessibleName() == "Parts"
    with qtbot.waitSignal(desk.opened) as opened:
        qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert opened.args == [Route("parts")]


def test_a_strip_of_tabs_grows_with_its_words_and_its_font(qtbot: QtBot):
    tabs = TabStrip(["History", "Parts that fit"])
    qtbot.addWidget(tabs)
    room = tabs.sizeHint().width()
    one_row = tabs.heightForWidth(room)
    tabs.set_count(0, 1_000_000)
    assert tabs.heightForWidth(room) > one_row
    tabs.set_count(0, None)
    assert tabs.heightForWidth(room) == one_row
    font = tabs.font()
    font.setPixelSize(30)
    tabs.setFont(font)
    assert tabs.heightForWidth(room) > one_row


def test_a_section_and_an_empty_state_hold_what_they_are_given(qtbot: QtBot):
    section = Section("Loaners", 2, Meaning.SOON)
    empty = EmptyState("No units yet", "Import your register.", buttons=[button("Import")])
    for widget in (section, empty):
        qtbot.addWidget(widget)
    section.add_to_head(button("Open list", role="link"))
    assert (section.title.text(), section.badge.text) == ("Loaners", "2")
    empty.say("Nothing", "")
    assert (empty.title.text(), empty.remark.isHidden()) == ("Nothing", True)


def test_tabs_are_chosen_with_mouse_and_arrows(qtbot: QtBot):
    tabs, chosen = TabStrip(["History", "Parts", "Details"]), []
    qtbot.addWidget(tabs)
    tabs.resize(500, 40)
    tabs.show()
    tabs.chosen.connect(chosen.append)
    tabs.set_count(0, 3)
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs._boxes()[1].center().toPoint())
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert chosen == [1, 2, 1]
    assert (tabs.text(0), tabs.current) == ("History 3", 1)


def test_a_drawer_closes_with_escape_and_forgets(qtbot: QtBot):
    drawer = Drawer()
    qtbot.addWidget(drawer)
    drawer.show_widget(QLabel(), "Unit")
    first = drawer.content
    drawer.show_widget(QLabel(), "Another")
    assert drawer.content is not first
    with qtbot.waitSignal(drawer.closed):
        qtbot.keyClick(drawer, Qt.Key.Key_Escape)
    assert drawer.content is None
    assert drawer.isHidden()


def test_crumbs_lead_back(qtbot: QtBot, desk: Desk):
    page = PageFrame(desk, "Unit", [("Assets", Route("assets")), ("City Hospital", None)])
    qtbot.addWidget(page)
    (step,) = page.crumbs.findChildren(QPushButton)
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert desk.history.current == Route("assets")
    page.set_crumbs([])
    assert page.crumbs.isHidden()


def test_what_can_be_done_on_a_page_is_in_its_menu_and_the_main_thing_a_button(qtbot: QtBot, desk: Desk):
    page, done = PageFrame(desk, "Assets"), []
    qtbot.addWidget(page)
    page.add_action(PRINT, lambda: done.append("print"), button=True)
    page.add_action(NEW, lambda: done.append("new"), primary=True)
    page.add_action(EXPORT, lambda: done.append("export"))
    shown = [made.text() for made in page.findChildren(ActionButton)]
    assert sorted(shown) == sorted([PRINT.words, NEW.words])
    assert [action.objectName() for action in page.menu.actions()] == ["print", "new", "export"]
    first = page.actions_row.itemAt(0)
    assert first is not None
    assert first.widget().property("role") == "primary"

    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done == ["export"]


def test_a_button_follows_its_action(qtbot: QtBot):
    action = QAction("Save")
    made = ActionButton(action)
    qtbot.addWidget(made)
    action.setEnabled(False)
    action.setText("Store")
    assert (made.text(), made.accessibleName(), made.isEnabled()) == ("Store", "Store", False)


def test_a_button_that_outlives_its_place_does_no_harm(qtbot: QtBot):
    action = QAction("Save")
    made = ActionButton(action)
    made.deleteLater()
    qtbot.wait(1)
    action.setText("Store")


def test_an_icon_alone_says_in_words_what_it_does(qtbot: QtBot):
    made = icon_button("close", "Put away")
    qtbot.addWidget(made)
    assert (made.toolTip(), made.accessibleName()) == ("Put away", "Put away")


def test_an_act_is_declared_once(qtbot: QtBot):
    act = declare(Act("of this test", "Weigh it", keys="Ctrl+Shift+W"))
    assert declare(act) is act
    with pytest.raises(ValueError):
        declare(Act("of this test", "Weigh it twice"))
    del REGISTRY["of this test"]
    owner = QWidget()
    qtbot.addWidget(owner)
    action = make(act, owner)
    assert "Ctrl+Shift+W" in action.toolTip()
    assert action in owner.actions()


def test_items_break_into_lines_and_stand_in_the_middle_of_their_line(qtbot: QtBot):
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, gap=10)
    items = []
    for height in (20, 40, 20):
        item = QWidget()
        item.setFixedSize(100, height)
        flow.addWidget(item)
        items.append(item)
    assert flow.heightForWidth(320) == 40
    assert flow.heightForWidth(220) == 40 + 10 + 20
    assert flow.heightForWidth(100) == 20 + 10 + 40 + 10 + 20
    flow.setGeometry(QRect(0, 0, 220, 70))
    assert [item.pos().toTuple() for item in items] == [(0, 10), (110, 0), (0, 50)]
    extra = QWidget()
    flow.insertWidget(0, extra)
    assert flow.itemAt(0).widget() is extra
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None


def test_a_line_that_does_not_fit_is_cut_and_whole_in_its_tip(qtbot: QtBot):
    text = "a long name of a customer " * 5
    line = Line(text)
    qtbot.addWidget(line)
    line.resize(100, 20)
    line.grab()
    assert line.toolTip() == text
    assert line.minimumSizeHint().width() <= 48
    assert words("<i>x</i>").textFormat() is Qt.TextFormat.PlainText


def test_words_of_a_list_take_the_lines_of_their_row_and_end_in_an_ellipsis(qtbot: QtBot):
    sentence = "The day does not exist. Look it up and write the right day."
    records = Records([Field("What is wrong", str)], "notes", lines=2)
    qtbot.addWidget(records)
    records.show_records([sentence])
    option = QStyleOptionViewItem()
    option.initFrom(records)
    painter, whole = records.itemDelegate(), option.fontMetrics.horizontalAdvance(sentence)

    assert painter._fitted(sentence, option, whole) == sentence
    assert painter._fitted(sentence, option, round(whole * 0.7)).split() == sentence.split()
    first, second = painter._fitted(sentence, option, round(whole * 0.3)).split("\n")
    assert sentence.startswith(first) and second.endswith("…")
    assert records.rowHeight(0) > Records([Field("", str)], "", records).verticalHeader().defaultSectionSize()


def test_a_long_reason_takes_some_lines_and_says_the_rest_in_its_tooltip(qtbot: QtBot) -> None:
    text = " ".join(f"reason number {number}," for number in range(40))
    lines = Lines(text, most=3)
    qtbot.addWidget(lines)
    high = lines.fontMetrics().lineSpacing()
    assert lines.heightForWidth(300) == 3 * high
    assert lines.heightForWidth(20_000) == high
    lines.resize(300, 3 * high)
    lines.show()
    qtbot.waitUntil(lambda: lines.toolTip() == text)
    lines.setText("short")
    qtbot.waitUntil(lambda: lines.toolTip() == "" and lines.sizeHint().height() == high)
    lines.setText("")
    assert lines.heightForWidth(300) == high
