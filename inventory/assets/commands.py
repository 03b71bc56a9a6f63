"""Units are registered and corrected here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from inventory.access.rights import anybody
from inventory.assets import rules
from inventory.assets.deliveries import check_alone
from inventory.assets.rules import UnitDates
from inventory.cover import keeping
from inventory.cover.override import check_override
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.numbering import free_code
from inventory.scanning.payload import Kind
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.assets import Asset, AssetEvent, AssetOwner, AssetRole, EventKind
from models.contracts import Contract
from models.customers import Customer, CustomerSite
from models.products import ProductModel

SAME_SERIAL: Final = "same_serial"
"""What a person confirms: two models of one maker with one serial are two units."""
_CHUNK: Final = 500
_ON_LABEL: Final = ("model", "serial_no", "sold_on")
"""What a label shows and a correction can change: the printed one is out of date then."""
_IN_FORCE: Final = N_(
    "The acceptance on {day} is in force. Ask for its correction on the unit's card: a second person approves it."
)
_MONTHS_IN_FORCE: Final = N_(
    "The months count since the acceptance on {day}. Ask for their correction on the unit's card, with that of the "
    "acceptance: a second person approves it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFields(UnitDates):
    """What a person enters of a unit. ``owner`` None: the customer's where there is one, else ours."""

    model_id: int
    serial_no: str = ""
    customer_id: int | None = None
    site_id: int | None = None
    contract_id: int | None = None
    location_text: str = ""
    role: AssetRole = AssetRole.CUSTOMER_UNIT
    owner: AssetOwner | None = None
    warranty_months: int | None = None
    remark: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RegisterAsset(UnitFields):
    """A unit that is not in the register yet."""


@dataclass(frozen=True, slots=True)
class EditAsset(UnitFields):
    """All fields of a unit as they should be now, and the version that the person saw.

    ``reason``: why, where another contract or model moves the cover of an accepted unit.
    """

    asset_id: int
    seen_version: int
    reason: str = ""


@command
@needs(Right.EDIT_REGISTER)
def register(ctx: Context, unit: RegisterAsset) -> int:
    """Add a unit with a new label code and return its id.

    Raises RuleBroken where the serial is already registered for the model (``values["existing"]`` is that unit's id),
    NeedsConfirmation(SAME_SERIAL) where another model of the maker has it; another maker's may have it.
    """
    typed, compared = rules.check_serial(unit.serial_no)
    return _add(ctx, unit, [(typed, compared)])[0]


@command
@needs(Right.EDIT_REGISTER)
def register_many(ctx: Context, unit: RegisterAsset, serials: Sequence[str]) -> list[int]:
    """Add several units that differ in their serial only; all or none. ``unit.serial_no`` is not used."""
    return _add(ctx, unit, rules.check_serials(serials))


def _add(ctx: Context, unit: UnitFields, serials: list[tuple[str, str]]) -> list[int]:
    rules.check_dates(unit, ctx.clock.today())
    rules.check_months(unit.warranty_months)
    added = []
    with ctx.work() as work:
        values = _values(unit)
        _check_serials_are_new(unit.model_id, [compared for _typed, compared in serials], unit.confirmed)
        for typed, compared in serials:
            row = work.create(
                Asset,
                code=free_code(Asset, Kind.ASSET),
                serial_no=typed,
                serial_norm=compared,
                model_id=unit.model_id,
                state=rules.state_of(unit),
                **values,
            )
            added.append(row.id)
        keeping.reckon(work, added)
    return added


@command
@needs(Right.EDIT_REGISTER)
def edit(ctx: Context, unit: EditAsset) -> int:
    """Correct a unit and return its id. Its label code never changes.

    The state follows the dates unless service has put the unit into another one. Where the label would now read
    differently, the unit counts as not labelled. A move and new months are kept among the unit's events. An acceptance
    that is in force, and the months that count from it, are only corrected with a second person (RuleBroken). Another
    contract or model that moves the cover of an accepted unit needs the right to approve, and a reason (rules.md 3.6).
    """
    typed, compared = rules.check_serial(unit.serial_no)
    rules.check_dates(unit, ctx.clock.today())
    rules.check_months(unit.warranty_months)
    with ctx.work(unit.reason) as work:
        row: Any = work.lock(Asset, unit.asset_id)
        work.check_seen(row, unit.seen_version)
        rules.check_still_ours_to_edit(row.state, row.customer_id != unit.customer_id)
        if row.accepted_on not in (None, unit.accepted_on):
            _check_not_in_force(row)
        elif row.accepted_on is not None and row.cover_last is not None and row.warranty_months != unit.warranty_months:
            _check_not_in_force(row, _MONTHS_IN_FORCE)
        elif row.accepted_on is None and unit.accepted_on is not None:
            check_alone(row.id)
        values = _values(unit) | {"model": unit.model_id, "serial_no": typed, "serial_norm": compared}
        if compared != row.serial_norm or unit.model_id != row.model_id:
            _check_serials_are_new(unit.model_id, [compared], unit.confirmed, except_for=row.id)
        if row.state in rules.FOLLOWS_DATES:
            values["state"] = rules.state_of(unit)
        if any(getattr(row, "model_id" if name == "model" else name) != values[name] for name in _ON_LABEL):
            values["label_printed_at"] = None
        place, months = (row.customer_id, row.site_id), row.warranty_months
        promised = row.accepted_on is not None and (row.contract_id, row.model_id) != (unit.contract_id, unit.model_id)
        work.change(row, **values)
        if place != (unit.customer_id, unit.site_id):
            note = f"{_where(*place)} → {_where(unit.customer_id, unit.site_id)}"
            _happened(work, row, EventKind.MOVED, note)
        differing = keeping.reckon(work, [row.id])
        if promised:
            check_override(work, differing)
        if row.id not in differing and months != unit.warranty_months:
            _happened(work, row, EventKind.WARRANTY_CHANGED, f"{_shown(months)} → {_shown(unit.warranty_months)}")
    return unit.asset_id


