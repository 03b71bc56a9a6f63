"""Long walks over the rows of a book, which a person can stop at any step."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

from inventory.jobs import Progress

T = TypeVar("T")
STEP: Final = 500
"""Rows between two looks at whether the person has stopped us: a few milliseconds."""


def watched(items: Sequence[T], progress: Progress, what: str) -> Iterator[T]:
    """The items one by one; ``progress`` hears how many of them are done."""
    for number, item in enumerate(items):
        if number % STEP == 0:
            progress.report(number, len(items), what)
        yield item


@contextmanager
def uncollected() -> Iterator[None]:
    """A walk that keeps what it makes: the collector of cycles would go through all rows again and again, find nothing,
    and hold up every thread for it, up to half a second each time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:  # of two walks at once, the one that began first switches it on again
            gc.freeze()
            gc.unfreeze()  # all that was made counts as old: else the next thing that anybody makes pays for the look
            gc.enable()
