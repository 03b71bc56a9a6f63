"""Units are chosen: for a line of the price list, or for a delivery."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.assets.words import state_word
from inventory.contracts.candidates import Candidate, for_line, for_lot
from inventory.contracts.card import PriceLine
from inventory.contracts.deliveries import LotLine
from inventory.contracts.lines import AssignUnits, place_units
from inventory.contracts.lots import LotUnits, add_units
from inventory.i18n import _
from ui.contracts.grid import GridColumn, GridField, Manner
from ui.desk import Desk
from ui.editing.filing import Filing, Values
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.theme import Meaning


def units_grid(label: str) -> GridField:
    """Units to be ticked, with what tells them apart."""
    return GridField(
        "units",
        label,
        [
            GridColumn("tick", "", lambda unit: unit.chosen, Manner.TICK, 34),
            GridColumn("serial", _("Serial number"), lambda unit: unit.serial_no, width=180),
            GridColumn("product", _("Product"), lambda unit: f"{unit.product_name} {unit.model_code}"),
            GridColumn("state", _("State"), lambda unit: state_word(unit.state), width=120),
            GridColumn("contract", _("Contract"), lambda unit: unit.contract_no or "–", width=130),
        ],
        hint=_("Space ticks a unit, Ctrl+A all."),
    )


class UnitsDialog(FormDialog):
    """Signal: ``filed(object)``: the depot has it."""

    filed = Signal(object)

    def __init__(
        self, desk: Desk, title: str, remark: str, find: Callable[..., Any], row_id: int, parent: QWidget | None = None
    ) -> None:
        self.units = units_grid(_("Units"))
        super().__init__(desk, title, Form([self.units]), remark=remark, parent=parent)
        self._found = False
        self.sheet.save_button.setEnabled(False)
        desk.jobs.query(find, desk.ctx, row_id, done=self._offer)

    def sizeHint(self) -> QSize:
        """A list with five columns."""
        return QSize(820, 560)

    def ids(self) -> tuple[int, ...]:
        """The units that are ticked."""
        return tuple(unit.asset_id for unit in self.units.ticked())

    @Slot(object)
    def _offer(self, found: Sequence[Candidate]) -> None:
        self.units.show_records(found)
        self.sheet.save_button.setEnabled(bool(found))
        if found:
            self.units.editor.setFocus()
        else:
            self.form.banners.say(
                _("There is no unit to choose. Register the units among the assets first."), Meaning.INFO
            )


class LotUnitsDialog(UnitsDialog):
    """More units for a delivery."""

    def __init__(self, desk: Desk, lot: LotLine, parent: QWidget | None = None) -> None:
        self._lot = lot
        title = _("Units of delivery {number}").format(number=lot.number)
        remark = _("Units of the customer or from our stock that are not accepted and in no other delivery.")
        super().__init__(desk, title, remark, for_lot, lot.contract_id, parent)
        filing = Filing(desk, self, add_units, self._make, seen_version=lot.version, parent=self)
        filing.filed.connect(self.filed)

    def _make(self, _values: Values, seen_version: int) -> LotUnits:
        return LotUnits(lot_id=self._lot.id, seen_version=seen_version, asset_ids=self.ids())


class LineUnitsDialog(UnitsDialog):
    """The units that are delivered for a line; one that is no longer ticked leaves the line."""

    def __init__(self, desk: Desk, line: PriceLine, parent: QWidget | None = None) -> None:
        self._line = line
        title = _("Units of {name}").format(name=line.name)
        remark = _("The line orders {count}.").format(count=line.quantity)
        super().__init__(desk, title, remark, for_line, line.id, parent)
        filing = Filing(desk, self, place_units, self._make, parent=self)
        filing.filed.connect(self.filed)

    def _make(self, _values: Values, _seen_version: int) -> AssignUnits:
        return AssignUnits(line_id=self._line.id, asset_ids=self.ids())
