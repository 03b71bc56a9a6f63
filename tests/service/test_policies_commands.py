"""Policies as commands: added, copied, edited in place or as a new version, frozen by their first use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from peewee import DatabaseError

from inventory.cover.rules import CountRule
from inventory.errors import InvalidInput, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.people.words import Role
from inventory.policies import HOUSE
from inventory.policies.commands import (
    AddProfile,
    CopyProfile,
    EditProfile,
    EditTargets,
    EditVersion,
    add_profile,
    copy_profile,
    edit_profile,
    edit_targets,
    edit_version,
)
from inventory.policies.presets import BEGINNING, PRESETS
from inventory.policies.queries import choices, compare, house_version, profiles, version
from inventory.policies.targets import Milestone, Target, TargetCondition, TargetUnit
from inventory.policies.terms import Terms
from inventory.policies.versions import freeze
from inventory.work import translate
from models.assets import Asset
from models.contracts import Contract
from models.journal import Change
from models.policies import PolicyProfile, PolicyVersion, SlaTarget

TODAY = date(2026, 11, 22)
QUICK = Target(milestone=Milestone.RESPONSE, amount=15, unit=TargetUnit.MINUTE)


def first_of(code):
    return PolicyVersion.select().join(PolicyProfile).where(PolicyProfile.code == code).get()


def edit(ctx, row, terms, **more):
    return edit_version(ctx, EditVersion(version_id=row.id, seen_version=row.version, terms=terms, **more))


def test_a_new_policy_has_a_first_version_with_nothing_but_defaults(ctx, announced):
    made = add_profile(ctx, AddProfile(code=" own-1 ", name_zh="自有条款", remark="试用"))

    found = version(ctx, made)
    assert (found.code, str(found.name), found.number, found.terms) == ("OWN-1", "自有条款", 1, Terms())
    assert found.targets == () and not found.used and found.valid_from == BEGINNING
    assert {"policy_profile", "policy_version"} <= {event.entity for event in announced}


def test_a_copy_begins_as_the_other_one_with_what_is_assumed_there(ctx):
    source = first_of("P-S1")
    made = version(ctx, copy_profile(ctx, CopyProfile(code="OWN", name_zh="自有", version_id=source.id)))

    original = version(ctx, source.id)
    assert (made.terms, made.targets, made.assumed) == (original.terms, original.targets, original.assumed)
    assert made.number == 1 and made.id != source.id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": " "}, "code"),
        ({"name_zh": ""}, "name_zh"),
        ({"code": "x" * 21}, "code"),
        ({"name_en": "x" * 81}, "name_en"),
    ],
)
def test_a_policy_without_code_or_name_is_refused(ctx, values, field):
    with pytest.raises(InvalidInput) as refused:
        add_profile(ctx, AddProfile(**{"code": "OWN", "name_zh": "自有", **values}))
    assert refused.value.field == field


def test_a_code_that_is_taken_is_refused_with_a_sentence(ctx):
    with pytest.raises(RuleBroken, match="代码"):
        add_profile(ctx, AddProfile(code="P-S1", name_zh="又一个"))


def test_a_policy_is_called_otherwise(ctx):
    row = first_of("P-S1").profile
    edit_profile(ctx, EditProfile(profile_id=row.id, seen_version=row.version, code="P-S1", name_zh="血压计三年"))
    assert PolicyProfile.get_by_id(row.id).name_zh == "血压计三年"


def test_the_house_keeps_its_code(ctx):
    row = first_of(HOUSE).profile
    with pytest.raises(InvalidInput) as refused:
        edit_profile(ctx, EditProfile(profile_id=row.id, seen_version=row.version, code="OURS", name_zh="我们的"))
    assert refused.value.field == "code"


def test_a_version_that_nothing_rests_on_is_edited_in_place(ctx):
    row = first_of("P-S1")
    done = edit(ctx, row, replace(version(ctx, row.id).terms, warranty_months=24))

    assert (done.version_id, done.number, done.new) == (row.id, 1, False)
    assert version(ctx, row.id).terms.warranty_months == 24
    assert PolicyVersion.select().where(PolicyVersion.profile == row.profile_id).count() == 1


def test_a_version_that_a_contract_rests_on_is_followed_by_a_new_one_and_the_contract_keeps_its_own(ctx, make_contract):
    row = first_of("P-S2A")
    contract = make_contract(policy_version=row)
    with ctx.work() as work:
        freeze(work, row.id)

    row = first_of("P-S2A")
    done = edit(ctx, row, replace(version(ctx, row.id).terms, warranty_months=24))

    assert (done.number, done.new) == (2, True)
    assert version(ctx, row.id).terms.warranty_months == 12
    later = version(ctx, done.version_id)
    assert (later.terms.warranty_months, later.valid_from, later.used) == (24, TODAY, False)
    assert later.targets == version(ctx, row.id).targets
    assert Contract.get_by_id(contract.id).policy_version_id == row.id


def test_a_contract_is_enough_even_if_nobody_froze_the_version(ctx, make_contract):
    row = first_of("P-S2A")
    make_contract(policy_version=row)
    assert edit(ctx, row, Terms()).new is True


def test_the_new_version_is_edited_in_place_until_it_is_used_itself(ctx):
    row = first_of("P-S1")
    with ctx.work() as work:
        freeze(work, row.id)
    second = edit(ctx, first_of("P-S1"), Terms(warranty_months=24))
    again = edit(ctx, PolicyVersion.get_by_id(second.version_id), Terms(warranty_months=18))

    assert again == replace(second, new=False)
    assert PolicyVersion.select().where(PolicyVersion.profile == row.profile_id).count() == 2


def test_saving_what_is_there_makes_no_version(ctx):
    row = first_of("P-S1")
    with ctx.work() as work:
        freeze(work, row.id)
    row, lines = first_of("P-S1"), Change.select().count()
    done = edit(ctx, row, version(ctx, row.id).terms)
    assert not done.new and Change.select().count() == lines


def test_a_later_version_does_not_begin_before_the_one_it_follows(ctx):
    row = first_of("P-S1")
    with ctx.work() as work:
        freeze(work, row.id)
    second = edit(ctx, first_of("P-S1"), Terms(warranty_months=24), valid_from=date(2026, 6, 1))
    with ctx.work() as work:
        freeze(work, second.version_id)
    with pytest.raises(InvalidInput) as refused:
        edit(ctx, PolicyVersion.get_by_id(second.version_id), Terms(), valid_from=date(2026, 5, 31))
    assert refused.value.field == "valid_from"
    assert edit(ctx, PolicyVersion.get_by_id(second.version_id), Terms(), valid_from=date(2026, 6, 1)).number == 3


def test_what_somebody_sets_is_assumed_no_more(ctx):
    row = first_of("P-S1")
    edit(ctx, row, replace(version(ctx, row.id).terms, count_rule=CountRule.NEXT_DAY))
    marks = version(ctx, row.id).assumed
    assert "warranty.count_rule" not in marks and "warranty.mfr_rule" in marks


def test_of_two_who_edit_the_second_is_told(ctx):
    row = first_of("P-S1")
    edit(ctx, row, Terms(warranty_months=24))
    with pytest.raises(StaleRecord):
        edit(ctx, row, Terms(warranty_months=18))


def test_due_times_are_edited_and_only_what_was_changed_is_decided(ctx):
    row = first_of("P-S1")
    before = version(ctx, row.id).targets
    after = (replace(before[0], amount=2), *before[1:], Target(milestone=Milestone.ON_SITE, amount=4, level="I级"))

    done = edit_targets(ctx, EditTargets(version_id=row.id, seen_version=row.version, targets=after))

    found = version(ctx, done.version_id)
    assert [target.amount for target in found.targets] == [2, 30, 4, 2, 2, 1, 8, 4]
    assert "sla.1.calendar" in found.assumed and found.targets[0].assumed == {"calendar"}
    assert not done.new and found.version > row.version


def test_due_times_of_a_used_version_make_a_new_one(ctx):
    row = first_of("P-S2C")
    with ctx.work() as work:
        freeze(work, row.id)
    row = first_of("P-S2C")
    done = edit_targets(ctx, EditTargets(version_id=row.id, seen_version=row.version, targets=(QUICK,)))
    assert done.new and version(ctx, done.version_id).targets == (QUICK,)
    assert len(version(ctx, row.id).targets) == 4


def test_the_same_step_twice_is_refused(ctx):
    row = first_of("P-S2B")
    twice = (QUICK, replace(QUICK, amount=30))
    with pytest.raises(RuleBroken):
        edit_targets(ctx, EditTargets(version_id=row.id, seen_version=row.version, targets=twice))
    told_apart = (QUICK, replace(QUICK, amount=30, conditions=frozenset({TargetCondition.SPECIAL})))
    edit_targets(ctx, EditTargets(version_id=row.id, seen_version=row.version, targets=told_apart))


def test_a_calendar_that_is_not_there_is_refused(ctx):
    row = first_of("P-S2B")
    with pytest.raises(InvalidInput) as refused:
        edit_targets(
            ctx, EditTargets(version_id=row.id, seen_version=row.version, targets=(replace(QUICK, calendar="CAL_X"),))
        )
    assert refused.value.field == "calendar" and version(ctx, row.id).targets == ()


def test_a_version_that_is_gone_is_named_as_such(ctx):
    with pytest.raises(NotFound):
        edit_version(ctx, EditVersion(version_id=9999, seen_version=1, terms=Terms()))
    with pytest.raises(NotFound), ctx.work() as work:
        freeze(work, 9999)


def test_a_frozen_version_is_kept_by_the_database_and_the_refusal_is_a_sentence(ctx):
    row = first_of("P-S1")
    with ctx.work() as work:
        freeze(work, row.id)
        freeze(work, row.id)  # once more changes nothing
    for statement in (
        lambda: PolicyVersion.update(terms="{}").where(PolicyVersion.id == row.id).execute(),
        lambda: SlaTarget.delete().where(SlaTarget.policy_version == row.id).execute(),
        lambda: SlaTarget.update(amount=9).where(SlaTarget.policy_version == row.id).execute(),
    ):
        with pytest.raises(DatabaseError) as refused, ctx.work():
            statement()
        told = translate(refused.value)
        assert isinstance(told, RuleBroken) and "版" in str(told)


def test_only_who_may_set_the_rules_edits_them(ctx, make_user):
    ctx.actor = make_user("张伟", Role.ENGINEER).id
    row = first_of("P-S1")
    with pytest.raises(NotPermitted):
        add_profile(ctx, AddProfile(code="OWN", name_zh="自有"))
    with pytest.raises(NotPermitted):
        copy_profile(ctx, CopyProfile(code="OWN", name_zh="自有", version_id=row.id))
    with pytest.raises(NotPermitted):
        edit(ctx, row, Terms())
    with pytest.raises(NotPermitted):
        edit_targets(ctx, EditTargets(version_id=row.id, seen_version=row.version, targets=()))
    with pytest.raises(NotPermitted):
        edit_profile(ctx, EditProfile(profile_id=row.profile_id, seen_version=1, code="P-S1", name_zh="x"))
    ctx.actor = make_user("管理员", Role.ADMIN).id
    assert edit(ctx, row, Terms()).number == 1


# the house's own terms


def test_terms_of_the_house_hold_from_a_day_on_and_the_units_accepted_since_are_reckoned(ctx, make_asset):
    older = make_asset("A-1", accepted_on=date(2026, 1, 31), warranty_months=12)
    newer = make_asset("A-2", accepted_on=date(2026, 7, 31), warranty_months=12)
    row = first_of(HOUSE)
    rule = replace(version(ctx, row.id).terms, count_rule=CountRule.DAY_COUNTED)

    done = edit(ctx, row, rule, valid_from=date(2026, 7, 1))

    assert done.new and house_version(ctx).id == done.version_id
    # accepted 31 July 2026, 12 months, that day counted: until 30 July 2027 (C-01)
    assert Asset.get_by_id(newer.id).cover_last == date(2027, 7, 30)
    assert Asset.get_by_id(older.id).cover_last != date(2027, 1, 30)


def test_terms_of_the_house_that_no_accepted_unit_rests_on_are_edited_in_place(ctx, make_asset):
    make_asset("A-1", accepted_on=None)
    row = first_of(HOUSE)
    assert not edit(ctx, row, replace(version(ctx, row.id).terms, spares_months=60)).new


# what is read


def test_the_list_begins_with_the_house_and_has_the_newest_version_first(ctx, make_contract):
    row = first_of("P-S1")
    make_contract(policy_version=row)
    edit(ctx, row, Terms(warranty_months=24))

    found = profiles(ctx)
    assert found[0].is_house and [one.code for one in found[1:]] == sorted(PRESETS)
    lines = next(one for one in found if one.code == "P-S1").versions
    assert [(line.number, line.contracts, line.used) for line in lines] == [(2, 0, False), (1, 1, True)]
    assert lines[1].from_beginning and not lines[0].from_beginning


def test_a_contract_may_take_the_newest_version_of_each_policy_but_not_the_terms_of_the_house(ctx, make_contract):
    row = first_of("P-S1")
    make_contract(policy_version=row)
    done = edit(ctx, row, Terms(warranty_months=24))

    offered = choices(ctx)
    assert [one.code for one in offered] == sorted(PRESETS)
    assert next(one.id for one in offered if one.code == "P-S1") == done.version_id


def test_two_versions_are_compared_by_what_differs(ctx):
    one, other = version(ctx, first_of("P-S2A").id), version(ctx, first_of("P-S2D").id)
    told = {str(line.matter): (line.one, line.other) for line in compare(one, other) if line.one and line.other}
    assert told["免费期月数"] == ("12", "36")
    assert told["起算点"] == ("设备完成并验收签字", "工程完成并验收签字")
    assert "计算方式" not in told
    assert compare(one, one) == ()
