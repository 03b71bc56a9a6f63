"""How the one table is painted: rows in one go, only what is asked for, and chips from pictures."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QImage, QMouseEvent, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from inventory.i18n import N_
from tests.ui.table_source import COLUMNS, Units
from ui import theme
from ui.desk import Desk
from ui.tables.chip_grounds import ChipGrounds
from ui.tables.model import LazyTableModel
from ui.tables.row_painter import PAD
from ui.tables.source import ChipCell, Column, Kind, Row
from ui.tables.view import TableView
from ui.theme import ROW, Meaning
from ui.widgets import paint
from ui.widgets.chips import SYMBOLS

pytestmark = pytest.mark.usefixtures("dressed")

pytestmark = pytest.mark.usefixtures("dressed")

ELSEWHERE = QColor("magenta")
"""Of a picture before anything is painted into it."""


class Lines(Units):
    """A list of given rows."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        super().__init__(len(rows))
        self.columns = columns
        self._rows = rows

    def row(self, number: int) -> Row:
        """One of them."""
        return self._rows[number]


def shown(qtbot: QtBot, desk: Desk, units: Units, width: int = 900, height: int = 400) -> TableView:
    """A table with all its ids, on the screen."""
    model = LazyTableModel(units, desk.jobs, desk)
    view = TableView(model)
    qtbot.addWidget(view)
    view.resize(width, height)
    with qtbot.waitSignal(model.completed):
        model.load()
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> TableView:
    """A thousand units; everybody's columns, and more of them than there is room for."""
    made = shown(qtbot, desk, Units(1000), width=500)
    made.header.lay_out(tuple((column.key, column.width) for column in COLUMNS))
    return made


