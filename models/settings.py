"""Settings of the depot and of each workstation, and saved views."""

from __future__ import annotations

from models.base import BaseModel
from models.fields import LineField, NotesField


class Setting(BaseModel):
    """A value that differs from its default. ``scope``: "depot", or the workstation's name."""

    scope = LineField(max_length=60)
    name = LineField(max_length=60)
    value = NotesField()  # JSON


Setting.add_index(Setting.index(Setting.scope, Setting.name, unique=True, name="setting_name"))


class SavedView(BaseModel):
    """A table as somebody wants to see it again."""

    page = LineField(max_length=40)
    name = LineField(max_length=60)
    spec = NotesField()  # JSON: columns, order, filters, sort


SavedView.add_index(SavedView.index(SavedView.page, SavedView.name, unique=True, name="view_name"))
