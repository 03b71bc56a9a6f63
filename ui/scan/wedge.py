"""Hears a scanner that types (a keyboard wedge) in any window of the program.

One key press passes many objects; here it is taken once, where it reaches the QWindow. Each window is
watched from the moment it has the keyboard, so painting and mouse events cost nothing. Typing passes
untouched. When a burst turns out to be a scan, the focused field gets its text back, the closing
Enter or Tab is swallowed, so that no button is pressed by it, and ``scanned`` tells what was read. A dialog that
learns how a scanner types is handed every key first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from ui.scan.burst import SEPARATORS, Burst, Speed, is_text

if TYPE_CHECKING:
    from ui.scan.field_memory import FieldMemory

CLOSERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
MODIFIERS: Final = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
)
LATE_MS: Final = 30
"""A timer that fires so much later than asked means that the window was busy: keys may be waiting."""


class Wedge(QObject):
    """Signal: ``scanned(Scan)``, after the field that had the focus is as it was."""

    scanned = Signal(object)

    def __init__(self, speed: Speed | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._burst = Burst(speed)
        self._memory: FieldMemory | None = None
        self._release: int | None = None
        self._armed_at = 0.0
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._silent)
        self._listening = False

    @property
    def speed(self) -> Speed:
        """What counts as a scanner."""
        return self._burst.speed

    def set_speed(self, speed: Speed) -> None:
        """The figures learnt from a slow reader."""
        self._burst = Burst(speed)

    def start(self, window: QWindow | None = None) -> None:
        """Listen to ``window`` and to every window that gets the keyboard from now on."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and not self._listening:
            self._listening = True
            app.focusWindowChanged.connect(self._focus_moved)
            self._watch(QGuiApplication.focusWindow())
        self._watch(window)

    def stop(self) -> None:
        """Hear nothing more."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and self._listening:
            self._listening = False
            app.focusWindowChanged.disconnect(self._focus_moved)
        self._give_up()
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True swallows the key."""
        kind = event.type()
        if (
            kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
            or not isinstance(watched, QWindow)
            or not isinstance(event, QKeyEvent)
        ):
            return False
        if kind == QEvent.Type.KeyRelease:
            swallowed = self._release is not None and event.key() == self._release
            if swallowed:
                self._release = None
            return swallowed
        learner = self._learner()
        if learner is not None and learner(event):
            self._give_up()
            self._release = event.key()
            return True
        return self._pressed(event)

    @staticmethod
    def _learner() -> Callable[[QKeyEvent], bool] | None:
        """The dialog on top that wants to hear every key itself, by having ``take_key(event) -> bool``."""
        take = getattr(QApplication.activeModalWidget(), "take_key", None)
        return take if callable(take) else None

    def _pressed(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if event.isAutoRepeat():
            self._give_up()
            return False
        if key in MODIFIERS:
            return False
        if key in CLOSERS and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return self._closed(event)
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
        if not is_text(text) or (
            held and text not in SEPARATORS and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self._give_up()
            return False
        if self._burst.key(text, event.timestamp(), event.nativeScanCode()):
            from ui.scan.field_memory import FieldMemory  # knows every kind of field: not before the first key

            self._memory = FieldMemory(QApplication.focusWidget())
        self._arm()
        return self._burst.fast and not (self._memory is not None and self._memory.takes_text)

    def _closed(self, event: QKeyEvent) -> bool:
        self._silence.stop()
        scan = self._burst.close(event.timestamp())
        if scan is None:
            return False
        self._release = event.key()
        self._restore()
        self.scanned.emit(scan)
        return True

    def _restore(self) -> None:
        if self._memory is not None:
            self._memory.restore()

    def _arm(self) -> None:
        self._armed_at = time.monotonic()
        self._silence.start(self._burst.speed.silence_ms)

    def _silent(self) -> None:
        if (time.monotonic() - self._armed_at) * 1000 > self._burst.speed.silence_ms + LATE_MS:
            self._arm()  # the window was busy: let the keys that wait come first
            return
        if (scan := self._burst.close()) is not None:
            self._restore()
            self.scanned.emit(scan)

    def _give_up(self) -> None:
        self._silence.stop()
        self._burst.drop()

    def _focus_moved(self, window: QWindow | None) -> None:
        self._give_up()
        self._watch(window)
