"""An accepted quotation is billed with the issue of its goods: one act, so that bill and ledger say the same (C-08)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.kept import kept_money
from inventory.places.furnishing import outside
from inventory.pricing.charges import Charge, PriceRule
from inventory.pricing.cost import is_valued
from inventory.pricing.rules import PricedLine
from inventory.quotations.rules import HIGHER_PRICE, Amounts, QuotationState, billed, check_step, holds_quoted, price
from inventory.stock import values
from inventory.stock.entry import Goods, as_move
from inventory.stock.posting import Move, Posted, lock, post, repeated
from inventory.stock.scope import of_place, valuation
from inventory.values.money import Money
from inventory.values.quantities import show_quantity
from inventory.work import Context, command, needs
from models.access import Right
from models.places import PlaceKind
from models.quotations import Quotation, QuotationLine
from models.stock import Condition, DocKind, IssuePurpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Pieces that go out for a line of a quotation. ``quantity`` as people count; one pick for each serial."""

    line_id: int
    place_id: int
    quantity: int | str | Decimal = 1
    condition: Condition = Condition.NEW
    serial: str = ""
    lot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """An accepted quotation and where its goods are taken from. ``act``: drawn by the caller once for each act."""

    act: str
    quotation_id: int
    seen_version: int
    picks: tuple[Pick, ...] = ()
    happened_on: date | None = None
    confirmed: frozenset[str] = frozenset()


@command
@needs(Right.KEEP_STOCK)
def bill(ctx: Context, asked: Bill) -> Posted | None:
    """Issue the goods of an accepted quotation and bill it; None where it has services alone.

    A line at cost price costs what the ledger takes for it; above the quoted price the customer must have agreed
    (NeedsConfirmation ``higher_price``), or the quoted price is billed where it is fixed. Raises InvalidInput where the
    picked pieces are not those of a line, and RuleBroken where pieces at cost price have no cost in the ledger.
    """
    with ctx.work() as work:
        row: Any = work.lock(Quotation, asked.quotation_id)
        if done := repeated(asked.act):
            return done
        work.check_seen(row, asked.seen_version)
        check_step(row.number, row.state, QuotationState.BILLED)
        lines: list[Any] = list(
            QuotationLine.select().where(QuotationLine.quotation == row.id).order_by(QuotationLine.position)
        )
        lock(line.part_id for line in lines if line.part_id is not None)
        moves, owners = _moves(lines, asked.picks, outside(work, PlaceKind.CUSTOMER))
        on = asked.happened_on or ctx.clock.today()
        if not holds_quoted(row.basis, row.valid_until, on):
            at_cost = {line.id for line in lines if PriceRule(line.rule) is PriceRule.COST}
            _check_costs(move for move, line_id in zip(moves, owners, strict=True) if line_id in at_cost)
        posted = None
        if moves:
            purpose = IssuePurpose.SALE if row.case_id is None else IssuePurpose.CASE
            posted = post(
                work, DocKind.ISSUE, asked.act, on, moves, purpose=purpose, case=row.case_id, customer=row.customer_id,
                remark=row.number,
            )  # fmt: skip
        costs: dict[int, int] = defaultdict(int)
        for line_id, amount in zip(owners, () if posted is None else posted.amounts, strict=True):
            costs[line_id] -= amount
        for line in lines:
            made = _billed(row, line, costs.get(line.id), on, asked.confirmed)
            work.change(line, net=made.net.fen, tax=made.tax.fen, cost=costs.get(line.id, line.cost))
        work.change(row, state=QuotationState.BILLED, doc=None if posted is None else posted.doc_id)
        return posted


def _moves(lines: Sequence[Any], picks: Sequence[Pick], customer: Any) -> tuple[list[Move], list[int]]:
    """The moves, and the line of the quotation that each belongs to."""
    known: Mapping[int, Any] = {line.id: line for line in lines if line.part_id is not None}
    moves, owners = [], []
    taken: dict[int, int] = defaultdict(int)
    for pick in picks:
        line = known.get(pick.line_id)
        if line is None:
            raise InvalidInput(N_("This is no line of goods of the quotation. Choose one that is."), field="line_id")
        if pick.condition not in (Condition.NEW, Condition.GOOD):
            raise RuleBroken(N_("Only good pieces are issued. Choose a good one, or change its condition first."))
        goods = Goods(
            part_id=line.part_id, place_id=pick.place_id, quantity=pick.quantity, condition=pick.condition,
            serial=pick.serial, lot=pick.lot,
        )  # fmt: skip
        made = as_move(goods, outer=customer, incoming=False, to_place=None)
        taken[line.id] += made.quantity
        moves.append(made)
        owners.append(line.id)
    for line in known.values():
        if taken[line.id] != line.quantity:
            raise InvalidInput(
                N_("{wanted} of “{what}” were quoted, but {taken} are picked. Pick exactly these."),
                field="quantity", wanted=show_quantity(line.quantity, line.decimals), what=line.description,
                taken=show_quantity(taken[line.id], line.decimals),
            )  # fmt: skip
    return moves, owners


def _check_costs(moves: Iterable[Move]) -> None:
    """Cost price is the ledger's amount (C-08), so pieces that it has at 0.00 for want of a cost have none yet."""
    chosen = valuation()
    for move in moves:
        worth = values.kept(move.part, of_place(move.from_place, chosen), move.serial).value
        if not is_valued(worth, move.part.reference_cost):
            raise RuleBroken(
                N_(
                    "The stock of {part} has no value yet, so it has no cost price. Correct the value on the page of "
                    "the part first."
                ),
                part=move.part.part_no,
            )


def _billed(row: Any, line: Any, cost: int | None, on: date, confirmed: frozenset[str]) -> PricedLine:
    quoted = PricedLine(line.quantity, Money(line.net), Money(line.tax), decimals=line.decimals)
    if cost is None:  # a service costs what was agreed
        return quoted
    rule = PriceRule(line.rule)
    cap = kept_money(line.cap_net)
    amounts = Amounts(
        quantity=line.quantity, decimals=line.decimals, tax_rate_bp=line.tax_rate_bp, cost=Money(cost), cap_net=cap,
        unit_net=kept_money(line.unit_net),
    )  # fmt: skip
    at_issue = price(Charge(rule, capped=cap is not None), amounts)
    return billed(
        row.basis, quoted, at_issue, confirmed=HIGHER_PRICE in confirmed, fixed_until=row.valid_until, on=on
    )  # fmt: skip
