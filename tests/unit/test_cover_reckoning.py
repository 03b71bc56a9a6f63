"""The whole cover of a unit from what is recorded of it (rules.md C-01 … C-06): anchors, order of the steps, laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.calendars.published import published_working_days
from inventory.cover.anchors import anchor_of
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
from inventory.cover.reckoning import Reckoned, reckon
from inventory.cover.replacement import ReplacementRule, ReplacementTerms
from inventory.cover.rules import CountRule, CoverStatus, SegmentKind, cover_on
from inventory.cover.suspension import Absence, Repair, SuspendRule
from inventory.policies.terms import SparesDuty, Terms
from models.assets import AssetState
from models.policies import AnchorEvent

TODAY = date(2026, 11, 22)
day = date.fromisoformat


def facts(days: UnitDays | None = None, state: AssetState = AssetState.IN_SERVICE, **values: Any) -> UnitFacts:
    """A unit under a policy of its own; keywords that Terms knows go there, the others to the unit."""
    names = set(Terms.__dataclass_fields__)
    terms = Terms(**{name: value for name, value in values.items() if name in names})
    rest = {name: value for name, value in values.items() if name not in names}
    return UnitFacts(1, state, days or UnitDays(), PolicyFacts(1, "P", 1, terms), **rest)


def accepted(on: str, **days: Any) -> UnitDays:
    return UnitDays(accepted_on=day(on), **days)


def spans(found: Reckoned) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.first.isoformat(), one.last.isoformat()) for one in found.segments]


DAYS = UnitDays(
    ex_works_on=day("2024-01-01"), sold_on=day("2024-01-02"), delivered_on=day("2024-01-03"),
    installed_on=day("2024-01-04"), completed_on=day("2024-01-05"), accepted_on=day("2024-01-06"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("event", "of_unit", "of_contract"),
    [
        (AnchorEvent.EX_WORKS, "2024-01-01", "2024-01-01"),
        (AnchorEvent.INVOICED, "2024-01-02", "2024-01-02"),
        (AnchorEvent.DELIVERED, "2024-01-03", "2024-01-03"),
        (AnchorEvent.INSTALLED, "2024-01-04", "2024-01-04"),
        (AnchorEvent.EQUIPMENT_SIGNED, "2024-01-06", "2024-01-06"),
        (AnchorEvent.CONTRACT_ACCEPTED, "2024-01-06", "2024-02-01"),
        (AnchorEvent.PROJECT_ACCEPTED, "2024-01-06", "2024-02-01"),
        (AnchorEvent.PROJECT_SIGNED, "2024-01-06", "2024-02-01"),
    ],
)
def test_the_months_count_from_the_event_that_the_policy_names(event, of_unit, of_contract):
    alone = facts(DAYS, anchor_event=event)
    under = facts(DAYS, anchor_event=event, contract=ContractFacts(7, "HT-1", accepted_on=day("2024-02-01")))
    assert anchor_of(alone).day == day(of_unit)
    assert anchor_of(under).day == day(of_contract)
    assert anchor_of(under).of_contract == (of_contract == "2024-02-01")


def test_of_completion_and_signature_the_later_counts():
    late = replace(DAYS, completed_on=day("2024-01-09"))
    assert anchor_of(facts(late)).day == day("2024-01-09")
    assert anchor_of(facts(replace(DAYS, accepted_on=None))).day is None
    project = ContractFacts(7, "HT-1", accepted_on=day("2024-01-08"))
    assert anchor_of(facts(late, anchor_event=AnchorEvent.PROJECT_SIGNED, contract=project)).day == day("2024-01-09")


def test_what_the_contract_says_itself_overrules_its_policy_and_the_unit_overrules_both():
    contract = ContractFacts(7, "HT-1", months=24, anchor=AnchorEvent.INSTALLED, has_policy=True)
    found = reckon(facts(DAYS, contract=contract, warranty_months=12), TODAY)
    assert spans(found) == [("BASE", "2024-01-04", "2026-01-04")]
    assert (found.segments[0].source, found.segments[0].proof, found.segments[0].proof_id) == ("HT-1", "contract", 7)
    assert spans(reckon(facts(DAYS, contract=contract, own_months=6), TODAY)) == [("BASE", "2024-01-04", "2024-07-04")]
    usual = facts(DAYS, warranty_months=None, usual_months=18)
    assert spans(reckon(usual, TODAY)) == [("BASE", "2024-01-06", "2025-07-06")]


def test_under_the_house_terms_the_acceptance_of_the_unit_decides():
    house = PolicyFacts(1, "HOUSE", 1, Terms(anchor_event=AnchorEvent.CONTRACT_ACCEPTED), is_house=True)
    under = facts(DAYS, contract=ContractFacts(7, "HT-1", accepted_on=day("2024-02-01")))
    assert anchor_of(replace(under, policy=house)).day == day("2024-01-06")


def test_before_its_anchor_a_unit_waits_and_nothing_is_guessed():
    found = reckon(facts(replace(DAYS, accepted_on=None), usual_months=24, maker_rule=MakerRule.OWN_WINDOW), TODAY)
    assert spans(found) == [("MANUFACTURER", "2024-01-01", "2026-01-01")]  # a maker's window alone is no acceptance
    assert (found.first, found.spares_last) == (None, None)
    assert cover_on(TODAY, found.segments, begins=found.first).status is CoverStatus.PRE_ACCEPTANCE


def test_a_promise_of_no_months_has_begun_and_is_over():
    found = reckon(facts(accepted("2024-03-15"), warranty_months=0), TODAY)
    assert (found.segments, found.first, found.last) == ((), day("2024-03-15"), None)
    assert cover_on(TODAY, found.segments, begins=found.first).status is CoverStatus.POST_WARRANTY


@pytest.mark.parametrize(
    ("rule", "months", "last"),
    [  # C-02: ours 2024-03-15, 12 months, NEXT_DAY; the manufacturer's from ex works 2023-05-20
        (MakerRule.OWN_WINDOW, 24, "2025-05-20"),
        (MakerRule.OWN_WINDOW, 18, "2025-03-15"),
        (MakerRule.DURATION_ON_OUR_ANCHOR, 24, "2026-03-15"),
        (MakerRule.DURATION_ON_OUR_ANCHOR, 18, "2025-09-15"),
        (MakerRule.IGNORE, 24, "2025-03-15"),
    ],
)
def test_the_manufacturer_counts_by_the_rule_of_the_policy_and_by_days(rule, months, last):
    days = accepted("2024-03-15", ex_works_on=day("2023-05-20"))
    by_model = facts(days, count_rule=CountRule.NEXT_DAY, maker_rule=rule, usual_months=months, model_id=9)
    by_paper = facts(
        days, count_rule=CountRule.NEXT_DAY, maker_rule=rule, usual_months=1,
        maker=MakerFacts(5, months, AnchorEvent.EX_WORKS, document="FW-9"),
    )  # fmt: skip
    assert reckon(by_model, TODAY).last == reckon(by_paper, TODAY).last == day(last)
    for found, proof in (
        (reckon(by_model, TODAY), ("product_model", 9)),
        (reckon(by_paper, TODAY), ("maker_cover", 5)),
    ):
        maker = [one for one in found.segments if one.kind is SegmentKind.MANUFACTURER]
        assert all((one.proof, one.proof_id) == proof for one in maker)


def test_a_paper_of_the_manufacturer_may_name_its_last_day():
    paper = MakerFacts(5, None, AnchorEvent.EX_WORKS, day("2026-06-30"), "FW-9")
    found = reckon(facts(accepted("2024-03-15"), maker_rule=MakerRule.OWN_WINDOW, maker=paper), TODAY)
    assert spans(found)[1:] == [("MANUFACTURER", "2024-03-15", "2026-06-30")]
    assert found.segments[1].source == "FW-9"


def test_extensions_follow_all_cover_before_them_in_the_order_of_their_contracts():
    # C-02: effective last 2025-05-20, contiguous 12 months: 2025-05-21 … 2026-05-20
    unit = facts(
        accepted("2024-03-15", ex_works_on=day("2023-05-20")), count_rule=CountRule.NEXT_DAY,
        maker_rule=MakerRule.OWN_WINDOW, usual_months=24,
        extensions=(ExtensionFacts(3, Extension(ExtensionStart.CONTIGUOUS, 12, source="XB-1")),),
    )  # fmt: skip
    found = reckon(unit, TODAY)
    assert spans(found)[-1] == ("EXTENSION", "2025-05-21", "2026-05-20")
    assert (found.segments[-1].source, found.segments[-1].proof, found.segments[-1].proof_id) == (
        "XB-1", "extension_contract", 3,
    )  # fmt: skip


def test_an_extension_from_its_signature_leaves_a_gap_of_44_days():
    extension = Extension(ExtensionStart.FROM_SIGNATURE, 12, day("2025-04-28"), "XB-1")
    unit = facts(accepted("2024-03-15"), count_rule=CountRule.NEXT_DAY, extensions=(ExtensionFacts(3, extension),))
    found = reckon(unit, TODAY)
    assert spans(found) == [("BASE", "2024-03-16", "2025-03-15"), ("EXTENSION", "2025-04-29", "2026-04-28")]
    days = [day("2025-03-10") + timedelta(days=n) for n in range(60)]
    out = [one for one in days if cover_on(one, found.segments).status is CoverStatus.POST_WARRANTY]
    assert (out[0], out[-1], len(out)) == (day("2025-03-16"), day("2025-04-28"), 44)


def test_an_extension_does_not_follow_a_makers_window_alone():
    unit = facts(
        UnitDays(ex_works_on=day("2024-01-01")), maker_rule=MakerRule.OWN_WINDOW, usual_months=12,
        extensions=(ExtensionFacts(3, Extension(ExtensionStart.CONTIGUOUS, 12)),),
    )  # fmt: skip
    assert [one.kind for one in reckon(unit, TODAY).segments] == [SegmentKind.MANUFACTURER]


REPAIRS = (
    CustodyFacts(1, Repair(day("2025-06-02"), day("2025-06-12"), source="WX1")),
    CustodyFacts(2, Repair(day("2025-11-20"), day("2025-12-15"), source="WX2")),
    CustodyFacts(3, Repair(day("2025-12-01"), day("2025-12-20"), source="WX3")),
)
LATER = CustodyFacts(4, Repair(day("2026-04-15"), day("2026-04-25"), source="WX4"))


@pytest.mark.parametrize(
    ("rule", "custodies", "last"),
    [  # C-03: A 2025-03-10, 12 months, NEXT_DAY → 2026-03-10
        (SuspendRule.NONE, (*REPAIRS, LATER), "2026-03-10"),
        (SuspendRule.REPAIR_DAYS, REPAIRS, "2026-04-19"),
        (SuspendRule.REPAIR_DAYS, (*REPAIRS, LATER), "2026-04-29"),
    ],
)
def test_repair_days_are_given_back_by_the_rule_of_the_policy(rule, custodies, last):
    found = reckon(
        facts(accepted("2025-03-10"), count_rule=CountRule.NEXT_DAY, suspend=rule, custodies=custodies), TODAY
    )
    assert found.last == day(last)
    if rule is not SuspendRule.NONE:
        added = found.segments[-1]
        assert (added.kind, added.first, added.proof, added.proof_id) == (
            SegmentKind.SUSPENSION, day("2026-03-11"), "custody", custodies[-1].id,
        )  # fmt: skip


def test_days_with_a_loaner_are_not_given_back_and_the_april_repair_comes_too_late():
    lent = replace(REPAIRS[1], loaner=Absence(day("2025-11-21"), day("2025-12-20")))
    unit = facts(
        accepted("2025-03-10"), count_rule=CountRule.NEXT_DAY, suspend=SuspendRule.REPAIR_DAYS_EXCEPT_LOANER,
        custodies=(REPAIRS[0], lent, REPAIRS[2], LATER),
    )  # fmt: skip
    assert reckon(unit, TODAY).last == day("2026-03-21")


def test_an_extension_follows_the_days_that_repairs_gave_back():
    unit = facts(
        accepted("2025-03-10"), count_rule=CountRule.NEXT_DAY, suspend=SuspendRule.REPAIR_DAYS, custodies=REPAIRS,
        extensions=(ExtensionFacts(3, Extension(ExtensionStart.CONTIGUOUS, 12)),),
    )  # fmt: skip
    assert spans(reckon(unit, TODAY))[-1] == ("EXTENSION", "2026-04-20", "2027-04-19")


def swapped(rule: ReplacementRule, **values: Any) -> UnitFacts:
    terms = ReplacementTerms(rule, 90, 12, CountRule.NEXT_DAY)
    return facts(
        accepted("2026-02-26"), swap=SwapFacts(8, 2, "OLD", day("2026-02-26"), terms, "WX1"), usual_months=60,
        maker_rule=MakerRule.OWN_WINDOW, **values,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [  # C-05: window … 2026-03-15, replaced 2026-02-26
        (ReplacementRule.INHERIT, "2026-02-26", "2026-03-15"),
        (ReplacementRule.INHERIT_MIN_DAYS, "2026-02-26", "2026-05-27"),
        (ReplacementRule.RESTART, "2026-02-27", "2027-02-26"),
    ],
)
def test_a_successor_has_what_the_rule_of_the_replacement_gives_and_no_base_of_its_own(rule, first, last):
    before = reckon(facts(accepted("2025-03-15")), TODAY)
    found = reckon(swapped(rule), TODAY, predecessor=before.segments)
    assert (found.first, found.last) == (day(first), day(last))
    assert all((one.proof, one.proof_id) == ("serial_swap", 8) for one in found.segments)


def test_the_successor_of_a_unit_that_nobody_accepted_counts_from_its_own_acceptance():
    before = reckon(facts(UnitDays()), TODAY)
    assert spans(reckon(swapped(ReplacementRule.INHERIT), TODAY, predecessor=before.segments)) == [
        ("BASE", "2026-02-26", "2027-02-26")
    ]


def test_an_end_on_a_day_off_moves_to_the_next_working_day_where_the_terms_say_so():
    # 2025-10-01 and 12 months, STATUTORY: 2026-10-01, a holiday until 10-07, so Thursday 2026-10-08 (C-09)
    unit = facts(accepted("2025-10-01"), holiday_moves_end=True)
    assert reckon(unit, TODAY, working=published_working_days()).last == day("2026-10-08")
    assert reckon(facts(accepted("2025-10-01")), TODAY, working=published_working_days()).last == day("2026-10-01")


def test_granted_days_count_besides_and_an_extension_follows_them():
    unit = facts(
        accepted("2025-03-10"), manual=(ManualFacts(6, day("2026-03-11"), day("2026-03-31"), "客诉", "HF-1"),),
        extensions=(ExtensionFacts(3, Extension(ExtensionStart.CONTIGUOUS, 1)),),
    )  # fmt: skip
    found = reckon(unit, TODAY)
    assert spans(found)[1:] == [("MANUAL", "2026-03-11", "2026-03-31"), ("EXTENSION", "2026-04-01", "2026-04-30")]
    assert (found.segments[1].source, found.segments[1].proof, found.segments[1].proof_id) == (
        "HF-1",
        "manual_cover",
        6,
    )


@pytest.mark.parametrize(
    ("duty", "after_extension", "owed_until"),
    [  # C-06 from 2025-03-15, or from 2026-03-15 with the extension
        (SparesDuty.MONTHS, True, "2029-03-15"),
        (SparesDuty.MONTHS, False, "2028-03-15"),
        (SparesDuty.NONE, True, None),
        (SparesDuty.LONG_TERM, True, None),
        (SparesDuty.LIFETIME, True, None),
    ],
)
def test_spares_are_owed_as_the_policy_says(duty, after_extension, owed_until):
    unit = facts(
        accepted("2024-03-15"), spares_duty=duty, spares_after_extension=after_extension,
        extensions=(ExtensionFacts(3, Extension(ExtensionStart.CONTIGUOUS, 12)),),
    )  # fmt: skip
    assert reckon(unit, TODAY).spares_last == (owed_until and day(owed_until))
    assert reckon(replace(unit, state=AssetState.SCRAPPED), TODAY).spares_last is None


@st.composite
def units(draw: st.DrawFn) -> UnitFacts:
    """A unit under any terms, with repairs, extensions and granted days."""
    some = st.dates(date(2020, 1, 1), date(2026, 1, 1))
    custodies = tuple(
        CustodyFacts(number, Repair(first, first + timedelta(days=draw(st.integers(0, 60))), draw(st.booleans())))
        for number, first in enumerate(draw(st.lists(some, max_size=3)))
    )
    extensions = tuple(
        ExtensionFacts(number, Extension(start, draw(st.integers(1, 36)), draw(some)))
        for number, start in enumerate(draw(st.lists(st.sampled_from(ExtensionStart), max_size=2)))
    )
    manual = tuple(
        ManualFacts(number, first, first + timedelta(days=draw(st.integers(0, 90))))
        for number, first in enumerate(draw(st.lists(some, max_size=1)))
    )
    return facts(
        UnitDays(accepted_on=draw(st.none() | some), ex_works_on=draw(st.none() | some)),
        warranty_months=draw(st.integers(0, 48)), count_rule=draw(st.sampled_from(CountRule)),
        maker_rule=draw(st.sampled_from(MakerRule)), suspend=draw(st.sampled_from(SuspendRule)),
        usual_months=draw(st.none() | st.integers(1, 48)), custodies=custodies, extensions=extensions, manual=manual,
    )  # fmt: skip


@given(units())
def test_the_last_day_is_never_before_that_of_any_segment_and_each_holds_its_ends(unit):
    found = reckon(unit, TODAY)
    assert found.last == max((one.last for one in found.segments), default=None)
    own = [one for one in found.segments if one.kind is not SegmentKind.MANUFACTURER]
    for one in own:
        for end in (one.first, one.last):
            assert cover_on(end, found.segments, begins=found.first).status in (
                CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED,
            )  # fmt: skip
    assert (found.first is None) == (not own and anchor_of(unit).day is None)


@given(units(), st.integers(1, 12))
def test_more_months_never_end_earlier(unit, more):
    longer = replace(unit, own_months=(unit.months or 0) + more)
    before, after = reckon(replace(unit, own_months=unit.months), TODAY).last, reckon(longer, TODAY).last
    assert before is None or after is None or after >= before


@given(units())
def test_merging_repairs_never_counts_a_day_twice(unit):
    plain = reckon(replace(unit, custodies=()), TODAY)
    found = reckon(unit, TODAY)
    added = [one for one in found.segments if one.kind is SegmentKind.SUSPENSION]
    taken = {
        custody.repair.first + timedelta(days=n)
        for custody in unit.custodies
        for n in range(((custody.repair.back or TODAY) - custody.repair.first).days)
    }
    assert sum((one.last - one.first).days + 1 for one in added) <= len(taken)
    assert not added or plain.first is not None


@given(units(), st.dates(date(2020, 1, 1), date(2027, 1, 1)))
def test_a_successor_that_inherits_ends_with_its_predecessor_and_begins_with_the_swap(unit, on):
    before = reckon(unit, TODAY)
    terms = ReplacementTerms(ReplacementRule.INHERIT)
    heir = facts(UnitDays(), swap=SwapFacts(8, 2, "OLD", on, terms), usual_months=60)
    found = reckon(heir, TODAY, predecessor=before.segments)
    own = [one for one in before.segments if one.kind is not SegmentKind.MANUFACTURER]
    if own and before.last is not None and before.last >= on:  # INV-13
        assert found.last == before.last
        assert all(one.first >= on for one in found.segments)
    else:
        assert found.segments == ()
