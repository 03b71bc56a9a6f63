"""Contracts are added, corrected and chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inventory.contracts import queries
from inventory.contracts.commands import AddContract, ContractTerms, EditContract, UseVersion, add, edit, use_version
from inventory.errors import InvalidInput, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.policies.terms import Terms, dump
from models.assets import Asset
from models.cases import ServiceCase
from models.contracts import Contract
from models.cover import CoverReview
from models.organisation import Branch, Role
from models.policies import AnchorEvent, PolicyVersion


def test_a_contract_number_is_there_once_and_says_with_whom(ctx, make_customer):
    there = add(ctx, AddContract(number="HT2024-017", customer_id=make_customer("青岛热力公司").id))
    with pytest.raises(RuleBroken) as refused:
        add(ctx, AddContract(number=" ht2024-017", customer_id=make_customer().id))
    assert refused.value.values["existing"] == there
    assert "青岛热力公司" in str(refused.value)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "x" * 61}, "number"),
        ({"customer_id": 999_999}, "customer_id"),
        ({"signed_on": date(2026, 11, 23)}, "signed_on"),
        ({"accepted_on": date(2026, 11, 23)}, "accepted_on"),
        ({"signed_on": date(2026, 3, 2), "accepted_on": date(2026, 3, 1)}, "accepted_on"),
    ],
)
def test_what_no_contract_can_say_is_refused_under_its_field(ctx, make_customer, values, field):
    with pytest.raises(InvalidInput) as refused:
        add(ctx, AddContract(**{"number": "HT1", "customer_id": make_customer().id, **values}))
    assert refused.value.field == field


def test_a_contract_with_units_stays_with_its_customer(ctx, make_contract, make_asset, make_customer):
    contract, other = make_contract("HT1"), make_customer()
    edit(ctx, EditContract(contract.id, 1, number="HT1", customer_id=other.id))
    make_asset(contract=contract.id)

    with pytest.raises(RuleBroken):
        edit(ctx, EditContract(contract.id, 2, number="HT1", customer_id=make_customer().id))
    with pytest.raises(StaleRecord):
        edit(ctx, EditContract(contract.id, 1, number="HT1", customer_id=other.id))
    edit(ctx, EditContract(contract.id, 2, number="HT1", customer_id=other.id, title="血压计采购"))
    assert queries.contract(ctx, contract.id).title == "血压计采购"


def test_a_contract_is_offered_by_the_beginning_of_its_number_to_its_customer(ctx, make_contract, make_customer):
    customer = make_customer()
    for number in ("HT2024-001", "HT2025-001", "XS2025-9"):
        make_contract(number, customer=customer)
    make_contract("HT2025-777")

    assert [choice.title for choice in queries.pick(customer.id, "ht")] == ["HT2025-001", "HT2024-001"]
    assert len(queries.pick(customer.id)) == 3


def test_a_contract_that_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound):
        queries.contract(ctx, 999_999)


# --- the policy ---


def days(unit):
    """The kept cover of a unit: its first and last day."""
    fresh = Asset.get_by_id(unit.id)
    return fresh.cover_first, fresh.cover_last


@pytest.fixture
def versions(ctx, make_policy):
    """A policy of 12 months, and of 24 from 2026 on."""
    first = make_policy("P-X", warranty_months=12)
    second = PolicyVersion.create(
        profile=first.profile, number=2, valid_from=date(2026, 1, 1), terms=dump(Terms(warranty_months=24)),
        created_at=ctx.clock.now(),
    )  # fmt: skip
    return first, second


def terms(version, **values):
    return ContractTerms(policy_profile_id=None if version is None else version.profile_id, **values)


@pytest.mark.parametrize(("signed_on", "number"), [(date(2025, 12, 31), 1), (date(2026, 1, 1), 2), (None, 2)])
def test_a_contract_takes_the_version_of_the_day_of_its_signature_and_freezes_it(
    ctx, make_customer, versions, signed_on, number
):
    contract = add(ctx, AddContract(number="HT1", customer_id=make_customer().id, signed_on=signed_on,
                                    terms=terms(versions[0])))  # fmt: skip
    row = Contract.get_by_id(contract)
    assert row.policy_version.number == number
    assert [PolicyVersion.get_by_id(one.id).frozen_at is not None for one in versions] == [number == 1, number == 2]


def test_a_policy_that_was_not_valid_yet_cannot_be_taken(ctx, make_customer, make_policy):
    policy = make_policy(valid_from=date(2026, 1, 1))
    with pytest.raises(InvalidInput) as refused:
        add(ctx, AddContract(number="HT1", customer_id=make_customer().id, signed_on=date(2025, 12, 31),
                             terms=terms(policy)))  # fmt: skip
    assert refused.value.field == "policy_profile_id"


def test_a_contract_keeps_what_it_says_of_itself(ctx, make_customer, make_policy):
    branch = Branch.create(code="XJ", name="新疆分公司")
    contract = add(ctx, AddContract(
        number="HT1", customer_id=make_customer().id,
        terms=terms(make_policy(), warranty_months=18, anchor_event=AnchorEvent.DELIVERED, project_promise=True,
                    branch_id=branch.id, service_agreement_no="FW-1"),
    ))  # fmt: skip
    row = queries.contract(ctx, contract)
    assert (row.warranty_months, row.anchor_event, row.project_promise) == (18, AnchorEvent.DELIVERED, True)
    assert (row.branch_id, row.service_agreement_no) == (branch.id, "FW-1")

    edit(ctx, EditContract(contract, 1, number="HT2", customer_id=row.customer_id))  # a form that knows less
    again = queries.contract(ctx, contract)
    assert (again.number, again.warranty_months, again.policy_version_id) == ("HT2", 18, row.policy_version_id)
    edit(ctx, EditContract(contract, 2, number="HT2", customer_id=row.customer_id, terms=ContractTerms()))
    again = queries.contract(ctx, contract)
    assert (again.warranty_months, again.policy_version_id, again.anchor_event) == (None, None, None)


@pytest.mark.parametrize(
    ("values", "field"), [({"branch_id": 999_999}, "branch_id"), ({"warranty_months": 601}, "warranty_months")]
)
def test_what_no_promise_can_say_is_refused_under_its_field(ctx, make_customer, values, field):
    with pytest.raises(InvalidInput) as refused:
        add(ctx, AddContract(number="HT1", customer_id=make_customer().id, terms=ContractTerms(**values)))
    assert refused.value.field == field


def test_another_policy_reckons_the_units_anew_and_lists_what_was_decided_otherwise(
    ctx, make_contract, make_asset, make_case, make_policy
):
    """C-01, 2024-03-15: 12 months by the statute end on 2025-03-15, 36 on 2027-03-15; the case of 2026 was after it."""
    old, new = make_policy(warranty_months=12), make_policy(warranty_months=36)
    contract = make_contract("HT1", policy_version=old)
    unit = make_asset(contract=contract, customer=contract.customer, accepted_on=date(2024, 3, 15))
    edit(ctx, EditContract(contract.id, 1, number="HT1", customer_id=contract.customer_id,
                           terms=terms(old, warranty_months=12)))  # fmt: skip
    assert days(unit) == (date(2024, 3, 15), date(2025, 3, 15))
    case = make_case(unit, reported_at=datetime(2026, 3, 2, 1, tzinfo=UTC), cover_status="POST_WARRANTY",
                     cover_last_day=date(2025, 3, 15), policy_version=old)  # fmt: skip

    edit(ctx, EditContract(contract.id, 2, number="HT1", customer_id=contract.customer_id, terms=terms(new),
                           reason="合同补充协议"))  # fmt: skip

    assert days(unit) == (date(2024, 3, 15), date(2027, 3, 15))
    assert Contract.get_by_id(contract.id).policy_version_id == new.id
    assert ServiceCase.get_by_id(case.id).cover_status == "POST_WARRANTY"  # INV-09: as it was
    (review,) = CoverReview.select()
    assert (review.case_id, review.was_status, review.now_status) == (case.id, "POST_WARRANTY", "IN_WARRANTY")
    assert review.reason == "合同补充协议"


def test_a_newer_version_is_taken_by_name_and_never_by_itself(ctx, make_contract, make_asset, versions):
    first, second = versions
    contract = make_contract("HT1", policy_version=first)
    unit = make_asset(contract=contract, customer=contract.customer, accepted_on=date(2024, 3, 15))
    edit(ctx, EditContract(contract.id, 1, number="HT1", customer_id=contract.customer_id, signed_on=date(2026, 2, 1),
                           terms=terms(first)))  # fmt: skip
    assert Contract.get_by_id(contract.id).policy_version_id == first.id

    use_version(ctx, UseVersion(contract_id=contract.id, seen_version=2, policy_version_id=second.id))
    assert Contract.get_by_id(contract.id).policy_version_id == second.id
    assert days(unit) == (date(2024, 3, 15), date(2026, 3, 15))
    with pytest.raises(StaleRecord):
        use_version(ctx, UseVersion(contract_id=contract.id, seen_version=2, policy_version_id=None))


def test_an_acceptance_that_cover_counts_from_is_not_simply_changed(ctx, make_contract, make_asset, make_policy):
    policy = make_policy(anchor_event=AnchorEvent.CONTRACT_ACCEPTED, warranty_months=36)
    contract = make_contract("HT1", policy_version=policy)
    unit = make_asset(contract=contract, customer=contract.customer)
    known = {"number": "HT1", "customer_id": contract.customer_id}
    edit(ctx, EditContract(contract.id, 1, accepted_on=date(2024, 3, 15), **known))
    assert days(unit) == (date(2024, 3, 15), date(2027, 3, 15))
    with pytest.raises(RuleBroken):
        edit(ctx, EditContract(contract.id, 2, accepted_on=date(2024, 3, 16), **known))
    edit(ctx, EditContract(contract.id, 2, accepted_on=date(2024, 3, 15), title="采购", **known))

    other = make_contract("HT2", customer=contract.customer, accepted_on=date(2024, 3, 15))
    edit(ctx, EditContract(other.id, 1, number="HT2", customer_id=other.customer_id, accepted_on=date(2024, 3, 16)))


def test_contracts_are_for_those_who_may_edit_them(ctx, make_user, make_customer):
    ctx.actor = make_user(role=Role.ENGINEER).id
    with pytest.raises(NotPermitted):
        add(ctx, AddContract(number="HT1", customer_id=make_customer().id))
    ctx.actor = make_user(role=Role.DISPATCHER).id
    add(ctx, AddContract(number="HT1", customer_id=make_customer().id))


@pytest.mark.parametrize("way", ["months", "version"])
def test_cover_that_runs_is_moved_by_a_manager_with_a_reason(
    ctx, make_contract, make_policy, make_asset, make_user, way
):
    dispatcher = replace(ctx, actor=make_user("李强", Role.DISPATCHER).id)
    manager = replace(ctx, actor=make_user("赵敏", Role.MANAGER).id)
    contract = make_contract("HT1", policy_version=make_policy(warranty_months=12))
    unit = make_asset(customer=contract.customer, contract=contract, accepted_on=date(2026, 3, 15))
    longer = make_policy(warranty_months=36)

    def move(who, reason=""):
        if way == "version":
            return use_version(
                who, UseVersion(contract_id=contract.id, seen_version=1, policy_version_id=longer.id, reason=reason)
            )
        profile = contract.policy_version.profile_id
        terms = ContractTerms(policy_profile_id=profile, warranty_months=36)
        fields = {"number": "HT1", "customer_id": contract.customer_id, "terms": terms, "reason": reason}
        return edit(who, EditContract(contract.id, 1, **fields))

    with pytest.raises(NotPermitted):
        move(dispatcher, "客户要求")
    with pytest.raises(InvalidInput) as refused:
        move(manager)
    assert refused.value.field == "reason"
    assert Asset.get_by_id(unit.id).cover_last == date(2027, 3, 15)
    move(manager, "补充协议")
    assert Asset.get_by_id(unit.id).cover_last == date(2029, 3, 15)
