"""A row of a register on its way through an import, and what all rows together add and change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from inventory.imports.lookups import Client, Deal, Model, Person, Site
from inventory.imports.promised import Promised
from inventory.imports.reading import Line
from inventory.imports.registered import Known
from models.assets import AssetState

BEFORE_PROMISES: Final = 27


class AssetRecord(NamedTuple):
    """A row of a register, as read: the fields of ``fields.ASSETS`` in their order. Days are ISO text."""

    serial_no: Any
    model_code: str | None
    model_name: str | None
    product_name: str | None
    maker: str | None
    customer: str | None
    contract_no: str | None
    made_on: str | None
    ex_works_on: str | None
    sold_on: str | None
    delivered_on: str | None
    installed_on: str | None
    completed_on: str | None
    accepted_on: str | None
    months: int | None
    years: int | None
    contact: str | None
    phone: str | None
    mobile: str | None
    fax: str | None
    email: str | None
    address: str | None
    post_code: str | None
    location_text: str | None
    state: AssetState | None
    old_code: str | None
    remark: str | None
    policy: str | None
    maker_months: int | None
    maker_years: int | None
    maker_from: Any  # a day as ISO text, or an AnchorEvent
    maker_until: str | None
    maker_paper: str | None
    extension_no: str | None
    extension_months: int | None
    extension_years: int | None
    extension_signed_on: str | None
    extension_from: str | None
    extension_until: str | None

    @property
    def days(self) -> tuple[str | None, ...]:
        """The days of the unit, as ``dated.DAYS`` names them."""
        return self[7:14]

    @property
    def promises(self) -> tuple[Any, ...]:
        """What it says of the policy, the manufacturer's warranty and a maintenance contract."""
        return self[BEFORE_PROMISES:]


@dataclass(slots=True)
class Unit:
    """A row that may go into the register."""

    line: Line
    record: AssetRecord
    serial_no: str
    norm: str
    model: Model
    client: Client | None
    site: Site | None
    person: Person | None
    deal: Deal | None
    months: int | None
    remark: str
    state: AssetState


@dataclass(slots=True)
class AssetPlan:
    """What the commit writes: new units, changes of units that are there, and what rows promise besides."""

    units: list[Unit] = field(default_factory=list)
    changes: list[Known] = field(default_factory=list)
    promises: Promised = field(default_factory=Promised)
