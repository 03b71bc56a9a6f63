"""Amounts in capital numerals (rules.md C-18)."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inventory.values.capitals import capital_amount

DIGITS = {char: number for number, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
SIZES = {"拾": 10, "佰": 100, "仟": 1000}
LARGEST = 10**18 - 1


@pytest.mark.parametrize(
    ("fen", "capitals"),
    [
        (1_234_50, "壹仟贰佰叁拾肆元伍角整"),
        (10_005_06, "壹万零伍元零陆分"),
        (100_000_00, "壹拾万元整"),
        (5, "伍分"),
        (474_60, "肆佰柒拾肆元陆角整"),
        (595_56, "伍佰玖拾伍元伍角陆分"),  # C-08
        (0, "零元整"),
        (1_00, "壹元整"),
        (50, "伍角整"),
        (56, "伍角陆分"),
        (10_00, "壹拾元整"),
        (10_05, "壹拾元零伍分"),
        (1_001_00, "壹仟零壹元整"),
        (10_010_00, "壹万零壹拾元整"),
        (107_000_53, "壹拾万零柒仟元伍角叁分"),
        (200_500_00, "贰拾万零伍佰元整"),
        (1_000_000_00, "壹佰万元整"),
        (100_000_000_00, "壹亿元整"),
        (100_000_005_00, "壹亿零伍元整"),
        (100_050_000_00, "壹亿零伍万元整"),
        (1_000_000_000_000_00, "壹万亿元整"),
        (1_000_500_000_000_00, "壹万零伍亿元整"),
        (-12_30, "负壹拾贰元叁角整"),
    ],
)
def test_amounts_as_bills_are_filled_in(fen: int, capitals: str) -> None:
    assert capital_amount(fen) == capitals


def counted(text: str) -> int:
    """A number in capital numerals, read by its own rules: 亿 and 万 multiply all before them, 零 only fills."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        head, found, rest = text.rpartition(name)
        if found:
            return counted(head) * size + counted(rest)
    total = 0
    for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", text):
        total += DIGITS[digit] * SIZES.get(unit, 1)
    assert re.fullmatch("(零|[壹贰叁肆伍陆柒捌玖][拾佰仟]?)*", text), text
    return total


def read(text: str) -> int:
    """The fen that a bill says."""
    minus, amount = (-1, text[1:]) if text.startswith("负") else (1, text)
    found = re.fullmatch("(?:(.+)元)?(?:(.)角)?(?:零?(.)分)?(整?)", amount)
    assert found is not None, text
    yuan, jiao, fen, whole = found.groups()
    assert bool(whole) == (fen is None), text
    return minus * (100 * counted(yuan or "") + 10 * DIGITS[jiao or "零"] + DIGITS[fen or "零"])


@given(st.integers(-LARGEST, LARGEST) | st.integers(-(10**9), 10**9))
@example(LARGEST)
@example(10**17)
def test_what_is_written_reads_as_the_same_amount(fen: int) -> None:
    assert read(capital_amount(fen)) == fen


@given(st.lists(st.sampled_from("0001"), min_size=1, max_size=18).map(lambda digits: int("".join(digits))))
def test_zeros_are_written_once_between_digits_and_never_at_an_end(fen: int) -> None:
    text = capital_amount(fen)
    assert read(text) == fen
    assert "零零" not in text
    assert not re.search("零[万亿角分整]", text)
    if fen:
        assert "零元" not in text
        assert not text.startswith("零")
    assert text.count("零") <= len(re.findall("(?<=1)0+(?=1)", str(fen))) + (fen == 0)


@pytest.mark.parametrize("fen", [10**18, -(10**18)])
def test_an_amount_that_has_no_such_numeral_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="numerals"):
        capital_amount(fen)
