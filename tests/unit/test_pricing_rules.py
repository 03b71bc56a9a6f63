"""Cost, caps, VAT by the line, and who pays for what (rules.md C-07, C-08)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.cover.rules import CoverStatus
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import LANGUAGES, speaking
from inventory.pricing.charges import (
    CAPPED_KINDS,
    CapScope,
    Charge,
    ChargePolicy,
    DamageRule,
    LineKind,
    PriceRule,
    Situation,
    charge,
    situation,
)
from inventory.pricing.rules import (
    PricedLine,
    Total,
    average_cost,
    capped_net_price,
    contract_line,
    cost_line,
    issue_cost,
    net_of,
    priced_line,
    receipt_value,
    return_cost,
    tax_on,
    total,
)
from inventory.pricing.words import GROUND, ground
from inventory.values.capitals import capital_amount
from inventory.values.money import Money
from models.cases import UserDamage
from models.parts import PartKind

VAT = 1300


# --- C-07: the ledger ---


class Shelf:
    """A part's quantity and value, as its ledger moves them."""

    def __init__(self) -> None:
        self.quantity = self.value = 0

    def receive(self, quantity: int, unit_cost: int) -> None:
        self.value += receipt_value(quantity, unit_cost)
        self.quantity += quantity

    def issue(self, quantity: int) -> int:
        cost = issue_cost(self.quantity, self.value, quantity)
        self.quantity -= quantity
        self.value -= cost
        return cost

    def take_back(self, quantity: int, value: int) -> None:
        self.quantity += quantity
        self.value += value

    def row(self) -> tuple[int, int, str]:
        return self.quantity, self.value, str(average_cost(self.quantity, self.value))


def test_the_worked_ledger_of_a_power_supply() -> None:
    shelf = Shelf()
    shelf.receive(10, 200_00)
    assert shelf.row() == (10, 2000_00, "200.0000")
    shelf.receive(5, 218_50)
    assert shelf.row() == (15, 3092_50, "206.1667")
    issued = shelf.issue(4)
    assert issued == 824_67
    assert shelf.row() == (11, 2267_83, "206.1664")
    back = return_cost(4, issued, returned_before=0, returned_now=1)
    assert back == 206_17
    shelf.take_back(1, back)
    assert shelf.row() == (12, 2474_00, "206.1667")
    shelf.receive(8, 231_00)
    assert shelf.row() == (20, 4322_00, "216.1000")
    assert shelf.issue(2) == 432_20
    assert shelf.row() == (18, 3889_80, "216.1000")
    assert shelf.issue(18) == 3889_80
    assert shelf.row() == (0, 0, "None")


def test_half_a_fen_goes_up_where_binary_floats_would_lose_it() -> None:
    shelf = Shelf()
    shelf.receive(3, 10_00)
    shelf.receive(3, 10_01)
    assert (shelf.quantity, shelf.value) == (6, 60_03)
    costs = [shelf.issue(1)]
    assert costs[-1] == 10_01
    assert (shelf.quantity, shelf.value) == (5, 50_02)
    costs.append(shelf.issue(1))
    assert costs[-1] == 10_00
    assert (shelf.quantity, shelf.value) == (4, 40_02)
    costs.append(shelf.issue(4))
    assert costs == [10_01, 10_00, 40_02]
    assert sum(costs) == 60_03


def test_a_receipt_is_valued_to_the_nearest_fen() -> None:
    assert receipt_value(5, 218_50) == 1092_50
    assert receipt_value(3, Decimal("33.335")) == 100  # 100.005
    assert receipt_value(1, Decimal("0.5")) == 1
    assert receipt_value(25, 10_00, decimals=1) == 25_00  # 2.5 m of cable


def test_an_average_is_shown_with_four_decimals_of_a_piece() -> None:
    assert average_cost(3, 1_00) == Decimal("0.3333")
    assert average_cost(25, 25_00, decimals=1) == Decimal("10.0000")
    assert average_cost(0, 0) is None


@given(st.integers(0, 10**9), st.lists(st.integers(1, 500), min_size=1, max_size=30))
def test_the_issues_of_a_stock_cost_its_value_however_it_is_taken(value: int, taken: list[int]) -> None:
    on_hand, left, costs = sum(taken), value, []
    for quantity in taken:
        cost = issue_cost(on_hand, left, quantity)
        assert 0 <= cost <= left
        assert abs(cost - Fraction(left * quantity, on_hand)) <= Fraction(1, 2)
        costs.append(cost)
        on_hand, left = on_hand - quantity, left - cost
    assert sum(costs) == value
    assert left == 0


