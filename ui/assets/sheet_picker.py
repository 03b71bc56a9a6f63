"""Where on a used sheet to begin: the sheet drawn small, a click on the first free label."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from inventory.i18n import _
from inventory.labels.templates import Template
from ui import theme

TALL: Final = 250
PAD: Final = 2


class SheetPicker(QWidget):
    """Shows which labels of a sheet will be printed. Signal: ``chosen(int)``: the start position, from 1."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._template: Template | None = None
        self._start, self._labels = 1, 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("First free label of the sheet"))
        self.setToolTip(_("Click the first free label of a used sheet."))

    def show_sheet(self, template: Template, labels: int) -> None:
        """Draw another sheet; ``labels`` are so many as will be printed."""
        self._template, self._labels = template, labels
        self._start = min(self._start, template.sheet.labels)
        self.updateGeometry()
        self.update()

    @property
    def start(self) -> int:
        """The position of the first label."""
        return self._start

    def _scale(self) -> float:
        return TALL / self._template.sheet.height if self._template is not None else 1.0

    def sizeHint(self) -> QSize:
        """The sheet, made small."""
        if self._template is None:
            return QSize(10, 10)
        return QSize(round(self._template.sheet.width * self._scale()), TALL)

    def minimumSizeHint(self) -> QSize:
        """It is not squeezed."""
        return self.sizeHint()

    def _box(self, position: int) -> QRectF:
        assert self._template is not None
        row, column = divmod(position - 1, self._template.sheet.columns)
        x, y = self._template.corner(column, row)
        scale = self._scale()
        box = QRectF(x * scale, y * scale, self._template.width * scale, self._template.height * scale)
        return box.adjusted(PAD, PAD, -PAD, -PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Used labels empty, printed ones filled, free ones outlined."""
        if self._template is None:
            return
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.edge), 1))
        painter.setBrush(QColor("white"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        last = self._start + self._labels - 1
        for position in range(1, self._template.sheet.labels + 1):
            printed = self._start <= position <= last
            painter.setPen(QPen(QColor(look.accent if printed else "#B8C0CC"), 1))
            painter.setBrush(
                QColor(look.accent) if printed else QColor("#F1F3F6" if position < self._start else "white")
            )
            painter.drawRoundedRect(self._box(position), 2, 2)
            if position < self._start:
                box = self._box(position)
                painter.drawLine(box.topLeft(), box.bottomRight())
        painter.end()

    def _go(self, position: int) -> None:
        if self._template is not None and 1 <= position <= self._template.sheet.labels and position != self._start:
            self._start = position
            self.update()
            self.chosen.emit(position)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin at the label that was clicked."""
        if self._template is None:
            return
        point = QPointF(event.position())
        for position in range(1, self._template.sheet.labels + 1):
            if self._box(position).adjusted(-PAD, -PAD, PAD, PAD).contains(point):
                self._go(position)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the start."""
        columns = self._template.sheet.columns if self._template is not None else 1
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None:
            super().keyPressEvent(event)
        else:
            self._go(self._start + step)
