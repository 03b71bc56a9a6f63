"""Contracts, price lists and the guards on the way to the acceptance (R-010 … R-021, INV-15, C-02, C-16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.calendars.published import published_working_days
from inventory.contracts import lot_rules, words
from inventory.contracts.extension_rules import ExtensionStart, check_terms, check_unit, extension, offered
from inventory.contracts.lot_rules import (
    BACK,
    NOT_NOTIFIED,
    STANDARD_CHECKS,
    TRANSITIONS,
    Appearance,
    CheckResult,
    CheckState,
    Counted,
    LotState,
    UnitState,
)
from inventory.contracts.notice_rules import SHORT_NOTICE, Notice, check_notice, notice
from inventory.contracts.rules import GOODS, ContractLineKind, Count, check_line, check_order
from inventory.cover.rules import Segment, SegmentKind, Window
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import LANGUAGES, speaking
from models.assets import AssetState

TODAY = date(2026, 11, 22)
NOTHING = frozenset()


# --- the notice (R-020, C-16) ---


@pytest.mark.parametrize(
    ("visit", "days", "due", "remind"),
    [
        # C-16: Saturday 28 February is a working day; the notice falls into Spring Festival
        (date(2026, 2, 28), 7, date(2026, 2, 21), date(2026, 2, 14)),
        (date(2026, 11, 30), 7, date(2026, 11, 23), date(2026, 11, 23)),  # a Monday
        (date(2026, 11, 29), 7, date(2026, 11, 22), date(2026, 11, 20)),  # a Sunday: on Friday
        (date(2026, 10, 8), 1, date(2026, 10, 7), date(2026, 9, 30)),  # after the National Day holiday
        (date(2026, 11, 23), 0, date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_we_are_reminded_of_a_notice_on_a_working_day(visit, days, due, remind):
    assert notice(visit, days, published_working_days()) == Notice(due, remind)


@given(st.dates(date(2010, 1, 1), date(2026, 12, 1)), st.integers(0, 90))
def test_a_reminder_is_never_too_late_and_always_on_a_working_day(visit, days):
    working = published_working_days()
    told = notice(visit, days, working)
    assert told.remind_on <= told.due == visit - timedelta(days=days)
    assert working.holds(told.remind_on)


@pytest.mark.parametrize("notified", [date(2026, 11, 15), date(2026, 11, 1)])
def test_a_notice_seven_days_ahead_is_in_time(notified):
    check_notice(date(2026, 11, 22), notified, 7, TODAY, confirmed=NOTHING, reason="")


def test_a_short_notice_is_confirmed_and_needs_a_reason():
    asked = (date(2026, 11, 26), date(2026, 11, 20), 7, TODAY)  # six days ahead
    with pytest.raises(NeedsConfirmation) as refused:
        check_notice(*asked, confirmed=NOTHING, reason="")
    assert (refused.value.key, refused.value.values["given"]) == (SHORT_NOTICE, 6)
    with pytest.raises(InvalidInput) as refused:
        check_notice(*asked, confirmed=frozenset({SHORT_NOTICE}), reason=" ")
    assert refused.value.field == "reason"
    check_notice(*asked, confirmed=frozenset({SHORT_NOTICE}), reason="客户要求")


@pytest.mark.parametrize(
    ("planned", "notified", "field"),
    [
        (None, TODAY, "planned_on"),
        (date(2026, 12, 1), date(2026, 11, 23), "notified_on"),  # still to come
        (date(2026, 11, 20), date(2026, 11, 21), "notified_on"),  # after the visit
    ],
)
def test_a_notice_has_its_days(planned, notified, field):
    with pytest.raises(InvalidInput) as refused:
        check_notice(planned, notified, 7, TODAY, confirmed=NOTHING, reason="")
    assert refused.value.field == field


# --- the way ---


def test_every_step_back_leads_where_a_step_may_lead():
    assert all(before in TRANSITIONS[state] for state, before in BACK.items())
    assert LotState.ACCEPTED not in BACK  # only corrected


@pytest.mark.parametrize("now", LotState)
@pytest.mark.parametrize("wanted", LotState)
def test_what_is_not_next_is_refused_with_what_comes_first(now, wanted):
    """A state that a step back leads to is not entered by the step of its own: what came after would hang on nothing."""
    back = {BACK.get(now)} | ({LotState.PLANNED} if now is LotState.ARRIVED else set())
    if wanted in TRANSITIONS[now] - back:
        lot_rules.check_step(now, wanted)
    else:
        with pytest.raises(RuleBroken):
            lot_rules.check_step(now, wanted)


def arrival(now=LotState.NOTIFIED, on=TODAY, by="张伟", witness="王芳", days=7, confirmed=NOTHING, reason=""):
    lot_rules.check_arrival(now, on, by, witness, days, TODAY, confirmed=confirmed, reason=reason)


def test_goods_are_counted_by_the_customer_in_our_presence():
    arrival()
    for values, field in (
        ({"by": ""}, "counted_by"), ({"witness": ""}, "witnessed_by"), ({"on": date(2026, 11, 23)}, "arrived_on"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            arrival(**values)
        assert refused.value.field == field


def test_goods_may_arrive_without_a_notice_only_where_none_is_promised_or_somebody_says_why():
    arrival(LotState.PLANNED, days=0)
    with pytest.raises(NeedsConfirmation) as refused:
        arrival(LotState.PLANNED)
    assert refused.value.key == NOT_NOTIFIED
    with pytest.raises(InvalidInput):
        arrival(LotState.PLANNED, confirmed=frozenset({NOT_NOTIFIED}))
    arrival(LotState.PLANNED, confirmed=frozenset({NOT_NOTIFIED}), reason="紧急到货")


GOOD = UnitState(
    1, "SN1", Counted.PRESENT, Appearance.GOOD, date(2026, 3, 2), date(2026, 3, 5), None, "门诊三楼"
)  # fmt: skip


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"counted": Counted.MISSING}, RuleBroken),
        ({"counted": Counted.OPEN}, RuleBroken),
        ({"appearance": Appearance.DAMAGED}, RuleBroken),
        ({"place": ""}, InvalidInput),
        ({"delivered_on": date(2026, 3, 6)}, InvalidInput),
    ],
)
def test_only_what_is_whole_and_has_a_place_is_installed(values, kind):
    lot_rules.check_installation(GOOD, date(2026, 3, 5), TODAY)
    with pytest.raises(kind):
        lot_rules.check_installation(replace(GOOD, **values), date(2026, 3, 5), TODAY)


def test_nothing_is_installed_in_the_future():
    with pytest.raises(InvalidInput):
        lot_rules.check_installation(GOOD, date(2026, 11, 23), TODAY)


PASSED = [CheckState(item, CheckResult.PASSED) for _area, item in STANDARD_CHECKS]


def acceptance(now=LotState.COMPLETED, units=(GOOD,), checks=PASSED, **values):
    lot_rules.check_acceptance(
        now, units, checks,
        **{
            "arrived_on": date(2026, 3, 2), "completed_on": date(2026, 3, 10), "accepted_on": date(2026, 3, 15),
            "customer_signer": "李院长", "our_signer": "陈工", "today": TODAY, **values,
        },
    )  # fmt: skip


def test_a_whole_tested_and_completed_delivery_is_accepted():
    acceptance()
    acceptance(accepted_on=date(2026, 3, 10))  # completed and signed on one day
    acceptance(checks=[*PASSED[1:], CheckState("software", CheckResult.NOT_APPLICABLE)])


@pytest.mark.parametrize("state", [state for state in LotState if state is not LotState.COMPLETED])
def test_only_what_is_completed_is_accepted(state):
    with pytest.raises(RuleBroken):
        acceptance(state)


@pytest.mark.parametrize(
    "values",
    [
        {"installed_on": None},
        {"counted": Counted.MISSING},
        {"appearance": Appearance.DAMAGED},
        {"accepted_on": date(2026, 3, 1)},
    ],
)
def test_no_delivery_is_accepted_while_one_of_its_units_is_not_ready(values):
    with pytest.raises(RuleBroken) as refused:
        acceptance(units=[GOOD, replace(GOOD, serial_no="SN2", **values)])
    assert refused.value.values["serial"] == "SN2"


def test_a_delivery_without_units_is_not_accepted():
    with pytest.raises(RuleBroken):
        acceptance(units=[])


@pytest.mark.parametrize("result", [CheckResult.OPEN, CheckResult.FAILED])
def test_no_delivery_is_accepted_while_a_check_is_open_or_has_failed(result):
    """R-014"""
    with pytest.raises(RuleBroken) as refused:
        acceptance(checks=[*PASSED, CheckState("培训记录", result)])
    assert refused.value.values["count"] == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"accepted_on": date(2026, 11, 23)}, "accepted_on"),  # INV-15: not in the future,
        ({"accepted_on": date(2026, 3, 9)}, "accepted_on"),  # not before the completion,
        ({"accepted_on": date(2026, 3, 1), "completed_on": None}, "accepted_on"),  # not before the delivery
        ({"customer_signer": ""}, "customer_signer"),
        ({"our_signer": ""}, "our_signer"),
    ],
)
def test_a_signature_has_its_day_and_both_names(values, field):
    with pytest.raises(InvalidInput) as refused:
        acceptance(**values)
    assert refused.value.field == field


def test_completion_comes_with_the_last_installation():
    lot_rules.check_completion(LotState.INSTALLED, [GOOD], date(2026, 3, 5), TODAY)
    for day in (date(2026, 3, 4), date(2026, 11, 23)):
        with pytest.raises(InvalidInput) as refused:
            lot_rules.check_completion(LotState.INSTALLED, [GOOD], day, TODAY)
        assert refused.value.field == "completed_on"
    with pytest.raises(RuleBroken):
        lot_rules.check_completion(LotState.ARRIVED, [replace(GOOD, installed_on=None)], date(2026, 3, 6), TODAY)


def test_a_step_is_taken_back_only_while_nothing_rests_on_it():
    fresh = replace(GOOD, installed_on=None)
    open_ = [CheckState("hardware", CheckResult.OPEN)]
    lot_rules.check_back(LotState.NOTIFIED, [fresh], open_)
    lot_rules.check_back(LotState.ARRIVED, [fresh], open_)
    lot_rules.check_back(LotState.INSTALLED, [GOOD], open_)
    lot_rules.check_back(LotState.COMPLETED, [GOOD], PASSED)
    for state, units, checks in (
        (LotState.PLANNED, [fresh], open_), (LotState.ARRIVED, [GOOD], open_), (LotState.INSTALLED, [GOOD], PASSED),
        (LotState.ACCEPTED, [GOOD], PASSED), (LotState.CANCELLED, [], open_),
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            lot_rules.check_back(state, units, checks)


@pytest.mark.parametrize(
    ("state", "accepted_on", "same"),
    [
        (AssetState.IN_STOCK, None, False),
        (AssetState.INSTALLED, date(2026, 1, 1), True),
        (AssetState.IN_SERVICE, None, True),
        (AssetState.SCRAPPED, None, True),
    ],
)
def test_what_is_accepted_in_use_or_anothers_is_not_delivered(state, accepted_on, same):
    with pytest.raises(RuleBroken):
        lot_rules.check_deliverable("SN1", state, accepted_on, same_customer=same)
    lot_rules.check_deliverable("SN1", AssetState.IN_STOCK, None, same_customer=True)


# --- lines of the price list ---


def line(kind=ContractLineKind.EQUIPMENT, **values):
    check_line(kind, **{"model_id": 1, "part_id": None, "description": "", "quantity": 1, "unit_price": 100_00,
                        "tax_rate_bp": 1300, **values})  # fmt: skip


def test_a_line_is_about_a_model_a_part_or_what_words_say():
    line()
    line(unit_price=None)
    line(ContractLineKind.TRAVEL, model_id=None, description="差旅")
    for kind in GOODS:
        line(kind, model_id=None, part_id=1)


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (ContractLineKind.EQUIPMENT, {"model_id": None}, "model_id"),
        (ContractLineKind.EQUIPMENT, {"part_id": 1}, "part_id"),
        (ContractLineKind.FITTING, {"model_id": None}, "part_id"),
        (ContractLineKind.FITTING, {"part_id": 1}, "model_id"),
        (ContractLineKind.LABOUR, {"model_id": None}, "description"),
        (ContractLineKind.EQUIPMENT, {"quantity": 0}, "quantity"),
        (ContractLineKind.EQUIPMENT, {"unit_price": -1}, "unit_price"),
        (ContractLineKind.EQUIPMENT, {"tax_rate_bp": 10_001}, "tax_rate_bp"),
    ],
)
def test_what_no_line_can_say_is_refused_under_its_field(kind, values, field):
    with pytest.raises(InvalidInput) as refused:
        line(kind, **values)
    assert refused.value.field == field


def test_an_order_of_lines_names_each_once():
    check_order([3, 1, 2], [2, 3, 1])
    for wanted in ([1, 2], [1, 2, 2], [1, 2, 3, 4]):
        with pytest.raises(InvalidInput):
            check_order([1, 2, 3], wanted)


def test_a_count_tells_what_is_still_to_come_and_what_is_too_much():
    assert (Count(10, 8, 6, 4).missing, Count(10, 8, 6, 4).excess) == (4, 0)
    assert (Count(2, 3, 3, 0).missing, Count(2, 3, 3, 0).excess) == (0, 1)


# --- maintenance contracts (C-02) ---


def base(first, last):
    return Segment(SegmentKind.BASE, first, last)


COVERED = [base(date(2024, 3, 16), date(2025, 3, 15))]


@pytest.mark.parametrize(
    ("start", "signed", "first_day", "window", "gap"),
    [
        # C-02: signed on 2025-04-28 after cover until 2025-03-15: 16 + 28 days are not covered
        (ExtensionStart.FROM_SIGNATURE, date(2025, 4, 28), None, Window(date(2025, 4, 29), date(2026, 4, 28)), 44),
        (ExtensionStart.CONTIGUOUS, date(2025, 4, 28), None, Window(date(2025, 3, 16), date(2026, 3, 15)), 0),
        (ExtensionStart.FIXED_DATE, None, date(2025, 3, 17), Window(date(2025, 3, 17), date(2026, 3, 16)), 1),
        (ExtensionStart.FROM_SIGNATURE, date(2025, 1, 1), None, Window(date(2025, 1, 2), date(2026, 1, 1)), 0),
    ],
)
def test_the_window_of_a_maintenance_contract_and_the_gap_before_it(start, signed, first_day, window, gap):
    found = offered(COVERED, extension(start, 12, signed, first_day))
    assert (found.before, found.window, found.gap) == (date(2025, 3, 15), window, gap)


def test_a_contiguous_one_follows_the_makers_cover_where_that_reaches_further():
    """C-02: 2025-05-20 + 12 months → 2025-05-21 … 2026-05-20."""
    maker = Segment(SegmentKind.MANUFACTURER, date(2023, 5, 20), date(2025, 5, 20))
    found = offered([*COVERED, maker], extension(ExtensionStart.CONTIGUOUS, 12, None, None))
    assert found.window == Window(date(2025, 5, 21), date(2026, 5, 20))


def test_nothing_follows_on_a_unit_that_is_not_accepted():
    maker = Segment(SegmentKind.MANUFACTURER, date(2023, 5, 20), date(2025, 5, 20))
    assert offered([], extension(ExtensionStart.CONTIGUOUS, 12, None, None)).window is None
    assert offered([maker], extension(ExtensionStart.CONTIGUOUS, 12, None, None)).window is None
    signed = offered([], extension(ExtensionStart.FROM_SIGNATURE, 12, date(2026, 1, 1), None))
    assert (signed.window, signed.gap) == (Window(date(2026, 1, 2), date(2027, 1, 1)), 0)


@given(
    st.integers(1, 120),
    st.integers(1, 120),
    st.sampled_from(ExtensionStart),
    st.dates(date(2024, 3, 16), date(2030, 1, 1)),
)
def test_a_gap_is_exactly_what_lies_between_and_more_months_never_end_earlier(months, more, start, day):
    one, other = (offered(COVERED, extension(start, term, day, day)) for term in (months, months + more))
    assert one.window.last <= other.window.last
    assert one.window.first == other.window.first
    between = (one.window.first - date(2025, 3, 16)).days
    assert one.gap == max(between, 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"months": 0}, "months"),
        ({"months": 601}, "months"),
        ({"signed_on": date(2026, 11, 23)}, "signed_on"),
        ({"start": ExtensionStart.FROM_SIGNATURE}, "signed_on"),
        ({"start": ExtensionStart.FIXED_DATE}, "effective_from"),
        ({"covers": (False, False, False)}, "covers_parts"),
        ({"priority": 10}, "priority"),
        ({"price": -1}, "price"),
    ],
)
def test_what_no_maintenance_contract_can_say_is_refused_under_its_field(values, field):
    usual = {"months": 12, "start": ExtensionStart.CONTIGUOUS, "signed_on": None, "effective_from": None,
             "covers": (True, False, False), "priority": 1, "price": None, "today": TODAY}  # fmt: skip
    check_terms(**usual)
    with pytest.raises(InvalidInput) as refused:
        check_terms(**usual | values)
    assert refused.value.field == field


@pytest.mark.parametrize("state", [AssetState.RETIRED, AssetState.SCRAPPED, AssetState.REPLACED])
def test_nothing_is_promised_for_what_is_no_longer_in_use(state):
    with pytest.raises(RuleBroken):
        check_unit("SN1", state, same_customer=True)
    with pytest.raises(RuleBroken):
        check_unit("SN1", AssetState.IN_SERVICE, same_customer=False)
    check_unit("SN1", AssetState.IN_SERVICE, same_customer=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_words(language):
    with speaking(language):
        said = [
            *(words.line_kind_word(kind) for kind in words.ContractLineKind),
            *(words.lot_state_word(state) for state in words.LotState),
            *(words.area_word(area) for area in words.LotCheckArea),
            *(words.result_word(result) for result in words.CheckResult),
            *(words.check_word(item) for _area, item in STANDARD_CHECKS),
            *(words.counted_word(counted) for counted in words.Counted),
            *(words.appearance_word(appearance) for appearance in words.Appearance),
            *(words.start_word(start) for start in words.ExtensionStart),
        ]
    assert all(word.isascii() == (language == "en") for word in said)
    assert words.check_word("防雷测试") == "防雷测试"
