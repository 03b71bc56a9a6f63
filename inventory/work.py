"""One act of the user: one command, one transaction, its changes journalled, its events told after the commit.

The only module that knows how the two databases differ in locking: SQLite takes its write lock at
the start of a transaction, PostgreSQL locks the rows that a command names.
"""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from inventory.clock import Clock, SystemClock
from inventory.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseUnavailable,
    DepotError,
    DiskFull,
    InvalidInput,
    NotFound,
    RuleBroken,
    StaleRecord,
)
from inventory.events import Bus, Event, RecordsChanged
from inventory.i18n import N_
from models import connect
from models.kinds import Right

if TYPE_CHECKING:  # a window shows its first page without the tables, and the first change brings them
    from models.base import BaseModel, Versioned
    from models.fields import UnfitValue

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound="BaseModel")
VersionedRow = TypeVar("VersionedRow", bound="Versioned")

RETRIES: Final = 3
COMMANDS: Final[dict[str, Callable[..., Any]]] = {}
"""Every command by ``module.name``; a law asks for a test of each."""
NEEDED: Final[dict[str, Right]] = {}
"""The right that a command needs; one that is not here is for everybody."""


@dataclass(slots=True, repr=False, eq=False)
class Context:
    """Who acts, where, when, and who hears of it."""

    actor: int | None = None
    workstation: str = ""
    clock: Clock = field(default_factory=SystemClock)
    bus: Bus = field(default_factory=Bus)

    def work(self, reason: str = "") -> AbstractContextManager[Work]:
        """One transaction; everything in it is kept, or nothing."""
        return _work(self, reason)

    def reading(self) -> AbstractContextManager[None]:
        """This thread's connection, for queries."""
        return connect.session()

    def lane(self) -> AbstractContextManager[None]:
        """For a thread that asks all day: its connection may stay open from one ``reading()`` to the next."""
        return connect.keeping()


class Work:
    """What a command does inside its transaction."""

    def __init__(self, ctx: Context, reason: str) -> None:
        self.ctx = ctx
        self.reason = reason
        import uuid  # looks at the machine when it is loaded, and the first page changes nothing

        self.act = str(uuid.uuid4())
        self.events: list[Event] = []
        self.journalled = True  # off while a depot is furnished: what every depot begins with, nobody has changed
        self._touched: dict[str, set[int]] = {}

    def lock(self, model: type[Row], row_id: int) -> Row:
        """The row, kept from others until the end of the transaction. Raises NotFound."""
        query = model.select().where(model.id == row_id)
        if not connect.is_sqlite():
            query = query.for_update()
        row: Row | None = query.first()
        if row is None:
            raise NotFound(N_("This record is no longer there. Refresh the page to see what is."))
        return row

    def check_seen(self, row: Versioned, version: int) -> None:
        """Raise StaleRecord if somebody saved the row after the person saw it."""
        if row.version != version:
            raise StaleRecord(
                N_("Somebody changed this record while you were editing it. Look at it as it is now and try again.")
            )

    def create(self, model: type[Row], /, **values: Any) -> Row:
        """Add a row and journal it."""
        row = model.create(**values)
        self.note(row, "+", None, None)
        self.touch(model, row.id)
        return row

    def change(self, row: VersionedRow, **values: Any) -> VersionedRow:
        """Set fields of a locked row; what differs is journalled from → to. Nothing differs: nothing is written."""
        changed = {name: value for name, value in values.items() if getattr(row, _column(row, name)) != _plain(value)}
        if not changed:
            return row
        for name, value in changed.items():
            self.note(row, name, getattr(row, _column(row, name)), _plain(value))
            setattr(row, name, value)
        row.version += 1
        row.save(only=[type(row)._meta.fields[name] for name in (*changed, "version")])
        self.touch(type(row), row.id)
        return row

    def delete(self, row: BaseModel) -> None:
        """Remove a row that nothing refers to."""
        self.note(row, "-", None, None)
        row.delete_instance()
        self.touch(type(row), row.id)

    def note(self, row: BaseModel, field_name: str, old: object, new: object) -> None:
        """Journal one change of ``row``."""
        if self.journalled:
            from inventory import journal  # all tables: see above

            journal.note(self.ctx, self.act, self.reason, row, field_name, old, new)

    def touch(self, model: type[BaseModel], row_id: int) -> None:
        """Let views know that a row was added or changed."""
        self._touched.setdefault(model._meta.table_name, set()).add(row_id)

    def announce(self, event: Event) -> None:
        """Tell listeners after the commit."""
        self.events.append(event)

    def told(self) -> list[Event]:
        """What is told after the commit."""
        return [RecordsChanged(entity, tuple(sorted(ids))) for entity, ids in self._touched.items()] + self.events


