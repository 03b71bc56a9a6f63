"""Who works at this computer is asked, proven by a PIN, and left again after a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton

from inventory.access.rights import Allowed, Right, granted
from inventory.people.commands import ChangePin, EditUser, change_pin, edit_user
from inventory.people.pins import kept, matches
from inventory.settings import ASK_AT_START, CURRENT_USER, LOCK_AFTER_MINUTES, put
from models.organisation import Role, User
from ui.actions import Act
from ui.navigation import Route
from ui.pages import PAGES
from ui.people.changes_dialog import PeopleChanges
from ui.people.picker import PersonPicker
from ui.people.pin_dialog import PinDialog
from ui.people.presence import Presence
from ui.settings.page import SettingsPage
from ui.widgets.buttons import ActionButton
from ui.widgets.page_frame import PageFrame


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def team(make_user):
    """An administrator, a keeper with the PIN 2580, a viewer."""
    return {
        Role.ADMIN: make_user("赵敏", Role.ADMIN),
        Role.KEEPER: make_user("王芳", Role.KEEPER, pin_hash=kept("2580")),
        Role.VIEWER: make_user("孙丽", Role.VIEWER),
    }


def settled(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=20_000)


def present(desk, qtbot) -> Presence:
    presence = Presence(desk)
    settled(desk, qtbot)
    if presence._picker is not None:
        qtbot.addWidget(presence._picker)
        qtbot.waitUntil(lambda: bool(presence._picker.list.records))
    return presence


def pick(picker: PersonPicker, name: str) -> None:
    picker.list.select(lambda user: user.name == name)
    picker.choose(picker.list.records[picker.list.currentIndex().row()])


# at start


def test_whoever_worked_here_last_begins_where_they_have_no_pin(desk, ctx, team, qtbot):
    put(ctx, CURRENT_USER, team[Role.VIEWER].id)
    presence = present(desk, qtbot)
    assert ctx.actor == team[Role.VIEWER].id and presence._picker is None
    assert desk.standing.person == "孙丽"


def test_whoever_has_a_pin_is_asked_at_start_and_may_only_look_until_then(desk, ctx, team, qtbot):
    put(ctx, CURRENT_USER, team[Role.KEEPER].id)
    presence = present(desk, qtbot)
    assert ctx.actor is None and not desk.permits.may(*Right)
    picker = presence._picker
    pick(picker, "王芳")
    assert picker.pin_strip.isVisibleTo(picker)
    picker.pin.line.setText("2580")
    with qtbot.waitSignal(picker.chosen):
        picker.prove_button.click()
    qtbot.waitUntil(lambda: desk.standing.person == "王芳")
    assert ctx.actor == team[Role.KEEPER].id and desk.permits.may(Right.PRINT_LABELS)


def test_a_workstation_that_asks_at_start_asks_everybody(desk, ctx, team, qtbot):
    put(ctx, CURRENT_USER, team[Role.VIEWER].id)
    put(ctx, ASK_AT_START, True)
    assert present(desk, qtbot)._picker is not None
    assert ctx.actor is None


def test_a_depot_without_people_asks_nobody(desk, ctx, qtbot):
    presence = present(desk, qtbot)
    assert presence._picker is None and desk.permits.may(Right.CARE)


def test_whoever_puts_the_question_away_is_not_asked_again_and_may_look(desk, ctx, team, qtbot):
    presence = present(desk, qtbot)
    presence._picker.close()
    qtbot.waitUntil(lambda: presence._picker is None)
    presence.refresh()
    settled(desk, qtbot)
    assert presence._picker is None and ctx.actor is None


# the picker


def test_a_wrong_pin_is_complained_of_under_its_field(desk, ctx, team, qtbot):
    picker = present(desk, qtbot)._picker
    pick(picker, "王芳")
    picker.pin.line.setText("1111")
    picker.prove_button.click()
    qtbot.waitUntil(lambda: bool(picker.pin.complaint))
    assert picker.pin.raw() == "" and ctx.actor is None and picker.prove_button.isEnabled()


def test_one_is_chosen_and_proven_with_the_keyboard_alone(desk, ctx, team, qtbot):
    picker = present(desk, qtbot)._picker
    picker.show()
    names = [user.name for user in picker.list.records]
    qtbot.waitUntil(picker.list.hasFocus)
    picker.list.selectRow(0)
    for _step in range(names.index("王芳")):
        qtbot.keyClick(picker.list, Qt.Key.Key_Down)
    qtbot.keyClick(picker.list, Qt.Key.Key_Return)
    qtbot.waitUntil(picker.pin.line.hasFocus)
    qtbot.keyClicks(picker.pin.line, "2580")
    with qtbot.waitSignal(picker.chosen):
        qtbot.keyClick(picker.pin.line, Qt.Key.Key_Return)
    assert ctx.actor == team[Role.KEEPER].id


def test_a_pin_is_shown_as_dots_and_no_input_method_touches_it(desk, team, qtbot):
    picker = PersonPicker(desk, None)
    qtbot.addWidget(picker)
    line = picker.pin.line
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    settled(desk, qtbot)


def test_only_whoever_manages_people_adds_one(desk, ctx, team, qtbot):
    ctx.actor = team[Role.VIEWER].id
    presence = present(desk, qtbot)
    presence.ask()
    qtbot.addWidget(presence._picker)
    settled(desk, qtbot)
    assert not presence._picker.add_button.isEnabled()
    assert "管理员" in presence._picker.add_button.toolTip()


def test_a_first_person_who_cannot_manage_people_is_questioned(desk, ctx, qtbot):
    picker = PersonPicker(desk, None)
    qtbot.addWidget(picker)
    picker.open()
    qtbot.waitUntil(lambda: picker.sheet is not None)
    picker.sheet.form["name"].set_raw("陈刚")
    picker.sheet.form["role"].set_value(Role.MANAGER)
    with qtbot.waitSignal(desk.troubled) as asked:
        picker.sheet.form.submit()
    assert User.select().count() == 0
    with qtbot.waitSignal(picker.chosen):
        asked.args[0].confirm(asked.args[0].error.key)
    assert ctx.actor == User.get().id


# nobody there any more


def test_after_a_while_without_a_key_nobody_is_at_work(desk, ctx, clock, team, qtbot):
    desk.settings.keep(LOCK_AFTER_MINUTES, 10)
    ctx.actor = team[Role.ADMIN].id
    presence = present(desk, qtbot)
    assert presence.idle.timer.isActive() and presence.idle.timer.interval() == 600_000
    presence.idle.timer.timeout.emit()
    qtbot.waitUntil(lambda: presence._picker is not None)
    qtbot.addWidget(presence._picker)
    assert ctx.actor is None and not desk.permits.may(Right.MANAGE_PEOPLE)
    settled(desk, qtbot)


def test_a_computer_that_slept_is_locked_by_the_first_key(desk, ctx, clock, team, qtbot):
    desk.settings.keep(LOCK_AFTER_MINUTES, 10)
    ctx.actor = team[Role.ADMIN].id
    presence = present(desk, qtbot)
    window = QPushButton()
    qtbot.addWidget(window)
    window.show()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    clock.move(timedelta(minutes=9, seconds=59))
    presence.idle.eventFilter(window, key)
    assert ctx.actor is not None
    clock.move(timedelta(minutes=10))
    presence.idle.eventFilter(window, key)
    qtbot.waitUntil(lambda: presence._picker is not None)
    qtbot.addWidget(presence._picker)
    assert ctx.actor is None
    settled(desk, qtbot)


def test_a_workstation_that_never_locks_watches_nothing(desk, ctx, team, qtbot):
    ctx.actor = team[Role.ADMIN].id
    presence = present(desk, qtbot)
    assert not presence.idle.timer.isActive()
    desk.settings.keep(LOCK_AFTER_MINUTES, 5)
    assert presence.idle.timer.isActive()
    desk.settings.keep(LOCK_AFTER_MINUTES, 0)
    assert not presence.idle.timer.isActive()
    assert QGuiApplication.instance() is not None


# PINs and rights in the settings


def test_one_sets_ones_own_pin_and_types_it_twice(desk, ctx, team, qtbot):
    ctx.actor = team[Role.VIEWER].id
    user = next(found for found in _people(ctx) if found.id == ctx.actor)
    dialog = PinDialog(desk, user)
    qtbot.addWidget(dialog)
    dialog.form["pin"].set_raw("13579")
    dialog.form["again"].set_raw("13570")
    dialog.form.submit()
    qtbot.waitUntil(lambda: bool(dialog.form["again"].complaint))
    dialog.form["again"].set_raw("13579")
    with qtbot.waitSignal(dialog.sheet.closed):
        dialog.form.submit()
    assert matches("13579", User.get_by_id(ctx.actor).pin_hash)


def test_a_pin_is_changed_with_the_old_one_only(desk, ctx, team, qtbot):
    ctx.actor = team[Role.KEEPER].id
    user = next(found for found in _people(ctx) if found.id == ctx.actor)
    dialog = PinDialog(desk, user)
    qtbot.addWidget(dialog)
    dialog.form["old"].set_raw("0000")
    dialog.form["pin"].set_raw("13579")
    dialog.form["again"].set_raw("13579")
    dialog.form.submit()
    qtbot.waitUntil(lambda: bool(dialog.form["old"].complaint))
    assert matches("2580", User.get_by_id(ctx.actor).pin_hash)
    dialog.form.settle()


def _people(ctx):
    from inventory.people.queries import users

    return users(ctx)


def test_an_administrator_ticks_a_right_and_it_holds_at_once(desk, ctx, team, qtbot):
    ctx.actor = team[Role.ADMIN].id
    present(desk, qtbot)
    page = _settings(desk, qtbot)
    box = page.rights.boxes[Role.VIEWER, Right.PRINT_LABELS]
    assert box.isEnabled() and not box.isChecked()
    box.click()
    qtbot.waitUntil(lambda: Role.VIEWER in granted()[Right.PRINT_LABELS])
    settled(desk, qtbot)
    assert box.isChecked()


def test_the_last_right_to_manage_people_stays_ticked(desk, ctx, team, qtbot):
    ctx.actor = team[Role.ADMIN].id
    present(desk, qtbot)
    page = _settings(desk, qtbot)
    box = page.rights.boxes[Role.ADMIN, Right.MANAGE_PEOPLE]
    with qtbot.waitSignal(desk.troubled):
        box.click()
    qtbot.waitUntil(box.isChecked)


def test_everybody_sees_the_rights_and_only_an_administrator_changes_them(desk, ctx, team, qtbot):
    ctx.actor = team[Role.VIEWER].id
    present(desk, qtbot)
    page = _settings(desk, qtbot)
    assert page.rights.boxes[Role.MANAGER, Right.APPROVE].isChecked()
    assert not any(box.isEnabled() for box in page.rights.boxes.values())
    assert not page.people.add_button.isEnabled()
    assert not page.database.backup_button.isEnabled()


def _settings(desk, qtbot) -> SettingsPage:
    page = SettingsPage(desk, Route("settings"))
    qtbot.addWidget(page)
    page.show()
    settled(desk, qtbot)
    return page


# what one may not do


def test_what_one_may_not_do_is_grey_and_says_who_may(desk, qtbot):
    page = PageFrame(desk, "Page")
    qtbot.addWidget(page)
    act = Act("test_print", "Print", needs=(Right.PRINT_LABELS,))
    action = page.add_action(act, page.refresh, primary=True)
    made = page.findChild(ActionButton)
    assert action.isEnabled() and made.isEnabled()

    roles = {Right.PRINT_LABELS: (Role.KEEPER, Role.MANAGER)}
    desk.permits.know(Allowed(frozenset({Right.SEE_COST}), roles))
    assert not action.isEnabled() and not made.isEnabled()
    assert "仓管员、主管" in made.toolTip()

    action.setEnabled(True)
    assert not action.isEnabled(), "a page that wakes its buttons wakes this one for those who may only"
    desk.permits.know(Allowed(frozenset({Right.PRINT_LABELS}), roles))
    assert action.isEnabled() and made.isEnabled() and "仓管员" not in made.toolTip()


def test_a_button_keeps_what_its_page_wished_meanwhile(desk, qtbot):
    made = desk.permits.guard(QPushButton("x"), Right.CARE)
    qtbot.addWidget(made)
    made.setEnabled(False)
    desk.permits.know(Allowed(frozenset()))
    desk.permits.know(Allowed())
    assert not made.isEnabled(), "it was grey for another reason"
    desk.permits.know(Allowed(frozenset()))
    made.setEnabled(True)
    assert not made.isEnabled()
    desk.permits.know(Allowed())
    assert made.isEnabled()


def test_what_was_changed_of_people_is_read_with_who_and_why(desk, ctx, team, qtbot):
    ctx.actor = team[Role.ADMIN].id
    keeper = next(found for found in _people(ctx) if found.id == team[Role.KEEPER].id)
    edit_user(ctx, EditUser(name=keeper.name, role=Role.MANAGER, login=keeper.login, user_id=keeper.id,
                            seen_version=keeper.version))  # fmt: skip
    change_pin(ctx, ChangePin(keeper.id, ""))
    dialog = PeopleChanges(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(desk, qtbot)
    rows = [[dialog.list.model().index(row, column).data() for column in range(2, 6)] for row in range(2)]
    assert rows == [["王芳", "PIN（不显示）", "***", "—"], ["王芳", "岗位", "仓管员", "主管"]]
    dialog.close()
