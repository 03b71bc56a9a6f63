"""What is ordered together: the chosen parts with quantities proposed, others added by number or scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.errors import DepotError, InvalidInput
from inventory.i18n import N_, _, pgettext
from inventory.parts.queries import pick as pick_parts
from inventory.quotations.choices import scanned
from inventory.suppliers.queries import pick as pick_suppliers
from inventory.supply.orders import PlaceOrder, Wanted, place_order
from inventory.supply.queries import ShortPart
from inventory.values.quantities import show_quantity
from ui.contracts.grid import GridColumn, GridField, Manner
from ui.desk import Desk
from ui.editing.filing import Filing, Values, request
from ui.forms.choosing import PickField
from ui.forms.field import CodeField
from ui.forms.fields import DayField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.scan.burst import Scan

WIDE: Final = 860
QUANTITY: Final = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A part that may be ordered; ``proposed`` as people count, "" where nobody knows."""

    part_id: int
    part_no: str
    name: str
    supplier: str
    proposed: str = ""
    unit: str = ""


def of_short(part: ShortPart, pieces: int | None = None) -> Asked:
    """A short part, with what is missing of it, or with so many pieces proposed."""
    proposed = str(pieces) if pieces is not None else show_quantity(part.missing, part.decimals).replace(",", "")
    return Asked(part.id, part.part_no, f"{part.name} {part.spec}".strip(), part.supplier, proposed, part.unit)


class PartsField(GridField):
    """The value is a tuple of Wanted; a line without a quantity is not ordered."""

    def __init__(self) -> None:
        super().__init__(
            "lines",
            _("Parts"),
            [
                GridColumn("code", _("Part no."), lambda one: one.part_no, width=130),
                GridColumn("name", _("Name"), lambda one: one.name),
                GridColumn("supplier", _("Usual supplier"), lambda one: one.supplier or "–", width=150),
                GridColumn("quantity", _("Quantity"), lambda one: one.proposed, Manner.TYPE, 90),
                GridColumn("unit", pgettext("of count", "Unit"), lambda one: one.unit, width=76),
                GridColumn("note", _("Remark"), lambda one: "", Manner.TYPE, 140),
            ],
            hint=_("A line whose quantity is emptied is not ordered."),
        )

    def add(self, asked: Asked) -> None:
        """Another part; one that is there already is not doubled."""
        if any(one.part_id == asked.part_id for one in self.records):
            return
        kept, settled = self.raw(), self._settled
        self.show_records([*self.records, asked])
        self.grid.cells.put_back([*kept, {"quantity": asked.proposed or "1", "note": ""}])
        self._settled = settled
        self.grid.setCurrentIndex(self.grid.cells.index(len(self.records) - 1, QUANTITY))
        self._touched()

    def value(self) -> Any:
        """What is ordered. Raises InvalidInput where nothing is."""
        wanted = tuple(
            Wanted(one.part_id, str(typed["quantity"]).strip(), str(typed["note"]).strip())
            for one, typed in zip(self.records, self.raw(), strict=True)
            if str(typed["quantity"]).strip() not in ("", "0")
        )
        if not wanted:
            raise InvalidInput(N_("An order needs at least one part. Choose what is ordered."), field=self.name)
        return wanted


class OrderDialog(FormDialog):
    """``wanted``: by part, how many pieces are proposed; else what is missing of it.

    Signal: ``filed(object)``: it is written down, with the order's number.
    """

    filed = Signal(object)

    def __init__(
        self, desk: Desk, parts: Sequence[ShortPart], parent: QWidget | None = None,
        wanted: Mapping[int, int] | None = None,
    ) -> None:  # fmt: skip
        self._desk = desk
        self.parts = PartsField()
        self.add_part = PickField("part_id", _("Add a part: type or scan it"), desk.jobs, pick_parts)
        clock = desk.ctx.clock
        form = Form([
            PickField("supplier_id", _("Supplier"), desk.jobs, pick_suppliers),
            CodeField("order_no", _("Order number"), limit=60, takes_scans=False,
                      hint=_("Ours or the supplier's. Empty: the next one of ours.")),
            DayField("ordered_on", _("Ordered on"), clock, required=True),
            DayField("expected_on", _("Expected on"), clock, hint=_("Empty: nobody knows when.")),
            self.add_part, self.parts,
        ])  # fmt: skip
        form.beside("supplier_id", "order_no")
        form.beside("ordered_on", "expected_on")
        suppliers = {part.supplier_id: part.supplier for part in parts}
        several = ""
        if len(suppliers) > 1:
            several = _("These parts usually come from several suppliers. An order goes to one: choose those of one.")
        super().__init__(desk, _("Order parts"), form, save=_("Write it down"), remark=several, parent=parent)
        filing = Filing(desk, self, place_order, _order, parent=self)
        filing.filed.connect(self.filed)
        self.parts.show_records([of_short(part, None if wanted is None else wanted.get(part.id)) for part in parts])
        today = clock.today()
        lead = max((part.lead_time_days or 0 for part in parts), default=0)
        ((supplier_id, supplier),) = suppliers.items() if len(suppliers) == 1 else ((None, ""),)
        form.fill({
            "ordered_on": today, "expected_on": today + timedelta(days=lead) if lead else None,
            "supplier_id": None if supplier_id is None else Choice(supplier_id, supplier),
        })  # fmt: skip
        self.add_part.picked.connect(self.take_part)

    def sizeHint(self) -> QSize:
        """Wide enough for the parts."""
        return QSize(WIDE, super().sizeHint().height())

    def take_scan(self, scan: Scan) -> bool:
        """The label of a part adds it."""
        self._desk.jobs.query(
            scanned, self._desk.ctx, scan.text, scan.scan_codes, done=self.take_part, failed=self._not_scanned
        )
        return True

    @Slot(object)
    def take_part(self, part: Choice) -> None:
        """A part that was picked or scanned."""
        self.parts.add(Asked(part.id, part.title, part.subtitle, ""))
        self.add_part.clear()

    @Slot(object)
    def _not_scanned(self, error: Exception) -> None:
        if isinstance(error, DepotError):
            self.add_part.complain(str(error))
        else:
            self._desk.show_error(error)


def _order(values: Values, _seen_version: int) -> PlaceOrder:
    return request(PlaceOrder, {name: value for name, value in values.items() if name != "part_id"})