@given(st.integers(0, 10**9), st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(0, 50))
def test_all_returns_of_an_issue_bring_back_its_cost_however_they_come(
    cost: int, returns: list[int], kept: int
) -> None:
    issued, before, brought = sum(returns) + kept, 0, 0
    for quantity in returns:
        brought += return_cost(issued, cost, before, quantity)
        before += quantity
        assert 0 <= brought <= cost
        assert abs(brought - Fraction(cost * before, issued)) <= Fraction(1, 2)
    if not kept:
        assert brought == cost


def test_the_last_return_takes_what_the_earlier_ones_left() -> None:
    parts = [return_cost(4, 824_67, before, 1) for before in range(4)]
    assert parts[0] == 206_17
    assert sum(parts) == 824_67
    assert return_cost(4, 824_67, 1, 3) == 824_67 - 206_17


@given(
    st.integers(0, 10**6),
    st.lists(st.integers(1, 20), min_size=2, max_size=8),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_returns_of_which_some_were_reversed_still_bring_back_the_whole_cost(
    cost: int, returns: list[int], reversed_ones: list[bool]
) -> None:
    issued = sum(returns)
    standing: list[tuple[int, int]] = []
    for quantity in returns:
        before, value = sum(one for one, _fen in standing), sum(fen for _one, fen in standing)
        standing.append((quantity, return_cost(issued, cost, before, quantity, value)))
    standing = [each for each, gone in zip(standing, reversed_ones, strict=False) if not gone]
    before, value = sum(one for one, _fen in standing), sum(fen for _one, fen in standing)
    for quantity in [1] * (issued - before):
        fen = return_cost(issued, cost, before, quantity, value)
        assert fen >= 0
        before, value = before + quantity, value + fen
    assert value == cost


def test_the_last_return_knows_what_the_standing_ones_brought() -> None:
    """10.01 for three pieces: 3.34, 3.33, 3.34. The first return is reversed, and two pieces come back together."""
    assert [return_cost(3, 1001, before, 1) for before in range(3)] == [334, 333, 334]
    assert return_cost(3, 1001, 1, 2, 333) == 1001 - 333


@pytest.mark.parametrize("quantity", [0, -1])
def test_nothing_cannot_be_issued_or_returned(quantity: int) -> None:
    for move in (lambda: issue_cost(5, 100, quantity), lambda: return_cost(5, 100, 0, quantity)):
        with pytest.raises(InvalidInput) as refused:
            move()
        assert refused.value.field == "quantity"


def test_more_than_there_is_is_refused_by_its_number() -> None:
    with speaking("en"):
        with pytest.raises(RuleBroken, match="Only 5 are there, not 6"):
            issue_cost(5, 100_00, 6)
        with pytest.raises(RuleBroken, match="Only 1 of the 4 issued can still come back, not 2"):
            return_cost(4, 824_67, 3, 2)


# --- C-08: caps and tax ---


@pytest.mark.parametrize(
    ("cost", "cap", "includes_tax", "rate", "price"),
    [
        (216_10, 237_30, True, VAT, 210_00),  # 237.30 / 1.13
        (216_10, 237_30, False, VAT, 216_10),  # against a net price it is below: gross against net is the pitfall
        (216_10, 210_00, False, VAT, 210_00),
        (35_68, 42_00, False, VAT, 35_68),
        (35_68, 42_00, True, VAT, 35_68),
        (216_10, None, True, VAT, 216_10),
        (100_00, 100_00, True, 0, 100_00),
        (90_00, 100_00, True, VAT, 88_49),  # 88.50 would be 100.01 with its tax
        (5, 0, True, VAT, 0),
    ],
)
def test_the_price_is_the_lower_of_cost_and_initial_price_without_tax(
    cost: int, cap: int | None, includes_tax: bool, rate: int, price: int
) -> None:
    assert capped_net_price(cost, cap, cap_includes_tax=includes_tax, tax_rate_bp=rate) == price


@given(st.integers(0, 10**9), st.sampled_from([0, 100, 300, 600, 900, 1300, 1700]))
def test_a_capped_price_never_exceeds_the_initial_one_on_either_tax_basis(cap: int, rate: int) -> None:
    net = net_of(cap, rate)
    assert Fraction(net * (10_000 + rate), 10_000) <= cap < Fraction((net + 1) * (10_000 + rate), 10_000)
    assert net + tax_on(Money(net), rate).fen <= cap


@pytest.mark.parametrize(
    ("net", "tax"),
    [(420_00, 54_60), (107_04, 13_92), (50, 7), (-107_04, -13_92), (0, 0)],  # 13.9152; 6.5 fen
)
def test_tax_is_rounded_half_up_by_the_line(net: int, tax: int) -> None:
    assert tax_on(Money(net), VAT) == Money(tax)


def test_the_worked_bill() -> None:
    cap = Money(capped_net_price(10**9, 237_30, cap_includes_tax=True, tax_rate_bp=VAT))
    supply = cost_line(Money(432_20), 2, VAT, cap_net=cap)
    fuses = cost_line(Money(107_04), 3, VAT, cap_net=Money(42_00))
    assert supply == PricedLine(2, Money(420_00), Money(54_60), loss=Money(12_20))
    assert supply.unit_price == Decimal("210.00")
    assert fuses == PricedLine(3, Money(107_04), Money(13_92))
    assert fuses.unit_price == Decimal("35.68")
    bill = total([supply, fuses])
    assert bill == Total(Money(527_04), Money(68_52), Money(12_20))
    assert bill.gross == Money(595_56)
    assert capital_amount(bill.gross.fen) == "伍佰玖拾伍元伍角陆分"


def test_a_line_at_cost_is_what_the_ledger_says_and_not_a_rounded_price_times_pieces() -> None:
    line = cost_line(Money(10_00), 3, VAT)
    assert line.net == Money(10_00)
    assert line.unit_price == Decimal("3.3333")
    assert line.gross == Money(11_30)


def test_a_list_price_is_capped_without_a_loss_of_ours() -> None:
    assert priced_line(Money(250_00), 2, VAT, cap_net=Money(210_00)) == PricedLine(2, Money(420_00), Money(54_60))
    assert priced_line(Money(200_00), 2, VAT, cap_net=Money(210_00)).net == Money(400_00)
    assert priced_line(Money(200_00), 2, VAT).net == Money(400_00)


def test_goods_by_the_metre_are_priced_by_the_metre() -> None:
    line = cost_line(Money(27_50), 25, VAT, cap_net=Money(10_00), decimals=1)  # 2.5 m
    assert (line.net, line.loss, line.unit_price) == (Money(25_00), Money(2_50), Decimal("10.00"))
    assert priced_line(Money(10_01), 25, VAT, decimals=1).net == Money(25_03)  # 25.025


@pytest.mark.parametrize(
    ("price", "quantity", "included", "net", "tax"),
    [
        (237_30, 2, True, 420_00, 54_60),  # C-08: 474.60 with tax
        (210_00, 2, False, 420_00, 54_60),
        (100_00, 1, True, 88_50, 11_50),  # 88.4955… to the fen, and the agreed 100.00 stands
        (33_33, 3, True, 88_49, 11_50),  # by the line: 99.99 / 1.13 = 88.4867…; by the piece it would be 88.50
        (35_68, 3, False, 107_04, 13_92),  # 13.9152
    ],
)
def test_a_line_of_a_price_list_keeps_what_was_agreed_and_rounds_the_tax_by_the_line(
    price: int, quantity: int, included: bool, net: int, tax: int
) -> None:
    line = contract_line(Money(price), quantity, VAT, tax_included=included)
    assert (line.net, line.tax) == (Money(net), Money(tax))


@given(st.integers(0, 10**9), st.integers(1, 999), st.sampled_from([0, 100, 300, 600, 1300]))
def test_with_the_tax_included_a_line_is_price_times_quantity_to_the_fen(price: int, quantity: int, rate: int) -> None:
    line = contract_line(Money(price), quantity, rate, tax_included=True)
    assert line.gross == Money(price * quantity)
    assert abs(tax_on(line.net, rate).fen - line.tax.fen) <= 1


def test_an_empty_bill_is_nothing() -> None:
    assert total([]).gross == Money(0)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**7), st.integers(1, 99), st.none() | st.integers(0, 10**6)), min_size=1, max_size=8
    )
)
def test_what_is_charged_and_what_is_lost_are_the_cost(lines: list[tuple[int, int, int | None]]) -> None:
    priced = [
        cost_line(Money(cost), quantity, VAT, cap_net=None if cap is None else Money(cap))
        for cost, quantity, cap in lines
    ]
    for line, (cost, quantity, cap) in zip(priced, lines, strict=True):
        assert line.net + line.loss == Money(cost)
        assert line.loss >= Money(0)
        if cap is not None:
            assert line.net <= Money(cap * quantity)
    bill = total(priced)
    assert bill.gross == sum((line.gross for line in priced), Money(0))


