"""Why a unit's cover is as it is, in sentences: every step of the reckoning, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inventory.calendars.published import published_working_days
from inventory.cover.explanation import explain
from inventory.cover.extensions import Extension, ExtensionStart, MakerRule
from inventory.cover.facts import (
    ContractFacts,
    CustodyFacts,
    ExtensionFacts,
    MakerFacts,
    ManualFacts,
    PolicyFacts,
    SwapFacts,
    UnitDays,
    UnitFacts,
)
from inventory.cover.reckoning import reckon
from inventory.cover.replacement import ReplacementRule, ReplacementTerms
from inventory.cover.rules import CountRule, Segment, SegmentKind
from inventory.cover.standing import Kept
from inventory.cover.suspension import Repair, SuspendRule
from inventory.i18n import speaking
from inventory.policies.terms import SparesDuty, Terms
from models.assets import AssetState
from models.policies import AnchorEvent

TODAY = date(2026, 11, 22)
day = date.fromisoformat
UNIT = UnitFacts(
    1, AssetState.IN_SERVICE, UnitDays(accepted_on=day("2024-03-15"), ex_works_on=day("2023-05-20")),
    PolicyFacts(1, "HOUSE", 1, Terms(warranty_months=None), is_house=True), own_months=36,
)  # fmt: skip


def under(unit: UnitFacts = UNIT, **terms: Any) -> UnitFacts:
    """The unit under a policy of its contract."""
    contract = ContractFacts(7, "HT-1", has_policy=True)
    return replace(unit, contract=contract, policy=PolicyFacts(4, "P-S2C", 2, Terms(**terms)), own_months=None)


def told(unit: UnitFacts, predecessor: tuple[Segment, ...] = (), replaced_by: str = "") -> list[str]:
    found = reckon(unit, TODAY, predecessor=predecessor, working=published_working_days())
    kept = Kept(found.first, found.spares_last, found.segments)
    return [str(line) for line in explain(unit, kept, TODAY, replaced_by=replaced_by)]


@pytest.fixture(autouse=True)
def _in_english():
    with speaking("en"):
        yield


def test_the_base_names_the_event_the_days_the_rule_and_the_policy():
    assert told(UNIT) == [
        (
            "36 months from the acceptance of the unit on 2024-03-15, this day covered but not counted: "
            "2024-03-15 to 2027-03-15."
        ),
        "No contract names a policy: the house terms hold, version 1.",
    ]
    first, second = told(under(warranty_months=12, count_rule=CountRule.NEXT_DAY))[:2]
    assert first == ("12 months from the day after the acceptance of the unit on 2024-03-15: 2024-03-16 to 2025-03-15.")
    assert second == "Contract HT-1 stands under policy P-S2C, version 2."
    with speaking("zh_CN"):
        assert told(replace(UNIT, own_months=1))[0] == (
            "自 2024-03-15 设备验收之日起 1 个月，当日在保但不计入：2024-03-15 至 2024-04-15。"
        )


def test_a_month_that_is_too_short_is_named_and_so_is_a_sticky_end():
    short = replace(UNIT, days=UnitDays(accepted_on=day("2024-08-31")), own_months=6)
    assert "2025-02 has no day 31, so its last day takes its place." in told(short)
    sticky = under(
        replace(UNIT, days=UnitDays(accepted_on=day("2023-02-28"))), warranty_months=12, month_end_sticky=True
    )
    assert "2023-02-28 is the last day of its month, so the last day of 2024-02 corresponds to it." in told(sticky)


def test_it_says_from_which_record_the_day_and_the_months_come():
    contract = ContractFacts(7, "HT-1", 24, AnchorEvent.CONTRACT_ACCEPTED, day("2024-05-01"), True)
    lines = told(replace(under(warranty_months=12), contract=contract))
    assert lines[0].startswith("24 months from the acceptance of the contract on 2024-05-01")
    assert "The day of the acceptance is that of contract HT-1." in lines
    assert "The months are those of contract HT-1." in lines
    late = replace(UNIT, days=replace(UNIT.days, completed_on=day("2024-03-20")))
    assert "The completion was later than the signature, so its day counts." in told(late)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (replace(UNIT, days=UnitDays()), "There is no acceptance yet. The free warranty starts with it; until then"),
        (under(anchor_event=AnchorEvent.INSTALLED), "The free warranty counts from the installation, which is not"),
        (replace(UNIT, own_months=0), "It was accepted on 2024-03-15, and no free warranty was promised."),
        (replace(UNIT, own_months=None), "Nobody has recorded its warranty months."),
        (replace(UNIT, own_months=None, usual_months=12), "the manufacturer usually gives 12 months for its model."),
        (replace(UNIT, state=AssetState.SCRAPPED), "The unit is retired or scrapped, so nothing is owed"),
        (replace(UNIT, state=AssetState.REPLACED), "The unit was replaced, so nothing is owed for it any more."),
    ],
)
def test_it_says_why_there_is_no_cover_or_whose_months_they_are(unit, said):
    assert any(said in line for line in told(unit))


def test_a_replaced_unit_names_the_one_that_has_its_cover_now():
    (line,) = told(replace(UNIT, state=AssetState.REPLACED), replaced_by="N-2")
    assert line == "N-2 took its place, and what was left of its cover has gone over to that unit."


@pytest.mark.parametrize(
    ("rule", "months", "said"),
    [
        (MakerRule.OWN_WINDOW, 24, "The manufacturer's warranty ends on 2025-05-20, later than ours on 2025-03-15"),
        (
            MakerRule.OWN_WINDOW,
            18,
            "ends on 2024-11-20, not later than ours on 2025-03-15: days are compared, not months.",
        ),
        (MakerRule.DURATION_ON_OUR_ANCHOR, 24, "The manufacturer gives 24 months, which is more than ours"),
        (MakerRule.DURATION_ON_OUR_ANCHOR, 12, "The manufacturer gives 12 months, which is no more than ours."),
    ],
)
def test_it_says_whether_the_manufacturers_warranty_counts_and_why(rule, months, said):
    unit = under(replace(UNIT, usual_months=months), warranty_months=12, maker_rule=rule)
    assert any(said in line for line in told(unit))


def test_it_says_what_of_the_manufacturers_warranty_is_not_known_or_does_not_count():
    unknown = replace(UNIT, days=UnitDays(accepted_on=day("2024-03-15")), usual_months=24)
    lines = told(under(unknown, warranty_months=12, maker_rule=MakerRule.OWN_WINDOW))
    assert any("whose day is not recorded, so its end is not known." in line for line in lines)
    paper = under(replace(UNIT, maker=MakerFacts(5, 24, AnchorEvent.EX_WORKS)), warranty_months=12)
    assert "The manufacturer's warranty does not count under these terms." in told(paper)


def test_it_counts_the_days_of_repairs_and_says_which_repairs_do_not_count():
    custodies = (
        CustodyFacts(1, Repair(day("2024-06-02"), day("2024-06-12"))),
        CustodyFacts(2, Repair(day("2024-07-02"), day("2024-07-12"), chargeable=True)),
        CustodyFacts(3, Repair(day("2026-01-02"), day("2026-01-12"))),
    )
    lines = told(under(replace(UNIT, custodies=custodies), warranty_months=12, suspend=SuspendRule.REPAIR_DAYS))
    assert "10 days in repair are added, so the warranty lasts until 2025-03-25." in lines
    assert "The repair that began on 2024-07-02 was charged, so its days are not added." in lines
    assert "The repair that began on 2026-01-02 came after the last day, so its days are not added." in lines


def test_it_names_extensions_gaps_and_granted_days_with_who_approved_them():
    extension = Extension(ExtensionStart.FROM_SIGNATURE, 12, day("2025-04-28"), "XB-1")
    granted = ManualFacts(6, day("2026-06-01"), day("2026-06-30"), "客诉补偿", "", "王芳", "李经理")
    unit = replace(UNIT, own_months=12, extensions=(ExtensionFacts(3, extension),), manual=(granted,))
    lines = told(unit)
    assert "Maintenance contract XB-1, 12 months from the day after the signature: 2025-04-29 to 2026-04-28." in lines
    assert "Nothing covers 2025-03-16 to 2025-04-28: 44 days out of warranty." in lines
    assert "2026-06-01 to 2026-06-30 was granted by 李经理: 客诉补偿" in lines
    waiting = ExtensionFacts(3, Extension(ExtensionStart.CONTIGUOUS, 12, source="XB-2"))
    assert (
        "Maintenance contract XB-2 follows the cover before it, which has not begun yet."
        in told(replace(UNIT, days=UnitDays(), extensions=(waiting,)))
    )  # fmt: skip


def test_an_end_on_a_day_off_is_named():
    unit = under(
        replace(UNIT, days=UnitDays(accepted_on=day("2025-10-01"))), warranty_months=12, holiday_moves_end=True
    )
    assert "2026-10-01 is a day off, so the last day moves to the next working day, 2026-10-08." in told(unit)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            ReplacementRule.INHERIT,
            "It took the place of OLD on 2026-02-26 and has what was left of that unit's cover.",
        ),
        (ReplacementRule.INHERIT_MIN_DAYS, "what was left of that unit's cover, 90 days at least."),
        (ReplacementRule.RESTART, "which began a new warranty of 12 months."),
    ],
)
@pytest.mark.parametrize("before", ["2026-03-15", "2025-01-01"])
def test_a_successor_says_whose_place_it_took_also_where_nothing_was_left(rule, said, before):
    swap = SwapFacts(8, 2, "OLD", day("2026-02-26"), ReplacementTerms(rule))
    heir = replace(UNIT, days=UnitDays(accepted_on=day("2026-02-26")), swap=swap)
    lines = told(heir, (Segment(SegmentKind.BASE, day("2024-03-15"), day(before)),))
    assert said in lines[0]
    assert not any("36 months" in line for line in lines)


@pytest.mark.parametrize(
    ("duty", "said"),
    [
        (SparesDuty.MONTHS, "Spares are promised until 2030-03-15, 36 months after the free warranty."),
        (SparesDuty.LONG_TERM, "Spares are promised for the long term, without an end that could be reckoned."),
        (SparesDuty.LIFETIME, "Spares are promised as long as the unit lives."),
    ],
)
def test_it_says_how_long_spares_are_owed(duty, said):
    assert told(under(warranty_months=36, spares_duty=duty))[-1] == said
