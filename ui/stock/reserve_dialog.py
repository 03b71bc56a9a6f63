"""Pieces are kept for a case, or let go again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.i18n import _
from inventory.parts.queries import pick as pick_parts
from inventory.stock.reading import pick_cases
from inventory.stock.reservations import ReservationLine, Reserve, release, reserve
from inventory.values.quantities import show_quantity
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.choosing import PickField
from ui.forms.field import Field, TextField
from ui.forms.fields import DayField
from ui.forms.form import Form


def reserve_dialog(
    desk: Desk, *, part: Choice | None = None, case: Choice | None = None, parent: QWidget | None = None
) -> StepDialog:
    """Asks which part, for which case, how many. ``part`` or ``case``: what it was opened from."""
    fields: list[Field | str] = [
        PickField("part_id", _("Part"), desk.jobs, pick_parts, required=True),
        PickField("case_id", _("Case"), desk.jobs, pick_cases, required=True),
        TextField("quantity", _("Quantity"), required=True, limit=20),
        DayField(
            "until", _("Needed by"), desk.ctx.clock, hint=_("They stay reserved until they are taken or released.")
        ),
        TextField("note", _("Remark"), limit=200),
    ]
    form = Form(fields)
    form.fill({"part_id": part, "case_id": case, "quantity": "1"})

    def make(values: Values) -> Reserve:
        return Reserve(
            part_id=values["part_id"], case_id=values["case_id"], quantity=values["quantity"], until=values["until"],
            note=values["note"] or "",
        )  # fmt: skip

    remark = _("Only good pieces that nobody else has reserved can be kept.")
    return StepDialog(desk, _("Reserve parts"), form, reserve, make, save=_("Reserve"), remark=remark, parent=parent)


def release_dialog(desk: Desk, line: ReservationLine, *, parent: QWidget | None = None) -> StepDialog:
    """Asks whether what is still kept may go to others."""
    remark = _("{quantity} {unit} of {part} are kept for {case}. Others may take them afterwards.").format(
        quantity=show_quantity(line.open, line.decimals), unit=line.unit, part=line.part_no, case=line.case_no
    )
    return StepDialog(
        desk, _("Release the reservation"), Form([]), release, lambda _values: (line.id, line.version),
        save=_("Release"), remark=remark, parent=parent,
    )  # fmt: skip
