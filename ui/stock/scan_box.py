"""Where scans and typed codes are read for a paper, one after the other in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inventory.errors import DepotError
from inventory.i18n import _
from inventory.stock.reading import Bin, Scanned, read
from ui.desk import Desk
from ui.forms.field import CodeField
from ui.scan.burst import Scan
from ui.widgets.cards import Card
from ui.widgets.words import Line, words

FIELD = 290


class ScanBox(Card):
    """Signals: ``found(Scanned)`` what a scan means; ``entered()`` Enter with nothing typed and nothing to wait for."""

    found = Signal(object)
    entered = Signal()

    def __init__(self, desk: Desk, holding: Callable[[], int | None], parent: QWidget | None = None) -> None:
        """``holding`` says, when a scan's turn has come, the part whose serial number is awaited."""
        super().__init__(parent=parent)
        self._desk = desk
        self._holding = holding
        self._waiting: deque[tuple[str, tuple[int, ...]]] = deque()
        self._asking = False
        self._enter = False
        self.code = CodeField("code", _("Part, bin, case or serial number"))
        self.code.hold(FIELD)
        self.code.scanned.connect(self.take)
        self.code.line.returnPressed.connect(self._typed)
        self.here = words("", "heading")
        self.said = Line("", "muted")
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self._row.addWidget(self.code)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.here)
        told.addWidget(self.said)
        told.addStretch(1)
        self._row.addLayout(told, 1)
        self.body.addLayout(self._row)

    def add_button(self, made: QPushButton) -> None:
        """Something to do with all lines."""
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 22, 0, 0)
        beside.addWidget(made)
        beside.addStretch(1)
        self._row.addLayout(beside)

    def say(self, place: Bin | None, sentence: str) -> None:
        """Where one stands, and what the last scan did."""
        self.here.setText("" if place is None else place.name)
        self.here.setVisible(place is not None)
        self.said.setText(sentence)

    def refuse(self, sentence: str) -> None:
        """Say at the field what is wrong with what was scanned."""
        self.code.complain(sentence)
        self.code.line.selectAll()

    @property
    def idle(self) -> bool:
        """Nothing is being read."""
        return not self._asking and not self._waiting

    @Slot(object)
    def take(self, scan: Scan) -> None:
        """A scan, wherever the focus was."""
        self.put(scan.text, scan.scan_codes)

    @Slot()
    def _typed(self) -> None:
        text = self.code.line.text().strip()
        if text:
            self.put(text)
        elif self.idle:
            self.entered.emit()
        else:
            self._enter = True  # whoever scans faster than the depot answers still posts everything

    def put(self, text: str, codes: tuple[int, ...] = ()) -> None:
        """Read a text when its turn comes."""
        self.code.complain("")
        self._waiting.append((text, codes))
        self._next()

    def _next(self) -> None:
        if self._asking or not self._waiting:
            if self._enter and self.idle:
                self._enter = False
                self.entered.emit()
            return
        text, codes = self._waiting.popleft()
        self._asking = True
        self._desk.jobs.query(
            read, self._desk.ctx, text, codes, self._holding(), done=self._arrived, failed=self._unknown
        )

    @Slot(object)
    def _arrived(self, found: Scanned) -> None:
        self._asking = False
        self.code.clear()
        self.found.emit(found)
        self._next()

    @Slot(object)
    def _unknown(self, error: Exception) -> None:
        self._asking = False
        self._enter = False  # what was not understood is not posted over
        if isinstance(error, DepotError):
            self.refuse(str(error))
        else:
            self._desk.show_error(error)
        self._next()
