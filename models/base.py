"""What every row shares."""

from __future__ import annotations

from typing import Any

from peewee import DatabaseProxy, IntegerField, Model

from models import connect

database = DatabaseProxy()
"""The depot in use; models.connect.open_depot sets it once at the start."""
connect.bind(database)


class BaseModel(Model):
    """A table of the depot."""

    id: Any  # peewee adds the key itself

    class Meta:
        database = database
        legacy_table_names = False


class Versioned(BaseModel):
    """A row that people edit: whoever saves it says which version they saw."""

    version = IntegerField(default=1)
