"""What is shown before an act is what the act does; and showing it writes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory.assets.leaving import LeaveForGood, leave
from inventory.assets.replacing import ReplaceUnit, replace
from inventory.cover import stays, store, trials
from inventory.cover.custody import HandBack, TakeIn, hand_back, take_in
from inventory.cover.deeds import CorrectAcceptance, GrantCover, correct_acceptance, grant, withdraw
from inventory.cover.extensions import MakerRule
from inventory.cover.maker import RecordMaker, forget, record
from inventory.cover.rules import CountRule, CoverStatus
from inventory.cover.suspension import SuspendRule
from inventory.errors import InvalidInput, NotFound
from inventory.policies import HOUSE
from inventory.policies.terms import Terms, dump
from models.assets import Asset, AssetState
from models.cover import CoverReview, ManualCover
from models.journal import Change
from models.policies import PolicyProfile, PolicyVersion
from tests.factories import covered

day = date.fromisoformat


@pytest.fixture
def unit(make_asset, make_contract, make_policy):
    """Twelve months from the day after the acceptance: until 2027-03-15. Repair days and the maker's window count."""
    terms = make_policy(
        warranty_months=12, count_rule=CountRule.NEXT_DAY, maker_rule=MakerRule.OWN_WINDOW,
        suspend=SuspendRule.REPAIR_DAYS,
    )  # fmt: skip
    contract = make_contract("HT-1", policy_version=terms)
    return make_asset(
        "A1", customer=contract.customer, contract=contract, delivered_on=day("2026-03-01"),
        accepted_on=day("2026-03-15"), ex_works_on=day("2026-01-20"),
    )  # fmt: skip


def version(unit: Asset) -> int:
    return int(Asset.get_by_id(unit.id).version)


def happens(trial: trials.Trial) -> None:
    """What was tried is what is kept now, of the unit and of those that took its place."""
    for effect in (trial.unit, *trial.successors):
        assert store.kept([effect.asset_id])[effect.asset_id] == effect.after


def test_a_correction_shows_the_days_and_the_cases_that_it_would_list(ctx, unit, make_case):
    case = make_case(
        unit, "WX1", datetime(2026, 3, 18, 2, 0, tzinfo=UTC), cover_status="IN_WARRANTY",
        cover_last_day=day("2027-03-15"),
    )  # fmt: skip
    make_case(unit, "WX2", datetime(2026, 4, 10, 2, 0, tzinfo=UTC), cover_status="IN_WARRANTY")
    before = Change.select().count()

    trial = trials.corrected(ctx, unit.id, day("2026-03-20"), None)

    assert (trial.unit.before.first, trial.unit.before.last) == (day("2026-03-16"), day("2027-03-15"))
    assert (trial.unit.after.first, trial.unit.after.last) == (day("2026-03-21"), day("2027-03-20"))
    assert trial.unit.after.spares_last is None  # the policy promises none
    assert [(one.case_id, one.case_no, one.reported_on, one.was, one.now) for one in trial.cases] == [
        (case.id, "WX1", day("2026-03-18"), CoverStatus.IN_WARRANTY, CoverStatus.PRE_ACCEPTANCE)
    ]
    assert (Change.select().count(), CoverReview.select().count()) == (before, 0)
    assert Asset.get_by_id(unit.id).cover_last == day("2027-03-15")

    correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, day("2026-03-20")), "验收单")
    happens(trial)
    assert [row.case_id for row in CoverReview.select()] == [one.case_id for one in trial.cases]


@pytest.mark.parametrize(
    ("wrong", "says"), [("2026-02-28", "到货"), ("2026-11-23", "未来"), ("2026-03-15", "与登记的内容相同")]
)
def test_a_correction_that_cannot_be_is_refused_under_its_field(ctx, unit, wrong, says):
    with pytest.raises(InvalidInput) as refused:
        trials.corrected(ctx, unit.id, day(wrong), None)
    assert refused.value.field == "accepted_on"


def test_months_of_the_units_own_are_tried_with_the_acceptance(ctx, unit):
    trial = trials.corrected(ctx, unit.id, day("2026-03-15"), 24)  # the policy says 12, from the day after
    assert (trial.unit.before.last, trial.unit.after.last) == (day("2027-03-15"), day("2028-03-15"))
    correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, day("2026-03-15"), 24), "补充协议")
    happens(trial)
    assert Asset.get_by_id(unit.id).warranty_months == 24
    with pytest.raises(InvalidInput) as refused:
        trials.corrected(ctx, unit.id, day("2026-03-15"), 601)
    assert refused.value.field == "warranty_months"


def test_without_an_acceptance_the_cover_would_not_have_begun(ctx, unit):
    trial = trials.corrected(ctx, unit.id, None, None)
    assert (trial.unit.after.first, trial.unit.after.spares_last) == (None, None)
    correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, None), "没有验收")
    happens(trial)


def test_under_house_terms_the_day_decides_which_version_of_them_holds(ctx, make_asset):
    old: PolicyVersion = PolicyVersion.select().join(PolicyProfile).where(PolicyProfile.code == HOUSE).get()
    old.terms = dump(Terms(warranty_months=12))
    old.save()
    PolicyVersion.create(
        profile=old.profile, number=2, valid_from=day("2026-06-01"), terms=dump(Terms(warranty_months=24)),
        created_at=ctx.clock.now(),
    )  # fmt: skip
    unit = make_asset("H1", accepted_on=day("2026-05-20"))
    assert Asset.get_by_id(unit.id).cover_last == day("2027-05-20")

    trial = trials.corrected(ctx, unit.id, day("2026-06-10"), None)
    assert trial.unit.after.last == day("2028-06-10")
    correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, day("2026-06-10")), "验收单")
    happens(trial)


