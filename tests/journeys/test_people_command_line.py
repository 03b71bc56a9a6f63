"""Who acts on the command line: named, proven by a PIN, refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory import bootstrap
from inventory.people.commands import AddUser, ChangePin, add_user, change_pin, choose_user
from inventory.people.queries import users
from models.base import database
from models.organisation import Role
from tests.journeys.test_command_line import Caller


@pytest.fixture
def depot(tmp_path: Path) -> Caller:
    """A depot with an administrator, a keeper whose PIN is 2580, an engineer and a manager; nobody is at work."""
    caller = Caller(tmp_path, bootstrap.url_of(tmp_path / "depot.sqlite"))
    ctx = bootstrap.open_context(caller.url, create=True)
    choose_user(ctx, add_user(ctx, AddUser(name="赵敏", role=Role.ADMIN, login="zm")))
    keeper = add_user(ctx, AddUser(name="王芳", role=Role.KEEPER, login="wf"))
    change_pin(ctx, ChangePin(keeper, "2580"))
    add_user(ctx, AddUser(name="张伟", role=Role.ENGINEER, login="zw"))
    add_user(ctx, AddUser(name="陈刚", role=Role.MANAGER, login="cg"))
    choose_user(ctx, keeper, "2580")
    database.close()
    return caller


def back_up(depot: Caller, *more: object, **options: object) -> tuple[int, str]:
    said = depot("backup", "-o", depot.folder / "b.sqlite", "--language", "en", *more, **options)
    return said.status, said.err


def test_whoever_has_the_right_does_it_and_whoever_has_not_is_told_who_may(depot):
    status, words = back_up(depot, "--user", "zw")
    assert status == 1 and "Manager, Administrator" in words and not (depot.folder / "b.sqlite").exists()
    assert back_up(depot, "--user", "CG")[0] == 0
    assert back_up(depot, "--user", "陈刚")[0] == 0


def test_a_login_that_nobody_has_is_refused(depot):
    status, words = back_up(depot, "--user", "nobody")
    assert status == 1 and "nobody" in words


def test_somebody_with_a_pin_who_was_not_proven_may_only_look(depot):
    assert depot("check").status == 0
    status, words = back_up(depot)
    assert status == 1 and "--user" in words


def test_a_pin_comes_from_the_environment(depot):
    missing = depot("labels", "--unprinted", "-o", depot.folder / "l.pdf", "--user", "wf", "--language", "en")
    assert missing.status == 1 and "PIN" in missing.err
    wrong = {"environment": {"DEPOT_PIN": "1111"}}
    assert "not the PIN" in depot("check", "--user", "wf", "--language", "en", **wrong).err
    right = {"environment": {"DEPOT_PIN": "2580"}}
    assert depot("check", "--user", "wf", **right).status == 0
    status, words = back_up(depot, **right)
    assert status == 1 and "Manager, Administrator" in words, "the keeper of this computer, proven"


def test_the_only_administrator_comes_back_by_a_command_of_the_machine(depot):
    ctx = bootstrap.open_context(depot.url)
    with ctx.reading():
        ctx.actor = next(user.id for user in users(ctx) if user.login == "zm")
    change_pin(ctx, ChangePin(ctx.actor, "4711"))
    database.close()
    unsure = depot("forgotten-pin", "zm", "--language", "en")
    assert unsure.status == 1 and "--yes" in unsure.err
    assert depot("check", "--user", "zm").status == 1, "the PIN is asked for"
    done = depot("forgotten-pin", "zm", "--yes", "--json")
    assert (done.status, done.document["name"]) == (0, "赵敏")
    assert depot("check", "--user", "zm").status == 0
    again = depot("forgotten-pin", "zm", "--yes", "--language", "en")
    assert again.status == 1 and "has no PIN" in again.err
