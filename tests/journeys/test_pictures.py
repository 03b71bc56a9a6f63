"""Every page has its picture, nothing on it is blank, and every word has the room it needs."""

from __future__ import annotations

import gettext
import string
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from docs import pictures, studio
from docs.scenes import SCENES, Scene
from docs.studio import Studio, make_depot
from inventory import i18n
from ui import pages, theme
from ui.editing.segments import Segments
from ui.main_window import SMALLEST, USUAL
from ui.widgets.chips import Chip
from ui.widgets.tabs import TabStrip
from ui.widgets.words import Line

on_no_screen = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The screen that is not there says what it cannot do to menus, besides what it says of windows (conftest)."""
BUTTONS = (QPushButton, QToolButton, QCheckBox, QRadioButton)
LEAST = 30
"""Pixels that a line to type in must have."""
WALKS = (("zh_CN", "dark"), ("en", "light"))
"""The language and the look of each walk through the smallest window."""
DRAWN = (TabStrip, Segments, Chip)
"""Widgets that draw their words themselves and say in their size hint how much room these need."""


class Doubled(gettext.NullTranslations):
    """A language in which every sentence is twice as long as in English; values stand in it once."""

    def gettext(self, message: str) -> str:
        return self._twice(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._twice(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._twice(message)

    @staticmethod
    def _twice(text: str) -> str:
        words = "".join(literal for literal, _name, _form, _conversion in string.Formatter().parse(text))
        return f"{text} {words}".replace("\n ", "\n") if words.strip() else text


def test_a_language_twice_as_long_keeps_its_values():
    assert Doubled().gettext("{count} units") == "{count} units  units"
    assert Doubled().gettext("Save") == "Save Save"


def overlays(window: QWidget) -> Iterator[QWidget]:
    """The window and what is open over it."""
    yield window
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible() and other.windowType() is not Qt.WindowType.ToolTip:
            yield other


def cuts(window: QWidget) -> list[str]:
    """The words on the screen that have less room than they need. Lines and cells are made to give way."""
    return [
        f"{type(widget).__name__} {said!r} in {ancestors(widget)}: {reason}"
        for over in overlays(window)
        for widget in over.findChildren(QWidget)
        if widget.isVisible() and widget.window() is over and not isinstance(widget, Line)
        and (said := text_of(widget))
        and (reason := tight(widget) or clipped(widget, over))
    ]  # fmt: skip


def text_of(widget: QWidget) -> str:
    """What stands on a widget that shows words, "" for any other."""
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return ""
    if isinstance(widget, (QLabel, QLineEdit, *BUTTONS)):
        return str(widget.text())
    return widget.accessibleName() or type(widget).__name__ if isinstance(widget, DRAWN) else ""


def tight(widget: QWidget) -> str:
    """Why a widget has too little room of its own."""
    needed, room = widget.sizeHint(), widget.size()
    if isinstance(widget, QLineEdit):  # it scrolls, but not in no room at all
        return f"{room.width()} px wide" if room.width() < LEAST else ""
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            high = widget.heightForWidth(room.width())
            return f"{room.height()} px high, {high} needed" if high > room.height() + 1 else ""
        needed = widget.minimumSizeHint()
    if needed.width() > room.width() + 1:
        return f"{room.width()} px wide, {needed.width()} needed"
    if isinstance(widget, QLabel) and needed.height() > room.height() + 1:
        return f"{room.height()} px high, {needed.height()} needed"
    return ""


def clipped(widget: QWidget, window: QWidget) -> str:
    """Why a widget does not show as a whole: something around it is smaller, and cannot be scrolled."""
    inside = widget
    up, down = True, True
    while inside is not window and (around := inside.parentWidget()) is not None:
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            area = around.parentWidget()
            assert isinstance(area, QAbstractScrollArea)
            off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            up = up and area.horizontalScrollBarPolicy() is off
            down = down and area.verticalScrollBarPolicy() is off
        corner = widget.mapTo(around, QPoint(0, 0))
        if up and (corner.x() < -1 or corner.x() + widget.width() > around.width() + 1):
            return f"{corner.x() + widget.width() - around.width()} px beyond {type(around).__name__}"
        if down and (corner.y() < -1 or corner.y() + widget.height() > around.height() + 1):
            return f"{corner.y() + widget.height() - around.height()} px below {type(around).__name__}"
        inside = around
    return ""


def ancestors(widget: QWidget) -> str:
    """The widgets of ours around a widget, so that one finds the line that made it."""
    names = []
    around = widget.parentWidget()
    while around is not None:
        if type(around).__module__.startswith("ui."):
            names.append(type(around).__name__)
        around = around.parentWidget()
    return " < ".join(names[:4])


def is_blank(picture: QPixmap) -> bool:
    """Hardly anything is on it: one colour nearly everywhere, or a handful of colours."""
    small: QImage = picture.toImage().convertToFormat(QImage.Format.Format_RGB32).scaled(340, 215)
    counts = Counter(array("I", bytes(small.constBits())))
    return len(counts) < 24 or max(counts.values()) > 0.97 * small.width() * small.height()


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demonstration depot for all pictures."""
    return make_depot(tmp_path_factory.mktemp("depot"))


