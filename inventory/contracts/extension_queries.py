"""Maintenance contracts as they are listed and read, and what one would give each unit before it is saved (C-02)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from inventory.contracts.extension_rules import ExtensionStart, Offered, extension, offered
from inventory.cover import store
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.kept import kept_money
from inventory.paging import Condition, Listing
from inventory.search import LAST, by_name
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.assets import AssetState

_PROOF: Final = "extension_contract"


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """A maintenance contract. ``first`` and ``last`` bound what it covers of any unit, None while it covers nothing."""

    id: int
    version: int
    number: str
    customer_id: int
    customer: str
    contract_id: int | None
    contract_no: str
    months: int
    start: ExtensionStart
    signed_on: date | None
    effective_from: date | None
    covers_parts: bool
    covers_labour: bool
    covers_visits: bool
    priority: int
    price: Money | None
    remark: str
    units: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ExtensionUnitLine:
    """A unit under a maintenance contract. ``first`` None: it does not begin yet, because nothing is accepted."""

    asset_id: int
    serial_no: str
    product_name: str
    model_code: str
    state: AssetState
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ExtensionCard:
    """A maintenance contract with its units by serial."""

    line: ExtensionLine
    units: tuple[ExtensionUnitLine, ...]


@dataclass(frozen=True, slots=True)
class UnitOffer:
    """What a maintenance contract would give a unit."""

    asset_id: int
    serial_no: str
    product_name: str
    model_code: str
    offered: Offered


def _row(
    extension_id: int, version: int, number: str, customer_id: int, customer: str, contract_id: int | None,
    contract_no: str | None, months: int, start: str, signed: Any, effective: Any, parts: Any, labour: Any,
    visits: Any, priority: int, price: int | None, remark: str, units: int, first: Any, last: Any,
) -> ExtensionLine:  # fmt: skip
    return ExtensionLine(
        extension_id, version, number, customer_id, customer, contract_id, contract_no or "", months,
        ExtensionStart(start), connect.as_day(signed), connect.as_day(effective), bool(parts), bool(labour),
        bool(visits), priority, kept_money(price), remark, units, connect.as_day(first),
        connect.as_day(last),
    )  # fmt: skip


def _by_text(text: str) -> Condition:
    """The beginning of the number, or any inner part of the customer's name."""
    norm = normalise(text)
    if not norm:
        return Condition("1 = 1")
    customer = by_name(text)
    return Condition(
        "extension_contract.id IN (SELECT extension_contract.id FROM extension_contract "
        "WHERE number_norm >= ? AND number_norm < ? "
        "UNION ALL SELECT extension_contract.id FROM extension_contract WHERE customer_id IN "
        f"(SELECT customer.id FROM customer WHERE {customer.sql}))",
        (norm, norm + LAST, *customer.values),
    )


def _ending(today: Callable[[], date], days: int) -> Condition:
    """Units whose cover ends from today on within ``days``, and ends with this contract: by the index of that day."""
    first = today()
    return Condition(
        "extension_contract.id IN (SELECT g.proof_id FROM asset a JOIN warranty_segment g ON g.asset_id = a.id "
        f"AND g.last_day = a.cover_last WHERE g.proof = '{_PROOF}' AND a.cover_last >= ? AND a.cover_last <= ?)",
        (first.isoformat(), (first + timedelta(days=days)).isoformat()),
    )


def _filters(today: Callable[[], date]) -> Mapping[str, Callable[[Any], Condition]]:
    return {
        "text": _by_text,
        "customer": lambda customer_id: Condition("extension_contract.customer_id = ?", (customer_id,)),
        "contract": lambda contract_id: Condition("extension_contract.contract_id = ?", (contract_id,)),
        "unit": lambda asset_id: Condition(
            "extension_contract.id IN (SELECT extension_id FROM extension_unit WHERE asset_id = ?)", (asset_id,)
        ),
        "ending": partial(_ending, today),
    }


