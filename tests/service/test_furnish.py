"""What a depot finds in itself from the first start on."""

from __future__ import annotations

import json
from datetime import date

import pytest

from inventory.calendars.standard import STANDARD
from inventory.cover.rules import CountRule
from inventory.furnish import furnish
from inventory.policies import HOUSE
from inventory.policies.presets import PRESETS
from inventory.policies.queries import house_version, profiles, version
from models import connect
from models.assets import Asset
from models.calendars import Calendar
from models.journal import Change
from models.policies import PolicyProfile, PolicyVersion, SlaTarget
from models.quotations import Quotation, QuotationBasis, QuotationState
from models.settings import Setting
from tests.races import race


def unfurnish():
    """As the upgrade of an earlier release leaves it."""
    for model in (SlaTarget, PolicyVersion, PolicyProfile):
        model.delete().execute()


def test_a_new_depot_has_the_calendars_and_the_policies_and_nobody_changed_anything(ctx):
    assert {row.code for row in Calendar.select()} == set(STANDARD)
    assert [one.code for one in profiles(ctx)] == [HOUSE, *sorted(PRESETS)]
    for one in profiles(ctx):
        if not one.is_house:
            found = version(ctx, one.current.id)
            preset = PRESETS[one.code]
            assert (found.terms, found.targets, found.assumed) == (preset.terms, preset.targets, preset.assumed)
    assert Change.select().count() == 0


def test_a_furnished_depot_costs_two_looks(ctx, counted):
    furnish(ctx)
    counted.statements.clear()
    furnish(ctx)
    assert len(counted.statements) == 2 and all(sql.lstrip().startswith("SELECT") for sql in counted.statements)


def test_a_policy_that_was_changed_stays_as_it_is(ctx):
    PolicyProfile.update(name_zh="我们的").where(PolicyProfile.code == "P-S1").execute()
    furnish(ctx)
    assert PolicyProfile.get(PolicyProfile.code == "P-S1").name_zh == "我们的"


def test_the_old_settings_become_terms_of_the_house_and_are_journalled(ctx):
    unfurnish()
    Setting.create(scope="depot", name="warranty.count_rule", value='"NEXT_DAY"')
    Setting.create(scope="depot", name="obligation.spares_months", value="48")

    furnish(ctx)

    terms = house_version(ctx).terms
    assert (terms.count_rule, terms.spares_months, terms.warranty_months) == (CountRule.NEXT_DAY, 48, None)
    assert not {"warranty.count_rule", "obligation.months"} & house_version(ctx).assumed
    assert Setting.select().where(Setting.scope == "depot").count() == 0
    told = Change.select().where((Change.entity == "setting") & (Change.field == "value"))
    assert {json.loads(line.old) for line in told} == {"NEXT_DAY", 48}


@pytest.mark.parametrize(("name", "value"), [("warranty.count_rule", '"SOME_DAY"'), ("obligation.spares_months", "-1")])
def test_a_setting_that_means_nothing_leaves_the_default(ctx, name, value):
    unfurnish()
    Setting.create(scope="depot", name=name, value=value)
    furnish(ctx)
    terms = house_version(ctx).terms
    assert (terms.count_rule, terms.spares_months) == (CountRule.STATUTORY, 36)


def test_the_units_of_an_upgraded_depot_get_their_cover_by_the_terms_of_the_house(ctx, make_asset):
    unit = make_asset("000046", accepted_on=date(2024, 2, 29), warranty_months=36)
    Asset.update(cover_last=None, spares_last=None).where(Asset.id == unit.id).execute()
    connect.rows("DELETE FROM warranty_segment WHERE asset_id = ? RETURNING id", (unit.id,))
    unfurnish()
    Setting.create(scope="depot", name="obligation.spares_months", value="24")

    furnish(ctx)

    found = Asset.get_by_id(unit.id)
    # 29 February 2024 and 36 months: 28 February 2027 (C-01); spares 24 months more (C-06)
    assert (found.cover_last, found.spares_last) == (date(2027, 2, 28), date(2029, 2, 28))
    assert Setting.select().where(Setting.name == "cover.unreckoned").count() == 0


def test_a_start_that_was_broken_off_is_gone_on_with_by_the_next_one(ctx, make_asset):
    unit = make_asset("000046", accepted_on=date(2024, 2, 29), warranty_months=36)
    Asset.update(cover_last=None).where(Asset.id == unit.id).execute()
    connect.rows("DELETE FROM warranty_segment WHERE asset_id = ? RETURNING id", (unit.id,))
    Setting.create(scope="depot", name="cover.unreckoned", value="true")

    furnish(ctx)

    assert Asset.get_by_id(unit.id).cover_last == date(2027, 2, 28)


def test_of_programs_that_start_at_once_one_furnishes(ctx, opened):
    unfurnish()
    outcomes = race(opened, 4, lambda _n: furnish(opened))
    assert outcomes == [None] * 4
    assert PolicyProfile.select().count() == len(PRESETS) + 1
    assert SlaTarget.select().count() == sum(len(preset.targets) for preset in PRESETS.values())


def test_a_quotation_that_was_not_answered_in_time_expires_at_the_next_start(ctx, make_customer):
    """Today is 2026-11-22: one that was valid until yesterday is over, one until today is not."""
    common = {"customer": make_customer(), "state": QuotationState.SENT, "dated_on": date(2026, 11, 1)}
    common |= {"basis": QuotationBasis.AT_ISSUE, "created_at": ctx.clock.now()}
    over = Quotation.create(number="BJ1", valid_until=date(2026, 11, 21), **common)
    open_still = Quotation.create(number="BJ2", valid_until=date(2026, 11, 22), **common)
    furnish(ctx)
    assert Quotation.get_by_id(over.id).state is QuotationState.EXPIRED
    assert Quotation.get_by_id(open_still.id).state is QuotationState.SENT
