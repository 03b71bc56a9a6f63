"""What a person typed, short enough to stand in a sentence about it."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 40


def excerpt(value: object) -> str:
    """``value`` on one line and cut to 40 characters: a cell may hold 32,767 of them."""
    text = " ".join(str(value)[: 4 * LONGEST].split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
