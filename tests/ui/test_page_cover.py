"""The worklists of cover on screen: what ends soon is proposed once, answers are entered, decisions are settled."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from inventory.access.rights import allowed
from inventory.cover.custody import TakeIn, take_in
from inventory.cover.keeping import reckon
from inventory.cover.outlook import outlook
from inventory.documents.proposal import ProposalRequest
from inventory.jobs import Quiet
from inventory.proposals.commands import propose
from inventory.proposals.queries import of_units
from inventory.proposals.words import Answer, ProposalStanding
from models.assets import Asset, AssetState
from models.cover import CoverReview, ReviewState
from models.organisation import Role
from models.proposals import MaintenanceProposal
from ui.assets.list import AssetsPage
from ui.contracts.extension_dialog import ExtensionDialog
from ui.cover.dialogs import AnswerDialog, SettleDialog
from ui.cover.page import CALLS, ENDING, LISTS, REVIEWS, TERMLESS, WAITING, WITH_US, CoverPage
from ui.cover.previews import WaitingPreview
from ui.cover.proposal_dialog import ProposalDialog
from ui.navigation import Route
from ui.pages import PAGES
from ui.tables.criteria import Criteria

day = date.fromisoformat


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def hospital(make_customer, make_contact):
    customer = make_customer("市第二人民医院", code="KH00007", language="en")
    make_contact(customer, "张伟", "0531-88662143", title="科长")
    return customer


@pytest.fixture
def school(make_customer):
    return make_customer("章丘区实验中学")


@pytest.fixture
def units(make_asset, hospital, school):
    """Today is 2026-11-22: two of the hospital's end within 30 and 60 days, one of the school's within 90."""
    return [
        make_asset("A1", customer=hospital, accepted_on=day("2024-12-15"), warranty_months=24),
        make_asset("A2", customer=hospital, accepted_on=day("2025-01-15"), warranty_months=24),
        make_asset("B1", customer=school, accepted_on=day("2025-02-15"), warranty_months=24),
    ]


@pytest.fixture
def show(desk, qtbot):
    def open_(index: int = ENDING, *more: object) -> CoverPage:
        page = CoverPage(desk, Route("cover", LISTS[index], *more))
        qtbot.addWidget(page)
        page.resize(1176, 800)
        page.show()
        qtbot.waitUntil(lambda: page.panel.model.complete and not desk.jobs.running())
        return page

    return open_


def cells(panel, row: int) -> list[str]:
    model = panel.view.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def columns(page) -> dict[str, list[str]]:
    panel = page.panel
    rows = [cells(panel, row) for row in range(panel.model.rowCount())]
    return {column.key: [row[place] for row in rows] for place, column in enumerate(panel.model.columns)}


def dialog(qtbot, page, kind):
    qtbot.waitUntil(lambda: page.findChild(kind) is not None)
    return page.findChild(kind)


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def settled(desk, qtbot) -> None:
    qtbot.waitUntil(lambda: not desk.jobs.running())


def test_what_ends_soon_is_listed_and_counted_for_each_window(desk, units, show, qtbot):
    page = show()

    seen = columns(page)
    assert seen["serial"] == ["A1", "A2", "B1"]
    assert seen["days"] == ["23 天", "54 天", "85 天"]
    assert seen["proposal"] == ["", "", ""]
    assert [page.strip.text(index) for index in (ENDING, CALLS)] == ["即将到期 3", "按客户 2"]
    with qtbot.waitSignal(page.panel.loaded):
        page.ahead.choose("30")
    assert columns(page)["serial"] == ["A1"]
    assert [segment.word for segment in page.ahead._segments] == ["30 天：1", "60 天：2", "90 天：3"]


def test_a_route_opens_its_list_as_far_ahead_as_it_says(desk, units, show):
    page = show(ENDING, 60)
    assert (page.strip.current, page.ahead.key, list(page.panel.model.ids)) == (
        ENDING, "60", [units[0].id, units[1].id],
    )  # fmt: skip


def test_a_row_opens_the_unit_and_a_customer_their_units(desk, units, hospital, show, qtbot):
    page = show()
    with qtbot.waitSignal(desk.opened) as went:
        page.panel.view.doubleClicked.emit(page.panel.model.index(0, 0))
    assert went.args == [Route("asset", units[0].id)]

    page = show(CALLS)
    assert columns(page)["phone"] == ["0531-88662143", ""]
    page.panel.opened.emit(hospital.id)
    qtbot.waitUntil(lambda: page.strip.current == ENDING and len(page.panel.model.ids) == 2)
    assert [chip.word.text() for chip in page.panel.bar.chips] == ["客户：市第二人民医院"]


def test_the_drawer_of_a_customer_has_everybodys_number(desk, units, hospital, show, qtbot):
    page = show(CALLS)
    page.panel.previewed.emit(hospital.id)
    qtbot.waitUntil(lambda: "0531-88662143" in texts(page.panel.drawer))
    assert "张伟 · 科长" in texts(page.panel.drawer)


def test_a_proposal_is_written_in_the_customers_language_and_seen_at_once(
    desk, ctx, units, hospital, show, qtbot, tmp_path, make_user
):
    ctx.actor = make_user("刘洋", Role.DISPATCHER).id
    page = show(ENDING, 60)
    page.panel.view.selectAll()
    page._propose(page.panel.selection())
    asking = dialog(qtbot, page, ProposalDialog)
    assert "市第二人民医院 · 2 台" in texts(asking)
    asking.form.fill({"months": 24, "unit_price": None})
    asking.form.submit()
    qtbot.waitUntil(lambda: asking.findChild(QFileDialog) is not None)
    asking.findChild(QFileDialog).close()
    path = tmp_path / "p.xlsx"

    asking.write_to(str(path))

    qtbot.waitUntil(path.exists)
    settled(desk, qtbot)
    assert load_workbook(path).sheetnames == ["Proposal", "List of units"]
    qtbot.waitUntil(lambda: columns(page)["proposal"] == ["已建议 2026-11-22"] * 2)
    assert columns(page)["by"] == ["刘洋", "刘洋"]
    assert "p.xlsx" in texts(page.banners)


def test_several_customers_get_a_workbook_each(desk, units, show, qtbot, tmp_path):
    page = show(CALLS)
    page.panel.view.selectAll()
    page._propose(page.panel.selection())
    asking = dialog(qtbot, page, ProposalDialog)
    assert "2 个客户，3 台" in texts(asking)
    asking.form.submit()
    qtbot.waitUntil(lambda: asking.findChild(QFileDialog) is not None)
    asking.findChild(QFileDialog).close()
    folder = tmp_path / "out"
    folder.mkdir()

    asking.write_to(str(folder))

    qtbot.waitUntil(lambda: len(list(folder.glob("*.xlsx"))) == 2)
    settled(desk, qtbot)
    assert MaintenanceProposal.select().count() == 2
    qtbot.waitUntil(lambda: columns(page)["missing"] == ["", ""], timeout=5000)


def test_who_proposes_again_is_told_and_wrong_terms_are_refused_in_the_form(
    desk, ctx, units, hospital, show, qtbot, tmp_path
):
    propose(ctx, ProposalRequest(customer_id=hospital.id), tmp_path / "p.xlsx", Quiet())
    page = show(ENDING, 60)
    page.panel.view.selectAll()
    page._propose(page.panel.selection())
    asking = dialog(qtbot, page, ProposalDialog)
    assert "其中有的设备已建议过" in texts(asking)
    asking.form.fill({"covers_parts": False, "covers_labour": False})
    asking.form.submit()
    assert "请说明涵盖内容：备件、人工或巡检。" in texts(asking)
    assert asking.isVisible()


def test_the_answer_is_entered_for_the_units_that_were_proposed(desk, ctx, units, hospital, show, qtbot, tmp_path):
    propose(ctx, ProposalRequest(customer_id=hospital.id), tmp_path / "p.xlsx", Quiet())
    page = show()
    page.panel.view.selectAll()
    page._answer(page.panel.selection())
    asking = dialog(qtbot, page, AnswerDialog)
    asking.form.fill({"answer": Answer.DECLINED.value, "note": "明年再谈"})
    with qtbot.waitSignal(asking.filing.filed):
        asking.form.submit()

    with ctx.reading():
        (line,) = of_units(ctx, [units[0].id])
    assert (line.proposed.standing, line.proposed.note) == (ProposalStanding.DECLINED, "明年再谈")
    qtbot.waitUntil(lambda: columns(page)["proposal"] == ["未同意 2026-11-22", "未同意 2026-11-22", ""])


def test_what_is_accepted_leads_to_the_maintenance_contract(desk, ctx, units, hospital, show, qtbot, tmp_path):
    propose(ctx, ProposalRequest(customer_id=hospital.id), tmp_path / "p.xlsx", Quiet())
    page = show()
    page.panel.view.selectAll()
    page._answer(page.panel.selection())
    asking = dialog(qtbot, page, AnswerDialog)
    asking.form.fill({"answer": Answer.ACCEPTED.value})
    asking.form.submit()

    qtbot.waitUntil(lambda: bool(page.banners.shown))
    assert "市第二人民医院" in texts(page.banners)
    (begin,) = [one for one in page.banners.findChildren(QPushButton) if one.text() == "登记维保合同"]
    begin.click()
    entering = dialog(qtbot, page, ExtensionDialog)
    qtbot.waitUntil(lambda: len(entering.fields.units.records) == 2)
    assert {row.serial_no for row in entering.fields.units.records} == {"A1", "A2"}
    entering.form.settle()
    entering.close()


def test_what_is_seen_is_exported(desk, units, show, tmp_path, qtbot):
    page = show(ENDING, 60)
    path = tmp_path / "list.xlsx"
    with qtbot.waitSignal(desk.toasted):
        page._exports[0].write(str(path))
    (sheet,) = load_workbook(path).worksheets
    assert [row[0].value for row in sheet.iter_rows()][-2:] == ["A1", "A2"]


def test_units_that_were_never_proposed_have_no_answer(desk, units, show, qtbot):
    page = show()
    page.panel.view.selectAll()
    with qtbot.waitSignal(desk.toasted) as said:
        page._answer(page.panel.selection())
    assert "没有向客户建议过" in said.args[0].text


def test_what_is_not_accepted_says_what_stands_in_the_way(
    desk, hospital, make_asset, make_contract, make_lot, show, qtbot
):
    contract = make_contract("HT1", hospital)
    unit = make_asset("W1", customer=hospital, contract=contract, state=AssetState.DELIVERED, sold_on=day("2026-10-01"))
    lot = make_lot(contract, [unit], planned_on=day("2026-11-20"))
    page = show(WAITING)
    seen = columns(page)
    assert (seen["lacking"], seen["days"], seen["lot"]) == (["交付日期"], ["52 天"], ["已到计划日期"])
    page.panel.previewed.emit(unit.id)
    qtbot.waitUntil(lambda: "货物尚未到货" in texts(page.panel.drawer))
    assert "该批次验收之前还要" in texts(page.panel.drawer)
    with qtbot.waitSignal(desk.opened) as went:
        page.panel.drawer.findChild(WaitingPreview)._open()
    assert went.args == [Route("contract", contract.id, "lot", lot.id)]


@pytest.fixture
def review(ctx, make_asset, hospital, make_case):
    """A case that was decided as free; by the corrected acceptance its unit was out of warranty."""
    unit = make_asset("R1", customer=hospital, accepted_on=day("2024-03-15"), warranty_months=24)
    reported = datetime(2026, 3, 10, 2, tzinfo=UTC)
    case = make_case(unit, "WX1", reported, cover_status="IN_WARRANTY", cover_last_day=day("2026-03-15"))
    Asset.update(accepted_on=day("2024-02-15")).where(Asset.id == unit.id).execute()
    with ctx.work("更正") as work:
        reckon(work, [unit.id])
    return case


def test_decisions_are_settled_with_a_reason_and_leave_the_list(desk, ctx, review, show, qtbot):
    page = show(REVIEWS)
    assert (columns(page)["was"], columns(page)["now"]) == (["质保期内"], ["已过质保期"])
    assert desk.counts["cover"].number == 1
    with qtbot.waitSignal(desk.opened) as went:
        page.panel.opened.emit(page.panel.model.ids[0])
    assert went.args == [Route("case", review.id)]
    page.panel.view.selectAll()
    page._settle(page.panel.selection())
    asking = dialog(qtbot, page, SettleDialog)
    asking.form.submit()
    assert CoverReview.get().state is ReviewState.OPEN, "without a reason nothing is settled"
    asking.form.fill({"decision": "不再收费"})
    with qtbot.waitSignal(asking.filing.filed):
        asking.form.submit()

    assert (CoverReview.get().state, CoverReview.get().decision) == (ReviewState.SETTLED, "不再收费")
    qtbot.waitUntil(lambda: not len(page.panel.model.ids))
    qtbot.waitUntil(lambda: "cover" not in desk.counts)


def test_what_is_with_us_says_for_how_long(desk, ctx, hospital, make_asset, show, qtbot):
    unit = make_asset("S1", customer=hospital, accepted_on=day("2026-01-02"))
    take_in(
        ctx,
        TakeIn(asset_id=unit.id, seen_version=unit.version, taken_on=day("2026-10-14"), accessories="电源线"),
    )
    page = show(WITH_US)
    assert columns(page)["days"] == ["40 天"]
    page.panel.previewed.emit(page.panel.model.ids[0])
    qtbot.waitUntil(lambda: "电源线" in texts(page.panel.drawer))
    with qtbot.waitSignal(desk.opened) as went:
        page.panel.opened.emit(page.panel.model.ids[0])
    assert went.args == [Route("asset", unit.id)]


def test_who_may_hand_nothing_to_customers_cannot_propose(desk, ctx, units, show, make_user):
    ctx.actor = make_user("张伟", Role.ENGINEER).id
    with ctx.reading():
        desk.permits.know(allowed(ctx))
    page = show()
    page.panel.view.selectAll()
    acts = {
        action.objectName(): action for action in page.panel.footer.findChildren(type(page.panel.footer.actions()[0]))
    }
    assert not acts["cover_propose"].isEnabled()
    assert not acts["cover_answer"].isEnabled()


def test_a_unit_whose_term_nobody_recorded_is_listed_until_somebody_does(desk, ctx, hospital, make_asset, show, qtbot):
    unit = make_asset("N1", customer=hospital, accepted_on=day("2025-03-15"))
    make_asset("N2", customer=hospital, accepted_on=day("2025-03-16"), warranty_months=12)
    page = show(TERMLESS)
    assert (columns(page)["serial"], columns(page)["accepted_on"]) == (["N1"], ["2025-03-15"])
    assert page.strip.text(TERMLESS) == "缺质保期限 1"
    page.panel.previewed.emit(unit.id)
    qtbot.waitUntil(lambda: "N1" in texts(page.panel.drawer))
    with qtbot.waitSignal(desk.opened) as went:
        page.panel.opened.emit(page.panel.model.ids[0])
    assert went.args == [Route("asset", unit.id)]


# the register


def test_the_first_page_says_what_cover_wants_and_leads_there(desk, ctx, units, review, make_asset, hospital, qtbot):
    make_asset("W1", customer=hospital, state=AssetState.DELIVERED)
    page = AssetsPage(desk, Route("assets"))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    qtbot.waitUntil(page.outlook.isVisible)
    with ctx.reading():
        assert outlook(ctx).within(60) == 2
    said = {key: chip.text for key, chip in page.outlook.chips.items()}
    assert said == {
        "ending": "60 天内质保到期：2",
        "waiting": "未验收：1",
        "termless": "已验收未录期限：0",
        "reviews": "待复核判定：1",
        "short": "待订备件：0",
    }
    assert not page.outlook.chips["short"].isVisible() and "stock" not in desk.counts
    assert desk.counts["cover"].number == 1
    with qtbot.waitSignal(desk.opened) as went:
        page.outlook.chips["ending"].clicked.emit()
    assert went.args == [Route("cover", "ending", 60)]


def test_the_register_is_narrowed_and_sorted_by_cover(desk, units, make_asset, hospital, qtbot):
    make_asset("W1", customer=hospital, state=AssetState.DELIVERED)
    page = AssetsPage(desk, Route("assets"))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    qtbot.waitUntil(lambda: page.panel.model.complete)
    page.panel.load(Criteria().having("ends_within", ("30", "60")))
    qtbot.waitUntil(lambda: sorted(page.panel.model.ids) == [units[0].id, units[1].id])
    page.panel.load(Criteria().having("cover", ("PRE_ACCEPTANCE",)))
    qtbot.waitUntil(lambda: len(page.panel.model.ids) == 1)
    page.panel.load(Criteria().having("accepted", ("there",)))
    qtbot.waitUntil(lambda: len(page.panel.model.ids) == 3)
    assert {column.key for column in page.panel.model.columns if column.sortable} >= {"cover_last", "accepted_on"}
