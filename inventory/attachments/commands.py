"""Files are kept with a record, and removed."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inventory.access.rights import Right, require
from inventory.attachments import rules
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_
from inventory.work import Context, command
from models.assets import Asset
from models.attachments import Attachment, AttachmentContent
from models.base import BaseModel
from models.cases import ServiceCase
from models.contracts import Contract, DeliveryLot, ExtensionContract
from models.customers import Customer
from models.parts import Part
from models.products import ProductModel

KEEPERS: Final[dict[str, type[BaseModel]]] = {
    table._meta.table_name: table
    for table in (Asset, Customer, Contract, DeliveryLot, ExtensionContract, ServiceCase, Part, ProductModel)
}
"""The records that files can be kept with, by the names of their tables."""
REGISTER: Final = (Right.EDIT_REGISTER,)
NEEDS: Final[dict[str, tuple[Right, ...]]] = {
    "asset": (Right.EDIT_REGISTER, Right.RECORD_SERVICE),
    "service_case": (Right.RECORD_SERVICE,),
    "contract": (Right.EDIT_CONTRACTS,),
    "delivery_lot": (Right.EDIT_CONTRACTS,),
    "extension_contract": (Right.EDIT_CONTRACTS,),
    "manual_cover": (Right.EDIT_CONTRACTS,),
}
"""One of these rights is needed for a file of such a record; of all others it is REGISTER."""


@dataclass(frozen=True, slots=True)
class AddFile:
    """A file on this computer for a record (``entity``: its table)."""

    entity: str
    entity_id: int
    path: Path


@command
def add_file(ctx: Context, file: AddFile) -> int:
    """Keep a copy of a file with a record and return its id.

    The same content with the same record again is recognised by its sha256: nothing is added, and the id of the file
    that is there comes back. Raises InvalidInput for a file that is empty, too large or cannot be read.
    """
    name = rules.check_name(file.path.name)
    content = _read(file.path)
    sha256 = hashlib.sha256(content).hexdigest()
    keeper = KEEPERS[file.entity]
    with ctx.work() as work:
        require(ctx, *NEEDS.get(file.entity, REGISTER))
        work.lock(keeper, file.entity_id)
        there = Attachment.get_or_none(
            (Attachment.entity == file.entity)
            & (Attachment.entity_id == file.entity_id)
            & (Attachment.sha256 == sha256)
        )
        if there is not None:
            return int(there.id)
        row = work.create(
            Attachment,
            entity=file.entity,
            entity_id=file.entity_id,
            name=name,
            media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            size=len(content),
            sha256=sha256,
            added_at=ctx.clock.now(),
            added_by=ctx.actor,
        )
        AttachmentContent.insert(attachment=row.id, content=content).execute()
        work.touch(keeper, file.entity_id)
    return int(row.id)


@command
def remove_file(ctx: Context, attachment_id: int) -> None:
    """Remove a file from its record; the change record keeps that it was there."""
    with ctx.work() as work:
        row = work.lock(Attachment, attachment_id)
        require(ctx, *NEEDS.get(row.entity, REGISTER))
        AttachmentContent.delete().where(AttachmentContent.attachment == row.id).execute()
        work.note(row, "name", row.name, None)
        work.delete(row)
        work.touch(KEEPERS[row.entity], row.entity_id)


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
