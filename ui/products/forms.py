"""The forms of a model and of a manufacturer."""

from __future__ import annotations

from inventory.choices import Choice
from inventory.i18n import _
from inventory.products.commands import AddManufacturer, AddModel, EditManufacturer, EditModel
from inventory.products.queries import MakerLine, ModelRow, maker, model, pick_manufacturers
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Make, Renew, Values, request
from ui.forms.choosing import PickField
from ui.forms.field import CodeField, TextField
from ui.forms.fields import DayField, MonthsField, NotesField
from ui.forms.form import Form

MAKER_FIELDS = ("name", "phone", "email", "website", "address", "hours", "rma_address")
MODEL_FIELDS = (
    "product_name", "model_code", "unit", "warranty_months", "function_group", "discontinued_on", "spares_until",
    "remark",
)  # fmt: skip


def model_form(desk: Desk) -> Form:
    """What is recorded of a model."""
    clock = desk.ctx.clock
    return Form(
        [
            PickField(
                "manufacturer_id",
                _("Manufacturer"),
                desk.jobs,
                pick_manufacturers,
                required=True,
                repeats=True,
                new=_("New manufacturer"),
            ),
            TextField("product_name", _("Product"), required=True, repeats=True, limit=120),
            CodeField("model_code", _("Model"), required=True, limit=80, hint=_("As it stands on the type plate.")),
            MonthsField(
                "warranty_months", _("Usual warranty (months)"), hint=_("What the manufacturer usually gives.")
            ),
            TextField("unit", _("Unit of count"), repeats=True, limit=20, hint=_("Empty: 台.")),
            TextField("function_group", _("Function group"), repeats=True, limit=60),
            DayField("discontinued_on", _("Discontinued on"), clock),
            DayField("spares_until", _("Spares until"), clock),
            NotesField("remark", _("Remark")),
        ]
    )


def model_values(found: ModelRow) -> Values:
    """A model by the names of the fields."""
    return {"manufacturer_id": Choice(found.manufacturer_id, found.maker)} | {
        name: getattr(found, name) for name in MODEL_FIELDS
    }


def new_model(values: Values, _seen_version: int) -> AddModel:
    """The request of a new model."""
    return request(AddModel, values)


def changed_model(model_id: int) -> Make:
    """Makes the request of a correction."""

    def make(values: Values, seen_version: int) -> EditModel:
        return request(EditModel, values, model_id=model_id, seen_version=seen_version)

    return make


def renewed_model(model_id: int) -> Renew:
    """Looks the model up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        found = model(ctx, model_id)
        return found.version, model_values(found)

    return renew


def maker_form() -> Form:
    """What is recorded of a manufacturer."""
    return Form(
        [
            TextField("name", _("Name"), required=True, limit=120),
            CodeField("phone", _("Phone"), limit=60, takes_scans=False),
            CodeField("email", _("E-mail"), limit=120, takes_scans=False),
            CodeField("website", _("Website"), limit=200, takes_scans=False),
            TextField("address", _("Address")),
            TextField("hours", _("Service hours"), limit=120),
            TextField("rma_address", _("Address for returns")),
        ]
    )


def maker_values(found: MakerLine) -> Values:
    """A manufacturer by the names of the fields."""
    return {name: getattr(found, name) for name in MAKER_FIELDS}


def new_maker(values: Values, _seen_version: int) -> AddManufacturer:
    """The request of a new manufacturer."""
    return request(AddManufacturer, values)


def changed_maker(maker_id: int) -> Make:
    """Makes the request of a correction."""

    def make(values: Values, seen_version: int) -> EditManufacturer:
        return request(EditManufacturer, values, manufacturer_id=maker_id, seen_version=seen_version)

    return make


def renewed_maker(maker_id: int) -> Renew:
    """Looks the manufacturer up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        found = maker(ctx, maker_id)
        return found.version, maker_values(found)

    return renew
