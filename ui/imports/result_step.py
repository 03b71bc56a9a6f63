"""Step 4: what came in, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.imports import Result
from ui.imports.words import kind_word
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.symbols import Symbol
from ui.widgets.words import words


class ResultStep(QWidget):
    """Signals: ``undo_asked(int)`` the batch; ``rejects_asked(Preview)``; ``another_asked()``; ``show_asked()`` the
    list of what came in.
    """

    undo_asked = Signal(object)
    rejects_asked = Signal(object)
    another_asked = Signal()
    show_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result: Result | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card()
        card.body.setContentsMargins(32, 32, 32, 32)
        card.body.setSpacing(14)
        self._sign = Symbol("ok", 40, "ok")
        card.body.addWidget(self._sign)
        self.title = words("", "title", wrap=True)
        card.body.addWidget(self.title)
        self.remark = words("", "muted", wrap=True)
        card.body.addWidget(self.remark)
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        card.body.addWidget(self.chips)
        card.body.addSpacing(8)
        row = FlowLayout()
        self.show_button: QPushButton = button(_("Show the list"), self.show_asked, "primary")
        self.another_button: QPushButton = button(_("Import another book"), self.another_asked)
        self.rejects_button: QPushButton = button(_("Save refused rows as workbook"), self._save_rejects, symbol="save")
        self.undo_button: QPushButton = button(_("Undo this import"), self._undo, symbol="undo")
        for made in (self.show_button, self.another_button, self.rejects_button, self.undo_button):
            row.addWidget(made)
        card.body.addLayout(row)
        card.body.setAlignment(self._sign, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        column.addStretch(1)

    def show_result(self, result: Result) -> None:
        """Show what came in."""
        self.result = result
        found = result.preview
        taken = found.accepted
        if result.batch_id is None:
            self.title.setText(_("The book held nothing new; nothing was written."))
        else:
            said = ngettext("{count} row is in the depot.", "{count} rows are in the depot.", taken)
            self.title.setText(said.format(count=f"{taken:,}"))
        batch = "" if result.batch_id is None else _("batch {number}").format(number=result.batch_id)
        self.remark.setText("  ·  ".join(word for word in (batch, kind_word(found.kind), found.file_name) if word))
        self._show_chips(result)
        self.show_button.show()
        self.rejects_button.setVisible(bool(found.rejected))
        self.undo_button.setVisible(result.batch_id is not None)
        self._sign.show_icon("ok", "ok")

    def show_undone(self, removed: int, reverted: int) -> None:
        """Show that it was taken back."""
        rows = ngettext("{count} record removed", "{count} records removed", removed).format(count=f"{removed:,}")
        said = ngettext("{count} field as before", "{count} fields as before", reverted)
        back = said.format(count=f"{reverted:,}") if reverted else ""
        self.title.setText(_("The import was undone."))
        self.remark.setText("  ·  ".join(word for word in (rows, back) if word))
        for made in (self.undo_button, self.show_button, self.rejects_button):
            made.hide()
        self.chips.hide()
        self._sign.show_icon("undo", "muted")

    def forget(self) -> None:
        """Let go of the result: it holds the whole book."""
        self.result = None

    def _show_chips(self, result: Result) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        found = result.preview
        counts = (
            (_("{count} new"), found.new, Meaning.OK),
            (_("{count} changed"), found.changed, Meaning.INFO),
            (_("{count} already there"), found.already_there, Meaning.OFF),
            (_("{count} to look at"), found.warned, Meaning.SOON),
            (_("{count} refused"), found.rejected, Meaning.LATE),
            (_("{count} new records along"), len(found.creations), Meaning.INFO),
        )
        for text, count, meaning in counts:
            if count:
                self._chip_row.addWidget(Chip(text.format(count=f"{count:,}"), meaning))
        self.chips.show()

    def _undo(self) -> None:
        if self.result is not None and self.result.batch_id is not None:
            self.undo_asked.emit(self.result.batch_id)

    def _save_rejects(self) -> None:
        if self.result is not None:
            self.rejects_asked.emit(self.result.preview)
