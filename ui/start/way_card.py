"""A way into the depot, as a large card that can be clicked anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import Role, button
from ui.widgets.symbols import Symbol
from ui.widgets.words import words

PAD: Final = 24
TILE: Final = 56


class Tile(QWidget):
    """An icon on a soft ground."""

    def __init__(self, symbol: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = symbol
        self.setFixedSize(TILE, TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded square in the soft accent, the icon in its middle."""
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent_soft))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        icons.draw(painter, QRectF(self.rect()).adjusted(14, 14, -14, -14), self._symbol, look.accent_ink)
        painter.end()


class WayCard(QFrame):
    """What lies behind a way, and a button to take it. All texts translated. Signal: ``taken()``."""

    taken = Signal()

    def __init__(
        self,
        symbol: str,
        title: str,
        remark: str,
        facts: Sequence[str],
        word: str,
        role: Role = "plain",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lit = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(8)
        column.addWidget(Tile(symbol))
        column.addSpacing(8)
        self.title = words(title, "heading", wrap=True)
        font = self.title.font()
        font.setPixelSize(16)
        self.title.setFont(font)
        column.addWidget(self.title)
        column.addWidget(words(remark, "muted", wrap=True))
        column.addSpacing(4)
        for fact in facts:
            column.addLayout(_fact(fact))
        column.addStretch(1)
        column.addSpacing(12)
        self.button = button(word, self.taken, role, parent=self)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def sizeHint(self) -> QSize:
        """Three stand beside each other in the smallest window."""
        return super().sizeHint().expandedTo(QSize(240, 320))

    def enterEvent(self, event: QEnterEvent) -> None:
        """The card under the pointer stands out."""
        self._light(True)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone."""
        self._light(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere takes the way."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.taken.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sheet with a border, in the accent while the pointer is over it."""
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.accent if self._lit else look.border))
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()

    def _light(self, lit: bool) -> None:
        self._lit = lit
        self.update()


def _fact(text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    tick = QVBoxLayout()
    tick.setContentsMargins(0, 3, 0, 0)  # level with the first line of words
    tick.addWidget(Symbol("ok", 14, "ok"))
    tick.addStretch(1)
    row.addLayout(tick)
    label: QLabel = words(text, wrap=True)
    row.addWidget(label, 1)
    return row
