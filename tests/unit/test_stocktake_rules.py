"""What a count comes to (C-17), and what became of a serial number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import RuleBroken
from inventory.stocktake.rules import (
    TRANSITIONS,
    Lying,
    Scope,
    SerialCount,
    StocktakeState,
    Verdict,
    check_step,
    difference,
    serial_verdict,
    verdict,
)
from models.places import PlaceKind


def test_the_difference_is_against_the_book_of_the_counting_moment():
    snapshot, issued_before, counted, received_after = 50, 2, 47, 10

    assert difference(counted, snapshot - issued_before) == -1
    assert snapshot - issued_before + received_after + difference(counted, snapshot - issued_before) == 57


@given(st.integers(0, 999), st.integers(-999, 999), st.integers(0, 999))
def test_posting_the_difference_never_loses_what_moved_after_the_count(book, moved_after, counted):
    assert book + moved_after + difference(counted, book) == counted + moved_after


@pytest.mark.parametrize(
    ("counted", "book", "said"),
    [(5, 5, Verdict.AGREES), (6, 5, Verdict.SURPLUS), (4, 5, Verdict.SHORTAGE), (0, 0, Verdict.AGREES)],
)
def test_pieces_agree_are_found_or_missing(counted, book, said):
    assert verdict(counted, book) is said


def lying(place_id=1, kind=PlaceKind.BIN, condition="new"):
    return Lying(place_id, "A-01", kind, condition, "us", "")


def counted(number, book, now, **more):
    return SerialCount(1, "new", "us", "", number, book, now, **more)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (counted(1, 1, lying()), Verdict.AGREES),
        (counted(0, 1, lying()), Verdict.MISSING),
        (counted(0, 1, lying(), elsewhere=True), Verdict.SETTLED),
        (counted(0, 1, lying(2)), Verdict.SETTLED),
        (counted(0, 1, lying(3, PlaceKind.CUSTOMER)), Verdict.SETTLED),
        (counted(1, 0, lying(2)), Verdict.ELSEWHERE),
        (counted(1, 0, lying(condition="faulty")), Verdict.ELSEWHERE),
        (counted(1, 0, lying(2), moved_since=True), Verdict.SETTLED),
        (counted(1, 0, lying()), Verdict.SETTLED),
        (counted(1, 0, lying(3, PlaceKind.CUSTOMER)), Verdict.ISSUED),
        (counted(1, 0, lying(3, PlaceKind.CUSTOMER), moved_since=True), Verdict.SETTLED),
        (counted(1, 0, None), Verdict.UNKNOWN),
        (counted(1, 0, None, elsewhere=True), Verdict.TWICE),
        (counted(1, 0, lying(2), elsewhere=True), Verdict.TWICE),
        (counted(1, 0, lying(), elsewhere=True), Verdict.SETTLED),
    ],
)
def test_a_serial_number_is_found_missing_elsewhere_issued_or_unknown(line, said):
    assert serial_verdict(line) is said


def test_a_scope_is_kept_as_it_was_chosen():
    assert Scope.load(Scope((3, 1), (7,)).dump()) == Scope((1, 3), (7,))
    assert Scope.load("{}") == Scope()


@pytest.mark.parametrize("now", StocktakeState)
def test_a_step_that_does_not_follow_is_refused_by_name(now):
    for wanted in set(StocktakeState) - TRANSITIONS[now]:
        with pytest.raises(RuleBroken, match="PD2026110001"):
            check_step("PD2026110001", now, wanted)
    for wanted in TRANSITIONS[now]:
        check_step("PD2026110001", now, wanted)
