"""What has happened, told after the commit to whoever listens."""

from __future__ import annotations

import logging
from collections.abc import Callable

from inventory.values.records import record

log = logging.getLogger(__name__)


class Event:
    """A fact in the past tense; its frozen subclasses hold the ids it concerns."""

    __slots__ = ()


@record
class RecordsChanged(Event):
    """Rows of an entity (its table's name) were added or changed; ``ids`` empty: many."""

    entity: str
    ids: tuple[int, ...] = ()


class Bus:
    """Hands an event to its listeners, in the thread that announces it."""

    def __init__(self) -> None:
        self._listeners: list[tuple[type[Event], Callable[[Event], None]]] = []

    def listen(self, kind: type[Event], listener: Callable[[Event], None]) -> None:
        """Call ``listener`` for every event of ``kind``."""
        self._listeners.append((kind, listener))

    def announce(self, event: Event) -> None:
        """Tell everybody. The fact stands in the database: a listener's fault cannot undo it."""
        for kind, listener in list(self._listeners):
            if isinstance(event, kind):
                try:
                    listener(event)
                except Exception:  # a view's fault must not fail the command that is already committed
                    log.exception("a listener failed on %r", event)
