"""Ctrl+C in a command: work that reports how far it is stops at its next step, anything else at once.

An interrupt that is raised wherever the program happens to be may be swallowed there (a finalizer, a function that the
database calls), or come after the commit and say "nothing was changed" of what is done.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from inventory.jobs import Cancelled, Progress


class Stoppable:
    """Progress that hears Ctrl+C. Pressed twice, it does not wait for the next step."""

    def __init__(self, watching: Progress) -> None:
        self._watching = watching
        self._reporting = False
        self._asked = False

    def report(self, done: int, total: int | None, what: str) -> None:
        """Show how far it is. Raises Cancelled after Ctrl+C."""
        if self._asked:
            raise Cancelled
        self._reporting = True
        self._watching.report(done, total, what)

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        """Ctrl+C was pressed."""
        if self._asked or not self._reporting:
            raise KeyboardInterrupt
        self._asked = True


@contextmanager
def stoppable(watching: Progress) -> Iterator[Stoppable]:
    """Hear Ctrl+C while a command is done; where the shell wants it ignored (nohup), it stays ignored."""
    stop = Stoppable(watching)
    mine = threading.current_thread() is threading.main_thread()  # no other thread may change what a signal does
    if not mine or signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, None):
        yield stop
        return
    before = signal.signal(signal.SIGINT, stop.hear)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
