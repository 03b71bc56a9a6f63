"""The contracts of a customer."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inventory.customers.queries import ContractLine, CustomerCard
from inventory.i18n import _
from inventory.values.days import show_day
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.records import Field, Records
from ui.widgets.words import words


class ContractsTab(QWidget):
    """Signals: ``asked()``: a new one is wanted; ``opened(id)``: the page of one is."""

    asked = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.list = Records(
            [
                Field(_("Contract number"), lambda contract: contract.number, 160),
                Field(_("Subject"), lambda contract: contract.title),
                Field(_("Signed on"), lambda contract: show_day(contract.signed_on), 110),
                Field(_("Accepted on"), lambda contract: show_day(contract.accepted_on), 110),
                Field(_("Units"), lambda contract: f"{contract.units:,}", 70, right=True),
                Field(_("Remark"), lambda contract: " ".join(contract.remark.split()), quiet=True),
            ],
            _("Contracts"),
        )
        self.open_button = button(_("Open"), self._open_chosen)
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(words(_("Contracts"), "heading"))
        row.addStretch(1)
        row.addWidget(self.open_button)
        add = button(_("Add a contract"), self.asked, symbol="add")
        row.addWidget(add)
        self.editing = (add,)
        column.addLayout(row)
        none = EmptyState(
            _("There are no contracts yet"),
            _("Units can stand under a contract; its dates and number are on every paper."),
            "contracts",
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(none)
        column.addWidget(self.stack, 1)
        self.list.opened.connect(self._open)
        self.list.chosen.connect(self._wake)
        self._wake()

    def show_card(self, card: CustomerCard) -> None:
        """Show a customer's contracts."""
        chosen = self._current()
        self.list.show_records(card.contracts)
        if chosen is not None:
            self.list.select(lambda contract: bool(contract.id == chosen.id))
        self.stack.setCurrentIndex(0 if card.contracts else 1)
        self._wake()

    def _current(self) -> ContractLine | None:
        row = self.list.currentIndex().row()
        return self.list.records[row] if 0 <= row < len(self.list.records) else None

    @Slot()
    def _wake(self) -> None:
        self.open_button.setEnabled(self._current() is not None)

    @Slot(object)
    def _open(self, contract: ContractLine) -> None:
        self.opened.emit(contract.id)

    def _open_chosen(self) -> None:
        if (contract := self._current()) is not None:
            self._open(contract)
