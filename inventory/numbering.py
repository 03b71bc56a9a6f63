"""Running numbers that no two workstations draw twice, and label codes that were never drawn before."""

from __future__ import annotations

from inventory.scanning.payload import Kind, new_code
from inventory.work import Work
from models import connect
from models.base import BaseModel

_DRAW = (
    "INSERT INTO number_series (prefix, period, last) VALUES (?, ?, 1) "
    "ON CONFLICT (prefix, period) DO UPDATE SET last = number_series.last + 1 RETURNING last"
)


def next_number(work: Work, prefix: str, period: str = "", width: int = 4) -> str:
    """The next number of a series, such as ``KH00042``: prefix, period, then at least ``width`` digits.

    Drawn in one statement inside the command's transaction: another workstation waits for it, and a command that
    fails gives its number back, so that a series has no gaps.
    """
    assert work.ctx is not None  # the transaction is what keeps the number ours
    drawn = connect.rows(_DRAW, (prefix, period))[0][0]
    return f"{prefix}{period}{drawn:0{width}d}"


def free_code(table: type[BaseModel], kind: Kind) -> str:
    """A label code that no row of ``table`` carries; the unique index has the last word."""
    name = table._meta.table_name
    while True:
        code = new_code(kind)
        if not connect.rows(f"SELECT 1 FROM {name} WHERE code = ?", (code,)):
            return code
