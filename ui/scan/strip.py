"""The strip below the top bar in scan mode: what was scanned last, to be opened again."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inventory.i18n import _
from ui.actions import SCAN_MODE
from ui.desk import Desk
from ui.scan.routing import Scanned, Scans, shown
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.chips import Chip
from ui.widgets.words import words

MOST: Final = 6


class ScanStrip(QFrame):
    """Shown only in scan mode; a click on one of the last scans opens its card."""

    def __init__(self, desk: Desk, scans: Scans, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scans = scans
        self.setProperty("role", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        self._title = words(_("Scanned:"), "muted")
        row.addWidget(self._title)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        row.addLayout(self._row)
        self._hint = words(_("nothing yet"), "muted")
        row.addWidget(self._hint)
        row.addStretch(1)
        leave = button(_("Leave scan mode ({keys})").format(keys=SCAN_MODE.shown_keys), self._leave, "link")
        row.addWidget(leave)
        self.chips: list[tuple[Chip, Scanned]] = []
        scans.listed.connect(self.show_last)
        scans.mode_changed.connect(self.setVisible)
        self.setVisible(scans.mode)
        self.show_last()

    def show_last(self) -> None:
        """Write the list again."""
        for chip, _scanned in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips.clear()
        for scanned in list(self._scans.last)[:MOST]:
            known = scanned.hit is not None
            text = scanned.hit.title if scanned.hit is not None else shown(scanned.scan.text)
            chip = Chip(text, Meaning.OK if known else Meaning.LATE, clickable=known)
            if scanned.hit is not None:
                chip.setToolTip(scanned.hit.subtitle or text)
                chip.clicked.connect(self._open)
            else:
                chip.setToolTip(scanned.remark)
            self._row.addWidget(chip)
            self.chips.append((chip, scanned))
        self._hint.setVisible(not self.chips)

    def _open(self) -> None:
        clicked = self.sender()
        for chip, scanned in self.chips:
            if chip is clicked and scanned.hit is not None:
                self._desk.open(scanned.hit.route)
                return

    def _leave(self) -> None:
        self._scans.set_mode(False)
