"""The register as it is read: the list of all units, and the card of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from inventory.clock import SystemClock
from inventory.cover import standing
from inventory.cover.proven import Proven
from inventory.cover.rules import Cover, CoverStatus
from inventory.i18n import Message
from inventory.paging import Condition, Listing
from inventory.values.records import record
from inventory.work import Context
from models import connect
from models.kinds import AssetOwner, AssetRole, AssetState, EventKind

if TYPE_CHECKING:
    from inventory.cases.queries import CaseLine
    from inventory.cover.facts import UnitFacts
    from inventory.parts.queries import FittingPart


@record
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


@record
class Brief:
    """A unit in one line, for banners and choices."""

    id: int
    code: str
    serial_no: str
    product_name: str
    model_code: str
    customer: str


@record
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


@record
class UnitEvent:
    """Something that happened to a unit. ``note`` is data, not a sentence."""

    at: datetime
    kind: EventKind
    by: str
    note: str


@record
class AssetCard:
    """Everything a visitor of a unit asks, as of ``today``.

    ``segments`` are the covered stretches of the timeline; paid repair follows the last one, spares are owed until
    ``spares_until``. ``label_generation`` counts the labels printed so far. ``facts``: what the cover rests on.
    ``left_on``: when the unit left for good; None while it is in use, and where nobody wrote the day.
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
    segments: tuple[Proven, ...]
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
    facts: UnitFacts
    left_on: date | None = None

    @property
    def acceptance_is_in_force(self) -> bool:
        """Whether the cover runs, or ran, from the day that is recorded: then two people correct it (INV-09)."""
        return self.accepted_on is not None and self.cover.status is not CoverStatus.PRE_ACCEPTANCE

    @property
    def open_cases(self) -> tuple[CaseLine, ...]:
        """The cases on which the unit does not work yet."""
        return tuple(case for case in self.cases if case.is_open)


_STATES: Final[Mapping[str, AssetState]] = {state.value: state for state in AssetState}
_ROLES: Final[Mapping[str, AssetRole]] = {role.value: role for role in AssetRole}


def _row(
    today: date, asset_id: int, version: int, code: str, serial_no: str, product: str, model: str,
    maker: str, customer: str | None, customer_id: int | None, contract: str | None, sold: Any, accepted: Any,
    months: int | None, state: str, role: str, printed: Any, begins: Any, spares: Any, segments: str | None,
) -> AssetRow:  # fmt: skip
    is_in = _STATES[state]
    return AssetRow(
        asset_id, version, code, serial_no, product, model, maker, customer or "", customer_id, contract or "",
        connect.as_day(sold), connect.as_day(accepted), months, is_in, _ROLES[role], printed is not None,
        standing.of_row(begins, spares, segments, today, is_in),
    )  # fmt: skip


def _by_text(text: str) -> Condition:
    """Serial fragments, own codes, contract numbers by their beginning, customers and models by any inner part."""
    from inventory.naming import inside
    from inventory.search import LAST, by_name, by_serial  # the window opens with this list, not with a search
    from inventory.values.codes import normalise

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
    f"asset.warranty_months, asset.state, asset.role, asset.label_printed_at, {standing.columns('asset')}"
)

LISTING: Final[Listing[AssetRow]] = Listing(
    table="asset",
    source=(
        "asset JOIN product_model ON product_model.id = asset.model_id "
        "JOIN manufacturer ON manufacturer.id = product_model.manufacturer_id "
        "LEFT JOIN customer ON customer.id = asset.customer_id LEFT JOIN contract ON contract.id = asset.contract_id"
    ),
    columns=_COLUMNS,
    row=_row,
    sorts={
        "serial": "asset.serial_norm",
        "code": "asset.code",
        "sold_on": "asset.sold_on",
        "accepted_on": "asset.accepted_on",
        "cover_last": "asset.cover_last",
        "id": "asset.id",
    },
    filters={**_FILTERS, **standing.filters(SystemClock().today)},
    gaps=frozenset({"sold_on", "accepted_on", "cover_last"}),
    today=SystemClock().today,
)
"""The units, their cover as of the computer's day; ``listing`` has it as of a context's.

Filters: text, customer, model, maker, contract, batch (ids), state, role, label ("unprinted", "printed"), sold_from,
sold_to (days), accepted ("missing", "there"), cover (CoverStatus: as the unit stands today), ends_within (a number of
days from today in which the last covered day lies).
"""


def listing(ctx: Context) -> Listing[AssetRow]:
    """LISTING with the cover as of the context's today."""
    today = ctx.clock.today
    return replace(LISTING, today=today, filters={**_FILTERS, **standing.filters(today)})


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


def card(ctx: Context, asset_id: int) -> AssetCard:
    """Everything about one unit, in five statements. Raises NotFound."""
    from inventory.assets.card import of_unit  # the explanation and the parts behind it: a start should not wait

    return of_unit(ctx, asset_id)
