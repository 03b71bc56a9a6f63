"""Money: whole fen, never a float."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.i18n import LANGUAGES, speaking
from inventory.values.money import LARGEST_FEN, Money, round_half_up, share

FEN = st.integers(-LARGEST_FEN, LARGEST_FEN)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("15.96", 1596), ("¥15.96", 1596), ("￥15.96", 1596), ("¥ 221.81", 22181), ("１５．９６", 1596), ("15.96元", 1596),
        ("1,234.50", 123450), ("1,234.50元", 123450), ("1，234.50", 123450), ("1 234.50", 123450), ("1,234,567", 123456700),
        ("RMB 8.18", 818), ("8.18 CNY", 818), ("人民币8.18元", 818), ("408元整", 40800), ("408", 40800), (".5", 50),
        ("15.9600", 1596), ("-12.00", -1200), ("(12.00)", -1200), ("（12.00）", -1200), ("(¥1,200.00)", -120000),
        ("-¥12", -1200), ("¥-12", -1200), ("−12", -1200), ("+12", 1200), ("0", 0), (" 7 ", 700),
        (126.32, 12632), (8.18, 818), (0.1 + 0.2, 30), (51.2, 5120), (408, 40800), (-3.5, -350), (0.0, 0),
        (Decimal("162.68"), 16268), (1e3, 100000),
    ],
)  # fmt: skip
def test_an_amount_is_read_exactly(written: str | float | Decimal, fen: int) -> None:
    assert Money.parse(written) == Money(fen)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("$15.96", "not in yuan"), ("15.96 USD", "not in yuan"), ("€15", "not in yuan"), ("£15", "not in yuan"),
        ("15港元", "not in yuan"), ("15.967", "more than two decimals"), (0.005, "more than two decimals"),
        (Decimal("0.001"), "more than two decimals"), ("15,96", "not an amount"), ("1,23", "not an amount"),
        ("12,3456", "not an amount"), ("", "not an amount"), ("元", "not an amount"), ("¥", "not an amount"),
        ("免费", "not an amount"), ("1.2万元", "not an amount"), ("1元234", "not an amount"), ("12元34", "not an amount"),
        ("1e5", "not an amount"), ("--5", "not an amount"), ("-(5)", "not an amount"), ("(-5)", "not an amount"),
        ("-+5", "not an amount"), ("()", "not an amount"), (True, "not an amount"), (math.nan, "not an amount"),
        (math.inf, "not an amount"), (Decimal("NaN"), "not an amount"), ("15.96.1", "not an amount"),
        (21028474421826713456, "too large"), ("10,000,000,000,000.01", "too large"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_what_was_expected(written: str | float | Decimal, expected: str) -> None:
    with speaking("en"), pytest.raises(InvalidInput, match=expected):
        Money.parse(written)


def test_rounding_is_done_only_where_it_is_asked_for() -> None:
    assert Money.parse("10.005", rounding=True) == Money(1001)
    assert Money.parse(10.004, rounding=True) == Money(1000)
    assert Money.parse("-10.005", rounding=True) == Money(-1001)
    with speaking("en"), pytest.raises(InvalidInput, match=r"for example 10\.01"):
        Money.parse("10.005")


@given(FEN)
def test_an_amount_shown_is_read_back(fen: int) -> None:
    money = Money(fen)
    assert Money.parse(str(money)) == money
    assert Money.parse(money.yuan) == money
    assert Money.parse(f"¥{money}元") == money


@given(st.integers(-(10**14), 10**14))
def test_an_amount_survives_the_float_of_a_spreadsheet(fen: int) -> None:
    assert Money.parse(fen / 100) == Money(fen)


@given(st.text(max_size=30))
def test_no_text_brings_the_reading_of_money_down(text: str) -> None:
    try:
        Money.parse(text)
    except InvalidInput as refusal:
        for language in LANGUAGES:
            with speaking(language):
                assert str(refusal)


def test_amounts_are_shown_with_thousands_and_two_decimals() -> None:
    assert str(Money(123450)) == "1,234.50"
    assert str(Money(5)) == "0.05"
    assert str(Money(0)) == "0.00"
    assert str(Money(-123450)) == "-1,234.50"
    assert Money(59556).yuan == Decimal("595.56")


def test_amounts_add_up_to_amounts() -> None:
    assert Money(10704) + Money(42000) == Money(52704)
    assert Money(52704) - Money(2704) == Money(50000)
    assert Money(21000) * 2 == 2 * Money(21000) == Money(42000)
    assert -Money(5) == Money(-5)
    assert sum([Money(1), Money(2), Money(3)]) == Money(6)
    assert Money(1) < Money(2)


@pytest.mark.parametrize("other", [1, 0.5, "1", Decimal(1)])
def test_an_amount_is_not_added_to_a_bare_number(other: object) -> None:
    with pytest.raises(TypeError):
        Money(1) + other  # type: ignore[operator]
    with pytest.raises(TypeError):
        other + Money(1)  # type: ignore[operator]


@pytest.mark.parametrize("factor", [0.5, Decimal("0.5"), True, Money(2)])
def test_an_amount_is_multiplied_by_whole_numbers_only(factor: object) -> None:
    with pytest.raises(TypeError):
        Money(100) * factor  # type: ignore[operator]


@pytest.mark.parametrize("fen", [1.0, True, "1", Decimal(1)])
def test_fen_are_whole(fen: object) -> None:
    with pytest.raises(TypeError):
        Money(fen)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "part", "whole", "expected"),
    [
        (309250, 4, 15, 82467),  # rules.md C-07: 3092.50 × 4/15 = 824.666… → 824.67
        (82467, 1, 4, 20617),  # 824.67/4 = 206.1675 → 206.17
        (432200, 2, 20, 43220),
        (6003, 1, 6, 1001),  # the half-fen trap: 10.005 → 10.01, where binary floats give 10.00
        (5002, 1, 5, 1000),
        (-6003, 1, 6, -1001),  # a reversal mirrors what it reverses
        (1, 1, 2, 1), (-1, 1, 2, -1), (1, 1, 3, 0), (2, 1, 3, 1), (0, 5, 7, 0), (7, 0, 5, 0),
        (3 * 10**20 + 1, 1, 2, 15 * 10**19 + 1),
    ],
)  # fmt: skip
def test_a_share_is_rounded_half_up(value: int, part: int, whole: int, expected: int) -> None:
    assert share(value, part, whole) == expected


@pytest.mark.parametrize("whole", [0, -4])
def test_there_is_no_share_of_nothing(whole: int) -> None:
    with pytest.raises(ValueError):
        share(100, 1, whole)


@given(FEN, st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_never_more_than_half_a_fen_off(value: int, part: int, whole: int) -> None:
    exact = Fraction(value * part, whole)
    assert abs(share(value, part, whole) - exact) <= Fraction(1, 2)
    assert share(-value, part, whole) == -share(value, part, whole)


@given(FEN, st.integers(1, 10**6))
def test_the_whole_share_is_the_value(value: int, whole: int) -> None:
    assert share(value, whole, whole) == value


def test_a_half_goes_away_from_zero() -> None:
    assert [round_half_up(Fraction(n, 2)) for n in (-3, -1, 0, 1, 3, 5)] == [-2, -1, 0, 1, 2, 3]
