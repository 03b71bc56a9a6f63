"""The price of a quoted line and what is billed at the issue (C-08)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.pricing.charges import Charge, PriceRule
from inventory.pricing.rules import net_of, total
from inventory.quotations.rules import (
    HIGHER_PRICE,
    TRANSITIONS,
    Amounts,
    QuotationBasis,
    QuotationState,
    billed,
    check_step,
    price,
    stands,
)
from inventory.values.capitals import capital_amount
from inventory.values.money import Money

COST = Charge(PriceRule.COST)
CAPPED = Charge(PriceRule.COST, capped=True)
LAST = date(2026, 12, 31)


def fen(amount):
    return Money(round(Decimal(str(amount)) * 100))


def test_the_worked_quotation_of_the_rules():
    supply = price(CAPPED, Amounts(quantity=2, tax_rate_bp=1300, cost=fen(432.20), cap_net=Money(net_of(23730, 1300))))
    fuses = price(CAPPED, Amounts(quantity=3, tax_rate_bp=1300, cost=fen(107.04), cap_net=fen(42)))

    assert (supply.net, supply.loss, supply.unit_price) == (fen(420), fen(12.20), Decimal("210.00"))
    assert (fuses.net, fuses.unit_price) == (fen(107.04), Decimal("35.68"))
    assert (supply.tax, fuses.tax) == (fen(54.60), fen(13.92))
    foot = total([supply, fuses])
    assert (foot.net, foot.tax, foot.gross) == (fen(527.04), fen(68.52), fen(595.56))
    assert capital_amount(foot.gross.fen) == "伍佰玖拾伍元伍角陆分"


def test_without_a_cap_the_cost_is_the_price():
    assert price(COST, Amounts(quantity=2, tax_rate_bp=1300, cost=fen(432.20), cap_net=fen(210))).net == fen(432.20)


def test_free_is_free_whatever_it_costs():
    made = price(Charge(PriceRule.FREE), Amounts(quantity=2, tax_rate_bp=1300, cost=fen(432.20)))
    assert (made.net, made.tax, made.loss) == (Money(0), Money(0), Money(0))


@pytest.mark.parametrize("rule", [PriceRule.LIST, PriceRule.CONTRACT, PriceRule.NEGOTIATED])
def test_a_list_and_an_agreement_need_a_price_and_keep_the_cap(rule):
    wanted = Amounts(quantity=25, decimals=1, tax_rate_bp=600, unit_net=fen(12.50), cap_net=fen(10))

    assert price(Charge(rule), wanted).net == fen(31.25)
    assert price(Charge(rule, capped=True), wanted).net == fen(25)
    with pytest.raises(InvalidInput) as refused:
        price(Charge(rule), Amounts(quantity=25, tax_rate_bp=600))
    assert refused.value.field == "unit_net"


@pytest.mark.parametrize("rule", [PriceRule.NOT_SUPPLIED, PriceRule.UNDECIDED])
def test_what_is_not_handed_over_or_not_decided_has_no_price(rule):
    with pytest.raises(RuleBroken):
        price(Charge(rule), Amounts(quantity=1, tax_rate_bp=1300, cost=fen(1), unit_net=fen(1)))


def test_a_cost_price_without_a_cost_is_refused():
    with pytest.raises(InvalidInput) as refused:
        price(COST, Amounts(quantity=1, tax_rate_bp=1300))
    assert refused.value.field == "part_id"


def line(net):
    return price(COST, Amounts(quantity=1, tax_rate_bp=1300, cost=fen(net)))


@pytest.mark.parametrize(
    ("basis", "now", "on", "net"),
    [
        (QuotationBasis.FIXED, 120, LAST, 100),
        (QuotationBasis.FIXED, 80, LAST, 100),
        (QuotationBasis.FIXED, 80, date(2027, 1, 1), 80),
        (QuotationBasis.AT_ISSUE, 80, LAST, 80),
        (QuotationBasis.AT_ISSUE, 100, LAST, 100),
    ],
)
def test_the_price_that_binds(basis, now, on, net):
    assert billed(basis, line(100), line(now), confirmed=False, fixed_until=LAST, on=on).net == fen(net)


@pytest.mark.parametrize(("basis", "on"), [(QuotationBasis.AT_ISSUE, LAST), (QuotationBasis.FIXED, date(2027, 1, 1))])
def test_a_higher_price_at_issue_needs_the_customers_word(basis, on):
    with pytest.raises(NeedsConfirmation) as asked:
        billed(basis, line(100), line(120), confirmed=False, fixed_until=LAST, on=on)
    assert asked.value.key == HIGHER_PRICE
    assert billed(basis, line(100), line(120), confirmed=True, fixed_until=LAST, on=on).net == fen(120)


def test_what_was_sent_and_not_answered_has_expired_the_day_after():
    assert stands(QuotationState.SENT, LAST, LAST) is QuotationState.SENT
    assert stands(QuotationState.SENT, LAST, date(2027, 1, 1)) is QuotationState.EXPIRED
    assert stands(QuotationState.ACCEPTED, LAST, date(2027, 1, 1)) is QuotationState.ACCEPTED


@pytest.mark.parametrize("now", QuotationState)
def test_a_step_that_does_not_follow_is_refused_by_name(now):
    for wanted in set(QuotationState) - TRANSITIONS[now]:
        with pytest.raises(RuleBroken, match="BJ1"):
            check_step("BJ1", now, wanted)
