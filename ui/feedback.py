"""A word in the corner, and two sounds: one for found, one for refused."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from inventory.i18n import _
from ui import icons, theme
from ui.desk import Toast
from ui.widgets.buttons import button, icon_button
from ui.widgets.chips import SYMBOLS
from ui.widgets.words import words

log = logging.getLogger(__name__)

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


class Speaker(Protocol):
    """Plays a sound and returns at once."""

    def play(self, name: str) -> None:
        """``found`` or ``refused``."""
        ...


def tone(pitches: tuple[int, ...], seconds: float = 0.09, rate: int = 22_050) -> bytes:
    """A WAV file of one soft tone after another; pitches in hertz."""
    import io  # in the lane that prepares the sounds, not while the window opens
    import math
    import struct
    import wave

    samples = bytearray()
    length = int(rate * seconds)
    for pitch in pitches:
        for n in range(length):
            swell = min(1.0, n / 200, (length - n) / 600)  # no click at either end
            samples += struct.pack("<h", int(9_000 * swell * math.sin(2 * math.pi * pitch * n / rate)))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(samples))
    return buffer.getvalue()


TONES: Final = {"found": (1320,), "refused": (330, 247)}


class SystemSpeaker(QObject):
    """Plays through what the system brings: Windows' own player, ``afplay``, PulseAudio or ALSA; else it beeps.

    The multimedia module of Qt is not among its essentials. ``prepare`` writes the sounds and runs in a lane;
    until ``prepared`` has its answer, it beeps. Not tried on Windows and macOS.
    """

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._player = ""

    def prepare(self) -> tuple[str, dict[str, Path]]:
        """Write the two sounds and look for a player."""
        import shutil
        import tempfile

        folder = self._folder or Path(tempfile.gettempdir())
        files = {name: folder / f"spare-depot-{name}.wav" for name in TONES}
        for name, path in files.items():
            path.write_bytes(tone(TONES[name]))
        player = next((found for name in ("afplay", "paplay", "pw-play", "aplay") if (found := shutil.which(name))), "")
        return player, files

    def prepared(self, answer: tuple[str, dict[str, Path]]) -> None:
        """The sounds are there."""
        self._player, self._files = answer

    def not_prepared(self, error: Exception) -> None:
        """The sounds cannot be written: beeps will do, and nobody need be told."""
        log.info("no sounds: %r", error)

    def play(self, name: str) -> None:
        """One beep for found, two for refused, where there is no player."""
        path = self._files.get(name)
        if path is not None and sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        elif path is not None and self._player:
            from PySide6.QtCore import QProcess  # a class with many enumerations: not before the first paint

            QProcess.startDetached(self._player, [str(path)])
        else:
            for _count in TONES[name]:
                QApplication.beep()


class Sounds:
    """The two sounds, unless they are switched off."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self.audible = True

    def found(self) -> None:
        """A scan has led somewhere."""
        self._play("found")

    def refused(self) -> None:
        """A scan has led nowhere."""
        self._play("refused")

    def _play(self, name: str) -> None:
        if self.audible:
            self._speaker.play(name)
