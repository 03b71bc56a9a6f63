"""A place to drop a book on, or to choose one with a button."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inventory.i18n import _
from ui import theme
from ui.editing.saving import ask_which
from ui.widgets.buttons import button
from ui.widgets.symbols import Symbol
from ui.widgets.words import words

ENDINGS: Final = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")


class DropZone(QWidget):
    """Signal: ``chosen(Path)``: a book, by a drop or by the button. Whether it can be read, the import says."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Drop a workbook here"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 18, 24, 18)
        row.setSpacing(16)
        row.addWidget(Symbol("import", 32, "accent_ink"))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(words(_("Drop a workbook here"), "heading"))
        remark = _(".xlsx or .csv. The file is only read; nothing is written before you have seen every row.")
        column.addWidget(words(remark, "muted", wrap=True))
        row.addLayout(column, 1)
        self.button = button(_("Choose a file …"), self.ask, "primary", "folder")
        row.addWidget(self.button)

    def sizeHint(self) -> QSize:
        """Large enough to hit."""
        return super().sizeHint().expandedTo(QSize(400, 100))

    @Slot()
    def ask(self) -> None:
        """Ask which file with the system's dialog."""
        kinds = [_("Workbooks and tables (*.xlsx *.xlsm *.csv *.tsv *.txt)"), _("All files (*)")]
        ask_which(self, _("Which book?"), kinds, self._named)

    @Slot(str)
    def _named(self, place: str) -> None:
        self.chosen.emit(Path(place))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only a file of this computer is taken."""
        if book_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self._light(False)
        book = book_in(event.mimeData())
        if book is not None:
            event.acceptProposedAction()
            self.chosen.emit(book)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed frame, in the accent while a file is held over it."""
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(look.accent if self._over else look.edge))
        pen.setWidthF(1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(look.accent_soft if self._over else look.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()

    def _light(self, over: bool) -> None:
        self._over = over
        self.update()


def book_in(data: QMimeData) -> Path | None:
    """The one file that is dragged, if it is one of this computer."""
    places = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(places[0]) if len(places) == 1 else None
