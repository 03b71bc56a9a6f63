"""What columns keep, as the values that the rules speak of: for statements that are read row by row."""

from __future__ import annotations

from datetime import date
from typing import Any

from inventory.values.money import Money
from models import connect


def kept_money(fen: int | None) -> Money | None:
    """The amount of a column of fen; None where nothing was recorded."""
    return None if fen is None else Money(int(fen))


def kept_day(value: Any) -> date:
    """The day of a column that is never empty; of one that may be, ask ``connect.as_day``."""
    found = connect.as_day(value)
    assert found is not None  # the column takes no NULL
    return found
