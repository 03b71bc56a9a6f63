"""Warehouses, bins and vans are entered and corrected in dialogs; a range of bins shows its names before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.errors import InvalidInput
from inventory.i18n import _, ngettext
from inventory.naming import line
from inventory.people.queries import UserLine
from inventory.places import commands, rules
from inventory.places.queries import PlaceCard, WarehouseLine
from inventory.places.words import PlaceKind
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import CodeField, TextField
from ui.forms.fields import CheckField
from ui.forms.form import Form
from ui.places.loaded import parents

SHOWN = 3
"""So many names of a range are said at its beginning and its end."""


def warehouse_dialog(
    desk: Desk, branches: Sequence[Choice], known: WarehouseLine | None, parent: QWidget | None = None
) -> StepDialog:
    """A new warehouse, or a correction of one."""
    fields: list[Any] = [
        CodeField("code", _("Code"), required=True, limit=20, takes_scans=False, hint=_("Short, for example CK2.")),
        TextField("name", _("Name"), required=True, limit=120),
        TextField("address", _("Address"), limit=200),
    ]
    if branches:
        fields.insert(2, ChoiceField("branch_id", _("Branch"), [(one.id, one.title) for one in branches]))
    form = Form(fields)
    if known is not None:
        values = {"code": known.code, "name": known.name, "address": known.address}
        form.fill({**values, "branch_id": known.branch_id} if branches else values)

    def make(values: Values) -> commands.AddWarehouse | commands.EditWarehouse:
        branch = values.get("branch_id") if branches else (known.branch_id if known is not None else None)
        about = {"code": values["code"], "name": values["name"], "address": values["address"] or ""}
        if known is None:
            return commands.AddWarehouse(branch_id=branch, **about)
        return commands.EditWarehouse(warehouse_id=known.id, seen_version=known.version, branch_id=branch, **about)

    command = commands.add_warehouse if known is None else commands.edit_warehouse
    title = _("New warehouse") if known is None else _("Edit {name}").format(name=known.name)
    return StepDialog(desk, title, form, command, make, parent=parent)


def van_dialog(desk: Desk, people: Sequence[UserLine], parent: QWidget | None = None) -> StepDialog:
    """The van of an engineer who has none yet."""
    form = Form([ChoiceField("engineer_id", _("Engineer"), [(user.id, user.name) for user in people], required=True)])
    remark = _("A van is a place, too: what an engineer has along is not lost.")
    return StepDialog(
        desk, _("New van"), form, commands.add_van, lambda values: (values["engineer_id"],), remark=remark,
        parent=parent,
    )  # fmt: skip


def place_dialog(desk: Desk, card: PlaceCard, parent: QWidget | None = None) -> StepDialog:
    """A place gets another name, or a bin stands elsewhere in the tree."""
    row = card.row
    fields: list[Any] = [TextField("name", _("Name"), required=True, limit=rules.LONGEST)]
    hangs = row.kind is PlaceKind.BIN
    if row.kind is PlaceKind.BIN and row.warehouse_id is not None:
        find = partial(_parents_of, desk, row.warehouse_id)
        fields.append(PickField("parent_id", _("Stands under"), desk.jobs, find, hint=_("Empty: at the top.")))
    fields.append(TextField("remark", _("Remark"), limit=200))
    form = Form(fields)
    values: Values = {"name": row.name, "remark": card.remark}
    if hangs:
        values["parent_id"] = None if row.parent_id is None else Choice(row.parent_id, card.path[-1])
    form.fill(values)

    def make(values: Values) -> commands.EditPlace:
        return commands.EditPlace(
            place_id=row.id, seen_version=row.version, name=values["name"], remark=values["remark"] or "",
            parent_id=values.get("parent_id"),
        )  # fmt: skip

    remark = _("Its label stays valid: the code on it does not change.")
    title = _("Edit {name}").format(name=row.name)
    return StepDialog(desk, title, form, commands.edit_place, make, remark=remark, parent=parent)


def _parents_of(desk: Desk, warehouse_id: int, text: str) -> Sequence[Choice]:
    return parents(desk.ctx, text, warehouse_id)


class BinsDialog(StepDialog):
    """One bin, or a range of them; the names are shown while they are typed."""

    def __init__(
        self, desk: Desk, warehouses: Sequence[WarehouseLine], *, under: Choice | None = None,
        warehouse_id: int | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self.warehouse = ChoiceField(
            "warehouse_id", _("Warehouse"), [(one.id, one.name) for one in warehouses if one.active], required=True
        )
        self.first = CodeField("first", _("First bin"), required=True, limit=rules.LONGEST, takes_scans=False)
        self.last = CodeField(
            "last", _("Last bin"), limit=rules.LONGEST, takes_scans=False,
            hint=_("Empty for a single bin. A-01 to A-12-04 are twelve shelves of four bins."),
        )  # fmt: skip
        self.under = PickField("parent_id", _("Stands under"), desk.jobs, self._find, hint=_("Empty: at the top."))
        nested = CheckField(
            "nested", _("Racks and shelves, too"), hint=_("A and A-01 become places that the bins stand under.")
        )
        form = Form([self.warehouse, self.first, self.last, nested, self.under])
        super().__init__(desk, _("New bins"), form, commands.add_bins, _bins, save=_("Add the bins"), parent=parent)
        if warehouse_id is not None:
            self.warehouse.set_value(warehouse_id)
        self.under.set_value(under)
        form.settle()
        form.changed.connect(self.preview)
        self.preview()

    def _find(self, text: str) -> Sequence[Choice]:
        return parents(self._desk.ctx, text, self._warehouse_id)

    @property
    def _warehouse_id(self) -> int:
        return int(self.warehouse.value())

    @Slot()
    def preview(self) -> None:
        """Say which names would come out."""
        first, last = line(self.first.line.text()), line(self.last.line.text())
        self.last.remark("")
        self.last.complain("")
        if not first or not last:
            return
        try:
            names = rules.spread(first, last)
        except InvalidInput as error:
            self.last.complain(str(error))
            return
        self.last.remark(names_said(names))


def names_said(names: Sequence[str]) -> str:
    """How many names there are, and the first and the last of them."""
    shown = ", ".join(names) if len(names) <= 2 * SHOWN else ", ".join([*names[:SHOWN], "…", *names[-SHOWN:]])
    said = ngettext("{count} bin: {names}", "{count} bins: {names}", len(names))
    return said.format(count=f"{len(names):,}", names=shown)


def _bins(values: Values) -> commands.AddBins:
    return commands.AddBins(
        warehouse_id=values["warehouse_id"], first=values["first"], last=values["last"] or "",
        parent_id=values["parent_id"], nested=values["nested"],
    )  # fmt: skip
