"""Words on a page: headings, quiet remarks, and lines that are cut where they do not fit."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

Role = Literal["plain", "title", "subtitle", "heading", "muted", "small", "complaint", "logo", "key", "key-on"]


def words(text: str, role: Role = "plain", wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label with plain text: what people typed is never taken for HTML."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


def selectable(label: QLabel) -> QLabel:
    """Let people mark and copy the text with the mouse or the keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def rule(parent: QWidget | None = None) -> QFrame:
    """A hair line across."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


class Line(QLabel):
    """One line of plain text that gives way: cut with an ellipsis, whole in the tooltip."""

    def __init__(self, text: str = "", role: Role = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text; line ends become spaces."""
        super().setText(" ".join(text.split("\n")))
        self.setToolTip("")

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 48), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, or as much of it as fits."""
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if shown != self.text() and not self.toolTip():
            self.setToolTip(self.text())
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            room,
            int(self.alignment() | Qt.AlignmentFlag.AlignVCenter),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
        painter.end()
