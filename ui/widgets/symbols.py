"""An icon that stands alone on a page."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, theme


class Symbol(QWidget):
    """One of ``icons.ICONS`` in the colour of a role; painted, so that it follows the theme."""

    def __init__(self, name: str, side: int = 16, role: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self.setFixedSize(side, side)

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name = name
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The outline, filled."""
        painter = QPainter(self)
        icons.draw(painter, self.rect(), self._name, theme.tokens().colour(self._role))
        painter.end()
