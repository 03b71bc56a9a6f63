"""A list of records of which some columns give way where there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.records import Field, Records

LEAST: Final = 150
"""Pixels that a column which takes what is left is given before others go."""


class GivingRecords(Records):
    """``giving_way``: the places of the columns that go, in this order. What they say belongs into a tooltip, too."""

    def __init__(
        self, fields: Sequence[Field], name: str, giving_way: Sequence[int], parent: QWidget | None = None, *,
        lines: int = 1,
    ) -> None:  # fmt: skip
        super().__init__(fields, name, parent, lines=lines)
        self._giving_way = giving_way
        self._widths = [field.width or LEAST for field in fields]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what there is no room for, and show again what there is."""
        room = self.viewport().width() - sum(self._widths)
        for place in self._giving_way:
            self.setColumnHidden(place, room < 0)
            if room < 0:
                room += self._widths[place]
        super().resizeEvent(event)
