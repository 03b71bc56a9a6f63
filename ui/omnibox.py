"""The box at the top that finds everything: typed text searches as one types, a scan comes here from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inventory.i18n import N_, _
from ui.actions import FIND, SCAN_MODE
from ui.desk import Desk
from ui.hits import Hit, HitKind, Search, routed
from ui.jobs import Job
from ui.navigation import Route
from ui.scan.burst import Scan
from ui.scan.routing import Scans, shown
from ui.stylesheet import restyle
from ui.theme import Meaning
from ui.widgets.code_line import CodeLine
from ui.widgets.symbols import Symbol
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.hit_list import HitList

DEBOUNCE_MS: Final = 80
WIDTH: Final = 760
REFUSAL_MS: Final = 6000
"""A refused scan's sentence stays so long under the box while nobody is typing in it."""
PAGES: Final = HitKind("page", N_("Go to"), "next", "")


def _searched(search: Search, text: str, kinds: Sequence[HitKind]) -> tuple[str, list[Hit]]:
    return text, routed(search(text), kinds)


class _Line(CodeLine):
    """The line of the omnibox. In scan mode the input method is off: it would eat what a scanner types."""

    focused = Signal(bool)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class Omnibox(QFrame):
    """Lives in the top bar; its list floats over ``window``. Signal: ``left()`` the keyboard goes back to the page."""

    left = Signal()

    def __init__(self, desk: Desk, scans: Scans, window: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = Symbol("search", parent=self)
        self._desk = desk
        self._scans = scans
        self._window = window
        self._job: Job | None = None
        self._answered = ""
        self._entered = False
        self.setObjectName("omnibox")
        self.setMaximumWidth(WIDTH)
        self.setFixedHeight(34)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._symbol)
        self.line = _Line(self, allowed=True)
        self.line.setAccessibleName(FIND.words)
        self.line.setToolTip(FIND.tip)
        row.addWidget(self.line, 1)
        self.hint = words("", "key")
        self.hint.setFixedHeight(18)
        row.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignVCenter)
        self._list: HitList | None = None
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(DEBOUNCE_MS)
        self._debounce.timeout.connect(self._search)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(REFUSAL_MS)
        self._fade.timeout.connect(self._faded)
        self.line.textEdited.connect(self._typed)
        self.line.focused.connect(self._focused)
        self.line.installEventFilter(self)
        scans.mode_changed.connect(self.show_mode)
        scans.looking.connect(self._looking)
        scans.found.connect(self._found)
        scans.choice.connect(self._choice)
        scans.refused.connect(self._refused)
        self.show_mode(scans.mode)

    @property
    def hit_list(self) -> HitList:
        """The list below, made when there is something to show for the first time."""
        if self._list is None:
            from ui.hit_list import HitList

            self._list = HitList(self._window)
            self._list.chosen.connect(self._open)
        return self._list

    def hide_list(self) -> None:
        """Nothing more to choose from."""
        if self._list is not None:
            self._list.hide()

    def discard_list(self) -> None:
        """Take the list away from the window, for an omnibox that is replaced."""
        if self._list is not None:
            self._list.deleteLater()
            self._list = None

    def sizeHint(self) -> QSize:
        """As wide as the design."""
        return QSize(WIDTH, 34)

    def show_mode(self, on: bool) -> None:
        """Show whether scan mode is on."""
        self.line.allow(not on)
        self.setProperty("scanning", on)
        restyle(self)
        self._symbol.show_icon("scan" if on else "search", "accent_ink" if on else "rail_icon")
        self.line.setPlaceholderText(
            _("Scan mode: scan one label after another …")
            if on
            else _("Scan or search: serial, code, customer, part, case …")
        )
        self.hint.setText(SCAN_MODE.shown_keys if on else FIND.shown_keys)
        self.hint.setProperty("role", "key-on" if on else "key")
        restyle(self.hint)

    def seek(self, text: str | None = None) -> None:
        """Take the keyboard; with a text, search it."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text is not None:
            self.line.setText(text)
            self._search()
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that move in the list."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps and self._list is not None and self._list.isVisible():
            self.hit_list.move_mark(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            return False
        return True

    def _typed(self, text: str) -> None:
        self._entered = False
        if text.strip():
            self._debounce.start()
        else:
            self._stop()
            self.hide_list()

    def _stop(self) -> None:
        self._debounce.stop()
        self._entered = False
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _search(self) -> None:
        text = self.line.text().strip()
        self._debounce.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = None
        if text:
            self._job = self._desk.jobs.query(
                _searched, self._desk.search, text, self._desk.kinds, done=self._arrived, failed=self._failed
            )

    def _arrived(self, answer: tuple[str, list[Hit]]) -> None:
        text, hits = answer
        self._job = None
        if text != self.line.text().strip():
            return
        self._answered = text
        hits = hits + self._pages(text)
        if hits:
            self.hit_list.show_hits(hits, [*self._desk.kinds, PAGES])
        else:
            self.hit_list.say(
                _("Nothing found for “{text}”. Try fewer characters, or press Enter to read it as a label.").format(
                    text=shown(text)
                )
            )
        self._show_list()
        if self._entered:
            self._enter()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._desk.show_error(error)

    def _pages(self, text: str) -> list[Hit]:
        wanted = text.casefold()
        found = [spec for spec in self._desk.pages.rail() if wanted in spec.words.casefold()]
        return [Hit(PAGES.name, place, spec.words, "", Route(spec.name)) for place, spec in enumerate(found)]

    def _enter(self) -> None:
        text = self.line.text().strip()
        if not text:
            return
        if self._answered != text:
            self._entered = True  # faster than the answer: open the first hit when it comes
            if self._job is None or self._debounce.isActive():
                self._search()
            return
        self._entered = False
        if (hit := self.hit_list.current) is not None:
            self._open(hit)
        else:
            self._scans.take_unclaimed(Scan(text))

    def _open(self, hit: Hit) -> None:
        self._leave()
        self._desk.open(hit.route)

    def _leave(self) -> None:
        self._stop()
        self._answered = ""
        self.line.clear()
        self.hide_list()
        self.left.emit()

    def _focused(self, on: bool) -> None:
        self.setProperty("focused", on)
        restyle(self)
        if not on:
            self.hide_list()
        elif self.line.text() and self._answered == self.line.text().strip():
            self._show_list()

    def _show_list(self) -> None:
        self.hit_list.open_below(QRect(self.mapTo(self._window, QPoint(0, 0)), self.size()))

    def _looking(self, _scan: Scan) -> None:
        self._stop()
        self.hide_list()

    def _found(self, _hit: Hit) -> None:
        self.line.clear()
        self._answered = ""
        self.hide_list()

    def _choice(self, hits: Sequence[Hit], scan: Scan) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.setText(shown(scan.text))
        self._answered = self.line.text().strip()
        self.hit_list.show_hits(hits, self._desk.kinds)
        self._show_list()

    def _refused(self, sentence: str, _scan: Scan) -> None:
        self.hit_list.say(sentence, Meaning.LATE)
        self._show_list()
        self._fade.start()

    def _faded(self) -> None:
        if not self.line.hasFocus():
            self.hide_list()
