"""What kept a database from doing what it was asked, whoever asked it: peewee, or sqlite3 alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peewee import OperationalError


class Trouble(StrEnum):
    """Why a database did not do what it was asked."""

    BUSY = "busy"
    UNAVAILABLE = "unavailable"
    FULL = "full"
    DAMAGED = "damaged"
    OTHER = "other"


@contextmanager
def cause_shown() -> Iterator[None]:
    """On a full disk SQLite rolls back by itself, and peewee's own rollbacks after it hide the cause: show that."""
    from peewee import OperationalError, PeeweeException

    try:
        yield
    except OperationalError as error:
        cause: BaseException | None = error
        while cause is not None and any(words in str(cause) for words in ("cannot rollback", "no such savepoint")):
            cause = cause.__context__
        if cause is not error and isinstance(cause, PeeweeException):
            raise cause from None
        raise


def as_ours(error: sqlite3.Error) -> OperationalError:
    """What peewee would have made of a trouble with a file that was opened without it."""
    from peewee import OperationalError

    return OperationalError(error, *error.args)


def as_peewee(error: sqlite3.Error) -> Exception:
    """The error of the same name that peewee makes of this one: whoever asks need not know who answers."""
    import peewee

    kind: type[Exception] = getattr(peewee, type(error).__name__, peewee.DatabaseError)
    return kind(*error.args)


def trouble(error: Exception) -> Trouble:
    """What kind of trouble an OperationalError or InterfaceError of peewee is."""
    from peewee import InterfaceError

    text = str(error).lower()
    if "locked" in text or "busy" in text or "deadlock" in text or "could not serialize" in text:
        return Trouble.BUSY
    if "disk is full" in text or "no space left" in text or "disk full" in text:
        return Trouble.FULL
    if "malformed" in text or "not a database" in text or "corrupt" in text or "disk i/o error" in text:
        return Trouble.DAMAGED
    if isinstance(error, InterfaceError) or "connect" in text or "closed" in text or "unable to open" in text:
        return Trouble.UNAVAILABLE
    return Trouble.OTHER
