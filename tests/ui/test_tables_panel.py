"""A list on a page: keys, columns, filters, selection, views, news, copy and export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from inventory import i18n
from inventory.choices import Choice
from inventory.events import RecordsChanged
from inventory.i18n import N_
from tests.ui.conftest import FakeContext
from tests.ui.table_source import FILTERS, Units
from ui.actions import PRINT
from ui.desk import Desk, Toast
from ui.tables import copying
from ui.tables.criteria import Criteria, Picked, PickFilter
from ui.tables.filter_popup import FilterPopup
from ui.tables.panel import TablePanel
from ui.tables.selection import Selection, Wanted
from ui.tables.source import Sort
from ui.widgets.cards import EmptyState
from ui.widgets.words import words

pytestmark = pytest.mark.usefixtures("dressed")


class Views:
    """Keeps views in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def views(self, page: str) -> Sequence[tuple[str, str]]:
        """All of them."""
        return sorted(self.kept.items())

    def keep(self, page: str, name: str, spec: str) -> None:
        """Keep one."""
        self.kept[name] = spec

    def remove(self, page: str, name: str) -> None:
        """Forget one."""
        del self.kept[name]


def find(text: str) -> list[Choice]:
    """Customers."""
    return [Choice(4, "City Hospital")] if text else []


@pytest.fixture(autouse=True)
def _in_english():
    """The sentences of this file."""
    i18n.use("en")


@pytest.fixture
def units() -> Units:
    """A thousand units."""
    return Units(1000)


@pytest.fixture
def store() -> Views:
    """Views in memory."""
    return Views()


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, units: Units, store: Views) -> TablePanel:
    """The list, loaded and on the screen."""
    return shown(qtbot, desk, units, store)


def shown(qtbot: QtBot, desk: Desk, units: Units, store: Views | None = None) -> TablePanel:
    """A list, loaded and on the screen."""
    made = TablePanel(desk, "units", units, [*FILTERS, PickFilter("customer", N_("Customer"), find)], views=store)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    with qtbot.waitSignal(made.loaded):
        made.load()
    return made


def texts(panel: TablePanel, column: int = 0, count: int = 3) -> list[str]:
    """The first cells of a column."""
    return [str(panel.model.data(panel.model.index(place, column))) for place in range(count)]


def test_enter_and_double_click_open_the_row(qtbot: QtBot, panel: TablePanel):
    opened: list[object] = []
    panel.opened.connect(opened.append)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    index = panel.model.index(3, 0)
    spot = panel.view.visualRect(index).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == [1, 3]


def test_space_previews_and_the_preview_follows_the_cursor(qtbot: QtBot, panel: TablePanel):
    previewed: list[object] = []
    panel.previewed.connect(previewed.append)
    panel.previewed.connect(lambda row_id: panel.drawer.show_widget(words(str(row_id)), "unit"))
    qtbot.keyClick(panel.view, Qt.Key.Key_Space)
    assert panel.drawer.isVisible()
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: previewed == [0, 2])  # not the row passed over
    qtbot.keyClick(panel.view, Qt.Key.Key_Space)
    assert not panel.drawer.isVisible()


def test_home_and_end_go_to_the_ends(qtbot: QtBot, panel: TablePanel):
    qtbot.keyClick(panel.view, Qt.Key.Key_End)
    assert panel.view.current_id() == 999
    qtbot.keyClick(panel.view, Qt.Key.Key_Home)
    assert panel.view.current_id() == 0


def test_letters_typed_into_the_list_search_nothing(qtbot: QtBot, panel: TablePanel, units: Units):
    before = len(units.asked)
    qtbot.keyClicks(panel.view, "999")
    assert panel.view.current_id() == 0
    assert len(units.asked) == before


