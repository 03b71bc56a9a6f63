"""What one scan of the test code tells about a scanner: its speed, what it adds, what it changes. Knows no window.

The code has the keys that wander from one keyboard layout to another, and no label of a depot begins like it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from inventory.scanning.symbols import POSITIONS, Keyboard, keyboard_here
from ui.scan.burst import Speed
from ui.scan.manner import Manner

TEST_CODE: Final = "QAZY-2M7W5"
SLOWEST_MS: Final = 90
"""The middle gap of the slowest scanner that can still be told from a person."""
LONGEST_MS: Final = 400
_ROOM: Final = 1.4
"""So much slower than the scan that was heard may the next one be, where something has to be learned;"""
_MARGIN: Final = 1.15
"""and so much where what is known already is enough."""
LONGEST_ADDED: Final = 20
"""More characters around a code are another code."""
_IDENTIFIER: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""An AIM identifier differs from symbol to symbol; looking a scan up takes it away already."""


class Closer(StrEnum):
    """What came behind the last character."""

    ENTER = "enter"
    TAB = "tab"
    NOTHING = "nothing"


class Arrived(StrEnum):
    """In what state the characters arrived."""

    WHOLE = "whole"
    CAPS = "caps"
    """Upper and lower case changed places."""
    WIDE = "wide"
    """An input method made them full-width."""
    LAYOUT = "layout"
    """Only the places of the keys are right."""


class Doubt(StrEnum):
    """Why nothing can be learned."""

    STRANGE = "strange"
    """The test code is not in what was heard."""
    SLOW = "slow"
    """A person types as quickly."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Every key of one scan: its character, its place on the keyboard, the moment it was pressed (ms)."""

    text: str
    scan_codes: tuple[int, ...]
    times: tuple[int, ...]
    closer: Closer = Closer.ENTER

    @property
    def gaps(self) -> list[int]:
        """Milliseconds from each character to the next."""
        return [after - before for before, after in zip(self.times, self.times[1:], strict=False)]

    @property
    def middle(self) -> int:
        """The gap that half of them do not exceed."""
        return round(median(self.gaps)) if self.gaps else 0

    @property
    def longest(self) -> int:
        """The longest gap."""
        return max(self.gaps, default=0)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned from a scan of the test code."""

    manner: Manner
    arrived: Arrived


def learn(heard: Heard, keyboard: Keyboard | None = None) -> Lesson | Doubt:
    """What a scan of the test code tells. ``keyboard`` is this computer's unless given."""
    readings = _readings(heard, POSITIONS[keyboard or keyboard_here()])
    found = ((arrived, text.find(TEST_CODE)) for arrived, text in readings)
    arrived, place = next((each for each in found if each[1] >= 0), (Arrived.WHOLE, -1))
    if place < 0:
        return Doubt.STRANGE
    if heard.middle > SLOWEST_MS or heard.longest > LONGEST_MS:
        return Doubt.SLOW
    prefix, suffix = heard.text[:place], heard.text[place + len(TEST_CODE) :]
    if max(len(prefix), len(suffix)) > LONGEST_ADDED:
        return Doubt.STRANGE
    usual = Speed()
    manner = Manner(
        _allowed(heard.middle, usual.median_ms),
        _allowed(heard.longest, usual.longest_ms),
        "" if _IDENTIFIER.fullmatch(prefix) else prefix,
        suffix if suffix.isprintable() else "",
    )
    return Lesson(manner, arrived)


def understood(heard: Heard, lesson: Lesson, known: Manner) -> bool:
    """Whether a workstation that knows this much needs to learn nothing; knowing more than needed is no good either."""
    if (lesson.manner.prefix, lesson.manner.suffix) != (known.prefix, known.suffix):
        return False
    usual = Manner(prefix=known.prefix, suffix=known.suffix)
    if lesson.manner == usual or known == usual:
        return lesson.manner == known
    return heard.middle * _MARGIN <= known.median_ms and heard.longest * _MARGIN <= known.longest_ms


def _allowed(gap: int, usual: int) -> int:
    """What to allow where such a gap was heard."""
    return usual if gap * _MARGIN <= usual else math.ceil(gap * _ROOM)


def _readings(heard: Heard, keys: Mapping[int, str]) -> Iterator[tuple[Arrived, str]]:
    """The heard text in every state it may have arrived in, character for character."""
    yield Arrived.WHOLE, heard.text
    yield Arrived.CAPS, "".join(letter.swapcase() if len(letter.swapcase()) == 1 else letter for letter in heard.text)
    yield Arrived.CAPS, "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in heard.text)
    yield Arrived.WIDE, "".join(_narrow(letter) for letter in heard.text)
    yield Arrived.LAYOUT, "".join(keys.get(code, "\0") for code in heard.scan_codes)


def _narrow(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter
