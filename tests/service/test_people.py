"""Who works here, and who of them sits at this workstation."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from inventory.errors import DepotError, InvalidInput, NeedsConfirmation, NotPermitted, RuleBroken, StaleRecord
from inventory.people.commands import (
    NOBODY_MANAGES,
    AddUser,
    ChangePin,
    EditUser,
    add_user,
    change_pin,
    choose_user,
    edit_user,
)
from inventory.people.pins import kept
from inventory.people.queries import at_work, begins, remembered, standing, users
from inventory.people.recovery import remove_forgotten_pin
from inventory.people.words import Role
from inventory.settings import ASK_AT_START, put
from inventory.work import Context
from models import connect
from models.access import Right
from models.journal import Change
from models.organisation import User
from tests.races import race

INSIST = frozenset({NOBODY_MANAGES})


def test_a_person_who_starts_here_is_listed_by_name(ctx):
    first = add_user(ctx, AddUser(name="赵敏", role=Role.ADMIN))
    choose_user(ctx, first)
    add_user(ctx, AddUser(name="王芳", role=Role.KEEPER))
    add_user(ctx, AddUser(name="Lin Li", role=Role.ENGINEER, login="ＬＬ"))

    assert [(user.name, user.login, user.role) for user in users(ctx)] == [
        ("Lin Li", "ll", Role.ENGINEER),
        ("王芳", "王芳", Role.KEEPER),
        ("赵敏", "赵敏", Role.ADMIN),
    ]


def test_a_login_is_taken_once(ctx, make_user):
    ctx.actor = make_user("赵敏", Role.ADMIN).id
    add_user(ctx, AddUser(name="王芳", role=Role.KEEPER, login="wf"))
    with pytest.raises(RuleBroken):
        add_user(ctx, AddUser(name="王飞", role=Role.KEEPER, login="WF"))


@pytest.mark.parametrize(("values", "field"), [({"name": " "}, "name"), ({"name": "王芳", "login": "x" * 41}, "login")])
def test_a_person_needs_a_name_and_a_login_that_fits(ctx, values, field):
    with pytest.raises(InvalidInput) as refused:
        add_user(ctx, AddUser(role=Role.ADMIN, **values))
    assert refused.value.field == field


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_the_first_person_should_be_able_to_manage_people(ctx, role):
    with pytest.raises(NeedsConfirmation) as asked:
        add_user(ctx, AddUser(name="王芳", role=role))
    assert asked.value.key == NOBODY_MANAGES
    assert User.select().count() == 0

    add_user(ctx, AddUser(name="王芳", role=role, confirmed=INSIST))
    assert [user.role for user in users(ctx)] == [role]


def test_where_nobody_can_manage_people_everybody_can_so_that_the_depot_is_never_locked(ctx, make_user):
    keeper = make_user("王芳", Role.KEEPER)
    ctx.actor = keeper.id
    admin = add_user(ctx, AddUser(name="赵敏", role=Role.ADMIN))

    with pytest.raises(NotPermitted):
        add_user(ctx, AddUser(name="李雷", role=Role.ADMIN))
    assert [user.id for user in users(ctx)] == [keeper.id, admin]


def test_whoever_chose_to_work_here_signs_what_is_done_here(ctx, make_user):
    admin = make_user("赵敏", Role.ADMIN)
    choose_user(ctx, admin.id)

    add_user(ctx, AddUser(name="陈志", role=Role.ENGINEER))

    assert Change.select().order_by(Change.id.desc()).first().by_id == admin.id


def test_the_choice_is_remembered_for_this_workstation_only(ctx, make_user, clock):
    keeper = make_user("王芳")
    choose_user(ctx, keeper.id)
    here = at_work(ctx)
    assert here is not None and here.id == keeper.id

    restarted = Context(workstation=ctx.workstation, clock=clock)
    elsewhere = Context(workstation="another-pc", clock=clock)
    found = remembered(restarted)
    assert found is not None
    assert (found.id, found.name) == (keeper.id, "王芳")
    assert begins(restarted) == keeper.id
    assert remembered(elsewhere) is None and begins(elsewhere) is None
    assert at_work(restarted) is None, "until somebody says that they are it"


def test_whoever_has_a_pin_does_not_begin_unasked(ctx, make_user):
    keeper = make_user("王芳", pin_hash=kept("2580"))
    choose_user(ctx, keeper.id, "2580")
    assert remembered(ctx) is not None
    assert begins(ctx) is None


def test_nobody_begins_unasked_where_the_workstation_asks_at_start(ctx, make_user):
    choose_user(ctx, make_user("王芳").id)
    put(ctx, ASK_AT_START, True)
    assert begins(ctx) is None


def test_whoever_has_left_works_here_no_more_but_stays_in_what_they_did(ctx, make_user):
    keeper, admin = make_user("王芳"), make_user("赵敏", Role.ADMIN)
    choose_user(ctx, keeper.id)
    ctx.actor = admin.id
    edit_user(ctx, EditUser(keeper.id, 1, name="王芳", role=Role.KEEPER, active=False))

    assert [user.name for user in users(ctx)] == ["赵敏"]
    assert [user.name for user in users(ctx, all_of_them=True)] == ["王芳", "赵敏"]
    assert remembered(ctx) is None and begins(ctx) is None
    with pytest.raises(RuleBroken):
        choose_user(ctx, keeper.id)
    with pytest.raises(StaleRecord):
        edit_user(ctx, EditUser(keeper.id, 1, name="王芳", role=Role.KEEPER))
    assert User.select().count() == 2


def test_whoever_left_while_at_work_may_only_look(ctx, make_user):
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("王芳", active=False).id
    assert standing(ctx).allowed.rights == frozenset()
    assert at_work(ctx) is None


@pytest.mark.parametrize(
    "change", [{"role": Role.KEEPER}, {"role": Role.ADMIN, "active": False}], ids=["another role", "has left"]
)
def test_the_last_one_who_can_manage_people_stays(ctx, make_user, change):
    make_user("王芳")
    admin = make_user("赵敏", Role.ADMIN)
    ctx.actor = admin.id
    with pytest.raises(RuleBroken) as refused:
        edit_user(ctx, EditUser(admin.id, 1, name="赵敏", **change))
    assert "manage people" in refused.value.message_id
    assert User.get_by_id(admin.id).role is Role.ADMIN

    make_user("李雷", Role.ADMIN)
    edit_user(ctx, EditUser(admin.id, 1, name="赵敏", **change))


def test_of_two_administrators_who_dismiss_each_other_one_stays(opened, make_user):
    pair = [make_user("赵敏", Role.ADMIN), make_user("李雷", Role.ADMIN)]

    def dismiss(number: int) -> int:
        ctx = Context(actor=pair[number].id, workstation=f"pc{number}", clock=opened.clock)
        other = pair[1 - number]
        return edit_user(ctx, EditUser(other.id, 1, name=other.name, role=Role.ADMIN, active=False))

    outcomes = race(opened, 2, dismiss)
    assert sum(isinstance(outcome, int) for outcome in outcomes) == 1
    assert User.select().where(User.active).count() == 1


def test_nobody_can_be_chosen_who_is_not_there(ctx):
    with pytest.raises(InvalidInput):
        choose_user(ctx, 999_999)
    assert ctx.actor is None


def test_a_person_is_chosen_without_a_connection_that_somebody_else_opened(opened):
    user_id = add_user(opened, AddUser(name="王芳", role=Role.ADMIN))
    choose_user(opened, user_id)
    with opened.reading():
        assert at_work(opened) is not None


# PINs


@pytest.fixture
def keeper(make_user):
    """王芳, whose PIN is 2580; an administrator is there, too."""
    make_user("赵敏", Role.ADMIN, login="zm")
    return make_user("王芳", pin_hash=kept("2580"))


def test_whoever_has_a_pin_is_believed_with_it_only(ctx, keeper):
    for wrong in ("", "2581", "25800"):
        with pytest.raises(InvalidInput) as refused:
            choose_user(ctx, keeper.id, wrong)
        assert refused.value.field == "pin"
        assert ctx.actor is None and remembered(ctx) is None
    choose_user(ctx, keeper.id, "２５８０")
    assert ctx.actor == keeper.id


def test_five_wrong_pins_in_a_row_lock_it_for_five_minutes(ctx, keeper, clock):
    for _try in range(4):
        with pytest.raises(InvalidInput):
            choose_user(ctx, keeper.id, "0000")
    with pytest.raises(NotPermitted):
        choose_user(ctx, keeper.id, "0000")
    clock.move(timedelta(minutes=4, seconds=59))
    with pytest.raises(NotPermitted):
        choose_user(ctx, keeper.id, "2580")
    clock.move(timedelta(seconds=1))
    choose_user(ctx, keeper.id, "2580")
    assert ctx.actor == keeper.id


def test_the_right_pin_in_between_begins_the_count_again(ctx, keeper):
    for _round in range(3):
        for _try in range(4):
            with pytest.raises(InvalidInput):
                choose_user(ctx, keeper.id, "0000")
        choose_user(ctx, keeper.id, "2580")
    assert ctx.actor == keeper.id


def test_an_empty_pin_is_no_try(ctx, keeper):
    for _try in range(9):
        with pytest.raises(InvalidInput):
            choose_user(ctx, keeper.id)
    assert User.get_by_id(keeper.id).pin_failures == 0


def test_wrong_tries_at_several_workstations_count_together(opened, keeper):
    def guess(number: int) -> None:
        choose_user(Context(workstation=f"pc{number}", clock=opened.clock), keeper.id, f"000{number}")

    outcomes = race(opened, 6, guess)
    assert all(isinstance(outcome, DepotError) for outcome in outcomes)
    assert sum(isinstance(outcome, InvalidInput) for outcome in outcomes) == 4
    assert User.get_by_id(keeper.id).pin_locked_until is not None


def test_a_wrong_try_leaves_whoever_is_editing_the_person_alone(ctx, keeper):
    with pytest.raises(InvalidInput):
        choose_user(ctx, keeper.id, "0000")
    ctx.actor = User.get(User.role == Role.ADMIN).id
    edit_user(ctx, EditUser(keeper.id, 1, name="王小芳", role=Role.KEEPER))


def test_ones_own_pin_is_changed_with_the_old_one(ctx, keeper):
    choose_user(ctx, keeper.id, "2580")
    with pytest.raises(InvalidInput) as refused:
        change_pin(ctx, ChangePin(keeper.id, "135790", "2581"))
    assert refused.value.field == "old"
    change_pin(ctx, ChangePin(keeper.id, "135790", "2580"))
    choose_user(ctx, keeper.id, "135790")


def test_a_first_pin_needs_no_old_one_and_a_pin_can_be_given_up(ctx, make_user):
    admin = make_user("赵敏", Role.ADMIN)
    choose_user(ctx, admin.id)
    change_pin(ctx, ChangePin(admin.id, "1357"))
    assert [user.has_pin for user in users(ctx)] == [True]
    with pytest.raises(InvalidInput):
        change_pin(ctx, ChangePin(admin.id, ""))
    change_pin(ctx, ChangePin(admin.id, "", "1357"))
    assert [user.has_pin for user in users(ctx)] == [False]


def test_a_pin_that_is_none_is_refused(ctx, make_user):
    admin = make_user("赵敏", Role.ADMIN)
    choose_user(ctx, admin.id)
    with pytest.raises(InvalidInput) as refused:
        change_pin(ctx, ChangePin(admin.id, "12"))
    assert refused.value.field == "pin"


def test_a_forgotten_pin_is_replaced_by_whoever_manages_people_and_by_nobody_else(ctx, keeper, make_user):
    for _try in range(5):
        with pytest.raises(DepotError):
            choose_user(ctx, keeper.id, "0000")
    for role in (Role.ENGINEER, Role.MANAGER):
        ctx.actor = make_user("旁人", role).id
        with pytest.raises(NotPermitted):
            change_pin(ctx, ChangePin(keeper.id, "1111"))
    ctx.actor = User.get(User.role == Role.ADMIN).id
    change_pin(ctx, ChangePin(keeper.id, "1111"))
    choose_user(ctx, keeper.id, "1111")
    assert ctx.actor == keeper.id, "a new PIN is not locked"


def test_neither_a_pin_nor_its_hash_is_in_the_change_record(ctx, keeper):
    ctx.actor = User.get(User.role == Role.ADMIN).id
    change_pin(ctx, ChangePin(keeper.id, "24681357"))
    hashed = User.get_by_id(keeper.id).pin_hash
    written = " ".join(f"{line.field} {line.old} {line.new} {line.reason}" for line in Change.select())
    assert "pin *** ***" in written
    assert "24681357" not in written and hashed not in written and "scrypt" not in written


def test_who_is_at_work_stands_with_what_they_may_do(ctx, make_user):
    assert standing(ctx).person is None and not standing(ctx).people
    assert standing(ctx).allowed.may(Right.CARE), "nobody is entered: whoever sits here may do everything"
    make_user("赵敏", Role.ADMIN)
    assert not standing(ctx).allowed.may(*Right), "somebody is entered and nobody has said who they are"
    ctx.actor = make_user("王芳").id
    found = standing(ctx)
    assert found.people and found.person is not None and found.person.name == "王芳"
    assert found.allowed.may(Right.PRINT_LABELS) and not found.allowed.may(Right.CARE)


@pytest.fixture
def alone(ctx, make_user):
    """The only person who can manage people, with a PIN that is forgotten; somebody else works here too."""
    make_user("王芳", Role.KEEPER)
    return make_user("赵敏", Role.ADMIN, login="zm", pin_hash=kept("2580"))


@pytest.fixture
def place(tmp_path):
    """A file that belongs to whoever runs this; None on a server, whose database the tests own."""
    path = tmp_path / "depot.sqlite"
    path.touch()
    return path if connect.is_sqlite() else None


def test_the_only_manager_of_people_comes_back_by_the_machine_and_the_record_says_so(ctx, alone, place):
    found = remove_forgotten_pin(ctx, "zm", place)
    assert (found.name, User.get_by_id(alone.id).pin_hash) == ("赵敏", "")
    choose_user(ctx, alone.id)
    line = Change.select().where(Change.field == "pin").order_by(Change.id.desc()).get()
    assert (line.entity_id, line.old, line.new, line.by_id) == (alone.id, "***", None, None)
    assert line.reason.endswith(f"@{ctx.workstation}") and len(line.reason) > len(ctx.workstation) + 1


def test_as_long_as_somebody_else_can_help_the_machine_does_not(ctx, alone, place, make_user):
    make_user("陈刚", Role.ADMIN, login="cg")
    with pytest.raises(RuleBroken) as refused:
        remove_forgotten_pin(ctx, "zm", place)
    assert "陈刚" in str(refused.value) and User.get_by_id(alone.id).pin_hash


def test_nobody_elses_pin_is_removed_so(ctx, alone, place, make_user):
    make_user("张伟", Role.ENGINEER, login="zw", pin_hash=kept("1111"))
    for login, error in (("zw", RuleBroken), ("nobody", InvalidInput)):
        with pytest.raises(error):
            remove_forgotten_pin(ctx, login, place)
    ctx.actor = alone.id
    change_pin(ctx, ChangePin(alone.id, "", "2580"))
    with pytest.raises(RuleBroken):
        remove_forgotten_pin(ctx, "zm", place)


def test_an_account_that_the_file_does_not_belong_to_changes_nothing(ctx, alone, tmp_path, monkeypatch):
    path = tmp_path / "depot.sqlite"
    path.touch()
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1, raising=False)
    with pytest.raises(NotPermitted) as refused:
        remove_forgotten_pin(ctx, "zm", path)
    assert str(path) in str(refused.value) and User.get_by_id(alone.id).pin_hash