def _column(row: BaseModel, name: str) -> str:
    """The attribute that holds the plain value: comparing a foreign key must not fetch its row."""
    from peewee import ForeignKeyField

    found = type(row)._meta.fields[name]
    return str(found.object_id_name) if isinstance(found, ForeignKeyField) else name


def _plain(value: Any) -> Any:
    from models.base import BaseModel

    return value.id if isinstance(value, BaseModel) else value


@contextmanager
def _work(ctx: Context, reason: str) -> Iterator[Work]:
    work = Work(ctx, reason)
    with connect.session(), connect.transaction():
        yield work
    for event in work.told():
        ctx.bus.announce(event)


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Marks an act of the user: retried when the database is busy, its refusals turned into sentences."""

    @functools.wraps(function)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(RETRIES + 1):
            try:
                return function(*args, **kwargs)
            except _troubles() as error:
                translated = translate(error)
                if not isinstance(translated, DatabaseBusy) or attempt == RETRIES:
                    raise translated from error
                time.sleep(random.uniform(0.02, 0.08) * 2**attempt)
        raise AssertionError("unreachable")

    COMMANDS[f"{function.__module__}.{function.__qualname__}"] = act
    return act


def needs(right: Right) -> Callable[[Callable[Concatenate[Context, P], R]], Callable[Concatenate[Context, P], R]]:
    """Stands below ``@command``: asks first whether the person at work has ``right``, and raises NotPermitted."""

    def guard(function: Callable[Concatenate[Context, P], R]) -> Callable[Concatenate[Context, P], R]:
        @functools.wraps(function)
        def guarded(ctx: Context, /, *args: P.args, **kwargs: P.kwargs) -> R:
            from inventory.access.rights import require  # its sentences need words of features, which stand above

            with ctx.reading():
                require(ctx, right)
            return function(ctx, *args, **kwargs)

        NEEDED[f"{function.__module__}.{function.__qualname__}"] = right
        return guarded

    return guard


def _troubles() -> tuple[type[Exception], ...]:
    """What a database or a disk raises; asked for only when something was raised."""
    from peewee import DatabaseError, InterfaceError

    from models.fields import UnfitValue

    return DatabaseError, InterfaceError, UnfitValue, OSError


def translate(error: Exception) -> Exception:
    """The DepotError that says what a database error means; an error of ours that is no such thing as it is."""
    from peewee import IntegrityError, ProgrammingError

    from inventory.guards import sentence
    from models.catalog import FROZEN_POLICY, broken_guard
    from models.fields import UnfitValue

    if isinstance(error, UnfitValue):
        return _unfit(error)
    if FROZEN_POLICY in str(error):  # the trigger that keeps used versions says no more than this
        return RuleBroken(sentence(FROZEN_POLICY))
    if isinstance(error, IntegrityError):
        text = sentence(broken_guard(error))
        return RuleBroken(text) if text else error
    if isinstance(error, ProgrammingError):
        return error  # a fault of ours, whatever words it uses
    if isinstance(error, OSError):
        return (
            DiskFull(N_("The disk is full. Free some space and try again; nothing was changed."))
            if error.errno == 28
            else error
        )
    found: dict[connect.Trouble, DepotError] = {
        connect.Trouble.BUSY: DatabaseBusy(
            N_("The database is busy with other workstations. Try again in a moment; nothing was changed.")
        ),
        connect.Trouble.FULL: DiskFull(N_("The disk is full. Free some space and try again; nothing was changed.")),
        connect.Trouble.DAMAGED: DatabaseDamaged(
            N_("The database file is damaged. Close the program and restore the last backup.")
        ),
        connect.Trouble.UNAVAILABLE: DatabaseUnavailable(
            N_("The database cannot be reached. Check the network or the file and try again.")
        ),
    }
    return found.get(connect.trouble(error), error)


def _unfit(error: UnfitValue) -> DepotError:
    if error.reason == "long":
        return InvalidInput(
            N_("At most {limit} characters fit here; shorten the text."), field=error.field, limit=error.limit
        )
    if error.reason == "naive":
        raise error
    return InvalidInput(
        N_("This text holds a character that cannot be stored. Type it again without it."), field=error.field
    )
