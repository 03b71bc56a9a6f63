"""Satisfaction, time to restore and time between failures (rules.md C-14, C-15)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.cases.history_figures import hours
from inventory.cases.reliability import Reliability, Share, Span, down_time, satisfaction
from inventory.cases.words import Satisfaction

START = datetime(2025, 1, 1, tzinfo=UTC)
YEAR = Span(START, START + timedelta(days=365))


def at(begin: float, end: float) -> Span:
    """From ``begin`` to ``end`` hours after START."""
    return Span(START + timedelta(hours=begin), START + timedelta(hours=end))


def test_satisfaction_is_compared_exactly_and_shown_cut_off():
    # C-14: 98 of 99 = 98.9898… % shows 98.98 %, fails 99 %, passes 98 %
    rate = satisfaction({Satisfaction.VERY_SATISFIED: 90, Satisfaction.SATISFIED: 8, Satisfaction.FAIR: 1})
    assert (rate.good, rate.of, rate.basis_points) == (98, 99, 9898)
    assert not rate.reaches(9900)
    assert rate.reaches(9800)
    assert Share(99, 100).reaches(9900)


def test_without_marks_there_is_no_satisfaction_at_all():
    rate = satisfaction({})
    assert rate.basis_points is None
    assert not rate.reaches(0)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 10_000))
def test_what_is_shown_never_promises_more_than_what_is_compared(good, more, target):
    rate = Share(good, good + more)
    assert rate.basis_points is not None
    assert rate.basis_points * rate.of <= good * 10_000 < (rate.basis_points + 1) * rate.of
    assert rate.reaches(rate.basis_points)
    if rate.reaches(target):
        assert rate.basis_points >= target


def test_the_worked_example_of_three_units():
    # C-15: 914 unit-days, 152 h down of which 72 h after damage by the user and 2 h without a fault found
    units = (
        (365, [(100, 148), (500, 512)], 2, (48 + 12)),
        (365, [(200, 272), (900, 902)], 0, 0),
        (184, [(10, 28)], 1, 18),
    )
    total = Reliability()
    for days, repairs, failures, restoring in units:
        service = Span(START, START + timedelta(days=days))
        down = down_time([at(*repair) for repair in repairs], service)
        total += Reliability(service.length, down, failures, failures, timedelta(hours=restoring))

    assert hours(total.in_service) == 21_936
    assert hours(total.down) == 152
    assert hours(total.operating) == 21_784
    assert total.between_failures is not None
    assert hours(total.between_failures) == 7261.33
    assert total.to_restore is not None
    assert hours(total.to_restore) == 26.00
    assert total.availability is not None
    assert f"{total.availability:.3%}" == "99.307%"


def test_without_a_failure_there_is_no_time_between_failures():
    quiet = Reliability(in_service=timedelta(days=365))
    assert (quiet.between_failures, quiet.to_restore, quiet.operating) == (None, None, timedelta(days=365))
    assert Reliability().availability is None


@pytest.mark.parametrize(
    ("repairs", "down"),
    [
        ([], 0),
        ([(1, 3)], 2),
        ([(1, 3), (3, 4)], 3),
        ([(1, 5), (2, 3)], 4),  # within another one
        ([(2, 6), (1, 3)], 5),  # overlapping, in the wrong order
        ([(-5, 2)], 2),  # reported before the unit was in service
        ([(364 * 24, 366 * 24)], 24),  # not restored when the period ends
        ([(-5, -1), (366 * 24, 367 * 24)], 0),
    ],
)
def test_repairs_that_overlap_count_once_and_only_while_in_service(repairs, down):
    assert hours(down_time([at(*repair) for repair in repairs], YEAR)) == down


@given(st.lists(st.tuples(st.integers(-100, 9000), st.integers(0, 500)), max_size=12))
def test_time_down_is_what_an_hourly_count_finds(repairs):
    spans = [at(begin, begin + length) for begin, length in repairs]
    hourly = sum(any(begin <= hour < begin + length for begin, length in repairs) for hour in range(365 * 24))
    assert hours(down_time(spans, YEAR)) == hourly


def test_hours_have_two_decimals_a_half_up():
    assert hours(timedelta(seconds=18)) == 0.01  # 0.005 h
    assert hours(timedelta(minutes=100)) == 1.67
