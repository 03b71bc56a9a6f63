"""A PIN: what may be one, what is kept of it, and when it fits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.people.pins import check_pin, kept, matches


@pytest.mark.parametrize(
    ("typed", "meant"), [("1234", "1234"), (" 0007 ", "0007"), ("１２３４", "1234"), ("123456789012", "123456789012")]
)
def test_a_pin_has_4_to_12_digits_however_the_input_method_writes_them(typed, meant):
    assert check_pin(typed) == meant


@pytest.mark.parametrize("typed", ["", "123", "1234567890123", "12a4", "12 34", "一二三四", "-1234", "٣٤٥٦"])
def test_nothing_else_is_a_pin(typed):
    with pytest.raises(InvalidInput) as refused:
        check_pin(typed, field="pin")
    assert refused.value.field == "pin"


def test_the_same_pin_is_kept_differently_for_each_person():
    assert kept("1234") != kept("1234")
    assert "1234" not in kept("1234").split("$")
    assert kept("1234", b"salt") == kept("1234", b"salt")


def test_what_is_kept_fits_in_its_column():
    assert len(kept("123456789012")) <= 200


@settings(max_examples=15, deadline=None)
@given(st.from_regex(r"[0-9]{4,12}", fullmatch=True), st.from_regex(r"[0-9]{4,12}", fullmatch=True))
def test_a_pin_fits_what_was_kept_of_it_and_no_other_does(pin, other):
    hashed = kept(pin)
    assert matches(pin, hashed)
    assert matches(other, hashed) is (other == pin)
