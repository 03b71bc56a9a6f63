"""The house's own terms, read among the settings: what holds for units whose contract names no policy."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from inventory.policies.queries import VersionCard, house_version
from ui.desk import Desk
from ui.navigation import Route
from ui.widgets.buttons import button
from ui.widgets.cards import Section
from ui.widgets.words import selectable, words

PARAGRAPHS = 2
"""The free period, and what is owed after it; the page of the policies tells the rest."""


class WarrantySection(Section):
    """The paragraphs about the cover, and the ways to the editor and to all policies."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Warranty: the house terms"), flush=False, parent=parent)
        self._desk = desk
        self._card: VersionCard | None = None
        remark = _("Holds for every unit whose contract names no policy of its own.")
        self.inside.addWidget(words(remark, "small", wrap=True))
        self._texts = QVBoxLayout()
        self._texts.setSpacing(4)
        self.inside.addLayout(self._texts)
        self.labels: list[QLabel] = []
        self.edit_button = button(_("Edit the house terms"), self._edit, symbol="edit")
        self.all_button = button(_("All policies"), self._all)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self.edit_button)
        feet.addWidget(self.all_button)
        feet.addStretch(1)
        self.inside.addLayout(feet)
        desk.permits.guard(self.edit_button, Right.EDIT_POLICIES)
        self.edit_button.setEnabled(False)
        desk.bridge.records_changed.connect(self._changed)
        self.refresh()

    @property
    def texts(self) -> list[str]:
        """What is read here."""
        return [label.text() for label in self.labels]

    def refresh(self) -> None:
        """Fetch the terms again."""
        self._desk.jobs.query(house_version, self._desk.ctx, done=self._show)

    @Slot(object)
    def _show(self, card: VersionCard) -> None:
        self._card = card
        for label in self.labels:
            self._texts.removeWidget(label)
            label.hide()
            label.deleteLater()
        told = [sentence for part in card.paragraphs[:PARAGRAPHS] for sentence in part.sentences]
        self.labels = [selectable(words(str(sentence.text), wrap=True)) for sentence in told]
        for label in self.labels:
            self._texts.addWidget(label)
        self.edit_button.setEnabled(True)

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity in ("policy_version", "sla_target"):
            self.refresh()

    def _edit(self) -> None:
        if self._card is not None:
            self._desk.open(Route("policy_edit", self._card.id))

    def _all(self) -> None:
        self._desk.open(Route("policies"))
