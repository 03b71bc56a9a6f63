"""Quotations of the demonstration depot: a draft, one that was sent, one that was accepted, one that has expired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from inventory.clock import FixedClock, instant
from inventory.contracts.lines import AddLine, add_line
from inventory.pricing.charges import LineKind
from inventory.quotations.commands import DraftQuotation, accept, draft, send
from inventory.quotations.lapsing import expire
from inventory.quotations.lines import QuoteLine
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.contracts import ContractLineKind
from models.organisation import Role
from models.quotations import Quotation

_AFTER: Final = (
    "SELECT a.id, a.customer_id, (SELECT min(f.part_id) FROM part_fit f JOIN part p ON p.id = f.part_id "
    "WHERE f.model_id = a.model_id AND p.reference_cost IS NOT NULL), a.contract_id FROM asset a "
    "WHERE a.state = 'in_service' AND a.role = 'customer_unit' AND a.cover_last < ? "
    "AND EXISTS (SELECT 1 FROM part_fit f JOIN part p ON p.id = f.part_id "
    "WHERE f.model_id = a.model_id AND p.reference_cost IS NOT NULL) ORDER BY a.id LIMIT 4"
)
"""Units whose cover was over by a day, with a part that fits."""
_AGO: Final = (50, 14, 3, 0)
"""Days ago on which the four were written: the first was never answered."""
_LISTED: Final = 3
"""Days ago since when the contract's price list has a price for visits."""


@dataclass(frozen=True, slots=True)
class _Unit:
    asset_id: int
    customer_id: int
    part_id: int
    contract_id: int | None


def offer(ctx: Context, people: Mapping[str, int]) -> None:
    """Write the four, send three of them, and let the second be accepted."""
    today = ctx.clock.today()
    with ctx.reading():
        after = (today - timedelta(days=_AGO[0])).isoformat()
        units = [_Unit(*row) for row in connect.rows(_AFTER, (after,))]
    made = []
    for days, unit in zip(_AGO, units, strict=False):
        on = today - timedelta(days=days)
        visit = _visit(_as(ctx, people, Role.MANAGER, on), unit) if days <= _LISTED else None
        made.append(_quote(_as(ctx, people, Role.DISPATCHER, on), unit, visit))
    for quotation, days in list(zip(made, _AGO, strict=False))[:3]:
        dispatcher = _as(ctx, people, Role.DISPATCHER, today - timedelta(days=days))
        send(dispatcher, quotation, _version(ctx, quotation))
    if len(made) > 1:
        dispatcher = _as(ctx, people, Role.DISPATCHER, today - timedelta(days=_AGO[1] - 2))
        accept(dispatcher, made[1], _version(ctx, made[1]), "张主任")
    expire(_as(ctx, people, Role.DISPATCHER, today))


def _visit(ctx: Context, unit: _Unit) -> int | None:
    """The price of a visit is entered into the price list of the unit's contract: 280.00 with its tax."""
    if unit.contract_id is None:
        return None
    line = AddLine(
        contract_id=unit.contract_id, kind=ContractLineKind.LABOUR, description="质保期外上门服务", unit="次",
        unit_price=Money(28_000), tax_rate_bp=600,
    )  # fmt: skip
    return add_line(ctx, line)


def _quote(ctx: Context, unit: _Unit, visit: int | None) -> int:
    """A part with its fitting, held to the contract's price of a ``visit`` where it names one.

    The price of each is named in case the policy asks for an agreement.
    """
    part = QuoteLine(
        kind=LineKind.SPARE_PART, part_id=unit.part_id, quantity=2, unit_net=Money(26_000), delivery="现货"
    )
    labour = QuoteLine(
        kind=LineKind.LABOUR, description="上门更换及调试", unit="次", unit_net=Money(30_000), tax_rate_bp=600,
        contract_line_id=visit,
    )  # fmt: skip
    return draft(ctx, DraftQuotation(customer_id=unit.customer_id, asset_id=unit.asset_id, lines=(part, labour)))


def _as(ctx: Context, people: Mapping[str, int], role: Role, on: date) -> Context:
    moment = min(instant(datetime.combine(on, time(10, 30))), ctx.clock.now())
    return replace(ctx, actor=people[role.value], clock=FixedClock(moment))


def _version(ctx: Context, quotation_id: int) -> int:
    with ctx.reading():
        return int(Quotation.get_by_id(quotation_id).version)
