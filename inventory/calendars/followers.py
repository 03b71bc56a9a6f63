"""What is kept and rests on days off follows when they change, in the same transaction.

The functions that do it belong to features above and are named here: this package lies below them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import Final

from inventory.calendars.events import CalendarsChanged
from inventory.work import Work

FOLLOWERS: Final = ("inventory.cover.days_off:follow",)
"""``module:function``, each called with the work, and the first and the last day that may be otherwise."""


def changed(work: Work, days: Iterable[date]) -> None:
    """Days are others from now on: what rests on them is reckoned again, and whoever listens is told."""
    known = sorted(days)
    if known:
        for follower in FOLLOWERS:
            module, _separator, name = follower.partition(":")
            getattr(import_module(module), name)(work, known[0], known[-1])
    work.announce(CalendarsChanged())
