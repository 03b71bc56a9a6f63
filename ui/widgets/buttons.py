"""Buttons of a few kinds, each with a tooltip and an accessible name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from inventory.i18n import _
from ui.icons import icon

Slot = Callable[..., object] | SignalInstance
"""A bound method, or a signal to pass a click on to."""
Role = Literal["plain", "primary", "danger", "link"]


def button(
    text: str,
    slot: Slot | None = None,
    role: Role = "plain",
    symbol: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with a translated word. ``autoDefault`` is off: a scanner's Enter presses nothing."""
    made = QPushButton(text, parent)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setDefault(False)
    made.setAccessibleName(text)
    if symbol:
        made.setIcon(icon(symbol, "on_accent" if role == "primary" else "rail_icon"))
        made.setIconSize(QSize(16, 16))
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if slot is not None:
        made.clicked.connect(slot)
    return made


class ActionButton(QPushButton):
    """A button that does an action and follows its word, its tooltip and whether it is enabled, or there at all."""

    def __init__(self, action: QAction, role: Role = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._gone = False
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.clicked.connect(self._trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _trigger(self) -> None:
        self._action.trigger()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setAccessibleName(self._action.text())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        gone = not self._action.isVisible()
        if gone != self._gone:
            self._gone = gone
            self.setVisible(not gone)


def icon_button(
    symbol: str, tip: str, slot: Slot | None = None, boxed: bool = False, parent: QWidget | None = None
) -> QToolButton:
    """A small button with an icon; ``tip``, translated, says what it does."""
    made = QToolButton(parent)
    made.setIcon(icon(symbol))
    made.setIconSize(QSize(16, 16))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setAutoRaise(True)
    made.setProperty("role", "boxed" if boxed else "bare")
    if slot is not None:
        made.clicked.connect(slot)
    return made


def more_button(menu: QMenu, parent: QWidget | None = None, tip: str = "") -> QToolButton:
    """⋯ with a menu of what is done more rarely."""
    made = icon_button("more", tip or _("More"), boxed=True, parent=parent)
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return made


def menu_button(text: str, menu: QMenu, symbol: str = "", parent: QWidget | None = None) -> QToolButton:
    """A word that opens a menu."""
    made = QToolButton(parent)
    made.setText(text)
    made.setToolTip(text)
    made.setAccessibleName(text)
    made.setProperty("role", "word")
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    if symbol:
        made.setIcon(icon(symbol))
        made.setIconSize(QSize(16, 16))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return made
