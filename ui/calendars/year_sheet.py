"""A year, drawn: twelve months with the days off and the days made up for, each told by letter, colour and corner."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inventory.calendars.words import DayKind, DayLayer, weekday_word
from inventory.i18n import N_, _, pgettext
from inventory.values.days import show_day
from ui import theme
from ui.calendars.year_layout import LEAST, WEEK, YearLayout
from ui.theme import Meaning, Pair

MONTH_WORDS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
MEANINGS: Final = {DayKind.HOLIDAY: Meaning.LATE, DayKind.MAKEUP: Meaning.SOON, DayKind.WORKDAY: Meaning.OK}
STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class DayMark:
    """How a day differs from its weekday. ``tip``: its name and whose it is, translated."""

    kind: DayKind
    layer: DayLayer
    tip: str
    confirmed: bool = True


def letter(kind: DayKind) -> str:
    """What stands beside the number of a day, in the reader's language."""
    return {
        DayKind.HOLIDAY: pgettext("one letter: day off", "H"),
        DayKind.MAKEUP: pgettext("one letter: make-up working day", "M"),
        DayKind.WORKDAY: pgettext("one letter: worked", "W"),
    }[kind]


def weekday_letter(weekday: int) -> str:
    """The head of a column."""
    return (
        pgettext("Monday in a calendar", "M"),
        pgettext("Tuesday in a calendar", "T"),
        pgettext("Wednesday in a calendar", "W"),
        pgettext("Thursday in a calendar", "T"),
        pgettext("Friday in a calendar", "F"),
        pgettext("Saturday in a calendar", "S"),
        pgettext("Sunday in a calendar", "S"),
    )[weekday]


def draw_ground(painter: QPainter, box: QRectF, mark: DayMark) -> Pair:
    """The ground of a marked day: plain where it is certain, hatched where it is not; the corner says whose it is."""
    pair = theme.tokens().meaning(MEANINGS[mark.kind])
    painter.setPen(Qt.PenStyle.NoPen if mark.confirmed else QPen(QColor(pair.ink), 1, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(box, 4, 4)
    if not mark.confirmed:
        hatch = QColor(pair.ink)
        hatch.setAlphaF(0.25)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ink))
    corner = box.bottomRight() - QPointF(2, 2)
    if mark.layer is DayLayer.REGION:
        painter.drawPolygon(QPolygonF([corner, corner - QPointF(7, 0), corner - QPointF(0, 7)]))
    elif mark.layer is DayLayer.COMPANY:
        painter.drawRect(QRectF(corner - QPointF(5, 5), corner))
    elif mark.layer is DayLayer.CUSTOMER:
        painter.drawEllipse(QRectF(corner - QPointF(6, 6), corner))
    return pair


class YearSheet(QWidget):
    """Arrows go from day to day, Page Up and Page Down from month to month, Home goes to today.

    Signals: ``chosen(date)`` another day is current; ``opened(date)`` by Enter or double click.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.current = today
        self._marks: Mapping[date, DayMark] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()

    @property
    def year(self) -> int:
        """The year that is drawn."""
        return self.current.year

    @property
    def places(self) -> YearLayout:
        """Where everything stands now."""
        return YearLayout(self.year, self.width() - 2.0)

    def show_year(self, year: int, marks: Mapping[date, DayMark]) -> None:
        """Draw a year; the current day stays on its month and day, or goes to today in today's year."""
        if year != self.year:
            day = self.today if year == self.today.year else date(year, self.current.month, min(self.current.day, 28))
            self.current = day
        self._marks = marks
        self._name()
        self.updateGeometry()
        self.update()

    def go(self, day: date) -> None:
        """Make a day of this year current."""
        if day.year == self.year and day != self.current:
            self.current = day
            self._name()
            self.update()
            self.chosen.emit(day)

    def tip(self, day: date) -> str:
        """What a day is, in words."""
        mark = self._marks.get(day)
        words = _("{day}, {weekday}").format(day=show_day(day), weekday=_(weekday_word(day)))
        if mark is not None:
            return f"{words}\n{mark.tip}"
        return words if day != self.today else f"{words}\n{_('today')}"

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All twelve months."""
        return YearLayout(self.year, width - 2.0).height + 2

    def sizeHint(self) -> QSize:
        """Four months beside each other."""
        return QSize(820, self.heightForWidth(820))

    def minimumSizeHint(self) -> QSize:
        """Two beside each other can still be read."""
        width = 2 * WEEK * LEAST + 24
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want other rows of months."""
        super().resizeEvent(event)
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """A tooltip for the day under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            day = self.places.at(QPointF(event.pos()))
            if day is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.tip(day), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From day to day."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.go(self.current + timedelta(days=STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            month = self.current.month + (1 if key is Qt.Key.Key_PageDown else -1)
            if 1 <= month <= 12:
                self.go(date(self.year, month, min(self.current.day, monthrange(self.year, month)[1])))
        elif key is Qt.Key.Key_Home:
            self.go(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes a day current."""
        if event.button() is Qt.MouseButton.LeftButton and (day := self.places.at(event.position())) is not None:
            self.go(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens a day."""
        if event.button() is Qt.MouseButton.LeftButton and (day := self.places.at(event.position())) is not None:
            self.go(day)
            self.opened.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Twelve months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(1, 1)
        places = self.places
        for month in range(1, 13):
            self._paint_head(painter, places, month)
            for day in range(1, monthrange(self.year, month)[1] + 1):
                self._paint_day(painter, places, date(self.year, month, day))
        painter.end()

    def _paint_head(self, painter: QPainter, places: YearLayout, month: int) -> None:
        look, box = theme.tokens(), places.month(month)
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(look.text))
        line = QRectF(box.left() + 4, box.top(), box.width(), 20)
        word = MONTH_WORDS[month - 1]
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), _(word))
        small = QFont(self.font())
        small.setPixelSize(11)
        painter.setFont(small)
        painter.setPen(QColor(look.muted))
        for weekday in range(WEEK):
            painter.drawText(places.weekday(month, weekday), int(Qt.AlignmentFlag.AlignCenter), weekday_letter(weekday))

    def _paint_day(self, painter: QPainter, places: YearLayout, day: date) -> None:
        look, box = theme.tokens(), places.day(day).adjusted(0.5, 1, -0.5, -1)
        mark = self._marks.get(day)
        ink = look.muted if day.weekday() >= _SATURDAY else look.text
        if mark is not None:
            ink = draw_ground(painter, box, mark).ink
        font = QFont(theme.tabular(self.font()))
        font.setPixelSize(12)
        font.setBold(day == self.today)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        if mark is None:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(day.day))
        else:
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRectF(box.left(), box.top(), 16, box.height()), right, str(day.day))
            font.setPixelSize(9)
            font.setBold(False)
            painter.setFont(font)
            corner = box.adjusted(0, 1, -0.5, 0)
            painter.drawText(corner, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight), letter(mark.kind))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day == self.today:
            painter.setPen(QPen(QColor(look.accent), 1.6))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if day == self.current and self.hasFocus():
            painter.setPen(QPen(QColor(look.text), 1.6, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 4, 4)

    def _name(self) -> None:
        self.setAccessibleName(_("Calendar of {year}").format(year=self.year))
        self.setAccessibleDescription(self.tip(self.current))
