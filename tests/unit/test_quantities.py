"""Quantities: whole numbers in the smallest unit of an article."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.i18n import speaking
from inventory.values.quantities import LARGEST, parse_quantity, show_quantity


@pytest.mark.parametrize(
    ("written", "decimals", "units"),
    [
        (3, 0, 3), ("3", 0, 3), ("３", 0, 3), (3.0, 0, 3), ("3.00", 0, 3), ("1,250", 0, 1250), (0, 0, 0), ("2.5", 1, 25),
        (2.5, 1, 25), (0.1 + 0.2, 1, 3), ("2.5", 3, 2500), (Decimal("0.125"), 3, 125), (7, 3, 7000), ("-0", 0, 0),
    ],
)  # fmt: skip
def test_a_quantity_is_counted_in_the_smallest_unit(written: str | float | Decimal, decimals: int, units: int) -> None:
    assert parse_quantity(written, decimals) == units


@pytest.mark.parametrize(
    ("written", "decimals", "expected"),
    [
        (-1, 0, "cannot be negative"), ("-3", 0, "cannot be negative"), (-0.5, 1, "cannot be negative"),
        (2.5, 0, "whole pieces"), ("1/2", 0, "not a quantity"), ("2.55", 1, "more than 1 decimals"),
        ("三", 0, "not a quantity"), ("", 0, "not a quantity"), ("3 个", 0, "not a quantity"), (True, 0, "not a quantity"),
        (math.nan, 0, "not a quantity"), (math.inf, 0, "not a quantity"), (LARGEST + 1, 0, "more than a depot"),
        (2026042500003, 0, "more than a depot"),
    ],
)  # fmt: skip
def test_what_is_no_quantity_is_refused_with_the_reason(written: str | float, decimals: int, expected: str) -> None:
    with speaking("en"), pytest.raises(InvalidInput, match=expected):
        parse_quantity(written, decimals)


@given(st.integers(0, LARGEST), st.integers(0, 3))
def test_a_quantity_shown_is_read_back(units: int, decimals: int) -> None:
    assert parse_quantity(show_quantity(units, decimals), decimals) == units


def test_a_quantity_is_shown_without_idle_zeros() -> None:
    assert show_quantity(25, 1) == "2.5"
    assert show_quantity(30, 1) == "3"
    assert show_quantity(30, 0) == "30"
    assert show_quantity(1_250_000, 3) == "1,250"
    assert show_quantity(0, 3) == "0"
    assert show_quantity(1, 3) == "0.001"
