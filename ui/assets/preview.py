"""A unit in the drawer beside the list: the little one wants to know before opening its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.assets.queries import AssetCard, card
from inventory.cover.words import headline
from inventory.i18n import _, ngettext
from inventory.values.days import show_day
from ui.assets.list import cover_meaning
from ui.assets.tabs import case_standing
from ui.navigation import Route
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues
from ui.widgets.chips import Chip
from ui.widgets.scrolling import scrolled
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.desk import Desk

CASES = 5


class UnitPreview(QWidget):
    """Fetches a unit's card and shows its essence."""

    def __init__(self, desk: Desk, asset_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._asset_id = desk, asset_id
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._inside))
        desk.jobs.query(card, desk.ctx, asset_id, done=self._show)

    @Slot(object)
    def _show(self, unit: AssetCard) -> None:
        self._column.addWidget(words(f"{unit.product_name} {unit.model_code}", "heading", wrap=True))
        self._column.addWidget(Chip(str(headline(unit.cover)), cover_meaning(unit.cover)))
        where = unit.customer
        self._column.addWidget(
            KeyValues(
                [
                    (_("Serial number"), unit.serial_no),
                    (_("Customer"), where.name if where else ""),
                    (_("Contact"), f"{where.contact} {where.phone or where.mobile}".strip() if where else ""),
                    (_("Contract"), unit.contract_no),
                    (_("Sold on"), show_day(unit.sold_on)),
                    (_("Accepted on"), show_day(unit.accepted_on)),
                    (_("Spares promised until"), show_day(unit.spares_until)),
                ]
            )
        )
        count = len(unit.cases)
        self._column.addWidget(words(ngettext("{n} repair", "{n} repairs", count).format(n=count), "heading"))
        for case in unit.cases[:CASES]:
            self._column.addWidget(words(f"{case.case_no} · {case_standing(case)}\n{case.symptom}", "muted", wrap=True))
        self._column.addWidget(button(_("Open the card"), self._open))

    @Slot()
    def _open(self) -> None:
        self._desk.open(Route("asset", self._asset_id))
