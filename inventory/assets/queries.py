"""The register as it is read: the list of all units, and the card of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, Final, cast

from inventory.assets.promise import TERMS, Promised, explain, terms
from inventory.cases.queries import CaseLine, of_asset
from inventory.clock import SystemClock
from inventory.cover.rules import Cover, Segment
from inventory.errors import NotFound
from inventory.i18n import N_, Message
from inventory.naming import inside
from inventory.paging import Condition, Listing
from inventory.parts.queries import FittingPart, fits
from inventory.search import LAST, by_name, by_serial
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect
from models.assets import AssetOwner, AssetRole, AssetState, EventKind


@dataclass(frozen=True, slots=True)
class AssetRow:
    """A unit in the list. ``months`` are the unit's own, None where nobody wrote any."""

    id: int
    version: int
    code: str
    serial_no: str
    product_name: str
    model_code: str
    maker: str
    customer: str
    customer_id: int | None
    contract_no: str
    sold_on: date | None
    accepted_on: date | None
    months: int | None
    state: AssetState
    role: AssetRole
    label_printed: bool
    cover: Cover


@dataclass(frozen=True, slots=True)
class Brief:
    """A unit in one line, for banners and choices."""

    id: int
    code: str
    serial_no: str
    product_name: str
    model_code: str
    customer: str


@dataclass(frozen=True, slots=True)
class CustomerBlock:
    """Whose unit it is: where it stands, and whom to call there."""

    id: int
    code: str
    name: str
    site: str
    address: str
    post_code: str
    contact: str
    phone: str
    mobile: str


@dataclass(frozen=True, slots=True)
class UnitEvent:
    """Something that happened to a unit. ``note`` is data, not a sentence."""

    at: datetime
    kind: EventKind
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class AssetCard:
    """Everything a visitor of a unit asks, as of ``today``.

    ``segments`` are the covered stretches of the timeline; paid repair follows the last one, spares are owed until
    ``spares_until``. ``label_generation`` counts the labels printed so far.
    """

    id: int
    version: int
    code: str
    serial_no: str
    state: AssetState
    role: AssetRole
    owner: AssetOwner
    model_id: int
    product_name: str
    model_code: str
    maker_id: int
    maker: str
    customer: CustomerBlock | None
    site_id: int | None
    location_text: str
    contract_id: int | None
    contract_no: str
    contract_title: str
    made_on: date | None
    ex_works_on: date | None
    sold_on: date | None
    delivered_on: date | None
    installed_on: date | None
    completed_on: date | None
    accepted_on: date | None
    months: int | None
    usual_months: int | None
    today: date
    cover: Cover
    segments: tuple[Segment, ...]
    spares_until: date | None
    explanation: tuple[Message, ...]
    events: tuple[UnitEvent, ...]
    cases: tuple[CaseLine, ...]
    parts: tuple[FittingPart, ...]
    label_printed_at: datetime | None
    label_generation: int
    replaced_by: Brief | None
    replaces: tuple[Brief, ...]
    attachments: int
    remark: str

    @property
    def open_cases(self) -> tuple[CaseLine, ...]:
        """The cases on which the unit does not work yet."""
        return tuple(case for case in self.cases if case.is_open)


