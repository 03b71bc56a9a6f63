"""One place: where it is, and what lies there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.places.outline import Spot
from inventory.places.queries import Lying, PlaceCard, WarehouseLine
from inventory.places.words import PlaceKind, kind_word
from ui.places.lying_list import lying_list
from ui.theme import Meaning
from ui.widgets.cards import EmptyState, either
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.words import Line, rule


def where(card: PlaceCard) -> str:
    """The way to a place: its warehouse, and what it stands under."""
    return " › ".join(word for word in (card.row.warehouse, *card.path) if word)


class PlaceDetail(QWidget):
    """Signals: ``part_opened(int)``."""

    part_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.where = Line("", "muted")
        self.remark = Line("", "plain")
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        self.lying = lying_list()
        self.lying.opened.connect(self._open)
        self._nothing = EmptyState(_("Nothing lies here"), symbol="empty")
        self._stack = either(self.lying, self._nothing)
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 14, 10)
        head.setSpacing(6)
        for line in (self.where, self.remark, self.chips):
            head.addWidget(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)

    def show_card(self, card: PlaceCard) -> None:
        """Show a place."""
        row = card.row
        self._say(where(card), card.remark)
        chips = [(kind_word(row.kind), Meaning.INFO)]
        if row.engineer:
            chips.append((row.engineer, Meaning.INFO))
        if card.below:
            said = ngettext("{count} place under it", "{count} places under it", card.below)
            said = said.format(count=f"{card.below:,}")
            chips.append((said, Meaning.INFO))
        if row.kind in (PlaceKind.BIN, PlaceKind.VAN) and not row.labelled:
            chips.append((_("no label yet"), Meaning.SOON))
        if not row.active:
            chips.append((_("no longer used"), Meaning.OFF))
        self._show_chips(chips)
        self.lying.show_records(card.lying)
        below_words = _("What lies in the places under it is shown there.") if card.below else ""
        self._nothing.say(_("Nothing lies here"), below_words)
        self._stack.setCurrentIndex(0 if card.lying else 1)

    def show_warehouse(self, line: WarehouseLine) -> None:
        """Show a warehouse as a whole."""
        self._say(" · ".join(word for word in (line.code, line.branch, line.address) if word), "")
        bins = ngettext("{count} bin", "{count} bins", line.bins).format(count=f"{line.bins:,}")
        parts = ngettext("{count} different part", "{count} different parts", line.parts)
        chips = [(bins, Meaning.INFO), (parts.format(count=f"{line.parts:,}"), Meaning.INFO)]
        if not line.active:
            chips.append((_("no longer used"), Meaning.OFF))
        self._show_chips(chips)
        self._nothing.say(_("Choose a bin to see what lies there"))
        self._stack.setCurrentIndex(1)

    def show_several(self, places: Sequence[Spot]) -> None:
        """Several places are chosen: they can be counted and labelled together."""
        self._say(", ".join(place.name for place in places[:12]) + (" …" if len(places) > 12 else ""), "")
        said = ngettext("{count} place chosen", "{count} places chosen", len(places))
        self._show_chips([(said.format(count=f"{len(places):,}"), Meaning.INFO)])
        self._nothing.say(_("Print their labels, or count what lies there"))
        self._stack.setCurrentIndex(1)

    def _say(self, where_words: str, remark: str) -> None:
        self.where.setText(where_words)
        self.where.setVisible(bool(where_words))
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def _show_chips(self, chips: list[tuple[str, Meaning]]) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text, meaning in chips:
            self._chip_row.addWidget(Chip(text, meaning, ""))

    @Slot(object)
    def _open(self, one: Lying) -> None:
        self.part_opened.emit(one.part_id)
