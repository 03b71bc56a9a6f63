"""The cover of a unit on its card: why it is covered on a day, and every act that changes it, shown before it is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inventory.assets.replacing import ReplaceUnit, replace
from inventory.cover.custody import TakeIn, take_in
from inventory.cover.deeds import GrantCover, grant
from inventory.cover.extensions import MakerRule
from inventory.cover.maker import RecordMaker, record
from inventory.cover.rules import CountRule
from inventory.cover.suspension import SuspendRule
from inventory.documents.proposal import ProposalRequest
from inventory.jobs import Quiet
from inventory.proposals.commands import AnswerProposals, answer, propose
from inventory.proposals.queries import of_unit
from inventory.proposals.words import Answer
from models.access import ApprovalRequest, RequestState
from models.assets import Asset, AssetState
from models.attachments import Attachment
from models.cover import CoverReview, Custody, MakerCover, ManualCover, OldDisposition, SerialSwap
from models.organisation import Role
from ui.access.approval_dialog import ApprovalDialog
from ui.assets.acts import CORRECT, GRANT, HAND_BACK, LEAVE, MAKER, REPLACE, TAKE_IN, WHY, WITHDRAW
from ui.assets.approved_dialogs import CorrectUnitDialog, GrantDialog, WithdrawDialog
from ui.assets.card import DETAILS, FILES, WHY_TAB, AssetPage
from ui.assets.custody_dialogs import HandBackDialog, TakeInDialog
from ui.assets.form import NewUnitDialog, UnitDialog
from ui.assets.leave_dialog import LeaveDialog
from ui.assets.maker_dialog import MakerDialog, Says
from ui.assets.replace_dialog import By, ReplaceDialog
from ui.assets.story import story
from ui.midnight import Midnight
from ui.navigation import Route
from ui.pages import PAGES
from ui.widgets.chips import Chip

day = date.fromisoformat


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def unit(make_asset, make_contract, make_policy):
    """From 2026-03-16 to 2027-03-15 by policy P-X of contract HT-1; the maker's window and repair days count."""
    policy = make_policy(
        "P-X", warranty_months=12, count_rule=CountRule.NEXT_DAY, maker_rule=MakerRule.OWN_WINDOW,
        suspend=SuspendRule.REPAIR_DAYS,
    )  # fmt: skip
    contract = make_contract("HT-1", policy_version=policy)
    return make_asset(
        "A1", customer=contract.customer, contract=contract, delivered_on=day("2026-03-01"),
        accepted_on=day("2026-03-15"), ex_works_on=day("2026-01-20"),
    )  # fmt: skip


def settled(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=20_000)


@pytest.fixture
def card(desk, qtbot):
    def show(unit) -> AssetPage:
        page = AssetPage(desk, Route("asset", unit.id))
        qtbot.addWidget(page)
        page.resize(1176, 900)
        page.show()
        qtbot.waitUntil(lambda: page._loaded is not None, timeout=20_000)
        settled(desk, qtbot)
        return page

    return show


