"""Columns that hold the same on both databases what they are given, or refuse it.

SQLite stores over-long text and NUL silently where PostgreSQL refuses; PostgreSQL drops the zone
of an aware datetime silently. Both are checked here, before either database sees the value.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from peewee import BigIntegerField, CharField, DateTimeField, IntegerField, TextField
from playhouse.fields import EnumField

__all__ = ["EnumField", "FenField", "LineField", "NotesField", "UnfitValue", "UnitsField", "UtcField"]


class UnfitValue(ValueError):
    """A value that no column may hold; ``field`` is the column's name."""

    def __init__(self, field: str, reason: str, limit: int = 0) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.limit = limit


def _clean(field: Any, value: Any) -> Any:
    if isinstance(value, str):
        if "\x00" in value:
            raise UnfitValue(field.name, "nul")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise UnfitValue(field.name, "surrogate") from None
    return value


class LineField(CharField):
    """One line of text of at most ``max_length`` characters."""

    def db_value(self, value: Any) -> Any:
        value = _clean(self, super().db_value(value))
        if value is not None and len(value) > self.max_length:
            raise UnfitValue(self.name, "long", self.max_length)
        return value


class NotesField(TextField):
    """Text of any length."""

    def db_value(self, value: Any) -> Any:
        return _clean(self, super().db_value(value))


class UtcField(DateTimeField):
    """An instant, in whole seconds. Stored in UTC without a zone, read back aware."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise UnfitValue(self.name, "naive")
            value = value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        return super().db_value(value)

    def python_value(self, value: Any) -> Any:
        value = super().python_value(value)
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC)
        return value


class FenField(BigIntegerField):
    """Money in fen (hundredths of a yuan)."""


class UnitsField(IntegerField):
    """A quantity of a part in its smallest unit: 10**-decimals of the part."""
