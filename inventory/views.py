"""Saved views: a list as somebody wants to see it again, shared by all workstations of a depot."""

from __future__ import annotations

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.work import Context, command
from models import connect


def views(ctx: Context, page: str) -> list[tuple[str, str]]:
    """Name and content (JSON) of every view of a page, by name."""
    found = connect.rows("SELECT name, spec FROM saved_view WHERE page = ? ORDER BY name", (page,))
    return [(name, spec) for name, spec in found]


@command
def keep(ctx: Context, page: str, name: str, spec: str) -> None:
    """Keep a view under a name; the one that had the name is replaced."""
    from models.settings import SavedView  # the tables come with the first change

    if not name.strip():
        raise InvalidInput(N_("Give the view a name."), field="name")
    with ctx.work() as work:
        there = SavedView.get_or_none((SavedView.page == page) & (SavedView.name == name.strip()))
        if there is None:
            work.create(SavedView, page=page, name=name.strip(), spec=spec)
        elif there.spec != spec:
            work.note(there, "spec", there.spec, spec)
            there.spec = spec
            there.save()
            work.touch(SavedView, there.id)


@command
def remove(ctx: Context, page: str, name: str) -> None:
    """Forget a view; one that is gone already is forgotten."""
    from models.settings import SavedView

    with ctx.work() as work:
        there = SavedView.get_or_none((SavedView.page == page) & (SavedView.name == name))
        if there is not None:
            work.delete(there)
