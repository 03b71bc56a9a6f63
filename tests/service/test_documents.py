"""Papers that leave the house, as data and as a workbook (documents.md 4.3, R-014, R-020, R-043)."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest
from openpyxl import load_workbook

from inventory.assets.commands import EditAsset
from inventory.assets.commands import edit as edit_asset
from inventory.company.commands import EditCompany, edit
from inventory.contracts.checks import AddCheck, add_check
from inventory.contracts.commands import ContractTerms, EditContract
from inventory.contracts.commands import edit as edit_contract
from inventory.contracts.lot_rules import NOT_NOTIFIED, LotCheckArea
from inventory.contracts.lots import PlanLot, plan
from inventory.contracts.steps import Arrive, arrive
from inventory.cover.rules import SegmentKind, Window
from inventory.documents.acceptance import certificate
from inventory.documents.notice import visit_notice
from inventory.documents.proposal import ProposalRequest, proposal
from inventory.documents.proposal_book import file_name, write_proposal
from inventory.errors import InvalidInput, NotFound, NotPermitted
from inventory.jobs import Quiet
from inventory.values.money import Money
from models.cover import MakerCover
from models.organisation import Role
from tests.service.contract_way import ARRIVED, arrived, completed, installed, passed, planned, ready, signed, version


@pytest.fixture
def contract(ctx, make_contract, make_customer, make_policy, make_contact):
    """S2a: one year from the day after completion and signature, besides the maker's own cover."""
    policy = make_policy(warranty_months=12, count_rule="NEXT_DAY", maker_rule="OWN_WINDOW", notice_days=7)
    customer = make_customer("济南市第三人民医院", language="zh_CN")
    make_contact(customer, "张伟", "0531-88662143")
    return make_contract("HT2026-1", customer=customer, title="血压计采购", policy_version=policy)


@pytest.fixture
def goods(make_asset, make_model, contract):
    model = make_model("HEM-7136", "电子血压计")

    def make(*serials, **values):
        usual = {"model": model, "customer": contract.customer, "state": "in_stock"}
        return [make_asset(serial, **usual | values) for serial in serials]

    return make


# --- the certificate ---


def test_a_signed_certificate_has_everything_that_both_sides_sign(ctx, contract, goods, make_site):
    edit(ctx, EditCompany(name_zh="河南天域", name_en="Tianyu", hotline="400-1", seen_version=1))
    site = make_site(contract.customer, "门诊三楼", address="经十路 1 号")
    units = goods("SN1", "SN2")
    MakerCover.create(asset=units[1], last_day=date(2028, 1, 31), document="厂家保修卡")
    lot_id = planned(ctx, contract, units, site_id=site.id)
    add_check(ctx, AddCheck(lot_id=lot_id, seen_version=version(ctx, lot_id), area=LotCheckArea.DOCUMENT, item="图纸"))
    number = finished(ctx, lot_id)

    paper = certificate(ctx, lot_id)

    assert (paper.language, paper.title, paper.number) == ("zh_CN", "设备验收合格书", number)
    assert (paper.contract_no, paper.contract_title, paper.delivery) == ("HT2026-1", "血压计采购", 1)
    assert (paper.customer.name, paper.supplier.name, paper.place) == ("济南市第三人民医院", "河南天域", "门诊三楼 经十路 1 号")
    assert [(unit.position, unit.serial_no, unit.quantity, unit.unit, unit.place) for unit in paper.units] == [
        (1, "SN1", 1, "台", "门诊三楼"), (2, "SN2", 1, "台", "门诊三楼"),
    ]  # fmt: skip
    assert {(unit.counted, unit.appearance) for unit in paper.units} == {("齐全", "完好")}
    assert [check.item for check in paper.checks] == [
        "安装到位", "硬件测试", "软件测试", "基本功能", "技术性能指标", "培训已完成", "说明书", "维修保养手册", "图纸",
    ]  # fmt: skip
    assert {check.result for check in paper.checks} == {"合格"}
    assert (paper.completed_on, paper.accepted_on) == (date(2026, 3, 10), date(2026, 3, 15))
    assert paper.conclusion == "各项基本功能、技术性能符合指标，验收合格。"
    assert paper.warranty == (
        "质保期自设备完成并验收签字次日2026年3月16日起至2027年3月15日止（含当日）。",
        "厂家质保至2028年1月31日止（含当日）：SN2。",
    )
    assert [(line.party, line.name, line.day) for line in paper.signatures] == [
        ("甲方（用户）", "李院长", "2026年3月15日"), ("乙方（供方）", "陈工", "2026年3月15日"),
    ]  # fmt: skip


def finished(ctx, lot_id):
    """From the plan to the signature; the notice is seven days, so the arrival says why there was none."""
    arrive(ctx, Arrive(lot_id=lot_id, seen_version=version(ctx, lot_id), arrived_on=ARRIVED, counted_by="张伟",
                       witnessed_by="王芳", confirmed=frozenset({NOT_NOTIFIED}), reason="当面"))  # fmt: skip
    installed(ctx, lot_id)
    passed(ctx, lot_id)
    completed(ctx, lot_id)
    return signed(ctx, lot_id)


