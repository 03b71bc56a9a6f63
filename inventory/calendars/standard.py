"""The four standard calendars as data: when they are open, and whether holidays close them (rules.md C-09)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inventory.calendars.hours import Hours

DAY_HOURS: Final = Hours.parse("08:30-12:00 13:00-17:30")
"""S2c counts 8:30 to 17:30 as eight hours, so there is a break of one (requirements.md 1.10, 1)."""
ROUND_THE_CLOCK: Final = Hours.parse("00:00-24:00")


@dataclass(frozen=True, slots=True)
class Pattern:
    """``hours`` on working days, or with ``every_day`` on all days, holidays included."""

    hours: Hours
    every_day: bool


STANDARD: Final[Mapping[str, Pattern]] = {
    "CAL_5X8": Pattern(DAY_HOURS, every_day=False),
    "CAL_7X8": Pattern(DAY_HOURS, every_day=True),
    "CAL_5X24": Pattern(ROUND_THE_CLOCK, every_day=False),
    "CAL_7X24": Pattern(ROUND_THE_CLOCK, every_day=True),
}
