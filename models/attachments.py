"""Files kept with a record, inside the database: one backup holds everything."""

from __future__ import annotations

from peewee import BlobField, ForeignKeyField, IntegerField

from models.base import BaseModel
from models.fields import LineField, UtcField
from models.organisation import User


class Attachment(BaseModel):
    """A photo, drawing or paper of a record (``entity`` is its table)."""

    entity = LineField(max_length=40)
    entity_id = IntegerField()
    name = LineField(max_length=200)
    media_type = LineField(max_length=100)
    size = IntegerField()
    sha256 = LineField(max_length=64)
    added_at = UtcField()
    added_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")


Attachment.add_index(Attachment.index(Attachment.entity, Attachment.entity_id, name="attachment_of"))


class AttachmentContent(BaseModel):
    """The bytes, apart, so that lists of attachments stay light."""

    attachment = ForeignKeyField(Attachment, primary_key=True, on_delete="RESTRICT")
    content = BlobField()
