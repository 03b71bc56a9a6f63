"""On what a quoted price rests: the contract's price list for services, the ledger for parts (R-101, R-104, C-08)."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from inventory.assets.queries import card as unit_card
from inventory.contracts.lines import remove_line
from inventory.documents.quotation_book import write_quotation
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import speaking
from inventory.jobs import Quiet
from inventory.policies.terms import PostService, PriceBasis
from inventory.pricing.charges import CapScope, LineKind, PriceRule
from inventory.pricing.cost import CostSource
from inventory.quotations import agreed, queries
from inventory.quotations.billing import Pick, bill
from inventory.quotations.lines import QuoteLine
from inventory.quotations.preview import preview
from inventory.quotations.rules import QuotationState
from inventory.quotations.words import rule_words
from inventory.stock.revaluing import Revalue, revalue
from inventory.values.money import Money
from models.contracts import ContractLine, ContractLineKind
from models.quotations import Quotation
from models.stock import StockBalance
from tests.factories import stock_up
from tests.service.quoting import accepted, after, come, of_part, picked, quoted, shelf, the_line

__all__ = ["after", "shelf"]


def labour(listed=None, **more):
    return QuoteLine(
        kind=LineKind.LABOUR, description=" 上门  维修 ", unit="次", tax_rate_bp=600,
        contract_line_id=None if listed is None else listed.id, **more,
    )  # fmt: skip


def visit(make_line, contract, price=31800, *, tax_included=True, **more):
    """A visit at 318.00 with 6 %: 300.00 without."""
    more = {"description": "质保期外上门", "tax_rate_bp": 600, **more}
    return make_line(contract, ContractLineKind.LABOUR, unit_price=price, tax_included=tax_included, **more)


def said(line):
    with speaking("en"):
        return rule_words(line)


# services: the price list of the unit's contract


def test_a_service_is_held_to_the_price_of_the_contract_that_was_chosen_for_it(ctx, after, make_line):
    unit = after(cap_scope=CapScope.ALWAYS)
    listed = visit(make_line, unit.contract)

    quotation = quoted(ctx, unit, labour(listed, unit_net=Money(35000)), labour(unit_net=Money(35000)))

    held, free = queries.card(ctx, quotation).lines
    assert (held.description, held.priced.net, held.priced.tax, held.cap_net) == (
        "上门 维修", Money(30000), Money(1800), Money(30000),
    )  # fmt: skip
    assert (held.agreed.id, held.agreed.name) == (listed.id, "质保期外上门")
    assert said(held) == (
        "By agreement with the customer, not above the initial price "
        f"(¥300.00: “质保期外上门”, contract {unit.contract.number})"
    )
    assert (free.priced.net, free.agreed, said(free)) == (Money(35000), None, "By agreement with the customer")


def test_a_price_of_another_contract_or_of_another_kind_holds_no_service(ctx, after, make_line, make_contract):
    unit = after(cap_scope=CapScope.ALWAYS)
    other = visit(make_line, make_contract())
    journey = make_line(unit.contract, ContractLineKind.TRAVEL, unit_price=100)
    unit_itself = make_line(unit.contract, ContractLineKind.EQUIPMENT, unit_price=900000)
    unpriced = make_line(unit.contract, ContractLineKind.LABOUR, unit_price=None)

    for wrong in (other, journey, unit_itself, unpriced):
        with pytest.raises(InvalidInput) as refused:
            quoted(ctx, unit, labour(wrong, unit_net=Money(35000)))
        assert refused.value.field == "contract_line_id"
    assert Quotation.select().count() == 0


def test_the_form_offers_the_priced_services_of_the_units_own_contract_in_their_order(
    ctx, after, make_line, make_contract
):
    unit = after()
    visit(make_line, make_contract())
    make_line(unit.contract, ContractLineKind.EQUIPMENT, unit_price=900000)
    first = visit(make_line, unit.contract)
    make_line(unit.contract, ContractLineKind.TRAVEL, unit_price=None)
    second = make_line(unit.contract, ContractLineKind.SERVICE, unit_price=20000, tax_included=False, unit="天")

    found = agreed.of_unit(ctx, unit.id)

    assert [(one.id, one.price.net, one.unit) for one in found] == [
        (first.id, Money(30000), ""), (second.id, Money(20000), "天"),
    ]  # fmt: skip
    assert found[1].name == "服务" and found[1].contract_no == unit.contract.number
    assert [one.fits(LineKind.TRAVEL) for one in found] == [False, True]  # a service may be any


def test_at_the_rate_of_the_contract_the_list_says_the_price(ctx, after, make_line):
    unit = after(post_service=PostService.CONTRACT_RATE)
    listed = visit(make_line, unit.contract)

    quotation = quoted(ctx, unit, labour(listed, quantity=2))

    (line,) = queries.card(ctx, quotation).lines
    assert (line.priced.net, line.cap_net) == (Money(60000), None)
    assert said(line) == f"At the rate of the contract (“质保期外上门”, contract {unit.contract.number})"
    with pytest.raises(InvalidInput, match=r"300\.00") as refused:
        quoted(ctx, unit, labour(listed, unit_net=Money(35000)))
    assert refused.value.field == "unit_net"
    with pytest.raises(InvalidInput) as refused:
        quoted(ctx, unit, labour())
    assert refused.value.field == "unit_net"


def test_where_the_policy_sets_no_ceiling_the_list_only_proposes_a_price(ctx, after, make_line):
    unit = after()
    listed = visit(make_line, unit.contract)

    proposed, other = queries.card(ctx, quoted(ctx, unit, labour(listed), labour(listed, unit_net=Money(35000)))).lines

    assert (proposed.priced.net, other.priced.net) == (Money(30000), Money(35000))
    assert other.agreed.id == listed.id and other.listed is None and said(other) == "By agreement with the customer"


def test_a_price_that_a_quotation_names_stays_in_the_list(ctx, after, make_line):
    unit = after(cap_scope=CapScope.ALWAYS)
    listed = visit(make_line, unit.contract)
    quoted(ctx, unit, labour(listed, unit_net=Money(35000)))

    with pytest.raises(RuleBroken):
        remove_line(ctx, listed.id, listed.version)
    assert ContractLine.get_or_none(ContractLine.id == listed.id) is not None


def test_the_workbook_names_the_price_of_the_contract(ctx, after, make_line, tmp_path):
    unit = after(cap_scope=CapScope.ALWAYS)
    quotation = quoted(ctx, unit, labour(visit(make_line, unit.contract), unit_net=Money(35000)))

    write_quotation(ctx, quotation, tmp_path / "q.xlsx", Quiet(), "zh_CN")

    rows = openpyxl.load_workbook(tmp_path / "q.xlsx").active.iter_rows(values_only=True)
    texts = [str(cell) for row in rows for cell in row if cell is not None]
    assert f"与客户协商定价，不高于初始价格（¥300.00：合同 {unit.contract.number} “质保期外上门”）" in texts


def test_a_hardware_upgrade_is_offered_at_the_cost_that_a_person_knows(ctx, after):
    unit = after()
    upgrade = QuoteLine(kind=LineKind.HARDWARE_UPGRADE, description="内存扩展", quantity=2, unit_net=Money(41000))

    line = the_line(quoted(ctx, unit, upgrade))
    assert (line.rule, line.net, line.tax, line.cost) == ("COST", 82000, 10660, 82000)
    with pytest.raises(InvalidInput) as refused:
        quoted(ctx, unit, replace(upgrade, unit_net=None))
    assert refused.value.field == "unit_net"


# parts: cost price is what the ledger says on the day of issue


def first(ctx, quotation, shelf):
    return picked(quotation, Pick(line_id=the_line(quotation).id, place_id=shelf.id, quantity=2))


def test_pieces_without_a_cost_are_quoted_at_the_usual_cost_and_billed_once_the_ledger_knows_theirs(
    ctx, after, make_part, shelf
):
    unit, part = after(), make_part("PSU-24", reference_cost=15000)
    stock_up(ctx, part, 10, shelf.name, cost=0)
    (seen,) = preview(ctx, [of_part(part, 2)], unit.id).lines
    assert (seen.priced.net, seen.source) == (Money(30000), CostSource.NOT_VALUED)
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part, 2)))

    with pytest.raises(RuleBroken, match="PSU-24"):  # neither 0.00 nor 300.00, which the ledger would not say
        bill(ctx, first(ctx, quotation, shelf))
    assert StockBalance.get(StockBalance.place == shelf).quantity == 10
    revalue(ctx, Revalue(act="r", part_id=part.id, unit_cost=Money(14000), reason="按采购发票"))
    posted = bill(ctx, first(ctx, quotation, shelf))

    assert (posted.amounts, the_line(quotation).net) == ((-28000,), 28000)
    assert Quotation.get_by_id(quotation).state is QuotationState.BILLED


def test_a_cost_that_turns_out_above_the_quoted_one_needs_the_customers_word(ctx, after, make_part, shelf):
    unit, part = after(), make_part("PSU-24", reference_cost=15000)
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part, 2)))
    come(ctx, part, shelf, 2, 16000)

    with pytest.raises(NeedsConfirmation, match=r"320\.00.*300\.00"):
        bill(ctx, first(ctx, quotation, shelf))


def test_a_fixed_price_is_billed_though_nobody_knows_what_the_pieces_cost(ctx, after, make_part, shelf):
    unit, part = after(price_basis=PriceBasis.FIXED), make_part("PSU-24", reference_cost=15000)
    stock_up(ctx, part, 10, shelf.name, cost=0)
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part, 2)))

    posted = bill(ctx, first(ctx, quotation, shelf))
    assert (posted.amounts, the_line(quotation).net) == ((0,), 30000)


def test_pieces_that_usually_cost_nothing_are_billed_at_nothing(ctx, after, make_part, shelf):
    unit, part = after(), make_part("CAP-1", reference_cost=0)
    come(ctx, part, shelf, 10, 0)
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part, 2)))

    bill(ctx, first(ctx, quotation, shelf))
    assert (the_line(quotation).net, Quotation.get_by_id(quotation).state) == (0, QuotationState.BILLED)


def test_of_serial_numbers_the_one_that_goes_out_must_have_its_cost(ctx, after, make_part, shelf):
    unit, part = after(), make_part("HDD-4", serialised=True)
    come(ctx, part, shelf, 1, 70000, serial="S1")
    come(ctx, part, shelf, 1, 0, serial="S2")
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part)))
    line = the_line(quotation).id

    with pytest.raises(RuleBroken, match="HDD-4"):
        bill(ctx, picked(quotation, Pick(line_id=line, place_id=shelf.id, serial="S2")))
    with pytest.raises(NeedsConfirmation):  # quoted at the average of both, 350.00
        bill(ctx, picked(quotation, Pick(line_id=line, place_id=shelf.id, serial="S1")))


@pytest.mark.parametrize(
    ("terms", "prices", "stock", "price"),
    [
        ({}, {"reference_cost": 15000}, (10, 21610), 21610),  # the moving average
        ({}, {"reference_cost": 15000}, (10, 0), 15000),
        ({}, {"reference_cost": 15000}, None, 15000),
        ({"cap_scope": CapScope.ALWAYS}, {"reference_cost": 15000, "initial_price": 12000}, None, 12000),
        ({"post_price": PriceRule.LIST}, {"list_price": 25000, "initial_price": 12000}, None, 25000),
        ({"post_price": PriceRule.LIST}, {"initial_price": 12000}, None, 12000),
    ],
)
def test_the_card_of_a_unit_and_a_quotation_for_it_say_the_same_price(
    ctx, after, make_part, shelf, terms, prices, stock, price
):
    unit = after(**terms)
    part = make_part("PSU-24", model=unit.model, **prices)
    if stock is not None:
        stock_up(ctx, part, stock[0], shelf.name, cost=stock[1])

    (seen,) = preview(ctx, [of_part(part)], unit.id).lines
    (told,) = unit_card(ctx, unit.id).parts
    assert (told.price, seen.priced.net) == (Money(price), Money(price))
