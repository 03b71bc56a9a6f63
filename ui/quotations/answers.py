"""What becomes of a quotation: prolonged, accepted, declined; each asked in a small form."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QWidget

from inventory.i18n import _
from inventory.quotations.commands import VALID_DAYS, accept, decline, prolong
from inventory.quotations.queries import QuotationRow
from ui.desk import Desk
from ui.editing.step_dialog import StepDialog
from ui.forms.field import TextField
from ui.forms.fields import DayField
from ui.forms.form import Form

WHO: Final = 60


def accept_dialog(desk: Desk, row: QuotationRow, parent: QWidget) -> StepDialog:
    """Who of the customer's said yes, and when."""
    form = Form([
        TextField("confirmed_by", _("Who of the customer accepted it"), required=True, limit=WHO),
        DayField("decided_on", _("On"), desk.ctx.clock, required=True),
    ])  # fmt: skip
    form.fill({"decided_on": desk.ctx.clock.today()})
    return StepDialog(
        desk, _("The customer accepts"), form, accept,
        lambda values: (row.id, row.version, values["confirmed_by"], values["decided_on"]),
        save=_("The customer accepts"), remark=_("Then its goods are issued and billed."), parent=parent,
    )  # fmt: skip


def decline_dialog(desk: Desk, row: QuotationRow, parent: QWidget) -> StepDialog:
    """Why the customer does not take it."""
    form = Form([TextField("reason", _("Reason"), required=True, limit=200)])
    return StepDialog(
        desk, _("The customer declines"), form, decline,
        lambda values: (row.id, row.version, values["reason"]), save=_("Declined"),
        remark=_("It can be copied into a new quotation later."), parent=parent,
    )  # fmt: skip


def prolong_dialog(desk: Desk, row: QuotationRow, parent: QWidget) -> StepDialog:
    """Until when it is valid from now on."""
    form = Form([DayField("valid_until", _("Valid until"), desk.ctx.clock, required=True)])
    form.fill({"valid_until": desk.ctx.clock.today() + timedelta(days=VALID_DAYS)})
    return StepDialog(
        desk, _("Prolong it"), form, prolong,
        lambda values: (row.id, row.version, values["valid_until"]), save=_("Prolong"),
        remark=_("It is open again; its prices stay as they were quoted."), parent=parent,
    )  # fmt: skip
