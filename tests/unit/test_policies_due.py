"""The due times of a policy for a fault (rules.md C-09 … C-11), on the published days of mainland China."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.calendars.rules import WorkdayCount, standard_calendar
from inventory.cover.rules import CoverStatus
from inventory.policies.due import when
from inventory.policies.presets import PRESETS, house
from inventory.policies.rules import Fault, due_rows
from inventory.policies.targets import Milestone, Target, TargetCondition
from inventory.policies.terms import Terms

IN, AFTER = CoverStatus.IN_WARRANTY, CoverStatus.POST_WARRANTY
FRIDAY = datetime(2026, 11, 20, 10, 0)


def told(code, cover=IN, at=FRIDAY, terms=None, **known):
    preset = PRESETS[code]
    found = due_rows(terms or preset.terms, preset.targets, standard_calendar, cover, Fault(reported_at=at, **known))
    return [(row.target.milestone, row.due.at if row.due else None) for row in found]


def test_a_level_ii_fault_of_s1():
    # response and arrival 2 h, plan 1 h from the arrival, working again 8 h
    assert told("P-S1", level="II级") == [
        (Milestone.RESPONSE, datetime(2026, 11, 20, 12, 0)),
        (Milestone.ON_SITE, datetime(2026, 11, 20, 12, 0)),
        (Milestone.PLAN, None),
        (Milestone.RESTORED, datetime(2026, 11, 20, 18, 0)),
    ]


def test_the_plan_is_due_once_the_engineer_has_arrived():
    rows = dict(told("P-S1", level="II级", arrived_at=datetime(2026, 11, 20, 11, 20)))
    assert rows[Milestone.PLAN] == datetime(2026, 11, 20, 12, 20)


@pytest.mark.parametrize("level", ["II级", "Ⅱ级", "II", " ii 级"])
def test_a_level_is_the_same_however_it_is_written(level):
    assert [milestone for milestone, _ in told("P-S1", level=level)] == [
        Milestone.RESPONSE, Milestone.ON_SITE, Milestone.PLAN, Milestone.RESTORED,
    ]  # fmt: skip


def test_without_a_level_every_level_is_told():
    assert len(told("P-S1")) == 7


def test_a_level_that_the_policy_does_not_know_has_the_lines_of_any_level_alone():
    assert told("P-S1", level="III级") == []
    assert [milestone for milestone, _ in told("P-S3", level="III级")] == [
        Milestone.RESPONSE, Milestone.ON_SITE, Milestone.RESTORED,
    ]  # fmt: skip


@pytest.mark.parametrize(("cover", "site", "restored"), [(IN, 11, 22), (AFTER, 14, 34)])
def test_s2a_is_quicker_in_warranty(cover, site, restored):
    # 1 h and 12 h; R-064: 4 h and 24 h
    rows = dict(told("P-S2A", cover))
    assert rows[Milestone.ON_SITE] == datetime(2026, 11, 20, site, 0)
    assert rows[Milestone.RESTORED] == datetime(2026, 11, 20 + restored // 24, restored % 24, 0)


def test_the_loaner_of_s2a_is_due_when_the_repair_is_late():
    # in warranty, report + 12 h
    assert dict(told("P-S2A"))[Milestone.LOANER] == datetime(2026, 11, 20, 22, 0)
    assert Milestone.LOANER not in dict(told("P-S2A", AFTER))


@pytest.mark.parametrize("cover", [CoverStatus.PRE_ACCEPTANCE, CoverStatus.EXTENDED])
def test_before_the_acceptance_and_under_a_maintenance_contract_the_promise_of_the_warranty_holds(cover):
    assert told("P-S2A", cover) == told("P-S2A", IN)


def test_nothing_is_due_for_a_retired_unit():
    assert told("P-S2A", CoverStatus.NO_OBLIGATION) == []


C_11 = [
    # rules.md C-11: report, count, limit of one working day, loaner
    (FRIDAY, WorkdayCount.EXCL_START, datetime(2026, 11, 23, 17, 30), datetime(2026, 11, 24, 17, 30)),
    (FRIDAY, WorkdayCount.INCL_START, datetime(2026, 11, 20, 17, 30), datetime(2026, 11, 23, 17, 30)),
    (FRIDAY, WorkdayCount.ELAPSED_HOURS, datetime(2026, 11, 23, 10, 0), datetime(2026, 11, 24, 17, 30)),
    (datetime(2026, 9, 30, 10, 0), WorkdayCount.EXCL_START, datetime(2026, 10, 8, 17, 30), datetime(2026, 10, 9, 17, 30)),
    (datetime(2026, 2, 14, 16, 0), WorkdayCount.INCL_START, datetime(2026, 2, 14, 17, 30), datetime(2026, 2, 24, 17, 30)),
    (datetime(2026, 2, 14, 16, 0), WorkdayCount.EXCL_START, datetime(2026, 2, 24, 17, 30), datetime(2026, 2, 25, 17, 30)),
]  # fmt: skip


@pytest.mark.parametrize(("at", "count", "limit", "loaner"), C_11)
def test_the_loaner_of_s2c_comes_on_the_working_day_after_the_limit(at, count, limit, loaner):
    rows = dict(told("P-S2C", at=at, terms=replace(PRESETS["P-S2C"].terms, workday_count=count)))
    assert (rows[Milestone.RESTORED], rows[Milestone.LOANER]) == (limit, loaner)


def test_a_spare_of_s2c_is_replaced_within_three_working_days():
    # R-072, C-11: Saturday 14 February 2026 is a make-up day, so 24, 25, 26 February follow
    rows = dict(told("P-S2C", at=datetime(2026, 2, 14, 16, 0), hardware=True))
    assert rows[Milestone.SPARE_REPLACED] == datetime(2026, 2, 26, 17, 30)
    assert Milestone.SPARE_REPLACED not in dict(told("P-S2C", hardware=False))


def test_working_days_are_warned_of_by_the_strictest_reading():
    preset = PRESETS["P-S2C"]
    rows = {
        row.target.milestone: row
        for row in due_rows(preset.terms, preset.targets, standard_calendar, IN, Fault(reported_at=FRIDAY))
    }
    assert rows[Milestone.RESTORED].strict.at == datetime(2026, 11, 20, 17, 30)
    assert rows[Milestone.LOANER].strict.at == datetime(2026, 11, 23, 17, 30)
    assert rows[Milestone.RESPONSE].strict is None


def test_the_staff_on_site_starts_the_clock_of_s2c():
    rows = dict(told("P-S2C", site_noticed_at=datetime(2026, 11, 20, 22, 0)))
    # 4 h by 5×24, of which 2 h lie on Friday and the rest on Monday
    assert rows[Milestone.ON_SITE] == datetime(2026, 11, 23, 2, 0)
    open_ones = [row.open_conditions for row in due_rows(
        PRESETS["P-S2C"].terms, PRESETS["P-S2C"].targets, standard_calendar, IN, Fault(reported_at=FRIDAY)
    ) if row.target.milestone is Milestone.ON_SITE]  # fmt: skip
    assert open_ones == [frozenset({TargetCondition.SITE_CANNOT_FIX})]


def test_the_three_variants_of_s3():
    # c where the contract names the project's promise
    assert told("P-S3", project_promise=True, hardware=False, arrived_at=datetime(2026, 11, 20, 10, 25)) == [
        (Milestone.RESPONSE, datetime(2026, 11, 20, 10, 10)),
        (Milestone.ON_SITE, datetime(2026, 11, 20, 10, 30)),
        (Milestone.RESTORED, datetime(2026, 11, 20, 10, 55)),
    ]
    # else a for response and restoration, b for the arrival
    assert told("P-S3", level="一般", hardware=False) == [
        (Milestone.RESPONSE, datetime(2026, 11, 20, 10, 10)),
        (Milestone.RESTORED, datetime(2026, 11, 20, 11, 0)),
        (Milestone.ON_SITE, datetime(2026, 11, 20, 11, 0)),
    ]
    assert dict(told("P-S3", level="重大", special=True, hardware=False)) == {
        Milestone.RESPONSE: datetime(2026, 11, 20, 10, 10),
        Milestone.RESTORED: datetime(2026, 11, 23, 17, 30),
        Milestone.ON_SITE: datetime(2026, 11, 20, 12, 0),
    }


@pytest.mark.parametrize("project", [False, True])
def test_the_arrival_of_a_spare_takes_the_place_of_the_time_to_restore(project):
    # R-076, C-10
    eta = datetime(2026, 11, 21, 9, 0)
    for known, due in ((eta, eta), (None, None)):
        rows = [row for row in told("P-S3", level="重大", hardware=True, spare_eta=known, project_promise=project)
                if row[0] is Milestone.RESTORED]  # fmt: skip
        assert rows == [(Milestone.RESTORED, due)]


def test_a_line_of_the_own_level_takes_the_place_of_that_for_any_level():
    any_level = Target(milestone=Milestone.RESTORED, amount=24)
    own = Target(milestone=Milestone.RESTORED, amount=4, level="急")
    rows = due_rows(Terms(), (any_level, own), standard_calendar, IN, Fault(reported_at=FRIDAY, level="急"))
    assert [row.target for row in rows] == [own]
    rows = due_rows(Terms(), (any_level, own), standard_calendar, IN, Fault(reported_at=FRIDAY, level="缓"))
    assert [row.target for row in rows] == [any_level]


def test_a_due_time_in_a_year_without_confirmed_days_is_not_firm():
    (row, *_) = due_rows(
        Terms(), (Target(milestone=Milestone.RESTORED, amount=8, calendar="CAL_5X8"),), standard_calendar, IN,
        Fault(reported_at=datetime(2027, 3, 1, 10, 0)),
    )  # fmt: skip
    assert row.due is not None and not row.due.firm and "2027" in str(when(row))


def test_what_runs_from_a_step_that_has_not_happened_says_so():
    from inventory.i18n import speaking

    preset = PRESETS["P-S1"]
    rows = due_rows(preset.terms, preset.targets, standard_calendar, IN, Fault(reported_at=FRIDAY, level="II级"))
    plan = next(row for row in rows if row.target.milestone is Milestone.PLAN)
    with speaking("en"):
        assert str(when(plan)) == "1 hour from the arrival"
    with speaking("zh_CN"):
        assert str(when(plan)) == "到达现场起 1 小时"
    assert str(when(rows[0])) == "2026-11-20 12:00"


@given(
    st.sampled_from([*PRESETS, "HOUSE"]),
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 1)),
    st.sampled_from([IN, AFTER, CoverStatus.EXTENDED]),
    st.sampled_from([None, True, False]),
    st.booleans(),
    st.sampled_from(["", "I级", "一般", "重大"]),
)
def test_nothing_is_due_before_it_is_reported_and_the_strict_reading_is_never_later(
    code, at, cover, hardware, project, level
):
    preset = PRESETS.get(code) or house()
    at = at.replace(microsecond=0)
    fault = Fault(reported_at=at, hardware=hardware, project_promise=project, level=level)
    for row in due_rows(preset.terms, preset.targets, standard_calendar, cover, fault):
        assert row.due is None or row.due.at >= at
        assert row.strict is None or (row.due is not None and row.strict.at < row.due.at)
