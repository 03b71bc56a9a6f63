"""What can go wrong, as types. A sentence is kept as id and values and translated when read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from inventory.i18n import fill


class DepotError(Exception):
    """Something a person can understand and act upon."""

    line: int | None = None
    """Which line of a paper is meant, counted from 1; None where it is not about one line."""

    def __init__(self, message_id: str, **values: Any) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.values = values

    def __str__(self) -> str:
        return fill(self.message_id, self.values)


class InvalidInput(DepotError):
    """A field must be mended; shown under the field."""

    def __init__(self, message_id: str, *, field: str, **values: Any) -> None:
        super().__init__(message_id, **values)
        self.field = field


class RuleBroken(DepotError):
    """Not allowed as things stand now."""


class NeedsConfirmation(DepotError):
    """Allowed if the person insists: send the command again with ``key`` confirmed."""

    def __init__(self, message_id: str, *, key: str, **values: Any) -> None:
        super().__init__(message_id, **values)
        self.key = key


class StaleRecord(DepotError):
    """Somebody else was faster; show what is there now."""


class NotFound(DepotError):
    """It is gone, or never was."""


class NotPermitted(DepotError):
    """The person has no right to do this."""


@contextmanager
def on_line(position: int) -> Iterator[None]:
    """What goes wrong meanwhile is about this line of a paper."""
    try:
        yield
    except DepotError as error:
        if error.line is None:
            error.line = position
        raise


class EnvironmentTrouble(DepotError):
    """Not the person's doing: the database, the disk, the network."""


class DatabaseBusy(EnvironmentTrouble):
    """Others kept the database locked for too long."""


class DatabaseUnavailable(EnvironmentTrouble):
    """The server or the file cannot be reached."""


class DatabaseTooNew(EnvironmentTrouble):
    """Made by a later version of this program."""


class DatabaseDamaged(EnvironmentTrouble):
    """Not a depot's database, or not whole any more."""


class DiskFull(EnvironmentTrouble):
    """Nothing more can be written."""
