"""A word in the corner."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inventory.i18n import _
from ui import icons, theme
from ui.desk import Toast
from ui.widgets.buttons import button, icon_button
from ui.widgets.chips import SYMBOLS
from ui.widgets.words import words

TOAST_MS: Final = 4000
MOST_TOASTS: Final = 3
WIDTH: Final = 360
EDGE: Final = 16


class _ToastBox(QFrame):
    """One word in the corner; it waits while the pointer is over it."""

    gone = Signal(object)

    def __init__(self, toast: Toast, parent: QWidget) -> None:
        super().__init__(parent)
        self.toast = toast
        self.setProperty("role", "floating")
        self.setAccessibleName(toast.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 10, 8, 10)
        row.setSpacing(8)
        self.label = words(toast.text, wrap=True)
        row.addWidget(self.label, 1)
        if toast.undo is not None:
            self.undo = button(_("Undo"), self._undo, "link")
            row.addWidget(self.undo)
        row.addWidget(icon_button("close", _("Put away"), self.leave))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self.leave)
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        pair = theme.tokens().meaning(self.toast.meaning)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ground))
        middle = self.height() / 2
        painter.drawEllipse(QRectF(12, middle - 11, 22, 22))
        icons.draw(painter, QRectF(16, middle - 7, 14, 14), SYMBOLS[self.toast.meaning], pair.ink)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def leave(self) -> None:
        self._timer.stop()
        self.gone.emit(self)

    def _undo(self) -> None:
        undo = self.toast.undo
        self.leave()
        if undo is not None:
            undo()


class Toaster(QObject):
    """Stacks toasts in the lower right corner of ``host``, above ``foot`` pixels."""

    def __init__(self, host: QWidget, foot: int = 0) -> None:
        super().__init__(host)
        self._host = host
        self._foot = foot
        self._boxes: list[_ToastBox] = []
        host.installEventFilter(self)

    @property
    def shown(self) -> list[Toast]:
        """What stands in the corner, newest last."""
        return [box.toast for box in self._boxes]

    def show(self, toast: Toast) -> None:
        """Say something; the oldest makes room."""
        box = _ToastBox(toast, self._host)
        box.gone.connect(self._take_away)
        self._boxes.append(box)
        if len(self._boxes) > MOST_TOASTS:
            self._take_away(self._boxes[0])
        self._place()
        box.show()
        box.raise_()

    def clear(self) -> None:
        """Take all away."""
        for box in list(self._boxes):
            self._take_away(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _take_away(self, box: _ToastBox) -> None:
        if box in self._boxes:
            self._boxes.remove(box)
            box.hide()
            box.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self._host.height() - self._foot - EDGE
        for box in reversed(self._boxes):
            width = min(WIDTH, self._host.width() - 2 * EDGE)
            height = max(box.heightForWidth(width), 44)
            box.resize(QSize(width, height))
            box.move(QPoint(self._host.width() - width - EDGE, bottom - height))
            bottom -= height + 8
