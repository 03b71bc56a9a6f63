"""Files are kept with a record, and removed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inventory.access.rights import Right, require
from inventory.attachments.copies import keep, read
from inventory.work import Context, command
from models.assets import Asset
from models.attachments import Attachment, AttachmentContent
from models.base import BaseModel
from models.cases import ServiceCase
from models.contracts import Contract, DeliveryLot, ExtensionContract
from models.customers import Customer
from models.parts import Part
from models.products import ProductModel
from models.supply import MakerApproval

KEEPERS: Final[dict[str, type[BaseModel]]] = {
    table._meta.table_name: table
    for table in (
        Asset,
        Customer,
        Contract,
        DeliveryLot,
        ExtensionContract,
        ServiceCase,
        Part,
        ProductModel,
        MakerApproval,
    )
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
    copy = read(file.path)
    keeper = KEEPERS[file.entity]
    with ctx.work() as work:
        require(ctx, *NEEDS.get(file.entity, REGISTER))
        return keep(work, work.lock(keeper, file.entity_id), copy)


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
