"""Collects Python's garbage in the window's thread only.

Python looks for cycles in whatever thread happens to allocate. If a cycle that holds a widget is found in
a lane's thread, the widget dies there, and Qt with it. So the automatic search is off while the window lives, and
a timer of the window's thread does it. What is long-lived is looked through only while nothing else is going on.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 1000


class Collector(QObject):
    """Works from its making to ``stop``. ``busy`` says whether a job is running, which must not be held up."""

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._limits = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> int | None:
        """Collect the generation that is due; which one, or None."""
        youngest, middle, oldest = gc.get_count()
        if youngest <= self._limits[0]:
            return None
        due = 0 if middle < self._limits[1] else 1 if oldest < self._limits[2] or self._busy() else 2
        gc.collect(due)
        return due

    def stop(self) -> None:
        """Let Python look by itself again."""
        self._timer.stop()
        gc.enable()
