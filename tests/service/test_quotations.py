"""Quotations: priced by the charge matrix, sent, answered, billed with the issue of the goods (C-08, INV-11, INV-17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

from inventory.documents.quotation_book import file_name, write_quotation
from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.jobs import Quiet
from inventory.paging import Sort
from inventory.policies.terms import PriceBasis
from inventory.pricing.charges import CAPPED_KINDS, CapScope, DamageRule, LineKind, PriceRule
from inventory.quotations import queries
from inventory.quotations.billing import Pick, bill
from inventory.quotations.commands import (
    DraftQuotation,
    EditQuotation,
    accept,
    decline,
    discard,
    draft,
    edit,
    prolong,
    send,
    take_back,
)
from inventory.quotations.lapsing import expire
from inventory.quotations.lines import QuoteLine
from inventory.quotations.rules import HIGHER_PRICE, QuotationBasis, QuotationState
from inventory.values.money import Money
from models.cases import UserDamage
from models.contracts import ContractLineKind
from models.organisation import Role
from models.quotations import Quotation, QuotationLine
from models.stock import StockBalance, StockDoc
from tests.service.quoting import accepted, after, come, of_part, picked, quoted, shelf, the_line, version

__all__ = ["after", "shelf"]

TODAY = date(2026, 11, 22)


def test_the_worked_quotation_with_the_contracts_price_list_as_its_ceiling(ctx, after, make_part, make_line, shelf):
    unit = after(cap_scope=CapScope.ALWAYS)
    supply, fuse = make_part("PSU-24", "电源"), make_part("FUSE", "保险丝套件")
    make_line(
        unit.contract, ContractLineKind.SPARE_PART, part=supply, unit_price=23730, tax_included=True, tax_rate_bp=1300
    )
    make_line(
        unit.contract, ContractLineKind.SPARE_PART, part=fuse, unit_price=4200, tax_included=False, tax_rate_bp=1300
    )
    come(ctx, supply, shelf, 20, 21610)  # 20 pieces worth 4322.00
    come(ctx, fuse, shelf, 3, 3568)

    made = queries.card(ctx, quoted(ctx, unit, of_part(supply, 2), of_part(fuse, 3)))

    first, second = made.lines
    assert (first.priced.net, first.priced.tax, first.cost, first.loss) == (
        Money(42000), Money(5460), Money(43220), Money(1220),
    )  # fmt: skip
    assert (second.priced.net, second.priced.tax, second.loss) == (Money(10704), Money(1392), Money(0))
    assert (made.total.net, made.total.tax, made.total.gross) == (Money(52704), Money(6852), Money(59556))
    assert (made.row.number, made.row.valid_until) == ("BJ2026110001", TODAY + timedelta(days=30))


def test_in_warranty_it_is_free_and_damage_by_the_user_is_not(ctx, after, make_part, make_case, shelf):
    unit = after(accepted_on=date(2026, 11, 1), warranty_months=12, user_damage=DamageRule.EXCLUDED)
    part = make_part("PSU-24")
    come(ctx, part, shelf, 5, 20000)
    case = make_case(unit, user_damage=UserDamage.YES)
    disputed = make_case(unit, user_damage=UserDamage.DISPUTED)

    assert the_line(quoted(ctx, unit, of_part(part, 2))).net == 0
    assert the_line(quoted(ctx, unit, of_part(part, 2), case_id=case.id)).net == 40000
    with pytest.raises(RuleBroken):
        quoted(ctx, unit, of_part(part, 2), case_id=disputed.id)


def test_without_stock_the_recorded_cost_counts_and_without_that_nothing_can_be_quoted(ctx, after, make_part):
    unit = after()
    known, unknown = make_part("A", reference_cost=1550), make_part("B")

    assert the_line(quoted(ctx, unit, of_part(known, 3))).net == 4650
    with pytest.raises(InvalidInput) as refused:
        quoted(ctx, unit, of_part(unknown))
    assert refused.value.field == "part_id"


def test_by_agreement_a_price_is_entered_and_the_initial_price_is_its_ceiling(ctx, after, make_part):
    unit = after(post_price=PriceRule.NEGOTIATED, cap_scope=CapScope.ALWAYS, cap_kinds=CAPPED_KINDS)
    part = make_part("A", initial_price=8000)

    with pytest.raises(InvalidInput) as refused:
        quoted(ctx, unit, of_part(part))
    assert refused.value.field == "unit_net"
    assert the_line(quoted(ctx, unit, of_part(part, 2, unit_net=Money(9000)))).net == 16000
    assert the_line(quoted(ctx, unit, of_part(part, 2, unit_net=Money(7000)))).net == 14000


def test_a_list_price_is_the_parts_own(ctx, after, make_part):
    unit = after(post_price=PriceRule.LIST)

    assert the_line(quoted(ctx, unit, of_part(make_part("A", list_price=1250), 4))).net == 5000


def test_without_a_unit_a_person_chooses_how_it_is_priced(ctx, make_customer, make_part):
    customer, part = make_customer(), make_part("A", reference_cost=1000, list_price=1500)

    def sale(**more):
        return draft(ctx, DraftQuotation(customer_id=customer.id, lines=(of_part(part, 2, **more),)))

    assert the_line(sale(rule=PriceRule.COST)).net == 2000
    assert the_line(sale(rule=PriceRule.LIST)).net == 3000
    assert the_line(sale(rule=PriceRule.NEGOTIATED, unit_net=Money(1800))).net == 3600
    for wrong in (None, PriceRule.FREE, PriceRule.CONTRACT):
        with pytest.raises(InvalidInput) as refused:
            sale(rule=wrong)
        assert refused.value.field == "rule"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": "1.5"}, "quantity"),
        ({"tax_rate_bp": -1}, "tax_rate_bp"),
        ({"tax_rate_bp": 10_000}, "tax_rate_bp"),
        ({"unit_net": Money(-1)}, "unit_net"),
        ({"part_id": None}, "part_id"),
        ({"part_id": None, "kind": LineKind.LABOUR}, "description"),
    ],
)
def test_a_line_that_cannot_be_is_refused_under_its_field(ctx, after, make_part, wrong, field):
    unit, part = after(), make_part("A", reference_cost=1000)

    with pytest.raises(InvalidInput) as refused:
        quoted(ctx, unit, replace(of_part(part), **wrong))
    assert refused.value.field == field
    assert Quotation.select().count() == 0


def test_a_quotation_of_somebody_elses_unit_or_case_or_of_nothing_is_refused(
    ctx, after, make_part, make_case, make_asset
):
    unit, part, other = after(), make_part("A", reference_cost=1000), make_asset()
    whole = DraftQuotation(customer_id=unit.customer_id, asset_id=unit.id, lines=(of_part(part),))

    for wrong, field in (
        (replace(whole, asset_id=other.id), "asset_id"),
        (replace(whole, case_id=make_case(other).id), "case_id"),
        (replace(whole, lines=()), "lines"),
        (replace(whole, valid_until=TODAY - timedelta(days=1)), "valid_until"),
    ):
        with pytest.raises(InvalidInput) as refused:
            draft(ctx, wrong)
        assert refused.value.field == field
    for gone in (replace(whole, customer_id=999_999), replace(whole, lines=(replace(of_part(part), part_id=999_999),))):
        with pytest.raises((NotFound, InvalidInput)):
            draft(ctx, gone)


def test_a_draft_is_corrected_whole_and_priced_anew(ctx, after, make_part, shelf):
    unit, part = after(), make_part("A")
    come(ctx, part, shelf, 5, 1000)
    quotation = quoted(ctx, unit, of_part(part, 2))
    seen = version(quotation)
    come(ctx, part, shelf, 5, 2000)

    asked = EditQuotation(
        quotation_id=quotation, seen_version=seen, customer_id=unit.customer_id, asset_id=unit.id,
        lines=(of_part(part, 1), of_part(part, 3)), remark="两种方案",
    )  # fmt: skip
    edit(ctx, asked)

    assert [line.net for line in QuotationLine.select().order_by(QuotationLine.position)] == [1500, 4500]
    with pytest.raises(StaleRecord):
        edit(ctx, asked)


def test_what_was_sent_stands_until_it_is_taken_back(ctx, after, make_part):
    unit, part = after(), make_part("A", reference_cost=1000)
    quotation = quoted(ctx, unit, of_part(part))
    send(ctx, quotation, version(quotation))

    asked = EditQuotation(
        quotation_id=quotation, seen_version=version(quotation), customer_id=unit.customer_id, asset_id=unit.id,
        lines=(of_part(part, 2),),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="BJ2026110001"):
        edit(ctx, asked)
    with pytest.raises(RuleBroken):
        discard(ctx, quotation, version(quotation))
    take_back(ctx, quotation, version(quotation))
    edit(ctx, replace(asked, seen_version=version(quotation)))
    assert the_line(quotation).quantity == 2
    with pytest.raises(RuleBroken, match="BJ2026110001"):
        discard(ctx, quotation, version(quotation))


def test_a_draft_that_never_left_the_house_is_thrown_away(ctx, after, make_part):
    quotation = quoted(ctx, after(), of_part(make_part("A", reference_cost=1000)))
    discard(ctx, quotation, version(quotation))

    assert (Quotation.select().count(), QuotationLine.select().count()) == (0, 0)


def test_an_offer_that_was_not_answered_expires_and_may_be_prolonged(ctx, after, make_part, clock):
    quotation = quoted(ctx, after(), of_part(make_part("A", reference_cost=1000)), valid_until=TODAY)
    send(ctx, quotation, version(quotation))
    assert expire(ctx) == 0
    clock.move(timedelta(days=1))

    listing = queries.listing(ctx.clock.today)
    assert [row.id for row in listing.first({"state": "expired"}, Sort("number"))] == [quotation]
    assert listing.first({"state": "sent"}, Sort("number")) == []
    with pytest.raises(RuleBroken, match="2026-11-22"):
        accept(ctx, quotation, version(quotation), "张伟")
    assert expire(ctx) == 1
    assert Quotation.get_by_id(quotation).state is QuotationState.EXPIRED
    with pytest.raises(InvalidInput):
        prolong(ctx, quotation, version(quotation), TODAY)
    prolong(ctx, quotation, version(quotation), TODAY + timedelta(days=9))
    accept(ctx, quotation, version(quotation), "张伟")
    assert Quotation.get_by_id(quotation).confirmed_by == "张伟"


def test_an_answer_needs_a_name_a_day_that_can_be_and_a_reason_for_no(ctx, after, make_part):
    quotation = quoted(ctx, after(), of_part(make_part("A", reference_cost=1000)))
    with pytest.raises(RuleBroken):
        accept(ctx, quotation, version(quotation), "张伟")
    send(ctx, quotation, version(quotation))
    for who, day, field in (
        (" ", None, "confirmed_by"),
        ("张伟", TODAY + timedelta(days=1), "decided_on"),
        ("张伟", TODAY - timedelta(days=1), "decided_on"),
    ):
        with pytest.raises(InvalidInput) as refused:
            accept(ctx, quotation, version(quotation), who, day)
        assert refused.value.field == field
    with pytest.raises(InvalidInput):
        decline(ctx, quotation, version(quotation), "")
    decline(ctx, quotation, version(quotation), "价格太高")
    assert Quotation.get_by_id(quotation).state is QuotationState.DECLINED


def test_the_bill_is_what_the_ledger_takes(ctx, after, make_part, shelf):
    unit, part = after(), make_part("PSU-24")
    come(ctx, part, shelf, 10, 20000)
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part, 4)))
    come(ctx, part, shelf, 5, 18000)  # 15 pieces worth 2900.00: four cost 773.33 now, less than the 800.00 quoted

    posted = bill(ctx, picked(quotation, Pick(line_id=the_line(quotation).id, place_id=shelf.id, quantity=4)))

    row = Quotation.get_by_id(quotation)
    assert posted.amounts == (-77333,)
    assert (the_line(quotation).net, the_line(quotation).tax) == (77333, 10053)  # 13 % of 773.33 is 100.5329
    assert (row.state, row.doc_id) == (QuotationState.BILLED, posted.doc_id)
    assert StockDoc.get_by_id(posted.doc_id).customer_id == unit.customer_id


def test_a_higher_price_at_issue_is_billed_only_with_the_customers_word(ctx, after, make_part, shelf):
    unit, part = after(), make_part("PSU-24")
    come(ctx, part, shelf, 2, 20000)
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part, 2)))
    come(ctx, part, shelf, 2, 30000)
    asked = picked(quotation, Pick(line_id=the_line(quotation).id, place_id=shelf.id, quantity=2))

    with pytest.raises(NeedsConfirmation, match=r"500\.00.*400\.00") as question:
        bill(ctx, asked)
    assert question.value.key == HIGHER_PRICE
    assert StockBalance.get(StockBalance.place == shelf).quantity == 4, "nothing is half done"
    bill(ctx, replace(asked, confirmed=frozenset({HIGHER_PRICE})))
    assert the_line(quotation).net == 50000
    assert bill(ctx, asked).doc_id == Quotation.get_by_id(quotation).doc_id, "a repeat of the same act is harmless"


def test_a_fixed_price_is_billed_whatever_the_goods_cost_by_then(ctx, after, make_part, shelf):
    unit, part = after(price_basis=PriceBasis.FIXED), make_part("PSU-24")
    come(ctx, part, shelf, 2, 20000)
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part, 2)))
    assert Quotation.get_by_id(quotation).basis is QuotationBasis.FIXED
    come(ctx, part, shelf, 2, 30000)

    bill(ctx, picked(quotation, Pick(line_id=the_line(quotation).id, place_id=shelf.id, quantity=2)))
    assert (the_line(quotation).net, the_line(quotation).cost) == (40000, 50000)


def test_what_is_picked_must_be_what_was_quoted(ctx, after, make_part, shelf):
    unit, part = after(), make_part("PSU-24")
    come(ctx, part, shelf, 5, 20000)
    quotation = accepted(ctx, quoted(ctx, unit, of_part(part, 2)))
    line = the_line(quotation).id

    for picks, field in (
        ((), "quantity"),
        ((Pick(line_id=line, place_id=shelf.id, quantity=3),), "quantity"),
        ((Pick(line_id=999_999, place_id=shelf.id, quantity=2),), "line_id"),
    ):
        with pytest.raises(InvalidInput) as refused:
            bill(ctx, picked(quotation, *picks))
        assert refused.value.field == field
    assert Quotation.get_by_id(quotation).state is QuotationState.ACCEPTED


def test_services_alone_are_billed_without_a_paper_of_the_depot(ctx, after):
    labour = QuoteLine(kind=LineKind.LABOUR, description="上门维修", unit_net=Money(35000), tax_rate_bp=600)
    quotation = accepted(ctx, quoted(ctx, after(), labour))

    assert bill(ctx, picked(quotation)) is None
    assert (Quotation.get_by_id(quotation).state, the_line(quotation).net) == (QuotationState.BILLED, 35000)


def test_our_cost_is_for_those_who_may_see_it(ctx, after, make_part, make_user):
    quotation = quoted(ctx, after(), of_part(make_part("A", reference_cost=1000)))
    engineer = replace(ctx, actor=make_user("李强", Role.ENGINEER).id)
    keeper = replace(ctx, actor=make_user("王芳").id)

    assert queries.card(engineer, quotation).lines[0].cost is None
    assert queries.card(keeper, quotation).lines[0].cost == Money(1000)
    with pytest.raises(NotPermitted):
        send(engineer, quotation, version(quotation))
    with pytest.raises(NotFound):
        queries.card(ctx, 999_999)


def test_the_workbook_says_the_price_and_its_rule_and_nothing_of_our_cost(
    ctx, after, make_part, make_line, shelf, tmp_path
):
    unit = after(cap_scope=CapScope.ALWAYS)
    supply = make_part("PSU-24", "电源")
    make_line(
        unit.contract, ContractLineKind.SPARE_PART, part=supply, unit_price=23730, tax_included=True, tax_rate_bp=1300
    )
    come(ctx, supply, shelf, 20, 21610)
    quotation = quoted(ctx, unit, of_part(supply, 2, delivery="现货"))

    made = write_quotation(ctx, quotation, tmp_path / file_name(ctx, quotation, "zh_CN"), Quiet(), "zh_CN")

    assert made.path.name.startswith("备件报价单_BJ2026110001_")
    (sheet,) = openpyxl.load_workbook(made.path)
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    texts = " ".join(str(cell) for cell in cells)
    assert {"PSU-24", "电源", 2, 210, 420, 54.6, 474.6, "13 %", "现货"} <= set(cells)
    assert "肆佰柒拾肆元陆角整" in texts
    assert "¥210.00" in texts
    assert unit.serial_no in texts
    for ours in ("432.2", "216.1", "12.2"):
        assert ours not in texts


def test_the_workbook_is_in_the_language_of_its_reader(ctx, after, make_part, tmp_path):
    quotation = quoted(ctx, after(), of_part(make_part("A", reference_cost=1000)), basis=QuotationBasis.FIXED)

    made = write_quotation(ctx, quotation, tmp_path / "q.xlsx", Quiet(), "en")

    texts = " ".join(
        str(cell)
        for row in openpyxl.load_workbook(made.path).active.iter_rows(values_only=True)
        for cell in row
        if cell
    )
    assert "These prices are fixed until 2026-12-22." in texts
    assert "At cost price" in texts


def test_only_who_hands_things_to_customers_writes_the_workbook(ctx, after, make_part, make_user, tmp_path):
    quotation = quoted(ctx, after(), of_part(make_part("A", reference_cost=1000)))

    with pytest.raises(NotPermitted):
        write_quotation(
            replace(ctx, actor=make_user("李强", Role.ENGINEER).id), quotation, tmp_path / "q.xlsx", Quiet()
        )
    assert list(tmp_path.glob("*.xlsx")) == []
