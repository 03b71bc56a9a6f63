"""A stocktake is planned: what is counted, and whether the counter sees what should be there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.i18n import _, ngettext
from inventory.places.queries import WarehouseLine
from inventory.stocktake.commands import PlanStocktake, plan
from inventory.stocktake.rules import Scope, StocktakeMode
from ui.desk import Desk
from ui.editing.filing import Filing, Values
from ui.forms.choosing import ChoiceField
from ui.forms.fields import NotesField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog

NAMED: Final = 5


class PlanDialog(FormDialog):
    """Plans a stocktake of ``places`` (with what is under them) or ``parts``, or of a whole warehouse.

    Signal: ``filed(object)``: the depot has it, with the id.
    """

    filed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        warehouses: Sequence[WarehouseLine] = (),
        *,
        places: Sequence[Choice] = (),
        parts: Sequence[Choice] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._places, self._parts = tuple(places), tuple(parts)
        modes = [
            (StocktakeMode.OPEN, _("Open: the sheet says what should be there")),
            (StocktakeMode.BLIND, _("Blind: the counter does not see what should be there")),
        ]
        fields = [ChoiceField("mode", _("Way of counting"), modes, required=True)]
        if not places:
            offered = [
                (None, _("The whole depot, with vans")),
                *((one.id, one.name) for one in warehouses if one.active),
            ]
            fields.append(ChoiceField("warehouse_id", _("Warehouse"), offered, required=True))
        form = Form([*fields, NotesField("remark", _("Remark"), lines=2)])
        super().__init__(desk, _("New stocktake"), form, save=_("Plan it"), remark=self._scope_words(), parent=parent)
        filing = Filing(desk, self, plan, self._make, parent=self)
        filing.filed.connect(self.filed)

    def sizeHint(self) -> QSize:
        """As wide as its longest choice."""
        return QSize(520, super().sizeHint().height())

    def _scope_words(self) -> str:
        if self._places:
            count = len(self._places)
            said = ngettext("{count} place is counted: {names}", "{count} places are counted: {names}", count)
            return said.format(count=count, names=_some(self._places))
        if self._parts:
            count = len(self._parts)
            said = ngettext("{count} part is counted: {names}", "{count} parts are counted: {names}", count)
            return said.format(count=count, names=_some(self._parts))
        return _("Everything that lies there is counted. Choose rows in the list of bins or parts to count only these.")

    def _make(self, values: Values, _seen_version: int) -> PlanStocktake:
        scope = Scope(tuple(one.id for one in self._places), tuple(one.id for one in self._parts))
        return PlanStocktake(
            mode=values["mode"], warehouse_id=values.get("warehouse_id"), scope=scope, remark=values["remark"] or ""
        )


def _some(chosen: Sequence[Choice]) -> str:
    names = ", ".join(one.title for one in chosen[:NAMED])
    return names if len(chosen) <= NAMED else f"{names} …"
