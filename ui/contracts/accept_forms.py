"""The dialogs of the acceptance: both sides sign for one delivery, or for several at once (R-013, R-014)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inventory.contracts.acceptance import AcceptLot, AcceptLots, SeenLot, accept, accept_several
from inventory.contracts.deliveries import LotLine
from inventory.i18n import _, ngettext
from inventory.values.days import show_day
from ui.attachments.paper_field import PaperField
from ui.contracts.grid import GridColumn, GridField, Manner
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.field import Field, TextField
from ui.forms.fields import DayField, NotesField
from ui.forms.form import Form


def accept_dialog(desk: Desk, lot: LotLine, parent: QWidget) -> StepDialog:
    """Both sides have signed: the cover begins."""
    paper = PaperField("paper", _("Signed certificate (scan)"), hint=_("It is kept with this delivery."))
    form = Form([*_signatures(desk), paper])
    form["accepted_on"].set_value(desk.ctx.clock.today())
    remark = ngettext(
        "{count} unit is accepted with it, and its cover begins.",
        "All {count} units are accepted with it, and their cover begins.",
        lot.units,
    ).format(count=f"{lot.units:,}")

    def make(values: Values) -> AcceptLot:
        return AcceptLot(
            lot_id=lot.id, seen_version=lot.version, accepted_on=values["accepted_on"],
            customer_signer=values["customer_signer"], our_signer=values["our_signer"],
            conclusion=values["conclusion"] or "", paper=values["paper"],
        )  # fmt: skip

    return StepDialog(desk, _("The acceptance is signed"), form, accept, make, save=_("Accept all units"),
                      remark=remark, parent=parent)  # fmt: skip


def accept_several_dialog(desk: Desk, lots: Sequence[LotLine], waiting: int, parent: QWidget) -> StepDialog:
    """Both sides have signed for several deliveries at once. ``lots``: those that only want the signatures.

    ``waiting``: other deliveries of the contract, which are not ready.
    """
    grid = GridField(
        "lots",
        _("Deliveries that are signed"),
        [
            GridColumn("tick", "", lambda lot: True, Manner.TICK, 34),
            GridColumn("number", _("Delivery"), lambda lot: str(lot.number), width=90),
            GridColumn("site", _("Site"), lambda lot: lot.site or "–"),
            GridColumn("completed", _("Completed on"), lambda lot: show_day(lot.completed_on), width=130),
            GridColumn("units", _("Units"), lambda lot: f"{lot.units:,}", width=80),
        ],
        hint=_("Space ticks a delivery, Ctrl+A all. Each gets a certificate of its own; all are accepted, or none."),
    )
    grid.show_records(lots)
    form = Form([grid, *_signatures(desk)])
    form["accepted_on"].set_value(desk.ctx.clock.today())
    told = ngettext(
        "{count} other delivery of this contract is not ready yet.",
        "{count} other deliveries of this contract are not ready yet.",
        waiting,
    )
    remark = told.format(count=waiting) if waiting else ""

    def make(values: Values) -> AcceptLots:
        return AcceptLots(
            lots=tuple(SeenLot(lot.id, lot.version) for lot in grid.ticked()), accepted_on=values["accepted_on"],
            customer_signer=values["customer_signer"], our_signer=values["our_signer"],
            conclusion=values["conclusion"] or "",
        )  # fmt: skip

    return StepDialog(desk, _("Accept several deliveries"), form, accept_several, make, save=_("Accept all units"),
                      remark=remark, wide=True, parent=parent)  # fmt: skip


def _signatures(desk: Desk) -> list[Field | str]:
    return [
        DayField("accepted_on", _("Date of the signatures"), desk.ctx.clock, required=True),
        TextField("customer_signer", _("Signed for the customer"), required=True, limit=60),
        TextField("our_signer", _("Signed for us"), required=True, limit=60),
        NotesField("conclusion", _("Conclusion"), hint=_("Empty: the usual one."), lines=3),
    ]
