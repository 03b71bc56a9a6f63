"""The upper part of a unit's card: where it is, how it stands, why, and its drawn code."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inventory.assets.queries import AssetCard
from inventory.cover.words import headline
from inventory.i18n import _
from inventory.labels.symbols import Matrix
from inventory.proposals.queries import ProposalLine
from inventory.proposals.words import proposal_word
from inventory.values.days import show_day
from ui.assets.list import cover_meaning
from ui.assets.symbol import CodeSymbol
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.words import Line, Lines


class UnitHead(QWidget):
    """Signals: ``unit_asked(int)`` the unit that it replaces is wanted; ``why_asked()`` the steps behind the cover."""

    unit_asked = Signal(int)
    why_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.where = Line("", "muted")
        chips = QWidget()
        self._chip_row = FlowLayout(chips)
        self.cover = Chip("", Meaning.OFF, clickable=True)
        self.cover.clicked.connect(self.why_asked)
        self.cover.hide()
        self._chip_row.addWidget(self.cover)
        self._symbol = CodeSymbol()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.where)
        left.addWidget(chips)
        self.reason = Lines("", "muted")
        left.addWidget(self.reason)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(self._symbol)

    def show_unit(self, card: AssetCard, matrix: Matrix, proposal: ProposalLine | None = None) -> None:
        """Show another unit, or the same as it is now. ``proposal``: the one that nobody has accepted yet."""
        self._show_place(card)
        self._show_chips(card, None if card.facts.is_gone else proposal)
        self._symbol.show_code(matrix, f"{card.code[:4]} {card.code[4:]}")
        self.reason.setText(_("Why: {reasons}").format(reasons=" ".join(map(str, card.explanation))))

    def _show_place(self, card: AssetCard) -> None:
        parts: list[str] = []
        if card.customer is not None:
            parts = [card.customer.name, card.customer.site, card.location_text]
            parts.append(f"{card.customer.contact} {card.customer.phone or card.customer.mobile}".strip())
        if card.contract_no:
            parts.append(_("contract {number}").format(number=card.contract_no))
        if card.sold_on is not None:
            parts.append(_("sold {day}").format(day=show_day(card.sold_on)))
        if card.accepted_on is not None:
            parts.append(_("accepted {day}").format(day=show_day(card.accepted_on)))
        self.where.setText("  ·  ".join(dict.fromkeys(part for part in parts if part)))  # a site may be the place

    def _show_chips(self, card: AssetCard, proposal: ProposalLine | None) -> None:
        while (item := self._chip_row.takeAt(1)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._chip_row.invalidate()
        self.cover.say(str(headline(card.cover)), cover_meaning(card.cover))
        self.cover.show()
        if card.facts.is_in_repair:
            since = next(one.repair.first for one in card.facts.custodies if one.repair.back is None)
            self._chip_row.addWidget(Chip(_("with us since {day}").format(day=show_day(since)), Meaning.SOON))
        for fault in card.open_cases:
            self._chip_row.addWidget(Chip(_("case {number} open").format(number=fault.case_no), Meaning.SOON))
        if proposal is not None:
            said = _("maintenance proposal: {proposal}").format(proposal=proposal_word(proposal.proposed))
            chip = Chip(said, Meaning.INFO, clickable=True)
            chip.clicked.connect(self.why_asked)
            self._chip_row.addWidget(chip)
        if card.label_printed_at is None:
            self._chip_row.addWidget(Chip(_("Needs a label"), Meaning.INFO, "label"))
        for before in card.replaces:
            link = button(_("Replaces {serial}").format(serial=before.serial_no), self._open_other, "link")
            link.setProperty("asset_id", before.id)
            self._chip_row.addWidget(link)

    @Slot()
    def _open_other(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.unit_asked.emit(sender.property("asset_id"))
