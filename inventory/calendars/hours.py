"""The opening hours of a day, breaks left out: 08:30-12:00 13:00-17:30."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

from inventory.errors import InvalidInput
from inventory.i18n import N_

MIDNIGHT: Final = 24 * 60
_TIME: Final = r"(\d{1,2}):([0-5]\d)"
_OPENING: Final = re.compile(rf"{_TIME} ?[-–—~至到] ?{_TIME}", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s,;、和]*")


@dataclass(frozen=True, order=True, slots=True)
class Opening:
    """From ``first`` to ``until``, in minutes from midnight; ``until`` may be 24:00 and no longer belongs to it."""

    first: int
    until: int

    def __str__(self) -> str:
        return f"{_clock(self.first)}-{_clock(self.until)}"


@dataclass(frozen=True, slots=True)
class Hours:
    """The openings of a day in their order, none of which touch.

    Raises InvalidInput (field "hours") for none at all, for one that ends before it begins and for two that overlap.
    """

    openings: tuple[Opening, ...]

    def __post_init__(self) -> None:
        if not self.openings:
            raise InvalidInput(
                N_("Enter at least one stretch of service hours, for example 08:30-12:00."), field="hours"
            )
        for opening in self.openings:
            if not 0 <= opening.first < opening.until <= MIDNIGHT:
                raise InvalidInput(
                    N_("{opening} must end after it begins, on the same day. Split a night at 24:00."),
                    field="hours",
                    opening=opening,
                )
        joined: list[Opening] = []
        for opening in sorted(self.openings):
            if joined and opening.first < joined[-1].until:
                raise InvalidInput(
                    N_("{one} and {other} overlap. Correct one of them."),
                    field="hours",
                    one=joined[-1],
                    other=opening,
                )
            if joined and opening.first == joined[-1].until:
                opening = Opening(joined.pop().first, opening.until)
            joined.append(opening)
        object.__setattr__(self, "openings", tuple(joined))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The hours that a person typed: ``08:30-12:00 13:00-17:30``, with full-width signs, commas or 、 as well.

        Raises InvalidInput (field "hours").
        """
        plain = unicodedata.normalize("NFKC", text).strip()
        found = list(_OPENING.finditer(plain))
        edges = [0, *(edge for match in found for edge in match.span()), len(plain)]
        rest = [plain[first:last] for first, last in zip(edges[::2], edges[1::2], strict=True)]
        if not all(_BETWEEN.fullmatch(part) for part in rest):
            raise InvalidInput(
                N_("“{text}” are no service hours. Write them like 08:30-12:00 13:00-17:30."), field="hours", text=text
            )
        times = [tuple(map(int, match.groups())) for match in found]
        return cls(tuple(Opening(60 * a + b, 60 * c + d) for a, b, c, d in times))

    def __str__(self) -> str:
        return " ".join(map(str, self.openings))

    @property
    def length(self) -> timedelta:
        """The open time of a whole day."""
        return timedelta(minutes=sum(opening.until - opening.first for opening in self.openings))

    @property
    def close(self) -> timedelta:
        """Close of business, from midnight."""
        return timedelta(minutes=self.openings[-1].until)

    def opened_by(self, moment: timedelta) -> timedelta:
        """How much of the open time has passed at ``moment`` after midnight."""
        passed = timedelta()
        for opening in self.openings:
            first, until = timedelta(minutes=opening.first), timedelta(minutes=opening.until)
            if moment > first:
                passed += min(moment, until) - first
        return passed

    def reached(self, open_time: timedelta) -> timedelta:
        """The earliest moment after midnight at which ``open_time`` has passed: 12:00, not 13:00, at a break.

        ``open_time`` is above zero and at most ``length``.
        """
        left = open_time
        for opening in self.openings:
            size = timedelta(minutes=opening.until - opening.first)
            if left <= size:
                return timedelta(minutes=opening.first) + left
            left -= size
        raise ValueError(f"{open_time} is more than a day of {self}")

    def open_from(self, moment: timedelta) -> timedelta | None:
        """``moment`` itself where it is open, else the next opening; None after the close."""
        for opening in self.openings:
            if moment < timedelta(minutes=opening.until):
                return max(moment, timedelta(minutes=opening.first))
        return None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
