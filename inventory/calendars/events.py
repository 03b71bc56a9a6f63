"""What is told when working time is reckoned otherwise from now on."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.events import Event


@dataclass(frozen=True, slots=True)
class CalendarsChanged(Event):
    """Hours, days or confirmed years are others: due times that are kept anywhere must be reckoned again (INV-22)."""
