"""An acceptance that is in force is corrected: the right day, then the reason and a second person (INV-09)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.contracts.deliveries import LotLine
from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from inventory.values.days import show_day
from ui.access.approval_dialog import ApprovalDialog, RequestKind
from ui.contracts.lot_forms import named
from ui.desk import Desk
from ui.forms.fields import DayField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog


class CorrectDialog(FormDialog):
    """Asks for the day; the approval that it then asks for names what changes."""

    def __init__(
        self, desk: Desk, what: str, entity: str, entity_id: int, was: date | None, parent: QWidget | None = None
    ) -> None:
        """``what``: translated, whose acceptance it is; ``entity``: its table."""
        form = Form([DayField("accepted_on", _("Accepted on"), desk.ctx.clock, required=True)])
        form["accepted_on"].set_value(was)
        remark = _("Recorded is {day}. Cases that were decided by it stay as they are and are listed for review.")
        super().__init__(
            desk, _("Correct the acceptance of {name}").format(name=what), form, save=_("Go on"),
            remark=remark.format(day=show_day(was) or "–"), parent=parent,
        )  # fmt: skip
        self._desk = desk
        self._what = what
        self._entity = entity
        self._entity_id = entity_id
        self._was = was
        self.submitted.connect(self._send)

    @Slot(object, bool)
    def _send(self, values: dict[str, Any], _another: bool) -> None:
        day: date = values["accepted_on"]
        if day == self._was:
            self.refuse(InvalidInput(N_("This is the day that is recorded. Enter the right one."), field="accepted_on"))
            return
        if day > self._desk.ctx.clock.today():
            self.refuse(
                InvalidInput(
                    N_("The acceptance cannot be in the future. Enter the day of the signature when it is signed."),
                    field="accepted_on",
                )
            )
            return
        payload = {"accepted_on": day.isoformat(), "was": None if self._was is None else self._was.isoformat()}
        effect = _("Acceptance of {name}: {was} → {day}").format(
            name=self._what, was=show_day(self._was) or "–", day=show_day(day)
        )
        approval = ApprovalDialog(
            self._desk, _("Correct the acceptance date"), RequestKind.ACCEPTANCE, self._entity, self._entity_id,
            payload, [effect], self.parentWidget(),
        )  # fmt: skip
        self.saved()
        approval.open()


def correct_lot(desk: Desk, lot: LotLine, parent: QWidget) -> CorrectDialog:
    """Ask for the correction of a delivery's acceptance."""
    dialog = CorrectDialog(desk, named(lot), "delivery_lot", lot.id, lot.accepted_on, parent)
    dialog.open()
    return dialog
