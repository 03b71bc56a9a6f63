"""Now, from outside: so that tests and the demonstration depot can choose the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Protocol

LOCAL: Final = timezone(timedelta(hours=8), "UTC+8")
"""The civil day of every rule (rules.md C-04): China has one zone and no daylight saving."""


class Clock(Protocol):
    """Tells the time; instants are aware and in UTC, days are civil days."""

    def now(self) -> datetime:
        """This instant, in UTC, whole seconds."""
        ...

    def today(self) -> date:
        """The civil day in LOCAL."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        return datetime.now(LOCAL).date()


class FixedClock:
    """Stands still until it is told to move."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant.astimezone(UTC)

    def today(self) -> date:
        return self.instant.astimezone(LOCAL).date()

    def move(self, by: timedelta) -> None:
        self.instant += by


def local(instant: datetime) -> datetime:
    """An instant as the wall clock shows it, without a zone: for views and sheets only."""
    return instant.astimezone(LOCAL).replace(tzinfo=None)


def instant(wall: datetime) -> datetime:
    """The instant, in UTC, of what a wall clock in LOCAL shows."""
    return wall.replace(tzinfo=LOCAL).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The civil day on which an instant falls."""
    return moment.astimezone(LOCAL).date()
