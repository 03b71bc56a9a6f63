"""The deliveries that want action today, as chips above the list: the notice is due, goods wait on site …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from inventory.contracts.deliveries import LotLine, NextStep
from inventory.i18n import N_, _
from inventory.values.days import show_day
from ui.theme import Meaning
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.words import words

STEPS: Final[Mapping[NextStep, str]] = {
    NextStep.PLAN: N_("No day is planned"),
    NextStep.FILL: N_("No units in the delivery"),
    NextStep.NOTIFY: N_("The notice is due"),
    NextStep.ARRIVE: N_("The planned day has come"),
    NextStep.SPLIT: N_("Missing or damaged units"),
    NextStep.INSTALL: N_("Arrived, not installed"),
    NextStep.CHECK: N_("Tests and documents are open"),
    NextStep.COMPLETE: N_("Installed, not completed"),
    NextStep.ACCEPT: N_("Ready for the acceptance"),
}
"""What a delivery waits for."""
_LATE: Final = frozenset({NextStep.NOTIFY, NextStep.SPLIT})


def step_word(step: NextStep) -> str:
    """What a delivery waits for, in the reader's language."""
    return _(STEPS[step])


def lot_word(lot: LotLine) -> str:
    """A delivery in one line: contract, number, customer, planned day."""
    said = _("{contract} delivery {number} · {customer}").format(
        contract=lot.contract_no, number=lot.number, customer=lot.customer
    )
    return f"{said} · {show_day(lot.planned_on)}" if lot.planned_on is not None else said


class Worklist(QWidget):
    """A chip for each kind of step. Signal: ``opened(LotLine)``; a chip of several deliveries opens a menu of them."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(words(_("To do:"), "muted"), 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        self._flow = FlowLayout(holder)
        row.addWidget(holder, 1)
        self._lots: dict[NextStep, list[LotLine]] = {}
        self.chips: dict[NextStep, Chip] = {}
        self.hide()

    def show_lots(self, lots: Sequence[LotLine]) -> None:
        """Show other deliveries."""
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._lots.clear()
        self.chips.clear()
        for lot in lots:
            if lot.step is not None:
                self._lots.setdefault(lot.step, []).append(lot)
        for step in NextStep:
            if found := self._lots.get(step):
                text = _("{what}: {count}").format(what=step_word(step), count=len(found))
                chip = Chip(text, Meaning.LATE if step in _LATE else Meaning.SOON, clickable=True)
                chip.setToolTip("\n".join(lot_word(lot) for lot in found[:12]))
                chip.clicked.connect(self._clicked)
                self.chips[step] = chip
                self._flow.addWidget(chip)
        self.setVisible(bool(self._lots))

    def _clicked(self) -> None:
        chip = self.sender()
        for step, made in self.chips.items():
            if made is chip:
                self._open(made, self._lots[step])
                return

    def _open(self, chip: Chip, lots: Sequence[LotLine]) -> None:
        if len(lots) == 1:
            self.opened.emit(lots[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for lot in lots:
            menu.addAction(lot_word(lot)).setData(lot)
        menu.triggered.connect(self._chosen)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _chosen(self, action: object) -> None:
        self.opened.emit(action.data())  # type: ignore[attr-defined]  # a QAction
