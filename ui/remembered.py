"""What this workstation remembers: language, theme, columns, where the window stood.

Kept in memory, so that asking costs nothing; what changes is handed on a moment later, to be written in the
write lane (``ui.application`` does it with ``inventory.settings.put``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from inventory.settings import TABLES, Setting, of_workstation
from inventory.work import Context

T = TypeVar("T")

PAUSE_MS: Final = 600
"""Somebody dragging a column changes its width many times: the last one counts."""


def load(ctx: Context) -> dict[str, Any]:
    """The settings of this workstation by name. Asks the database: in a lane, or before there is a window."""
    with ctx.reading():
        return of_workstation(ctx)


class Remembered(QObject):
    """Settings by their declaration.

    Signals: ``wished(Setting, value)``: to be written; ``kept(Setting, value)``: holds from now on.
    """

    wished = Signal(object, object)
    kept = Signal(object, object)

    def __init__(self, values: Mapping[str, Any] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, Any] = dict(values or {})
        self._changed: dict[str, Setting[Any]] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def value(self, setting: Setting[T]) -> T:
        """The value in force."""
        found: T = self._values.get(setting.name, setting.default)
        return found if setting.check(found) else setting.default

    def keep(self, setting: Setting[T], value: T) -> None:
        """Remember a value; the same value again is not written."""
        if value != self.value(setting):
            self._values[setting.name] = value
            self._changed[setting.name] = setting
            self._pause.start()
            self.kept.emit(setting, value)

    def flush(self) -> None:
        """Hand on at once what has changed."""
        self._pause.stop()
        changed, self._changed = self._changed, {}
        for setting in changed.values():
            self.wished.emit(setting, self._values[setting.name])

    def table(self, name: str) -> Any:
        """What was kept for a table, None for nothing."""
        return self._tables().get(name)

    def keep_table(self, name: str, layout: Any) -> None:
        """Keep plain lists and dictionaries for a table."""
        self.keep(TABLES, json.dumps(self._tables() | {name: layout}, ensure_ascii=False))

    def _tables(self) -> dict[str, Any]:
        try:
            found = json.loads(self.value(TABLES))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
