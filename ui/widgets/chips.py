"""Chips and badges: a meaning as icon, word and colour; a count as a number on colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Meaning
from ui.widgets import paint

SYMBOLS: Final = {
    Meaning.OK: "ok",
    Meaning.SOON: "soon",
    Meaning.LATE: "late",
    Meaning.OFF: "off",
    Meaning.INFO: "info",
}
"""The icon of a meaning where a chip names none of its own."""


class Chip(QWidget):
    """Says one thing about a record: ``Chip(_("In warranty"), Meaning.OK)``. ``text`` is translated.

    Signal: ``clicked()``, only where ``clickable`` is set; then the keyboard reaches it too.
    """

    clicked = Signal()

    def __init__(
        self,
        text: str,
        meaning: Meaning,
        symbol: str | None = None,
        clickable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clickable = clickable
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.say(text, meaning, symbol)

    def say(self, text: str, meaning: Meaning, symbol: str | None = None) -> None:
        """Say something else."""
        self.text = text
        self.meaning = meaning
        self.symbol = SYMBOLS[meaning] if symbol is None else symbol
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(paint.chip_width(self.text, self.symbol, self.fontMetrics()), paint.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """An icon and a few letters; the rest is in the tooltip."""
        return QSize(min(self.sizeHint().width(), 64), paint.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon and word."""
        painter = QPainter(self)
        painter.setFont(self.font())
        paint.draw_chip(painter, self.rect(), self.text, self.meaning, self.symbol)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click inside."""
        if (
            self._clickable
            and event.button() is Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space are a click."""
        if self._clickable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class Badge(QWidget):
    """A count of things that want action. ``round_ends`` False: the square sort in a card's heading."""

    def __init__(self, number: int, meaning: Meaning, round_ends: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._round = round_ends
        self._height = 20 if round_ends else 24
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if round_ends:
            font = QFont(self.font())
            font.setPixelSize(11)
            font.setBold(True)
            self.setFont(font)
        self.count(number, meaning)

    def count(self, number: int, meaning: Meaning) -> None:
        """Show another number; 0 hides the badge."""
        self.number = number
        self.meaning = meaning
        self.setVisible(number > 0)
        self.setAccessibleName(str(number))
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """At most three figures."""
        return str(self.number) if self.number < 1000 else "999+"

    def sizeHint(self) -> QSize:
        """Round for one figure, longer for more."""
        return QSize(paint.badge_width(self.text, self.fontMetrics(), self._height), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and number."""
        painter = QPainter(self)
        painter.setFont(self.font())
        paint.draw_badge(painter, QRectF(self.rect()), self.text, self.meaning, None if self._round else 6.0)
        painter.end()
