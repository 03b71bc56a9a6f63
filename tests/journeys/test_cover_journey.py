"""An acceptance was written down wrongly: corrected by two people, and every decision that it moves is listed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inventory.cover.rules import CountRule
from inventory.people.pins import kept
from models.access import ApprovalRequest, RequestState
from models.assets import Asset
from models.cases import ServiceCase
from models.cover import CoverReview, WarrantySegment
from models.organisation import Role
from ui.access.approval_dialog import ApprovalDialog
from ui.assets.approved_dialogs import CorrectUnitDialog
from ui.assets.card import WHY_TAB, AssetPage
from ui.navigation import Route

day = date.fromisoformat
WAIT = 20_000


@pytest.fixture
def unit(ctx, make_asset, make_contract, make_policy, make_user):
    """In warranty until 2026-03-15; a dispatcher is at work, and a manager with a PIN is in the house."""
    policy = make_policy("P-X", warranty_months=12, count_rule=CountRule.NEXT_DAY)
    contract = make_contract("HT-1", policy_version=policy)
    made = make_asset(
        "A1", customer=contract.customer, contract=contract, delivered_on=day("2025-03-01"),
        accepted_on=day("2025-03-15"),
    )  # fmt: skip
    make_user("李经理", Role.MANAGER, pin_hash=kept("2580"))
    ctx.actor = make_user("周调度", Role.DISPATCHER).id
    return made


def press(program, key) -> None:
    """A shortcut of the card, typed into the window."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(program.window, key, held)


def dialog_of(kind):
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


def test_a_wrong_acceptance_is_corrected_from_the_card_to_the_review_list(ctx, unit, make_case, program, qtbot):
    case = make_case(
        unit, "WX1", datetime(2026, 3, 12, 2, 0, tzinfo=UTC), cover_status="IN_WARRANTY",
        cover_last_day=day("2026-03-15"),
    )  # fmt: skip
    program.desk.open(Route("asset", unit.id))
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow, timeout=WAIT)
    page = program.window._page()
    assert isinstance(page, AssetPage)
    qtbot.waitUntil(lambda: page._loaded is not None, timeout=WAIT)

    # why was the fault of 12 March free?
    press(program, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: page._strip.current == WHY_TAB, timeout=WAIT)
    QTest.keyClicks(page.why.day.line, "2026-3-12")
    qtbot.waitUntil(lambda: page.why.found is not None and page.why.found.day == day("2026-03-12"), timeout=WAIT)
    assert "2026-03-15" in page.why.answer.text()

    # the certificate says the 5th, so it was not
    press(program, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: dialog_of(CorrectUnitDialog) is not None, timeout=WAIT)
    dialog = dialog_of(CorrectUnitDialog)
    line = dialog.form["accepted_on"].line
    line.selectAll()
    QTest.keyClicks(line, "20250305")
    qtbot.waitUntil(lambda: "WX1" in dict(dialog.effect.lines)["需复核的服务单"], timeout=WAIT)
    assert dict(dialog.effect.lines)["在保至"] == "2026-03-15 → 2026-03-05（早 10 天）"
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    # the reason, and a manager who approves at this computer
    qtbot.waitUntil(lambda: dialog_of(ApprovalDialog) is not None, timeout=WAIT)
    approval = dialog_of(ApprovalDialog)
    qtbot.waitUntil(lambda: approval._now is not None, timeout=WAIT)
    approval.reason.area.insertPlainText("验收单写的是 3 月 5 日")  # as an input method does
    approval._now.box.click()
    QTest.keyClicks(approval._pin.editor, "2580")
    QTest.keyClick(approval._pin.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog_of(ApprovalDialog) is None, timeout=WAIT)

    assert ApprovalRequest.get().state is RequestState.APPROVED
    assert [(row.case_id, row.was_status, row.now_status, row.reason) for row in CoverReview.select()] == [
        (case.id, "IN_WARRANTY", "POST_WARRANTY", "验收单写的是 3 月 5 日")
    ]
    assert [(row.first_day, row.last_day) for row in WarrantySegment.select()] == [
        (day("2025-03-06"), day("2026-03-05"))
    ]
    assert ServiceCase.get_by_id(case.id).cover_status == "IN_WARRANTY"  # what was decided stays (INV-09)
    assert Asset.get_by_id(unit.id).cover_last == day("2026-03-05")

    # the card shows it without being asked, and answers otherwise for that day
    qtbot.waitUntil(lambda: page._loaded.card.accepted_on == day("2025-03-05"), timeout=WAIT)
    qtbot.waitUntil(lambda: "2026-03-05" in page.why.answer.text(), timeout=WAIT)
    assert page.why.found.day == day("2026-03-12")