def click_header(qtbot: QtBot, panel: TablePanel, column: int) -> None:
    """A click on a heading."""
    header = panel.view.header
    spot = QPoint(header.sectionViewportPosition(column) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round(qtbot: QtBot, panel: TablePanel, units: Units):
    with qtbot.waitSignal(panel.loaded):
        click_header(qtbot, panel, 2)
    assert units.questions("first")[-1] == ({}, Sort("sold"))
    with qtbot.waitSignal(panel.loaded):
        click_header(qtbot, panel, 2)
    assert units.questions("first")[-1] == ({}, Sort("sold", descending=True))


def test_a_column_without_an_index_does_not_sort(qtbot: QtBot, panel: TablePanel, units: Units):
    before = len(units.asked)
    click_header(qtbot, panel, 1)
    assert len(units.asked) == before
    assert panel.model.sort_order == Sort("code")


def test_the_selection_is_found_again_in_another_order(qtbot: QtBot, panel: TablePanel):
    panel.view.choose([2, 5], 5)
    with qtbot.waitSignal(panel.loaded):
        click_header(qtbot, panel, 0)
    assert texts(panel) == ["00999", "00998", "00997"]
    assert panel.selection().ids == (5, 2)


def test_some_rows_are_selected_by_their_ids(panel: TablePanel):
    panel.view.choose([3, 1], None)
    chosen = panel.selection()
    assert (chosen.ids, chosen.everything, chosen.count) == ((1, 3), False, 2)
    assert "2 selected of 1,000 rows" in panel.footer.label.text()


def test_all_rows_are_selected_as_the_filter(qtbot: QtBot, panel: TablePanel):
    qtbot.keyClick(panel.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert panel.selection() == Selection((), True, Criteria(), 1000)
    qtbot.mouseClick(panel.footer._clear, Qt.MouseButton.LeftButton)
    assert not panel.selection()


def test_bulk_acts_are_offered_while_rows_are_selected(qtbot: QtBot, panel: TablePanel):
    printed: list[Selection] = []
    panel.add_bulk(PRINT, printed.append)
    (made,) = panel.footer._acts
    assert not made.isVisible()
    panel.view.choose([4], None)
    assert made.isVisible()
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert [selection.ids for selection in printed] == [(4,)]


def test_columns_are_chosen_moved_and_remembered(qtbot: QtBot, panel: TablePanel, desk: Desk, units: Units):
    header = panel.view.header
    header.show_column("remark", True)
    header.show_column("price", False)
    header.moveSection(header.visualIndex(2), 0)
    header.resizeSection(0, 177)
    layout = header.layout_now()
    assert [key for key, _width in layout] == ["sold", "code", "product", "cases", "state", "remark"]
    assert dict(layout)["code"] == 177

    again = shown(qtbot, desk, units)
    assert [key for key, _width in again.view.header.layout_now()] == [key for key, _width in layout]
    assert dict(again.view.header.layout_now())["code"] == 177


def test_the_last_column_stays(panel: TablePanel):
    header = panel.view.header
    for column in panel.model.columns:
        header.show_column(column.key, False)
    assert len(header.layout_now()) == 1


def test_what_was_kept_of_columns_may_be_nonsense(qtbot: QtBot, desk: Desk, units: Units):
    desk.settings.keep_table("units", [["moon", 3], "x", ["code", "wide"]])
    panel = shown(qtbot, desk, units)
    assert panel.view.header.layout_now()[0][0] == "code"
    assert len(panel.view.header.layout_now()) == 6


def test_typing_filters_after_a_pause(qtbot: QtBot, panel: TablePanel, units: Units):
    with qtbot.waitSignal(panel.loaded):
        qtbot.keyClicks(panel.bar.line, "99")
    assert panel.footer.label.text() == "11 rows"  # 99 and 990 to 999
    assert [about[0] for about in units.questions("first")] == [{}, {"text": "99"}]


def test_ctrl_f_goes_to_the_filter(qtbot: QtBot, panel: TablePanel):
    qtbot.keyClick(panel, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.bar.line.hasFocus()


def test_a_choice_filter_is_set_by_ticks_and_dropped_by_its_chip(qtbot: QtBot, panel: TablePanel, units: Units):
    popup = panel.bar.edit("state")
    with qtbot.waitSignal(panel.loaded):
        popup._boxes[1][1].setChecked(True)
    popup.close()
    assert units.questions("first")[-1][0] == {"state": ("loan",)}
    (chip,) = panel.bar.chips
    assert chip.word.text() == "State: On loan"
    with qtbot.waitSignal(panel.loaded):
        chip.dropped.emit()
    assert panel.bar.criteria == Criteria()


def test_a_day_filter_takes_what_people_type(qtbot: QtBot, panel: TablePanel):
    popup = panel.bar.edit("sold")
    popup.first.line.setText("20240315")
    popup.last.line.setText("nonsense")
    popup._apply()
    assert popup.isVisible()
    assert popup.last.complaint
    popup.last.line.setText("+1m")
    with qtbot.waitSignal(panel.loaded):
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert panel.model.criteria.filters == {"sold": (date(2024, 3, 15), date(2026, 12, 22))}


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (0, (date(2026, 11, 1), date(2026, 11, 30))),
        (1, (date(2026, 1, 1), date(2026, 12, 31))),
        (2, (date(2025, 1, 1), date(2025, 12, 31))),
        (3, (date(2026, 11, 22), date(2026, 12, 22))),
    ],
)
def test_usual_spans_of_days_are_one_click_away(qtbot: QtBot, panel: TablePanel, span: int, days: tuple[date, date]):
    popup = panel.bar.edit("sold")
    with qtbot.waitSignal(panel.loaded):
        qtbot.mouseClick(popup._spans[span], Qt.MouseButton.LeftButton)
    assert panel.model.criteria.filters == {"sold": days}


def test_a_customer_is_picked_from_what_is_found(qtbot: QtBot, panel: TablePanel):
    popup = panel.bar.edit("customer")
    with qtbot.waitSignal(panel.loaded):
        popup.pick.pick(Choice(4, "City Hospital"))
    assert panel.model.criteria.get("customer") == Picked(4, "City Hospital")
    assert panel.bar.chips[0].word.text() == "Customer: City Hospital"


def test_a_filter_that_nothing_passes_says_so_and_can_be_cleared(qtbot: QtBot, panel: TablePanel):
    with qtbot.waitSignal(panel.loaded):
        panel.bar.line.setText("moon")
        panel.bar.line.returnPressed.emit()
    assert panel._stack.currentWidget() is panel._no_match
    with qtbot.waitSignal(panel.loaded):
        panel.bar.clear()
    assert panel._stack.currentWidget() is panel.view
    assert panel.bar.line.text() == ""


def test_an_empty_list_says_what_to_do_next(qtbot: QtBot, desk: Desk):
    empty = EmptyState("No units yet", "Import your register.")
    panel = TablePanel(desk, "units", Units(0), FILTERS, empty=empty)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.loaded):
        panel.load()
    assert panel._stack.currentWidget() is empty


