"""The proposal of a maintenance contract for units whose cover ends (R-043): data, for whoever writes or prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from inventory.contracts.extension_rules import Offered, extension, offered
from inventory.cover import store
from inventory.cover.proven import GONE, Proven
from inventory.documents.parties import Customer, Supplier, customer, reader_language, supplier
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_, speaking
from inventory.pricing.rules import WHOLE_BP, PricedLine, contract_line
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.contracts import ExtensionStart
from models.cover import SegmentKind

SOON: Final = 90
"""Days ahead of the end at which a maintenance contract is proposed first (rules.md 3.6: 90, 60, 30)."""
VALID_DAYS: Final = 30
_LONGEST_MONTHS: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRequest:
    """What is proposed to a customer.

    ``asset_ids`` None: every unit whose cover ends within ``within_days``. ``visit_months``: a visit every so many
    months, None for none. ``unit_price`` is of one unit for the whole term; None: no price is named yet.
    """

    customer_id: int
    within_days: int = SOON
    asset_ids: tuple[int, ...] | None = None
    months: int = 12
    covers_parts: bool = True
    covers_labour: bool = True
    visit_months: int | None = None
    unit_price: Money | None = None
    tax_included: bool = True
    tax_rate_bp: int = 600
    valid_days: int = VALID_DAYS
    language: str = ""


@dataclass(frozen=True, slots=True)
class ProposedUnit:
    """A unit, until when it is covered and by what, and the window that is proposed."""

    asset_id: int
    serial_no: str
    product_name: str
    model_code: str
    place: str
    contract_no: str
    kind: SegmentKind | None
    covered_until: date | None
    offered: Offered


@dataclass(frozen=True, slots=True)
class MaintenanceProposal:
    """The proposal. ``priced`` None where no price is named; ``visits``: how many in the whole term."""

    language: str
    customer: Customer
    supplier: Supplier
    made_on: date
    valid_until: date
    months: int
    covers_parts: bool
    covers_labour: bool
    visit_months: int | None
    visits: int
    units: tuple[ProposedUnit, ...]
    unit_price: Money | None
    tax_included: bool
    tax_rate_bp: int
    priced: PricedLine | None


_UNITS: Final = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, s.name, a.location_text, k.number, a.cover_last "
    "FROM asset a JOIN product_model m ON m.id = a.model_id LEFT JOIN customer_site s ON s.id = a.site_id "
    "LEFT JOIN contract k ON k.id = a.contract_id WHERE a.customer_id = ? AND a.state NOT IN ({gone}) "
)
_GONE: Final = tuple(sorted(state.value for state in GONE))


def proposal(ctx: Context, request: ProposalRequest) -> MaintenanceProposal:
    """The proposal for units of one customer, by the day on which their cover ends.

    A unit that is covered goes on without a gap; where the cover is over, the new one would begin with today's
    signature. Raises InvalidInput, and NotFound where no unit's cover ends so soon or a chosen unit is not theirs.
    """
    check(request)
    today = ctx.clock.today()
    spoken = reader_language(request.customer_id, request.language)
    with speaking(spoken):
        whom = customer(ctx, request.customer_id)
        units = _units(request, today)
        priced = None
        if request.unit_price is not None:
            priced = contract_line(
                request.unit_price, len(units), request.tax_rate_bp, tax_included=request.tax_included
            )
        return MaintenanceProposal(
            language=spoken,
            customer=whom,
            supplier=supplier(ctx),
            made_on=today,
            valid_until=today + timedelta(days=request.valid_days),
            months=request.months,
            covers_parts=request.covers_parts,
            covers_labour=request.covers_labour,
            visit_months=request.visit_months,
            visits=request.months // request.visit_months if request.visit_months else 0,
            units=units,
            unit_price=request.unit_price,
            tax_included=request.tax_included,
            tax_rate_bp=request.tax_rate_bp,
            priced=priced,
        )


def check(request: ProposalRequest) -> None:
    """Whether such a thing can be proposed. Raises InvalidInput with the field that is wrong."""
    if not 1 <= request.months <= _LONGEST_MONTHS:
        raise InvalidInput(N_("A maintenance contract lasts between 1 and 600 months."), field="months")
    if request.visit_months is not None and not 1 <= request.visit_months <= request.months:
        raise InvalidInput(
            N_("Enter the months between two visits, from 1 to {most}."), field="visit_months", most=request.months
        )
    if not (request.covers_parts or request.covers_labour or request.visit_months):
        raise InvalidInput(N_("Say what it covers: parts, labour or visits."), field="covers_parts")
    if request.unit_price is not None and request.unit_price < Money(0):
        raise InvalidInput(N_("A price cannot be below zero."), field="unit_price")
    if not 0 <= request.tax_rate_bp <= WHOLE_BP:
        raise InvalidInput(N_("A tax rate lies between 0 % and 100 %."), field="tax_rate_bp")
    if request.within_days < 0:
        raise InvalidInput(N_("Enter how many days ahead to look, 0 or more."), field="within_days")


def _units(request: ProposalRequest, today: date) -> tuple[ProposedUnit, ...]:
    rows = _chosen(request.customer_id, request.asset_ids) if request.asset_ids is not None else _ending(request, today)
    kept = store.segments([row[0] for row in rows])
    return tuple(_unit(row, kept.get(row[0], ()), request.months, today) for row in rows)


def _ending(request: ProposalRequest, today: date) -> list[tuple[Any, ...]]:
    until = today + timedelta(days=request.within_days)
    found = _read(
        request.customer_id,
        "AND a.cover_last >= ? AND a.cover_last <= ? ORDER BY a.cover_last, a.serial_norm",
        (today.isoformat(), until.isoformat()),
    )
    if not found:
        raise NotFound(
            N_("No unit of this customer has cover that ends within {days} days. Look further ahead."),
            days=request.within_days,
        )
    return found


def _chosen(customer_id: int, asset_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    ids = tuple(dict.fromkeys(asset_ids)) or (0,)  # nothing chosen is nothing found
    marks = ", ".join("?" * len(ids))
    found = _read(customer_id, f"AND a.id IN ({marks}) ORDER BY a.cover_last, a.serial_norm", ids)
    if not found or len(found) < len(ids):
        raise NotFound(N_("One of these units is not in use at this customer. Choose again."))
    return found


def _read(customer_id: int, more: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    gone = ", ".join("?" * len(_GONE))
    return connect.rows(_UNITS.format(gone=gone) + more, (customer_id, *_GONE, *values))


def _unit(row: Sequence[Any], segments: Sequence[Proven], months: int, today: date) -> ProposedUnit:
    last = connect.as_day(row[7])
    reaching = next((one for one in segments if one.last == last), None)
    over = last is not None and last < today
    start = ExtensionStart.FROM_SIGNATURE if over else ExtensionStart.CONTIGUOUS
    place = " ".join(dict.fromkeys(text for text in (row[4], row[5]) if text))
    wanted = offered(segments, extension(start, months, today, None))
    return ProposedUnit(*[*row[:4], place, row[6] or "", reaching.kind if reaching else None, last, wanted])
