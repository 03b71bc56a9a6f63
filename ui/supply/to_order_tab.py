"""What should be ordered now, as a tab of the stock page: chosen, ordered, or written as a list for each supplier."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.paging import Sort
from inventory.supply.order_book import OrderBook, file_name, write_orders
from inventory.supply.queries import SHORTAGE, ShortPart
from ui.actions import make
from ui.desk import Desk
from ui.editing.book_export import Book, BookExport
from ui.navigation import Route
from ui.supply import acts
from ui.supply.order_dialog import OrderDialog
from ui.supply.source import SHORT_FILTERS, short_source, some_parts
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.tables.selection import Selection
from ui.widgets.banners import Banners
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import EmptyState


def chosen(selection: Selection) -> list[ShortPart]:
    """The parts that are selected. Asks the database."""
    ids: Sequence[int] = selection.ids
    if selection.everything:
        ids = SHORTAGE.ids({**selection.criteria.filters, "short": True}, Sort("part_no"))
    return SHORTAGE.rows(ids)


class ToOrderTab(QWidget):
    """Enter opens the card of a part."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        nothing = EmptyState(
            _("Nothing has to be ordered"),
            _("Parts come on this list below their safety stock, or at their reorder point; both stand at the part."),
            "ok",
        )
        self.panel = TablePanel(
            desk, "to_order", short_source(), SHORT_FILTERS, views=KeptViews(desk.ctx), counted=some_parts,
            empty=nothing,
            parent=self,
        )  # fmt: skip
        self.panel.opened.connect(self._open)
        self.panel.add_bulk(acts.ORDER, self.order)
        self._export = ListExport(desk, self.panel, _("To be ordered"))
        for action in self.panel.actions():
            if action.objectName() == "export":
                action.setShortcuts([])  # Ctrl+E is the list for the suppliers here
        self.banners = Banners()
        book = Book(write_orders, _("Save the order list as"), _("Exporting the order list"), _said)
        self.export = BookExport(desk, self, self.banners, book)
        self.list_action = desk.permits.guard(make(acts.ORDER_LIST, self, self.write), *acts.ORDER_LIST.needs)
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(ActionButton(self.list_action))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.banners)
        column.addWidget(self.panel, 1)
        desk.bridge.records_changed.connect(self._changed)
        self.setFocusProxy(self.panel)
        self.panel.load()

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "order_line" and self.isVisible():
            self.panel.refresh()

    @Slot(object)
    def _open(self, part_id: int) -> None:
        self.desk.open(Route("part", part_id))

    # ordering

    def order(self, selection: Selection) -> None:
        """Look the chosen parts up, then ask how many of each."""
        self.desk.jobs.query(chosen, selection, done=self._ask)

    @Slot(object)
    def _ask(self, parts: Sequence[ShortPart]) -> None:
        dialog = OrderDialog(self.desk, parts, self)
        dialog.filed.connect(self._ordered)
        dialog.open()

    @Slot(object)
    def _ordered(self, number: str) -> None:
        self.desk.toast(_("Order {number} is written down.").format(number=number))
        self.panel.refresh()

    # the list for the suppliers

    @Slot()
    def write(self) -> None:
        """Ask where the order list is to lie."""
        name = file_name(self.desk.ctx)
        self.export.ask(name)


def _said(book: OrderBook) -> str:
    parts = ngettext("{count} part", "{count} parts", book.parts).format(count=f"{book.parts:,}")
    sheets = ngettext("{count} supplier", "{count} suppliers", book.sheets).format(count=f"{book.sheets:,}")
    said = _("The order list has {parts} of {sheets}. It is called {name}.")
    return said.format(parts=parts, sheets=sheets, name=book.path.name)
