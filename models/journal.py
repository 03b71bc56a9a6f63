"""Who changed what, from what to what."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField

from models.base import BaseModel
from models.fields import LineField, NotesField, UtcField
from models.organisation import User


class Change(BaseModel):
    """One field of one row changed. Added, never edited (INV-21)."""

    at = UtcField()
    by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    workstation = LineField(max_length=60, default="")
    act = LineField(max_length=36)  # all changes of one act of the user share it
    entity = LineField(max_length=40)
    entity_id = IntegerField()
    field = LineField(max_length=40)  # "+" created, "-" deleted
    old = NotesField(null=True)
    new = NotesField(null=True)
    reason = NotesField(default="")


Change.add_index(Change.index(Change.entity, Change.entity_id, name="change_of"))