def _row(
    today: Callable[[], date], asset_id: int, version: int, code: str, serial_no: str, product: str, model: str,
    maker: str, customer: str | None, customer_id: int | None, contract: str | None, sold: Any, accepted: Any,
    months: int | None, usual_months: int | None, state: str, role: str, printed: Any, rule: str | None,
    spares: str | None,
) -> AssetRow:  # fmt: skip
    promised = Promised(connect.as_day(accepted), months, usual_months, AssetState(state), terms(rule, spares))
    return AssetRow(
        asset_id, version, code, serial_no, product, model, maker, customer or "", customer_id, contract or "",
        connect.as_day(sold), promised.accepted_on, months, promised.state, AssetRole(role), printed is not None,
        _cover(promised, today()),
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _cover(promised: Promised, day: date) -> Cover:
    """Units come in deliveries that were accepted on one day: a long list asks the same question again and again."""
    return promised.cover(day)


def _by_text(text: str) -> Condition:
    """Serial fragments, own codes, contract numbers by their beginning, customers and models by any inner part."""
    norm = normalise(text)
    if not norm:
        return Condition("1 = 1")
    serial, customer = by_serial(text), by_name(text)
    return Condition(
        "asset.id IN ("
        f"SELECT asset.id FROM asset WHERE {serial.sql} "
        "UNION ALL SELECT asset.id FROM asset WHERE customer_id IN "
        f"(SELECT customer.id FROM customer WHERE {customer.sql}) "
        "UNION ALL SELECT asset.id FROM asset WHERE model_id IN (SELECT id FROM product_model "
        "WHERE model_norm LIKE ? ESCAPE '\\' OR lower(product_name) LIKE ? ESCAPE '\\') "
        "UNION ALL SELECT asset.id FROM asset WHERE contract_id IN (SELECT id FROM contract "
        "WHERE number_norm >= ? AND number_norm < ?) "
        "UNION ALL SELECT asset.id FROM asset WHERE code = ?)",
        (*serial.values, *customer.values, inside(norm).upper(), inside(text), norm, norm + LAST, norm),
    )


def _unusual(column: str, value: StrEnum, usual: StrEnum) -> Condition:
    """Nearly all units are as usual: those are found along the list's order, the few others by an index of them alone.

    The second half says what the first implies already; by it a database sees that the partial index will do.
    """
    if value is usual:
        return Condition(f"asset.{column} = '{value.value}'")
    return Condition(f"asset.{column} = '{value.value}' AND asset.{column} <> '{usual.value}'")


_ABSENT: Final = {"unprinted": "IS NULL", "printed": "IS NOT NULL", "missing": "IS NULL", "there": "IS NOT NULL"}
_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "text": _by_text,
    "customer": lambda customer_id: Condition("asset.customer_id = ?", (customer_id,)),
    "model": lambda model_id: Condition("asset.model_id = ?", (model_id,)),
    "maker": lambda maker_id: Condition(
        "asset.model_id IN (SELECT id FROM product_model WHERE manufacturer_id = ?)", (maker_id,)
    ),
    "contract": lambda contract_id: Condition("asset.contract_id = ?", (contract_id,)),
    "batch": lambda batch_id: Condition("asset.batch_id = ?", (batch_id,)),
    "state": lambda state: _unusual("state", AssetState(state), AssetState.IN_SERVICE),
    "role": lambda role: _unusual("role", AssetRole(role), AssetRole.CUSTOMER_UNIT),
    "label": lambda label: Condition(f"asset.label_printed_at {_ABSENT[label]}"),
    "sold_from": lambda day: Condition("asset.sold_on >= ?", (day.isoformat(),)),
    "sold_to": lambda day: Condition("asset.sold_on <= ?", (day.isoformat(),)),
    "accepted": lambda accepted: Condition(f"asset.accepted_on {_ABSENT[accepted]}"),
}
_COLUMNS: Final = (
    "asset.version, asset.code, asset.serial_no, product_model.product_name, product_model.model_code, "
    "manufacturer.name, customer.name, asset.customer_id, contract.number, asset.sold_on, asset.accepted_on, "
    "asset.warranty_months, product_model.warranty_months, asset.state, asset.role, asset.label_printed_at, "
    f"{TERMS}"
)

LISTING: Final[Listing[AssetRow]] = Listing(
    table="asset",
    source=(
        "asset JOIN product_model ON product_model.id = asset.model_id "
        "JOIN manufacturer ON manufacturer.id = product_model.manufacturer_id "
        "LEFT JOIN customer ON customer.id = asset.customer_id LEFT JOIN contract ON contract.id = asset.contract_id"
    ),
    columns=_COLUMNS,
    row=partial(_row, SystemClock().today),
    sorts={
        "serial": "asset.serial_norm",
        "code": "asset.code",
        "sold_on": "asset.sold_on",
        "accepted_on": "asset.accepted_on",
        "id": "asset.id",
    },
    filters=_FILTERS,
    gaps=frozenset({"sold_on", "accepted_on"}),
)
"""The units, their cover as of the computer's day; ``listing`` has it as of a context's.

Filters: text, customer, model, maker, contract, batch (ids), state, role, label ("unprinted", "printed"), sold_from,
sold_to (days), accepted ("missing", "there").
"""


def listing(ctx: Context) -> Listing[AssetRow]:
    """LISTING with the cover as of the context's today."""
    return replace(LISTING, row=partial(_row, ctx.clock.today))


def brief(ids: Sequence[int]) -> list[Brief]:
    """Units in one line each, in the order of ``ids``; those that are gone are left out."""
    marks = ", ".join("?" * len(ids))
    found = connect.rows(
        "SELECT a.id, a.code, a.serial_no, m.product_name, m.model_code, c.name FROM asset a JOIN product_model m "
        f"ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id WHERE a.id IN ({marks})",
        tuple(ids),
    )
    there = {row[0]: Brief(*[*row[:5], row[5] or ""]) for row in found}
    return [there[asset_id] for asset_id in ids if asset_id in there]