def test_granted_days_stand_beside_the_warranty_and_go_when_they_are_withdrawn(ctx, unit):
    trial = trials.granted(ctx, unit.id, day("2027-05-01"), day("2027-06-30"))
    assert (trial.unit.before.last, trial.unit.after.last) == (day("2027-03-15"), day("2027-06-30"))
    grant(ctx, GrantCover(unit.id, day("2027-05-01"), day("2027-06-30")), "会议承诺")
    assert Asset.get_by_id(unit.id).cover_last == trial.unit.after.last

    (row,) = ManualCover.select()
    back = trials.withdrawn(ctx, unit.id, row.id)
    assert (back.unit.before.last, back.unit.after.last) == (day("2027-06-30"), day("2027-03-15"))
    withdraw(ctx, row.id, "错给")
    happens(back)
    with pytest.raises(InvalidInput) as refused:
        trials.granted(ctx, unit.id, day("2027-06-30"), day("2027-05-01"))
    assert refused.value.field == "last_day"


def test_a_makers_paper_counts_where_its_window_ends_later(ctx, unit):
    # 24 months from 2026-01-20, statutory: until 2028-01-20, later than 2027-03-15 (C-02)
    paper = RecordMaker(asset_id=unit.id, months=24)
    trial = trials.recorded(ctx, paper)
    assert trial.unit.after.last == day("2028-01-20")
    record(ctx, paper)
    assert Asset.get_by_id(unit.id).cover_last == day("2028-01-20")

    gone = trials.forgotten(ctx, unit.id)
    assert (gone.unit.before.last, gone.unit.after.last) == (day("2028-01-20"), day("2027-03-15"))
    forget(ctx, unit.id, 1)
    happens(gone)
    with pytest.raises(InvalidInput):
        trials.recorded(ctx, RecordMaker(asset_id=unit.id))


def test_a_stay_gives_its_days_back_unless_the_user_broke_the_unit(ctx, unit, make_case):
    broken = make_case(unit, "WX9", user_damage="yes")
    stay = TakeIn(asset_id=unit.id, seen_version=version(unit), taken_on=day("2026-11-10"))
    # from the 10th to today, the 22nd: twelve days
    assert trials.taken_in(ctx, stay).unit.after.last == day("2027-03-27")
    charged = TakeIn(asset_id=unit.id, seen_version=1, taken_on=day("2026-11-10"), case_id=broken.id)
    assert trials.taken_in(ctx, charged).unit.after.last == day("2027-03-15")
    for wrong in ("2026-11-23", "2026-02-28"):
        with pytest.raises(InvalidInput) as refused:
            trials.taken_in(ctx, TakeIn(asset_id=unit.id, seen_version=1, taken_on=day(wrong)))
        assert refused.value.field == "taken_on"

    trial = trials.taken_in(ctx, stay)
    take_in(ctx, stay)
    assert store.kept([unit.id])[unit.id].last == trial.unit.after.last
    (known,) = stays.of_unit(ctx, unit.id)
    back = HandBack(custody_id=known.id, seen_version=known.version, returned_on=day("2026-11-20"))
    ended = trials.handed_back(ctx, known, back)
    assert ended.unit.after.last == day("2027-03-25")  # ten days
    hand_back(ctx, back)
    happens(ended)
    with pytest.raises(InvalidInput) as refused:
        trials.handed_back(ctx, known, HandBack(custody_id=known.id, seen_version=1, returned_on=day("2026-11-09")))
    assert refused.value.field == "returned_on"


def test_for_a_unit_that_leaves_nothing_is_owed_any_more(ctx, make_asset):
    unit = make_asset("A2", accepted_on=day("2026-03-15"), warranty_months=12)
    trial = trials.left(ctx, unit.id, AssetState.RETIRED)
    assert (trial.unit.gone, trial.unit.before.spares_last, trial.unit.after.spares_last) == (
        True, day("2030-03-15"), None,
    )  # fmt: skip
    leave(ctx, LeaveForGood(unit.id, unit.version, AssetState.RETIRED, "停用"))
    happens(trial)


def test_what_changes_for_a_replaced_unit_changes_for_those_that_took_its_place(ctx, unit):
    second = replace(
        ctx, ReplaceUnit(asset_id=unit.id, seen_version=version(unit), swapped_on=day("2026-06-01"), reason="坏",
                         serial_no="A2"),
    )  # fmt: skip
    third = replace(
        ctx, ReplaceUnit(asset_id=second, seen_version=1, swapped_on=day("2026-08-01"), reason="又坏", serial_no="A3")
    )
    trial = trials.corrected(ctx, unit.id, day("2026-03-20"), None)
    assert [(one.asset_id, one.serial_no, one.before.last, one.after.last) for one in trial.successors] == [
        (second, "A2", day("2027-03-15"), day("2027-03-20")), (third, "A3", day("2027-03-15"), day("2027-03-20")),
    ]  # fmt: skip
    correct_acceptance(ctx, CorrectAcceptance("asset", unit.id, day("2026-03-20")), "验收单")
    happens(trial)


def test_a_unit_that_is_gone_cannot_be_tried(ctx):
    for attempt in (
        lambda: trials.corrected(ctx, 999_999, day("2026-01-01"), None),
        lambda: trials.granted(ctx, 999_999, day("2026-01-01"), day("2026-01-02")),
        lambda: trials.taken_in(ctx, TakeIn(asset_id=999_999, seen_version=1, taken_on=day("2026-01-01"))),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_an_untouched_unit_is_tried_as_it_is_kept(ctx, unit, make_extension):
    make_extension("XB-1", [unit])
    covered(ctx, unit)
    trial = trials.with_acceptance(ctx, unit.id, unit.accepted_on, unit.warranty_months)
    assert trial.unit.before == trial.unit.after
    assert trial.cases == ()
