"""A contract with everything that belongs to it: its price list, its deliveries, its maintenance contracts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.contracts import deliveries, extension_queries
from inventory.contracts.deliveries import LotLine
from inventory.contracts.extension_queries import ExtensionLine
from inventory.contracts.queries import ContractRow, contract
from inventory.contracts.rules import Count
from inventory.kept import kept_day, kept_money
from inventory.policies.words import Named
from inventory.pricing.rules import PricedLine, Total, contract_line, total
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.contracts import ContractLineKind


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """The version of a policy that a contract goes by. ``newer_id``: a later version of the same, valid today."""

    version_id: int
    profile_id: int
    code: str
    name: Named
    number: int
    valid_from: date
    newer_id: int | None
    newer_number: int | None


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A line of the price list. ``name``: of the model or the part, else its description.

    ``priced`` None where no price was agreed; ``count`` None for lines that no unit can stand on.
    """

    id: int
    version: int
    position: int
    kind: ContractLineKind
    model_id: int | None
    part_id: int | None
    name: str
    code: str
    description: str
    quantity: int
    unit: str
    unit_price: Money | None
    tax_included: bool
    tax_rate_bp: int
    priced: PricedLine | None
    count: Count | None


@dataclass(frozen=True, slots=True)
class ContractCard:
    """Everything about a contract. ``total`` sums the lines that have a price.

    ``unassigned``: units of the contract that stand on none of its lines.
    """

    contract: ContractRow
    branch: str
    policy: PolicyRef | None
    lines: tuple[PriceLine, ...]
    total: Total
    lots: tuple[LotLine, ...]
    units: int
    accepted_units: int
    unassigned: int
    extensions: tuple[ExtensionLine, ...]
    attachments: int


_LINES: Final = (
    "SELECT l.id, l.version, l.position, l.kind, l.model_id, l.part_id, m.product_name, m.model_code, m.unit, p.name, "
    "p.part_no, p.unit, l.description, l.quantity, l.unit, l.unit_price, l.tax_included, l.tax_rate_bp, "
    "(SELECT count(*) FROM asset a WHERE a.contract_line_id = l.id), "
    "(SELECT count(a.delivered_on) FROM asset a WHERE a.contract_line_id = l.id), "
    "(SELECT count(a.accepted_on) FROM asset a WHERE a.contract_line_id = l.id) "
    "FROM contract_line l LEFT JOIN product_model m ON m.id = l.model_id LEFT JOIN part p ON p.id = l.part_id "
    "WHERE l.contract_id = ? ORDER BY l.position"
)
_POLICY: Final = (
    "SELECT v.id, v.profile_id, p.code, p.name_zh, p.name_en, v.number, v.valid_from, n.id, n.number "
    "FROM policy_version v JOIN policy_profile p ON p.id = v.profile_id LEFT JOIN policy_version n ON n.id = "
    "(SELECT x.id FROM policy_version x WHERE x.profile_id = v.profile_id AND x.number > v.number "
    "AND x.valid_from <= ? ORDER BY x.valid_from DESC, x.number DESC LIMIT 1) WHERE v.id = ?"
)
_COUNTS: Final = (
    "SELECT (SELECT name FROM branch WHERE id = ?), count(*), count(a.accepted_on), "
    "sum(CASE WHEN a.contract_line_id IS NULL THEN 1 ELSE 0 END), "
    "(SELECT count(*) FROM attachment f WHERE f.entity = 'contract' AND f.entity_id = ?) "
    "FROM asset a WHERE a.contract_id = ?"
)


def card(ctx: Context, contract_id: int) -> ContractCard:
    """Everything about one contract. Raises NotFound.

    What its policy says is told by ``policies.queries.version``; its units are listed by ``assets.queries``.
    """
    row = contract(ctx, contract_id)
    lines = price_list(ctx, contract_id)
    branch, units, accepted, unassigned, files = connect.rows(_COUNTS, (row.branch_id, contract_id, contract_id))[0]
    return ContractCard(
        contract=row,
        branch=branch or "",
        policy=None if row.policy_version_id is None else _policy(ctx, row.policy_version_id),
        lines=lines,
        total=total(line.priced for line in lines if line.priced is not None),
        lots=tuple(deliveries.of_contract(ctx, contract_id)),
        units=units,
        accepted_units=accepted,
        unassigned=int(unassigned or 0),
        extensions=tuple(extension_queries.of_contract(ctx, contract_id)),
        attachments=files,
    )


def price_list(ctx: Context, contract_id: int) -> tuple[PriceLine, ...]:
    """The lines of a contract in their order, with what is delivered of each (R-010) and the tax of each (C-08)."""
    return tuple(_line(*row) for row in connect.rows(_LINES, (contract_id,)))


def _line(
    line_id: int, version: int, position: int, kind: str, model_id: int | None, part_id: int | None,
    product: str | None, model_code: str | None, model_unit: str | None, part: str | None, part_no: str | None,
    part_unit: str | None, description: str, quantity: int, unit: str, price: int | None, tax_included: Any,
    tax_rate_bp: int, registered: int, delivered: int, accepted: int,
) -> PriceLine:  # fmt: skip
    priced = None
    if price is not None:
        priced = contract_line(Money(price), quantity, tax_rate_bp, tax_included=bool(tax_included))
    return PriceLine(
        id=line_id,
        version=version,
        position=position,
        kind=ContractLineKind(kind),
        model_id=model_id,
        part_id=part_id,
        name=product or part or description,
        code=model_code or part_no or "",
        description=description,
        quantity=quantity,
        unit=unit or model_unit or part_unit or "",
        unit_price=kept_money(price),
        tax_included=bool(tax_included),
        tax_rate_bp=tax_rate_bp,
        priced=priced,
        count=None if model_id is None else Count(quantity, registered, delivered, accepted),
    )


def _policy(ctx: Context, version_id: int) -> PolicyRef | None:
    found = connect.rows(_POLICY, (ctx.clock.today().isoformat(), version_id))
    if not found:
        return None
    row = found[0]
    return PolicyRef(row[0], row[1], row[2], Named(row[3], row[4]), row[5], kept_day(row[6]), row[7], row[8])
