"""Days and moments as they are written. Reading what people type is another matter: ``days`` does it."""

from __future__ import annotations

from datetime import date, datetime

from inventory.clock import local


def show_day(day: date | None) -> str:
    """``2024-03-15`` in both languages; nothing where there is no day."""
    return "" if day is None else day.strftime("%Y-%m-%d")


def show_instant(moment: datetime | None) -> str:
    """``2024-03-15 15:21``, an aware moment brought to local time; nothing where there is no moment."""
    if moment is None:
        return ""
    return (local(moment) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")
