"""The settings: what holds here holds at once, what holds for the depot is saved, and nobody overwrites anybody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from inventory import settings
from inventory.company.commands import EditCompany
from inventory.company.commands import edit as edit_company
from inventory.cover.rules import CountRule
from inventory.policies.commands import EditVersion, edit_version
from inventory.policies.queries import house_version
from models.organisation import Company, Role, User
from ui import theme
from ui.navigation import Route
from ui.pages import PAGES
from ui.people.picker import PersonPicker
from ui.people.presence import Presence
from ui.settings.page import SettingsPage


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def page(desk, qtbot):
    return show(desk, qtbot)


def show(desk, qtbot, *args):
    page = SettingsPage(desk, Route("settings", *args))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=10_000)
    return page


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


# the company header


def test_the_header_that_was_typed_is_saved(page, desk, qtbot):
    form = page.company.sheet.form
    form["name_zh"].set_raw(" 山东康诚医疗器械有限公司 ")
    form["hotline"].set_raw("400-123-4567")
    assert page.dirty()
    with qtbot.waitSignal(desk.toasted):
        form.submit()

    saved = Company.get()
    assert (saved.name_zh, saved.hotline, saved.address) == ("山东康诚医疗器械有限公司", "400-123-4567", "")
    qtbot.waitUntil(lambda: not page.dirty())


def test_a_wrong_mail_address_is_complained_of_under_its_field_and_nothing_is_lost(page, qtbot):
    form = page.company.sheet.form
    form["name_zh"].set_raw("康诚")
    form["email"].set_raw("nobody at home")
    form.submit()
    qtbot.waitUntil(lambda: bool(form["email"].complaint))

    assert Company.select().count() == 0
    assert form["name_zh"].raw() == "康诚" and form["email"].raw() == "nobody at home"


def test_of_two_who_edit_the_header_the_second_keeps_the_typing_and_sees_what_the_first_did(page, opened, qtbot):
    form = page.company.sheet.form
    form["hotline"].set_raw("400-000-0000")
    edit_company(opened, EditCompany(seen_version=1, name_zh="康诚", hotline="400-111-1111"))
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown))
    assert Company.get().hotline == "400-111-1111"

    form.banners.shown[0].buttons[0].click()
    qtbot.waitUntil(lambda: form["name_zh"].raw() == "康诚")
    assert form["hotline"].raw() == "400-000-0000"  # what was typed stays
    form.submit()
    qtbot.waitUntil(lambda: Company.get().hotline == "400-000-0000")
    assert Company.get().name_zh == "康诚"


def test_undo_goes_back_to_the_saved_header(page):
    form = page.company.sheet.form
    form["address"].set_raw("somewhere else")
    page.company.sheet._wake()
    page.company.sheet.undo_button.click()
    assert form["address"].raw() == "" and not page.dirty()


# the house terms


def test_the_terms_of_the_house_are_read_here(page, qtbot):
    qtbot.waitUntil(lambda: bool(page.warranty.texts))
    # the default way of counting, from the day on (rules.md C-01), and the spares of R-102
    assert (
        page.warranty.texts[0] == "质保期按设备登记的月数，自设备完成并验收签字之日起计算（当日在保，但不计入期间）。"
    )
    assert any("36 个月" in text for text in page.warranty.texts)


def test_terms_that_somebody_changes_are_read_here_at_once(page, opened, qtbot):
    with opened.reading():
        house = house_version(opened)
    terms = replace(house.terms, count_rule=CountRule.NEXT_DAY)
    edit_version(opened, EditVersion(version_id=house.id, seen_version=house.version, terms=terms))
    qtbot.waitUntil(lambda: "次日起" in page.warranty.texts[0])


def test_the_way_to_the_editor_and_to_all_policies(page, desk, opened, qtbot):
    qtbot.waitUntil(page.warranty.edit_button.isEnabled)
    with opened.reading():
        house = house_version(opened)
    with qtbot.waitSignal(desk.opened) as went:
        page.warranty.edit_button.click()
    assert went.args == [Route("policy_edit", house.id)]
    with qtbot.waitSignal(desk.opened) as went:
        page.warranty.all_button.click()
    assert went.args == [Route("policies")]


# this workstation


def test_the_theme_holds_at_once(page, desk):
    page.sections["appearance"].choice.choose("dark")
    assert theme.tokens().name == "dark" and desk.settings.value(settings.THEME) == "dark"
    theme.apply(QApplication.instance(), "light")


def test_the_language_holds_at_once(page, desk, qtbot):
    with qtbot.waitSignal(desk.language_changed) as spoke:
        page.sections["language"].choice.choose("en")
    assert spoke.args == ["en"]


def test_sounds_can_be_switched_off(page, desk):
    page.sections["sounds"].box.click()
    assert desk.sounds is False


def test_the_usual_label_is_kept_and_shown(page, desk, qtbot):
    section = page.labels
    assert {section.choice.itemData(row) for row in range(section.choice.count())} == {"roll-50x30", "a4-3x8"}
    assert not section.picture.pixmap().isNull()
    section.choice.setCurrentIndex(section.choice.findData("a4-3x8"))
    section.choice.activated.emit(section.choice.currentIndex())
    assert desk.settings.value(settings.LABEL_TEMPLATE) == "a4-3x8"


# people


def test_a_person_is_added_with_the_role_that_was_chosen(page, qtbot):
    page.people.add()
    dialog = page.people.dialog
    dialog.form["name"].set_raw("王芳")
    dialog.form["role"].set_value(Role.ADMIN)
    with qtbot.waitSignal(dialog.sheet.closed):
        dialog.form.submit()
    assert [(user.name, user.role) for user in User.select()] == [("王芳", Role.ADMIN)]
    qtbot.waitUntil(lambda: [user.name for user in page.people.list.records] == ["王芳"])


def test_whoever_leaves_stays_in_the_list_and_is_marked(desk, make_user, qtbot):
    make_user("张伟", Role.ENGINEER, login="zhangwei")
    page = show(desk, qtbot)
    page.people.edit(page.people.list.records[0])
    dialog = page.people.dialog
    dialog.form["active"].box.click()
    with qtbot.waitSignal(dialog.sheet.closed):
        dialog.form.submit()
    qtbot.waitUntil(lambda: [user.active for user in page.people.list.records] == [False])
    assert User.get().role == Role.ENGINEER


def test_a_login_that_is_taken_is_refused_in_the_form(desk, make_user, qtbot):
    make_user("张伟", login="zhang")
    page = show(desk, qtbot)
    page.people.edit(page.people.list.records[0])
    page.people.dialog.close()
    page.people.add()
    form = page.people.dialog.form
    form["name"].set_raw("Zhang")
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown))
    assert form["name"].raw() == "Zhang" and User.select().count() == 1
    form.settle()


def test_a_route_with_a_section_brings_it_to_the_top(desk, qtbot):
    page = show(desk, qtbot, "people")
    page.shown()
    assert page.index.items["people"].isChecked()
    assert page.area.verticalScrollBar().value() > 0


# who is at work


def test_nobody_known_is_asked_for_at_the_foot_of_the_rail(desk, qtbot):
    with qtbot.waitSignal(desk.standing_changed):
        Presence(desk)
    assert desk.standing.person and desk.standing.role == "" and desk.ctx.actor is None


def test_the_person_who_was_chosen_signs_what_is_done_here(desk, make_user, qtbot):
    keeper, _other = make_user("王芳", Role.KEEPER), make_user("陈刚", Role.MANAGER)
    presence = Presence(desk)
    presence.ask()
    picker = presence._picker
    qtbot.addWidget(picker)
    qtbot.waitUntil(lambda: len(picker.list.records) == 2)
    picker.choose(next(user for user in picker.list.records if user.name == "王芳"))
    qtbot.waitUntil(lambda: desk.standing.person == "王芳")
    assert desk.ctx.actor == keeper.id and desk.standing.role == "仓管员"


def test_the_first_person_is_added_and_chosen_in_one_go(desk, qtbot):
    picker = PersonPicker(desk, None)
    qtbot.addWidget(picker)
    picker.open()
    qtbot.waitUntil(lambda: picker.sheet is not None)
    picker.sheet.form["name"].set_raw("陈刚")
    picker.sheet.form["role"].set_value(Role.ADMIN)
    with qtbot.waitSignal(picker.chosen):
        picker.sheet.form.submit()
    assert desk.ctx.actor == User.get(User.name == "陈刚").id


def test_who_left_in_the_meantime_cannot_be_chosen(desk, make_user, qtbot):
    user = make_user("张伟")
    picker = PersonPicker(desk, None)
    qtbot.addWidget(picker)
    picker.open()
    qtbot.waitUntil(lambda: len(picker.list.records) == 1)
    User.update(active=False).where(User.id == user.id).execute()
    picker.choose(picker.list.records[0])
    qtbot.waitUntil(lambda: bool(picker.banners.shown))
    assert desk.ctx.actor is None


# the database


def test_a_backup_is_a_whole_depot_in_one_file(page, desk, make_customer, qtbot, tmp_path):
    make_customer("市第二人民医院")
    place = tmp_path / "备份 1.sqlite"
    with qtbot.waitSignal(desk.toasted, timeout=20_000):
        page.database.back_up(str(place))

    with closing(sqlite3.connect(place)) as copy:
        assert copy.execute("SELECT name FROM customer").fetchall() == [("市第二人民医院",)]
    assert desk.standing.backup_at == desk.ctx.clock.now()
    assert str(place) in page.database.banners.shown[0].text
    assert page.database.backup_button.isEnabled()


def test_a_backup_that_cannot_be_written_says_so_on_the_page(page, qtbot, tmp_path):
    page.database.back_up(str(tmp_path / "no such folder" / "b.sqlite"))
    qtbot.waitUntil(lambda: bool(page.database.banners.shown), timeout=10_000)
    assert page.database.banners.shown[0].meaning is theme.Meaning.LATE
    assert page.database.backup_button.isEnabled() and not list(tmp_path.rglob("b.sqlite"))


def test_a_whole_depot_passes_the_check(page, qtbot):
    page.database.check_button.click()
    qtbot.waitUntil(lambda: bool(page.database.banners.shown), timeout=20_000)
    assert page.database.banners.shown[0].meaning is theme.Meaning.OK


def test_a_fault_is_named(page, make_customer, qtbot):
    from models.customers import Customer

    customer = make_customer("市第二人民医院")
    Customer.update(name_key="spoilt").where(Customer.id == customer.id).execute()
    page.database.check_button.click()
    qtbot.waitUntil(lambda: bool(page.database.banners.shown), timeout=20_000)
    assert page.database.banners.shown[0].meaning is theme.Meaning.LATE
    assert "市第二人民医院" in texts(page.database)
