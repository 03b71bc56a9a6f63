"""Where one is on the way of an import: book, columns, preview, done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inventory.i18n import _
from ui import icons, theme

HEIGHT: Final = 28
DOT: Final = 22
GAP: Final = 8
LINE: Final = 28


class StepLine(QWidget):
    """Numbers and words; steps that are done carry a tick."""

    def __init__(self, titles: list[str], parent: QWidget | None = None) -> None:
        """``titles`` translated."""
        super().__init__(parent)
        self._titles = titles
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    @property
    def at(self) -> int:
        """The step on show, from 0."""
        return self._at

    def show_step(self, place: int) -> None:
        """Mark a step as the one on show."""
        self._at = place
        said = _("Step {number} of {count}: {title}")
        self.setAccessibleName(said.format(number=place + 1, count=len(self._titles), title=self._titles[place]))
        self.update()

    def sizeHint(self) -> QSize:
        """All words in one line."""
        bold = QFontMetrics(self._font(True))
        words = sum(bold.horizontalAdvance(title) for title in self._titles)
        return QSize(words + len(self._titles) * (DOT + GAP) + (len(self._titles) - 1) * (LINE + 2 * GAP), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The last words may be cut."""
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dots, words and the lines between them."""
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = 0.0, HEIGHT / 2
        for place, title in enumerate(self._titles):
            if place:
                painter.setPen(QColor(look.edge))
                painter.drawLine(round(x + GAP), round(middle), round(x + GAP + LINE), round(middle))
                x += LINE + 2 * GAP
            on, passed = place == self._at, place < self._at
            dot = QRectF(x, middle - DOT / 2, DOT, DOT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent if on else look.ok.ground if passed else look.off.ground))
            painter.drawEllipse(dot)
            if passed:
                icons.draw(painter, dot.adjusted(5, 5, -5, -5), "ok", look.ok.ink)
            else:
                painter.setFont(self._font(True))
                painter.setPen(QColor(look.on_accent if on else look.off.ink))
                painter.drawText(dot, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))
            x += DOT + GAP
            font = self._font(on)
            width = QFontMetrics(font).horizontalAdvance(title) + 2
            painter.setFont(font)
            painter.setPen(QColor(look.text if on else look.muted))
            room = QRectF(x, 0, width, HEIGHT)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), title)
            x += width
        painter.end()

    def _font(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font
