"""Words on a page: headings, quiet remarks, and lines that are cut where they do not fit."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
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
        self._write(shown, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter))

    def _write(self, text: str, place: int) -> None:
        """In the ink of the label. The style would be asked for no more, and costs two hundred enumerations."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), place, text)
        painter.end()


class Lines(Line):
    """A few lines of plain text that give way: the last of them is cut with an ellipsis, all is in the tooltip."""

    def __init__(self, text: str = "", role: Role = "plain", most: int = 3, parent: QWidget | None = None) -> None:
        self._most = most
        super().__init__(text, role, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show another text, in as many lines as it needs."""
        super().setText(text)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """A narrow one needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as the text needs, up to the most."""
        return len(self._fitted(width)) * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        """As high as it is in its own width."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough in each line."""
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, or as much of the text as fits into them."""
        room = self.contentsRect()
        shown = self._fitted(room.width())
        tip = self.text() if "".join("".join(shown).split()) != "".join(self.text().split()) else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
        self._write("\n".join(shown), int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft))

    def _fitted(self, width: int) -> list[str]:
        """The text in lines of ``width`` pixels."""
        text, metrics = self.text(), self.fontMetrics()
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        said: list[str] = []
        begin = 0
        while begin < len(text) and (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            rest = text[begin:]
            if len(said) == self._most - 1:
                said.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            begin += line.textLength()
            said.append(text[begin - line.textLength() : begin].rstrip())
        layout.endLayout()
        return said or [""]
