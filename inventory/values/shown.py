"""Days and moments as they are written. Reading what people type is another matter: ``days`` does it.

``isoformat``, not ``strftime``: a long list writes a thousand days before its first rows are seen, and this takes a
tenth of the time.
"""

from __future__ import annotations

from datetime import date, datetime

from inventory.clock import local


def show_day(day: date | None) -> str:
    """``2024-03-15`` in both languages; nothing where there is no day."""
    return "" if day is None else date.isoformat(day)


def show_instant(moment: datetime | None) -> str:
    """``2024-03-15 15:21``, an aware moment brought to local time; nothing where there is no moment."""
    if moment is None:
        return ""
    wall = local(moment) if moment.tzinfo else moment
    return wall.replace(tzinfo=None).isoformat(" ", "minutes")
