"""Spare Depot (备件库): opens the window, or does one command.

Puts the floors together and nothing else: ``inventory.commandline`` knows what can be typed, ``ui`` what is drawn.
What a command does not need is not loaded: a scan at the counter waits for no window.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inventory.commandline.run import run
from inventory.errors import DepotError, EnvironmentTrouble
from inventory.i18n import N_, _

if TYPE_CHECKING:
    from inventory.found import Hit
    from inventory.jobs import Progress
    from inventory.labels.layout import LabelContent
    from inventory.labels.templates import Template
    from inventory.work import Context
    from ui.desk import Desk


class Screen:
    """What needs Qt."""

    def window(self, url: str | None, *, new: bool) -> int:
        """Open the window on the depot at ``url`` and stay until it is closed."""
        gc.disable()  # what is loaded and made while the window opens stays; from then on ui.garbage looks
        from inventory import bootstrap
        from inventory.commandline.depot import in_words
        from inventory.people.queries import begins
        from ui import application, pages, remembered
        from ui.navigation import Route

        _need_a_screen()
        place = url or bootstrap.default_url()
        try:
            ctx = bootstrap.open_context(place, create=new)
            with ctx.reading():  # one connection for all questions: each new one reads the whole schema
                ctx.actor = begins(ctx)
                kept, empty = remembered.load(ctx), bootstrap.is_empty(ctx)
        except DepotError as error:
            _show(error)
            raise
        house = application.House(
            ctx,
            pages=pages.PAGES,
            kinds=pages.KINDS,
            search=_search,
            resolve=partial(_resolve, ctx),
            settings=kept,
            database=place,
            database_words=in_words(place),
            first=Route("start") if empty else None,
            version=bootstrap.VERSION,
            ready=_furnish,
        )
        return application.run(house)

    def write_labels(
        self, contents: Sequence[LabelContent], template: Template, path: Path, *, start: int, progress: Progress
    ) -> int:
        """Write label sheets without a window; how many labels."""
        from ui.printing import labels

        labels.ensure_gui()
        return labels.write_labels(contents, template, path, start=start, progress=progress)


def _search(text: str) -> list[Hit]:
    from inventory.search import find

    return find(text)


def _resolve(ctx: Context, text: str, scan_codes: tuple[int, ...] = ()) -> list[Hit]:
    from inventory.scanning.resolve import resolve

    return resolve(ctx, text, scan_codes)


def _furnish(desk: Desk) -> None:
    """What the first page does not need, once that is painted: who is at work, and when the last backup was made."""
    from inventory.care.backup import last_backup
    from ui.people.presence import Presence

    Presence(desk)
    desk.jobs.query(last_backup, desk.ctx, done=desk.set_backup)


def _need_a_screen() -> None:
    """Without any, Qt ends the process with words that help nobody."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise EnvironmentTrouble(
            N_("There is no screen for the window here. The commands work without one: type “main.py --help”.")
        )


def _show(error: DepotError) -> None:
    """Whoever has clicked on an icon sees no standard error."""
    if (sys.stderr is not None and sys.stderr.isatty()) or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return
    from PySide6.QtWidgets import QMessageBox

    from ui.application import application

    application()
    QMessageBox.critical(None, _("Spare Depot"), str(error))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], Screen()))