_CARD: Final = (
    "SELECT a.id, a.version, a.code, a.serial_no, a.state, a.role, a.owner, "
    "m.id, m.product_name, m.model_code, v.id, v.name, "
    "c.id, c.code, c.name, s.name, s.address, s.post_code, p.name, p.phone, p.mobile, "
    "a.site_id, a.location_text, a.contract_id, k.number, k.title, "
    "a.made_on, a.ex_works_on, a.sold_on, a.delivered_on, a.installed_on, a.completed_on, a.accepted_on, "
    f"a.warranty_months, m.warranty_months, {TERMS}, a.label_printed_at, "
    "(SELECT max(generation) FROM label_print WHERE asset_id = a.id), "
    "(SELECT count(*) FROM attachment WHERE entity = 'asset' AND entity_id = a.id), a.remark, "
    "r.id, r.code, r.serial_no, rm.product_name, rm.model_code, rc.name, "
    "o.id, o.code, o.serial_no, om.product_name, om.model_code, oc.name "
    "FROM asset a JOIN product_model m ON m.id = a.model_id JOIN manufacturer v ON v.id = m.manufacturer_id "
    "LEFT JOIN customer c ON c.id = a.customer_id "
    "LEFT JOIN customer_site s ON s.id = coalesce(a.site_id, "
    "(SELECT min(id) FROM customer_site WHERE customer_id = a.customer_id)) "
    "LEFT JOIN contact p ON p.customer_id = a.customer_id AND p.is_default "
    "LEFT JOIN contract k ON k.id = a.contract_id "
    "LEFT JOIN asset r ON r.id = a.replaced_by_id LEFT JOIN product_model rm ON rm.id = r.model_id "
    "LEFT JOIN customer rc ON rc.id = r.customer_id "
    "LEFT JOIN asset o ON o.replaced_by_id = a.id LEFT JOIN product_model om ON om.id = o.model_id "
    "LEFT JOIN customer oc ON oc.id = o.customer_id "
    "WHERE a.id = ? ORDER BY o.id"
)
_EVENTS: Final = (
    "SELECT e.at, e.kind, u.name, e.note FROM asset_event e LEFT JOIN depot_user u ON u.id = e.by_id "
    "WHERE e.asset_id = ? ORDER BY e.at DESC, e.id DESC"
)


def card(ctx: Context, asset_id: int) -> AssetCard:
    """Everything about one unit, in four statements. Raises NotFound."""
    found = connect.rows(_CARD, (asset_id,))
    if not found:
        raise NotFound(N_("This unit is no longer there. Refresh the page to see what is."))
    row = found[0]
    today = ctx.clock.today()
    made, ex_works, sold, delivered, installed, completed, accepted = (connect.as_day(day) for day in row[26:33])
    promised = Promised(accepted, row[33], row[34], AssetState(row[4]), terms(row[35], row[36]))
    cover = promised.cover(today)
    return AssetCard(
        id=row[0],
        version=row[1],
        code=row[2],
        serial_no=row[3],
        state=promised.state,
        role=AssetRole(row[5]),
        owner=AssetOwner(row[6]),
        model_id=row[7],
        product_name=row[8],
        model_code=row[9],
        maker_id=row[10],
        maker=row[11],
        customer=None if row[12] is None else CustomerBlock(*[*row[12:15], *(text or "" for text in row[15:21])]),
        site_id=row[21],
        location_text=row[22],
        contract_id=row[23],
        contract_no=row[24] or "",
        contract_title=row[25] or "",
        made_on=made,
        ex_works_on=ex_works,
        sold_on=sold,
        delivered_on=delivered,
        installed_on=installed,
        completed_on=completed,
        accepted_on=accepted,
        months=row[33],
        usual_months=row[34],
        today=today,
        cover=cover,
        segments=promised.segments(),
        spares_until=promised.spares_until(),
        explanation=explain(promised, cover),
        events=tuple(_event(*event) for event in connect.rows(_EVENTS, (asset_id,))),
        cases=tuple(of_asset(ctx, asset_id)),
        parts=tuple(fits(ctx, row[7], cover)),
        label_printed_at=connect.as_instant(row[37]),
        label_generation=row[38] or 0,
        replaced_by=_brief(row[41:47]),
        replaces=tuple(unit for unit in (_brief(other[47:53]) for other in found) if unit is not None),
        attachments=row[39],
        remark=row[40],
    )


def _brief(row: tuple[Any, ...]) -> Brief | None:
    return None if row[0] is None else Brief(*[*row[:5], row[5] or ""])


def _event(at: Any, kind: str, by: str | None, note: str) -> UnitEvent:
    return UnitEvent(cast(datetime, connect.as_instant(at)), EventKind(kind), by or "", note)