# --- C-08: the charge matrix ---

FREE, COST, LIST, CONTRACT = PriceRule.FREE, PriceRule.COST, PriceRule.LIST, PriceRule.CONTRACT
NEGOTIATED, NEVER, UNDECIDED = PriceRule.NEGOTIATED, PriceRule.NOT_SUPPLIED, PriceRule.UNDECIDED
WARRANTY, AFTER = CoverStatus.IN_WARRANTY, CoverStatus.POST_WARRANTY
EXCLUDED, COVERED = DamageRule.EXCLUDED, DamageRule.COVERED


def s2c(damage: DamageRule) -> ChargePolicy:
    """Cost price after the warranty, labour by the construction contract (R-104, R-042)."""
    return ChargePolicy(damage, post_price=COST, service_price=CONTRACT)


# kind, then: our fault, user damage excluded, user damage covered, after the warranty: the table of C-08
WORKED = [
    (LineKind.SPARE_UNIT, FREE, COST, FREE, COST),
    (LineKind.SPARE_PART, FREE, COST, FREE, COST),
    (LineKind.FITTING, FREE, COST, FREE, COST),
    (LineKind.TOOL, FREE, NEVER, NEVER, COST),
    (LineKind.CONSUMABLE, FREE, COST, FREE, COST),
    (LineKind.LABOUR, FREE, CONTRACT, FREE, CONTRACT),
    (LineKind.TRAVEL, FREE, CONTRACT, FREE, CONTRACT),
    (LineKind.SOFTWARE_UPGRADE, FREE, FREE, FREE, FREE),
    (LineKind.HARDWARE_UPGRADE, COST, COST, COST, COST),
    (LineKind.LOANER, FREE, FREE, FREE, FREE),
]


