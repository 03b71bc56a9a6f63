"""Whose pieces one holds, and of which lot, where a bin has several sorts of the same part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.assets.words import AssetOwner, owner_word
from inventory.i18n import _
from inventory.stocktake.reading import Mark
from ui.forms.choosing import ChoiceField
from ui.forms.field import TextField

ANOTHER: Final = "another"
"""A lot that is not on the sheet."""
WIDTH: Final = 190


class MarkField(QWidget):
    """Hidden where nothing tells the pieces apart: then they are ours and of no lot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = ChoiceField("mark", _("Lot or owner"), [])
        self.choice.hold(WIDTH)
        self.lot = TextField("lot", _("Lot"), limit=60)
        self.lot.hold(WIDTH)
        self.choice.changed.connect(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.choice)
        row.addWidget(self.lot)
        row.addStretch(1)
        self.offer(())

    def offer(self, marks: Sequence[Mark]) -> None:
        """``marks``: what the sheet has of a part where one stands; the only one there is chosen by itself."""
        plain = Mark()
        told = not marks or set(marks) == {plain}
        offered = [*marks, *(() if plain in marks else (plain,))]
        self.choice.offer([*((mark, _word(mark)) for mark in offered), (ANOTHER, _("another lot"))])
        self.choice.set_value(offered[0] if len(marks) < 2 else None)
        self.choice.complain("")
        self.lot.clear()
        self.lot.hide()
        self.setVisible(not told)

    def mark(self) -> Mark | None:
        """What one holds; None where somebody must say so first."""
        chosen = self.choice.value()
        if chosen != ANOTHER:
            mark: Mark | None = chosen
            return mark
        lot = self.lot.line.text().strip()
        return Mark(lot=lot) if lot else None

    def ask(self) -> None:
        """Say that it must be chosen."""
        self.choice.complain(_("Several sorts lie here. Choose which of them you hold, then scan it again."))
        (self.lot.line if self.choice.value() == ANOTHER else self.choice.box).setFocus()

    @Slot()
    def _chosen(self) -> None:
        self.choice.complain("")
        self.lot.setVisible(self.choice.value() == ANOTHER)


def _word(mark: Mark) -> str:
    if mark == Mark():
        return _("ours, without a lot")
    if mark.owner is AssetOwner.US:
        return mark.lot
    return " · ".join(word for word in (owner_word(mark.owner), mark.lot) if word)
