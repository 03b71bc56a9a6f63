"""Cases as they are read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory.cases.queries import case, of_asset, of_customer
from inventory.cases.words import CaseState, Channel, Satisfaction, UserDamage
from inventory.errors import NotFound
from inventory.values.money import Money


def test_a_case_is_read_with_all_its_facts(ctx, make_case, make_asset, make_customer, make_model, make_part_use):
    unit = make_asset("N16-1627", model=make_model("NVR-16", "硬盘录像机"), customer=make_customer("郑州物业服务中心"))
    at = datetime(2019, 10, 6, 3, 6, tzinfo=UTC)
    row = make_case(
        unit, "WX2019100002", at, channel=Channel.FAX, reporter="韩燕", level="一般", symptom="风扇异响", state=CaseState.CLOSED,
        responded_at=datetime(2019, 10, 6, 4, 24, tzinfo=UTC), arrived_at=datetime(2019, 10, 6, 7, 57, tzinfo=UTC),
        restored_at=datetime(2019, 10, 6, 10, 52, tzinfo=UTC), cover_status="IN_WARRANTY", cover_last_day=date(2020, 1, 1),
        cause="电容老化", user_damage=UserDamage.DISPUTED, action="更换外壳", charged=True, fee=12632, loaner_no="BJ-015",
        engineer="刘静", confirmed_by="韩燕", satisfaction=Satisfaction.FAIR, remark="内部", customer_name="当时的名称",
        contact_name="韩", contact_phone="0371", address="郑州", location_text="机房",
    )  # fmt: skip
    make_part_use(
        row,
        None,
        2,
        part_no="BP-0020",
        name="外壳",
        charged=True,
        unit_price=6316,
        removed_serial="R1",
        fitted_serial="F1",
    )

    shown = case(ctx, row.id)

    assert (shown.case_no, shown.serial_no, shown.product_name, shown.model_code) == (
        "WX2019100002",
        "N16-1627",
        "硬盘录像机",
        "NVR-16",
    )
    assert (shown.reported_at, shown.restored_at) == (at, datetime(2019, 10, 6, 10, 52, tzinfo=UTC))
    assert (shown.channel, shown.user_damage, shown.satisfaction, shown.state) == (
        Channel.FAX, UserDamage.DISPUTED, Satisfaction.FAIR, CaseState.CLOSED,
    )  # fmt: skip
    assert (shown.charged, shown.fee, shown.loaner_no, shown.engineer) == (True, Money(12632), "BJ-015", "刘静")
    assert (shown.cover_status, shown.cover_last_day) == ("IN_WARRANTY", date(2020, 1, 1))
    assert (shown.customer_name, shown.contact_name, shown.contact_phone) == ("当时的名称", "韩", "0371")
    (part,) = shown.parts
    assert (part.part_id, part.part_no, part.quantity, part.charged, part.unit_price) == (
        None,
        "BP-0020",
        2,
        True,
        Money(6316),
    )
    assert (part.removed_serial, part.fitted_serial) == ("R1", "F1")


def test_the_customers_name_of_now_serves_where_the_case_kept_none(ctx, make_case, make_asset, make_customer):
    row = make_case(make_asset(customer=make_customer("青岛热力公司")))
    assert case(ctx, row.id).customer_name == "青岛热力公司"


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (CaseState.REPORTED, True),
        (CaseState.RESPONDED, True),
        (CaseState.ON_SITE, True),
        (CaseState.RESTORED, False),
        (CaseState.CLOSED, False),
        (CaseState.CANCELLED, False),
    ],
)
def test_a_case_is_open_until_the_unit_works_again(ctx, make_case, state, is_open):
    assert case(ctx, make_case(state=state).id).is_open is is_open


def test_cases_come_newest_first_each_once_whatever_its_parts(ctx, make_case, make_asset, make_part_use):
    unit = make_asset()
    old = make_case(unit, "WX1", datetime(2025, 1, 1, tzinfo=UTC))
    make_case(unit, "WX3", datetime(2026, 1, 1, tzinfo=UTC))
    make_case(unit, "WX2", datetime(2025, 6, 1, tzinfo=UTC))
    for _ in range(3):
        make_part_use(old)

    assert [line.case_no for line in of_asset(ctx, unit.id)] == ["WX3", "WX2", "WX1"]
    assert [line.case_no for line in of_customer(ctx, unit.customer_id, limit=2)] == ["WX3", "WX2"]
    assert len(of_asset(ctx, unit.id)[2].parts) == 3


def test_a_case_that_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound):
        case(ctx, 999_999)
