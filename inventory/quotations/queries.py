"""Quotations as they are listed and read; what they cost us is for those who may see it (INV-17)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.errors import NotFound
from inventory.i18n import N_, Message
from inventory.kept import kept_day, kept_money
from inventory.paging import Condition, Listing
from inventory.pricing.charges import Charge, LineKind, PriceRule
from inventory.pricing.rules import PricedLine, Total, total
from inventory.pricing.words import ground
from inventory.quotations.agreed import Listed
from inventory.quotations.rules import QuotationBasis, QuotationState, stands
from inventory.search import LAST
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.contracts import ContractLineKind


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A quotation in the list. ``state`` as it is kept: ``stands_on`` says what has expired by a day."""

    id: int
    version: int
    number: str
    customer_id: int
    customer: str
    asset_id: int | None
    serial_no: str
    case_id: int | None
    case_no: str
    state: QuotationState
    basis: QuotationBasis
    dated_on: date
    valid_until: date
    lines: int
    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        """With tax."""
        return self.net + self.tax

    def stands_on(self, day: date) -> QuotationState:
        """How it stands on a day."""
        return stands(self.state, self.valid_until, day)


def _row(
    row_id: int, version: int, number: str, customer_id: int, customer: str, asset_id: int | None, serial: str | None,
    case_id: int | None, case_no: str | None, state: str, basis: str, dated_on: Any, valid_until: Any, lines: int,
    net: int, tax: int,
) -> QuotationRow:  # fmt: skip
    return QuotationRow(
        row_id, version, number, customer_id, customer, asset_id, serial or "", case_id, case_no or "",
        QuotationState(state), QuotationBasis(basis), kept_day(dated_on), kept_day(valid_until), lines, Money(int(net)),
        Money(int(tax)),
    )  # fmt: skip


def listing(today: Callable[[], date]) -> Listing[QuotationRow]:
    """The quotations; ``state`` filters by how they stand today, by one state or several."""
    return Listing(
        table="quotation",
        source=(
            "quotation JOIN customer ON customer.id = quotation.customer_id "
            "LEFT JOIN asset ON asset.id = quotation.asset_id "
            "LEFT JOIN service_case ON service_case.id = quotation.case_id"
        ),
        columns=(
            "quotation.version, quotation.number, customer.id, customer.name, quotation.asset_id, asset.serial_no, "
            "quotation.case_id, service_case.case_no, quotation.state, quotation.basis, quotation.dated_on, "
            "quotation.valid_until, (SELECT count(*) FROM quotation_line q WHERE q.quotation_id = quotation.id), "
            "(SELECT coalesce(sum(q.net), 0) FROM quotation_line q WHERE q.quotation_id = quotation.id), "
            "(SELECT coalesce(sum(q.tax), 0) FROM quotation_line q WHERE q.quotation_id = quotation.id)"
        ),
        row=_row,
        sorts={"number": "quotation.number", "id": "quotation.id"},
        filters={
            "text": lambda text: Condition(
                "quotation.number >= ? AND quotation.number < ?", (normalise(text), normalise(text) + LAST)
            ),
            "customer": lambda customer_id: Condition("quotation.customer_id = ?", (customer_id,)),
            "asset": lambda asset_id: Condition("quotation.asset_id = ?", (asset_id,)),
            "case": lambda case_id: Condition("quotation.case_id = ?", (case_id,)),
            "state": lambda chosen: _any_of([chosen] if isinstance(chosen, str) else chosen, today()),
        },
    )


def _any_of(states: Iterable[str], today: date) -> Condition:
    found = [_standing(QuotationState(state), today) for state in states]
    return Condition(
        " OR ".join(f"({one.sql})" for one in found), tuple(value for one in found for value in one.values)
    )


def _standing(state: QuotationState, today: date) -> Condition:
    late = "quotation.state = 'sent' AND quotation.valid_until < ?"
    if state is QuotationState.EXPIRED:
        return Condition(f"quotation.state = 'expired' OR ({late})", (today.isoformat(),))
    if state is QuotationState.SENT:
        return Condition("quotation.state = 'sent' AND quotation.valid_until >= ?", (today.isoformat(),))
    return Condition("quotation.state = ?", (state.value,))


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A line of a quotation. ``cost`` and ``loss`` None for somebody who may not see costs, or where none is known.

    ``agreed``: the line of the contract's price list that somebody chose for a service.
    """

    id: int
    position: int
    kind: LineKind
    part_id: int | None
    part_no: str
    description: str
    spec: str
    unit: str
    priced: PricedLine
    unit_net: Money | None
    tax_rate_bp: int
    cap_net: Money | None
    rule: Message
    ground: PriceRule
    delivery: str
    note: str
    cost: Money | None
    agreed: Listed | None

    @property
    def listed(self) -> Listed | None:
        """The line of the price list that the price rests on: as its ceiling, or as the contract's rate."""
        return self.agreed if self.cap_net is not None or self.ground is PriceRule.CONTRACT else None

    @property
    def loss(self) -> Money | None:
        """What the ceiling makes us lose on the line (C-08, INV-11); nothing where the price covers the cost."""
        if self.cost is None or self.cap_net is None:
            return None
        return max(Money(0), self.cost - self.priced.net)