_BOUND: Final = (
    "(SELECT {which}(g.{day}) FROM extension_unit u JOIN warranty_segment g ON g.asset_id = u.asset_id "
    f"AND g.proof = '{_PROOF}' AND g.proof_id = extension_contract.id WHERE u.extension_id = extension_contract.id)"
)
_SOURCE: Final = (
    "extension_contract JOIN customer ON customer.id = extension_contract.customer_id "
    "LEFT JOIN contract ON contract.id = extension_contract.contract_id"
)
_COLUMNS: Final = (
    "extension_contract.version, extension_contract.number, extension_contract.customer_id, customer.name, "
    "extension_contract.contract_id, contract.number, extension_contract.months, extension_contract.start, "
    "extension_contract.signed_on, extension_contract.effective_from, extension_contract.covers_parts, "
    "extension_contract.covers_labour, extension_contract.covers_visits, extension_contract.priority, "
    "extension_contract.price, extension_contract.remark, "
    "(SELECT count(*) FROM extension_unit u WHERE u.extension_id = extension_contract.id), "
    f"{_BOUND.format(which='min', day='first_day')}, "
    f"{_BOUND.format(which='max', day='last_day')}"
)


def listing(ctx: Context) -> Listing[ExtensionLine]:
    """The maintenance contracts as of the context's today.

    Filters: text, customer, contract, unit (ids), ending (days: cover of units ends with it within so many).
    """
    return Listing(
        table="extension_contract",
        source=_SOURCE,
        columns=_COLUMNS,
        row=_row,
        sorts={
            "number": "extension_contract.number_norm",
            "signed_on": "extension_contract.signed_on",
            "id": "extension_contract.id",
        },
        filters=_filters(ctx.clock.today),
        gaps=frozenset({"signed_on"}),
    )


def of_contract(ctx: Context, contract_id: int) -> list[ExtensionLine]:
    """The maintenance contracts that go on from a contract, or cover units of it, by number."""
    found = connect.rows(
        "SELECT e.id FROM extension_contract e WHERE e.contract_id = ? UNION SELECT u.extension_id FROM asset a "
        "JOIN extension_unit u ON u.asset_id = a.id WHERE a.contract_id = ?",
        (contract_id, contract_id),
    )
    return sorted(listing(ctx).rows([row[0] for row in found]), key=lambda line: line.number)


def card(ctx: Context, extension_id: int) -> ExtensionCard:
    """One maintenance contract with its units. Raises NotFound."""
    found = listing(ctx).rows([extension_id])
    if not found:
        raise NotFound(N_("This maintenance contract is no longer there. Refresh the page to see what is."))
    units = connect.rows(
        "SELECT a.id, a.serial_no, m.product_name, m.model_code, a.state, g.first_day, g.last_day "
        "FROM extension_unit u JOIN asset a ON a.id = u.asset_id JOIN product_model m ON m.id = a.model_id "
        f"LEFT JOIN warranty_segment g ON g.asset_id = a.id AND g.proof = '{_PROOF}' AND g.proof_id = u.extension_id "
        "WHERE u.extension_id = ? ORDER BY a.serial_norm",
        (extension_id,),
    )
    return ExtensionCard(
        found[0],
        tuple(
            ExtensionUnitLine(*[*row[:4], AssetState(row[4]), connect.as_day(row[5]), connect.as_day(row[6])])
            for row in units
        ),
    )


def preview(
    ctx: Context,
    asset_ids: Sequence[int],
    *,
    start: ExtensionStart,
    months: int,
    signed_on: date | None = None,
    effective_from: date | None = None,
    extension_id: int | None = None,
) -> list[UnitOffer]:
    """What a maintenance contract would give each unit, and the days of the gap before it (C-02). Nothing is written.

    ``extension_id``: the one that is being corrected, whose own window is left out. Raises ValueError where the start
    has not its day.
    """
    wanted = extension(start, months, signed_on, effective_from)
    kept = store.segments(asset_ids)
    marks = ", ".join("?" * len(asset_ids))
    found = connect.rows(
        "SELECT a.id, a.serial_no, m.product_name, m.model_code FROM asset a JOIN product_model m ON m.id = a.model_id "
        f"WHERE a.id IN ({marks}) ORDER BY a.serial_norm",
        tuple(asset_ids),
    )
    own = (_PROOF, extension_id)
    offers = []
    for row in found:
        before = [one for one in kept.get(row[0], ()) if (one.proof, one.proof_id) != own]
        offers.append(UnitOffer(*[*row, offered(before, wanted)]))
    return offers