def _check_not_in_force(row: Asset, sentence: str = _IN_FORCE) -> None:
    """Cases were decided by this day, or people work here who stand in for each other: it is corrected by two."""
    decided = connect.rows("SELECT 1 FROM service_case WHERE asset_id = ? AND cover_status <> '' LIMIT 1", (row.id,))
    if decided or anybody():
        raise RuleBroken(sentence, day=row.accepted_on)


def _values(unit: UnitFields) -> dict[str, Any]:
    """The columns of a unit but its model and serial, with what it refers to checked."""
    model = ProductModel.get_or_none(ProductModel.id == unit.model_id)
    if model is None:
        raise InvalidInput(N_("Choose the model of the unit."), field="model_id")
    if unit.customer_id is not None and not Customer.select().where(Customer.id == unit.customer_id).exists():
        raise InvalidInput(N_("This customer is no longer there. Choose another one."), field="customer_id")
    site = _referred(CustomerSite, unit.site_id, "site_id")
    contract = _referred(Contract, unit.contract_id, "contract_id")
    rules.check_place(
        unit.customer_id,
        None if site is None else site.customer_id,
        None if contract is None else contract.customer_id,
    )
    theirs = unit.customer_id is not None and unit.role is AssetRole.CUSTOMER_UNIT
    return {
        "customer": unit.customer_id,
        "site": unit.site_id,
        "contract": unit.contract_id,
        "location_text": line(unit.location_text),
        "role": unit.role,
        "owner": unit.owner or (AssetOwner.CUSTOMER if theirs else AssetOwner.US),
        "made_on": unit.made_on,
        "ex_works_on": unit.ex_works_on,
        "sold_on": unit.sold_on,
        "delivered_on": unit.delivered_on,
        "installed_on": unit.installed_on,
        "completed_on": unit.completed_on,
        "accepted_on": unit.accepted_on,
        "warranty_months": unit.warranty_months,
        "remark": unit.remark.strip(),
    }


def _referred(table: Any, row_id: int | None, field: str) -> Any:
    if row_id is None:
        return None
    row = table.get_or_none(table.id == row_id)
    if row is None:
        raise InvalidInput(N_("This choice is no longer there. Choose again."), field=field)
    return row


def _check_serials_are_new(
    model_id: int, serials: Sequence[str], confirmed: frozenset[str], except_for: int = 0
) -> None:
    """The friendly answer; the index ``asset_serial`` gives the guarantee (INV-01)."""
    for start in range(0, len(serials), _CHUNK):
        chunk = serials[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        found = connect.rows(
            "SELECT asset.id, asset.serial_no, asset.model_id, customer.name, other.product_name, other.model_code "
            "FROM asset JOIN product_model other ON other.id = asset.model_id "
            "JOIN product_model mine ON mine.id = ? AND mine.manufacturer_id = other.manufacturer_id "
            f"LEFT JOIN customer ON customer.id = asset.customer_id WHERE asset.serial_norm IN ({marks}) "
            "AND asset.id <> ? ORDER BY asset.id",
            (model_id, *chunk, except_for),
        )
        for asset_id, serial_no, its_model, customer, *_ in found:
            if its_model == model_id:
                raise _registered(asset_id, serial_no, customer)
        if found and SAME_SERIAL not in confirmed:
            asset_id, serial_no, _its_model, _customer, product, code = found[0]
            raise NeedsConfirmation(
                N_(
                    "The same manufacturer's {product} {model} already has the serial number {serial}. "
                    "Is this another unit?"
                ),
                key=SAME_SERIAL,
                product=product,
                model=code,
                serial=serial_no,
                existing=asset_id,
            )


def _registered(asset_id: int, serial_no: str, customer: str | None) -> RuleBroken:
    if customer is None:
        return RuleBroken(
            N_("{serial} of this model is already in the register. Open it instead of adding it again."),
            serial=serial_no,
            existing=asset_id,
        )
    return RuleBroken(
        N_("{serial} of this model is already in the register, at {customer}. Open it instead of adding it again."),
        serial=serial_no,
        customer=customer,
        existing=asset_id,
    )


def _where(customer_id: int | None, site_id: int | None) -> str:
    """A place as the unit's record names it: the customer and the site."""
    found = connect.rows(
        "SELECT (SELECT name FROM customer WHERE id = ?), (SELECT name FROM customer_site WHERE id = ?)",
        (customer_id, site_id),
    )
    return " · ".join(name for name in found[0] if name) or "–"


def _shown(months: int | None) -> str:
    return "–" if months is None else str(months)


def _happened(work: Work, asset: Asset, kind: EventKind, note: str) -> None:
    AssetEvent.insert(asset=asset.id, at=work.ctx.clock.now(), kind=kind, by=work.ctx.actor, note=note).execute()
