"""The unit's QR code on its card, with the same code in clear text below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inventory.i18n import _
from inventory.labels.symbols import QUIET, SIDE, Matrix
from ui import theme

MODULE: Final = 3
TEXT: Final = 20


class CodeSymbol(QWidget):
    """Black on white in both themes: a scanner reads it from the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix: Matrix = ()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, matrix: Matrix, text: str) -> None:
        """Show another code; ``text`` grouped for reading."""
        self._matrix, self._text = matrix, text
        self.setAccessibleName(_("Label code {code}").format(code=text))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """The symbol with its quiet zone, and a line of text."""
        return QSize(SIDE * MODULE, SIDE * MODULE + TEXT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground, black modules, whole pixels."""
        if not self._matrix:
            return
        painter = QPainter(self)
        painter.fillRect(0, 0, SIDE * MODULE, SIDE * MODULE, QColor("white"))
        ink = QColor("black")
        for y, row in enumerate(self._matrix):
            for x, black in enumerate(row):
                if black:
                    painter.fillRect((x + QUIET) * MODULE, (y + QUIET) * MODULE, MODULE, MODULE, ink)
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens().text))
        place = QRectF(0, SIDE * MODULE, SIDE * MODULE, TEXT)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._text)
        painter.end()
