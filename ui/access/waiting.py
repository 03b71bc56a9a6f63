"""The number beside "Approvals" on the rail: what waits for whoever is at work."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from inventory.access.requests import to_decide
from ui.desk import Desk

PAGE = "approvals"


class Waiting(QObject):
    """Counts again when something is asked for or decided, and when somebody else is at work."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent or desk)
        self._desk = desk
        desk.bridge.records_changed.connect(self._changed)
        desk.permits.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Count again."""
        self._desk.jobs.query(to_decide, self._desk.ctx, done=self._show)

    @Slot(object)
    def _show(self, number: int) -> None:
        self._desk.set_count(PAGE, number)

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "approval_request":
            self.refresh()
