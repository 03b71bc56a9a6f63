"""One scan of the test code tells how a scanner types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.scanning.symbols import POSITIONS, Keyboard
from ui.scan.burst import Burst, Scan, Speed
from ui.scan.learning import TEST_CODE, Arrived, Closer, Doubt, Heard, Lesson, learn, understood
from ui.scan.manner import CAREFUL_FEWEST, Manner

PLACES = {letter: place for place, letter in POSITIONS[Keyboard.X11].items()}


def heard(text: str = TEST_CODE, gap: int = 8, longest: int = 0, keys: str = "") -> Heard:
    """A scan with even gaps but for one; ``keys``: what a US keyboard has at the places that were pressed."""
    gaps = [gap] * (len(text) - 1)
    gaps[-1] = max(gap, longest)
    times = [1000 + sum(gaps[:place]) for place in range(len(text))]
    codes = tuple(PLACES.get(letter, 0) for letter in (keys or text.upper()))
    return Heard(text, codes, tuple(times), Closer.ENTER)


def lesson(told: Heard) -> Lesson:
    found = learn(told, Keyboard.X11)
    assert isinstance(found, Lesson)
    return found


def scan_of(told: Heard, speed: Speed) -> Scan | None:
    burst = Burst(speed)
    for letter, at, code in zip(told.text, told.times, told.scan_codes, strict=True):
        burst.key(letter, at, code)
    return burst.close(told.times[-1] + told.middle)


def test_a_quick_scanner_teaches_nothing():
    assert lesson(heard()) == Lesson(Manner(), Arrived.WHOLE)
    assert Manner().speed == Speed()


@given(st.integers(31, 90), st.integers(0, 400))
def test_a_slow_scanner_is_heard_with_what_was_learned_and_a_little_slower_too(gap: int, longest: int):
    told = heard(gap=gap, longest=longest)
    manner = lesson(told).manner
    slower = heard(gap=round(gap * 1.12), longest=round(told.longest * 1.12))
    assert scan_of(told, manner.speed) is not None
    assert scan_of(slower, manner.speed) is not None


@pytest.mark.parametrize(("gap", "longest"), [(91, 91), (20, 401)])
def test_what_is_as_slow_as_a_person_is_not_learned(gap: int, longest: int):
    assert learn(heard(gap=gap, longest=longest), Keyboard.X11) is Doubt.SLOW


def test_where_typing_comes_near_a_scan_must_be_longer():
    assert Manner(70).speed.fewest == Speed().fewest
    assert Manner(71).speed.fewest == CAREFUL_FEWEST < len(TEST_CODE)


@pytest.mark.parametrize(
    ("text", "keys", "arrived"),
    [
        (TEST_CODE.lower(), "", Arrived.CAPS),
        (TEST_CODE.swapcase(), "", Arrived.CAPS),
        ("ＱＡＺＹ－２Ｍ７Ｗ５", "0000000000", Arrived.WIDE),
        ("QAYZß2M7W5", TEST_CODE, Arrived.LAYOUT),  # German
        ('AQWY)é,èZ(', TEST_CODE, Arrived.LAYOUT),  # French
    ],
)  # fmt: skip
def test_what_happened_to_the_characters_is_known(text: str, keys: str, arrived: Arrived):
    assert lesson(heard(text, keys=keys)) == Lesson(Manner(), arrived)


def test_what_stands_around_the_code_is_learned_and_taken_away():
    manner = lesson(heard(f"##{TEST_CODE}*")).manner
    assert (manner.prefix, manner.suffix) == ("##", "*")
    assert manner.bare(Scan("##A7K3M9Q2X*", tuple(range(12)))) == Scan("A7K3M9Q2X", tuple(range(2, 11)))
    assert manner.bare(Scan("A7K3M9Q2X", (1,) * 9)) == Scan("A7K3M9Q2X", (1,) * 9)
    assert manner.bare(Scan("##")) == Scan("##"), "nothing would be left"
    assert Manner().bare(Scan("##A*")) == Scan("##A*")


def test_an_identifier_of_the_symbol_is_nothing_to_learn():
    assert lesson(heard(f"]Q1{TEST_CODE}")).manner == Manner()


@pytest.mark.parametrize("text", ["A7K3M9Q2X", TEST_CODE[:-1], "x" * 30 + TEST_CODE])
def test_another_code_teaches_nothing(text: str):
    assert learn(heard(text), Keyboard.X11) is Doubt.STRANGE


def test_a_workstation_that_knows_enough_learns_nothing_again():
    slow = heard(gap=50)
    known = lesson(slow).manner
    assert not understood(slow, lesson(slow), Manner())
    assert understood(slow, lesson(slow), known)
    wavering = heard(gap=52)
    assert understood(wavering, lesson(wavering), known), "a scan is never quite like the one before"
    quick = heard()
    assert understood(quick, lesson(quick), Manner())
    assert not understood(quick, lesson(quick), known), "typing is safer where nothing slow is expected"
    marked = heard(f"#{TEST_CODE}")
    assert not understood(marked, lesson(marked), Manner())
    assert understood(marked, lesson(marked), Manner(prefix="#"))
