"""The presets say what requirements.md 1.9 says, and which of it is a default of ours."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.calendars.standard import STANDARD
from inventory.cover.extensions import MakerRule
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule
from inventory.cover.suspension import SuspendRule
from inventory.errors import InvalidInput
from inventory.policies.presets import PRESETS, house
from inventory.policies.targets import (
    EXCLUSIVE,
    Milestone,
    Target,
    TargetBase,
    TargetCondition,
    TargetUnit,
    levels,
    read_conditions,
)
from inventory.policies.terms import (
    KEYS,
    LoanerDue,
    LoanerMatch,
    LoanerTrigger,
    PartsOrigin,
    PeriodLabel,
    PostService,
    SparesDuty,
    Terms,
    assumed,
    dump,
    load,
)
from inventory.pricing.charges import CapScope, DamageRule, PriceRule
from models.policies import AnchorEvent

A, M, C, P = AnchorEvent, MakerRule, CountRule, PostService
LOANER = ("loaner_trigger", "loaner_due", "loaner_match")

TABLE = {
    # requirements.md 1.9, column by column: months, anchor, count, maker, damage, service after it, part price
    "P-S1": (36, A.CONTRACT_ACCEPTED, C.STATUTORY, M.IGNORE, DamageRule.EXCLUDED, P.NEGOTIATED, PriceRule.NEGOTIATED),
    "P-S2A": (12, A.EQUIPMENT_SIGNED, C.NEXT_DAY, M.OWN_WINDOW, DamageRule.EXCLUDED, P.LIFETIME_PAID, PriceRule.NEGOTIATED),
    "P-S2B": (12, A.EQUIPMENT_SIGNED, C.STATUTORY, M.IGNORE, DamageRule.EXCLUDED, P.MAINTENANCE_CONTRACT, PriceRule.NEGOTIATED),
    "P-S2C": (12, A.PROJECT_ACCEPTED, C.STATUTORY, M.OWN_WINDOW, DamageRule.COVERED, P.CONTRACT_RATE, PriceRule.COST),
    "P-S2D": (36, A.PROJECT_SIGNED, C.NEXT_DAY, M.OWN_WINDOW, DamageRule.EXCLUDED, P.LIFETIME_PAID, PriceRule.NEGOTIATED),
    "P-S3": (12, None, C.STATUTORY, M.IGNORE, DamageRule.EXCLUDED, P.NEGOTIATED, PriceRule.NEGOTIATED),
}  # fmt: skip

ITALIC = {
    # the values that the table prints in italics, by their field
    "P-S1": {"count_rule", "maker_rule", "parts_origin", *LOANER, "visit_months", "call_months", "notice_days", "satisfaction_bp"},
    "P-S2A": {"user_damage", "post_price", "visit_months", "notice_days", "satisfaction_bp"},
    "P-S2B": {"anchor_event", "count_rule", "warranty_months", "maker_rule", "user_damage", "post_price", "parts_origin",
              "loaner_due", "notice_days", "satisfaction_bp"},
    "P-S2C": {"count_rule", "parts_origin", "notice_days"},
    "P-S2D": {"user_damage", "post_price", "satisfaction_bp"},
    "P-S3": {"anchor_event", "count_rule", "warranty_months", "maker_rule", "user_damage", "post_service", "post_price",
             "cap_scope", "parts_origin", *LOANER, "notice_days"},
}  # fmt: skip
NOT_ITALIC = {
    "P-S1": {"warranty_months", "anchor_event", "user_damage", "post_service", "post_price", "cap_scope", "spares_duty"},
    "P-S2A": {"anchor_event", "count_rule", "maker_rule", "post_service", "spares_duty", "parts_origin", *LOANER},
    "P-S2B": {"post_service", "cap_scope", "spares_duty", "loaner_trigger", "loaner_match", "visit_months"},
    "P-S2C": {"anchor_event", "maker_rule", "user_damage", "post_service", "may_refuse", "post_price", "spares_duty",
              *LOANER, "loaner_trigger_days", "loaner_due_days", "visit_months", "satisfaction_bp"},
    "P-S2D": {"anchor_event", "count_rule", "maker_rule", "spares_duty", "parts_origin", *LOANER, "visit_months",
              "call_months", "notice_days"},
    "P-S3": {"spares_duty", "spares_months", "visit_months", "visit_minutes", "satisfaction_bp"},
}  # fmt: skip


@pytest.mark.parametrize("code", TABLE)
def test_a_preset_has_the_values_of_its_plan(code):
    terms = PRESETS[code].terms
    assert (
        terms.warranty_months, terms.anchor_event, terms.count_rule, terms.maker_rule, terms.user_damage,
        terms.post_service, terms.post_price,
    ) == TABLE[code]  # fmt: skip


@pytest.mark.parametrize("code", ITALIC)
def test_what_a_plan_leaves_open_is_marked_and_what_it_says_is_not(code):
    marks = PRESETS[code].assumed
    assert {name for name in ITALIC[code] if KEYS[name] not in marks} == set()
    assert {name for name in NOT_ITALIC[code] if KEYS[name] in marks} == set()


def test_what_the_plans_say_of_loaners_spares_visits_and_satisfaction():
    by = {code: preset.terms for code, preset in PRESETS.items()}
    assert [(by[code].loaner_trigger, by[code].loaner_due, by[code].loaner_match) for code in ("P-S2A", "P-S2B", "P-S2C")] == [
        (LoanerTrigger.ON_SLA_BREACH, LoanerDue.IMMEDIATE, LoanerMatch.ANY),
        (LoanerTrigger.ON_SLA_BREACH, LoanerDue.IMMEDIATE, LoanerMatch.SAME_FUNCTION),
        (LoanerTrigger.WORKDAYS, LoanerDue.WORKDAYS, LoanerMatch.NOT_BELOW_SPEC),
    ]  # fmt: skip
    assert (by["P-S2C"].loaner_trigger_days, by["P-S2C"].loaner_due_days) == (1, 1)
    assert {code: terms.spares_duty for code, terms in by.items()} == {
        "P-S1": SparesDuty.NONE, "P-S2A": SparesDuty.LIFETIME, "P-S2B": SparesDuty.NONE, "P-S2C": SparesDuty.LONG_TERM,
        "P-S2D": SparesDuty.LIFETIME, "P-S3": SparesDuty.MONTHS, "SANBAO": SparesDuty.NONE,
    }  # fmt: skip
    assert by["P-S3"].spares_months == 36
    assert {code for code, terms in by.items() if terms.parts_origin is PartsOrigin.OEM_OR_APPROVED} == {
        "P-S2A",
        "P-S2D",
    }
    assert {code: terms.cap_scope for code, terms in by.items() if terms.cap_scope is not CapScope.NONE} == {
        "P-S3": CapScope.IN_WARRANTY
    }
    assert {code: (t.visit_months, t.visit_minutes, t.call_months, t.notice_days) for code, t in by.items()} == {
        "P-S1": (None, None, None, 0), "P-S2A": (6, None, None, 0), "P-S2B": (3, None, None, 0),
        "P-S2C": (3, None, None, 0), "P-S2D": (3, None, 1, 7), "P-S3": (1, 120, None, 0), "SANBAO": (None, None, None, 0),
    }  # fmt: skip
    assert (by["P-S2C"].satisfaction_bp, by["P-S3"].satisfaction_bp) == (9900, 9800)
    assert by["P-S2C"].may_refuse is False


def test_sanbao_counts_from_the_invoice_stops_during_repair_and_begins_anew_after_an_exchange():
    terms = PRESETS["SANBAO"].terms
    assert (terms.anchor_event, terms.suspend, terms.holiday_moves_end) == (A.INVOICED, SuspendRule.REPAIR_DAYS, True)
    assert (terms.count_rule, terms.replacement) == (C.STATUTORY, ReplacementRule.RESTART)


def rows(code):
    return [
        (t.level, t.milestone.value, t.base.value, t.amount, t.unit.value, t.calendar, t.kept_conditions)
        for t in PRESETS[code].targets
    ]


def test_the_due_times_of_the_presets():
    around, days = "CAL_7X24", "CAL_5X8"
    assert rows("P-S1") == [
        ("I级", "RESPONSE", "REPORT", 1, "HOUR", around, ""),
        ("I级", "PLAN", "RESPONSE", 30, "MINUTE", around, ""),
        ("I级", "RESTORED", "REPORT", 4, "HOUR", around, ""),
        ("II级", "RESPONSE", "REPORT", 2, "HOUR", around, ""),
        ("II级", "ON_SITE", "REPORT", 2, "HOUR", around, ""),
        ("II级", "PLAN", "ARRIVAL", 1, "HOUR", around, ""),
        ("II级", "RESTORED", "REPORT", 8, "HOUR", around, ""),
    ]
    assert rows("P-S2A") == [
        ("", "ON_SITE", "REPORT", 1, "HOUR", around, "IN_WARRANTY"),
        ("", "RESTORED", "REPORT", 12, "HOUR", around, "IN_WARRANTY"),
        ("", "ON_SITE", "REPORT", 4, "HOUR", around, "AFTER_WARRANTY"),
        ("", "RESTORED", "REPORT", 24, "HOUR", around, "AFTER_WARRANTY"),
    ]
    assert rows("P-S2C") == [
        ("", "RESPONSE", "REPORT", 1, "HOUR", around, ""),
        ("", "ON_SITE", "SITE_NOTICE", 4, "HOUR", "CAL_5X24", "IN_WARRANTY,SITE_CANNOT_FIX"),
        ("", "SPARE_REPLACED", "REPORT", 3, "WORKDAY", days, "IN_WARRANTY,HARDWARE"),
        ("", "RESTORED", "REPORT", 1, "WORKDAY", days, "IN_WARRANTY"),
    ]
    assert rows("P-S2B") == [] and rows("P-S2D") == [("", "DISPATCH", "REPORT", 60, "MINUTE", around, "")]
    assert rows("P-S3") == [
        ("", "RESPONSE", "REPORT", 10, "MINUTE", around, "PROJECT_PROMISE"),
        ("", "ON_SITE", "REPORT", 30, "MINUTE", around, "PROJECT_PROMISE"),
        ("", "RESTORED", "ARRIVAL", 30, "MINUTE", around, "NON_HARDWARE,PROJECT_PROMISE"),
        ("", "RESPONSE", "REPORT", 10, "MINUTE", around, "GENERAL_PROMISE"),
        ("一般", "RESTORED", "REPORT", 1, "HOUR", around, "GENERAL_PROMISE"),
        ("重大", "RESTORED", "REPORT", 1, "WORKDAY", days, "GENERAL_PROMISE"),
        ("", "ON_SITE", "REPORT", 1, "HOUR", around, "NORMAL,GENERAL_PROMISE"),
        ("", "ON_SITE", "REPORT", 2, "HOUR", around, "SPECIAL,GENERAL_PROMISE"),
        ("", "RESTORED", "REPORT", 0, "ETA", around, "HARDWARE"),
    ]
    assert {t.calendar for preset in PRESETS.values() for t in preset.targets} <= set(STANDARD)
    assert (levels(PRESETS["P-S1"].targets), levels(PRESETS["P-S3"].targets)) == (("I级", "II级"), ("一般", "重大"))


def test_what_is_open_in_the_due_times_is_marked_by_line():
    assert {"sla.2.base", "sla.6.base", "sla.1.calendar", "sla.7.calendar"} <= PRESETS["P-S1"].assumed
    assert not {mark for mark in PRESETS["P-S2A"].assumed if mark.startswith("sla.")}
    assert "sla.3.base" in PRESETS["P-S3"].assumed


def test_the_word_for_the_free_and_the_paid_period_is_that_of_the_plan():
    labels = {code: (preset.terms.free_label, preset.terms.paid_label) for code, preset in PRESETS.items()}
    L = PeriodLabel
    assert labels == {
        # 保修期: the paid period of S1, the free one of S2b and S2c (requirements.md 1.9)
        "P-S1": (L.FREE_WARRANTY, L.REPAIR_PERIOD), "P-S2A": (L.FREE_REPAIR, L.LIFETIME_REPAIR),
        "P-S2B": (L.REPAIR_PERIOD, L.MAINTENANCE), "P-S2C": (L.REPAIR_PERIOD, L.PAID_SERVICE),
        "P-S2D": (L.FREE_MAINTENANCE, L.LIFETIME_REPAIR), "P-S3": (L.FREE_WARRANTY, L.PAID_SERVICE),
        "SANBAO": (L.THREE_GUARANTEES, L.PAID_SERVICE),
    }  # fmt: skip


def test_the_house_leaves_the_months_to_the_unit_and_promises_no_spares_for_0_months():
    assert house().terms.warranty_months is None
    assert house(spares_months=0).terms.spares_duty is SparesDuty.NONE
    found = house(CountRule.NEXT_DAY, 60, decided=frozenset({"count_rule"}))
    assert (found.terms.count_rule, found.terms.spares_months) == (CountRule.NEXT_DAY, 60)
    assert "warranty.count_rule" not in found.assumed and "warranty.mfr_rule" in found.assumed


# terms as they are kept


@pytest.mark.parametrize("preset", [*PRESETS.values(), house()], ids=lambda preset: preset.code)
def test_terms_come_back_as_they_were_kept(preset):
    text = dump(preset.terms, preset.assumed)
    assert load(text) == preset.terms and assumed(text) == preset.assumed


def test_every_setting_has_a_name_of_its_own():
    assert set(KEYS) == {one.name for one in dataclasses.fields(Terms)}
    assert len(set(KEYS.values())) == len(KEYS)


def test_a_later_default_changes_no_promise_that_is_kept():
    kept = json.loads(dump(Terms()))
    assert set(kept) == set(KEYS.values())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("warranty_months", 601),
        ("spares_months", -1),
        ("notice_days", 91),
        ("visit_months", 0),
        ("satisfaction_bp", 10_001),
    ],
)
def test_a_number_out_of_its_bounds_is_refused_under_its_field(field, value):
    with pytest.raises(InvalidInput) as refused:
        Terms(**{field: value})
    assert refused.value.field == field


# due times as values


@given(st.frozensets(st.sampled_from(TargetCondition)))
def test_conditions_come_back_whatever_they_are(conditions):
    if any(one in conditions and other in conditions for one, other in EXCLUSIVE):
        with pytest.raises(InvalidInput):
            Target(milestone=Milestone.RESPONSE, amount=1, conditions=conditions)
        return
    assert (
        read_conditions(Target(milestone=Milestone.RESPONSE, amount=1, conditions=conditions).kept_conditions)
        == conditions
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": 1001, "unit": TargetUnit.WORKDAY}, "amount"),
        ({"amount": 5, "unit": TargetUnit.ETA}, "amount"),
        ({"amount": 1, "base": TargetBase.RESPONSE}, "base"),  # a response cannot run from the response
        ({"amount": 1, "base": TargetBase.ARRIVAL}, "base"),
        ({"amount": 1, "level": "x" * 21}, "level"),
    ],
)
def test_a_due_time_that_could_never_be_kept_is_refused(values, field):
    with pytest.raises(InvalidInput) as refused:
        Target(milestone=Milestone.RESPONSE, **values)
    assert refused.value.field == field
