"""The goods of an accepted quotation are picked from their bins, issued and billed in one act."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from inventory.i18n import _, pgettext
from inventory.quotations.billing import Bill, Pick, bill
from inventory.quotations.queries import QuotationRow
from inventory.quotations.shelves import Shelf
from inventory.stock.words import condition_word
from inventory.values.quantities import show_quantity
from ui.contracts.grid import GridColumn, GridField, Manner
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.fields import DayField
from ui.forms.form import Form

WIDE: Final = 940


class BillDialog(StepDialog):
    """``shelves``: where the goods lie; what is proposed can be typed over. Signal: ``filed(object)``."""

    def __init__(self, desk: Desk, row: QuotationRow, shelves: Sequence[Shelf], parent: QWidget | None = None) -> None:
        self._row = row
        self._shelves = list(shelves)
        self._act = str(uuid.uuid4())
        self.picks = GridField(
            "quantity",
            _("From which bin"),
            [
                GridColumn("what", _("What is offered"), lambda one: f"{one.part_no} {one.description}"),
                GridColumn("wanted", _("Quoted"), _wanted, width=80),
                GridColumn("place", _("Bin"), lambda one: one.place or _("none there"), width=140),
                GridColumn("condition", pgettext("stock", "Condition"), _condition, width=90),
                GridColumn("piece", _("Serial / lot"), lambda one: one.serial or one.lot or "–", width=130),
                GridColumn("there", _("There"), _there, width=80),
                GridColumn("take", _("Take"), _proposed, Manner.TYPE, 90),
            ],
            hint=_("Exactly what was quoted goes out; most is proposed from where most lies."),
        )
        fields = [self.picks] if shelves else []
        form = Form([*fields, DayField("happened_on", _("Issued on"), desk.ctx.clock, hint=_("Empty: today."))])
        remark = _("The goods leave the stock and the quotation is billed, both or neither.")
        super().__init__(
            desk, _("Issue and bill {number}").format(number=row.number), form, bill, self._make_bill,
            save=_("Issue and bill"), remark=remark if shelves else _("It has services alone: nothing is issued."),
            parent=parent,
        )  # fmt: skip
        self.picks.show_records(self._shelves)

    def sizeHint(self) -> QSize:
        """Wide enough for the bins."""
        return QSize(WIDE, super().sizeHint().height())

    def _make_bill(self, values: Values) -> Bill:
        picks = []
        for shelf, typed in zip(self._shelves, values.get("quantity") or (), strict=bool(self._shelves)):
            text = str(typed["take"]).strip()
            if shelf.place_id is not None and text and text != "0":
                picks.append(
                    Pick(
                        line_id=shelf.line_id, place_id=shelf.place_id, quantity=text, condition=shelf.condition,
                        serial=shelf.serial, lot=shelf.lot,
                    )
                )  # fmt: skip
        return Bill(
            act=self._act, quotation_id=self._row.id, seen_version=self._row.version, picks=tuple(picks),
            happened_on=values["happened_on"],
        )  # fmt: skip


def _wanted(one: Shelf) -> str:
    return f"{show_quantity(one.wanted, one.decimals)} {one.unit}".strip()


def _there(one: Shelf) -> str:
    return show_quantity(one.there, one.decimals)


def _condition(one: Shelf) -> str:
    return condition_word(one.condition) if one.place_id is not None else "–"


def _proposed(one: Shelf) -> str:
    return show_quantity(one.proposed, one.decimals) if one.proposed else ""
