"""Telling a scanner that types from a person, by speed alone. Knows nothing of windows.

A burst is at least five characters with a median gap of at most 35 ms and none longer than 120 ms,
closed by Enter, Tab or silence. Times are those the system stamped on the key, not when it was
looked at: a busy window would make typing look like a scanner. Silence closes a burst only when no
character of it can still come, that is after more than the longest gap.
"""

from __future__ import annotations

from typing import Final

from inventory.values.records import record

SEPARATORS: Final = frozenset("\x04\x1d\x1e")
"""Control characters that scanners type inside a code (EOT, GS, RS)."""


@record
class Speed:
    """What counts as a scanner; a slow reader's own figures come from its set-up."""

    fewest: int = 5
    median_ms: int = 35
    longest_ms: int = 120

    @property
    def silence_ms(self) -> int:
        """So long after the last character a burst without Enter is over."""
        return self.longest_ms + 5


@record
class Scan:
    """What a scanner typed, and the keyboard's scan code of each character (0: unknown)."""

    text: str
    scan_codes: tuple[int, ...] = ()


def is_text(text: str) -> bool:
    """A key's text belongs into a burst: one printable character or a separator."""
    return len(text) == 1 and (text.isprintable() or text in SEPARATORS)


class Burst:
    """Collects characters until it is clear what they were. All times in milliseconds of one clock."""

    def __init__(self, speed: Speed | None = None) -> None:
        self.speed = speed or Speed()
        self._text: list[str] = []
        self._codes: list[int] = []
        self._times: list[int] = []

    def __len__(self) -> int:
        return len(self._text)

    def key(self, text: str, at: int, scan_code: int = 0) -> bool:
        """A character was typed at ``at``. True: it begins something new, nothing typed before belongs to it."""
        fresh = not self._times or not 0 <= at - self._times[-1] <= self.speed.longest_ms
        if fresh:
            self.drop()
        self._text.append(text)
        self._codes.append(scan_code)
        self._times.append(at)
        return fresh

    def drop(self) -> None:
        """It was a person."""
        self._text.clear()
        self._codes.clear()
        self._times.clear()

    @property
    def fast(self) -> bool:
        """The last character came as quickly as only a scanner types."""
        return len(self._times) > 1 and self._times[-1] - self._times[-2] <= self.speed.median_ms

    @property
    def is_scan(self) -> bool:
        """What has been typed so far is a scanner's."""
        if len(self._text) < self.speed.fewest:
            return False
        gaps = [after - before for before, after in zip(self._times, self._times[1:], strict=False)]
        return median(gaps) <= self.speed.median_ms and max(gaps) <= self.speed.longest_ms

    def close(self, at: int | None = None) -> Scan | None:
        """Enter or Tab at ``at``, or silence (None): the scan, or None for a person's typing."""
        scan = None
        in_time = at is None or (bool(self._times) and 0 <= at - self._times[-1] <= self.speed.longest_ms)
        if in_time and self.is_scan:
            scan = Scan("".join(self._text), tuple(self._codes))
        self.drop()
        return scan


def median(gaps: list[int]) -> float:
    """The gap in the middle, between the two in the middle where there is none; ``statistics`` takes long to load."""
    ordered, middle = sorted(gaps), len(gaps) // 2
    return ordered[middle] if len(gaps) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
