"""The papers of one delivery: the scan of its signed certificate, delivery notes, photos of the goods."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inventory.contracts.deliveries import LotLine
from inventory.i18n import _
from ui.attachments.files import FilesTab
from ui.desk import Desk
from ui.widgets.buttons import button
from ui.widgets.words import rule, words


class LotPapers(QDialog):
    """Its files; they can be added by button or dropped."""

    def __init__(self, desk: Desk, lot: LotLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Papers of delivery {number}").format(number=lot.number)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        head.addWidget(words(title, "title", wrap=True))
        column.addLayout(head)
        column.addWidget(rule())
        self.files = FilesTab(desk, "delivery_lot")
        self.files.show_record(lot.id)
        column.addWidget(self.files, 1)
        column.addWidget(rule())
        feet = QHBoxLayout()
        feet.setContentsMargins(20, 12, 20, 12)
        feet.addStretch(1)
        feet.addWidget(button(_("Close"), self.close))
        column.addLayout(feet)

    def sizeHint(self) -> QSize:
        """A list and its buttons."""
        return QSize(760, 440)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, which a scanner sends, closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
