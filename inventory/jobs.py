"""How long work reports and stops. The lanes that run it are the window's (ui/jobs)."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The person stopped the job. Everything it had begun is rolled back on the way out."""


class Progress(Protocol):
    """Told how far a job is; raises Cancelled when the person has stopped it."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """``done`` of ``total`` (None: not known) of ``what``, a translated word for the work."""
        ...


class Quiet:
    """Nobody is watching."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """Nothing is shown and nothing is cancelled."""
