"""A field for one file of this computer, chosen with a button or dropped: a scan of a paper, a photo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from inventory.i18n import _
from ui.forms.field import Field
from ui.widgets.buttons import button
from ui.widgets.words import Line


class PaperField(Field):
    """The value is the file's path, None where none is chosen. It is read when the command is sent."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self._path: Path | None = None
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.choose_button = button(_("Choose a file"), self.choose, symbol="attach")
        self.named = Line(_("none"), "muted")
        self.remove_button = button(_("Remove"), self.remove, "link")
        self.remove_button.hide()
        row.addWidget(self.choose_button)
        row.addWidget(self.named, 1)
        row.addWidget(self.remove_button)
        self.setAcceptDrops(True)
        self.finish(holder)
        self.setFocusProxy(self.choose_button)

    def raw(self) -> Path | None:
        """The file."""
        return self._path

    def set_raw(self, raw: Path | None) -> None:
        """Put a file back."""
        self._path = raw
        self.named.setText(_("none") if raw is None else raw.name)
        self.remove_button.setVisible(raw is not None)

    def empty(self) -> None:
        """No file."""

    @Slot()
    def choose(self) -> None:
        """Choose it from the folders of this computer."""
        dialog = QFileDialog(self, self.label)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(str)
    def take(self, name: str) -> None:
        """Take this file."""
        self.set_raw(Path(name))
        self._touched()

    @Slot()
    def remove(self) -> None:
        """Take none."""
        self.set_raw(None)
        self._touched()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first of what was dropped."""
        dropped = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        for name in dropped[:1]:
            self.take(name)
        event.acceptProposedAction()
