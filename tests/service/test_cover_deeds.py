"""Corrections that need a second person: asked for by one, done when another one approves, cases left as they were."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory.access.approvals import approve
from inventory.access.requests import request
from inventory.assets.commands import EditAsset, edit
from inventory.cover.deeds import CorrectAcceptance, GrantCover, correct_acceptance, grant, withdraw
from inventory.errors import InvalidInput, NotFound, NotPermitted, RuleBroken
from inventory.i18n import speaking
from models.access import ApprovalRequest, RequestState
from models.assets import Asset, AssetState
from models.cases import ServiceCase
from models.contracts import Contract, DeliveryLot, LotState
from models.cover import CoverReview, ManualCover
from models.organisation import Role

day = date.fromisoformat


@pytest.fixture
def people(ctx, make_user):
    """A dispatcher at work, and a manager."""
    dispatcher, manager = make_user("周调度", Role.DISPATCHER), make_user("李经理", Role.MANAGER)
    ctx.actor = dispatcher.id
    return dispatcher, manager


@pytest.fixture
def unit(make_asset):
    return make_asset("A1", delivered_on=day("2024-03-01"), accepted_on=day("2024-03-15"), warranty_months=24)


def edited(unit: Asset, **values) -> EditAsset:
    fields = {
        "model_id": unit.model_id, "serial_no": unit.serial_no, "customer_id": unit.customer_id,
        "delivered_on": unit.delivered_on, "accepted_on": unit.accepted_on, "warranty_months": unit.warranty_months,
    }  # fmt: skip
    return EditAsset(unit.id, Asset.get_by_id(unit.id).version, **{**fields, **values})


def test_an_acceptance_in_force_is_not_edited_where_people_work_or_cases_were_decided(
    ctx, unit, make_asset, make_case, make_user
):
    edit(ctx, edited(unit, accepted_on=day("2024-03-16")))  # nobody else is here, and nothing was decided
    decided = make_asset("A2", accepted_on=day("2024-03-15"))
    make_case(decided, cover_status="IN_WARRANTY")
    with pytest.raises(RuleBroken, match="另一人批准"):
        edit(ctx, edited(decided, accepted_on=day("2024-03-16")))
    ctx.actor = make_user("王芳", Role.KEEPER).id
    unit = Asset.get_by_id(unit.id)
    with pytest.raises(RuleBroken):
        edit(ctx, edited(unit, accepted_on=None))
    edit(ctx, edited(unit, remark="别的可以改"))
    fresh = make_asset("A3")
    edit(ctx, edited(fresh, accepted_on=day("2024-03-16")))  # the first entry needs nobody else
    assert Asset.get_by_id(fresh.id).accepted_on == day("2024-03-16")


def test_a_correction_waits_for_another_person_and_lists_the_cases_decided_before(ctx, people, unit, make_case):
    case = make_case(
        unit,
        "WX1",
        datetime(2026, 3, 10, 2, 0, tzinfo=UTC),
        cover_status="IN_WARRANTY",
        cover_last_day=day("2026-03-15"),
    )
    request_id = correct_acceptance(
        ctx, CorrectAcceptance("asset", unit.id, day("2024-03-05")), "验收单写的是 3 月 5 日"
    )
    assert Asset.get_by_id(unit.id).accepted_on == day("2024-03-15")
    with speaking("en"):
        assert [str(line) for line in request(ctx, request_id).effects] == [
            "Accepted on: 2024-03-15 → 2024-03-05.",
            "Covered until: 2026-03-15 → 2026-03-05.",
        ]
    with pytest.raises(NotPermitted):
        approve(ctx, request_id, 1)
    ctx.actor = people[1].id
    approve(ctx, request_id, 1)

    now = Asset.get_by_id(unit.id)
    assert (now.accepted_on, now.cover_last, now.state) == (day("2024-03-05"), day("2026-03-05"), AssetState.IN_SERVICE)
    assert [(row.case_id, row.was_status, row.now_status) for row in CoverReview.select()] == [
        (case.id, "IN_WARRANTY", "POST_WARRANTY")
    ]
    assert CoverReview.get().reason == "验收单写的是 3 月 5 日"
    assert ServiceCase.get_by_id(case.id).cover_last_day == day("2026-03-15")
    with speaking("en"):
        assert [str(line) for line in request(ctx, request_id).effects] == ["Accepted on: 2024-03-15 → 2024-03-05."]


def test_months_that_count_are_corrected_by_two_and_never_by_whoever_edits_the_unit(ctx, people, unit, make_asset):
    with pytest.raises(RuleBroken, match="第二人批准"):
        edit(ctx, edited(unit, warranty_months=36))
    with pytest.raises(RuleBroken):
        edit(ctx, edited(unit, warranty_months=None))
    without = make_asset("A4", accepted_on=day("2024-03-15"))
    edit(ctx, edited(without, warranty_months=12))  # nothing was promised yet: the first entry needs nobody else
    assert Asset.get_by_id(without.id).cover_last == day("2025-03-15")

    request_id = correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, day("2024-03-15"), 36), "合同写的是三年")
    assert Asset.get_by_id(unit.id).cover_last == day("2026-03-15")
    with speaking("en"):
        assert [str(line) for line in request(ctx, request_id).effects] == [
            "Warranty (months): 24 → 36.",
            "Covered until: 2026-03-15 → 2027-03-15.",
        ]
    with pytest.raises(NotPermitted):
        approve(ctx, request_id, 1)
    ctx.actor = people[1].id
    approve(ctx, request_id, 1)
    now = Asset.get_by_id(unit.id)
    assert (now.warranty_months, now.accepted_on, now.cover_last) == (36, day("2024-03-15"), day("2027-03-15"))


@pytest.mark.parametrize("wrong", ["2026-11-23", "2024-02-28", "2024-03-15"])
def test_a_correction_that_cannot_be_is_refused_when_it_is_asked_for(ctx, people, unit, wrong):
    with pytest.raises((InvalidInput, RuleBroken)):
        correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, day(wrong)), "x")
    assert ApprovalRequest.select().count() == 0
    with pytest.raises(InvalidInput):
        correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, day("2024-03-05")), " ")
    with pytest.raises(NotFound):
        correct_acceptance(ctx, CorrectAcceptance("asset", 999_999, day("2024-03-05")), "x")


def test_where_nobody_is_entered_a_correction_is_done_at_once(ctx, unit):
    request_id = correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, None), "没有验收")
    now = Asset.get_by_id(unit.id)
    assert (now.accepted_on, now.cover_last, now.state) == (None, None, AssetState.DELIVERED)
    assert ApprovalRequest.get_by_id(request_id).state is RequestState.APPROVED


def test_a_delivery_is_corrected_with_its_units_and_its_contract(
    ctx, people, make_contract, make_asset, make_lot, make_policy
):
    policy = make_policy(warranty_months=12)
    contract = make_contract(policy_version=policy, accepted_on=day("2024-03-15"))
    units = [
        make_asset(f"A{n}", customer=contract.customer, contract=contract, accepted_on=day("2024-03-15"))
        for n in range(2)
    ]
    own = make_asset("OWN", customer=contract.customer, contract=contract, accepted_on=day("2024-03-20"))
    lot = make_lot(contract, [*units, own], state=LotState.ACCEPTED, accepted_on=day("2024-03-15"))

    request_id = correct_acceptance(ctx, CorrectAcceptance("delivery_lot", lot.id, day("2024-03-10")), "签字日期")
    ctx.actor = people[1].id
    approve(ctx, request_id, 1)

    assert DeliveryLot.get_by_id(lot.id).accepted_on == Contract.get_by_id(contract.id).accepted_on == day("2024-03-10")
    assert [Asset.get_by_id(one.id).cover_last for one in (*units, own)] == [
        day("2025-03-10"), day("2025-03-10"), day("2025-03-20"),
    ]  # fmt: skip
    with pytest.raises(InvalidInput):
        correct_acceptance(ctx, CorrectAcceptance("delivery_lot", lot.id, None), "x")
    with pytest.raises(InvalidInput):
        correct_acceptance(ctx, CorrectAcceptance("delivery_lot", lot.id, day("2026-11-23")), "x")


def test_a_contract_is_corrected_with_the_cover_of_all_its_units(ctx, people, make_contract, make_asset, make_policy):
    policy = make_policy(warranty_months=12, anchor_event="CONTRACT_ACCEPTED")
    contract = make_contract(policy_version=policy, accepted_on=day("2024-03-15"))
    unit = make_asset(customer=contract.customer, contract=contract)
    request_id = correct_acceptance(ctx, CorrectAcceptance("contract", contract.id, day("2024-03-10")), "合同验收单")
    ctx.actor = people[1].id
    approve(ctx, request_id, 1)
    assert Asset.get_by_id(unit.id).cover_last == day("2025-03-10")


def test_cover_beyond_the_promise_is_granted_by_two_persons(ctx, people, unit):
    wrong = GrantCover(unit.id, day("2026-12-31"), day("2026-12-01"))
    with pytest.raises(InvalidInput):
        grant(ctx, wrong, "客诉补偿")
    request_id = grant(ctx, GrantCover(unit.id, day("2026-11-01"), day("2026-12-31"), "HF-7"), "客诉补偿")
    assert ManualCover.select().count() == 0
    with speaking("en"):
        assert [str(line) for line in request(ctx, request_id).effects] == [
            "Cover from 2026-11-01 to 2026-12-31 beyond what was promised.",
            "Covered until: 2026-03-15 → 2026-12-31.",
        ]
    ctx.actor = people[1].id
    approve(ctx, request_id, 1)
    with speaking("en"):
        assert len(request(ctx, request_id).effects) == 1  # what was done is not reckoned again
    row = ManualCover.get()
    assert (row.granted_by_id, row.approved_by_id, row.reason, row.document) == (
        people[0].id, people[1].id, "客诉补偿", "HF-7",
    )  # fmt: skip
    assert Asset.get_by_id(unit.id).cover_last == day("2026-12-31")


def test_granted_cover_is_taken_back_and_stays_on_record(ctx, people, unit):
    row = ManualCover.create(
        asset=unit, first_day=day("2026-11-01"), last_day=day("2026-12-31"), reason="客诉", granted_at=ctx.clock.now()
    )
    request_id = withdraw(ctx, row.id, "客户退货")
    with speaking("en"):
        (line,) = request(ctx, request_id).effects
        assert str(line) == "The granted cover from 2026-11-01 to 2026-12-31 is taken back."
    ctx.actor = people[1].id
    approve(ctx, request_id, 1)
    row = ManualCover.get()
    assert (row.withdrawn_by_id, row.withdrawn_reason) == (people[0].id, "客户退货")
    assert Asset.get_by_id(unit.id).cover_last == day("2026-03-15")
    with pytest.raises(RuleBroken):
        withdraw(ctx, row.id, "又一次")
    with pytest.raises(NotFound):
        withdraw(ctx, 999_999, "x")


def test_no_cover_is_granted_for_a_unit_that_is_gone(ctx, people, make_asset):
    gone = make_asset(state=AssetState.SCRAPPED)
    with pytest.raises(RuleBroken):
        grant(ctx, GrantCover(gone.id, day("2026-11-01"), day("2026-12-31")), "x")


def test_another_contract_that_moves_the_cover_of_an_accepted_unit_is_a_managers_with_a_reason(
    ctx, people, make_asset, make_contract, make_policy
):
    _dispatcher, manager = people
    contract = make_contract("HT-36", policy_version=make_policy(warranty_months=36))
    bare = make_contract("HT-0", contract.customer)
    unit = make_asset("B1", customer=contract.customer, accepted_on=day("2024-03-15"), warranty_months=12)
    edit(ctx, edited(unit, contract_id=bare.id))
    assert Asset.get_by_id(unit.id).cover_last == day("2025-03-15"), "nothing moves, so nobody is asked"
    unit = make_asset("B2", customer=contract.customer, accepted_on=day("2024-03-15"))
    with pytest.raises(NotPermitted):
        edit(ctx, edited(unit, contract_id=contract.id, reason="补录合同"))
    ctx.actor = manager.id
    with pytest.raises(InvalidInput) as asked:
        edit(ctx, edited(unit, contract_id=contract.id))
    assert (asked.value.field, Asset.get_by_id(unit.id).contract_id) == ("reason", None)
    edit(ctx, edited(unit, contract_id=contract.id, reason="补录合同"))
    assert Asset.get_by_id(unit.id).cover_last == day("2027-03-15")