@pytest.mark.parametrize(("kind", "ours", "excluded", "covered", "after"), WORKED)
def test_the_charge_matrix(
    kind: LineKind, ours: PriceRule, excluded: PriceRule, covered: PriceRule, after: PriceRule
) -> None:
    strict, generous = s2c(EXCLUDED), s2c(COVERED)
    for cover in (CoverStatus.PRE_ACCEPTANCE, WARRANTY, CoverStatus.EXTENDED):
        assert charge(kind, cover, UserDamage.NO, strict) == Charge(ours)
        assert charge(kind, cover, UserDamage.YES, strict) == Charge(excluded)
        assert charge(kind, cover, UserDamage.YES, generous) == Charge(covered)
    for cover in (AFTER, CoverStatus.NO_OBLIGATION):
        for damage in UserDamage:
            assert charge(kind, cover, damage, strict) == Charge(after)


def test_the_matrix_has_every_kind_and_every_kind_of_part() -> None:
    assert {row[0] for row in WORKED} == set(LineKind)
    assert {LineKind(kind.value) for kind in PartKind} <= set(LineKind)


@pytest.mark.parametrize("post", [COST, NEGOTIATED, LIST])
def test_after_the_warranty_the_four_kinds_of_goods_cost_what_the_policy_says(post: PriceRule) -> None:
    policy = ChargePolicy(post_price=post)
    for kind in (LineKind.SPARE_UNIT, LineKind.SPARE_PART, LineKind.FITTING, LineKind.TOOL, LineKind.CONSUMABLE):
        assert charge(kind, AFTER, UserDamage.NO, policy).rule is post


def test_settings_decide_parts_after_damage_services_and_loaners() -> None:
    policy = ChargePolicy(
        damage_price=LIST, service_price=NEGOTIATED, loaner_after_damage=CONTRACT, loaner_after_warranty=LIST
    )
    assert charge(LineKind.SPARE_PART, WARRANTY, UserDamage.YES, policy).rule is LIST
    assert charge(LineKind.CONSUMABLE, WARRANTY, UserDamage.YES, policy).rule is COST
    assert charge(LineKind.LABOUR, WARRANTY, UserDamage.YES, policy).rule is NEGOTIATED
    assert charge(LineKind.LOANER, WARRANTY, UserDamage.YES, policy).rule is CONTRACT
    assert charge(LineKind.LOANER, AFTER, UserDamage.NO, policy).rule is LIST


