"""Who works here, and who of them sits at this workstation."""

from __future__ import annotations

import pytest

from inventory.errors import InvalidInput, RuleBroken, StaleRecord
from inventory.people.commands import AddUser, EditUser, add_user, choose_user, edit_user
from inventory.people.queries import at_work, users
from inventory.people.words import Role
from inventory.work import Context
from models.journal import Change
from models.organisation import User


def test_a_person_who_starts_here_is_listed_by_name(ctx):
    add_user(ctx, AddUser(name="王芳", role=Role.KEEPER))
    add_user(ctx, AddUser(name="Lin Li", role=Role.ENGINEER, login="ＬＬ"))

    assert [(user.name, user.login, user.role) for user in users(ctx)] == [
        ("Lin Li", "ll", Role.ENGINEER),
        ("王芳", "王芳", Role.KEEPER),
    ]


def test_a_login_is_taken_once(ctx):
    add_user(ctx, AddUser(name="王芳", role=Role.KEEPER, login="wf"))
    with pytest.raises(RuleBroken):
        add_user(ctx, AddUser(name="王飞", role=Role.KEEPER, login="WF"))


@pytest.mark.parametrize(("values", "field"), [({"name": " "}, "name"), ({"name": "王芳", "login": "x" * 41}, "login")])
def test_a_person_needs_a_name_and_a_login_that_fits(ctx, values, field):
    with pytest.raises(InvalidInput) as refused:
        add_user(ctx, AddUser(role=Role.KEEPER, **values))
    assert refused.value.field == field


def test_whoever_chose_to_work_here_signs_what_is_done_here(ctx, make_user):
    keeper = make_user("王芳")
    choose_user(ctx, keeper.id)

    add_user(ctx, AddUser(name="陈志", role=Role.ENGINEER))

    assert Change.select().order_by(Change.id.desc()).first().by_id == keeper.id


def test_the_choice_is_remembered_for_this_workstation_only(ctx, make_user, clock):
    keeper = make_user("王芳")
    choose_user(ctx, keeper.id)

    restarted = Context(workstation=ctx.workstation, clock=clock)
    elsewhere = Context(workstation="another-pc", clock=clock)
    found = at_work(restarted)
    assert found is not None
    assert (found.id, found.name) == (keeper.id, "王芳")
    assert at_work(elsewhere) is None


def test_whoever_has_left_works_here_no_more_but_stays_in_what_they_did(ctx, make_user):
    keeper = make_user("王芳")
    choose_user(ctx, keeper.id)
    edit_user(ctx, EditUser(keeper.id, 1, name="王芳", role=Role.KEEPER, active=False))

    assert users(ctx) == []
    assert [user.name for user in users(ctx, all_of_them=True)] == ["王芳"]
    assert at_work(ctx) is None
    with pytest.raises(RuleBroken):
        choose_user(ctx, keeper.id)
    with pytest.raises(StaleRecord):
        edit_user(ctx, EditUser(keeper.id, 1, name="王芳", role=Role.KEEPER))
    assert User.select().count() == 1


def test_nobody_can_be_chosen_who_is_not_there(ctx):
    with pytest.raises(InvalidInput):
        choose_user(ctx, 999_999)
    assert ctx.actor is None


def test_a_person_is_chosen_without_a_connection_that_somebody_else_opened(opened):
    user_id = add_user(opened, AddUser(name="王芳", role=Role.KEEPER))
    choose_user(opened, user_id)
    with opened.reading():
        assert at_work(opened) is not None
