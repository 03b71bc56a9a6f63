"""Where a unit stands by the dates of its row, and whether they can be: asked once for rows of the same days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from inventory.assets import rules
from inventory.assets.rules import UnitDates
from inventory.errors import InvalidInput
from inventory.imports.ledger import Ledger
from inventory.imports.reading import Line
from models.assets import AssetState

DAYS: Final = ("made_on", "ex_works_on", "sold_on", "delivered_on", "installed_on", "completed_on", "accepted_on")
Days = tuple[str | None, ...]
"""The days of DAYS in their order, as ISO text."""


class Dated(dict[Days, AssetState]):
    """State by the days of a row, for those that keep the rules of the register."""

    def __init__(self, ledger: Ledger, today: date) -> None:
        super().__init__()
        self._ledger = ledger
        self._today = today
        self._now = today.isoformat()
        self._states: dict[tuple[bool, ...], AssetState] = {}

    def of(self, days: Days, line: Line) -> AssetState | None:
        """The state of a unit with these days; None where the row is refused for them."""
        if not self._plain(days):
            try:
                rules.check_dates(unit_dates(days), self._today)
            except InvalidInput as error:
                self._ledger.refuse_error(line, error.field, error)
                return None
        state = self[days] = self._state(days)
        return state

    def _plain(self, days: Days) -> bool:
        """A sale and an acceptance in their order and nothing else need no closer look."""
        made, ex_works, sold, *others, accepted = days
        return (
            (sold is None or sold <= self._now)
            and (accepted is None or (accepted <= self._now and (sold is None or sold <= accepted)))
            and not any((made, ex_works, *others))
        )

    def _state(self, days: Days) -> AssetState:
        """It matters which days are known, not what they are."""
        known = tuple(day is None for day in days[2:])
        state = self._states.get(known)
        if state is None:
            state = self._states[known] = rules.state_of(unit_dates(days))
        return state


def unit_dates(days: Sequence[str | None]) -> UnitDates:
    """The dates of a row as the rules of the register take them."""
    dates = (date.fromisoformat(day) if day else None for day in days)
    return UnitDates(**dict(zip(DAYS, dates, strict=True)))
