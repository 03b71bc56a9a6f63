"""What the person at work may not do is shown and cannot be pressed; its tooltip says who may.

The commands refuse it all the same: a button that is grey is only a courtesy.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Allowed, Right

Thing = TypeVar("Thing", bound=QWidget | QAction)


class Permits(QObject):
    """What the person at work may do. Signal: ``changed()``: they, or their rights, are others now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._allowed = Allowed()

    @property
    def allowed(self) -> Allowed:
        """What they may do, and who else may."""
        return self._allowed

    def know(self, allowed: Allowed) -> None:
        """Go by this from now on."""
        if allowed != self._allowed:
            self._allowed = allowed
            self.changed.emit()

    def may(self, *rights: Right) -> bool:
        """Whether they have one of ``rights``."""
        return self._allowed.may(*rights)

    def why_not(self, *rights: Right) -> str:
        """Who may do it, in a sentence; "" where they may themselves."""
        refusal = self._allowed.refusal(*rights)
        return "" if refusal is None else str(refusal)

    def guard(self, thing: Thing, *rights: Right) -> Thing:
        """Let ``thing`` (a button, an action) be pressed only by somebody who has one of ``rights``."""
        _Guard(self, thing, rights)
        return thing


class _Guard(QObject):
    """Lives with what it guards. What a page wishes meanwhile is remembered and holds once the right is there."""

    def __init__(self, permits: Permits, thing: QWidget | QAction, rights: tuple[Right, ...]) -> None:
        super().__init__(thing)
        self._permits, self._thing, self._rights = permits, thing, rights
        self._wished = True
        self._tip = ""
        self._shut = False
        permits.changed.connect(self._look)
        if isinstance(thing, QAction):
            thing.enabledChanged.connect(self._moved)
        else:
            thing.installEventFilter(self)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page wants its button to be pressed."""
        if event.type() == QEvent.Type.EnabledChange:
            self._moved()
        return False

    def _moved(self, *_enabled: object) -> None:
        if self._shut and self._on():
            self._wished = True
            self._thing.setEnabled(False)

    def _on(self) -> bool:
        thing = self._thing
        if isinstance(thing, QAction):
            return thing.isEnabled()
        return not thing.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)  # whatever its parents are

    def _look(self) -> None:
        why = self._permits.why_not(*self._rights)
        if why and not self._shut:
            self._wished, self._tip = self._on(), self._thing.toolTip()
            self._shut = True
            self._thing.setEnabled(False)
        elif not why and self._shut:
            self._shut = False
            self._thing.setEnabled(self._wished)
            self._thing.setToolTip(self._tip)
        if why:
            self._thing.setToolTip(why)
