"""The chain of a part's moves: each carries the hash of itself and of the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import date

START = ""


def link(previous: str, sequence: int, happened_on: date, *facts: int | str | None) -> str:
    """The hash of a move: of the hash before it, its place in the chain, its day, and what it moved."""
    text = json.dumps([previous, sequence, happened_on.isoformat(), *facts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
