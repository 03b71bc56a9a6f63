"""A line of the sheet is counted by hand: what lies there, or whether a serial number does."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from inventory.assets.words import AssetOwner, owner_word
from inventory.i18n import _
from inventory.stock.words import condition_word
from inventory.stocktake.counting import Count, count
from inventory.stocktake.queries import SheetLine
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.choosing import ChoiceField
from ui.forms.field import Field
from ui.forms.fields import QuantityField
from ui.forms.form import Form


def count_dialog(desk: Desk, stocktake_id: int, line: SheetLine, parent: QWidget | None = None) -> StepDialog:
    """Asks for all that lies there of one line, and refuses where somebody else has counted it meanwhile."""
    form = Form([_field(line)])
    if line.counted is not None:
        form.fill({"quantity": line.counted})

    def make(values: Values) -> Count:
        return Count(
            stocktake_id=stocktake_id, part_id=line.part_id, place_id=line.place_id, condition=line.condition,
            owner=line.owner, serial=line.serial, lot=line.lot, seen_version=line.version,
            quantity=Decimal(values["quantity"]).scaleb(-line.decimals),
        )  # fmt: skip

    title = _("Count {part} in {place}").format(part=line.serial or line.part_no, place=line.place)
    return StepDialog(desk, title, form, count, make, save=_("That is all"), remark=_about(line), parent=parent)


def _field(line: SheetLine) -> Field:
    if not line.serialised:
        label = _("All that lies there")
        return QuantityField("quantity", label, decimals=line.decimals, required=True)
    seen = [(1, _("It lies here")), (0, _("It does not lie here"))]
    return ChoiceField("quantity", _("Serial of the piece"), seen, required=True)


def _about(line: SheetLine) -> str:
    """What tells it from other pieces of the part in this place."""
    words = [line.part_no, line.name, line.spec, condition_word(line.condition), line.lot]
    if line.owner is not AssetOwner.US:
        words.append(owner_word(line.owner))
    return " · ".join(word for word in words if word)