def test_a_certificate_can_be_printed_before_it_is_signed(ctx, make_contract, make_asset):
    contract = make_contract()
    lot_id = ready(ctx, contract, [make_asset(customer=contract.customer, state="in_stock", warranty_months=12)])
    paper = certificate(ctx, lot_id, "en")
    assert (paper.number, paper.accepted_on, paper.title) == ("", None, "Acceptance certificate")
    assert [(line.name, line.day) for line in paper.signatures] == [("", "Date:"), ("", "Date:")]
    assert paper.warranty == (
        "The free warranty period lasts 12 months from the completion and signed acceptance of the equipment; that day is covered too, but not counted.",
    )


def test_a_certificate_of_nothing_has_no_clause(ctx, make_contract):
    assert certificate(ctx, plan(ctx, PlanLot(contract_id=make_contract().id))).warranty == ()
    with pytest.raises(NotFound):
        certificate(ctx, 999_999)


# --- the notice ---


def test_the_notice_says_when_where_and_with_what_we_come(ctx, contract, goods, make_site):
    site = make_site(contract.customer, "机房", address="经十路 1 号", rules_note="进场需安全培训")
    lot_id = planned(ctx, contract, goods("SN1", "SN2"), site_id=site.id, planned_on=date(2026, 12, 1))
    paper = visit_notice(ctx, lot_id)
    assert (paper.title, paper.planned_on, paper.send_by) == ("上门服务通知单", date(2026, 12, 1), date(2026, 11, 24))
    assert (paper.place, paper.rules_note) == ("机房 经十路 1 号", "进场需安全培训")
    assert [(one.product_name, one.model_code, one.quantity, one.unit) for one in paper.goods] == [("电子血压计", "HEM-7136", 2, "台")]
    assert "2026年12月1日" in paper.text and "2 台" in paper.text
    assert "2026-12-01" in visit_notice(ctx, lot_id, "en").text


# --- the proposal (R-043) ---


@pytest.fixture
def ending(ctx, contract, goods):
    """Covered until 2026-12-15, 2027-02-20 and 2027-02-21; today is 2026-11-22, so 90 days end on 2027-02-20."""
    units = [
        goods(serial, state="in_service", contract=contract, accepted_on=day, location_text="三楼")[0]
        for serial, day in (("N1", date(2025, 12, 15)), ("N2", date(2026, 2, 20)), ("N3", date(2026, 2, 21)))
    ]
    profile = contract.policy_version.profile_id
    edit_contract(ctx, EditContract(contract.id, 1, number="HT2026-1", customer_id=contract.customer_id,
                                    title="血压计采购", terms=ContractTerms(policy_profile_id=profile,
                                                                       warranty_months=12)))  # fmt: skip
    return units


def test_units_whose_cover_ends_soon_are_proposed_for_maintenance(ctx, contract, ending, make_asset):
    make_asset(cover_last=date(2026, 12, 15))  # another customer's
    paper = proposal(ctx, ProposalRequest(customer_id=contract.customer_id, months=24, visit_months=3))

    assert [(unit.serial_no, unit.covered_until, unit.kind) for unit in paper.units] == [
        ("N1", date(2026, 12, 15), SegmentKind.BASE), ("N2", date(2027, 2, 20), SegmentKind.BASE),
    ]  # fmt: skip
    assert [unit.offered.window for unit in paper.units] == [
        Window(date(2026, 12, 16), date(2028, 12, 15)), Window(date(2027, 2, 21), date(2029, 2, 20)),
    ]  # fmt: skip
    assert (paper.visits, paper.made_on, paper.valid_until) == (8, date(2026, 11, 22), date(2026, 12, 22))
    assert (paper.priced, paper.customer.contact) == (None, "张伟")
    assert len(proposal(ctx, ProposalRequest(customer_id=contract.customer_id, within_days=91)).units) == 3
    with pytest.raises(NotFound):
        proposal(ctx, ProposalRequest(customer_id=contract.customer_id, within_days=10))


def test_a_price_is_told_with_its_tax(ctx, contract, ending):
    """Two units at 530.00 with 6 %: 1,060.00 in all, of which 60.00 are tax."""
    request = ProposalRequest(customer_id=contract.customer_id, unit_price=Money(530_00))
    priced = proposal(ctx, request).priced
    assert (priced.net, priced.tax, priced.gross) == (Money(1000_00), Money(60_00), Money(1060_00))
    assert proposal(ctx, replace(request, tax_included=False)).priced.gross == Money(1123_60)


