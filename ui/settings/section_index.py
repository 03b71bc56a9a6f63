"""The sections of the settings, at the left: a click brings one to the top."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from inventory.i18n import _
from ui import icons, theme
from ui.widgets import paint

WIDTH: Final = 206
ITEM: Final = 33
ICON: Final = 16


class IndexItem(QAbstractButton):
    """A section; words translated."""

    def __init__(self, key: str, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._icon = icon
        self.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(WIDTH, ITEM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground when lit, icon, words."""
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.isChecked()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5)
        if lit or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_soft if lit else look.hover))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QColor(look.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        middle = (self.height() - 1) / 2
        ink = look.accent_ink if lit else look.rail_icon
        icons.draw(painter, QRectF(10, middle - ICON / 2, ICON, ICON), self._icon, ink)
        font = QFont(self.font())
        font.setBold(lit)
        room = QRectF(36, 0, self.width() - 44, self.height() - 1)
        paint.draw_lines(painter, room, self.text(), look.accent_ink if lit else look.text, font)
        painter.end()


class SectionIndex(QWidget):
    """Signal: ``chosen(str)``: a section by its key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Sections of the settings"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._group = QButtonGroup(self)
        self.items: dict[str, IndexItem] = {}

    def add(self, key: str, words: str, icon: str) -> None:
        """Put a section at the end; the first one is lit."""
        item = IndexItem(key, words, icon)
        item.clicked.connect(self._clicked)
        item.setChecked(not self.items)
        self._group.addButton(item)
        self._column.insertWidget(len(self.items), item)
        self.items[key] = item

    def light(self, key: str) -> None:
        """Light a section."""
        self.items[key].setChecked(True)

    def _clicked(self) -> None:
        item = self.sender()
        if isinstance(item, IndexItem):
            self.chosen.emit(item.key)
