"""How this workstation's scanner types: tried out by one scan, and forgotten again."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.i18n import _
from ui.desk import Desk
from ui.scan.manner import Manner
from ui.settings.workstation import HERE
from ui.widgets.buttons import button
from ui.widgets.cards import Section
from ui.widgets.words import words


class ScannerSection(Section):
    """What is known of the scanner, and the way to try it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Scanner"), flush=False, parent=parent)
        self._desk = desk
        self.known = words("", wrap=True)
        self.inside.addWidget(self.known)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(_("Test my scanner"), self.test, symbol="scan"))
        self.forget = button(_("Forget what was learned"), self._forget, "link")
        row.addWidget(self.forget)
        row.addStretch(1)
        self.inside.addLayout(row)
        self.inside.addWidget(words(_(HERE), "small", wrap=True))
        desk.scanner_changed.connect(self._show)
        self._show()

    @Slot()
    def test(self) -> None:
        """Open the trial."""
        from ui.scan.trial import ScannerTrial

        ScannerTrial(self._desk, self.window()).open()

    @Slot()
    def _show(self) -> None:
        manner = self._desk.scanner
        said = [
            _("A scan is told from typing by its speed: {median} ms from character to character, {longest} ms at most.")
        ]
        if manner.prefix:
            said.append(_("“{text}” in front of each code is taken away."))
        if manner.suffix:
            said.append(_("“{text}” behind each code is taken away."))
        texts = ["", *filter(None, (manner.prefix, manner.suffix))]
        sentences = [
            sentence.format(median=manner.median_ms, longest=manner.longest_ms, text=text)
            for sentence, text in zip(said, texts, strict=True)
        ]
        self.known.setText("\n".join(sentences))
        self.forget.setVisible(manner != Manner())

    @Slot()
    def _forget(self) -> None:
        self._desk.know_scanner(Manner())
        self._desk.toast(_("What was learned of the scanner is forgotten."))
