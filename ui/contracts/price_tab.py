"""The price list of a contract: what was ordered at which price, and how much of it has come."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.contracts.card import ContractCard, PriceLine
from inventory.contracts.words import line_kind_word
from inventory.i18n import _, ngettext
from ui.contracts.giving import GivingRecords
from ui.contracts.line_form import tax_word
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, either
from ui.widgets.flow import FlowLayout
from ui.widgets.records import Field
from ui.widgets.words import rule, words

UP, DOWN = -1, 1
GIVING_WAY: Final = (4, 0, 3, 6)
"""The columns that go where the page is narrow: tax, kind, price of one, what has come. The tooltip tells them."""


class PriceTab(QWidget):
    """Signals: ``asked(PriceLine or None)`` a form is wanted, None for a new line; ``removal_asked(PriceLine)``;
    ``moved(list)`` the ids of the lines in a new order; ``units_asked(PriceLine)`` units stand on it;
    ``import_asked(str)`` a price list comes from a book, for the contract with this number.
    """

    asked = Signal(object)
    removal_asked = Signal(object)
    moved = Signal(object)
    units_asked = Signal(object)
    import_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.list = GivingRecords(
            [
                Field(_("Kind"), lambda line: line_kind_word(line.kind), 104),
                Field(_("What"), _named, tip=_told),
                Field(_("Quantity"), _quantity, 90, right=True),
                Field(_("Price of one"), lambda line: "" if line.unit_price is None else str(line.unit_price), 110,
                      right=True),
                Field(_("Tax"), _tax, 110, quiet=True),
                Field(_("With tax"), lambda line: "" if line.priced is None else str(line.priced.gross), 120,
                      right=True),
                Field(_("Delivered · accepted"), _counts, 150, chip=_standing, tip=_counts_tip),
            ],
            _("Price list"),
            GIVING_WAY,
        )  # fmt: skip
        self.edit_button = button(_("Edit"), self._edit)
        self.remove_button = button(_("Remove"), self._remove)
        self.up_button = button(_("Up"), self._up)
        self.down_button = button(_("Down"), self._down)
        self.units_button = button(_("Units"), self._units)
        self.units_button.setToolTip(_("Say which units are delivered for this line"))
        self.add_button = button(_("Add a line"), self._new, symbol="add")
        self.import_button = button(_("Import a price list"), self._import, symbol="import")
        self.editing = (self.add_button, self.import_button, self.edit_button, self.units_button, self.up_button,
                        self.down_button, self.remove_button)  # fmt: skip
        head = QWidget()
        row = FlowLayout(head)
        for made in self.editing:
            row.addWidget(made)
        holder = QVBoxLayout()
        holder.setContentsMargins(14, 8, 8, 8)
        holder.addWidget(head)
        column.addLayout(holder)
        none = EmptyState(
            _("No price list yet"),
            _("Enter what was sold and at what price: it caps what repairs cost after the warranty."),
            "contracts",
        )
        self.stack = either(self.list, none)
        column.addWidget(self.stack, 1)
        column.addWidget(rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 8)
        self.total = words("", wrap=True)
        foot.addWidget(self.total)
        column.addLayout(foot)
        self._number = ""
        self.list.opened.connect(self.asked)
        self.list.chosen.connect(self._wake)
        self._wake()

    def show_card(self, card: ContractCard) -> None:
        """Show a contract's lines; the one that was chosen stays."""
        self._number = card.contract.number
        chosen = self.current()
        self.list.show_records(card.lines)
        if chosen is not None:
            self.list.select(lambda line: bool(line.id == chosen.id))
        self.stack.setCurrentIndex(0 if card.lines else 1)
        said = [
            _("Net {net}, tax {tax}, with tax {gross}").format(
                net=card.total.net, tax=card.total.tax, gross=card.total.gross
            )
        ]
        if open_ := sum(line.priced is None for line in card.lines):
            said.append(ngettext("{count} line without a price", "{count} lines without a price", open_).format(
                count=open_
            ))  # fmt: skip
        if card.unassigned:
            said.append(ngettext("{count} unit stands on no line", "{count} units stand on no line",
                                 card.unassigned).format(count=card.unassigned))  # fmt: skip
        self.total.setText(" · ".join(said))
        self._wake()

    def current(self) -> PriceLine | None:
        """The line that is chosen."""
        row = self.list.currentIndex().row()
        return self.list.records[row] if 0 <= row < len(self.list.records) else None

    @Slot()
    def _wake(self) -> None:
        line = self.current()
        row = self.list.currentIndex().row()
        for made in (self.edit_button, self.remove_button):
            made.setEnabled(line is not None)
        self.units_button.setEnabled(line is not None and line.model_id is not None)
        self.up_button.setEnabled(line is not None and row > 0)
        self.down_button.setEnabled(line is not None and row < len(self.list.records) - 1)

    def _new(self) -> None:
        self.asked.emit(None)

    def _edit(self) -> None:
        if (line := self.current()) is not None:
            self.asked.emit(line)

    def _remove(self) -> None:
        if (line := self.current()) is not None:
            self.removal_asked.emit(line)

    def _units(self) -> None:
        if (line := self.current()) is not None:
            self.units_asked.emit(line)

    def _import(self) -> None:
        self.import_asked.emit(self._number)

    def _up(self) -> None:
        self._move(UP)

    def _down(self) -> None:
        self._move(DOWN)

    def _move(self, way: int) -> None:
        place = self.list.currentIndex().row()
        ids = [line.id for line in self.list.records]
        if 0 <= place < len(ids) and 0 <= place + way < len(ids):
            ids[place], ids[place + way] = ids[place + way], ids[place]
            self.moved.emit(ids)


def _named(line: PriceLine) -> str:
    parts = [line.name, line.code]
    if line.description and line.description != line.name:
        parts.append(line.description)
    return " ".join(part for part in parts if part)


def _told(line: PriceLine) -> str:
    """The line with all that a narrow page leaves out."""
    parts = [line_kind_word(line.kind), _named(line), _quantity(line)]
    if line.unit_price is not None:
        parts += [str(line.unit_price), _tax(line)]
    if line.count is not None:
        parts.append(_counts_tip(line))
    return " · ".join(parts)


def _quantity(line: PriceLine) -> str:
    return f"{line.quantity:,} {line.unit}".strip()


def _tax(line: PriceLine) -> str:
    rate = tax_word(line.tax_rate_bp)
    return _("incl. {rate} %").format(rate=rate) if line.tax_included else _("plus {rate} %").format(rate=rate)


def _counts(line: PriceLine) -> str:
    if line.count is None:
        return ""
    count = line.count
    return _("{delivered} · {accepted} of {ordered}").format(
        delivered=count.delivered, accepted=count.accepted, ordered=count.ordered
    )


def _counts_tip(line: PriceLine) -> str:
    if line.count is None:
        return ""
    count = line.count
    said = _("ordered {ordered}, registered {registered}, delivered {delivered}, accepted {accepted}").format(
        ordered=count.ordered, registered=count.registered, delivered=count.delivered, accepted=count.accepted
    )
    if count.excess:
        more = ngettext("{count} more than ordered", "{count} more than ordered", count.excess)
        return f"{said}; {more.format(count=count.excess)}"
    return said


def _standing(line: PriceLine) -> Meaning | None:
    if line.count is None:
        return None
    if line.count.excess:
        return Meaning.LATE
    if line.count.accepted >= line.count.ordered:
        return Meaning.OK
    return Meaning.SOON if line.count.delivered else Meaning.OFF
