"""The maintenance contracts that go on from a contract, or cover units of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.contracts.card import ContractCard
from inventory.i18n import _
from inventory.values.days import show_day
from ui.contracts.source import covers_word, ending
from ui.desk import Desk
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, either
from ui.widgets.records import Field, Records
from ui.widgets.words import words


class ExtensionsTab(QWidget):
    """Signals: ``new_asked()``; ``opened(ExtensionLine)``."""

    new_asked = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 8, 8)
        head.addWidget(words(_("Maintenance contracts"), "heading"))
        head.addStretch(1)
        add = button(_("New maintenance contract"), self.new_asked, symbol="add")
        self.editing = (add,)
        head.addWidget(add)
        column.addLayout(head)
        ctx = desk.ctx
        self.list = Records(
            [
                Field(_("Number"), lambda line: line.number, 160),
                Field(_("Covers"), covers_word, 0),
                Field(_("Months"), lambda line: str(line.months), 80, right=True),
                Field(_("Signed on"), lambda line: show_day(line.signed_on), 110),
                Field(_("Covers from"), lambda line: show_day(line.first), 110),
                Field(_("Covers until"), lambda line: ending(line, ctx).text, 180,
                      chip=lambda line: ending(line, ctx).meaning),
                Field(_("Units"), lambda line: f"{line.units:,}", 70, right=True),
            ],
            _("Maintenance contracts"),
        )  # fmt: skip
        self.list.opened.connect(self.opened)
        none = EmptyState(
            _("No maintenance contract yet"), _("It goes on where the warranty of the units ends."), "contracts"
        )
        self.stack = either(self.list, none)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)

    def show_card(self, card: ContractCard) -> None:
        """Show a contract's."""
        self.list.show_records(card.extensions)
        self.stack.setCurrentIndex(0 if card.extensions else 1)
