"""Writes a workbook while people go on working, and offers it where it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from inventory.i18n import _
from ui.desk import Desk
from ui.editing.saving import ask_where, file_choices
from ui.theme import Meaning
from ui.widgets.banners import Banners


@dataclass(frozen=True, slots=True)
class Book:
    """A kind of workbook. ``write(ctx, *about, path, progress)`` gives a summary with the ``path`` of what was written.

    ``asks``: above the choice of a place; ``title``: in the status line; ``said``: the sentence about a summary.
    """

    write: Callable[..., Any]
    asks: str
    title: str
    said: Callable[[Any], str]


class BookExport(QObject):
    """Asks where to, writes in the read lane, and offers the workbook in ``banners``, of ``owner``."""

    def __init__(self, desk: Desk, owner: QWidget, banners: Banners, book: Book) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._banners = banners
        self._book = book
        self._about: tuple[object, ...] = ()

    def ask(self, name: str, *about: object) -> None:
        """Ask for a place, proposing ``name``, and write what the workbook is ``about`` there."""
        self._about = about
        ask_where(self._owner, self._book.asks, name, [_("Excel workbooks (*.xlsx)")], self._write_asked)

    def write(self, place: str, *about: object) -> None:
        """Begin to write to a path."""
        self._desk.jobs.work(
            self._book.write, self._desk.ctx, *about, Path(place), title=self._book.title, done=self._written
        )

    @Slot(str)
    def _write_asked(self, place: str) -> None:
        self.write(place, *self._about)

    @Slot(object)
    def _written(self, summary: Any) -> None:
        self._banners.say(self._book.said(summary), Meaning.OK, file_choices(summary.path))
