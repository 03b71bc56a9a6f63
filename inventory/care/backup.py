"""Copies the depot into one file while people work on: checked first, named last.

A depot on a server is backed up into the same kind of file, so one backup opens anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from peewee import OperationalError

from inventory.errors import DatabaseDamaged, EnvironmentTrouble, InvalidInput
from inventory.files import atomic_file
from inventory.i18n import N_, _
from inventory.jobs import Progress, Quiet
from inventory.work import Context, command, needs
from models import connect, transfer
from models.access import Right
from models.base import database
from models.journal import Change

_ENTITY: Final = "depot"
"""What a backup is noted under in the change record: the depot as a whole."""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """Where a backup lies, its size in bytes, and how many rows of each table are in it."""

    path: Path
    size: int
    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(self.rows.values())


@command
@needs(Right.CARE)
def backup(ctx: Context, path: Path, progress: Progress | None = None) -> BackupReport:
    """Copy the depot of this moment into ``path``, replacing an older backup only by a good one.

    The copy is read from end to end and counted against the depot before it gets its name. Raises InvalidInput where
    nothing can be written, DatabaseDamaged where the copy is not whole (then the depot may not be, either).
    """
    progress = progress or Quiet()
    _refuse_itself(path)
    with atomic_file(path) as beside:
        with ctx.reading():
            counted = _copied(beside, path, progress)
        progress.report(0, None, _("Checking the copy"))
        found = transfer.examine(beside)
        if found.damage or found.tally != counted:
            raise DatabaseDamaged(
                N_(
                    "The copy is not whole ({reason}), so it was not kept. Check the depot with “check”; "
                    "the disk may be failing."
                ),
                reason=found.damage[0] if found.damage else _("the counts differ"),
            )
        size = beside.stat().st_size
    with suppress(OperationalError):  # a full disk keeps the note from being written; the backup is good all the same
        _note(ctx, path)
    return BackupReport(path, size, counted.rows)


def _note(ctx: Context, path: Path) -> None:
    with ctx.work() as work:
        Change.insert(
            at=ctx.clock.now(), by=ctx.actor, workstation=ctx.workstation, act=work.act, reason="", entity=_ENTITY,
            entity_id=0, field="backup", new=path.name,
        ).execute()  # fmt: skip


def last_backup(ctx: Context) -> datetime | None:
    """When a backup was made last, on whichever workstation; None: never."""
    found = connect.rows("SELECT max(at) FROM change WHERE entity = ? AND entity_id = 0", (_ENTITY,))
    return connect.as_instant(found[0][0])


def _copied(beside: Path, path: Path, progress: Progress) -> transfer.Tally:
    try:
        return transfer.save(beside, told(progress, _("Copying")))
    except OperationalError as error:
        if "disk i/o" in str(error).lower():  # a disk that fails is the backup's before it is the depot's
            raise EnvironmentTrouble(
                N_("“{path}” could not be written. Try again or choose another disk."), path=path
            ) from error
        raise


def _refuse_itself(path: Path) -> None:
    if connect.is_sqlite() and path.exists() and path.samefile(Path(database.database)):
        raise InvalidInput(
            N_("“{path}” is the depot itself. Choose another name for the backup."), field="file", path=path
        )


def told(progress: Progress, what: str) -> Callable[[int, int], Any]:
    """How the floor below reports to ``progress``."""
    return lambda done, total: progress.report(done, total, what)
