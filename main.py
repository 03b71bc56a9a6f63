"""Spare Depot (备件库): opens the window, or does one command.

Puts the floors together and nothing else: ``inventory.commandline`` knows what can be typed, ``ui`` what is drawn.
What a command does not need is not loaded: a scan at the counter waits for no window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inventory.commandline.run import run

if TYPE_CHECKING:
    from inventory.jobs import Progress
    from inventory.labels.layout import LabelContent
    from inventory.labels.templates import Template


class Screen:
    """What needs Qt."""

    def window(self, url: str | None, *, new: bool) -> int:
        """Open the window on the depot at ``url`` and stay until it is closed."""
        from functools import partial

        from inventory import bootstrap, search
        from inventory.care.backup import last_backup
        from inventory.scanning.resolve import resolve
        from ui import application, pages, remembered
        from ui.navigation import Route
        from ui.start.beginning import is_new

        place = url or bootstrap.default_url()
        ctx = bootstrap.open_context(place, create=new)
        with ctx.reading():
            first, backup_at = Route("start") if is_new(ctx) else None, last_backup(ctx)
        house = application.House(
            ctx,
            pages=pages.PAGES,
            kinds=pages.KINDS,
            search=search.find,
            resolve=partial(resolve, ctx),
            settings=remembered.load(ctx),
            database=place,
            backup_at=backup_at,
            first=first,
            version=bootstrap.VERSION,
        )
        return application.run(house)

    def write_labels(
        self, contents: Sequence[LabelContent], template: Template, path: Path, *, start: int, progress: Progress
    ) -> int:
        """Write label sheets without a window; how many labels."""
        from ui.printing import labels

        labels.ensure_gui()
        return labels.write_labels(contents, template, path, start=start, progress=progress)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], Screen()))
