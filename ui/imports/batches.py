"""The books that came in before, each of which can be undone as one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from inventory.imports import BatchLine, BatchState, batches
from inventory.values.days import show_instant
from ui.desk import Desk
from ui.imports.words import kind_word, state_meaning, state_word
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, Section
from ui.widgets.records import Field, Records


class BatchesSection(Section):
    """Signal: ``undo_asked(BatchLine)``."""

    undo_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Imported before"), parent=parent)
        self._desk = desk
        self.undo_button: QPushButton = button(_("Undo this import"), self._undo, symbol="undo")
        desk.permits.guard(self.undo_button, Right.IMPORT)
        self.undo_button.setEnabled(False)
        self.add_to_head(self.undo_button)
        self.list = Records(
            [
                Field(_("Batch"), lambda batch: str(batch.id), 70, right=True),
                Field(_("When"), lambda batch: show_instant(batch.at), 140),
                Field(_("Book"), lambda batch: batch.file_name),
                Field(_("Kind"), lambda batch: kind_word(batch.kind), 130, quiet=True),
                Field(_("Imported"), lambda batch: f"{batch.accepted:,}", 90, right=True),
                Field(_("Refused"), lambda batch: f"{batch.rejected:,}", 80, right=True),
                Field(_("Already there"), lambda batch: f"{batch.already_there:,}", 110, right=True),
                Field(_("Who"), lambda batch: batch.who or "—", 100),
                Field(
                    _("State"),
                    lambda batch: state_word(batch.state),
                    110,
                    chip=lambda batch: state_meaning(batch.state),
                ),
            ],
            _("Imported before"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        nothing = EmptyState(_("No book has come in yet"), _("Imports are listed here and can be undone."), "import")
        self._stack.addWidget(nothing)
        self._stack.setCurrentWidget(nothing)
        self.inside.addWidget(self._stack, 1)
        self.list.chosen.connect(self._wake)
        desk.bridge.records_changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Fetch the list again."""
        self._desk.jobs.query(batches, self._desk.ctx, done=self._show)

    @Slot(object)
    def _show(self, found: Sequence[BatchLine]) -> None:
        self.list.show_records(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self._wake()

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "import_batch":
            self.refresh()

    def _current(self) -> BatchLine | None:
        row = self.list.currentIndex().row()
        return self.list.records[row] if 0 <= row < len(self.list.records) else None

    @Slot()
    def _wake(self) -> None:
        batch = self._current()
        self.undo_button.setEnabled(batch is not None and batch.state is BatchState.DONE)

    def _undo(self) -> None:
        batch = self._current()
        if batch is not None:
            self.undo_asked.emit(batch)
