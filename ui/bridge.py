"""What has happened in the depot, told in the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from inventory.events import Bus, Event, RecordsChanged


class Bridge(QObject):
    """Carries events from the thread that announces them to the window's.

    Signals: ``happened(event)`` for every event; ``records_changed(entity, ids)`` for a RecordsChanged,
    ``ids`` a tuple, empty for "many".
    """

    happened = Signal(object)
    records_changed = Signal(str, object)
    _arrived = Signal(object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        bus.listen(Event, self._hear)

    def close(self) -> None:
        """Hear nothing more: the bus outlives the window."""
        self._open = False

    def _hear(self, event: Event) -> None:
        if self._open:
            self._arrived.emit(event)

    def _tell(self, event: Event) -> None:
        if not self._open:
            return
        self.happened.emit(event)
        if isinstance(event, RecordsChanged):
            self.records_changed.emit(event.entity, event.ids)