@pytest.fixture
def open_studio(qapp: QApplication, depot: Path, tmp_path: Path) -> Iterator[Callable[..., Studio]]:
    """Opens the program on a copy of the demonstration depot, and closes it after the test."""
    opened: list[Studio] = []

    def make(language: str = "en", theme: str = "light") -> Studio:
        opened.append(Studio(qapp, depot, tmp_path, language, theme))
        return opened[-1]

    blinking = qapp.cursorFlashTime()
    yield make
    for each in opened:
        each.close()
    qapp.setCursorFlashTime(blinking)
    theme.apply(qapp, "light")


def walk(at: Studio, look: Callable[[Scene], Any]) -> None:
    """Go through every scene and look at it when it is at rest."""
    for scene in SCENES:
        scene.pose(at)
        at.rest()
        look(scene)


def test_every_page_of_the_program_has_a_picture():
    assert {spec.name for spec in pages.PAGES} <= {scene.page for scene in SCENES}
    assert len({scene.name for scene in SCENES}) == len(SCENES)


def test_the_pictures_of_the_readme_are_taken_and_small(qapp: QApplication):
    for scene, language, look in pictures.README:
        path = pictures.SHOWN / pictures.file_name(scene, language, look)
        assert path.stat().st_size < 200_000
        assert QImage(str(path)).size() == USUAL
        for readme in ("README.md", "README.zh-CN.md"):
            assert f"docs/pictures/{path.name}" in (pictures.SHOWN.parents[1] / readme).read_text(encoding="utf-8")


@on_no_screen
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("language", "look"), WALKS)
def test_every_word_fits_the_smallest_window_and_no_page_is_blank_in_it(
    open_studio: Callable[..., Studio], language: str, look: str
):
    """One walk for both: to open every page takes most of a minute of a processor."""
    at = open_studio(language, look)
    at.window.resize(SMALLEST)
    found: dict[str, None] = {}

    def judge(scene: Scene) -> None:
        found.update(dict.fromkeys(f"{scene.name}: {cut}" for cut in cuts(at.window)))
        if is_blank(at.picture()):
            found[f"{scene.name}: blank"] = None

    walk(at, judge)
    assert not list(found)
    assert at.window.size() == SMALLEST


@on_no_screen
@pytest.mark.timeout(600)
def test_every_string_doubled_in_length_still_fits(open_studio: Callable[..., Studio], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(i18n, "_catalogue", lambda _language: Doubled())
    i18n._translated.cache_clear()  # what earlier tests said is said again, in this language
    at = open_studio("en")
    found: dict[str, None] = {}
    walk(at, lambda scene: found.update(dict.fromkeys(f"{scene.name}: {cut}" for cut in cuts(at.window))))
    i18n._translated.cache_clear()
    assert not list(found)
    assert at.window.size() == USUAL


def test_both_languages_and_both_looks_are_walked_through():
    assert {language for language, _look in WALKS} == set(i18n.LANGUAGES)
    assert {look for _language, look in WALKS} == set(pictures.THEMES)


def test_a_blank_page_is_found(qapp: QApplication):
    picture = QPixmap(SMALLEST)
    picture.fill(Qt.GlobalColor.white)
    assert is_blank(picture)
    painter = QPainter(picture)
    for number in range(40):
        painter.fillRect(0, 20 * number, 1024, 8, QColor.fromHsv(9 * number, 200, 200))
    painter.end()
    assert not is_blank(picture)
    painter = QPainter(picture)
    painter.fillRect(0, 0, 1024, 690, Qt.GlobalColor.white)
    painter.end()
    assert is_blank(picture), "a line at its foot is not a page"


def test_a_button_without_room_is_found(qtbot: Any):
    holder = QWidget()
    qtbot.addWidget(holder)
    QPushButton("Export the repair history", holder).setGeometry(0, 0, 40, 30)
    label = QLabel("some words that need several lines", holder)
    label.setWordWrap(True)
    label.setGeometry(0, 40, 50, 12)
    QLabel("Half of it is outside", holder).setGeometry(150, 80, 200, 30)
    QPushButton("OK", holder).setGeometry(0, 120, 90, 30)
    QLineEdit("7", holder).setGeometry(0, 160, 4, 30)
    holder.resize(200, 200)
    holder.show()
    assert [line.split("'")[1] for line in cuts(holder)] == [
        "Export the repair history", "some words that need several lines", "Half of it is outside", "7",
    ]  # fmt: skip


def test_time_stands_still_in_the_studio():
    assert studio.NOW.isoformat() == "2026-11-22T02:42:00+00:00"
