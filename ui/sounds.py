"""Two sounds: one for found, one for refused."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)


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
