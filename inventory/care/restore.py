"""Brings a backup back, into an empty place only: nothing that is there is ever overwritten."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from inventory import bootstrap
from inventory.care.backup import told
from inventory.clock import Clock
from inventory.errors import DatabaseDamaged, DatabaseTooNew, DepotError, NotFound, RuleBroken
from inventory.i18n import N_, _
from inventory.jobs import Progress, Quiet
from inventory.work import Context, command
from models import connect, transfer, upgrade
from models.base import database
from models.catalog import MODELS


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """A context on the restored depot, and how many rows of each table came back."""

    ctx: Context
    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(self.rows.values())


@command
def restore(path: Path, url: str, progress: Progress | None = None, clock: Clock | None = None) -> RestoreReport:
    """Bring the backup at ``path`` back at ``url``, bring its tables up to date, and open it.

    The backup is read from end to end first, and what came back is counted against it. Raises NotFound,
    DatabaseDamaged or DatabaseTooNew for a backup that cannot be used, RuleBroken where the place is not empty.
    """
    progress = progress or Quiet()
    progress.report(0, None, _("Checking the backup"))
    with bootstrap.explained():
        connect.check_place(url)
    examined = _usable(path)
    if url.startswith("sqlite:"):
        _to_file(path, connect.sqlite_path(url), examined, progress)
    else:
        _to_server(path, url, examined, progress)
    return RestoreReport(bootstrap.open_context(url, clock=clock), examined.tally.rows)


def _usable(path: Path) -> transfer.Examined:
    try:
        connect.sqlite_depot(path)
    except connect.NotADepot as error:
        raise _unusable(error) from error
    examined = transfer.examine(path)
    if examined.damage:
        raise DatabaseDamaged(
            N_("The backup {path} is damaged ({reason}). Take another one."), path=path, reason=examined.damage[0]
        )
    if later := [step for step in examined.steps if step not in upgrade.steps()]:
        raise DatabaseTooNew(
            N_("This depot was made by a later version of the program ({steps}). Install that version to open it."),
            steps=", ".join(later),
        )
    return examined


def _unusable(error: connect.NotADepot) -> DepotError:
    if error.reason == "missing":
        return NotFound(N_("There is no file {path}. Choose the backup to restore."), path=error.path)
    if error.reason == "foreign":
        return DatabaseDamaged(N_("{path} is not a backup of a depot. Choose the right file."), path=error.path)
    return DatabaseDamaged(
        N_("The backup {path} is damaged ({reason}). Take another one."), path=error.path, reason=error.reason
    )


def _to_file(path: Path, target: Path, examined: transfer.Examined, progress: Progress) -> None:
    if target.exists():
        raise _occupied(str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        transfer.copy_file(path, beside, told(progress, _("Copying")))
        _compare(transfer.examine(beside).tally, examined.tally)
        if not upgrade.place(beside, target):
            raise _occupied(str(target))
    finally:
        beside.unlink(missing_ok=True)


def _to_server(path: Path, url: str, examined: transfer.Examined, progress: Progress) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if examined.steps != upgrade.steps():  # its tables are those of an older release
            older = Path(folder) / path.name
            transfer.copy_file(path, older, told(progress, _("Copying")))
            bootstrap.open_context(bootstrap.url_of(older))
            path, examined = older, transfer.examine(older)  # furnishing has turned settings into policies
        with bootstrap.explained():
            connect.open_depot(url)
        with connect.session(), database.atomic():
            if set(database.get_tables()) - {upgrade.HISTORY} - {model._meta.table_name for model in MODELS}:
                raise _occupied(connect.without_password(url))
            upgrade.upgrade()
            if transfer.holds_work(database.execute_sql):
                raise _occupied(connect.without_password(url))
            transfer.load(path, told(progress, _("Copying")))
            _compare(transfer.tally(database.execute_sql), examined.tally)


def _occupied(place: str) -> RuleBroken:
    return RuleBroken(
        N_("There is something at {place} already. A backup is restored into an empty place only: name another one."),
        place=place,
    )


def _compare(came: transfer.Tally, went: transfer.Tally) -> None:
    for table, count in went.rows.items():
        if came.rows.get(table) != count:
            raise _differs(table)
    for column, fen in went.fen.items():
        if came.fen.get(column) != fen:
            raise _differs(column)


def _differs(what: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        N_("What came back differs from the backup in “{what}”, so it was not kept. Try again or take another backup."),
        what=what,
    )
