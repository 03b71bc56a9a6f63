"""Where the pieces of a part lie, for whom they are kept, and what is on its way."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.assets.words import owner_word
from inventory.i18n import _, pgettext
from inventory.parts.queries import PartRow, Shelf
from inventory.places.words import PlaceKind
from inventory.places.words import kind_word as place_word
from inventory.stock.reservations import ReservationLine
from inventory.stock.words import Condition, condition_word
from inventory.supply.queries import Ordered
from inventory.values.days import show_day
from inventory.values.quantities import show_quantity
from ui.contracts.giving import GivingRecords
from ui.parts.loaded import Loaded
from ui.parts.source import counted
from ui.theme import Meaning
from ui.widgets.cards import EmptyState, Section, either
from ui.widgets.records import Field, Records

_CONDITIONS = {
    Condition.NEW: Meaning.OK, Condition.GOOD: Meaning.OK, Condition.PENDING: Meaning.SOON,
    Condition.FAULTY: Meaning.LATE, Condition.SCRAP: Meaning.OFF,
}  # fmt: skip


class StockTab(QWidget):
    """Signals: ``place_opened(int)``, ``case_opened(int)``, ``supplier_opened(int)``."""

    place_opened = Signal(object)
    case_opened = Signal(object)
    supplier_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: PartRow | None = None
        self.shelves = GivingRecords(
            [
                Field(_("Bin"), lambda shelf: shelf.bin or "—"),
                Field(_("Quantity"), self._on_shelf, 110, right=True),
                Field(pgettext("stock", "Condition"), lambda shelf: condition_word(shelf.condition), 110,
                      chip=lambda shelf: _CONDITIONS[shelf.condition]),
                Field(_("Where"), _where, 120, quiet=True),
                Field(_("Owner"), lambda shelf: owner_word(shelf.owner), 90, quiet=True),
                Field(_("Serial number · lot"), _marks, 150, tip=_marks),
            ],
            _("Stock by bin"),
            (4, 5, 3),
        )  # fmt: skip
        self.reservations = Records(
            [
                Field(_("Case"), lambda line: line.case_no, 130),
                Field(_("Reserved"), self._kept, 90, right=True),
                Field(_("Until"), lambda line: show_day(line.until) if line.until else "—", 100),
                Field(_("By"), lambda line: line.by or "—", quiet=True, tip=lambda line: line.note),
            ],
            _("Reserved"),
        )
        self.orders = Records(
            [
                Field(_("Order"), lambda line: line.order_no or "—", 120),
                Field(_("Still open"), lambda line: show_quantity(line.open, line.decimals), 70, right=True),
                Field(_("Expected"), lambda line: show_day(line.expected_on) if line.expected_on else "—", 100),
                Field(_("Supplier"), lambda line: line.supplier or "—", tip=lambda line: line.note),
            ],
            _("Open orders"),
        )
        self.shelves.opened.connect(self._open_place)
        self.reservations.opened.connect(self._open_case)
        self.orders.opened.connect(self._open_supplier)
        nothing = EmptyState(
            _("None lies here"), _("Receive goods under Stock, or import the stock of the old books."), "parts"
        )
        self._shelves = either(self.shelves, nothing)
        self._sections: list[Section] = []
        below = QHBoxLayout()
        below.setSpacing(12)
        for title, records in ((_("Reserved"), self.reservations), (_("Open orders"), self.orders)):
            section = Section(title)
            section.inside.addWidget(records)
            below.addWidget(section, 1)
            self._sections.append(section)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._shelves, 3)
        below.setContentsMargins(12, 12, 12, 12)
        self._below = QWidget()
        self._below.setLayout(below)
        column.addWidget(self._below, 2)

    def show_part(self, loaded: Loaded) -> None:
        """Show the stock of a part."""
        self._row = loaded.card.row
        self.shelves.show_records(loaded.card.shelves)
        self._shelves.setCurrentIndex(0 if loaded.card.shelves else 1)
        self.reservations.show_records(loaded.reservations)
        self.orders.show_records(loaded.orders)
        for section, number in zip(self._sections, (len(loaded.reservations), len(loaded.orders)), strict=True):
            section.badge.count(number, Meaning.INFO)
            section.setVisible(number > 0)
        self._below.setVisible(bool(loaded.reservations or loaded.orders))

    def _on_shelf(self, shelf: Shelf) -> str:
        return counted(self._row, shelf.quantity) if self._row is not None else show_quantity(shelf.quantity, 0)

    @staticmethod
    def _kept(line: ReservationLine) -> str:
        return f"{show_quantity(line.open, line.decimals)} {line.unit}".strip()

    @Slot(object)
    def _open_place(self, shelf: Shelf) -> None:
        self.place_opened.emit(shelf.place_id)

    @Slot(object)
    def _open_case(self, line: ReservationLine) -> None:
        self.case_opened.emit(line.case_id)

    @Slot(object)
    def _open_supplier(self, line: Ordered) -> None:
        if line.supplier_id is not None:
            self.supplier_opened.emit(line.supplier_id)


def _where(shelf: Shelf) -> str:
    """The warehouse of a bin; of another place what it is."""
    if shelf.kind is PlaceKind.BIN:
        return shelf.warehouse
    return " · ".join(word for word in (shelf.warehouse, place_word(shelf.kind)) if word)


def _marks(shelf: Shelf) -> str:
    return " · ".join(word for word in (shelf.serial, shelf.lot) if word)
