"""The policies: read as prose, tried on an example, edited with the effect beside it, compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inventory.access.rights import allowed
from inventory.cover.rules import CountRule, Window
from inventory.i18n import use
from inventory.policies import HOUSE
from inventory.policies.commands import EditVersion, edit_version
from inventory.policies.queries import version
from inventory.policies.targets import Milestone, TargetUnit
from inventory.policies.versions import freeze
from models.organisation import Role
from models.policies import PolicyProfile, PolicyVersion
from ui.navigation import Route
from ui.pages import PAGES
from ui.policies.editor import PolicyEditorPage
from ui.policies.form import terms_of
from ui.policies.page import PoliciesPage
from ui.policies.reading import MARK


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


def idle(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=10_000)


def first_of(code):
    return PolicyVersion.select().join(PolicyProfile).where(PolicyProfile.code == code).get()


def shown(desk, qtbot, page, width=1176):
    qtbot.addWidget(page)
    page.resize(width, 800)
    page.show()
    qtbot.waitUntil(lambda: page.example.outcome is not None, timeout=10_000)
    idle(desk, qtbot)
    return page


def reading(desk, qtbot, *args):
    return shown(desk, qtbot, PoliciesPage(desk, Route("policies", *args)))


def editing(desk, qtbot, code):
    return shown(desk, qtbot, PolicyEditorPage(desk, Route("policy_edit", first_of(code).id)))


def choose(field, value):
    """Choose as a person does."""
    field.set_raw(value)


# reading


def test_the_policies_are_listed_and_read_with_what_is_assumed_marked(desk, qtbot):
    page = reading(desk, qtbot, first_of("P-S1").id)

    assert [one.code for one in page.list.records][:2] == [HOUSE, "P-S1"]
    first = page.prose.texts[1]
    assert first.startswith("质保期为 36 个月，自合同验收合格之日起计算") and first.endswith(MARK)
    assert "人为损坏不在免费范围内。" in page.prose.texts
    assert page.prose.labels[1].toolTip() == "默认值：起算方式"


def test_another_policy_is_read_when_it_is_chosen(desk, qtbot):
    page = reading(desk, qtbot)
    page.list.select(lambda one: one.code == "P-S2D")
    qtbot.waitUntil(lambda: any("免费维护期为 36 个月" in text for text in page.prose.texts))


def test_an_older_version_can_be_read_and_compared_with_the_newest(desk, opened, qtbot):
    row = first_of("P-S1")
    with opened.work() as work:
        freeze(work, row.id)
    with opened.reading():
        card = version(opened, row.id)
    order = EditVersion(version_id=row.id, seen_version=card.version, terms=replace(card.terms, warranty_months=24))
    newest = edit_version(opened, order).version_id
    page = reading(desk, qtbot, newest)
    assert [page.versions.itemText(place) for place in range(page.versions.count())] == [
        "第 2 版，自 2026-11-22 起",
        "第 1 版",
    ]

    page.compare()
    qtbot.waitUntil(lambda: len(page.comparison.list.records) == 1)
    line = page.comparison.list.records[0]
    assert (str(line.matter), line.one, line.other) == ("免费期月数", "24", "36")

    page.versions.setCurrentIndex(1)
    page.versions.activated.emit(1)
    qtbot.waitUntil(lambda: any("36 个月" in text for text in page.prose.texts))


def test_a_policy_is_copied_under_a_new_name(desk, qtbot):
    page = reading(desk, qtbot, first_of("P-S2C").id)
    page.copy()
    form = page.drawer.sheet.form
    form["code"].set_raw("OWN")
    form["name_zh"].set_raw("自有条款")
    with qtbot.waitSignal(page.drawer.filed):
        form.submit()
    qtbot.waitUntil(lambda: page.title.text() and "OWN" in page.subtitle.text(), timeout=10_000)
    assert version(desk.ctx, first_of("OWN").id).terms == version(desk.ctx, first_of("P-S2C").id).terms


def test_a_policy_is_renamed_and_a_new_one_begun(desk, qtbot):
    page = reading(desk, qtbot, first_of("P-S1").id)
    page.rename()
    form = page.drawer.sheet.form
    form["name_zh"].set_raw("血压计三年")
    with qtbot.waitSignal(page.drawer.filed):
        form.submit()
    qtbot.waitUntil(lambda: "血压计三年" in page.subtitle.text())
    page.begin_new()
    form = page.drawer.sheet.form
    form["code"].set_raw("P-S1")
    form["name_zh"].set_raw("又一个")
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown))
    assert page.dirty() and form["name_zh"].raw() == "又一个"
    form.settle()


def test_enter_on_a_policy_opens_its_editor(desk, qtbot):
    page = reading(desk, qtbot, first_of("P-S1").id)
    with qtbot.waitSignal(desk.opened) as went:
        page.list.opened.emit(next(one for one in page.list.records if one.code == "P-S2A"))
    assert went.args == [Route("policy_edit", first_of("P-S2A").id)]
    with qtbot.waitSignal(desk.opened) as went:
        page.edit()
    assert went.args == [Route("policy_edit", first_of("P-S1").id)]


# the example


def test_the_example_is_that_of_the_rules(desk, qtbot):
    # rules.md C-02: accepted 2024-03-15, 12 months NEXT_DAY; the manufacturer 24 months from 2023-05-20
    page = reading(desk, qtbot, first_of("P-S2A").id)
    outcome = page.example.outcome
    assert outcome.ours == Window(date(2024, 3, 16), date(2025, 3, 15))
    assert outcome.maker == Window(date(2023, 5, 20), date(2025, 5, 20)) and outcome.last == date(2025, 5, 20)
    assert [line.days for line in page.example.bars.lines] == ["2024-03-16 至 2025-03-15", "2023-05-20 至 2025-05-20"]


def test_the_later_of_completion_and_signature_counts(desk, qtbot):
    page = reading(desk, qtbot, first_of("P-S2A").id)
    page.example.completed.set_raw("2024-04-01")
    page.example.completed.changed.emit()
    qtbot.waitUntil(lambda: page.example.outcome.anchor == date(2024, 4, 1))
    assert page.example.outcome.ours == Window(date(2024, 4, 2), date(2025, 4, 1))


def test_an_example_that_makes_no_sense_says_so_and_keeps_the_last_one(desk, qtbot):
    page = reading(desk, qtbot, first_of("P-S2A").id)
    page.example.accepted.set_raw("2024-02-30")
    page.example.accepted.changed.emit()
    qtbot.waitUntil(page.example.trouble.isVisible)
    assert page.example.outcome.last == date(2025, 5, 20)


def test_the_due_times_follow_level_and_cover(desk, qtbot):
    page = reading(desk, qtbot, first_of("P-S1").id)
    example = page.example
    example.reported.set_raw("2026-11-20 10:00")
    example.level.set_raw("II级")
    example.reported.changed.emit()
    qtbot.waitUntil(lambda: len(example.table.records) == 4)
    due = {row.target.milestone: row.due.at if row.due else None for row in example.table.records}
    assert due[Milestone.RESTORED] == datetime(2026, 11, 20, 18, 0) and due[Milestone.PLAN] is None


def test_a_policy_without_times_says_so(desk, qtbot):
    page = reading(desk, qtbot, first_of("P-S2B").id)
    # its loaner is owed when a time is missed, and it names none
    assert [row.target.milestone for row in page.example.table.records] == [Milestone.LOANER]
    page = reading(desk, qtbot, first_of(HOUSE).id)
    assert page.example.nothing.isVisible() and not page.example.table.isVisible()


# editing


def test_what_one_edits_is_tried_at_once(desk, qtbot):
    page = editing(desk, qtbot, "P-S1")
    assert page.example.outcome.ours == Window(date(2024, 3, 15), date(2027, 3, 15))
    choose(page.form["count_rule"], CountRule.NEXT_DAY)
    page.form["warranty_months"].set_raw("12")
    page.form["warranty_months"].changed.emit()
    qtbot.waitUntil(lambda: page.example.outcome.ours == Window(date(2024, 3, 16), date(2025, 3, 15)))
    assert page.dirty() and page.save_button.isEnabled()


def test_what_nobody_stated_is_said_under_its_field_until_it_is_set(desk, qtbot):
    page = editing(desk, qtbot, "P-S1")
    field = page.form["count_rule"]
    assert field._remark.text() == "默认值：来源未作约定。"
    assert page.form["user_damage"]._remark.text() == ""
    choose(field, CountRule.NEXT_DAY)
    assert field._remark.text() == ""


def test_fields_that_do_not_matter_are_hidden(desk, qtbot):
    page = editing(desk, qtbot, "P-S1")
    assert not page.form["spares_months"].isVisible()
    page = editing(desk, qtbot, "P-S3")
    assert page.form["spares_months"].isVisible()


def test_a_version_that_nobody_uses_is_saved_in_place(desk, qtbot):
    page = editing(desk, qtbot, "P-S1")
    assert "直接修改" in page.where.text() and not page.valid_from.isVisible()
    page.form["satisfaction_bp"].set_raw("98.5")
    page.form["satisfaction_bp"].changed.emit()
    with qtbot.waitSignal(desk.opened, timeout=10_000) as went:
        page.form.submit()
    assert went.args == [Route("policies", first_of("P-S1").id)]
    assert version(desk.ctx, first_of("P-S1").id).terms.satisfaction_bp == 9850 and not page.dirty()


def test_a_version_in_use_is_followed_by_another_one_from_the_day_that_was_chosen(desk, opened, make_contract, qtbot):
    make_contract(policy_version=first_of("P-S1"))
    page = editing(desk, qtbot, "P-S1")
    assert "另建新版本" in page.where.text() and page.valid_from.isVisible()
    page.form["warranty_months"].set_raw("24")
    page.valid_from.set_raw("2026-12-01")
    with qtbot.waitSignal(desk.opened, timeout=10_000):
        page.form.submit()
    newest = PolicyVersion.select().where(PolicyVersion.number == 2).get()
    assert newest.valid_from == date(2026, 12, 1) and version(opened, newest.id).terms.warranty_months == 24


def test_of_two_who_edit_the_second_keeps_the_typing_and_sees_what_the_first_did(desk, opened, qtbot):
    page = editing(desk, qtbot, "P-S1")
    page.form["notice_days"].set_raw("5")
    page.form["notice_days"].changed.emit()
    with opened.reading():
        card = version(opened, first_of("P-S1").id)
    edit_version(
        opened,
        EditVersion(version_id=card.id, seen_version=card.version, terms=replace(card.terms, warranty_months=30)),
    )
    page.form.submit()
    qtbot.waitUntil(lambda: bool(page.form.banners.shown), timeout=10_000)
    page.form.banners.shown[0].buttons[0].click()
    qtbot.waitUntil(lambda: page.form["warranty_months"].raw() == "30", timeout=10_000)
    assert page.form["notice_days"].raw() == "5"
    with qtbot.waitSignal(desk.opened, timeout=10_000):
        page.form.submit()
    terms = version(opened, card.id).terms
    assert (terms.warranty_months, terms.notice_days) == (30, 5)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("warranty_months", "601"),
        ("satisfaction_bp", "101"),
        ("notice_days", "91"),
        ("visit_months", "0"),
        ("loaner_return_days", ""),
    ],
)
def test_a_value_that_cannot_be_is_refused_under_its_field_and_nothing_is_lost(desk, qtbot, field, typed):
    page = editing(desk, qtbot, "P-S2C")
    page.form[field].set_raw(typed)
    page.form[field].changed.emit()
    page.form.submit()
    qtbot.waitUntil(lambda: bool(page.form[field].complaint))
    assert page.form[field].raw() == typed and terms_of(page.form) is None
    page.form.settle()


def test_leaving_asks_first_if_something_was_typed(desk, qtbot):
    page = editing(desk, qtbot, "P-S1")
    with qtbot.waitSignal(desk.opened):
        page.leave()
    page = editing(desk, qtbot, "P-S1")
    page.form["notice_days"].set_raw("5")
    page.form["notice_days"].changed.emit()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    question = next(
        widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and hasattr(widget, "answered")
    )
    with qtbot.waitSignal(desk.opened):
        question.answered.emit("leave")
    question.close()
    assert not page.dirty()


def test_due_times_are_added_edited_and_removed(desk, qtbot):
    page = editing(desk, qtbot, "P-S2A")
    page.targets.add()
    form = page.targets.dialog.form
    form["milestone"].set_raw(Milestone.RESPONSE)
    form["amount"].set_raw("15")
    form["unit"].set_raw(TargetUnit.MINUTE)
    form.submit()
    assert [target.amount for target in page.targets.targets] == [1, 12, 4, 24, 15] and page.dirty()
    qtbot.waitUntil(lambda: any(row.target.amount == 15 for row in page.example.outcome.table.rows), timeout=10_000)

    page.targets.edit(page.targets.list.records[4])
    page.targets.dialog.form["amount"].set_raw("20")
    page.targets.dialog.form.submit()
    page.targets.list.selectRow(0)
    page.targets.remove()
    assert [target.amount for target in page.targets.targets] == [12, 4, 24, 20]
    with qtbot.waitSignal(desk.opened, timeout=10_000):
        page.form.submit()
    assert [target.amount for target in version(desk.ctx, first_of("P-S2A").id).targets] == [12, 4, 24, 20]


def test_a_due_time_without_an_amount_is_refused_in_its_form(desk, qtbot):
    page = editing(desk, qtbot, "P-S2A")
    page.targets.add()
    form = page.targets.dialog.form
    form["amount"].set_raw("")
    form.submit()
    assert form["amount"].complaint and len(page.targets.targets) == 4
    form.settle()
    page.targets.dialog.close()


def test_who_may_not_set_the_rules_reads_them_and_cannot_save(desk, make_user, qtbot):
    desk.ctx.actor = make_user("张伟", Role.ENGINEER).id
    desk.permits.know(allowed(desk.ctx))
    page = editing(desk, qtbot, "P-S1")
    page.form["notice_days"].set_raw("5")
    page.form["notice_days"].changed.emit()
    assert not page.save_button.isEnabled() and page.save_button.toolTip()
    page.form.settle()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_preset_opens_in_the_editor_in_both_languages(desk, qtbot, language):
    use(language)
    try:
        for code in ("P-S1", "P-S2B", "P-S3", "SANBAO", HOUSE):
            page = editing(desk, qtbot, code)
            assert terms_of(page.form) == version(desk.ctx, first_of(code).id).terms and not page.dirty()
    finally:
        use("zh_CN")