def test_news_are_offered_and_shown_when_wanted(qtbot: QtBot, panel: TablePanel, units: Units, fake_ctx: FakeContext):
    units.number += [1000, 1001]
    fake_ctx.bus.announce(RecordsChanged("customer", (1,)))
    fake_ctx.bus.announce(RecordsChanged("asset", (1000, 1001)))
    qtbot.waitUntil(panel.news.isVisible)
    assert panel.news.label.text() == "2 new"
    assert panel.model.rowCount() == 1000
    with qtbot.waitSignal(panel.loaded):
        qtbot.mouseClick(panel.news.show_button, Qt.MouseButton.LeftButton)
    assert panel.model.rowCount() == 1002
    assert not panel.news.isVisible()


def test_news_while_the_list_is_out_of_sight_are_seen_when_it_comes_back(
    qtbot: QtBot, panel: TablePanel, units: Units, fake_ctx: FakeContext, desk: Desk
):
    panel.hide()
    units.number.pop()
    with qtbot.waitSignal(desk.bridge.happened):
        fake_ctx.bus.announce(RecordsChanged("asset"))
    assert units.questions("count")[1:] == []
    panel.show()
    qtbot.waitUntil(panel.news.isVisible)
    assert panel.news.label.text() == "1 is no longer here"


def test_copied_rows_are_on_the_clipboard_in_both_forms(qtbot: QtBot, panel: TablePanel, desk: Desk):
    toasts: list[Toast] = []
    desk.toasted.connect(toasts.append)
    panel.view.choose([0, 999], None)
    qtbot.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(toasts) == 1)

    data = QGuiApplication.clipboard().mimeData()
    assert [line.split("\t")[0] for line in data.text().split("\r\n")] == ["Code", "000", "00999"]
    assert "mso-number-format" in data.html()
    assert toasts[0].text == "2 rows copied."


def test_without_a_selection_the_row_with_the_cursor_is_copied(qtbot: QtBot, panel: TablePanel, desk: Desk):
    panel.view.clearSelection()
    with qtbot.waitSignal(desk.toasted):
        panel.copy()
    assert QGuiApplication.clipboard().text().split("\r\n")[1].startswith("000\t")


def test_too_many_rows_for_the_clipboard_are_refused(
    qtbot: QtBot, panel: TablePanel, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copying, "MOST", 500)
    panel.view.selectAll()
    with qtbot.waitSignal(desk.toasted) as told:
        panel.copy()
    assert "500" in told.args[0].text


