"""The form of a supplier."""

from __future__ import annotations

from inventory.i18n import _
from inventory.suppliers.commands import AddSupplier, EditSupplier
from inventory.suppliers.queries import SupplierCard, card
from inventory.work import Context
from ui.editing.filing import Make, Renew, Values, request
from ui.forms.field import CodeField, TextField
from ui.forms.fields import NotesField, QuantityField
from ui.forms.form import Form


def supplier_form() -> Form:
    """What is recorded of a supplier."""
    return Form(
        [
            TextField("name", _("Name"), required=True, limit=120),
            TextField("contact", _("Contact"), limit=60),
            CodeField("phone", _("Phone"), limit=60, takes_scans=False),
            CodeField("email", _("E-mail"), limit=120, takes_scans=False),
            TextField("address", _("Address")),
            CodeField("tax_no", _("Tax number"), limit=40, takes_scans=False),
            QuantityField("lead_time_days", _("Delivery time in days"), hint=_("Usually, from order to delivery.")),
            NotesField("remark", _("Remark")),
        ]
    )


def supplier_values(found: SupplierCard) -> Values:
    """A supplier by the names of the fields."""
    names = ("name", "contact", "phone", "email", "address", "tax_no", "lead_time_days")
    return {**{name: getattr(found.row, name) for name in names}, "remark": found.remark}


def new_supplier(values: Values, _seen_version: int) -> AddSupplier:
    """The request of a new supplier."""
    return request(AddSupplier, values)


def changed_supplier(supplier_id: int) -> Make:
    """Makes the request of a correction."""

    def make(values: Values, seen_version: int) -> EditSupplier:
        return request(EditSupplier, values, supplier_id=supplier_id, seen_version=seen_version)

    return make


def renewed_supplier(supplier_id: int) -> Renew:
    """Looks the supplier up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        found = card(ctx, supplier_id)
        return found.row.version, supplier_values(found)

    return renew
