"""A sheet at the right edge: a preview, or a form, without losing sight of the list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inventory.i18n import _
from ui.widgets.buttons import icon_button
from ui.widgets.words import Line, rule

WIDTH: Final = 376


class Drawer(QFrame):
    """Holds one widget under a title; Esc or ✕ closes it.

    Signals: ``closed()`` it has been closed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 8)
        self.title = Line("", "heading")
        head.addWidget(self.title, 1)
        self.close_button = icon_button("close", _("Close (Esc)"), self.shut)
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(rule())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self._area, 1)
        self.content: QWidget | None = None
        self.setFixedWidth(WIDTH)
        self.hide()

    def sizeHint(self) -> QSize:
        """As wide as a form."""
        return QSize(WIDTH, 400)

    def show_widget(self, widget: QWidget, title: str) -> None:
        """Show a widget under a translated title; what was there before is deleted."""
        old = self._area.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.content = widget
        widget.setProperty("role", "plain")
        self._area.setWidget(widget)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.show()

    def shut(self) -> None:
        """Close and forget the content."""
        if self.isHidden():
            return
        self.hide()
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        self.content = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)