def test_export_what_i_see_carries_columns_filter_order_and_selection(qtbot: QtBot, panel: TablePanel):
    with qtbot.waitSignal(panel.loaded):
        panel.bar.show_criteria(Criteria())
        panel.load(Criteria().having("text", "9"))
    panel.view.header.show_column("price", False)
    panel.view.choose([0], None)
    with qtbot.waitSignal(panel.export_asked) as asked:
        qtbot.keyClick(panel, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    wanted = asked.args[0]
    assert isinstance(wanted, Wanted)
    assert wanted.columns == ("code", "product", "sold", "cases", "state")
    assert wanted.criteria.filters == {"text": "9"}
    assert wanted.sort == Sort("code")
    assert wanted.selection.ids == (9,)


def test_the_names_of_views_are_asked_for_once_and_not_with_every_filter(
    qtbot: QtBot, panel: TablePanel, store: Views, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []
    monkeypatch.setattr(store, "views", lambda page: asked.append(page) or [])
    with qtbot.waitSignal(panel.loaded):
        panel.load()
    qtbot.waitUntil(lambda: not desk.jobs.running())
    for text in ("9", "99"):
        with qtbot.waitSignal(panel.loaded):
            panel.bar.changed.emit(Criteria().having("text", text))
        qtbot.waitUntil(lambda: not desk.jobs.running())

    assert asked == ["units"]


def test_a_view_is_kept_shown_again_and_removed(qtbot: QtBot, panel: TablePanel, store: Views, units: Units):
    with qtbot.waitSignal(panel.loaded):
        panel.load(Criteria().having("text", "9"))
    panel.view.header.show_column("price", False)
    assert panel.views is not None
    panel.views.ask_name()
    dialog = panel.views._dialog
    assert dialog is not None
    dialog.form["name"].line.setText("nines")  # type: ignore[attr-defined]
    dialog.form.submit()
    qtbot.waitUntil(lambda: "nines" in store.kept)
    qtbot.waitUntil(lambda: panel.views._known != [])

    with qtbot.waitSignal(panel.loaded):
        panel.views.reset.emit()
    assert panel.model.criteria == Criteria()
    assert "price" in dict(panel.view.header.layout_now())
    with qtbot.waitSignal(panel.loaded):
        panel.views.chosen.emit("nines", store.kept["nines"])
    assert panel.bar.line.text() == "9"
    assert "price" not in dict(panel.view.header.layout_now())

    panel.views._remove("nines")
    qtbot.waitUntil(lambda: store.kept == {})


def test_an_unnamed_view_is_not_kept(qtbot: QtBot, panel: TablePanel, store: Views):
    assert panel.views is not None
    panel.views.ask_name()
    dialog = panel.views._dialog
    assert dialog is not None
    dialog.form.submit()
    assert dialog.form["name"].complaint == "Fill in this field."
    assert store.kept == {}
    dialog.sheet.give_up()


def test_the_panel_paints_chips_numbers_and_rows_that_are_not_here_yet(qtbot: QtBot, panel: TablePanel):
    picture = panel.view.grab().toImage()
    colours = {picture.pixelColor(x, y).name().upper() for x in range(0, picture.width(), 3) for y in range(40, 200, 3)}
    from ui.theme import LIGHT

    assert LIGHT.ok.ground in colours
    assert LIGHT.off.ground in colours
    panel.view.scrollTo(panel.model.index(700, 0))
    panel.view.viewport().grab()
    qtbot.waitUntil(lambda: panel.model.ready_row(700) is not None)


def test_the_first_frame_with_rows_has_its_scroll_bar(qtbot: QtBot, desk: Desk, units: Units):
    panel = TablePanel(desk, "units", units, FILTERS)
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    with qtbot.waitExposed(panel):
        panel.show()
    wide = panel.view.viewport().width()
    seen: list[int] = []
    panel.model.begun.connect(lambda: seen.append(panel.view.viewport().width()))
    with qtbot.waitSignal(panel.loaded):
        panel.load()
    assert seen == [panel.view.viewport().width()]
    assert seen[0] < wide


def test_laying_columns_out_is_no_wish_of_the_person(panel: TablePanel):
    wishes: list[bool] = []
    panel.view.header.arranged.connect(lambda: wishes.append(True))
    panel.view.header.lay_out((("sold", 90), ("code", 150)))
    assert wishes == []
    assert panel.view.header.layout_now() == (("sold", 90), ("code", panel.view.header.sectionSize(0)))
    panel.view.header.moveSection(0, 1)
    assert wishes


def test_escape_closes_the_sheet_of_a_filter(qtbot: QtBot, panel: TablePanel):
    popup = panel.bar.edit("customer")
    assert isinstance(popup, FilterPopup)
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
