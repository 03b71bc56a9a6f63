"""What the form of a quotation offers to choose from: units and cases of the customer, parts by scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inventory.assets.queries import LISTING as UNITS
from inventory.cases.queries import of_asset, of_customer
from inventory.choices import Choice
from inventory.errors import NotFound
from inventory.found import Found
from inventory.i18n import N_
from inventory.paging import Sort
from inventory.parts.queries import LISTING as PARTS
from inventory.scanning.resolve import resolve
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect

_UNIT: Final = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, c.id, c.name FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id WHERE a.id = ?"
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """A unit and whose it is; ``customer`` None for one that belongs to nobody yet."""

    unit: Choice
    customer: Choice | None


def pick_units(customer_id: int | None, text: str, limit: int = 12) -> list[Choice]:
    """The units of a customer whose serial number, or product, has ``text``; of nobody, none."""
    if customer_id is None:
        return []
    filters = {"customer": customer_id, **({"text": text} if text.strip() else {})}
    rows = UNITS.rows(UNITS.ids(filters, Sort("serial"))[:limit])
    return [Choice(row.id, row.serial_no, f"{row.product_name} {row.model_code}") for row in rows]


def addressed(_ctx: Context, asset_id: int) -> Addressed:
    """A unit as the form names it. Raises NotFound."""
    found = connect.rows(_UNIT, (asset_id,))
    if not found:
        raise NotFound(N_("This unit is no longer there. Refresh the page to see what is."))
    unit_id, serial, product, model, customer_id, customer = found[0]
    owner = None if customer_id is None else Choice(customer_id, customer)
    return Addressed(Choice(unit_id, serial, f"{product} {model}"), owner)


def pick_cases(ctx: Context, customer_id: int | None, asset_id: int | None, text: str, limit: int = 12) -> list[Choice]:
    """The cases of a unit, else of a customer, whose number has ``text``, the newest first."""
    if customer_id is None:
        return []
    cases = of_customer(ctx, customer_id) if asset_id is None else of_asset(ctx, asset_id)
    norm = normalise(text)
    return [Choice(one.id, one.case_no, one.symptom) for one in cases if norm in normalise(one.case_no)][:limit]


def scanned(ctx: Context, text: str, scan_codes: Sequence[int] = ()) -> Choice:
    """The part that a label or a number means. Raises NotFound, or BadCode, with a sentence."""
    for hit in resolve(ctx, text, scan_codes or None):
        if hit.kind is Found.PART:
            row = PARTS.rows([hit.id])[0]
            return Choice(row.id, row.part_no, f"{row.name} {row.spec}".strip())
    raise NotFound(N_("{text} is no part. Scan the label of a part."), text=text.strip())
