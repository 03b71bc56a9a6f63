"""Step 1: which book, and what it lists."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.i18n import _
from inventory.imports import ImportKind
from ui.desk import Desk
from ui.imports.batches import BatchesSection
from ui.imports.drop_zone import DropZone
from ui.imports.kind_tiles import KindTiles
from ui.widgets.words import words


class BookStep(QWidget):
    """Signal: ``book_chosen(Path)``."""

    book_chosen = Signal(object)

    def __init__(self, desk: Desk, kind: ImportKind | None, contract: str = "", parent: QWidget | None = None) -> None:
        """``contract``: the number of the contract that a price list is taken in for."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(_("What does the book list?"), "heading"))
        self.kinds = KindTiles()
        self.kinds.choose(kind)
        column.addWidget(self.kinds)
        if contract:
            said = _("A price list is taken in for the contract {number}.").format(number=contract)
            column.addWidget(words(said, "muted"))
        self.zone = DropZone()
        self.zone.chosen.connect(self.book_chosen)
        column.addWidget(self.zone)
        self.batches = BatchesSection(desk)
        column.addWidget(self.batches, 1)
