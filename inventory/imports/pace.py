"""Long walks over the rows of a book, which a person can stop at any step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
