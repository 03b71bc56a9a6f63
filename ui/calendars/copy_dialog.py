"""Gives a region the days of another one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.calendars.day_commands import CopyRegion, copy_region
from inventory.calendars.plans import Outcome
from inventory.i18n import _, ngettext
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.field import TextField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog


class CopyRegionDialog(FormDialog):
    """Shown with ``open()``."""

    def __init__(self, desk: Desk, region: str, parent: QWidget | None = None) -> None:
        source = TextField("region", _("From the region"), required=True, limit=60)
        source.set_value(region)
        to = TextField("to", _("To the region"), required=True, limit=60)
        super().__init__(
            desk,
            _("Copy the days of a region"),
            Form([source, to]),
            save=_("Copy"),
            remark=_("All years; what the other region has already stays as it is."),
            parent=parent,
        )
        self._desk = desk
        self.submitted.connect(self._send)

    @Slot(object, bool)
    def _send(self, values: Values, _another: bool) -> None:
        order = CopyRegion(values["region"], values["to"])
        self._desk.jobs.command(copy_region, self._desk.ctx, order, done=self._done, failed=self.refuse)

    @Slot(object)
    def _done(self, outcome: Outcome) -> None:
        count = outcome.added
        self._desk.toast(ngettext("{count} day was copied.", "{count} days were copied.", count).format(count=count))
        self.saved()
