"""The books that were taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inventory.work import Context
from models import connect
from models.imports import BatchState, ImportKind


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One book, newest first in lists. ``who``: "" where nobody had said who they are."""

    id: int
    kind: ImportKind
    file_name: str
    sheet: str
    at: datetime
    who: str
    state: BatchState
    read: int
    accepted: int
    warned: int
    rejected: int
    already_there: int


def batches(ctx: Context, limit: int = 200) -> list[BatchLine]:
    """The last books that were taken in."""
    with ctx.reading():
        rows = connect.rows(
            "SELECT b.id, b.kind, b.file_name, b.sheet, b.at, u.name, b.state, b.rows_read, b.accepted, "
            "b.warned, b.rejected, "
            "b.already_there FROM import_batch b LEFT JOIN depot_user u ON u.id = b.by_id ORDER BY b.id DESC LIMIT ?",
            (limit,),
        )
    return [_line(*row) for row in rows]


def _line(
    row_id: int,
    kind: str,
    file_name: str,
    sheet: str,
    at: object,
    who: str | None,
    state: str,
    read: int,
    accepted: int,
    warned: int,
    rejected: int,
    already_there: int,
) -> BatchLine:
    moment = connect.as_instant(at)
    assert moment is not None  # the column is not null
    return BatchLine(
        row_id,
        ImportKind(kind),
        file_name,
        sheet,
        moment,
        who or "",
        BatchState(state),
        read,
        accepted,
        warned,
        rejected,
        already_there,
    )
