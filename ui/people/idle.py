"""Notices that nobody has touched the program for a while.

Each window is watched from the moment it has the keyboard, as ``ui.scan.wedge`` does: one event a key or a movement,
none for painting. A computer that slept has no timer that ran: the first key after it is measured against the clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from inventory.clock import Clock

SIGNS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
"""Somebody is there."""


class IdleWatch(QObject):
    """Signal: ``idle()``: nobody has touched a key or the mouse for ``minutes``."""

    idle = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = timedelta()
        self._last: datetime = clock.now()
        self._listening = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._late)

    def watch(self, minutes: int) -> None:
        """Watch from now on; 0 stops."""
        self._limit = timedelta(minutes=minutes)
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            return
        if minutes and not self._listening:
            app.focusWindowChanged.connect(self._focus_moved)
            for window in QGuiApplication.allWindows():
                self._focus_moved(window)
        elif not minutes and self._listening:
            app.focusWindowChanged.disconnect(self._focus_moved)
            for window in QGuiApplication.allWindows():
                window.removeEventFilter(self)
        self._listening = bool(minutes)
        self._again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there: before what they pressed is done, see how long nobody was."""
        if event.type() in SIGNS and self._listening:
            if self._clock.now() - self._last >= self._limit:
                self.idle.emit()
            self._again()
        return False

    def _again(self) -> None:
        self._last = self._clock.now()
        if self._limit:
            self.timer.start(int(self._limit.total_seconds() * 1000))
        else:
            self.timer.stop()

    def _late(self) -> None:
        self.idle.emit()

    def _focus_moved(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
