"""A policy reads as prose in both languages, and what nobody stated is marked."""

from __future__ import annotations

from enum import StrEnum

import pytest

from inventory.calendars.rules import WorkdayCount
from inventory.cover.extensions import MakerRule
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule
from inventory.cover.suspension import SuspendRule
from inventory.i18n import LANGUAGES, _, speaking
from inventory.policies import words
from inventory.policies.presets import PRESETS, house
from inventory.policies.prose import prose
from inventory.policies.targets import Milestone, TargetBase, TargetCondition, TargetUnit
from inventory.policies.terms import (
    KEYS,
    LoanerDue,
    LoanerMatch,
    LoanerTrigger,
    PartsOrigin,
    PeriodLabel,
    PostService,
    PriceBasis,
    SparesDuty,
    Terms,
)
from inventory.policies.words import Named
from inventory.pricing.charges import CapScope, DamageRule, LineKind

CALENDARS = {"CAL_7X24": Named("全天候 7×24", "Around the clock")}


def sentences(terms, targets=(), assumed=(), language="en"):
    with speaking(language):
        return [str(one.text) for part in prose(terms, targets, CALENDARS, assumed) for one in part.sentences]


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("P-S1", "The free warranty period lasts 36 months from the acceptance of the contract; that day is covered too, but not counted.",
         "质保期为 36 个月，自合同验收合格之日起计算（当日在保，但不计入期间）。"),
        ("P-S2A", "The free repair period lasts 12 months, counted from the day after the completion and signed acceptance of the equipment.",
         "免费维修期为 12 个月，自设备完成并验收签字次日起计算。"),
        ("P-S2D", "The free maintenance period lasts 36 months, counted from the day after the completion and signed acceptance of the project.",
         "免费维护期为 36 个月，自工程完成并验收签字次日起计算。"),
    ],
)  # fmt: skip
def test_the_free_period_is_told_as_the_plan_tells_it(code, english, chinese):
    preset = PRESETS[code]
    assert sentences(preset.terms)[0] == english
    assert sentences(preset.terms, language="zh_CN")[0] == chinese


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", [*PRESETS.values(), house()], ids=lambda preset: preset.code)
def test_every_preset_can_be_read_in_both_languages(preset, language):
    told = sentences(preset.terms, preset.targets, preset.assumed, language)
    assert len(told) > 15 and all(text and "{" not in text for text in told)
    if language == "zh_CN":
        ours = [text for text in told if any("a" <= letter <= "z" for letter in text)]
        assert not ours, "a sentence without its Chinese"


def test_repair_period_is_said_only_where_the_plan_calls_a_period_so():
    said = {
        code
        for code, preset in PRESETS.items()
        if any("保修期" in text for text in sentences(preset.terms, preset.targets, language="zh_CN"))
    }
    assert said == {"P-S1", "P-S2B", "P-S2C"}


def test_what_nobody_stated_is_marked_and_named():
    preset = PRESETS["P-S1"]
    free = prose(preset.terms, preset.targets, CALENDARS, preset.assumed)[0]
    with speaking("en"):
        assert [str(mark) for mark in free.sentences[0].assumed] == ["First day counted"]
    assert not any(one.assumed for part in prose(preset.terms, preset.targets, CALENDARS) for one in part.sentences)


def test_what_is_open_in_a_due_time_is_marked_on_its_own_line():
    preset = PRESETS["P-S1"]
    times = prose(preset.terms, preset.targets, CALENDARS, preset.assumed)[4]
    with speaking("en"):
        assert [str(mark) for mark in times.sentences[1].assumed] == ["Counted from", "Calendar"]
        assert (
            str(times.sentences[1].text)
            == "Repair plan handed over within 30 minutes from the response – Level I (Around the clock)."
        )


WORDS: list[tuple[object, type[StrEnum]]] = [
    (words.LABEL, PeriodLabel), (words.COUNT, CountRule), (words.MAKER, MakerRule), (words.DAMAGE, DamageRule),
    (words.SUSPEND, SuspendRule), (words.REPLACEMENT, ReplacementRule), (words.POST, PostService),
    (words.SPARES, SparesDuty), (words.ORIGIN, PartsOrigin), (words.CAP, CapScope), (words.KIND, LineKind),
    (words.BASIS, PriceBasis), (words.TRIGGER, LoanerTrigger), (words.LOANER_DUE, LoanerDue),
    (words.MATCH, LoanerMatch), (words.WORKDAYS, WorkdayCount), (words.MILESTONE, Milestone),
    (words.CONDITION, TargetCondition), (words.BASE, TargetBase), (words.UNIT, TargetUnit),
]  # fmt: skip


@pytest.mark.parametrize(("named", "enum"), WORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_choice_has_a_word_of_its_own(named, enum):
    assert set(named) == set(enum)
    for language in LANGUAGES:
        with speaking(language):
            told = [_(named[one]) for one in enum]
        assert len(set(told)) == len(told)


def test_every_setting_is_named():
    assert set(words.SETTING) == set(KEYS.values())


def test_whatever_is_chosen_can_be_told():
    choices = [
        Terms(warranty_months=0), Terms(warranty_months=None, anchor_event=None), Terms(month_end_sticky=True),
        *(Terms(count_rule=one) for one in CountRule), *(Terms(maker_rule=one) for one in MakerRule),
        *(Terms(suspend=one) for one in SuspendRule), *(Terms(replacement=one) for one in ReplacementRule),
        *(Terms(post_service=one) for one in PostService), *(Terms(spares_duty=one) for one in SparesDuty),
        *(Terms(cap_scope=one) for one in CapScope), *(Terms(loaner_trigger=one) for one in LoanerTrigger),
        *(Terms(loaner_due=one) for one in LoanerDue), Terms(spares_duty=SparesDuty.MONTHS, spares_after_extension=False),
        Terms(call_months=1, notice_days=7, visit_months=3),
    ]  # fmt: skip
    for terms in choices:
        for language in LANGUAGES:
            assert all(text and "{" not in text for text in sentences(terms, language=language))


def test_a_name_without_english_stands_in_for_itself():
    with speaking("en"):
        assert str(Named("全天候")) == "全天候" and str(Named("全天候", "Around the clock")) == "Around the clock"
