"""Which kind of book it is, where the person leaves that to the program."""

from __future__ import annotations

from pathlib import Path

from inventory.imports import BookInspection, ImportKind, inspect
from inventory.jobs import Progress
from inventory.work import Context


def look_at(ctx: Context, kind: ImportKind | None, path: Path, sheet: str | None, progress: Progress) -> BookInspection:
    """The first look at a book. ``kind`` None: what its headings fit best. Raises InvalidInput as ``inspect`` does."""
    found = inspect(ctx, kind or ImportKind.ASSETS, path, progress, sheet)
    if kind is None and found.likely is not found.kind:
        return inspect(ctx, found.likely, path, progress, sheet)
    return found
