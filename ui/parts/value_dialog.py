"""The value of a stock is corrected: where the old books did not say what a piece cost, or said it wrongly."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inventory.i18n import _
from inventory.parts.queries import PartCard
from inventory.stock.revaluing import Revalue, Stock, revalue
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.choosing import ChoiceField
from ui.forms.field import TextField
from ui.forms.fields import MoneyField
from ui.forms.form import Form
from ui.parts.source import counted


def value_dialog(desk: Desk, found: PartCard, stocks: Sequence[Stock], parent: QWidget | None = None) -> StepDialog:
    """Asks what one piece of the part costs from now on, and why; the usual cost is proposed. There must be stocks."""
    act = str(uuid.uuid4())
    choices = [(place, _words(found, stock)) for place, stock in enumerate(stocks)]
    form = Form([
        ChoiceField("stock", _("Which pieces"), choices, required=True),
        MoneyField("unit_cost", _("Cost of one piece"), required=True, hint=_("Without tax. Internal.")),
        TextField("reason", _("Reason"), required=True, limit=200),
    ])  # fmt: skip
    form.fill({"unit_cost": found.reference_cost})

    def make(values: Values) -> Revalue:
        stock = stocks[values["stock"]]
        return Revalue(
            act=act, part_id=found.row.id, unit_cost=values["unit_cost"], reason=values["reason"],
            serial=stock.serial, warehouse_id=stock.warehouse_id,
        )  # fmt: skip

    return StepDialog(
        desk, _("Correct the value of {part}").format(part=found.row.part_no), form, revalue, make,
        save=_("Correct the value"), remark=_("What was issued before keeps its cost; a paper says what changed."),
        parent=parent,
    )  # fmt: skip


def _words(found: PartCard, stock: Stock) -> str:
    where = " · ".join(word for word in (stock.serial, stock.warehouse) if word)
    said = _("{quantity}, worth {value} now").format(quantity=counted(found.row, stock.quantity), value=stock.value)
    return f"{where}: {said}" if where else said
