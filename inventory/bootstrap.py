"""Finds, makes and opens the depot, and says in a sentence why it cannot be opened."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from inventory.clock import LOCAL, Clock, SystemClock
from inventory.errors import DatabaseDamaged, DatabaseTooNew, DatabaseUnavailable, DepotError, InvalidInput, NotFound
from inventory.furnish import furnish
from inventory.i18n import N_
from inventory.work import Context, translate
from models import connect, upgrade

VERSION: Final = "0.1.0"
APPLICATION: Final = "SpareDepot"
_BEGINNINGS: Final = ("depot_user", "asset", "customer", "part", "product_model")
"""Where the first record of a depot may be."""


def data_folder() -> Path:
    """Where this user's depot lives when nothing else is said."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


def default_url() -> str:
    """The database in use: ``DEPOT_DATABASE``, or the embedded one in the user's data folder."""
    return os.environ.get("DEPOT_DATABASE") or url_of(data_folder() / "depot.sqlite")


def url_of(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{str(path).replace('%', '%25')}"


def exists(url: str) -> bool:
    """Whether there is something to open; a server is asked when it is opened."""
    return not url.startswith("sqlite:") or connect.sqlite_path(url).exists()


def open_context(url: str | None = None, *, create: bool = False, clock: Clock | None = None) -> Context:
    """Open the depot at ``url``, bring its tables up to date, and return a context to work in.

    Raises DatabaseDamaged, DatabaseTooNew, DatabaseUnavailable or NotFound with a sentence.
    """
    url = url or default_url()
    with explained():
        if create and not exists(url):
            connect.check_place(url)
            upgrade.make(connect.sqlite_path(url))
        connect.open_depot(url)
        ctx = Context(workstation=_workstation()[:60], clock=clock or SystemClock())
        with connect.session():
            upgrade.upgrade(_backup_path(url))
            furnish(ctx)
    return ctx


def is_empty(ctx: Context) -> bool:
    """Whether nobody has put anything into this depot yet, nor said who they are. Asks at every start: no counting."""
    told = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in _BEGINNINGS)
    with ctx.reading():
        return not connect.rows(f"SELECT {told}")[0][0]


@contextmanager
def explained() -> Iterator[None]:
    """What keeps a depot from being opened, in a sentence."""
    try:
        yield
    except connect.NotADepot as error:
        raise _unusable(error) from error
    except upgrade.TooNew as error:
        raise DatabaseTooNew(
            N_("This depot was made by a later version of the program ({steps}). Install that version to open it."),
            steps=", ".join(error.names),
        ) from error
    except _troubles() as error:
        raise _readable(error) from error


def _workstation() -> str:
    if sys.platform != "win32":
        return os.uname().nodename
    import platform

    return platform.node()


def _troubles() -> tuple[type[Exception], ...]:
    """What a database or a disk raises; asked for only when something was raised."""
    from peewee import DatabaseError, InterfaceError

    return DatabaseError, InterfaceError, OSError


def schema_version() -> str:
    """The newest step of the schema, such as ``0001_initial``."""
    return upgrade.latest()


def _readable(error: Exception) -> Exception:
    found = translate(error)
    if isinstance(found, DepotError) and not isinstance(found, DatabaseUnavailable):
        return found
    lines = str(error).strip().splitlines()  # the first names the failure, the others advise administrators
    return DatabaseUnavailable(
        N_("The database cannot be opened: {reason}. Check its place and your rights there."),
        reason=lines[0].rstrip(" .") if lines else type(error).__name__,
    )


def _backup_path(url: str) -> Path | None:
    if not url.startswith("sqlite:"):
        return None
    path = connect.sqlite_path(url)
    stamp = datetime.now(LOCAL).strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}.before-upgrade-{stamp}.sqlite")


def _unusable(error: connect.NotADepot) -> DepotError:
    if error.reason == "missing":
        return NotFound(
            N_("There is no depot at {path}. Make one with “init”, or correct the address."), path=error.path
        )
    if error.reason == "empty":
        return DatabaseDamaged(
            N_("The depot at {path} is an empty file: its content is gone. Restore the last backup."),
            path=error.path,
        )
    if error.reason == "address":
        return InvalidInput(
            N_("“{text}” is no address of a database. Write sqlite:///PATH or postgresql://USER@SERVER/NAME."),
            field="database",
            text=error.path,
        )
    if error.reason == "share":
        return InvalidInput(
            N_(
                "{path} lies on a network drive ({kind}), where a depot in one file gets damaged. Keep it on a disk of "
                "this computer; for several workstations use PostgreSQL: postgresql://USER@SERVER/NAME."
            ),
            field="database",
            path=error.path,
            kind=error.where,
        )
    if error.reason == "synced":
        return InvalidInput(
            N_(
                "{path} lies in a folder that {service} synchronises, where a depot in one file gets damaged. Keep it "
                "in another folder; for several workstations use PostgreSQL: postgresql://USER@SERVER/NAME."
            ),
            field="database",
            path=error.path,
            service=error.where,
        )
    if error.reason == "foreign":
        return DatabaseDamaged(
            N_("{path} is not a depot of this program. Choose the right file or address."), path=error.path
        )
    return DatabaseDamaged(N_("The depot at {path} is damaged. Restore the last backup."), path=error.path)
