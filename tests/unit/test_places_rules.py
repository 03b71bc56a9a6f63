"""Names of bins: their natural order, ranges of them, and the tree they stand in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import InvalidInput, RuleBroken
from inventory.places.rules import above, check_parent, sort_key, spread


@pytest.mark.parametrize(
    ("first", "last", "count", "begins", "ends"),
    [
        ("A-01", "A-12-04", 48, "A-01-01", "A-12-04"),
        ("A-01-01", "C-02-03", 18, "A-01-01", "C-02-03"),
        ("7", "12", 6, "7", "12"),
        ("S08", "S11", 4, "S08", "S11"),
        ("A-01", "A-01", 1, "A-01", "A-01"),
    ],
)
def test_a_range_names_every_bin_between_its_ends(first, last, count, begins, ends):
    names = spread(first, last)
    assert (len(names), names[0], names[-1], len(set(names))) == (count, begins, ends, count)


@pytest.mark.parametrize(
    ("first", "last"), [("A-05", "A-01"), ("A-01", "B/02"), ("AA", "AC"), ("A-01-01", "A-02"), ("a", "C")]
)
def test_ends_that_are_not_alike_make_no_range(first, last):
    with pytest.raises(InvalidInput, match=last):
        spread(first, last)


def test_too_many_bins_are_named_with_their_number():
    with pytest.raises(InvalidInput, match=r"9[,]?999|9999"):
        spread("1", "9999")


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["", "A", "a-", "货架"]))
def test_numbers_in_names_are_compared_as_numbers(one, other, before):
    assert (sort_key(f"{before}{one}") < sort_key(f"{before}{other}")) is (one < other)


def test_the_longest_name_has_room_for_its_key():
    assert len(sort_key("1a" * 30)) <= 120


def test_what_a_bin_stands_under():
    assert above("A-12-04") == ["A", "A-12"]
    assert above("A1") == []


def test_a_tree_has_no_ring():
    parents = {2: 1, 3: 2}
    for parent in (1, 2, 3):
        with pytest.raises(RuleBroken):
            check_parent(1, parent, parents)
    check_parent(3, 1, parents)
    check_parent(3, None, parents)
