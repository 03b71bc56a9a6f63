"""What a field offers to choose from while a person types."""

from __future__ import annotations

from inventory.values.records import record


@record
class Choice:
    """One record to choose. ``title`` and ``subtitle`` are data, not sentences."""

    id: int
    title: str
    subtitle: str = ""
