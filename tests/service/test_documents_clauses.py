"""The warranty clause of the certificate, in the words of each ready-made policy (documents.md 4.3, requirements 1.9).

Each text is worked out by hand: completed 2026-03-10, signed 2026-03-15, the label and the way of counting of the plan.
"""

from __future__ import annotations

from datetime import date

import pytest

from inventory.documents.acceptance import certificate
from models.cover import MakerCover
from models.policies import PolicyProfile, PolicyVersion
from tests.service.contract_way import ready, signed

SIGNED = {
    "P-S1": (
        "质保期自合同验收合格之日2026年3月15日起至2029年3月15日止（含当日）。",
        (
            "The free warranty period runs from the acceptance of the contract on 2026-03-15 until 2029-03-15, this day "
            "included."
        ),
    ),
    "P-S2A": (
        "免费维修期自设备完成并验收签字次日2026年3月16日起至2027年3月15日止（含当日）。",
        (
            "The free repair period runs from the day after the completion and signed acceptance of the equipment, "
            "2026-03-16, until 2027-03-15, this day included."
        ),
    ),
    "P-S2B": (
        "保修期自设备完成并验收签字之日2026年3月15日起至2027年3月15日止（含当日）。",
        (
            "The repair period free of charge runs from the completion and signed acceptance of the equipment on 2026-03-15 until "
            "2027-03-15, this day included."
        ),
    ),
    "P-S2C": (
        "保修期自工程验收合格之日2026年3月15日起至2027年3月15日止（含当日）。",
        "The repair period free of charge runs from the acceptance of the project on 2026-03-15 until 2027-03-15, this day included.",
    ),
    "P-S2D": (
        "免费维护期自工程完成并验收签字次日2026年3月16日起至2029年3月15日止（含当日）。",
        (
            "The free maintenance period runs from the day after the completion and signed acceptance of the project, "
            "2026-03-16, until 2029-03-15, this day included."
        ),
    ),
    "P-S3": (
        "质保期自设备完成并验收签字之日2026年3月15日起至2027年3月15日止（含当日）。",
        (
            "The free warranty period runs from the completion and signed acceptance of the equipment on 2026-03-15 until "
            "2027-03-15, this day included."
        ),
    ),
}
"""S1 calls the free period 质保期 and the paid one 保修期; S2b and S2c call the free one 保修期; S2a and S2d explain 质保期
as 免费维修期 and 免费维护期; S3 takes the terms of the contract."""
WAITING = {
    "P-S1": "质保期为 36 个月，自合同验收合格之日起计算（当日在保，但不计入期间）。",
    "P-S2A": "免费维修期为 12 个月，自设备完成并验收签字次日起计算。",
    "P-S2B": "保修期为 12 个月，自设备完成并验收签字之日起计算（当日在保，但不计入期间）。",
    "P-S2C": "保修期为 12 个月，自工程验收合格之日起计算（当日在保，但不计入期间）。",
    "P-S2D": "免费维护期为 36 个月，自工程完成并验收签字次日起计算。",
    "P-S3": "质保期为 12 个月，自设备完成并验收签字之日起计算（当日在保，但不计入期间）。",
}


@pytest.fixture
def delivery(ctx, make_contract, make_asset, make_model):
    """A delivery under a ready-made policy that only wants its signatures."""

    def make(code, *serials, **values):
        policy = PolicyVersion.select().join(PolicyProfile).where(PolicyProfile.code == code).get()
        contract = make_contract(policy_version=policy, **values)
        model = make_model()
        units = [make_asset(serial, model, contract.customer, state="in_stock") for serial in serials or ("SN1",)]
        return ready(ctx, contract, units, reason="当面"), units

    return make


@pytest.mark.parametrize("code", SIGNED)
def test_the_clause_has_the_term_of_its_policy_and_the_days_that_it_counts(ctx, delivery, code):
    lot_id, _units = delivery(code)
    assert certificate(ctx, lot_id, "zh_CN").warranty == (WAITING[code],)
    signed(ctx, lot_id)
    assert certificate(ctx, lot_id, "zh_CN").warranty == (SIGNED[code][0],)
    assert certificate(ctx, lot_id, "en").warranty == (SIGNED[code][1],)


def test_units_with_another_term_have_a_line_of_their_own(ctx, delivery):
    """P-S2C: a unit that was sold for 24 months, and one whose maker gives more than we do."""
    lot_id, units = delivery("P-S2C", "SN1", "SN2", "SN3")
    units[1].warranty_months = 24
    units[1].save()
    MakerCover.create(asset=units[2], last_day=date(2028, 1, 31), document="厂家保修卡")
    signed(ctx, lot_id)
    assert certificate(ctx, lot_id, "zh_CN").warranty == (
        "SN1、SN3：保修期自工程验收合格之日2026年3月15日起至2027年3月15日止（含当日）。",
        "SN2：保修期自工程验收合格之日2026年3月15日起至2028年3月15日止（含当日）。",
        "厂家质保至2028年1月31日止（含当日）：SN3。",
    )
    assert certificate(ctx, lot_id, "en").warranty[2] == ("The manufacturer's warranty covers until 2028-01-31: SN3.")


def test_the_contract_may_say_its_own_months_and_day(ctx, delivery):
    lot_id, _units = delivery("P-S3", warranty_months=24, anchor_event="PROJECT_ACCEPTED")
    signed(ctx, lot_id)
    assert certificate(ctx, lot_id, "zh_CN").warranty == (
        "质保期自工程验收合格之日2026年3月15日起至2028年3月15日止（含当日）。",
    )


def test_the_last_day_of_a_short_month_takes_the_place_of_one_that_is_missing(ctx, delivery):
    """C-01: six months from 31 August 2026 end on 28 February 2027, because February has no 31st."""
    lot_id, _units = delivery("P-S1", warranty_months=6)
    signed(ctx, lot_id, date(2026, 8, 31))
    assert certificate(ctx, lot_id, "zh_CN").warranty == (
        "质保期自合同验收合格之日2026年8月31日起至2027年2月28日止（含当日）。",
    )