@dataclass(frozen=True, slots=True)
class QuotationCard:
    """Everything about one quotation."""

    row: QuotationRow
    product_name: str
    model_code: str
    covered_until: date | None
    spares_until: date | None
    sent_on: date | None
    decided_on: date | None
    confirmed_by: str
    created_by: str
    doc_id: int | None
    doc_no: str
    remark: str
    lines: tuple[QuotedLine, ...]
    total: Total
    costs: bool


_HEAD: Final = (
    "SELECT m.product_name, m.model_code, a.cover_last, a.spares_last, q.sent_on, q.decided_on, q.confirmed_by, "
    "u.name, q.doc_id, d.number, q.remark FROM quotation q LEFT JOIN asset a ON a.id = q.asset_id "
    "LEFT JOIN product_model m ON m.id = a.model_id LEFT JOIN depot_user u ON u.id = q.created_by_id "
    "LEFT JOIN stock_doc d ON d.id = q.doc_id WHERE q.id = ?"
)
_LINES: Final = (
    "SELECT q.id, q.position, q.kind, q.part_id, p.part_no, q.description, p.spec, q.unit, q.quantity, q.decimals, "
    "q.net, q.tax, q.unit_net, q.tax_rate_bp, q.cap_net, q.rule, q.delivery, q.note, q.cost, q.contract_line_id, "
    "c.number, l.kind, l.description FROM quotation_line q LEFT JOIN part p ON p.id = q.part_id "
    "LEFT JOIN contract_line l ON l.id = q.contract_line_id LEFT JOIN contract c ON c.id = l.contract_id "
    "WHERE q.quotation_id = ? ORDER BY q.position"
)


def card(ctx: Context, quotation_id: int) -> QuotationCard:
    """Everything about one quotation. Raises NotFound."""
    found = listing(ctx.clock.today).rows([quotation_id])
    if not found:
        raise NotFound(N_("This quotation is no longer there. Refresh the page to see what is."))
    product, model, covered, spares, sent, decided, confirmed, maker, doc_id, doc_no, remark = connect.rows(
        _HEAD, (quotation_id,)
    )[0]
    costs = sees_cost(ctx)
    lines = tuple(_line(costs, *row) for row in connect.rows(_LINES, (quotation_id,)))
    return QuotationCard(
        found[0], product or "", model or "", connect.as_day(covered), connect.as_day(spares), connect.as_day(sent),
        connect.as_day(decided), confirmed, maker or "", doc_id, doc_no or "", remark, lines,
        total(line.priced for line in lines), costs,
    )  # fmt: skip


def find(number: str) -> int:
    """The quotation of exactly this number. Raises NotFound. Needs an open connection."""
    found = connect.rows("SELECT id FROM quotation WHERE number = ?", (normalise(number),))
    if not found:
        raise NotFound(N_("There is no quotation {number}. Check the number."), number=number.strip())
    return int(found[0][0])


def _line(
    costs: bool, line_id: int, position: int, kind: str, part_id: int | None, part_no: str | None, description: str,
    spec: str | None, unit: str, quantity: int, decimals: int, net: int, tax: int, unit_net: int | None,
    tax_rate_bp: int, cap_net: int | None, rule: str, delivery: str, note: str, cost: int | None,
    contract_line_id: int | None, contract_no: str | None, listed_kind: Any, listed: str | None,
) -> QuotedLine:  # fmt: skip
    charged = Charge(PriceRule(rule), capped=cap_net is not None)
    agreed = None
    if contract_line_id is not None:
        agreed = Listed(contract_line_id, contract_no or "", ContractLineKind(listed_kind), listed or "")
    return QuotedLine(
        line_id, position, LineKind(kind), part_id, part_no or "", description, spec or "", unit,
        PricedLine(quantity, Money(net), Money(tax), decimals=decimals), kept_money(unit_net), tax_rate_bp,
        kept_money(cap_net), ground(charged), charged.rule, delivery, note, kept_money(cost) if costs else None,
        agreed,
    )  # fmt: skip
