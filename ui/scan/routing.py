"""Where a scan goes: to the field or page that wants it, else to the card of what it means."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from inventory.errors import DepotError, EnvironmentTrouble
from inventory.i18n import _
from inventory.values.records import record
from ui.desk import Desk
from ui.hits import Hit, HitKind, Resolve, routed
from ui.scan.burst import Scan

REMEMBERED: Final = 20
SHOWN_TEXT: Final = 40
"""A sentence quotes so many characters of a scan at most."""


@record
class Scanned:
    """One line of the list of last scans: ``hit`` is None where nothing was found, and ``remark`` says why."""

    scan: Scan
    hit: Hit | None
    remark: str = ""


def _resolved(resolve: Resolve, scan: Scan, kinds: Sequence[HitKind]) -> list[Hit]:
    return routed(resolve(scan.text, scan.scan_codes), kinds)


class Scans(QObject):
    """Leads scans on, one after another, in the order they came.

    A widget takes a scan by having ``take_scan(scan) -> bool``: asked are the focused widget, its parents, then the
    page on show. What nobody takes is looked up by ``desk.resolve`` in the read lane.

    Signals: ``found(Hit)``; ``choice(hits, Scan)`` several records fit; ``refused(sentence, Scan)``; ``taken(Scan)`` a
    field or a page has used it; ``looking(Scan)`` it is being looked up; ``mode_changed(bool)``; ``listed()`` the list
    is another.
    """

    found = Signal(object)
    choice = Signal(object, object)
    refused = Signal(str, object)
    taken = Signal(object)
    looking = Signal(object)
    mode_changed = Signal(bool)
    listed = Signal()

    def __init__(self, desk: Desk, page: Callable[[], QWidget | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._waiting: deque[Scan] = deque()
        self._current: Scan | None = None
        self._mode = False
        self.last: deque[Scanned] = deque(maxlen=REMEMBERED)

    @property
    def mode(self) -> bool:
        """Scan mode: hands stay on the gun, every scan opens its card, nothing else is asked."""
        return self._mode

    def set_mode(self, on: bool) -> None:
        """Enter or leave scan mode; a new mode starts with an empty list."""
        if on == self._mode:
            return
        self._mode = on
        if on:
            self.last.clear()
            self.listed.emit()
        self.mode_changed.emit(on)

    def take(self, scan: Scan) -> None:
        """Lead a scan, without what this workstation's scanner adds, to where it belongs."""
        scan = self._desk.scanner.bare(scan)
        modal = QApplication.activeModalWidget()
        if self._offered(QApplication.focusWidget(), scan) or (modal is None and self._offered(self._page(), scan)):
            self.taken.emit(scan)
            return
        if modal is not None:
            self.refused.emit(_("Answer the question on the screen first, then scan again."), scan)
            return
        self.take_unclaimed(scan)

    def take_unclaimed(self, scan: Scan) -> None:
        """Look up what nobody wanted for himself, or what somebody has typed by hand."""
        self._waiting.append(scan)
        self._next()

    @staticmethod
    def _offered(widget: QObject | None, scan: Scan) -> bool:
        while widget is not None:
            take = getattr(widget, "take_scan", None)
            if callable(take) and take(scan):
                return True
            widget = widget.parent()
        return False

    def _next(self) -> None:
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            self.looking.emit(self._current)
            self._desk.jobs.query(
                _resolved,
                self._desk.resolve,
                self._current,
                self._desk.kinds,
                done=self._resolved,
                failed=self._not_resolved,
            )

    def _resolved(self, hits: Sequence[Hit]) -> None:
        scan = self._answered()
        if len(hits) == 1:
            self._note(Scanned(scan, hits[0]))
            self.found.emit(hits[0])
            self._desk.open(hits[0].route)
        elif hits:
            self.choice.emit(list(hits), scan)
        else:
            self._refuse(
                scan,
                _("Nothing here has the code {code}. Check the label, or search by hand.").format(
                    code=shown(scan.text)
                ),
            )
        self._next()

    def _not_resolved(self, error: Exception) -> None:
        scan = self._answered()
        if isinstance(error, DepotError) and not isinstance(error, EnvironmentTrouble):
            self._refuse(scan, str(error))
        else:
            self._desk.show_error(error)
        self._next()

    def _answered(self) -> Scan:
        scan, self._current = self._current, None
        if scan is None:
            raise LookupError("an answer without a scan")
        return scan

    def _refuse(self, scan: Scan, sentence: str) -> None:
        self._note(Scanned(scan, None, sentence))
        self.refused.emit(sentence, scan)

    def _note(self, scanned: Scanned) -> None:
        self.last.appendleft(scanned)
        self.listed.emit()


def shown(text: str) -> str:
    """A scan's text as a sentence may quote it: printable, and not too long."""
    clean = "".join(letter if letter.isprintable() else "·" for letter in text)
    return clean if len(clean) <= SHOWN_TEXT else clean[: SHOWN_TEXT - 1] + "…"
