"""What came in from books, and how their columns were understood."""

from __future__ import annotations

from enum import StrEnum

from peewee import ForeignKeyField, IntegerField

from models.base import BaseModel
from models.fields import EnumField, LineField, NotesField, UtcField
from models.organisation import User


class ImportKind(StrEnum):
    """What a book lists."""

    ASSETS = "assets"
    PARTS = "parts"
    REPAIRS = "repairs"
    CUSTOMERS = "customers"
    PRICES = "prices"
    ACCEPTANCES = "acceptances"


class BatchState(StrEnum):
    """Whether a batch still stands."""

    DONE = "done"
    UNDONE = "undone"


class ImportBatch(BaseModel):
    """One book, taken in once; undone as one step while nothing was built on it."""

    kind = EnumField(ImportKind, max_length=20)
    file_name = LineField(max_length=200)
    sha256 = LineField(max_length=64)
    sheet = LineField(max_length=60, default="")
    at = UtcField()
    by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
    state = EnumField(BatchState, max_length=20, default=BatchState.DONE)
    rows_read = IntegerField(default=0)
    accepted = IntegerField(default=0)
    warned = IntegerField(default=0)
    rejected = IntegerField(default=0)
    already_there = IntegerField(default=0)


class ImportMapping(BaseModel):
    """How the user mapped the columns of a book, remembered by its headings."""

    kind = EnumField(ImportKind, max_length=20)
    headings = NotesField()  # JSON list, as compared
    mapping = NotesField()  # JSON: heading → field


ImportMapping.add_index(
    ImportMapping.index(ImportMapping.kind, ImportMapping.headings, unique=True, name="mapping_of_headings")
)
