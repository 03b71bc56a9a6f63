"""What was printed."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField

from models.assets import Asset
from models.base import BaseModel
from models.fields import LineField, UtcField
from models.organisation import User


class LabelPrint(BaseModel):
    """A label of a unit left the printer, or was written to a file."""

    asset = ForeignKeyField(Asset, backref="label_prints", on_delete="RESTRICT")
    template = LineField(max_length=40)
    generation = IntegerField()  # 1 for the first print
    at = UtcField()
    by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
