"""How a contract stands, as chips under its name: the policy, the acceptance, what is still under way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inventory.i18n import _, ngettext
from inventory.values.days import show_day
from ui.contracts.loaded import Loaded
from ui.contracts.promise_tab import policy_word
from ui.theme import Meaning
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout


class StandingChips(QWidget):
    """Signals: ``units_asked()`` and ``lots_asked()``: the units that are not accepted, the deliveries under way."""

    units_asked = Signal()
    lots_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self)
        self.shown: list[Chip] = []

    def show_contract(self, loaded: Loaded) -> None:
        """Show how a contract stands."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.shown = []
        found = loaded.card
        self._add(Chip(policy_word(found, loaded.policy), Meaning.INFO, "contracts"))
        if found.contract.accepted_on is not None:
            said = _("accepted {day}").format(day=show_day(found.contract.accepted_on))
            self._add(Chip(said, Meaning.OK))
        if waiting := found.units - found.accepted_units:
            said = ngettext("{count} unit not accepted", "{count} units not accepted", waiting)
            self._add(Chip(said.format(count=waiting), Meaning.SOON, clickable=True)).clicked.connect(self.units_asked)
        if open_ := sum(lot.step is not None for lot in found.lots):
            said = ngettext("{count} delivery under way", "{count} deliveries under way", open_)
            self._add(Chip(said.format(count=open_), Meaning.SOON, clickable=True)).clicked.connect(self.lots_asked)

    def _add(self, chip: Chip) -> Chip:
        self._row.addWidget(chip)
        self.shown.append(chip)
        return chip
