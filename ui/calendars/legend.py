"""What the letters, grounds and corners of the year mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.calendars.words import DayKind, DayLayer, kind_word, layer_word
from inventory.i18n import _
from ui.calendars.year_sheet import DayMark, draw_ground, letter
from ui.widgets.flow import FlowLayout
from ui.widgets.words import words


class _Sample(QWidget):
    """One day as the year draws it."""

    def __init__(self, mark: DayMark, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self._said = said
        self.setFixedSize(QSize(24, 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and its letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pair = draw_ground(painter, box, self._mark)
        font = QFont(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(pair.ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._said)
        painter.end()


class Legend(QWidget):
    """A line of samples with their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What the marks mean"))
        flow = FlowLayout(self, gap=12)
        for kind in (DayKind.HOLIDAY, DayKind.MAKEUP, DayKind.WORKDAY):
            flow.addWidget(_entry(DayMark(kind, DayLayer.STATE, ""), letter(kind), kind_word(kind)))
        for layer in (DayLayer.REGION, DayLayer.COMPANY, DayLayer.CUSTOMER):
            flow.addWidget(_entry(DayMark(DayKind.HOLIDAY, layer, ""), "", layer_word(layer)))
        flow.addWidget(_entry(DayMark(DayKind.HOLIDAY, DayLayer.STATE, "", confirmed=False), "", _("not certain yet")))


def _entry(mark: DayMark, said: str, word: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(_Sample(mark, said))
    row.addWidget(words(word, "muted"))
    return holder
