"""The repair history that a customer is handed (documents.md 4.5)."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from inventory.cases import history_facts, history_sheets
from inventory.cases.history import HistoryRequest, file_name, units_by_serial, write_history
from inventory.cases.words import CaseState, Channel, Satisfaction, UserDamage
from inventory.company.commands import EditCompany
from inventory.company.commands import edit as edit_company
from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import speaking
from inventory.jobs import Cancelled, Quiet
from inventory.values.money import Money
from models.assets import AssetEvent, AssetState, EventKind
from models.cases import ServiceCase
from models.parts import Origin, PartFit

SHEETS = ["汇总", "维修明细", "更换配件", "设备清单"]
REPAIR_COLUMNS = ["序号", "服务单号", "产品名称", "规格型号", "出厂编号", "安装位置", "售出日期", "验收日期", "报修时质保状态", "报修时间", "报修人", "报修方式", "故障级别", "故障现象", "响应时间", "到场时间", "恢复时间", "恢复用时（小时）", "是否达标", "故障原因", "是否人为", "处理措施", "更换配件", "是否收费", "费用（元）", "备机编号", "备机借出", "备机归还", "工程师", "用户确认人", "满意度", "备注"]
PART_COLUMNS = (
    ["服务单号", "出厂编号", "日期", "配件名称", "规格型号", "数量", "单位", "拆下序列号", "装上序列号", "原厂/认可", "收费方式", "单价", "金额"]
)
UNIT_COLUMNS = ["出厂编号", "产品名称", "规格型号", "售出日期", "验收日期", "质保起", "质保止", "当前状态", "备件保障期至", "维修次数", "替换关系（原/新出厂编号）"]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.fixture
def customer(make_customer, make_contact):
    customer = make_customer("市第二人民医院", code="KH00007", remark="内部")
    make_contact(customer, "张伟", "0531-88662143")
    return customer


@pytest.fixture
def unit(customer, make_asset, make_model, make_maker, make_contract):
    return make_asset(
        "000123", model=make_model("HEM-7136", "电子血压计", make_maker("欧姆龙")), customer=customer, location_text="护士站",
        contract=make_contract("HT1", customer), sold_on=date(2024, 3, 1), accepted_on=date(2024, 3, 15), warranty_months=12,
        remark="内部", state=AssetState.IN_SERVICE,
    )  # fmt: skip


@pytest.fixture
def full_case(unit, make_case, make_part, make_part_use):
    case = make_case(
        unit, "WX2025030001", utc(2025, 3, 10, 1, 0), responded_at=utc(2025, 3, 10, 1, 20), arrived_at=utc(2025, 3, 10, 3, 0),
        restored_at=utc(2025, 3, 10, 6, 40), reporter="李护士", channel=Channel.FAX, level="II级", symptom="=无法开机",
        cause="电容老化", user_damage=UserDamage.DISPUTED, action="更换电源板", charged=True, fee=12632, loaner_no="BJ-015",
        engineer="刘静", confirmed_by="韩燕", satisfaction=Satisfaction.VERY_SATISFIED, remark="内部", state=CaseState.CLOSED,
        cover_status="IN_WARRANTY", location_text="三楼",
    )  # fmt: skip
    part = make_part("BP-0006", "电源板", spec="C5", unit="块", reference_cost=4321, initial_price=10879)
    PartFit.create(part=part, model=unit.model, origin=Origin.APPROVED)
    make_part_use(case, part, 2, charged=True, unit_price=6316, removed_serial="0001", fitted_serial="1E10")
    make_part_use(case, None, 1, part_no="X-9", name="螺丝")
    return case


@pytest.fixture
def write(ctx, customer, tmp_path):
    """Writes the history and gives the open workbook."""

    def written(**values):
        path = tmp_path / "history.xlsx"
        request = HistoryRequest(**{"customer_id": customer.id, **values})
        summary = write_history(ctx, request, path, Quiet())
        return openpyxl.load_workbook(path), summary

    return written


def rows(book, sheet):
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def figures(book):
    return {row[0]: row[1] for row in rows(book, "汇总")[1:]}


def test_the_sheets_and_their_columns_are_as_the_customer_knows_them(write, full_case):
    book, _ = write()
    assert book.sheetnames == SHEETS
    assert rows(book, "维修明细")[0] == REPAIR_COLUMNS
    assert len(REPAIR_COLUMNS) == 32  # A to AF
    assert rows(book, "更换配件")[0] == PART_COLUMNS
    assert rows(book, "设备清单")[0] == UNIT_COLUMNS


def test_a_case_is_one_row_with_real_times_and_numbers(write, full_case):
    book, _ = write()
    (row,) = rows(book, "维修明细")[1:]
    assert row == [
        1, "WX2025030001", "电子血压计", "HEM-7136", "000123", "三楼", datetime(2024, 3, 1), datetime(2024, 3, 15), "质保期内",
        datetime(2025, 3, 10, 9, 0), "李护士", "传真", "II级", "=无法开机", datetime(2025, 3, 10, 9, 20),
        datetime(2025, 3, 10, 11, 0), datetime(2025, 3, 10, 14, 40), 5.67, "未约定", "电容老化", "有争议", "更换电源板",
        "电源板 × 2；螺丝 × 1", "是", 126.32, "BJ-015", None, None, "刘静", "韩燕", "非常满意", None,
    ]  # fmt: skip


def test_serials_are_text_money_is_a_number_and_nothing_is_a_formula(write, full_case):
    book, _ = write()
    sheet = book["维修明细"]
    serial, reported, symptom, hours, fee = (sheet[f"{column}2"] for column in ("E", "J", "N", "R", "Y"))
    assert (serial.data_type, serial.number_format) == ("s", "@")
    assert (reported.is_date, reported.number_format) == (True, "yyyy-mm-dd hh:mm")
    assert (symptom.data_type, symptom.value) == ("s", "=无法开机")
    assert (hours.data_type, hours.number_format) == ("n", "0.00")
    assert (fee.data_type, fee.number_format) == ("n", "#,##0.00")
    assert book["更换配件"]["I2"].value == "1E10"
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_each_part_is_one_row_with_who_stands_behind_it_and_what_it_cost_the_customer(write, full_case):
    book, _ = write()
    assert rows(book, "更换配件")[1:] == [
        ["WX2025030001", "000123", datetime(2025, 3, 10), "电源板", "C5", 2, "块", "0001", "1E10", "原厂认可", "收费", 63.16, 126.32],
        ["WX2025030001", "000123", datetime(2025, 3, 10), "螺丝", None, 1, None, None, None, None, "免费", 0, 0],
    ]  # fmt: skip


def test_the_list_of_units_says_until_when_each_is_covered(write, full_case, make_asset, unit):
    make_asset("Z9", model=unit.model, customer=unit.customer, state=AssetState.IN_STOCK)
    book, _ = write()
    assert rows(book, "设备清单")[1:] == [
        # C-01 STATUTORY and C-06: 2024-03-15 and 12 months, spares for 36 months more
        ["000123", "电子血压计", "HEM-7136", datetime(2024, 3, 1), datetime(2024, 3, 15), datetime(2024, 3, 15),
         datetime(2025, 3, 15), "使用中", datetime(2028, 3, 15), 1, None],
        ["Z9", "电子血压计", "HEM-7136", None, None, None, None, "在库", None, 0, None],
    ]  # fmt: skip


def test_the_summary_counts_what_the_other_sheets_hold(ctx, write, full_case, unit, make_case):
    make_case(unit, "WX2", utc(2025, 6, 1), restored_at=utc(2025, 6, 1, 10), satisfaction=Satisfaction.FAIR, fee=0)
    make_case(
        unit, "WX3", utc(2025, 7, 1), user_damage=UserDamage.YES, restored_at=utc(2025, 7, 3), charged=True, fee=100
    )
    edit_company(ctx, EditCompany(seen_version=1, name_zh="天域信息", hotline="400"))

    book, summary = write(first=date(2025, 1, 1), last=date(2025, 12, 31))
    found = figures(book)

    assert (found["客户"], found["统计区间"], found["服务单位"]) == (
        "市第二人民医院",
        "2025-01-01 – 2025-12-31",
        "天域信息",
    )
    assert (found["设备台数"], found["维修次数"], found["免费/收费次数"], found["备机借用次数"]) == (1, 3, "1 / 2", 1)
    assert [found[rate] for rate in ("响应达标率", "到场达标率", "恢复达标率")] == ["未约定"] * 3
    # C-15: (5 h 40 + 10 h) / 2, damage by the user left out
    assert found["平均恢复时间（小时）"] == 7.83
    # 365 days = 8760 h in service, down 5.6667 + 10 + 48 h; two failures: 8696.3333 / 2
    assert found["MTBF（小时）"] == 4348.17
    assert found["满意度"] == 0.5
    assert (found["费用合计（元）"], found["配件金额合计（元）"]) == (127.32, 126.32)
    assert found["生成时间"] == datetime(2026, 11, 22, 10, 0)
    assert (summary.units, summary.cases, summary.part_lines, summary.fee) == (1, 3, 2, Money(12732))
    assert book.properties.creator == "天域信息"


def test_a_sum_in_the_summary_is_a_value_and_agrees_with_its_rows(write, full_case, unit, make_case):
    make_case(unit, "WX2", utc(2025, 6, 1), charged=True, fee=5)
    book, _ = write()
    fees = [row[24] for row in rows(book, "维修明细")[1:]]
    amounts = [row[12] for row in rows(book, "更换配件")[1:]]
    found = figures(book)
    assert found["费用合计（元）"] == round(sum(fees), 2) == 126.37
    assert found["配件金额合计（元）"] == sum(amounts) == 126.32
    assert found["维修次数"] == sum(row[9] for row in rows(book, "设备清单")[1:]) == 2
    assert found["核对"] == "合计与明细一致"


def test_without_marks_failures_or_time_nothing_is_invented(write, customer, make_asset):
    make_asset("A1", customer=customer)
    found = figures(write()[0])
    assert (found["满意度"], found["平均恢复时间（小时）"], found["MTBF（小时）"]) == ("无数据", "无数据", "无数据")
    assert found["统计区间"] == "2026-11-22 – 2026-11-22"


def test_without_a_failure_the_time_between_failures_is_longer_than_all_of_it(write, customer, make_asset):
    make_asset("A1", customer=customer, accepted_on=date(2026, 11, 1))
    # 1 to 22 November 10:00 local: 21 days and 10 hours
    assert figures(write()[0])["MTBF（小时）"] == "> 514.00"


def test_a_unit_taken_out_was_in_service_until_then(ctx, write, customer, make_asset):
    new = make_asset("NEW", customer=customer, accepted_on=date(2026, 2, 26))
    old = make_asset("OLD", customer=customer, accepted_on=date(2026, 1, 1), state=AssetState.REPLACED, replaced_by=new)
    AssetEvent.create(asset=old, at=utc(2026, 1, 31, 16, 0), kind=EventKind.SWAPPED_OUT)
    found = figures(write(first=date(2026, 1, 1), last=date(2026, 2, 28))[0])
    # OLD 1 January to 31 January 24:00, NEW 26 to 28 February: 31 + 3 days
    assert found["MTBF（小时）"] == f"> {34 * 24}.00"


def test_units_swapped_out_and_in_are_listed_and_linked(write, customer, make_asset, unit):
    old = make_asset("OLD", model=unit.model, customer=None, state=AssetState.REPLACED, replaced_by=unit)
    old.customer = None  # taken back into our stock
    old.save()
    listed = {row[0]: row[10] for row in rows(write()[0], "设备清单")[1:]}
    assert listed == {"000123": "替换 OLD", "OLD": "已由 000123 替换"}


def test_only_this_customers_cases_and_units_are_in_it(write, customer, unit, make_asset, make_case, make_customer):
    other = make_customer("青岛热力公司")
    make_case(make_asset("THEIRS", customer=other), "WX9")
    make_case(unit, "WX8", customer=other)  # before the unit came to this customer
    make_case(unit, "WX7", utc(2026, 1, 1))
    book, _ = write()
    assert [row[1] for row in rows(book, "维修明细")[1:]] == ["WX7"]
    assert [row[0] for row in rows(book, "设备清单")[1:]] == ["000123"]


def test_of_a_unit_that_went_to_another_customer_only_its_repairs_here_are_told(
    write, customer, make_asset, make_case, make_customer
):
    gone = make_asset(
        "GONE", customer=make_customer("青岛热力公司"), sold_on=date(2026, 5, 1), accepted_on=date(2026, 5, 2), warranty_months=36,
        location_text="青岛机房",
    )  # fmt: skip
    make_case(gone, "WX1", utc(2025, 1, 1), customer=customer)

    book, _ = write()

    (row,) = rows(book, "维修明细")[1:]
    assert (row[4], row[5], row[6], row[7], row[8], row[31]) == ("GONE", None, None, None, None, "该设备已不在贵单位。")
    (listed,) = rows(book, "设备清单")[1:]
    assert listed[3:] == [None, None, None, None, "已不在贵单位", None, 1, None]


def everything_in(path):
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def test_nothing_internal_is_anywhere_in_the_file(ctx, customer, full_case, make_asset, make_customer, tmp_path, unit):
    rival = make_customer("别的客户")
    make_asset("R1", customer=rival)
    write_history(ctx, HistoryRequest(customer.id), tmp_path / "h.xlsx", Quiet())
    content = everything_in(tmp_path / "h.xlsx")
    assert "000123" in content
    for secret in ("内部", "43.21", "4321", "108.79", "别的客户", "欧姆龙", unit.code):
        assert secret not in content, secret


def test_the_days_of_the_report_decide_locally(write, unit, make_case):
    make_case(unit, "LATE", utc(2025, 12, 31, 15, 59, 59))  # 23:59:59 in China
    make_case(unit, "NEXT", utc(2025, 12, 31, 16, 0, 0))  # 00:00 on New Year's Day
    assert [row[1] for row in rows(write(last=date(2025, 12, 31))[0], "维修明细")[1:]] == ["LATE"]
    assert [row[1] for row in rows(write(first=date(2026, 1, 1))[0], "维修明细")[1:]] == ["NEXT"]


def test_cases_stand_in_the_order_of_their_reports_and_cancelled_ones_are_no_repairs(write, unit, make_case):
    for number, day in ((1, 9), (2, 3), (3, 6)):
        make_case(unit, f"WX{number}", utc(2026, 1, day))
    make_case(unit, "WX4", utc(2026, 1, 1), state=CaseState.CANCELLED)
    assert [row[:2] for row in rows(write()[0], "维修明细")[1:]] == [[1, "WX2"], [2, "WX3"], [3, "WX1"]]


def test_cover_that_an_old_book_did_not_say_is_worked_out_for_the_day_of_the_report(write, unit, make_case):
    make_case(unit, "WX1", utc(2025, 3, 15, 15, 59))  # 23:59 on the last day: in
    make_case(unit, "WX2", utc(2025, 3, 15, 16, 0))  # 00:00 of the next day: out
    assert [row[8] for row in rows(write()[0], "维修明细")[1:]] == ["质保期内", "已过质保期"]


def test_the_history_of_chosen_units_holds_only_those(ctx, write, customer, unit, full_case, make_asset, make_case):
    other = make_asset("Z9", customer=customer)
    make_case(other, "WX9", utc(2026, 1, 1))
    chosen = units_by_serial(ctx, customer.id, ["z9"])
    book, summary = write(asset_ids=chosen)
    assert [row[1] for row in rows(book, "维修明细")[1:]] == ["WX9"]
    assert [row[0] for row in rows(book, "设备清单")[1:]] == ["Z9"]
    assert (summary.cases, summary.units) == (1, 1)


def test_a_unit_of_somebody_else_cannot_be_chosen(ctx, write, customer, make_asset, tmp_path):
    stranger = make_asset("THEIRS")
    with pytest.raises(InvalidInput) as refused:
        write(asset_ids=(stranger.id,))
    assert "THEIRS" in str(refused.value)
    with pytest.raises(NotFound):
        units_by_serial(ctx, customer.id, ["THEIRS"])
    assert list(tmp_path.glob("*.xlsx")) == []


def test_days_in_the_wrong_order_and_unknown_customers_are_refused(write):
    with pytest.raises(InvalidInput) as refused:
        write(first=date(2026, 2, 1), last=date(2026, 1, 1))
    assert refused.value.field == "last"
    with pytest.raises(NotFound):
        write(customer_id=999_999)


def test_the_workbook_speaks_english_where_its_reader_does(write, customer, full_case):
    book, _ = write(language="en")
    assert book.sheetnames == ["Summary", "Repairs in detail", "Parts fitted", "Units in list"]
    assert rows(book, "Repairs in detail")[1][8] == "In warranty"
    text = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    ours = re.sub(
        "市第二人民医院|电子血压计|李护士|=?无法开机|电容老化|更换电源板|电源板|螺丝|刘静|韩燕|三楼|护士站|II级|块|；",
        "",
        text,
    )
    assert not re.search("[\u4e00-\u9fff]", ours)

    customer.language = "en"
    customer.save()
    assert write()[0].sheetnames[0] == "Summary"
    assert write(language="zh_CN")[0].sheetnames[0] == "汇总"


def test_the_file_is_named_after_the_customer_and_the_days(ctx, customer, full_case, make_customer, clock):
    days = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
    assert (
        file_name(ctx, HistoryRequest(customer.id, **days))
        == "维修历史_市第二人民医院_20250101-20251231_202611221000.xlsx"
    )
    assert file_name(ctx, HistoryRequest(customer.id)) == "维修历史_市第二人民医院_20240315-20261122_202611221000.xlsx"
    odd = make_customer('A/B:C*"D"<E>|F?\\')
    with speaking("en"):
        name = file_name(ctx, HistoryRequest(odd.id, **days))
    assert name == "Repair history_A_B_C__D__E__F___20250101-20251231_202611221000.xlsx"
    long = make_customer("长" * 120)
    name = file_name(ctx, HistoryRequest(long.id, **days))
    assert name.endswith("长_20250101-20251231_202611221000.xlsx")
    assert len(name.encode()) <= 255


def test_the_table_heads_stay_in_view_filter_and_print_on_every_page(write, full_case):
    sheet = write()[0]["维修明细"]
    assert sheet.freeze_panes == "F2"
    assert sheet.auto_filter.ref == "A1:AF2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape", 0, True,
    )  # fmt: skip


class Stops:
    """Stops a job at its ``n``-th report."""

    def __init__(self, n: int) -> None:
        self.left = n

    def report(self, done: int, total: int | None, what: str) -> None:
        self.left -= 1
        if not self.left:
            raise Cancelled


@pytest.mark.parametrize("moment", [1, 3])
def test_a_cancelled_export_leaves_what_was_there(ctx, customer, unit, make_case, tmp_path, moment):
    for number in range(450):
        make_case(unit, f"WX{number}", utc(2025, 1, 1) + timedelta(hours=number))
    path = tmp_path / "h.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_history(ctx, HistoryRequest(customer.id), path, Stops(moment))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.glob("*h*")) == [path]


def test_a_history_whose_cases_changed_meanwhile_is_not_handed_out(ctx, write, full_case, tmp_path, monkeypatch):
    real = history_sheets.write_summary

    def and_then_somebody_changes_a_fee(*args):
        real(*args)
        ServiceCase.update(fee=999).execute()

    monkeypatch.setattr(history_sheets, "write_summary", and_then_somebody_changes_a_fee)
    with pytest.raises(RuleBroken):
        write()
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_long_history_is_read_in_chunks_and_written_whole(
    ctx, write, unit, make_case, make_part_use, counted, monkeypatch
):
    monkeypatch.setattr(history_facts, "CHUNK", 100)
    for number in range(250):
        make_part_use(make_case(unit, f"WX{number:03d}", utc(2025, 1, 1) + timedelta(hours=number)))
    counted.statements.clear()
    book, summary = write()
    assert [row[1] for row in rows(book, "维修明细")[1:]] == [f"WX{number:03d}" for number in range(250)]
    assert (summary.cases, summary.part_lines) == (250, 250)
    assert len(counted.statements) < 30
