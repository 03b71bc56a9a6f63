"""What tests of quotations share: units after their warranty, goods that come in, quotations that go their way."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from inventory.pricing.charges import LineKind, PriceRule
from inventory.quotations.billing import Bill
from inventory.quotations.commands import DraftQuotation, accept, draft, send
from inventory.quotations.lines import QuoteLine
from inventory.stock.papers import Goods, Paper, receive
from models.places import Place, PlaceKind
from models.quotations import Quotation, QuotationLine


@pytest.fixture
def after(ctx, make_policy, make_contract, make_asset, make_customer):
    """A unit of a customer after its warranty, under a policy whose keywords are given."""

    def make(*, accepted_on=date(2020, 1, 1), **terms):
        terms = {"post_price": PriceRule.COST, **terms}
        customer = make_customer("市第二人民医院")
        contract = make_contract(customer=customer, policy_version=make_policy(**terms))
        return make_asset(customer=customer, contract=contract, accepted_on=accepted_on, sold_on=accepted_on)

    return make


@pytest.fixture
def shelf(ctx):
    return Place.get(Place.kind == PlaceKind.BIN)


def come(ctx, part, shelf, quantity, unit_cost, **more):
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, unit_cost=unit_cost, **more)
    receive(ctx, Paper(act=str(uuid.uuid4()), lines=(goods,)))


def of_part(part, quantity=1, **more):
    return QuoteLine(kind=LineKind.SPARE_PART, part_id=part.id, quantity=quantity, **more)


def quoted(ctx, unit, *lines, **more):
    return draft(ctx, DraftQuotation(customer_id=unit.customer_id, asset_id=unit.id, lines=lines, **more))


def version(quotation):
    return Quotation.get_by_id(quotation).version


def accepted(ctx, quotation):
    send(ctx, quotation, version(quotation))
    accept(ctx, quotation, version(quotation), "张伟")
    return quotation


def picked(quotation, *picks):
    return Bill(act=str(uuid.uuid4()), quotation_id=quotation, seen_version=version(quotation), picks=picks)


def the_line(quotation):
    return QuotationLine.get(QuotationLine.quotation == quotation)
