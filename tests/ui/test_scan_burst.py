"""A scanner that types is told from a person by its speed, and by nothing else."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.scan.burst import Burst, Scan, Speed, is_text

CODE = "A7K3M9Q2X"


def typed(burst: Burst, text: str, gaps: list[int], start: int = 1000) -> int:
    """Type a text with gaps in milliseconds between its characters; the time of the last one."""
    at = start
    for place, letter in enumerate(text):
        at += gaps[place - 1] if place else 0
        burst.key(letter, at, 30 + place)
    return at


def evenly(text: str, gap: int) -> list[int]:
    """The same gap between all characters."""
    return [gap] * (len(text) - 1)


@pytest.mark.parametrize("gap", [0, 1, 5, 12, 20, 35])
def test_a_scan_closed_by_enter_is_read(gap: int):
    burst = Burst()
    end = typed(burst, CODE, evenly(CODE, gap))
    assert burst.close(end + gap) == Scan(CODE, tuple(range(30, 30 + len(CODE))))


def test_a_scan_without_enter_is_read_when_it_is_over():
    burst = Burst()
    typed(burst, CODE, evenly(CODE, 10))
    assert burst.close() == Scan(CODE, tuple(range(30, 30 + len(CODE))))


def test_one_hiccup_of_the_cable_does_not_break_a_scan():
    burst = Burst()
    gaps = evenly(CODE, 8)
    gaps[4] = 120
    end = typed(burst, CODE, gaps)
    assert burst.close(end + 8).text == CODE


def test_a_longer_pause_begins_something_new():
    burst = Burst()
    gaps = evenly(CODE, 8)
    gaps[3] = 121
    end = typed(burst, CODE, gaps)
    assert burst.close(end + 8).text == CODE[4:]


@pytest.mark.parametrize("text", ["", "A", "AB12"])
def test_fewer_than_five_characters_are_never_a_scan(text: str):
    burst = Burst()
    end = typed(burst, text, evenly(text, 1))
    assert burst.close(end + 1) is None


def test_typing_at_36_milliseconds_is_a_person():
    burst = Burst()
    end = typed(burst, CODE, evenly(CODE, 36))
    assert burst.close(end + 36) is None


def test_enter_that_comes_much_later_belongs_to_a_person():
    burst = Burst()
    end = typed(burst, CODE, evenly(CODE, 5))
    assert burst.close(end + 121) is None


def test_what_was_given_up_is_forgotten():
    burst = Burst()
    end = typed(burst, CODE, evenly(CODE, 5))
    burst.drop()
    assert burst.close(end + 5) is None
    assert len(burst) == 0


def test_the_first_character_begins_something_new_and_the_next_does_not():
    burst = Burst()
    assert burst.key("A", 100)
    assert not burst.key("7", 110)
    assert burst.fast
    assert burst.key("K", 400)
    assert not burst.fast


def test_a_clock_that_runs_backwards_begins_something_new():
    burst = Burst()
    burst.key("A", 100)
    assert burst.key("B", 90)


def test_a_slow_reader_is_heard_once_its_speed_is_known():
    slow = Speed(fewest=5, median_ms=90, longest_ms=200)
    burst = Burst(slow)
    end = typed(burst, CODE, evenly(CODE, 80))
    assert burst.close(end + 80).text == CODE


def test_silence_is_longer_than_any_gap_inside_a_scan():
    for speed in (Speed(), Speed(longest_ms=300)):
        assert speed.silence_ms > speed.longest_ms


def test_separators_of_industrial_codes_belong_to_a_scan():
    assert is_text("\x1d")
    assert is_text("中")
    assert not is_text("\x08")
    assert not is_text("")
    assert not is_text("ab")


def test_of_20000_words_that_people_type_none_is_taken_for_a_scan():
    """Fast typists, some 110 words a minute: gaps around 110 ms, log-normal, so that one in 200 is under 35 ms."""
    draw = random.Random(20260101)
    mistaken = 0
    for _ in range(20_000):
        word = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=draw.randint(1, 14)))
        gaps = [round(draw.lognormvariate(math.log(110), 0.45)) for _ in word]
        burst = Burst()
        end = typed(burst, word, gaps)
        mistaken += burst.close(end + gaps[-1]) is not None
    assert mistaken == 0


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=5, max_size=60), st.data())
def test_whatever_a_scanner_types_is_read_whole(text: str, data: st.DataObject):
    gaps = data.draw(st.lists(st.integers(0, 35), min_size=len(text) - 1, max_size=len(text) - 1))
    burst = Burst()
    end = typed(burst, text, gaps)
    scan = burst.close(end + 10)
    assert scan is not None
    assert scan.text == text
    assert len(scan.scan_codes) == len(text)
