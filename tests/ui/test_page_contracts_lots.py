"""The deliveries of a contract on screen: every step with its success and its refusal, by mouse and by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from inventory.access.rights import allowed
from inventory.contracts import deliveries
from inventory.contracts.lot_rules import CheckResult, LotCheckArea, LotState
from inventory.contracts.steps import Counted, UnitCount
from inventory.contracts.words import Appearance
from models.assets import Asset, AssetState
from models.contracts import Contract, DeliveryLot
from models.organisation import Role
from tests.service.contract_way import arrived, completed, installed, passed, planned, ready, signed
from tests.ui.contract_room import answer, card, closed, dialog, fill, idle, lots, renewed, said
from ui.contracts import lot_forms
from ui.contracts.card import LOTS, PROMISE
from ui.contracts.certificate_dialog import CertificateDialog, NoticeDialog
from ui.contracts.correct_dialog import CorrectDialog
from ui.contracts.list_page import ContractsPage
from ui.contracts.lot_papers import LotPapers
from ui.contracts.step_bar import steps
from ui.contracts.units_dialog import LotUnitsDialog
from ui.navigation import Route
from ui.pages import PAGES


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def contract(make_contract, make_policy, make_customer, make_contact):
    """12 months from the day after completion and signature, a notice of 7 days (S2a, S2d)."""
    customer = make_customer("市第二人民医院")
    make_contact(customer, "张伟", "0531-88662143")
    policy = make_policy(warranty_months=12, count_rule="NEXT_DAY", notice_days=7)
    return make_contract("HT2026-1", customer=customer, title="血压计采购", policy_version=policy)


@pytest.fixture
def quiet(make_contract):
    """A contract whose policy promises no notice."""
    return make_contract("HT2026-2")


@pytest.fixture
def goods(make_asset, make_model):
    """Units on our shelf."""
    model = make_model("HEM-7136", "电子血压计")

    def make(contract, count=2):
        return [
            make_asset(
                model=model, customer=contract.customer, state="in_stock", owner="us", location_text="备件库 A 区"
            )
            for _each in range(count)
        ]

    return make


def state(ctx, lot_id):
    return deliveries.lot(ctx, lot_id).line.state


def texts(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.text())


# the plan


def test_a_contract_without_deliveries_says_what_to_do_and_plans_the_first(
    desk, ctx, contract, goods, make_site, qtbot
):
    units, site = goods(contract), make_site(contract.customer, "门诊三楼")
    page = card(desk, qtbot, contract)
    page.strip.choose(LOTS)
    assert page.lots.stack.currentIndex() == 1 and "还没有安排交付" in texts(page.lots)
    page.add_here()  # Ctrl+N on this tab
    over = dialog(qtbot)
    over.form["units"].tick(lambda unit: unit.asset_id == units[0].id)
    fill(over.form, planned_on="2026-12-01", site_id=site.id, remark="先送一台")
    over.form.submit()
    closed(qtbot)
    idle(desk, qtbot)
    line = deliveries.of_contract(ctx, contract.id)[0]
    assert (line.planned_on, line.site, line.units, line.remark) == (date(2026, 12, 1), "门诊三楼", 1, "先送一台")
    renewed(desk, qtbot, page, lambda shown: shown is not None and shown.line.id == line.id)
    assert page.lots.panel.step_button.text() == "通知客户…"


def test_a_day_that_is_none_is_refused_under_its_field_and_the_typing_stays(desk, contract, qtbot):
    page = card(desk, qtbot, contract)
    page.lots.plan()
    over = dialog(qtbot)
    fill(over.form, planned_on="2026-02-30", remark="急")
    over.form.submit()
    assert over.form["planned_on"].complaint and over.form["remark"].raw() == "急"
    assert not DeliveryLot.select().exists()
    over.form.settle()


def test_a_plan_is_changed_and_a_notice_of_another_day_is_taken_back(desk, ctx, contract, goods, qtbot):
    lot_id = planned(ctx, contract, goods(contract), planned_on=date(2026, 12, 10))
    page = lots(desk, qtbot, contract, lot_id)
    page.lots.next_step()
    dialog(qtbot).form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.NOTIFIED)

    page.lots._wished("edit")
    over = dialog(qtbot)
    assert "2026-12-10" in texts(over)
    fill(over.form, planned_on="2026-12-20")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.PLANNED)
    assert page.lots.panel.card.line.planned_on == date(2026, 12, 20)


def test_units_are_added_and_taken_out_before_they_arrive(desk, ctx, quiet, goods, qtbot):
    units = goods(quiet, 3)
    lot_id = planned(ctx, quiet, units[:1])
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots._wished("units")
    over = dialog(qtbot, LotUnitsDialog)
    qtbot.waitUntil(lambda: len(over.units.records) == 2)
    qtbot.keyClick(over.units.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.units == 3)

    page.lots._wished("take_out")
    over = dialog(qtbot)
    over.form["units"].tick(lambda unit: unit.asset_id == units[1].id)
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.units == 2)


def test_a_delivery_that_nothing_can_join_says_so(desk, ctx, quiet, qtbot):
    page = lots(desk, qtbot, quiet, planned(ctx, quiet, []))
    assert page.lots.panel.step_button.text() == "添加设备"
    page.lots.next_step()
    over = dialog(qtbot, LotUnitsDialog)
    qtbot.waitUntil(lambda: bool(said(over.form)))
    assert "没有可选的设备" in said(over.form)[0] and not over.sheet.save_button.isEnabled()


# the notice


def test_a_notice_that_is_too_short_asks_for_a_reason_and_takes_it(desk, ctx, contract, goods, qtbot):
    lot_id = planned(ctx, contract, goods(contract), planned_on=date(2026, 11, 25))
    page = lots(desk, qtbot, contract, lot_id)
    qtbot.keyClick(page, Qt.Key.Key_F9)
    over = dialog(qtbot)
    assert "2026-11-18" in texts(over)  # seven days before
    over.form.submit()
    qtbot.waitUntil(lambda: bool(said(over.form)))
    assert "7 天" in said(over.form)[0] and state(ctx, lot_id) is LotState.PLANNED
    over.form.submit()
    assert over.form["reason"].complaint  # it wants one now
    fill(over.form, reason="客户催促")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.NOTIFIED)


def test_the_notice_is_read_in_both_languages(desk, ctx, contract, goods, qtbot):
    page = lots(desk, qtbot, contract, planned(ctx, contract, goods(contract), planned_on=date(2026, 12, 10)))
    page.lots._wished("notice")
    over = dialog(qtbot, NoticeDialog)
    qtbot.waitUntil(lambda: over.paper is not None)
    assert "2026年12月10日" in texts(over.area)
    over.ask("en")
    qtbot.waitUntil(lambda: over.paper.language == "en")
    assert "On 2026-12-10 we come" in texts(over.area)
    over.close()


# the arrival


def test_goods_are_counted_by_keys_and_what_is_missing_gets_a_delivery_of_its_own(desk, ctx, quiet, goods, qtbot):
    units = goods(quiet, 3)
    lot_id = planned(ctx, quiet, units, planned_on=date(2026, 11, 20))
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots.next_step()
    over = dialog(qtbot)
    form = over.form
    form.submit()
    assert form["counted_by"].complaint and form["witnessed_by"].complaint
    assert form["arrived_on"].raw() == "2026-11-20"
    grid = form["counts"].grid
    grid.setCurrentIndex(grid.cells.index(1, 2))
    qtbot.keyClick(grid, Qt.Key.Key_Space)  # missing
    grid.setCurrentIndex(grid.cells.index(2, 3))
    qtbot.keyClick(grid, Qt.Key.Key_Space)  # damaged
    fill(form, counted_by="赵敏华", witnessed_by="张伟")
    qtbot.keyClick(over, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.ARRIVED)
    line = page.lots.panel.card.line
    assert (line.present, line.missing, line.damaged) == (2, 1, 1)
    unit = Asset.get_by_id(units[0].id)
    assert (unit.state, unit.location_text) == (AssetState.DELIVERED, "")  # it left our shelf

    page.lots.next_step()
    over = dialog(qtbot)
    assert {unit.asset_id for unit in over.form["units"].ticked()} == {units[1].id, units[2].id}
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.units == 1)
    assert [lot.units for lot in page.loaded.card.lots] == [1, 2]
    unit = Asset.get_by_id(units[2].id)
    assert (unit.state, unit.location_text) == (AssetState.IN_STOCK, "备件库 A 区")


def test_an_arrival_without_the_promised_notice_asks_why(desk, ctx, contract, goods, qtbot):
    lot_id = planned(ctx, contract, goods(contract), planned_on=date(2026, 11, 20))
    page = lots(desk, qtbot, contract, lot_id)
    page.lots._open(page.lots._form("recount", page.lots.panel.card))  # what is not due is refused, and says why
    over = dialog(qtbot)
    over.form.submit()
    qtbot.waitUntil(lambda: bool(said(over.form)))
    over.form.settle()
    over.close()

    page.lots._open(lot_forms.arrive_dialog(desk, page.lots.panel.card, page))
    over = dialog(qtbot)
    fill(over.form, counted_by="赵", witnessed_by="张")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(said(over.form)))
    assert "没有登记过对客户的通知" in said(over.form)[0]
    fill(over.form, reason="当面约定")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.ARRIVED)


def test_a_count_is_corrected_as_it_stands(desk, ctx, quiet, goods, qtbot):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    arrived(ctx, lot_id, counts=[UnitCount(units[0].id, Counted.MISSING, note="未见")])
    page = lots(desk, qtbot, quiet, lot_id)
    assert page.lots.panel.step_button.text().startswith("移到单独的批次")
    page.lots._wished("recount")
    over = dialog(qtbot)
    grid = over.form["counts"].grid
    first = grid.cells.values[0]
    assert (first["counted"], first["note"]) == (Counted.MISSING, "未见")
    grid.setCurrentIndex(grid.cells.index(0, 2))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    grid.setCurrentIndex(grid.cells.index(0, 3))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.cells.values[0]["appearance"] is Appearance.GOOD
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.missing == 0)


# installation, tests, completion


def test_a_unit_is_installed_in_a_place_that_is_named_and_the_rest_later(desk, ctx, quiet, goods, qtbot):
    units = goods(quiet)
    lot_id = planned(ctx, quiet, units)
    arrived(ctx, lot_id)
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots.next_step()
    over = dialog(qtbot)
    grid = over.form["units"].grid
    over.form.submit()
    qtbot.waitUntil(lambda: bool(said(over.form)))  # our shelf is no place of installation
    assert units[0].serial_no in said(over.form)[0]
    grid.setCurrentIndex(grid.cells.index(1, 1))
    qtbot.keyClick(grid, Qt.Key.Key_Space)  # the second stays for later
    grid.cells.setData(grid.cells.index(0, 3), "门诊三楼")
    fill(over.form, installed_on="2026-03-05")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.installed == 1)
    assert state(ctx, lot_id) is LotState.ARRIVED
    page.lots.next_step()
    over = dialog(qtbot)
    assert [unit.asset_id for unit in over.form["units"].records] == [units[1].id]
    over.form.settle()
    over.close()


def test_results_are_entered_and_checks_of_ones_own_added_and_removed(desk, ctx, quiet, goods, qtbot):
    lot_id = planned(ctx, quiet, goods(quiet))
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots._wished("add_check")
    over = dialog(qtbot)
    fill(over.form, area=LotCheckArea.DOCUMENT, item="图纸")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.checks == 9)
    page.lots._wished("add_check")
    over = dialog(qtbot)
    fill(over.form, area=LotCheckArea.TEST, item="硬件测试")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form["item"].complaint))  # it is a standard one
    over.form.settle()
    over.close()

    page.lots._wished("checks")
    over = dialog(qtbot)
    grid = over.form["checks"].grid
    grid.setCurrentIndex(grid.cells.index(1, 2))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    grid.cells.setData(grid.cells.index(1, 3), "两次")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.checks[1].result is CheckResult.PASSED)
    assert page.lots.panel.card.checks[1].remark == "两次"

    page.lots.panel.checks.selectRow(0)
    with qtbot.waitSignal(desk.troubled, timeout=20_000):
        page.lots._wished("remove_check")  # a standard one stays
    page.lots.panel.checks.selectRow(8)
    page.lots._wished("remove_check")
    renewed(desk, qtbot, page, lambda shown: shown.line.checks == 8)
    page.lots.panel.checks.setCurrentIndex(page.lots.panel.checks.model().index(-1, -1))
    with qtbot.waitSignal(desk.toasted):
        page.lots._wished("remove_check")


def test_a_completion_before_the_installation_is_refused(desk, ctx, quiet, goods, qtbot):
    lot_id = planned(ctx, quiet, goods(quiet))
    arrived(ctx, lot_id)
    installed(ctx, lot_id)
    passed(ctx, lot_id)
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots.next_step()
    over = dialog(qtbot)
    fill(over.form, completed_on="2026-03-04")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form["completed_on"].complaint))
    fill(over.form, completed_on="2026-03-06")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.COMPLETED)
    days = {step.word: step.day for step in steps(page.lots.panel.card.line)}
    assert (days["已安装"], days["已完工"]) == (date(2026, 3, 5), date(2026, 3, 6))


# the acceptance


def test_both_sides_sign_and_the_cover_begins(desk, ctx, contract, goods, qtbot, tmp_path):
    units = goods(contract)
    lot_id = planned(ctx, contract, units, planned_on=date(2026, 3, 1))
    page = lots(desk, qtbot, contract, lot_id)
    page.lots.next_step()
    over = dialog(qtbot)
    fill(over.form, notified_on="2026-02-20")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.NOTIFIED)
    arrived(ctx, lot_id)
    installed(ctx, lot_id)
    passed(ctx, lot_id)
    completed(ctx, lot_id)
    page.refresh()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.COMPLETED)
    assert "双方可以签字" in texts(page.lots.panel)

    page.lots.next_step()
    over = dialog(qtbot)
    fill(over.form, accepted_on="2026-03-09", customer_signer="赵敏华")
    over.form.submit()
    assert over.form["our_signer"].complaint
    fill(over.form, our_signer="陈刚")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form["accepted_on"].complaint))  # before the completion on the 10th (INV-15)
    fill(over.form, accepted_on="2026-03-15")
    scan = tmp_path / "验收合格书.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    over.form["paper"].take(str(scan))
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.ACCEPTED)

    # one year from the day after the signature
    assert {Asset.get_by_id(unit.id).cover_last for unit in units} == {date(2027, 3, 15)}
    panel = page.lots.panel
    assert panel.chip.text == "已验收" and not panel.step_button.isVisible() and panel.acts["correct"].isVisible()
    assert "YS2026030001" in texts(panel)

    page.lots._wished("certificate")
    over = dialog(qtbot, CertificateDialog)
    qtbot.waitUntil(lambda: over.paper is not None)
    assert over.paper.number == "YS2026030001" and "2027年3月15日" in texts(over.area)
    over.ask("en")
    qtbot.waitUntil(lambda: over.paper.language == "en")
    assert "2027-03-15" in texts(over.area) and "Acceptance certificate" in texts(over.area)
    qtbot.keyClick(over, Qt.Key.Key_Return)  # a scanner's Enter closes nothing
    assert over.isVisible()
    over.close()
    panel.papers_button.click()
    papers = dialog(qtbot, LotPapers)
    idle(desk, qtbot)
    assert [file.name for file in papers.files._list.records] == ["验收合格书.pdf"]
    papers.close()


def test_several_deliveries_are_accepted_at_once_and_those_that_are_not_ready_are_told(desk, ctx, quiet, goods, qtbot):
    units = goods(quiet, 4)
    first, second = ready(ctx, quiet, units[:1]), ready(ctx, quiet, units[1:3])
    planned(ctx, quiet, units[3:])
    page = lots(desk, qtbot, quiet, first)
    assert page.lots.several_button.isVisible() and page.lots.several_button.toolTip().endswith("（Shift+F9）")
    qtbot.keyClick(page, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    over = dialog(qtbot)
    assert [lot.id for lot in over.form["lots"].records] == [first, second] and "另有 1 批" in texts(over)
    over.form["lots"].tick(lambda lot: False)
    fill(over.form, accepted_on="2026-03-15", customer_signer="赵敏华", our_signer="陈刚")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form["lots"].complaint))
    over.form["lots"].tick(lambda lot: True)
    with qtbot.waitSignal(desk.toasted, timeout=20_000) as told:
        over.form.submit()
    assert told.args[0].text == "已验收 2 批。"
    idle(desk, qtbot)
    assert (state(ctx, first), state(ctx, second)) == (LotState.ACCEPTED, LotState.ACCEPTED)
    assert not page.lots.several_button.isVisible()


def test_of_several_one_that_has_changed_meanwhile_keeps_all_back(desk, ctx, quiet, goods, qtbot):
    units = goods(quiet, 2)
    first, second = ready(ctx, quiet, units[:1]), ready(ctx, quiet, units[1:])
    page = lots(desk, qtbot, quiet, first)
    page.lots.accept_several()
    over = dialog(qtbot)
    passed(ctx, second, CheckResult.FAILED)
    fill(over.form, accepted_on="2026-03-15", customer_signer="赵", our_signer="陈")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(said(over.form)))
    assert (state(ctx, first), state(ctx, second)) == (LotState.COMPLETED, LotState.COMPLETED)
    assert over.form["customer_signer"].raw() == "赵"
    over.form.settle()


def test_an_acceptance_is_corrected_by_asking_and_not_by_typing_over(desk, ctx, quiet, goods, qtbot):
    lot_id = ready(ctx, quiet, goods(quiet))
    signed(ctx, lot_id)
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots._wished("correct")
    over = dialog(qtbot, CorrectDialog)
    over.form.submit()
    assert over.form["accepted_on"].complaint  # it is the day that is recorded
    fill(over.form, accepted_on="2026-12-01")
    over.form.submit()
    assert over.form["accepted_on"].complaint  # it is still to come
    fill(over.form, accepted_on="2026-03-14")
    over.form.submit()
    qtbot.waitUntil(lambda: not over.isVisible())
    asked = dialog(qtbot)
    assert "2026-03-15 → 2026-03-14" in texts(asked)
    assert deliveries.lot(ctx, lot_id).line.accepted_on == date(2026, 3, 15)
    asked.form.settle()
    asked.close()


# back, cancel, stale, rights


def test_the_last_step_is_taken_back_after_a_question(desk, ctx, quiet, goods, qtbot):
    lot_id = planned(ctx, quiet, goods(quiet))
    arrived(ctx, lot_id)
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots._wished("back")
    answer(qtbot, "")
    idle(desk, qtbot)
    assert state(ctx, lot_id) is LotState.ARRIVED
    page.lots._wished("back")
    answer(qtbot, "back")
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.PLANNED)
    assert {Asset.get_by_id(unit.asset_id).location_text for unit in page.lots.panel.card.units} == {"备件库 A 区"}


def test_a_step_on_which_something_rests_is_not_taken_back(desk, ctx, quiet, goods, qtbot):
    lot_id = planned(ctx, quiet, goods(quiet))
    arrived(ctx, lot_id)
    installed(ctx, lot_id)
    passed(ctx, lot_id)
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots._wished("back")
    with qtbot.waitSignal(desk.troubled, timeout=20_000) as told:
        answer(qtbot, "back")
    assert "检查" in str(told.args[0].error) or "测试" in str(told.args[0].error)
    assert state(ctx, lot_id) is LotState.INSTALLED


def test_a_delivery_is_cancelled_with_a_reason(desk, ctx, quiet, goods, qtbot):
    lot_id = planned(ctx, quiet, goods(quiet))
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots._wished("cancel")
    over = dialog(qtbot)
    over.form.submit()
    assert over.form["reason"].complaint
    fill(over.form, reason="客户推迟")
    over.form.submit()
    renewed(desk, qtbot, page, lambda shown: shown.line.state is LotState.CANCELLED)
    panel = page.lots.panel
    assert not any(made.isVisible() for made in (panel.step_button, panel.back_button, panel.add_button))


def test_of_two_who_record_a_step_the_second_is_told_and_keeps_the_typing(desk, ctx, quiet, goods, qtbot):
    lot_id = planned(ctx, quiet, goods(quiet), planned_on=date(2026, 11, 20))
    page = lots(desk, qtbot, quiet, lot_id)
    page.lots.next_step()
    over = dialog(qtbot)
    arrived(ctx, lot_id)
    fill(over.form, counted_by="赵", witnessed_by="张")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(said(over.form)))
    assert over.form["counted_by"].raw() == "赵" and over.isVisible()
    over.form.settle()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.KEEPER, Role.ENGINEER, Role.MANAGER])
def test_who_may_not_edit_contracts_looks_and_cannot_press(desk, ctx, quiet, goods, make_user, qtbot, role):
    lot_id = planned(ctx, quiet, goods(quiet))
    arrived(ctx, lot_id)
    ctx.actor = make_user("某人", role).id
    rights = allowed(ctx)
    desk.permits.know(rights)
    may = role is Role.MANAGER  # rules.md 3.6: contracts are the manager's
    page = lots(desk, qtbot, quiet, lot_id)
    panel = page.lots.panel
    pressed = [panel.step_button, panel.back_button, panel.add_button, panel.recount_button, panel.results_button,
               panel.add_check_button, page.lots.plan_button]  # fmt: skip
    assert {made.isEnabled() for made in pressed} == {may}
    assert panel.certificate_button.isEnabled() and panel.acts["notice"].isEnabled()
    if not may:
        page.lots.next_step()
        assert panel.step_button.toolTip()


# the worklist


def test_what_waits_today_is_a_chip_that_leads_to_the_delivery(desk, ctx, quiet, goods, qtbot):
    units = goods(quiet, 3)
    one = planned(ctx, quiet, units[:1], planned_on=date(2026, 11, 22))
    for unit in units[1:]:
        ready(ctx, quiet, [unit])
    page = ContractsPage(desk, Route("contracts"))
    qtbot.addWidget(page)
    page.resize(1176, 760)
    page.show()
    qtbot.waitUntil(lambda: len(page.worklist.chips) == 2, timeout=20_000)
    idle(desk, qtbot)
    arriving = next(chip for step, chip in page.worklist.chips.items() if step == deliveries.NextStep.ARRIVE)
    with qtbot.waitSignal(desk.opened) as went:
        arriving.clicked.emit()
    assert went.args == [Route("contract", quiet.id, "lot", one)]


def test_another_delivery_of_the_same_contract_is_shown_without_a_new_page(desk, ctx, quiet, goods, qtbot):
    units = goods(quiet)
    first, second = planned(ctx, quiet, units[:1]), planned(ctx, quiet, units[1:])
    page = lots(desk, qtbot, quiet, first)
    page.strip.choose(PROMISE)
    assert page.turn_to(Route("contract", quiet.id, "lot", second))
    qtbot.waitUntil(lambda: page.lots.panel.card.line.id == second, timeout=20_000)
    assert page.strip.current == LOTS
    assert not page.turn_to(Route("contract", quiet.id + 1))
    assert not page.turn_to(Route("customer", quiet.id)) and not page.turn_to(Route("customers"))
    assert Contract.select().count() == 1


@pytest.mark.usefixtures("dressed")
def test_long_words_stay_inside_the_page(desk, ctx, quiet, goods, make_site, qtbot):
    unit = goods(quiet, 1)[0]
    unit.location_text = "住院部五楼重症监护室护士站东侧第三排机柜上层靠窗位置备用插座旁" * 3
    unit.save()
    site = make_site(quiet.customer, "很长的使用地点名称" * 8)
    lot_id = planned(ctx, quiet, [unit], site_id=site.id, remark="备注" * 200)
    page = lots(desk, qtbot, quiet, lot_id)
    page.resize(840, 620)
    idle(desk, qtbot)
    panel = page.lots.panel
    assert panel.area.widget().width() <= panel.area.viewport().width()
    assert panel.units.columnWidth(1) >= 140 and panel.units.isColumnHidden(4)
