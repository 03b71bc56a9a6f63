"""The files of a record: add by button or by dropping them, open, save a copy, remove."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from inventory.attachments.commands import NEEDS, REGISTER, AddFile, add_file, remove_file
from inventory.attachments.queries import FileLine, content, files_of
from inventory.files import atomic_file, safe_file_name
from inventory.i18n import _
from inventory.values.days import show_instant
from inventory.work import Context
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.dialogs import Answer, Question
from ui.widgets.flow import FlowLayout
from ui.widgets.records import Field, Records
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.jobs import Job

KB: Final = 1024
OPENABLE: Final = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".txt", ".csv",
                             ".xlsx", ".docx", ".pptx", ".ods", ".odt", ".dwg", ".dxf"})  # fmt: skip
"""Kinds that are handed to the system's viewer; anything else could be a program, and is only saved."""


def size_words(size: int) -> str:
    """A file's size for people."""
    if size < KB * KB:
        return _("{number} kB").format(number=max(1, round(size / KB)))
    return _("{number} MB").format(number=f"{size / KB / KB:.1f}")


def copy_to(ctx: Context, file_id: int, path: Path) -> Path:
    """Write a kept file to ``path``."""
    data = content(ctx, file_id)
    with atomic_file(path) as beside:
        beside.write_bytes(data)
    return path


class FilesTab(QWidget):
    """The files of a record of ``entity`` (its table); ``show_record`` says which."""

    def __init__(self, desk: Desk, entity: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._entity, self._entity_id = desk, entity, 0
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        acts = QWidget()
        row = FlowLayout(acts)
        needed = NEEDS.get(entity, REGISTER)
        row.addWidget(desk.permits.guard(button(_("Add files"), self._choose), *needed))
        self._open_button = button(_("Open"), self._open_chosen)
        self._save_button = button(_("Save a copy"), self._save_chosen)
        self._remove_button = button(_("Remove"), self._ask_remove)
        for made in (self._open_button, self._save_button, self._remove_button):
            made.setEnabled(False)
            row.addWidget(made)
        desk.permits.guard(self._remove_button, *needed)
        row.addWidget(words(_("Photos and papers can be dropped here."), "muted"))
        column.addWidget(acts)
        self._list = Records(
            [
                Field(_("Name"), lambda file: file.name),
                Field(_("Size"), lambda file: size_words(file.size), 90, right=True),
                Field(_("Added"), lambda file: show_instant(file.added_at), 150),
                Field(_("By"), lambda file: file.added_by or "—", 120),
            ],
            _("Documents & photos"),
        )
        self._list.opened.connect(self._open)
        self._list.chosen.connect(self._select)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(EmptyState(_("No files yet"), _("Drop photos, drawings or papers here."), "attach"))
        column.addWidget(self._stack, 1)
        self._chosen: FileLine | None = None
        self._fetching: Job | None = None

    def show_record(self, entity_id: int) -> None:
        """Show the files of a record."""
        self._entity_id = entity_id
        self.refresh()

    def refresh(self) -> None:
        """Fetch the list again."""
        if self._fetching is not None:  # the card may have turned to another record
            self._fetching.cancel()
        query, ctx = self._desk.jobs.query, self._desk.ctx
        self._fetching = query(files_of, ctx, self._entity, self._entity_id, done=self._show)

    @Slot(object)
    def _show(self, files: Sequence[FileLine]) -> None:
        self._chosen = None
        for made in (self._open_button, self._save_button, self._remove_button):
            made.setEnabled(False)
        self._list.show_records(files)
        self._stack.setCurrentIndex(0 if files else 1)

    @Slot(object)
    def _select(self, file: FileLine) -> None:
        self._chosen = file
        for made in (self._open_button, self._save_button, self._remove_button):
            made.setEnabled(True)

    # adding

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Add files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._add)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(list)
    def _add(self, names: list[str]) -> None:
        for name in names:
            self._desk.jobs.command(
                add_file, self._desk.ctx, AddFile(self._entity, self._entity_id, Path(name)), done=self._added,
                title=_("Adding {name}").format(name=Path(name).name),
            )  # fmt: skip

    @Slot(object)
    def _added(self, _file_id: object) -> None:
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self._add([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    # using

    @Slot()
    def _open_chosen(self) -> None:
        if self._chosen is not None:
            self._open(self._chosen)

    @Slot(object)
    def _open(self, file: FileLine) -> None:
        if Path(file.name).suffix.lower() not in OPENABLE:
            self._desk.toast(_("This kind of file is not opened from here. Save a copy first."), meaning=Meaning.SOON)
            return
        folder = Path(tempfile.mkdtemp(prefix="depot-"))
        self._desk.jobs.query(copy_to, self._desk.ctx, file.id, folder / safe_file_name(file.name), done=self._view)

    @Slot(object)
    def _view(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot()
    def _save_chosen(self) -> None:
        if self._chosen is None:
            return
        dialog = QFileDialog(self, _("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_file_name(self._chosen.name))
        dialog.fileSelected.connect(self._save)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(str)
    def _save(self, name: str) -> None:
        if self._chosen is not None:
            self._desk.jobs.query(copy_to, self._desk.ctx, self._chosen.id, Path(name), done=self._saved)

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self._desk.toast(_("Saved as {name}.").format(name=path.name))

    # removing

    @Slot()
    def _ask_remove(self) -> None:
        if self._chosen is None:
            return
        question = Question(
            _("Remove “{name}” from this record?").format(name=self._chosen.name),
            [Answer("remove", _("Remove"), "danger"), Answer("", _("Keep"))],
            parent=self,
        )
        question.answered.connect(self._remove)
        question.open()

    @Slot(str)
    def _remove(self, answer: str) -> None:
        if answer == "remove" and self._chosen is not None:
            self._desk.jobs.command(remove_file, self._desk.ctx, self._chosen.id, done=self._added)
