"""Manufacturers and their models are added and corrected here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.cover import keeping
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import check_mail, check_name, line
from inventory.products import rules
from inventory.work import Context, command, needs
from models.access import Right
from models.policies import AnchorEvent
from models.products import Manufacturer, ProductModel


@dataclass(frozen=True, slots=True, kw_only=True)
class ManufacturerFields:
    """What a person enters of a manufacturer (R-079)."""

    name: str
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    hours: str = ""
    rma_address: str = ""


@dataclass(frozen=True, slots=True)
class AddManufacturer(ManufacturerFields):
    """A manufacturer who is not there yet."""


@dataclass(frozen=True, slots=True)
class EditManufacturer(ManufacturerFields):
    """All fields of a manufacturer as they should be now."""

    manufacturer_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFields:
    """What a person enters of a model. ``warranty_months``: what the manufacturer usually gives.

    ``warranty_anchor``: from which event, usually from when it left the works; None: as it is.
    """

    manufacturer_id: int
    product_name: str
    model_code: str
    unit: str = "台"
    warranty_months: int | None = None
    function_group: str = ""
    discontinued_on: date | None = None
    spares_until: date | None = None
    remark: str = ""
    warranty_anchor: AnchorEvent | None = None


@dataclass(frozen=True, slots=True)
class AddModel(ModelFields):
    """A model that is not there yet."""


@dataclass(frozen=True, slots=True)
class EditModel(ModelFields):
    """All fields of a model as they should be now."""

    model_id: int
    seen_version: int


@command
@needs(Right.EDIT_REGISTER)
def add_manufacturer(ctx: Context, maker: AddManufacturer) -> int:
    """Add a manufacturer and return its id. Raises RuleBroken where the name is known (``values["existing"]``)."""
    values = _maker_values(maker)
    with ctx.work() as work:
        _check_new_maker(values["name_key"])
        row = work.create(Manufacturer, **values)
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def edit_manufacturer(ctx: Context, maker: EditManufacturer) -> int:
    """Correct a manufacturer and return its id."""
    values = _maker_values(maker)
    with ctx.work() as work:
        row = work.lock(Manufacturer, maker.manufacturer_id)
        work.check_seen(row, maker.seen_version)
        _check_new_maker(values["name_key"], except_for=row.id)
        work.change(row, **values)
    return maker.manufacturer_id


def _maker_values(maker: ManufacturerFields) -> dict[str, Any]:
    name, key = check_name(maker.name)
    return {
        "name": name,
        "name_key": key,
        "phone": line(maker.phone),
        "email": check_mail(maker.email),
        "website": line(maker.website),
        "address": line(maker.address),
        "hours": line(maker.hours),
        "rma_address": line(maker.rma_address),
    }


def _check_new_maker(key: str, except_for: int = 0) -> None:
    there = Manufacturer.get_or_none(Manufacturer.name_key == key)
    if there is not None and there.id != except_for:
        raise RuleBroken(
            N_("The manufacturer {name} is already there. Choose it from the list."),
            name=there.name,
            existing=there.id,
        )


@command
@needs(Right.EDIT_REGISTER)
def add_model(ctx: Context, model: AddModel) -> int:
    """Add a model of a manufacturer and return its id. Raises RuleBroken where it is known (``values["existing"]``)."""
    values = _model_values(model)
    with ctx.work() as work:
        _check_new_model(model.manufacturer_id, values["model_norm"])
        row = work.create(ProductModel, **values)
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def edit_model(ctx: Context, model: EditModel) -> int:
    """Correct a model and return its id. Units of it that were labelled keep their labels.

    The cover of units for which its usual warranty counts is reckoned anew.
    """
    values = _model_values(model)
    with ctx.work() as work:
        row = work.lock(ProductModel, model.model_id)
        work.check_seen(row, model.seen_version)
        _check_new_model(model.manufacturer_id, values["model_norm"], except_for=row.id)
        usual = (row.warranty_months, row.warranty_anchor)
        work.change(row, **values)
        if (row.warranty_months, row.warranty_anchor) != usual:
            keeping.reckon(work, keeping.of_model(row.id))
    return model.model_id


def _model_values(model: ModelFields) -> dict[str, Any]:
    product, _key = check_name(model.product_name, field="product_name")
    typed, compared = rules.check_model_code(model.model_code)
    rules.check_usual_months(model.warranty_months)
    rules.check_ends(model.discontinued_on, model.spares_until)
    anchor: dict[str, Any] = {} if model.warranty_anchor is None else {"warranty_anchor": model.warranty_anchor}
    return anchor | {
        "manufacturer": model.manufacturer_id,
        "product_name": product,
        "model_code": typed,
        "model_norm": compared,
        "unit": line(model.unit) or "台",
        "warranty_months": model.warranty_months,
        "function_group": line(model.function_group),
        "discontinued_on": model.discontinued_on,
        "spares_until": model.spares_until,
        "remark": model.remark.strip(),
    }


def _check_new_model(manufacturer_id: int, compared: str, except_for: int = 0) -> None:
    if not Manufacturer.select().where(Manufacturer.id == manufacturer_id).exists():
        raise InvalidInput(N_("Choose the manufacturer of the model."), field="manufacturer_id")
    there = ProductModel.get_or_none(
        (ProductModel.manufacturer == manufacturer_id) & (ProductModel.model_norm == compared)
    )
    if there is not None and there.id != except_for:
        raise RuleBroken(
            N_("This manufacturer's model {model} ({product}) is already there. Choose it from the list."),
            model=there.model_code,
            product=there.product_name,
            existing=there.id,
        )