def on_show(page, kind, qtbot):
    """The dialog of a kind that is open; one that was closed may not be gone yet."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)), timeout=20_000)
    return next(one for one in page.findChildren(kind) if one.isVisible())


def ask(page, act, kind, qtbot):
    """The dialog of an act, when it has worked out what would change."""
    page.cover_acts.actions[act].trigger()
    dialog = on_show(page, kind, qtbot)
    settled(page.desk, qtbot)
    return dialog


def put(dialog, qtbot, **raw):
    """Type into the fields and wait until what would change is worked out."""
    for name, value in raw.items():
        dialog.form[name].set_raw(value)
        dialog.form[name].changed.emit()
    qtbot.waitUntil(lambda: not dialog._pause.isActive(), timeout=20_000)
    settled(dialog._desk, qtbot)


def effects(dialog) -> dict[str, str]:
    return dict(dialog.effect.lines)


def send(dialog, qtbot):
    """Press Save and wait for the answer."""
    dialog.form.submit()
    settled(dialog._desk, qtbot)


def approve(page, qtbot, reason="验收单写错了") -> list[str]:
    """The question for the reason, answered; what it said would change."""
    dialog = on_show(page, ApprovalDialog, qtbot)
    settled(page.desk, qtbot)
    said = [label.text() for label in dialog.findChildren(type(dialog.reason.heading))]
    dialog.reason.area.setPlainText(reason)
    dialog.form.submit()
    settled(page.desk, qtbot)
    return said


# why


def test_the_tab_answers_for_a_day_and_says_what_each_step_rests_on(desk, ctx, unit, card, qtbot):
    grant(ctx, GrantCover(unit.id, day("2027-05-01"), day("2027-06-30"), "备忘 7"), "会议承诺")
    page = card(unit)
    next(action for action in page.menu.actions() if action.objectName() == WHY.name).trigger()
    assert page._strip.current == WHY_TAB
    qtbot.waitUntil(lambda: page.why.found is not None)

    tab = page.why
    assert "2026-11-22" in tab.answer.text() and "2027-03-15" in tab.answer.text()
    model = tab.spans.model()
    rows = [[model.index(row, column).data() for column in range(7)] for row in range(model.rowCount())]
    assert [row[:2] for row in rows] == [
        ["2026-03-16", "2027-03-15"], ["2027-03-16", "2027-04-30"], ["2027-05-01", "2027-06-30"],
    ]  # fmt: skip
    assert (rows[0][4], rows[2][4], rows[2][6]) == ("HT-1", "备忘 7", "–：会议承诺")
    assert "空档" in rows[1][3] and rows[1][4] == ""
    steps = tab.steps.model()
    assert "P-X" in steps.index(0, 2).data() and "HT-1" in steps.index(0, 2).data()

    tab.day.set_raw("2027-04-15")
    tab.day.changed.emit()
    qtbot.waitUntil(lambda: tab.found is not None and tab.found.day == day("2027-04-15"), timeout=20_000)
    assert "2027-04-15" in tab.answer.text() and "2027-03-15" in tab.answer.text()
    tab.day.set_raw("31.2.")
    tab.day.changed.emit()
    qtbot.waitUntil(lambda: bool(tab.day.complaint))


def test_a_row_opens_what_it_rests_on(desk, ctx, unit, card, make_extension, make_case, qtbot):
    extension = make_extension("XB-1", [unit])
    record(ctx, RecordMaker(asset_id=unit.id, months=6))
    case = make_case(unit, "WX1")
    take_in(ctx, TakeIn(asset_id=unit.id, seen_version=Asset.get_by_id(unit.id).version, taken_on=day("2026-11-10"),
                        case_id=case.id))  # fmt: skip
    page = card(unit)
    page.show_why()
    qtbot.waitUntil(lambda: page.why.found is not None)
    opened = []
    desk.opened.connect(opened.append)
    by_proof = {span.segment.proof: span for span in page.why.found.spans if span.segment is not None}

    page.why.spans.opened.emit(by_proof["contract"])
    page.why.spans.opened.emit(by_proof["extension_contract"])
    page.why.spans.opened.emit(by_proof["custody"])
    assert opened == [Route("contract", unit.contract_id), Route("extension", extension.id), Route("case", case.id)]
    page.why.spans.opened.emit(by_proof["maker_cover"])
    assert page._strip.current == FILES
    rests_on_policy = next(step for step in page.why.found.steps if step.source.proof == "policy_version")
    page.why.steps.opened.emit(rests_on_policy)
    assert opened[-1].page == "policies"


def test_days_of_the_unit_itself_lead_to_its_details_and_a_gap_says_that_it_has_no_record(
    desk, ctx, make_asset, card, qtbot
):
    alone = make_asset("B1", accepted_on=day("2025-03-15"), warranty_months=12)
    grant(ctx, GrantCover(alone.id, day("2026-06-01"), day("2026-12-31")), "承诺")
    page = card(alone)
    page.head.cover.clicked.emit()
    qtbot.waitUntil(lambda: page.why.found is not None)
    said, opened = [], []
    desk.toasted.connect(said.append)
    desk.opened.connect(opened.append)
    base, gap, granted = page.why.found.spans
    page.why.spans.opened.emit(gap)
    assert len(said) == 1 and not opened
    page.why.spans.opened.emit(granted)
    assert opened == [Route("approvals", "grant", granted.segment.proof_id)]
    page.why.spans.opened.emit(base)
    assert page._strip.current == DETAILS


def test_a_replaced_units_timeline_ends_on_the_day_it_was_replaced(ctx, unit, card, qtbot):
    replace(ctx, ReplaceUnit(asset_id=unit.id, seen_version=unit.version, swapped_on=day("2026-06-01"), reason="坏",
                             serial_no="A2"))  # fmt: skip
    page = card(unit)
    told = story(page._loaded.card)
    assert [(bar.first, bar.last) for bar in told.bars] == [(day("2026-03-16"), day("2026-06-01"))]
    assert day("2026-06-01") in [mark.day for mark in told.steps]


# acts


def test_only_what_fits_the_unit_can_be_done_and_by_whoever_may(ctx, unit, make_asset, make_user, card, desk, qtbot):
    def shown(page):
        return {act for act, action in page.cover_acts.actions.items() if action.isVisible()}

    assert shown(card(unit)) == {CORRECT, MAKER, GRANT, TAKE_IN, REPLACE, LEAVE}
    take_in(ctx, TakeIn(asset_id=unit.id, seen_version=unit.version, taken_on=day("2026-11-10")))
    grant(ctx, GrantCover(unit.id, day("2027-05-01"), day("2027-06-30")), "承诺")
    assert shown(card(unit)) == {CORRECT, MAKER, GRANT, WITHDRAW, HAND_BACK, REPLACE, LEAVE}
    stock = make_asset("S1", state=AssetState.IN_STOCK)
    assert shown(card(stock)) == {MAKER, GRANT, LEAVE}
    gone = make_asset("G1", state=AssetState.RETIRED, accepted_on=day("2026-03-15"))
    page = card(gone)
    assert shown(page) == {CORRECT, MAKER}
    for act, action in page.cover_acts.actions.items():
        assert act.keys and action.shortcut().toString() == act.keys and act.shown_keys in action.toolTip()


def test_an_acceptance_is_corrected_with_its_effect_shown_and_its_reason(ctx, unit, make_case, card, qtbot):
    make_case(unit, "WX1", datetime(2026, 3, 18, 2, 0, tzinfo=UTC), cover_status="IN_WARRANTY")
    page = card(unit)
    dialog = ask(page, CORRECT, CorrectUnitDialog, qtbot)
    assert effects(dialog)["在保至"] == "–"
    put(dialog, qtbot, accepted_on="2026-2-28")
    assert "2026-03-01" in dialog.form["accepted_on"].complaint  # not before the delivery
    send(dialog, qtbot)
    assert dialog.isVisible() and not page.findChildren(ApprovalDialog)

    put(dialog, qtbot, accepted_on="2026-3-20")
    assert effects(dialog)["在保至"] == "2027-03-15 → 2027-03-20（晚 5 天）"
    assert "WX1" in effects(dialog)["需复核的服务单"]
    send(dialog, qtbot)
    said = "\n".join(approve(page, qtbot))
    assert "2026-03-15 → 2026-03-20" in said and "WX1" in said
    assert Asset.get_by_id(unit.id).cover_last == day("2027-03-20")
    assert CoverReview.get().reason == "验收单写错了"
    qtbot.waitUntil(lambda: page._loaded.card.accepted_on == day("2026-03-20"), timeout=20_000)


def test_the_months_that_count_are_corrected_in_the_same_dialog_and_not_in_the_form(ctx, unit, card, qtbot):
    page = card(unit)
    dialog = ask(page, CORRECT, CorrectUnitDialog, qtbot)
    put(dialog, qtbot, warranty_months="两年")
    assert effects(dialog)["在保至"] == "2027-03-15 → 2028-03-15（晚 366 天）"
    send(dialog, qtbot)
    assert any("– → 24" in line for line in approve(page, qtbot))
    now = Asset.get_by_id(unit.id)
    assert (now.warranty_months, now.accepted_on, now.cover_last) == (24, day("2026-03-15"), day("2028-03-15"))


def test_a_correction_waits_where_people_work(ctx, unit, make_user, card, qtbot):
    ctx.actor = make_user("周调度", Role.DISPATCHER).id
    make_user("李经理", Role.MANAGER)
    page = card(unit)
    dialog = ask(page, CORRECT, CorrectUnitDialog, qtbot)
    put(dialog, qtbot, accepted_on="")
    assert effects(dialog)["在保自"].startswith("2026-03-16 → –")
    send(dialog, qtbot)
    approve(page, qtbot)
    assert ApprovalRequest.get().state is RequestState.OPEN
    assert Asset.get_by_id(unit.id).accepted_on == day("2026-03-15")


def test_cover_is_granted_and_withdrawn(ctx, unit, card, qtbot):
    page = card(unit)
    dialog = ask(page, GRANT, GrantDialog, qtbot)
    put(dialog, qtbot, first_day="2027-5-1", last_day="2027-4-1")
    assert dialog.form["last_day"].complaint
    put(dialog, qtbot, last_day="2027-6-30", document="备忘 7")
    assert effects(dialog)["在保至"] == "2027-03-15 → 2027-06-30（晚 107 天）"
    send(dialog, qtbot)
    approve(page, qtbot, "会议承诺")
    row = ManualCover.get()
    assert (row.first_day, row.last_day, row.document, row.reason) == (
        day("2027-05-01"), day("2027-06-30"), "备忘 7", "会议承诺",
    )  # fmt: skip
    qtbot.waitUntil(page.cover_acts.actions[WITHDRAW].isVisible, timeout=20_000)

    back = ask(page, WITHDRAW, WithdrawDialog, qtbot)
    assert effects(back)["在保至"] == "2027-06-30 → 2027-03-15（早 107 天）"
    send(back, qtbot)
    approve(page, qtbot, "给错了")
    assert ManualCover.get().withdrawn_reason == "给错了"
    assert Asset.get_by_id(unit.id).cover_last == day("2027-03-15")


def test_a_makers_paper_is_recorded_with_its_file_corrected_and_forgotten(ctx, unit, card, qtbot, tmp_path):
    paper = tmp_path / "保修卡.pdf"
    paper.write_bytes(b"%PDF-1.4 card")
    page = card(unit)
    dialog = ask(page, MAKER, MakerDialog, qtbot)
    assert not dialog.form["last_day"].isVisible() and dialog.form["months"].isVisible()
    send(dialog, qtbot)
    assert dialog.form["months"].complaint  # neither months nor a day
    put(dialog, qtbot, months="24", document="FW-9")
    assert effects(dialog)["在保至"].startswith("2027-03-15 → 2028-01-20")
    dialog.form["file"].take(str(tmp_path / "nichts.pdf"))
    send(dialog, qtbot)
    assert dialog.isVisible() and MakerCover.select().count() == 0
    dialog.form["file"].take(str(paper))
    assert dialog.form["file"].named.text() == "保修卡.pdf"
    send(dialog, qtbot)
    assert (MakerCover.get().months, MakerCover.get().document) == (24, "FW-9")
    assert Attachment.get().name == "保修卡.pdf"
    qtbot.waitUntil(lambda: page._loaded.card.facts.maker is not None, timeout=20_000)

    again = ask(page, MAKER, MakerDialog, qtbot)
    assert again.form["months"].value() == 24
    record(ctx, RecordMaker(asset_id=unit.id, months=36, document="FW-9", seen_version=1))  # somebody is faster
    put(again, qtbot, document="FW-10")
    send(again, qtbot)
    (banner,) = again.form.banners.shown
    banner.buttons[0].click()
    settled(page.desk, qtbot)
    assert (again.form["months"].value(), again.form["document"].value()) == (36, "FW-10")
    put(again, qtbot, says=Says.LAST_DAY, last_day="2029-1-31")
    send(again, qtbot)
    assert (MakerCover.get().months, MakerCover.get().last_day) == (None, day("2029-01-31"))
    settled(page.desk, qtbot)

    last = ask(page, MAKER, MakerDialog, qtbot)
    put(last, qtbot, says=Says.NOTHING)
    assert effects(last)["在保至"].startswith("2029-01-31 → 2027-03-15")
    send(last, qtbot)
    assert MakerCover.select().count() == 0


def test_a_unit_is_taken_in_and_handed_back(ctx, unit, make_case, card, qtbot):
    case = make_case(unit, "WX1", symptom="黑屏")
    page = card(unit)
    dialog = ask(page, TAKE_IN, TakeInDialog, qtbot)
    assert dialog.form["case_id"].value() == case.id  # the one that is open
    put(dialog, qtbot, taken_on="2026-2-1")
    assert dialog.form["taken_on"].complaint
    put(dialog, qtbot, taken_on="2026-11-10", handed_over_by="张伟", accessories="电源")
    assert effects(dialog)["在保至"] == "2027-03-15 → 2027-03-27（晚 12 天）"
    send(dialog, qtbot)
    stay = Custody.get()
    assert (stay.taken_on, stay.handed_over_by, stay.case_id) == (day("2026-11-10"), "张伟", case.id)
    qtbot.waitUntil(page.cover_acts.actions[HAND_BACK].isVisible, timeout=20_000)

    back = ask(page, HAND_BACK, HandBackDialog, qtbot)
    put(back, qtbot, returned_on="2026-11-9")
    assert back.form["returned_on"].complaint
    put(back, qtbot, returned_on="2026-11-20", received_by="李娜")
    assert effects(back)["在保至"] == "2027-03-27 → 2027-03-25（早 2 天）"
    send(back, qtbot)
    assert (Custody.get().returned_on, Custody.get().received_by) == (day("2026-11-20"), "李娜")
    assert Asset.get_by_id(unit.id).cover_last == day("2027-03-25")


def test_a_unit_that_somebody_else_handed_back_says_so(ctx, unit, card, desk, qtbot):
    take_in(ctx, TakeIn(asset_id=unit.id, seen_version=unit.version, taken_on=day("2026-11-10")))
    page = card(unit)
    Custody.update(returned_on=day("2026-11-12")).execute()
    said = []
    desk.toasted.connect(said.append)
    page.cover_acts.actions[HAND_BACK].trigger()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert not page.findChildren(HandBackDialog)


def test_a_unit_is_replaced_by_a_new_one_whose_cover_is_shown_before(ctx, unit, card, desk, qtbot):
    opened = []
    desk.opened.connect(opened.append)
    page = card(unit)
    dialog = ask(page, REPLACE, ReplaceDialog, qtbot)
    put(dialog, qtbot, swapped_on="2026-3-10")
    assert dialog.form["swapped_on"].complaint
    put(dialog, qtbot, swapped_on="2026-11-20")
    assert effects(dialog)["新设备"] == "2026-11-20 至 2027-03-15"
    assert effects(dialog)["政策规定"] == "承继原设备剩余期限"
    dialog.form["reason"].area.setPlainText("无法修复")
    send(dialog, qtbot)
    assert dialog.form["serial_no"].complaint and SerialSwap.select().count() == 0
    put(dialog, qtbot, serial_no="A2", disposition=OldDisposition.SCRAPPED_ON_SITE)
    send(dialog, qtbot)
    row = SerialSwap.get()
    assert (row.old_id, row.disposition, row.reason) == (unit.id, OldDisposition.SCRAPPED_ON_SITE, "无法修复")
    assert opened == [Route("asset", row.new_id)]
    assert Asset.get_by_id(row.new_id).cover_last == day("2027-03-15")


def test_a_serial_that_is_in_stock_already_is_chosen_as_the_successor(ctx, unit, make_asset, card, qtbot):
    stock = make_asset("A2", unit.model, state=AssetState.IN_STOCK)
    page = card(unit)
    dialog = ask(page, REPLACE, ReplaceDialog, qtbot)
    dialog.form["reason"].area.setPlainText("无法修复")
    put(dialog, qtbot, serial_no="a2")
    send(dialog, qtbot)
    (banner,) = dialog.form.banners.shown
    banner.buttons[0].click()
    settled(page.desk, qtbot)
    assert dialog.form["by"].value() is By.STOCK and dialog.successor.value() == stock.id
    send(dialog, qtbot)
    assert SerialSwap.get().new_id == stock.id


def test_a_unit_from_stock_must_be_chosen(ctx, unit, card, qtbot):
    page = card(unit)
    dialog = ask(page, REPLACE, ReplaceDialog, qtbot)
    put(dialog, qtbot, by=By.STOCK)
    dialog.form["reason"].area.setPlainText("无法修复")
    assert dialog.successor.isVisible() and not dialog.form["serial_no"].isVisible()
    send(dialog, qtbot)
    assert dialog.successor.complaint and SerialSwap.select().count() == 0


def test_a_unit_leaves_for_good_with_a_reason(ctx, unit, card, qtbot):
    page = card(unit)
    dialog = ask(page, LEAVE, LeaveDialog, qtbot)
    assert effects(dialog)["在保"].startswith("2026-03-16 至 2027-03-15 →")
    send(dialog, qtbot)
    assert dialog.form["reason"].complaint
    dialog.form["reason"].area.setPlainText("学校撤并")
    put(dialog, qtbot, state=AssetState.SCRAPPED)
    send(dialog, qtbot)
    assert Asset.get_by_id(unit.id).state is AssetState.SCRAPPED
    qtbot.waitUntil(lambda: not page.cover_acts.actions[LEAVE].isVisible(), timeout=20_000)


def test_what_is_refused_stands_above_the_form_and_nothing_typed_is_lost(ctx, unit, card, qtbot):
    page = card(unit)
    dialog = ask(page, LEAVE, LeaveDialog, qtbot)
    dialog.form["reason"].area.setPlainText("学校撤并")
    Asset.update(version=Asset.version + 1).execute()  # somebody is faster
    send(dialog, qtbot)
    assert dialog.isVisible() and dialog.form.banners.shown
    assert dialog.form["reason"].value() == "学校撤并"


# the form


def test_the_acceptance_is_read_only_once_the_cover_runs(unit, make_asset, card, qtbot):
    page = card(unit)
    page._edit()
    (dialog,) = page.findChildren(UnitDialog)
    settled(page.desk, qtbot)
    accepted = dialog.form["accepted_on"]
    assert accepted.line.isReadOnly() and accepted.value() == day("2026-03-15")
    QTest.keyClick(accepted.line, Qt.Key.Key_5)
    assert not accepted.dirty()
    assert CORRECT.shown_keys in accepted._remark.text()
    assert dialog.form["warranty_months"].line.placeholderText() == "按政策 P-X 为 12 个月"

    waits = make_asset("B1")
    fresh = card(waits)
    fresh._edit()
    (other,) = fresh.findChildren(UnitDialog)
    settled(fresh.desk, qtbot)
    assert not other.form["accepted_on"].line.isReadOnly()


def test_the_months_that_hold_follow_the_model_and_the_contract_while_one_types(desk, unit, make_model, qtbot):
    from inventory.choices import Choice

    usual = make_model("M-18", warranty_months=18)
    dialog = NewUnitDialog(desk)
    qtbot.addWidget(dialog)
    settled(desk, qtbot)
    line = dialog.form["warranty_months"].line
    assert line.placeholderText() == ""
    dialog.form["model_id"].pick(Choice(usual.id, "M-18"))
    settled(desk, qtbot)
    assert line.placeholderText() == "18 个月，该型号的惯例"
    dialog.form["customer_id"].pick(Choice(unit.customer_id, "客户"))
    dialog.form["contract_id"].pick(Choice(unit.contract_id, "HT-1"))
    settled(desk, qtbot)
    assert line.placeholderText() == "按政策 P-X 为 12 个月"


# a new day


def test_when_a_day_begins_the_units_with_us_are_reckoned_and_shown_again(ctx, unit, desk, clock, card, qtbot):
    take_in(ctx, TakeIn(asset_id=unit.id, seen_version=unit.version, taken_on=day("2026-11-20")))
    page = card(unit)
    assert page._loaded.card.segments[-1].last == day("2027-03-17")  # two days, 20 and 21 November
    shown = []
    desk.refreshed.connect(lambda: shown.append(1))
    midnight = Midnight(desk, desk)
    midnight.look()
    settled(desk, qtbot)
    assert not shown
    clock.move(timedelta(days=1))
    midnight.look()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert Asset.get_by_id(unit.id).cover_last == day("2027-03-18")
    qtbot.waitUntil(lambda: page._loaded.card.segments[-1].last == day("2027-03-18"), timeout=20_000)
    midnight.stop()
    assert not midnight.timer.isActive()


# what was proposed


def test_what_was_proposed_for_a_unit_stands_on_its_card(desk, ctx, unit, card, qtbot, tmp_path):
    propose(ctx, ProposalRequest(customer_id=unit.customer_id, asset_ids=(unit.id,)), tmp_path / "1.xlsx", Quiet())
    page = card(unit)
    assert any("已建议 2026-11-22" in chip.text for chip in page.head.findChildren(Chip))
    page.show_why()
    settled(desk, qtbot)
    listed = page.why.proposals.list
    assert [listed.model().index(0, column).data() for column in (0, 3, 5)] == ["2026-11-22", "12 个月", "2026-12-22"]
    (line,) = of_unit(ctx, unit.id)
    answer(ctx, AnswerProposals(((line.proposed.id, line.proposed.version),), Answer.DECLINED, note="明年再谈"))
    qtbot.waitUntil(lambda: listed.model().index(0, 7).data() == "明年再谈", timeout=20_000)


def test_a_unit_for_which_nothing_was_proposed_shows_no_list(unit, card):
    page = card(unit)
    page.show_why()
    assert not page.why.proposals.isVisible()
