"""Manufacturers and models as they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.choices import Choice
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.naming import inside
from inventory.paging import Condition, Listing
from inventory.values.codes import name_key, normalise
from inventory.work import Context
from models import connect

__all__ = [
    "LISTING",
    "Choice",
    "MakerLine",
    "ModelRow",
    "maker",
    "makers",
    "model",
    "pick_manufacturers",
    "pick_models",
]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model. ``warranty_months``: what its maker usually gives, None where nobody knows."""

    id: int
    version: int
    manufacturer_id: int
    maker: str
    product_name: str
    model_code: str
    unit: str
    warranty_months: int | None
    function_group: str
    discontinued_on: date | None
    spares_until: date | None
    remark: str


@dataclass(frozen=True, slots=True)
class MakerLine:
    """A manufacturer and how to reach them (R-079)."""

    id: int
    version: int
    name: str
    phone: str
    email: str
    website: str
    address: str
    hours: str
    rma_address: str


def _row(
    model_id: int, version: int, manufacturer_id: int, made_by: str, product: str, code: str, unit: str,
    months: int | None, group: str, discontinued: Any, spares: Any, remark: str,
) -> ModelRow:  # fmt: skip
    return ModelRow(
        model_id, version, manufacturer_id, made_by, product, code, unit, months, group,
        connect.as_day(discontinued), connect.as_day(spares), remark,
    )  # fmt: skip


def _by_text(text: str) -> Condition:
    """Any inner part of the model's code or the product's name: there are a few thousand models at most."""
    norm = normalise(text)
    if not norm:
        return Condition("1 = 1")
    return Condition(
        "product_model.model_norm LIKE ? ESCAPE '\\' OR lower(product_model.product_name) LIKE ? ESCAPE '\\'",
        (inside(norm).upper(), inside(text)),
    )


_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "text": _by_text,
    "maker": lambda maker_id: Condition("product_model.manufacturer_id = ?", (maker_id,)),
}

LISTING: Final[Listing[ModelRow]] = Listing(
    table="product_model",
    source="product_model JOIN manufacturer ON manufacturer.id = product_model.manufacturer_id",
    columns=(
        "product_model.version, product_model.manufacturer_id, manufacturer.name, product_model.product_name, "
        "product_model.model_code, product_model.unit, product_model.warranty_months, product_model.function_group, "
        "product_model.discontinued_on, product_model.spares_until, product_model.remark"
    ),
    row=_row,
    sorts={"model": "product_model.model_norm", "id": "product_model.id"},
    filters=_FILTERS,
)
"""The models. Filters: text, maker."""


def model(ctx: Context, model_id: int) -> ModelRow:
    """One model. Raises NotFound."""
    found = LISTING.rows([model_id])
    if not found:
        raise NotFound(N_("This model is no longer there. Refresh the page to see what is."))
    return found[0]


_MAKER: Final = "SELECT id, version, name, phone, email, website, address, hours, rma_address FROM manufacturer"


def makers(ctx: Context) -> list[MakerLine]:
    """All manufacturers by name."""
    return [MakerLine(*row) for row in connect.rows(f"{_MAKER} ORDER BY name_key")]


def maker(ctx: Context, manufacturer_id: int) -> MakerLine:
    """One manufacturer. Raises NotFound."""
    found = connect.rows(f"{_MAKER} WHERE id = ?", (manufacturer_id,))
    if not found:
        raise NotFound(N_("This manufacturer is no longer there. Refresh the page to see who is."))
    return MakerLine(*found[0])


def pick_models(text: str, limit: int = 8) -> list[Choice]:
    """The models that a person may mean while typing."""
    condition = _by_text(text)
    found = connect.rows(
        "SELECT product_model.id, product_model.product_name, product_model.model_code, manufacturer.name "
        "FROM product_model JOIN manufacturer ON manufacturer.id = product_model.manufacturer_id "
        f"WHERE {condition.sql} ORDER BY product_model.model_norm, product_model.id LIMIT ?",
        (*condition.values, limit),
    )
    return [Choice(row[0], f"{row[1]} {row[2]}", row[3]) for row in found]


def pick_manufacturers(text: str, limit: int = 8) -> list[Choice]:
    """The manufacturers that a person may mean while typing."""
    found = connect.rows(
        "SELECT id, name FROM manufacturer WHERE name_key LIKE ? ESCAPE '\\' ORDER BY name_key LIMIT ?",
        (inside(name_key(text)), limit),
    )
    return [Choice(*row) for row in found]
