"""What every page is handed: the depot's context, the lanes, the way to other pages, and a voice.

The desk knows no widget. The window listens to its signals; a page in a test can do without one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from inventory import i18n
from inventory.events import Event
from inventory.settings import (
    LANGUAGE,
    SCANNER_LONGEST_MS,
    SCANNER_MEDIAN_MS,
    SCANNER_PREFIX,
    SCANNER_SUFFIX,
    SOUNDS,
    THEME,
)
from inventory.values.records import record
from ui import theme
from ui.bridge import Bridge
from ui.hits import Answer, HitKind, Resolve, Search
from ui.jobs import Lanes
from ui.navigation import History, Pages, PageSpec, Route
from ui.permits import Permits
from ui.remembered import Remembered
from ui.scan.manner import Manner
from ui.theme import Meaning

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from inventory.work import Context


@record
class Toast:
    """A word in the corner; ``undo`` takes it back where a reversal exists. ``meaning`` LATE for a refusal."""

    text: str
    undo: Callable[[], object] | None = None
    meaning: Meaning = Meaning.OK


@record
class Trouble:
    """An error to show. ``retry`` sends the same again; ``confirm(key)`` sends it again with ``confirmed={key}``."""

    error: Exception
    retry: Callable[[], object] | None = None
    confirm: Callable[[str], object] | None = None


@record
class Count:
    """A number on the rail: only for what wants action."""

    number: int
    meaning: Meaning = Meaning.SOON


@record
class Standing:
    """What the foot of the window says."""

    person: str = ""
    role: str = ""
    database: str = ""
    saved_at: datetime | None = None
    backup_at: datetime | None = None


def _nothing_found(_text: str) -> Sequence[Answer]:
    return ()


def _nothing_known(_text: str, _codes: tuple[int, ...]) -> Sequence[Answer]:
    return ()


class Desk(QObject):
    """Handed to every page.

    Signals: ``opened(Route)`` go there; ``toasted(Toast)``; ``troubled(Trouble)``; ``refreshed()`` show the current
    state again; ``language_changed(str)``, ``theme_changed(str)``; ``counts_changed()``, ``standing_changed()``;
    ``person_asked()`` somebody clicked who is at work; ``sounds_changed(bool)`` scans are heard from now on, or not;
    ``scanner_changed()`` this workstation's scanner is known to type otherwise.
    """

    opened = Signal(object)
    toasted = Signal(object)
    troubled = Signal(object)
    refreshed = Signal()
    language_changed = Signal(str)
    theme_changed = Signal(str)
    counts_changed = Signal()
    standing_changed = Signal()
    person_asked = Signal()
    sounds_changed = Signal(bool)
    scanner_changed = Signal()

    def __init__(
        self,
        ctx: Context,
        *,
        pages: Sequence[PageSpec] = (),
        kinds: Sequence[HitKind] = (),
        search: Search = _nothing_found,
        resolve: Resolve = _nothing_known,
        settings: Remembered | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.host: QWidget | None = None
        """Where the window makes its pages: what is made in its place is dressed once, not again with all its parts."""
        self.settings = settings if settings is not None else Remembered(parent=self)
        self.jobs = Lanes(ctx, self)
        self.bridge = Bridge(ctx.bus, self)
        self.permits = Permits(self)
        self.pages = Pages(pages)
        self.kinds = list(kinds)
        self.search = search
        self.resolve = resolve
        self.history = History()
        self._counts: dict[str, Count] = {}
        self._standing = Standing()
        self.jobs.unheard.connect(self.show_error)
        self.bridge.happened.connect(self._saved)
        theme.board().changed.connect(self.theme_changed)

    # going places

    def open(self, route: Route) -> None:
        """Go to a page. A route to a page that is not there is a mistake of ours: KeyError."""
        if route.page not in self.pages:
            raise KeyError(route.page)
        self.history.visit(route)
        self.opened.emit(route)

    def back(self) -> None:
        """One step back, if there is one."""
        if (route := self.history.back()) is not None:
            self.opened.emit(route)

    def forward(self) -> None:
        """One step forward again, if there is one."""
        if (route := self.history.forward()) is not None:
            self.opened.emit(route)

    def refresh(self) -> None:
        """Let the page on show fetch its data again."""
        self.refreshed.emit()

    # saying things

    def toast(self, text: str, undo: Callable[[], object] | None = None, meaning: Meaning = Meaning.OK) -> None:
        """Say a translated sentence in the corner for 4 s."""
        self.toasted.emit(Toast(text, undo, meaning))

    def show_error(
        self,
        error: Exception,
        retry: Callable[[], object] | None = None,
        confirm: Callable[[str], object] | None = None,
    ) -> None:
        """Show what went wrong in the way that its class asks for (``ui.problems``)."""
        self.troubled.emit(Trouble(error, retry, confirm))

    def set_count(self, page: str, number: int, meaning: Meaning = Meaning.SOON) -> None:
        """Write a number beside a page of the rail; 0 takes it away."""
        if number:
            self._counts[page] = Count(number, meaning)
        else:
            self._counts.pop(page, None)
        self.counts_changed.emit()

    @property
    def counts(self) -> Mapping[str, Count]:
        """The numbers on the rail."""
        return self._counts

    # who and where

    @property
    def standing(self) -> Standing:
        """Who is at work, on which database, when it was saved last."""
        return self._standing

    def set_person(self, name: str, role: str = "") -> None:
        """Who is at work; ``role`` translated."""
        self._stand(person=name, role=role)

    def set_database(self, words: str) -> None:
        """The database in use, translated: "this computer", "depot on server"."""
        self._stand(database=words)

    def set_backup(self, at: datetime | None) -> None:
        """When the last backup was made (an instant); None for never."""
        self._stand(backup_at=at)

    def _saved(self, _event: Event) -> None:
        self._stand(saved_at=self.ctx.clock.now())

    def _stand(self, **changes: Any) -> None:
        self._standing = replace(self._standing, **changes)
        self.standing_changed.emit()

    # how it looks and speaks

    def speak(self, language: str) -> None:
        """Change the language of this workstation; the window is built again in it."""
        i18n.use(language)
        self.settings.keep(LANGUAGE, language)
        self.language_changed.emit(language)

    def dress(self, choice: str) -> None:
        """Change the theme: "light", "dark" or "system"."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a theme dresses a QApplication")
        self.settings.keep(THEME, choice)
        theme.apply(app, choice)

    @property
    def sounds(self) -> bool:
        """Whether a scan is heard."""
        return self.settings.value(SOUNDS)

    def set_sounds(self, audible: bool) -> None:
        """Switch the sounds of scans on or off."""
        self.settings.keep(SOUNDS, audible)
        self.sounds_changed.emit(audible)

    @property
    def scanner(self) -> Manner:
        """How this workstation's scanner types."""
        value = self.settings.value
        return Manner(value(SCANNER_MEDIAN_MS), value(SCANNER_LONGEST_MS), value(SCANNER_PREFIX), value(SCANNER_SUFFIX))

    def know_scanner(self, manner: Manner) -> None:
        """Keep how this workstation's scanner types; it holds from the next scan on."""
        self.settings.keep(SCANNER_MEDIAN_MS, manner.median_ms)
        self.settings.keep(SCANNER_LONGEST_MS, manner.longest_ms)
        self.settings.keep(SCANNER_PREFIX, manner.prefix)
        self.settings.keep(SCANNER_SUFFIX, manner.suffix)
        self.scanner_changed.emit()

    def close(self) -> bool:
        """End the lanes; False if something still hangs."""
        self.bridge.close()
        return self.jobs.shutdown()
