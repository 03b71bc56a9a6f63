"""Step 2: which sheet, and what its columns mean."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inventory.i18n import _, pgettext
from inventory.imports import BookInspection, ImportKind, Request
from ui.forms.choosing import Chooser
from ui.imports.mapping_grid import MappingGrid
from ui.imports.words import kind_word
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.code_line import CodeLine
from ui.widgets.words import Line, rule, words


class ColumnsStep(QWidget):
    """Signals: ``agreed(Request)`` look through the book; ``sheet_asked(str)`` another sheet;
    ``kind_asked(ImportKind)`` it is another kind of book; ``back_asked()``.
    """

    agreed = Signal(object)
    sheet_asked = Signal(str)
    kind_asked = Signal(object)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._book: BookInspection | None = None
        self.grid: MappingGrid | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.banners = Banners()
        column.addWidget(self.banners)
        card = Card(flush=True)
        card.body.addLayout(self._head())
        card.body.addWidget(rule())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card.body.addWidget(self.area, 1)
        column.addWidget(card, 1)
        column.addLayout(self._feet())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        self.name = Line("", "heading")
        row.addWidget(self.name)
        self.standing = Line("", "muted")
        row.addWidget(self.standing, 1)
        self.sheet_word = words(_("Sheet"), "muted")
        row.addWidget(self.sheet_word)
        self.sheets = Chooser()
        self.sheets.setAccessibleName(_("Sheet"))
        self.sheets.setMinimumWidth(180)
        self.sheets.activated.connect(self._sheet_chosen)
        row.addWidget(self.sheets)
        return row

    def _feet(self) -> QVBoxLayout:
        feet = QVBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self._contract_row())
        self.adds = QCheckBox(_("Add customers, manufacturers, models, parts and contracts that are not there yet"))
        self.adds.setChecked(True)
        self.overwrite = QCheckBox(_("Where the book says otherwise than the depot, the book is right"))
        for box in (self.adds, self.overwrite):
            box.setAccessibleName(box.text())
            feet.addWidget(box)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(pgettext("step", "Back"), self.back_asked))
        row.addStretch(1)
        self.preview_button = button(_("Look through the book"), self._agree, "primary")
        row.addWidget(self.preview_button)
        feet.addLayout(row)
        return feet

    def _contract_row(self) -> QWidget:
        """Which contract a price list belongs to: once for all rows."""
        self.of_contract = QWidget()
        row = QHBoxLayout(self.of_contract)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words(_("Price list of the contract")))
        self.contract = CodeLine()
        self.contract.setAccessibleName(_("Price list of the contract"))
        self.contract.setPlaceholderText(_("number"))
        self.contract.setMaxLength(60)
        self.contract.setFixedWidth(240)
        self.contract.textChanged.connect(self._look)
        row.addWidget(self.contract)
        row.addWidget(words(_("Empty: as each row says."), "muted"))
        row.addStretch(1)
        return self.of_contract

    def show_book(self, path: Path, book: BookInspection, contract: str = "") -> None:
        """Show what was found in a book. ``contract``: the one that a price list is taken in for."""
        self._path, self._book = path, book
        self.name.setText(path.name)
        how = _("mapped as the last time") if book.remembered else _("recognised by the headings")
        said = _("{kind} · headings in row {row} · {how}")
        self.standing.setText(said.format(kind=kind_word(book.kind), row=book.header, how=how))
        self.sheets.clear()
        for sheet in book.sheets:
            self.sheets.addItem(sheet.name, sheet.name)
        self.sheets.setCurrentIndex(max(0, self.sheets.findData(book.sheet)))
        several = len(book.sheets) > 1
        self.sheets.setVisible(several)
        self.sheet_word.setVisible(several)
        self.grid = MappingGrid(book)
        self.grid.changed.connect(self._look)
        self.area.setWidget(self.grid)
        self.of_contract.setVisible(book.kind is ImportKind.PRICES)
        self.contract.setText(contract or book.contract)
        self.adds.setVisible(book.kind is not ImportKind.ACCEPTANCES)  # its units must be there
        self._look()

    def dirty(self) -> bool:
        """A person chose what columns mean."""
        return self.grid is not None and self.grid.touched

    def request(self) -> Request | None:
        """What is asked of the import; None where there is no book."""
        if self._book is None or self.grid is None:
            return None
        return Request(
            self._book.kind,
            self._path,
            self._book.sheet,
            self.grid.mapping,
            self.adds.isChecked(),
            self.overwrite.isChecked(),
            self.contract.text().strip() if self._book.kind is ImportKind.PRICES else "",
        )

    def _look(self) -> None:
        """Say what is missing, and offer the kind that the headings fit."""
        self.banners.clear()
        if self._book is None or self.grid is None:
            return
        missing = self.grid.missing
        if self._lacks_contract():
            missing = [*missing, _("Contract number")]
        self.preview_button.setEnabled(not missing)
        if (other := self._better_kind(bool(missing))) is not None:
            likely = kind_word(other)
            text = _("This does not look like: {kind}. It looks like: {likely}.")
            choice = (_("Import it as: {kind}").format(kind=likely), self._other_kind)
            said = text.format(kind=kind_word(self._book.kind), likely=likely)
            self.banners.say(said, Meaning.SOON, [choice], closable=not missing)
        if missing:
            text = _("Say which column holds: {fields}.").format(fields=_(", ").join(missing))
            self.banners.say(text, Meaning.SOON, closable=False)

    def _lacks_contract(self) -> bool:
        """Neither a column nor the line above says which contract a price list belongs to."""
        if self._book is None or self.grid is None or self._book.kind is not ImportKind.PRICES:
            return False
        return not self.contract.text().strip() and "contract_no" not in self.grid.mapping.values()

    def _better_kind(self, missing: bool) -> ImportKind | None:
        """What the book seems to list: clearly, or at all where columns of its kind are missing."""
        if self._book is None:
            return None
        if missing and self._book.likely is not self._book.kind:
            return self._book.likely
        return self._book.looks_like

    def _other_kind(self) -> None:
        if self.grid is not None and (other := self._better_kind(bool(self.grid.missing))) is not None:
            self.kind_asked.emit(other)

    def _sheet_chosen(self) -> None:
        self.sheet_asked.emit(str(self.sheets.currentData()))

    def _agree(self) -> None:
        if (request := self.request()) is not None:
            self.agreed.emit(request)
