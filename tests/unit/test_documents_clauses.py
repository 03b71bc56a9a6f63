"""The warranty clause of a certificate (documents.md 4.3, R-030, R-031, R-034)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.cover.rules import CountRule, Window, cover_window
from inventory.documents.clauses import Promised, warranty_clauses
from inventory.documents.parties import written_day
from inventory.i18n import speaking
from inventory.policies.presets import PRESETS
from inventory.policies.terms import PeriodLabel, Terms
from models.policies import AnchorEvent

SIGNED = date(2024, 3, 15)
EQUIPMENT = AnchorEvent.EQUIPMENT_SIGNED


def clauses(language, terms, *units, anchor=EQUIPMENT):
    with speaking(language):
        return [str(clause) for clause in warranty_clauses(terms, anchor, units)]


def one(rule, months=12, serial="SN1", maker=None):
    return Promised(serial, months, cover_window(SIGNED, months, rule), maker)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        # documents.md 4.3: 质保期自验收签字次日 2024年3月16日起至 2025年3月15日止(含当日)
        (CountRule.NEXT_DAY, "质保期自设备完成并验收签字次日2024年3月16日起至2025年3月15日止（含当日）。"),
        (CountRule.STATUTORY, "质保期自设备完成并验收签字之日2024年3月15日起至2025年3月15日止（含当日）。"),
        (CountRule.DAY_COUNTED, "质保期自设备完成并验收签字当日2024年3月15日起（当日计入）至2025年3月14日止（含当日）。"),
    ],
)
def test_the_clause_says_from_which_day_to_which(rule, said):
    assert clauses("zh_CN", Terms(count_rule=rule), one(rule)) == [said]
    (english,) = clauses("en", Terms(count_rule=rule), one(rule))
    assert english.isascii() and "2025-03-1" in english


def test_the_period_is_called_as_the_policy_calls_it():
    """Glossary: 保修期 is printed only through the profile's label."""
    for preset in PRESETS.values():
        (said,) = clauses("zh_CN", preset.terms, one(preset.terms.count_rule), anchor=preset.terms.anchor_event)
        assert ("保修期" in said) == (preset.terms.free_label is PeriodLabel.REPAIR_PERIOD)


def test_before_the_signature_the_clause_says_how_it_will_be_counted():
    (said,) = clauses("zh_CN", Terms(count_rule=CountRule.NEXT_DAY), Promised("SN1", 12, None))
    assert "12 个月" in said and "次日" in said and "2024" not in said
    assert clauses("zh_CN", Terms(), Promised("SN1", 0, None)) == ["不承诺质保期。"]


def test_units_with_other_windows_have_a_line_of_their_own():
    year = one(CountRule.NEXT_DAY)
    two = one(CountRule.NEXT_DAY, 24, "SN2")
    said = clauses("zh_CN", Terms(count_rule=CountRule.NEXT_DAY), year, two, one(CountRule.NEXT_DAY, serial="SN3"))
    assert [line.partition("：")[0] for line in said] == ["SN1、SN3", "SN2"]
    assert "2026年3月15日" in said[1]


def test_a_makers_cover_that_reaches_further_has_a_line_for_each_group():
    """R-033; C-02: the maker until 2025-05-20 is longer than ours until 2025-03-15, until 2024-11-20 it is not."""
    said = clauses(
        "zh_CN", Terms(),
        one(CountRule.STATUTORY, maker=date(2025, 5, 20)),
        one(CountRule.STATUTORY, serial="SN2", maker=date(2024, 11, 20)),
        one(CountRule.STATUTORY, serial="SN3", maker=date(2025, 5, 20)),
        one(CountRule.STATUTORY, serial="SN4", maker=date(2026, 5, 20)),
    )  # fmt: skip
    assert said[1:] == ["厂家质保至2025年5月20日止（含当日）：SN1、SN3。", "厂家质保至2026年5月20日止（含当日）：SN4。"]
    assert len(clauses("en", Terms(), Promised("SN1", 12, Window(SIGNED, date(2025, 3, 15)), SIGNED))) == 1


@pytest.mark.parametrize(("language", "said"), [("zh_CN", "2026年11月4日"), ("en", "2026-11-04")])
def test_a_day_is_written_as_papers_write_it(language, said):
    with speaking(language):
        assert written_day(date(2026, 11, 4)) == said
        assert written_day(None) == ""
