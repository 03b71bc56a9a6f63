"""The chain of a part's moves: each carries the hash of itself and of the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

START = ""


def link(previous: str, sequence: int, happened_on: date, posted_at: datetime, *facts: int | str | None) -> str:
    """The hash of a move: of the hash before it, its place in the chain, its day and moment, and what it moved."""
    moment = f"{posted_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"  # whole seconds, as it is kept
    told = [previous, sequence, happened_on.isoformat(), moment, *facts]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