@pytest.fixture
def dark() -> Iterator[None]:
    """The dark theme for one test."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark")
    yield
    theme.apply(app, "light")


def picture(view: TableView, region: QRegion | None = None) -> QImage:
    """What the rows look like; with a region only that is painted."""
    rows = view.viewport()
    made = QImage(rows.size(), QImage.Format.Format_RGB32)
    made.fill(ELSEWHERE)
    asked = QRegion(rows.rect()) if region is None else region
    rows.render(made, asked.boundingRect().topLeft(), asked)
    return made


def ink(found: QImage, box: QRect) -> list[int]:
    """The columns of pixels in a box that are not one colour from top to bottom."""
    return [
        x
        for x in range(box.left(), box.right() + 1)
        if len({found.pixel(x, y) for y in range(box.top(), box.bottom() + 1)}) > 1
    ]


def cell(view: TableView, place: int, column: int) -> QRect:
    """Where a cell lies, without the line below."""
    return QRect(
        view.columnViewportPosition(column), view.rowViewportPosition(place), view.columnWidth(column), ROW - 1
    )


def colour(found: QImage, place: int, x: int = 3) -> str:
    """The ground of a row of those on screen."""
    return found.pixelColor(x, place * ROW + 3).name().upper()


def point_at(view: TableView, place: int) -> None:
    """Move the mouse over a row."""
    at = QPointF(20, place * ROW + ROW // 2)
    there = view.viewport().mapToGlobal(at)
    no, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    view.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, at, there, no, no, none))


def test_a_selected_row_and_the_one_under_the_mouse_have_a_ground_of_their_own(view: TableView):
    look = theme.tokens()
    view.selectRow(2)
    point_at(view, 4)
    found = picture(view)
    grounds = [colour(found, place) for place in range(6)]
    assert grounds == [
        look.surface.upper(),
        look.surface.upper(),
        look.accent_soft.upper(),
        look.surface.upper(),
        look.hover.upper(),
        look.surface.upper(),
    ]
    assert colour(found, 2, x=480) == look.accent_soft.upper()
    below = {found.pixelColor(x, 3 * ROW - 1).name().upper() for x in range(found.width())}
    assert below == {look.border.upper()}


def test_selection_goes_before_the_mouse_and_ends_with_it(view: TableView):
    look = theme.tokens()
    view.selectRow(1)
    point_at(view, 1)
    assert colour(picture(view), 1) == look.accent_soft.upper()
    view.clearSelection()
    assert colour(picture(view), 1) == look.hover.upper()
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    assert colour(picture(view), 1) == look.surface.upper()


def test_a_selection_is_seen_whichever_columns_are_hidden_or_moved(view: TableView):
    view.header.lay_out((("state", 160), ("sold", 100)))
    view.choose([3, 4], None)
    found = picture(view)
    soft = theme.tokens().accent_soft.upper()
    assert [place for place in range(8) if colour(found, place) == soft] == [3, 4]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_painted_in_parts_looks_as_if_painted_at_once(view: TableView, seed: int):
    chance = random.Random(seed)
    view.horizontalScrollBar().setValue(chance.randrange(view.horizontalScrollBar().maximum()))
    view.verticalScrollBar().setValue(chance.randrange(150))
    view.selectRow(view.rowAt(0) + 3)
    point_at(view, 5)
    whole = picture(view)
    region = QRegion()
    for _part in range(5):
        x, y = chance.randrange(whole.width()), chance.randrange(whole.height())
        region += QRegion(QRect(x, y, chance.randrange(1, 200), chance.randrange(1, 60)))
    region &= QRegion(whole.rect())

    wanted = QImage(whole.size(), whole.format())
    wanted.fill(ELSEWHERE)
    painter = QPainter(wanted)
    painter.setClipRegion(region)
    painter.drawImage(0, 0, whole)
    painter.end()
    assert picture(view, region) == wanted


def test_only_the_rows_that_need_it_are_painted(view: TableView, monkeypatch: pytest.MonkeyPatch):
    rows: list[int] = []
    asked = view.lazy.ready_row

    def watched(place: int) -> object:
        rows.append(place)
        return asked(place)

    monkeypatch.setattr(view.lazy, "ready_row", watched)
    picture(view, QRegion(QRect(0, 3 * ROW + 2, 50, ROW)))
    assert rows == [3, 4]
    rows.clear()
    picture(view)
    assert rows == list(range(view.on_screen()[1] + 1))  # each once, for all of its cells


def test_below_the_last_row_nothing_is_painted(qtbot: QtBot, desk: Desk):
    found = picture(shown(qtbot, desk, Units(2)))
    ground = QColor(theme.tokens().surface).rgb()
    assert {found.pixel(x, y) for x in range(0, found.width(), 7) for y in range(2 * ROW, found.height())} == {ground}


def test_a_list_without_rows_is_blank(qtbot: QtBot, desk: Desk):
    found = picture(shown(qtbot, desk, Units(0)))
    assert {found.pixel(x, y) for x in range(0, found.width(), 7) for y in range(found.height())} == {
        QColor(theme.tokens().surface).rgb()
    }


def test_a_row_that_is_not_here_shows_a_quiet_bar_in_each_column(view: TableView):
    view.lazy.on_screen = lambda: (0, 0)  # nothing is fetched while we look
    view.verticalScrollBar().setValue(900)
    found, hover = picture(view), QColor(theme.tokens().hover)
    first = view.rowAt(0)
    for column in (0, 1, 2):
        box = cell(view, first, column)
        middle = box.top() + ROW // 2
        bar = [x for x in range(box.left(), box.right() + 1) if found.pixelColor(x, middle) == hover]
        assert bar == list(range(box.left() + PAD, box.left() + PAD + 56))


def test_numbers_end_at_the_right_of_their_column_and_texts_begin_at_the_left(qtbot: QtBot, desk: Desk):
    view = shown(qtbot, desk, Units(20))
    found = picture(view)
    number, text = cell(view, 0, 3), cell(view, 0, 0)  # a price, a code
    assert number.right() - PAD - 2 <= ink(found, number)[-1] <= number.right() - PAD
    assert ink(found, number)[0] > number.left() + PAD + 10
    assert text.left() + PAD <= ink(found, text)[0] <= text.left() + PAD + 2


@pytest.mark.parametrize(
    "text", ["W" * 30, "@" * 9, "济南市槐荫区社区卫生", "一行\n两行", "a\tb" * 9, "iiiiiiiiiiiiiiiiii"]
)
def test_no_text_leaves_its_column(qtbot: QtBot, desk: Desk, text: str):
    columns = [Column("one", N_("Code"), Kind.TEXT, 130), Column("two", N_("Product"), Kind.TEXT, 130)]
    view = shown(qtbot, desk, Lines(columns, [Row(0, (text, None))]), width=400)
    found, box = picture(view), cell(view, 0, 0)
    written = ink(found, box)
    assert written
    assert box.left() + PAD - 1 <= written[0]
    assert written[-1] <= box.right() - PAD + 1
    assert ink(found, cell(view, 0, 1)) == []


def test_a_text_that_just_fits_is_not_cut(qtbot: QtBot, desk: Desk):
    text = "S/N-2024-000123"
    need = QFont(theme.tabular(QApplication.font()))
    columns = [Column("one", N_("Code"), Kind.CODE, 300), Column("two", N_("Product"), Kind.TEXT, 130)]
    view = shown(qtbot, desk, Lines(columns, [Row(0, (text, None))]), width=600)
    whole = picture(view)
    wide = ink(whole, cell(view, 0, 0))
    assert view.font().key() == need.key()
    view.setColumnWidth(0, view.fontMetrics().horizontalAdvance(text) + 1 + 2 * PAD)
    fits = picture(view)
    assert ink(fits, cell(view, 0, 0)) == wide
    view.setColumnWidth(0, view.fontMetrics().horizontalAdvance(text) + 2 * PAD - 6)
    assert ink(picture(view), cell(view, 0, 0)) != wide


def test_a_double_click_between_headings_makes_a_column_as_wide_as_its_longest_cell(qtbot: QtBot, desk: Desk):
    columns = [
        Column("one", N_("Code"), Kind.TEXT, 60),
        Column("two", N_("State"), Kind.CHIP, 60),
        Column("three", N_("Product"), Kind.TEXT, 130),
    ]
    long = "A remark that nobody expected to be as long"
    rows = [Row(0, ("short", ChipCell("ok", Meaning.OK), None)), Row(1, (long, ChipCell(long, Meaning.LATE), None))]
    view = shown(qtbot, desk, Lines(columns, rows))
    metrics = view.fontMetrics()
    for column, wanted in ((0, metrics.horizontalAdvance(long) + 1), (1, paint.chip_width(long, "late", metrics))):
        view.header.sectionHandleDoubleClicked.emit(column)
        assert view.columnWidth(column) == wanted + 2 * PAD


def test_what_is_cut_is_said_by_the_mouse(qtbot: QtBot, desk: Desk):
    columns = [
        Column("one", N_("Code"), Kind.TEXT, 60),
        Column("two", N_("State"), Kind.CHIP, 90),
        Column("three", N_("Product"), Kind.TEXT, 130),
    ]
    rows = [
        Row(0, ("a long remark", ChipCell("in warranty", Meaning.OK), "short")),
        Row(1, ("ok", ChipCell("late", Meaning.LATE, tip="Late by three days"), None)),
        Row(2, ("ok", ChipCell("late", Meaning.LATE), None)),
    ]
    view = shown(qtbot, desk, Lines(columns, rows))
    wide = [view.columnWidth(column) for column in range(3)]
    said = [
        [
            view.painter.tip(view.lazy.index(place, column), view.fontMetrics(), width)
            for column, width in enumerate(wide)
        ]
        for place in range(3)
    ]
    assert said == [["a long remark", "in warranty", ""], ["", "Late by three days", ""], ["", "", ""]]
    at = cell(view, 1, 1).center()
    view.viewportEvent(QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    assert QToolTip.text() == "Late by three days"
    QToolTip.hideText()


CHIPS = [
    ("in warranty", Meaning.OK, None),
    ("质保期内，余 112 天", Meaning.SOON, None),
    ("AVAVAV To. gjpqy", Meaning.SOON, "tag"),
    ("scrapped", Meaning.OFF, ""),
    ("a text that is much too long for its column", Meaning.LATE, None),
    ("一句对这一列来说太长的话，放不下", Meaning.INFO, ""),
    ("", Meaning.INFO, None),
]


def test_chips_in_a_table_look_like_chips_elsewhere(qtbot: QtBot, desk: Desk):
    columns = [Column("one", N_("State"), Kind.CHIP, 170), Column("two", N_("Product"), Kind.TEXT, 130)]
    rows = [Row(place, (ChipCell(*chip), None)) for place, chip in enumerate(CHIPS)]
    view = shown(qtbot, desk, Lines(columns, rows), width=400)
    found = picture(view)
    wanted = found.copy()
    painter = QPainter(wanted)
    painter.setFont(view.font())
    for place, (text, meaning, symbol) in enumerate(CHIPS):
        box = cell(view, place, 0)
        painter.fillRect(box, QColor(theme.tokens().surface))
        chip = QRect(box.left() + PAD, box.top() + 2, box.width() - 2 * PAD, ROW - 5)
        paint.draw_chip(painter, chip, text, meaning, SYMBOLS[meaning] if symbol is None else symbol)
    painter.end()
    assert found == wanted


GROUNDS = [(Meaning.OK, "ok", 100), (Meaning.SOON, "soon", 101), (Meaning.OFF, "", 102), (Meaning.LATE, "tag", 36)]


def grounds(kept: ChipGrounds | None, ratio: float, colour: str) -> QImage:
    """Grounds beside each other, from pictures or painted."""
    made = QImage(round(600 * ratio), round(60 * ratio), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(colour))
    painter = QPainter(made)
    if kept is not None:
        kept.dress(ratio)
    for place, (meaning, symbol, width) in enumerate(GROUNDS):
        left, top, height = place * 130 + 3, 20, ROW - 5
        if kept is None:
            paint.draw_chip_ground(painter, QRectF(left, top, width, height), meaning, symbol)
        else:
            kept.draw(painter, left, top, width, height, meaning, symbol)
    painter.end()
    return made


@pytest.mark.parametrize("ratio", [1.0, 2.0, 3.0])
@pytest.mark.parametrize("colour", ["#FFFFFF", "#E8F0FD", "#1E2229"])
def test_the_ground_of_a_chip_looks_the_same_from_a_picture(ratio: float, colour: str):
    kept = ChipGrounds()
    painted = grounds(None, ratio, colour)
    for _again in range(2):
        assert grounds(kept, ratio, colour) == painted
    assert len(kept) == len(GROUNDS)


def test_pictures_of_grounds_follow_the_theme_and_the_screen(request: pytest.FixtureRequest):
    kept = ChipGrounds()
    grounds(kept, 1.0, "#FFFFFF")
    request.getfixturevalue("dark")
    assert grounds(kept, 1.0, "#1E2229") == grounds(None, 1.0, "#1E2229")
    assert grounds(kept, 2.0, "#1E2229") == grounds(None, 2.0, "#1E2229")


def test_so_many_pictures_are_kept_and_no_more():
    kept = ChipGrounds(limit=3)
    for _again in range(2):
        assert grounds(kept, 1.0, "#FFFFFF") == grounds(None, 1.0, "#FFFFFF")
        assert len(kept) == 3


def test_between_whole_resolutions_grounds_are_painted():
    kept = ChipGrounds()
    assert grounds(kept, 1.25, "#FFFFFF") == grounds(None, 1.25, "#FFFFFF")
    assert len(kept) == 0


def test_a_table_in_the_dark_theme_is_dark_at_once(qtbot: QtBot, desk: Desk, request: pytest.FixtureRequest):
    view = shown(qtbot, desk, Units(20))
    chip = cell(view, 0, 5).topLeft() + QPoint(PAD + 4, 5)
    assert picture(view).pixelColor(chip).name().upper() == theme.LIGHT.ok.ground
    request.getfixturevalue("dark")
    found = picture(view)
    assert colour(found, 0) == theme.DARK.surface.upper()
    assert found.pixelColor(chip).name().upper() == theme.DARK.ok.ground


def test_a_selection_begun_in_one_cell_is_the_row(view: TableView):
    index = view.lazy.index(2, 2)
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
    assert colour(picture(view), 2) == theme.tokens().accent_soft.upper()
