"""Copies of files on this computer: read before a transaction begins, kept with a record inside of it."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from inventory.attachments import rules
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_
from inventory.work import Work
from models.attachments import Attachment, AttachmentContent
from models.base import BaseModel


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was read: its name and all of it."""

    name: str
    content: bytes


def read(path: Path) -> Copy:
    """The file at ``path``. Raises InvalidInput for one that is empty, too large or cannot be read, and NotFound."""
    return Copy(rules.check_name(path.name), _read(path))


def keep(work: Work, row: BaseModel, copy: Copy) -> int:
    """Keep a copy with a locked row and return its id; the same content with it again is recognised by its sha256."""
    entity, sha256 = row._meta.table_name, hashlib.sha256(copy.content).hexdigest()
    there = Attachment.get_or_none(
        (Attachment.entity == entity) & (Attachment.entity_id == row.id) & (Attachment.sha256 == sha256)
    )
    if there is not None:
        return int(there.id)
    made = work.create(
        Attachment,
        entity=entity,
        entity_id=row.id,
        name=copy.name,
        media_type=mimetypes.guess_type(copy.name)[0] or "application/octet-stream",
        size=len(copy.content),
        sha256=sha256,
        added_at=work.ctx.clock.now(),
        added_by=work.ctx.actor,
    )
    AttachmentContent.insert(attachment=made.id, content=copy.content).execute()
    work.touch(type(row), row.id)
    return int(made.id)


def _read(path: Path) -> bytes:
    """At most one byte more than is allowed is read."""
    try:
        rules.check_size(path.stat().st_size)
        with path.open("rb") as opened:
            content = opened.read(rules.LARGEST + 1)
    except FileNotFoundError:
        raise NotFound(N_("{path} is no longer there. Choose the file again."), path=path) from None
    except OSError as error:
        raise InvalidInput(
            N_("{path} cannot be read ({reason}). Close it in other programs, or choose another file."),
            field="file",
            path=path,
            reason=error.strerror or error,
        ) from error
    rules.check_size(len(content))
    return content