def test_chosen_units_are_proposed_whenever_their_cover_ends(ctx, contract, ending, goods, make_asset):
    """Over since 2026-03-15: it would begin after today's signature, and the days between stay without cover."""
    (late,) = goods("N0", state="in_service", accepted_on=date(2025, 3, 15), warranty_months=12)
    edit_asset(ctx, EditAsset(late.id, 1, model_id=late.model_id, serial_no="N0", customer_id=late.customer_id,
                              accepted_on=late.accepted_on, warranty_months=12, remark="x"))  # fmt: skip
    paper = proposal(ctx, ProposalRequest(customer_id=contract.customer_id, asset_ids=(late.id, ending[2].id)))
    over = next(unit for unit in paper.units if unit.serial_no == "N0")
    assert over.covered_until == date(2026, 3, 15)
    assert over.offered.window == Window(date(2026, 11, 23), date(2027, 11, 22))
    assert over.offered.gap == 252  # 2026-03-16 … 2026-11-22: 16 + 30 + 31 + 30 + 31 + 31 + 30 + 31 + 22
    for ids in ((make_asset().id,), ()):
        with pytest.raises(NotFound):
            proposal(ctx, ProposalRequest(customer_id=contract.customer_id, asset_ids=ids))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"months": 0}, "months"),
        ({"visit_months": 13}, "visit_months"),
        ({"covers_parts": False, "covers_labour": False}, "covers_parts"),
        ({"unit_price": Money(-1)}, "unit_price"),
        ({"tax_rate_bp": -1}, "tax_rate_bp"),
        ({"within_days": -1}, "within_days"),
    ],
)
def test_what_cannot_be_proposed_is_refused_under_its_field(ctx, contract, values, field):
    with pytest.raises(InvalidInput) as refused:
        proposal(ctx, ProposalRequest(customer_id=contract.customer_id, **values))
    assert refused.value.field == field


def test_the_proposal_is_a_workbook_that_a_person_can_hand_over(ctx, contract, ending, tmp_path):
    edit(ctx, EditCompany(name_zh="河南天域", hotline="400-1", seen_version=1))
    request = ProposalRequest(customer_id=contract.customer_id, unit_price=Money(530_00), visit_months=3)
    assert file_name(ctx, request) == "维保合同建议_济南市第三人民医院_202611221000.xlsx"
    summary = write_proposal(ctx, request, tmp_path / "proposal.xlsx", Quiet())
    assert (summary.units, summary.gross) == (2, Money(1060_00))

    book = load_workbook(tmp_path / "proposal.xlsx")
    letter, units = book.worksheets
    assert (letter.title, units.title) == ("建议书", "设备清单")
    told = {row[0]: row[1] for row in letter.iter_rows(values_only=True)}
    assert (told["客户"], told["建议单位"], told["合同期限"]) == ("济南市第三人民医院", "河南天域", "12 个月")
    assert (told["备件"], told["上门巡检"], told["大写金额"]) == ("包含", "每 3 个月一次", "壹仟零陆拾元整")
    assert float(told["价税合计（元）"]) == 1060.0
    rows = list(units.iter_rows(values_only=True))
    assert rows[0][3] == "出厂编号"
    assert [(row[3], row[7].date(), row[9].date()) for row in rows[1:]] == [
        ("N1", date(2026, 12, 15), date(2027, 12, 15)), ("N2", date(2027, 2, 20), date(2028, 2, 20)),
    ]  # fmt: skip


def test_the_proposal_is_in_the_language_of_its_reader(ctx, contract, ending, tmp_path):
    request = ProposalRequest(customer_id=contract.customer_id, language="en")
    write_proposal(ctx, request, tmp_path / "proposal.xlsx", Quiet())
    letter = load_workbook(tmp_path / "proposal.xlsx").worksheets[0]
    told = {row[0]: row[1] for row in letter.iter_rows(values_only=True)}
    assert (told["Price"], told["Term"], told["Visits"]) == ("By agreement", "12 months", "Not included")


def test_nothing_internal_is_on_a_paper(ctx, contract, ending, goods, make_part):
    make_part("PSU-24", model=ending[0].model, reference_cost=216_10)
    text = str(asdict(proposal(ctx, ProposalRequest(customer_id=contract.customer_id))))
    assert "21610" not in text and "216.10" not in text


def test_papers_for_customers_are_for_those_who_may_hand_them_over(ctx, contract, ending, make_user, tmp_path):
    ctx.actor = make_user(role=Role.ENGINEER).id
    with pytest.raises(NotPermitted):
        write_proposal(ctx, ProposalRequest(customer_id=contract.customer_id), tmp_path / "p.xlsx", Quiet())
    assert not list(tmp_path.glob("*.xlsx"))


def test_goods_that_have_just_arrived_are_on_the_certificate_as_they_were_counted(ctx, make_contract, make_asset):
    contract = make_contract()
    lot_id = planned(ctx, contract, [make_asset(customer=contract.customer, state="in_stock")])
    arrived(ctx, lot_id)
    paper = certificate(ctx, lot_id, "en")
    assert (paper.counted_by, paper.witnessed_by, paper.units[0].counted) == ("张伟", "王芳", "Present")