def test_disputed_damage_is_open_only_where_it_matters() -> None:
    disputed = UserDamage.DISPUTED
    assert charge(LineKind.SPARE_PART, WARRANTY, disputed, ChargePolicy(EXCLUDED)) == Charge(UNDECIDED)
    assert charge(LineKind.SPARE_PART, WARRANTY, disputed, ChargePolicy(COVERED)) == Charge(FREE)
    assert charge(LineKind.SOFTWARE_UPGRADE, WARRANTY, disputed, ChargePolicy(EXCLUDED)) == Charge(FREE)
    assert charge(LineKind.SPARE_PART, AFTER, disputed, ChargePolicy(EXCLUDED, COST, COST)) == Charge(COST)


def test_damage_by_the_user_is_never_free_where_it_is_excluded() -> None:
    policy = ChargePolicy(EXCLUDED)
    for kind in (LineKind.SPARE_UNIT, LineKind.SPARE_PART, LineKind.FITTING, LineKind.CONSUMABLE, LineKind.LABOUR):
        assert charge(kind, WARRANTY, UserDamage.YES, policy).rule is not FREE


@pytest.mark.parametrize(
    ("scope", "in_warranty", "while_owed", "later"),
    [
        (CapScope.NONE, False, False, False),
        (CapScope.IN_WARRANTY, True, False, False),
        (CapScope.IN_WARRANTY_AND_OBLIGATION, True, True, False),
        (CapScope.ALWAYS, True, True, True),
    ],
)
def test_where_the_initial_price_is_the_ceiling(
    scope: CapScope, in_warranty: bool, while_owed: bool, later: bool
) -> None:
    policy = ChargePolicy(EXCLUDED, cap_scope=scope)
    for kind in LineKind:
        asked = kind in CAPPED_KINDS
        damaged = charge(kind, WARRANTY, UserDamage.YES, policy)
        assert damaged.capped == (asked and in_warranty and damaged.rule is not FREE)
        assert charge(kind, AFTER, UserDamage.NO, policy, spares_owed=True).capped == (asked and while_owed)
        assert charge(kind, AFTER, UserDamage.NO, policy).capped == (asked and later)


def test_what_is_free_needs_no_ceiling_and_the_kinds_are_a_setting() -> None:
    policy = ChargePolicy(cap_scope=CapScope.ALWAYS, cap_kinds=frozenset({LineKind.CONSUMABLE}))
    assert charge(LineKind.CONSUMABLE, WARRANTY, UserDamage.NO, policy) == Charge(FREE)
    assert charge(LineKind.CONSUMABLE, WARRANTY, UserDamage.YES, policy) == Charge(COST, capped=True)
    assert charge(LineKind.SPARE_PART, WARRANTY, UserDamage.YES, policy) == Charge(COST)


def test_the_column_of_the_matrix() -> None:
    assert situation(WARRANTY, UserDamage.NO, EXCLUDED) is Situation.OURS
    assert situation(WARRANTY, UserDamage.YES, EXCLUDED) is Situation.DAMAGE_EXCLUDED
    assert situation(WARRANTY, UserDamage.YES, COVERED) is Situation.DAMAGE_COVERED
    assert situation(AFTER, UserDamage.YES, COVERED) is Situation.AFTER


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ground_of_a_price_has_its_words(language: str) -> None:
    policies = [ChargePolicy(damage, post_price=post, service_price=service, cap_scope=CapScope.ALWAYS)
                for damage in DamageRule for post in (COST, LIST, NEGOTIATED) for service in (CONTRACT, NEGOTIATED)]  # fmt: skip
    charges = {
        charge(kind, cover, damage, policy)
        for kind in LineKind for cover in CoverStatus for damage in UserDamage for policy in policies
    }  # fmt: skip
    assert {one.rule for one in charges} == set(PriceRule) == set(GROUND)
    with speaking(language):
        words = [str(ground(one)) for one in charges]
    assert len(set(words)) == len(charges)
    assert all(word.isascii() == (language == "en") for word in words)
