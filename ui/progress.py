"""How far a long job is: heard in its thread, thinned, and shown in the window's."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from inventory.jobs import Cancelled
from inventory.values.records import record

SHORTEST_GAP: Final = 0.1
"""Seconds between two reports that reach the window: ten a second."""


@record
class Step:
    """``done`` of ``total`` (None: nobody knows) of ``what``."""

    done: int
    total: int | None
    what: str

    @property
    def figures(self) -> str:
        """As the status line shows it: ``1,240 / 2,400``."""
        return f"{self.done:,}" if self.total is None else f"{self.done:,} / {self.total:,}"


class Reporter:
    """The ``Progress`` that a long job is given; it raises Cancelled once somebody has asked to stop."""

    def __init__(
        self, stop: threading.Event, tell: Callable[[Step], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stop = stop
        self._tell = tell
        self._clock = clock
        self._last = float("-inf")

    def report(self, done: int, total: int | None, what: str) -> None:
        """Thinned to ten a second; the first and the last report always arrive."""
        if self._stop.is_set():
            raise Cancelled
        now = self._clock()
        if now - self._last < SHORTEST_GAP and done != total:
            return
        self._last = now
        self._tell(Step(done, total, what))
