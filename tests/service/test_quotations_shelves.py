"""From where quoted goods would go out, and what a quotation would come to before it is kept (C-08)."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from inventory.choices import Choice
from inventory.errors import InvalidInput, NotFound
from inventory.pricing.charges import CapScope, LineKind, PriceRule
from inventory.quotations import choices, queries
from inventory.quotations.commands import DraftQuotation, draft
from inventory.quotations.lines import QuoteLine
from inventory.quotations.preview import preview
from inventory.quotations.rules import QuotationBasis
from inventory.quotations.shelves import shelves
from inventory.stock.papers import Goods, Paper, receive
from inventory.values.money import Money
from models.organisation import Role
from models.places import Place
from models.quotations import Quotation, QuotationLine
from models.stock import Condition
from tests.factories import stock_up


def at_cost(part, quantity=1):
    return QuoteLine(kind=LineKind.SPARE_PART, part_id=part.id, quantity=quantity, rule=PriceRule.COST)


def offered(ctx, customer, *lines):
    return draft(ctx, DraftQuotation(customer_id=customer.id, lines=lines))


def test_goods_are_taken_where_most_lie_and_from_the_next_bin_where_that_is_not_enough(ctx, make_part, make_customer):
    part = make_part("PSU-24", reference_cost=100_00)
    stock_up(ctx, part, 3, shelf="A-01-01")
    stock_up(ctx, part, 5, shelf="B-01-01")
    stock_up(ctx, part, 1, shelf="C-01-01")
    quotation = offered(ctx, make_customer(), at_cost(part, 7), at_cost(part, 2))
    found = [(one.position, one.place, one.there, one.proposed) for one in shelves(ctx, quotation)]
    assert found == [  # of nine pieces the first line takes seven, and the second what is left
        (1, "B-01-01", 5, 5), (1, "A-01-01", 3, 2), (1, "C-01-01", 1, 0),
        (2, "B-01-01", 5, 0), (2, "A-01-01", 3, 1), (2, "C-01-01", 1, 1),
    ]  # fmt: skip


def test_faulty_pieces_are_not_offered_and_a_part_without_any_is_named_all_the_same(ctx, make_part, make_customer):
    faulty, none = make_part("FAN-80", reference_cost=100), make_part("FUSE", reference_cost=100)
    stock_up(ctx, make_part("X", reference_cost=1), 1)
    goods = Goods(part_id=faulty.id, place_id=Place.get(Place.name == "A-01-01").id, quantity=4, unit_cost=100,
                  condition=Condition.FAULTY)  # fmt: skip
    receive(ctx, Paper(act=str(uuid.uuid4()), lines=(goods,)))
    quotation = offered(
        ctx, make_customer(), at_cost(faulty), at_cost(none),
        QuoteLine(kind=LineKind.LABOUR, description="上门", unit_net=Money(300_00), rule=PriceRule.NEGOTIATED),
    )  # fmt: skip
    assert [(one.part_no, one.place_id, one.proposed) for one in shelves(ctx, quotation)] == [
        ("FAN-80", None, 0), ("FUSE", None, 0),
    ]  # fmt: skip


def test_a_preview_prices_what_it_can_refuses_the_rest_and_writes_nothing(ctx, make_part):
    known, unknown = make_part("A", "电源", reference_cost=15_50), make_part("B")
    seen = preview(ctx, [at_cost(known, 3), at_cost(unknown), at_cost(known, "1.5")])
    first, second, third = seen.lines
    assert (first.description, first.priced.net, first.priced.tax) == ("电源", Money(46_50), Money(6_05))  # 6.045
    assert isinstance(second.refused, InvalidInput) and second.priced is None
    assert isinstance(third.refused, InvalidInput) and third.refused.field == "quantity"
    assert (seen.total.net, seen.total.gross, seen.basis) == (Money(46_50), Money(52_55), QuotationBasis.AT_ISSUE)
    assert Quotation.select().count() == QuotationLine.select().count() == 0
    with pytest.raises(NotFound):
        preview(ctx, [at_cost(known)], asset_id=999_999)


def test_a_preview_keeps_the_loss_from_those_who_may_not_see_costs(
    ctx, make_part, make_asset, make_policy, make_contract, make_user
):
    contract = make_contract(policy_version=make_policy(post_price=PriceRule.COST, cap_scope=CapScope.ALWAYS))
    part = make_part("A", reference_cost=100_00, initial_price=80_00)
    line = QuoteLine(kind=LineKind.SPARE_PART, part_id=part.id)
    old = make_asset(customer=contract.customer, contract=contract, accepted_on=date(2019, 1, 1))
    (seen,) = preview(ctx, [line], asset_id=old.id).lines
    assert (seen.priced.net, seen.cap_net, seen.loss) == (Money(80_00), Money(80_00), Money(20_00))
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("李工", Role.ENGINEER).id
    (seen,) = preview(ctx, [line], asset_id=old.id).lines
    assert (seen.priced.net, seen.loss) == (Money(80_00), None)


def test_units_and_cases_are_those_of_the_customer_and_a_scan_means_a_part(
    ctx, make_asset, make_case, make_part, make_customer
):
    customer = make_customer("市第二人民医院")
    mine, other = make_asset("SN-1", customer=customer), make_asset("SN-2")
    case = make_case(mine, "WX1")
    make_case(other, "WX2")
    part = make_part("PSU-24", "电源", spec="24V")
    assert [one.id for one in choices.pick_units(customer.id, "")] == [mine.id]
    assert choices.pick_units(customer.id, "SN-2") == [] == choices.pick_units(None, "")
    assert [one.id for one in choices.pick_cases(ctx, customer.id, None, "wx")] == [case.id]
    assert [one.id for one in choices.pick_cases(ctx, customer.id, mine.id, "")] == [case.id]
    found = choices.addressed(ctx, mine.id)
    assert found.customer == Choice(customer.id, "市第二人民医院") and found.unit.title == "SN-1"
    assert choices.scanned(ctx, "psu-24") == Choice(part.id, "PSU-24", "电源 24V")
    for text in ("SN-1", "NOTHING"):
        with pytest.raises(NotFound):
            choices.scanned(ctx, text)
    with pytest.raises(NotFound):
        choices.addressed(ctx, 999_999)
    with pytest.raises(NotFound):
        queries.find("BJ0")
