"""Several deliveries of a contract are accepted in one act: all of them, or none (R-013, R-014)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.contracts import deliveries
from inventory.contracts.acceptance import AcceptLots, LotAccepted, SeenLot, accept_several
from inventory.contracts.lot_rules import CheckResult, LotState
from inventory.documents.acceptance import certificate
from inventory.errors import InvalidInput, NotPermitted, RuleBroken, StaleRecord
from models.assets import Asset
from models.contracts import Contract, DeliveryLot
from models.journal import Change
from models.organisation import Role
from tests.service.contract_way import COMPLETED, SIGNED, arrived, installed, passed, planned, ready, version


@pytest.fixture
def contract(make_contract, make_policy):
    """S1: 36 months from the acceptance of the contract."""
    return make_contract("HT2026-7", policy_version=make_policy(warranty_months=36, anchor_event="CONTRACT_ACCEPTED"))


@pytest.fixture
def goods(make_asset, make_model, contract):
    model = make_model()

    def make(count):
        return [make_asset(model=model, customer=contract.customer, state="in_stock") for _each in range(count)]

    return make


def together(ctx, lot_ids, on=SIGNED, **values):
    """Both sides sign for these deliveries; the numbers of the certificates."""
    seen = tuple(SeenLot(lot_id, version(ctx, lot_id)) for lot_id in lot_ids)
    names = {"customer_signer": "李院长", "our_signer": "陈工"} | values
    return accept_several(ctx, AcceptLots(lots=seen, accepted_on=on, **names))


def nothing_is_accepted():
    return not Asset.select().where(Asset.accepted_on.is_null(False)).exists() and not (
        DeliveryLot.select().where(DeliveryLot.state == LotState.ACCEPTED).exists()
    )


def test_deliveries_are_accepted_together_each_with_its_certificate(ctx, contract, goods, announced):
    units = goods(5)
    lots = [ready(ctx, contract, units[:2]), ready(ctx, contract, units[2:])]
    announced.clear()
    assert together(ctx, lots, conclusion="合格") == ("YS2026030001", "YS2026030002")

    for lot_id in lots:
        line = deliveries.lot(ctx, lot_id).line
        assert (line.state, line.accepted_on, line.conclusion) == (LotState.ACCEPTED, SIGNED, "合格")
        assert (line.customer_signer, line.our_signer) == ("李院长", "陈工")
        assert certificate(ctx, lot_id).number == line.certificate_no
    rows = list(Asset.select())
    # 36 months from the day of the acceptance of the contract, 之日起: until the same day of the month (C-01)
    assert {(row.accepted_on, row.completed_on, row.cover_last) for row in rows} == {
        (SIGNED, COMPLETED, date(2029, 3, 15))
    }
    assert Contract.get_by_id(contract.id).accepted_on == SIGNED
    assert [event for event in announced if isinstance(event, LotAccepted)] == [
        LotAccepted(lot_id, contract.id, contract_accepted=True) for lot_id in lots
    ]
    acts = {change.act for change in Change.select().where(Change.field == "accepted_on")}
    assert len(acts) == 1  # one act of one person


def test_the_contract_waits_for_the_deliveries_that_were_not_signed(ctx, contract, goods):
    units = goods(3)
    lots = [ready(ctx, contract, [unit]) for unit in units]
    together(ctx, lots[:2])
    assert Contract.get_by_id(contract.id).accepted_on is None
    assert Asset.get_by_id(units[2].id).accepted_on is None


def test_one_that_is_not_ready_keeps_all_back_and_is_named(ctx, contract, goods):
    units = goods(3)
    good = ready(ctx, contract, units[:1])
    waiting = planned(ctx, contract, units[1:])
    arrived(ctx, waiting)
    installed(ctx, waiting, units=units[1:2])  # the other one is not installed
    with pytest.raises(RuleBroken) as refused:
        together(ctx, [good, waiting])
    assert str(refused.value).startswith("第 2 批：") and units[2].serial_no in str(refused.value)
    assert nothing_is_accepted()


def test_a_failed_check_of_one_keeps_all_back(ctx, contract, goods):
    units = goods(2)
    lots = [ready(ctx, contract, [unit]) for unit in units]
    passed(ctx, lots[1], CheckResult.FAILED)
    with pytest.raises(RuleBroken):
        together(ctx, lots)
    assert nothing_is_accepted()


@pytest.mark.parametrize(
    "values",
    [{"on": date(2026, 3, 9)}, {"on": date(2026, 11, 23)}, {"customer_signer": " "}, {"our_signer": ""}],
    ids=["before the completion", "in the future", "no signer of theirs", "no signer of ours"],
)
def test_day_and_names_are_asked_for_as_for_one(ctx, contract, goods, values):
    lots = [ready(ctx, contract, [unit]) for unit in goods(2)]
    with pytest.raises(InvalidInput):
        together(ctx, lots, **values)
    assert nothing_is_accepted()


def test_whoever_signs_has_seen_each_of_them(ctx, contract, goods):
    lots = [ready(ctx, contract, [unit]) for unit in goods(2)]
    seen = tuple(SeenLot(lot_id, version(ctx, lot_id)) for lot_id in lots)
    passed(ctx, lots[1], CheckResult.NOT_APPLICABLE)
    with pytest.raises(StaleRecord):
        accept_several(ctx, AcceptLots(lots=seen, accepted_on=SIGNED, customer_signer="李", our_signer="陈"))
    assert nothing_is_accepted()


def test_deliveries_of_two_contracts_are_two_signatures(ctx, contract, goods, make_contract, make_asset):
    other = make_contract("HT2026-8", customer=contract.customer)
    lots = [
        ready(ctx, contract, goods(1)),
        ready(ctx, other, [make_asset(customer=contract.customer, state="in_stock")]),
    ]
    with pytest.raises(RuleBroken):
        together(ctx, lots)
    with pytest.raises(InvalidInput):
        together(ctx, [])
    assert nothing_is_accepted()


def test_only_those_who_may_edit_contracts_sign(ctx, contract, goods, make_user):
    lots = [ready(ctx, contract, [unit]) for unit in goods(2)]
    ctx.actor = make_user(role=Role.KEEPER).id
    with pytest.raises(NotPermitted):
        together(ctx, lots)


def test_the_day_of_the_last_installation_is_that_of_the_delivery(ctx, contract, goods):
    units = goods(2)
    lot_id = planned(ctx, contract, units)
    assert deliveries.lot(ctx, lot_id).line.installed_on is None
    arrived(ctx, lot_id)
    installed(ctx, lot_id, on=date(2026, 3, 6), units=units[:1])
    assert deliveries.lot(ctx, lot_id).line.installed_on is None
    installed(ctx, lot_id, on=date(2026, 3, 4), units=units[1:])
    assert deliveries.lot(ctx, lot_id).line.installed_on == date(2026, 3, 6)
