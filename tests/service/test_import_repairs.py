"""A repair log is taken in: rows find their units, cases keep what was true then, contradictions are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory.cover.rules import CountRule
from inventory.imports.commit import commit
from inventory.jobs import Quiet
from models.cases import CaseState, Channel, PartUse, Satisfaction, ServiceCase, UserDamage
from models.customers import Customer
from models.imports import ImportKind
from tests.service.import_books import counts, looked_at, refused, repair_log, warned

REPAIRS = ImportKind.REPAIRS


@pytest.fixture
def unit(make_asset, make_model, make_maker, make_customer, make_contact, make_site):
    """The unit that the rows of these books are about, accepted on 7 May 2025 for 12 months."""
    customer = make_customer("青岛热力公司")
    make_contact(customer, "高强", "0532-56521255")
    make_site(customer, "锅炉房", address="友好北路428号")
    model = make_model("BP-900", maker=make_maker("鱼跃医疗"))
    return make_asset(
        "2024082400001", model, customer, accepted_on=date(2025, 5, 7), warranty_months=12, location_text="三楼"
    )


def take(ctx, path, **how):
    return commit(ctx, looked_at(ctx, REPAIRS, path, **how), Quiet())


def test_a_row_becomes_a_case_of_its_unit(ctx, tmp_path, unit, make_part):
    part = make_part("BP-0001")
    take(
        ctx,
        repair_log(
            tmp_path / "a.xlsx", {"更换配件": "bp-0001", "配件数量": 2, "费用(元)": 126.32, "备机编号": "BJ-002"}
        ),
    )

    case = ServiceCase.get()
    assert (case.case_no, case.asset_id, case.customer_id, case.state) == (
        "WX2025120001",
        unit.id,
        unit.customer_id,
        CaseState.CLOSED,
    )
    assert (case.channel, case.level, case.symptom, case.satisfaction) == (
        Channel.PHONE, "II级", "=1+1 无显示", Satisfaction.VERY_SATISFIED,
    )  # fmt: skip
    assert case.reported_at == datetime(2025, 12, 14, 7, 21, tzinfo=UTC)
    assert case.restored_at == datetime(2025, 12, 15, 1, 0, tzinfo=UTC)
    assert (case.fee, case.charged, case.loaner_no, case.user_damage) == (12632, True, "BJ-002", UserDamage.NO)
    assert (case.customer_name, case.contact_name, case.contact_phone) == ("青岛热力公司", "高强", "0532-56521255")
    assert (case.address, case.location_text, case.engineer, case.confirmed_by) == (
        "友好北路428号",
        "三楼",
        "刘静",
        "高强",
    )
    used = PartUse.get()
    assert (used.part_id, used.part_no, used.quantity, used.charged, used.case_id) == (
        part.id,
        "bp-0001",
        2,
        True,
        case.id,
    )


@pytest.mark.parametrize("typed", [" 2024082400001 ", "２０２４０８２４００００１", 2024082400001])
def test_the_unit_is_found_however_its_serial_was_typed(ctx, tmp_path, unit, typed):
    take(ctx, repair_log(tmp_path / "a.xlsx", {"出厂编号": typed}))

    assert ServiceCase.get().asset_id == unit.id


def test_a_number_that_lost_its_zeros_finds_the_one_unit_it_can_be(ctx, tmp_path, unit, make_asset):
    other = make_asset("000437", unit.model, unit.customer)
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", {"出厂编号": 437}))

    assert "000437" in warned(found, 3)[0][1]
    commit(ctx, found, Quiet())
    assert ServiceCase.get().asset_id == other.id


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"出厂编号": "9999"}, "出厂编号"),
        ({"出厂编号": None}, "出厂编号"),
        ({"出厂编号": 21028474421826697344}, "出厂编号"),
        ({"规格型号": "HZT-2A"}, "规格型号"),
        ({"单号": None}, "单号"),
        ({"报修时间": None}, "报修时间"),
        ({"报修时间": "昨天下午"}, "报修时间"),
        ({"响应时间": "2025-12-14 15:20"}, "响应时间"),
        ({"到场时间": "2025-12-13"}, "到场时间"),
        ({"恢复时间": "2025-12-14 15:00"}, "恢复时间"),
        ({"恢复时间": "2026-11-23 09:00"}, "恢复时间"),
        ({"报修方式": "飞鸽"}, "报修方式"),
        ({"满意度": "还行吧"}, "满意度"),
        ({"费用(元)": -1}, "费用(元)"),
        ({"更换配件": "BP-1", "配件数量": 0}, "配件数量"),
        ({"更换配件": "BP-1", "配件数量": 1.5}, "配件数量"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_right_is_refused_with_its_column(ctx, tmp_path, unit, change, column):
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", change))

    assert counts(found) == (0, 0, 1, 0)
    assert [name for name, _sentence in refused(found, 3)] == [column]
    commit(ctx, found, Quiet())
    assert ServiceCase.select().count() == 0


def test_a_time_before_the_report_names_both_times(ctx, tmp_path, unit):
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", {"响应时间": "2025-12-14 15:20"}))

    assert "2025-12-14 15:21" in refused(found, 3)[0][1]


def test_an_arrival_before_the_response_is_only_pointed_out(ctx, tmp_path, unit):
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", {"到场时间": "2025-12-14 15:30"}))

    assert counts(found) == (1, 0, 0, 0)
    assert [column for column, _s in warned(found, 3)] == ["到场时间"]


def test_a_unit_that_is_not_there_is_to_be_imported_first(ctx, tmp_path):
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", {}))

    assert "先导入" in refused(found, 3)[0][1]


@pytest.mark.parametrize(
    ("times", "state"),
    [
        ({}, CaseState.CLOSED),
        ({"恢复时间": None}, CaseState.ON_SITE),
        ({"恢复时间": None, "到场时间": None}, CaseState.RESPONDED),
        ({"恢复时间": None, "到场时间": None, "响应时间": None}, CaseState.REPORTED),
    ],
)
def test_how_far_a_case_is_follows_from_its_times(ctx, tmp_path, unit, times, state):
    take(ctx, repair_log(tmp_path / "a.xlsx", times))

    assert ServiceCase.get().state is state


@pytest.mark.parametrize(
    ("reported", "status", "last"),
    [
        ("2025-05-06 23:59", "PRE_ACCEPTANCE", date(2026, 5, 7)),
        ("2025-05-07 00:00", "IN_WARRANTY", date(2026, 5, 7)),
        ("2026-05-07 23:59", "IN_WARRANTY", date(2026, 5, 7)),
        ("2026-05-08 00:00", "POST_WARRANTY", date(2026, 5, 7)),
    ],
)
def test_the_cover_is_decided_by_the_local_day_of_the_report(ctx, tmp_path, unit, reported, status, last):
    take(
        ctx,
        repair_log(tmp_path / "a.xlsx", {"报修时间": reported, "响应时间": None, "到场时间": None, "恢复时间": None}),
    )

    case = ServiceCase.get()
    assert (case.cover_status, case.cover_last_day) == (status, last)


def test_the_cover_follows_the_way_of_counting_of_the_house(ctx, tmp_path, unit, house_terms):
    house_terms(count_rule=CountRule.DAY_COUNTED)

    take(
        ctx,
        repair_log(
            tmp_path / "a.xlsx", {"报修时间": "2026-05-07 10:00", "响应时间": None, "到场时间": None, "恢复时间": None}
        ),
    )

    assert (ServiceCase.get().cover_status, ServiceCase.get().cover_last_day) == ("POST_WARRANTY", date(2026, 5, 6))


def test_of_units_with_one_serial_the_model_and_then_the_customer_decide(
    ctx, tmp_path, unit, make_asset, make_model, make_customer
):
    nanjing = make_customer("南京实验中学")
    twin = make_asset("2024082400001", make_model("BP-900"), nanjing)
    other = make_asset("2024082400001", make_model("HZT-2A"), nanjing)
    rows = (
        {"单号": "A", "用户/单位名称": "南京实验中学"},
        {"单号": "B", "规格型号": "HZT-2A", "用户/单位名称": None},
        {"单号": "C", "用户/单位名称": None},
    )
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", *rows))

    assert counts(found) == (2, 0, 1, 0)
    assert "南京实验中学" in refused(found, 5)[0][1]
    commit(ctx, found, Quiet())
    assert {case.case_no: case.asset_id for case in ServiceCase.select()} == {"A": twin.id, "B": other.id}


def test_a_case_of_an_earlier_customer_is_kept_for_them_and_pointed_out(ctx, tmp_path, unit, make_customer):
    before = make_customer("济南疾控中心")
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", {"用户/单位名称": "济南疾控中心"}))

    assert [column for column, _s in warned(found, 3)] == ["用户/单位名称"]
    commit(ctx, found, Quiet())
    assert (ServiceCase.get().customer_id, ServiceCase.get().customer_name) == (before.id, "济南疾控中心")


def test_a_customer_nobody_knows_does_not_appear_by_a_repair(ctx, tmp_path, unit):
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", {"用户/单位名称": "热力"}))
    commit(ctx, found, Quiet())

    assert Customer.select().count() == 1
    assert (ServiceCase.get().customer_id, ServiceCase.get().customer_name) == (unit.customer_id, "热力")


def test_a_part_that_nobody_knows_is_kept_as_text(ctx, tmp_path, unit):
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", {"更换配件": "TJ-9999"}))

    assert [column for column, _s in warned(found, 3)] == ["更换配件"]
    commit(ctx, found, Quiet())
    assert [(use.part_id, use.part_no, use.quantity) for use in PartUse.select()] == [(None, "TJ-9999", 1)]


def test_several_parts_in_a_cell_and_further_rows_belong_to_one_case(ctx, tmp_path, unit):
    rows = (
        {"更换配件": "BP-1、BP-2", "配件数量": "2、1"},
        {"更换配件": "BP-3", "配件数量": 4},
        {"更换配件": "BP-3", "配件数量": 4},
        {"故障现象": "别的"},
    )
    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "a.xlsx", *rows))

    assert counts(found) == (2, 0, 1, 1)
    assert refused(found, 6)[0][0] == "故障现象"
    commit(ctx, found, Quiet())
    assert ServiceCase.select().count() == 1
    assert [(use.part_no, use.quantity) for use in PartUse.select().order_by(PartUse.part_no)] == [
        ("BP-1", 2),
        ("BP-2", 1),
        ("BP-3", 4),
    ]
    assert counts(looked_at(ctx, REPAIRS, repair_log(tmp_path / "b.xlsx", *rows))) == (0, 0, 1, 3)


def test_the_same_log_again_adds_nothing(ctx, tmp_path, unit):
    path = repair_log(
        tmp_path / "a.xlsx", {"更换配件": "BP-1"}, {"单号": "B", "满意度": None, "恢复时间": None, "费用(元)": 12.5}
    )
    take(ctx, path)

    assert counts(looked_at(ctx, REPAIRS, path)) == (0, 0, 0, 2)


def test_a_case_that_was_open_is_closed_by_a_later_book(ctx, tmp_path, unit):
    take(ctx, repair_log(tmp_path / "a.xlsx", {"恢复时间": None, "满意度": None}))

    found = looked_at(ctx, REPAIRS, repair_log(tmp_path / "b.xlsx", {"更换配件": "BP-1"}))

    assert counts(found) == (0, 1, 0, 0)
    commit(ctx, found, Quiet())
    case = ServiceCase.get()
    assert (case.state, case.satisfaction, case.restored_at) == (
        CaseState.CLOSED, Satisfaction.VERY_SATISFIED, datetime(2025, 12, 15, 1, 0, tzinfo=UTC),
    )  # fmt: skip
    assert PartUse.select().count() == 1


def test_what_a_case_says_otherwise_needs_a_word_and_its_unit_never_changes(ctx, tmp_path, unit, make_asset):
    take(ctx, repair_log(tmp_path / "a.xlsx", {}))
    make_asset("B-2", unit.model, unit.customer)

    path = repair_log(tmp_path / "b.xlsx", {"工程师": "张明敏"}, {"单号": "WX2025120001 ", "出厂编号": "B-2"})
    assert counts(looked_at(ctx, REPAIRS, path)) == (0, 0, 2, 0)

    insisting = looked_at(ctx, REPAIRS, path, overwrite=True)
    assert counts(insisting) == (0, 1, 1, 0)
    commit(ctx, insisting, Quiet())
    assert (ServiceCase.get().engineer, ServiceCase.get().asset_id) == ("张明敏", unit.id)
