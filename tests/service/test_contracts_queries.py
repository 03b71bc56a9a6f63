"""Contracts as they are listed, and the card of one."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.contracts.card import card
from inventory.contracts.deliveries import NextStep
from inventory.contracts.lot_rules import LotState
from inventory.contracts.queries import LISTING
from inventory.errors import NotFound
from inventory.i18n import speaking
from inventory.paging import Sort
from inventory.policies.terms import Terms, dump
from models.contracts import ContractLineKind
from models.organisation import Branch
from models.policies import PolicyVersion


@pytest.fixture
def three(make_contract, make_customer, make_policy, make_asset, make_lot):
    """A contract that is accepted, one under way, and one under the house's terms."""
    policy = make_policy("P-X")
    done = make_contract("HT2024-1", customer=make_customer("青岛热力公司"), policy_version=policy,
                         signed_on=date(2024, 1, 5), accepted_on=date(2024, 3, 15))  # fmt: skip
    make_asset(contract=done, customer=done.customer, accepted_on=date(2024, 3, 15))
    under_way = make_contract("HT2025-1", customer=make_customer("济南市立医院"), policy_version=policy,
                              signed_on=date(2025, 1, 5))  # fmt: skip
    make_asset(contract=under_way, customer=under_way.customer, accepted_on=date(2026, 1, 1))
    make_asset(contract=under_way, customer=under_way.customer)
    make_lot(under_way, state=LotState.ARRIVED)
    house = make_contract("XS-1", customer=done.customer)
    return done, under_way, house


def test_the_list_filters_and_sorts(ctx, three):
    done, _under_way, house = three

    def numbers(key="number", descending=False, **filters):
        return [line.number for line in LISTING.first(filters, Sort(key, descending))]

    assert numbers() == ["HT2024-1", "HT2025-1", "XS-1"]
    assert numbers("signed_on") == ["XS-1", "HT2024-1", "HT2025-1"]  # what is not known comes first
    assert numbers("signed_on", descending=True) == ["HT2025-1", "HT2024-1", "XS-1"]
    assert numbers(accepted="missing") == ["HT2025-1", "XS-1"]
    assert numbers(accepted="there") == ["HT2024-1"]
    assert numbers(units="missing") == ["HT2025-1"]
    assert numbers(units="there") == ["HT2024-1", "HT2025-1"]
    assert numbers(customer=house.customer_id) == ["HT2024-1", "XS-1"]
    assert numbers(policy=done.policy_version.profile_id) == ["HT2024-1", "HT2025-1"]
    assert numbers(policy=None) == ["XS-1"]
    assert numbers(version=done.policy_version_id) == ["HT2024-1", "HT2025-1"]
    assert numbers(lot="arrived") == ["HT2025-1"]
    assert numbers(text="ht2025") == ["HT2025-1"]
    assert numbers(text="热力") == ["HT2024-1", "XS-1"]
    assert numbers(text="  ") == numbers()


def test_a_line_of_the_list_counts_units_and_deliveries(ctx, three):
    _done, under_way, house = LISTING.first({}, Sort("number"))
    assert (under_way.units, under_way.accepted_units, under_way.waiting_units, under_way.lots) == (2, 1, 1, 1)
    assert (under_way.policy_code, under_way.policy_number, under_way.signed_on) == ("P-X", 1, date(2025, 1, 5))
    assert (house.policy, house.units, house.lots, house.accepted_on) == (None, 0, 0, None)
    with speaking("en"):
        assert str(under_way.policy) == "Policy P-X"


def test_the_card_of_a_contract_has_everything_that_belongs_to_it(ctx, three, make_line, make_extension, make_asset):
    under_way = three[1]
    under_way.branch = Branch.create(code="XJ", name="新疆分公司")
    under_way.save()
    unit = make_asset(contract=under_way, customer=under_way.customer)
    make_line(under_way, ContractLineKind.LABOUR, description="安装", unit_price=113_00)
    make_extension("XB1", contract=under_way, customer=under_way.customer)
    make_extension("XB2", units=[unit])
    newer = PolicyVersion.create(profile=under_way.policy_version.profile, number=2, valid_from=date(2026, 1, 1),
                                 terms=dump(Terms()), created_at=ctx.clock.now())  # fmt: skip
    PolicyVersion.create(profile=under_way.policy_version.profile, number=3, valid_from=date(2027, 1, 1),
                         terms=dump(Terms()), created_at=ctx.clock.now())  # fmt: skip

    shown = card(ctx, under_way.id)

    assert (shown.contract.number, shown.branch, shown.contract.customer) == ("HT2025-1", "新疆分公司", "济南市立医院")
    assert (shown.policy.code, shown.policy.number, shown.policy.newer_id) == ("P-X", 1, newer.id)
    assert [(line.name, line.priced.net.fen, line.count) for line in shown.lines] == [("安装", 100_00, None)]
    assert shown.total.tax.fen == 13_00
    assert [(lot.number, lot.step) for lot in shown.lots] == [(1, NextStep.FILL)]
    assert (shown.units, shown.accepted_units, shown.unassigned, shown.attachments) == (3, 1, 3, 0)
    assert [line.number for line in shown.extensions] == ["XB1", "XB2"]


def test_a_contract_under_the_house_terms_has_no_policy_of_its_own(ctx, three):
    shown = card(ctx, three[2].id)
    assert (shown.policy, shown.lines, shown.lots, shown.units, shown.unassigned) == (None, (), (), 0, 0)
    with pytest.raises(NotFound):
        card(ctx, 999_999)
