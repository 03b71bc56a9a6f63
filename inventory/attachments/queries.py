"""The files kept with a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file without its bytes. ``size`` in bytes."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str


def files_of(ctx: Context, entity: str, entity_id: int) -> list[FileLine]:
    """The files of a record (``entity``: its table), newest first."""
    found = connect.rows(
        "SELECT f.id, f.name, f.media_type, f.size, f.sha256, f.added_at, u.name FROM attachment f "
        "LEFT JOIN depot_user u ON u.id = f.added_by_id WHERE f.entity = ? AND f.entity_id = ? ORDER BY f.id DESC",
        (entity, entity_id),
    )
    return [FileLine(*[*row[:5], cast(datetime, connect.as_instant(row[5])), row[6] or ""]) for row in found]


def content(ctx: Context, attachment_id: int) -> bytes:
    """The bytes of a file. Raises NotFound."""
    found = connect.rows("SELECT content FROM attachment_content WHERE attachment_id = ?", (attachment_id,))
    if not found:
        raise NotFound(N_("This file is no longer there. Refresh the page to see what is."))
    return bytes(found[0][0])
