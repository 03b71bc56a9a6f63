"""Why a counted line differs from the book is written down, and what a piece costs where nothing else says."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from inventory.i18n import _
from inventory.stocktake.counting import explain
from inventory.stocktake.differences import Difference
from ui.contracts.step_dialog import StepDialog
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.field import LineField, TextField
from ui.forms.fields import MoneyField
from ui.forms.form import Form
from ui.stocktake.source import signed


def difference_dialog(desk: Desk, one: Difference, *, costs: bool, parent: QWidget | None = None) -> StepDialog:
    """Asks for the reason of one difference; for a surplus also for a cost, of those who may see it."""
    fields: list[LineField] = [TextField("reason", _("Reason"), required=True, limit=200)]
    asks_cost = costs and one.quantity > 0
    if asks_cost:
        hint = _("Without tax; only where nothing of the part is left that gives an average.")
        fields.append(MoneyField("unit_cost", _("Cost of one piece"), hint=hint))
    form = Form(fields)
    form.fill({"reason": one.reason or None})

    def make(values: Values) -> tuple[object, ...]:
        cost = values["unit_cost"].fen if asks_cost and values["unit_cost"] is not None else one.unit_cost
        return one.line_id, one.version, values["reason"], cost

    title = _("{part} in {place}: {difference}").format(
        part=one.part_no, place=one.place, difference=one.serial or signed(one.quantity, one.decimals)
    )
    return StepDialog(desk, title, form, explain, make, parent=parent)
