"""Rights are rows: who may do what, who gives and takes rights, and what is said to whoever may not."""

from __future__ import annotations

import pytest

from inventory.access.commands import grant, revoke
from inventory.access.rights import EVERYTHING, allowed, granted, may, require, rights, sees_cost
from inventory.errors import NotPermitted, RuleBroken
from inventory.work import Context
from models.access import Right, RightGrant
from models.journal import Change
from models.organisation import Role
from tests.races import race

K, D, E, M, F, A, V = (
    Role.KEEPER, Role.DISPATCHER, Role.ENGINEER, Role.MANAGER, Role.FINANCE, Role.ADMIN, Role.VIEWER
)  # fmt: skip
TABLE = {
    Right.SEE_COST: {K, M, F},
    Right.APPROVE: {M},
    Right.EDIT_REGISTER: {K, D, M, A},
    Right.EDIT_CONTRACTS: {D, M, F},
    Right.RECORD_SERVICE: {K, D, E, M},
    Right.IMPORT: {K, D, M, A},
    Right.PRINT_LABELS: {K, M, A},
    Right.EXPORT_TO_CUSTOMER: {D, M},
    Right.EDIT_POLICIES: {A},
    Right.MANAGE_PEOPLE: {A},
    Right.KEEP_STOCK: {K, M},
    Right.CARE: {M, A},
}
"""rules.md 3.6 and model.md, User: who may do what in a depot where nobody has changed it."""


@pytest.mark.parametrize("role", Role)
def test_a_new_depot_has_the_rights_of_the_rules(ctx, make_user, role):
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("某人", role).id
    assert rights(ctx) == {right for right, roles in TABLE.items() if role in roles}
    assert sees_cost(ctx) is (role in (K, M, F))


def test_without_people_whoever_sits_here_may_do_everything(ctx):
    assert rights(ctx) == EVERYTHING and may(ctx, Right.CARE)


def test_with_people_somebody_who_has_not_said_who_they_are_may_only_look(ctx, make_user):
    make_user("赵敏", Role.ADMIN)
    assert rights(ctx) == frozenset()
    with pytest.raises(NotPermitted, match="--user"):
        require(ctx, Right.EDIT_REGISTER)


def test_whoever_has_left_has_no_rights(ctx, make_user):
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("李雷", Role.ADMIN, active=False).id
    assert rights(ctx) == frozenset()


def test_a_refusal_says_who_may(ctx, make_user):
    from inventory import i18n

    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("某人", Role.ENGINEER).id
    i18n.use("en")
    with pytest.raises(NotPermitted) as refused:
        require(ctx, Right.SEE_COST)
    assert "Keeper, Manager, Finance" in str(refused.value) and "see cost" in str(refused.value)
    i18n.use("zh_CN")
    assert "仓管员、主管、财务" in str(refused.value)


def test_one_of_several_rights_will_do(ctx, make_user):
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("某人", Role.ENGINEER).id
    require(ctx, Right.EDIT_REGISTER, Right.RECORD_SERVICE)
    with pytest.raises(NotPermitted):
        require(ctx, Right.EDIT_REGISTER, Right.EDIT_CONTRACTS)


def test_a_right_that_no_role_has_is_refused_with_the_way_to_grant_it(ctx, make_user):
    admin = make_user("赵敏", Role.ADMIN)
    ctx.actor = admin.id
    revoke(ctx, Role.MANAGER, Right.APPROVE)
    refusal = allowed(ctx).refusal(Right.APPROVE)
    assert refusal is not None and "No role" in refusal.message_id


def test_an_administrator_gives_and_takes_rights(ctx, make_user):
    ctx.actor = make_user("赵敏", Role.ADMIN).id
    grant(ctx, Role.ENGINEER, Right.PRINT_LABELS)
    grant(ctx, Role.ENGINEER, Right.PRINT_LABELS)
    assert granted()[Right.PRINT_LABELS] == (Role.KEEPER, Role.ENGINEER, Role.MANAGER, Role.ADMIN)
    revoke(ctx, Role.KEEPER, Right.PRINT_LABELS)
    revoke(ctx, Role.KEEPER, Right.PRINT_LABELS)
    assert granted()[Right.PRINT_LABELS] == (Role.ENGINEER, Role.MANAGER, Role.ADMIN)
    lines = [(line.old, line.new) for line in Change.select().where(Change.field == "right").order_by(Change.id)]
    assert lines == [(None, "engineer: print_labels"), ("keeper: print_labels", None)]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_gives_or_takes_rights(ctx, make_user, role):
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("某人", role).id
    for act in (grant, revoke):
        with pytest.raises(NotPermitted):
            act(ctx, role, Right.MANAGE_PEOPLE)
    assert granted()[Right.MANAGE_PEOPLE] == (Role.ADMIN,)


def test_the_right_to_manage_people_stays_with_somebody_who_works_here(ctx, make_user):
    ctx.actor = make_user("赵敏", Role.ADMIN).id
    with pytest.raises(RuleBroken):
        revoke(ctx, Role.ADMIN, Right.MANAGE_PEOPLE)
    grant(ctx, Role.MANAGER, Right.MANAGE_PEOPLE)
    with pytest.raises(RuleBroken):
        revoke(ctx, Role.ADMIN, Right.MANAGE_PEOPLE)
    make_user("周强", Role.MANAGER)
    revoke(ctx, Role.ADMIN, Right.MANAGE_PEOPLE)
    assert not may(ctx, Right.MANAGE_PEOPLE)


def test_of_two_who_take_the_right_from_each_others_roles_one_keeps_it(opened, make_user):
    RightGrant.create(role=Role.MANAGER, right=Right.MANAGE_PEOPLE)
    pair = [make_user("赵敏", Role.ADMIN), make_user("周强", Role.MANAGER)]

    def take(number: int) -> bool:
        ctx = Context(actor=pair[number].id, workstation=f"pc{number}", clock=opened.clock)
        revoke(ctx, pair[1 - number].role, Right.MANAGE_PEOPLE)
        return True

    outcomes = race(opened, 2, take)
    assert outcomes.count(True) == 1
    assert len(granted()[Right.MANAGE_PEOPLE]) == 1
