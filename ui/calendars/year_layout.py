"""Where the twelve months of a year stand, and each of their days: plain numbers, so that they can be tried."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF

MONTHS: Final = 12
WEEK: Final = 7
WEEKS: Final = 6
GAP: Final = 12
HEAD: Final = 36
"""The month's name and the line of weekdays above its days."""
CELL: Final = 26
"""As wide as a day is where there is room; narrower down to LEAST."""
LEAST: Final = 21
HIGH: Final = 22


@dataclass(frozen=True, slots=True)
class YearLayout:
    """The places in a sheet of ``width`` pixels: four months beside each other, or as many as fit."""

    year: int
    width: float

    @property
    def beside(self) -> int:
        """Months in a row."""
        return next((n for n in (4, 3, 2) if n * WEEK * LEAST + (n - 1) * GAP <= self.width), 1)

    @property
    def cell(self) -> float:
        """The width of a day."""
        return min(CELL + 6.0, (self.width - (self.beside - 1) * GAP) / self.beside / WEEK)

    @property
    def height(self) -> int:
        """What the whole year needs."""
        rows = MONTHS // self.beside
        return round(rows * (HEAD + WEEKS * HIGH) + (rows - 1) * GAP)

    def month(self, number: int) -> QRectF:
        """The box of a month, from 1."""
        row, column = divmod(number - 1, self.beside)
        wide, high = WEEK * self.cell, HEAD + WEEKS * HIGH
        return QRectF(column * (wide + GAP), row * (high + GAP), wide, high)

    def day(self, day: date) -> QRectF:
        """The box of a day."""
        box = self.month(day.month)
        place = day.day - 1 + date(day.year, day.month, 1).weekday()
        week, weekday = divmod(place, WEEK)
        return QRectF(box.left() + weekday * self.cell, box.top() + HEAD + week * HIGH, self.cell, HIGH)

    def weekday(self, month: int, weekday: int) -> QRectF:
        """Where the letter of a weekday stands above its column."""
        box = self.month(month)
        return QRectF(box.left() + weekday * self.cell, box.top() + HEAD - 18, self.cell, 16)

    def at(self, point: QPointF) -> date | None:
        """The day under a point."""
        for month in range(1, MONTHS + 1):
            if self.month(month).contains(point):
                days = (date(self.year, month, day) for day in range(1, monthrange(self.year, month)[1] + 1))
                return next((day for day in days if self.day(day).contains(point)), None)
        return None
