"""The frame of a page: where one is, what it is called, what can be done here, and the content below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ui.actions import Act, make
from ui.navigation import Route
from ui.widgets.banners import Banners
from ui.widgets.buttons import ActionButton, button, more_button
from ui.widgets.words import Line, words

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.scan.burst import Scan

Crumb = tuple[str, Route | None]
"""A translated word and where it leads; None for where one is."""

MARGIN = 20


class Breadcrumbs(QWidget):
    """The way from the rail to this page; every step can be clicked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._routes: list[tuple[QWidget, Route]] = []
        self._steps: list[tuple[QPushButton | Line, bool]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.hide()

    def show_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Show another way; none hides the line. A way of as many steps keeps its widgets."""
        if crumbs and [leads for _step, leads in self._steps] == [route is not None for _word, route in crumbs]:
            self._routes.clear()
            for (step, _leads), (word, route) in zip(self._steps, crumbs, strict=True):
                step.setText(word)
                step.setAccessibleName(word)
                if route is not None:
                    self._routes.append((step, route))
            return
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._routes.clear()
        self._steps.clear()
        for place, (word, route) in enumerate(crumbs):
            if place:
                self._row.addWidget(words("›", "muted"))
            if route is None:
                here = Line(word, "muted")
                self._steps.append((here, False))
                self._row.addWidget(here)
            else:
                step = button(word, self._go, "link")
                step.setProperty("role", "crumb")
                self._routes.append((step, route))
                self._steps.append((step, True))
                self._row.addWidget(step)
        self._row.addStretch(1)
        self.setVisible(bool(crumbs))

    def _go(self) -> None:
        clicked = self.sender()
        for step, route in self._routes:
            if step is clicked:
                self._desk.open(route)
                return


class PageFrame(QWidget):
    """The base of a page. Build the content into ``body``.

    Hooks, all optional to override: ``refresh`` (F5, and when one comes back to the page), ``dirty`` (typed and not
    saved: such a page is never thrown away), ``in_hand`` (kept, but somebody is in the middle of it), ``take_scan``
    (True: this page has used the scan), ``shown``, ``turn_to``.
    ``setFocusProxy(widget)`` says where the keyboard goes when the page is opened.
    """

    def __init__(
        self, desk: Desk, title: str = "", crumbs: Sequence[Crumb] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or desk.host)
        self.desk = desk
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        column.setSpacing(0)
        self.crumbs = Breadcrumbs(desk, self)
        column.addWidget(self.crumbs)
        column.addSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title = words(title, "title")
        self.subtitle = Line("", "subtitle")
        head.addWidget(self.title)
        self.subtitle.setContentsMargins(0, 0, 0, 2)
        head.addWidget(self.subtitle, 1, Qt.AlignmentFlag.AlignBottom)
        self.actions_row = QHBoxLayout()
        self.actions_row.setSpacing(8)
        head.addLayout(self.actions_row)
        column.addLayout(head)
        column.addSpacing(12)
        self.banners = Banners(self)
        self.banners.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.banners)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        column.addLayout(self.body, 1)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self._more = more_button(self.menu)
        self._more.hide()
        self.actions_row.addWidget(self._more)
        self.set_title(title)
        self.crumbs.show_crumbs(crumbs)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name the page; both translated."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.setAccessibleName(title)
        self.setWindowTitle(title)

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Say where the page is."""
        self.crumbs.show_crumbs(crumbs)

    def add_action(
        self, act: Act, slot: Callable[..., object], *, primary: bool = False, button: bool = False
    ) -> QAction:
        """Something to do here: in the ⋯ menu, and as a button too where ``primary`` (one per page) or ``button``."""
        action = make(act, self, slot)
        if act.needs:
            self.desk.permits.guard(action, *act.needs)
        self.menu.addAction(action)
        if primary or button:
            made = ActionButton(action, "primary" if primary else "plain")
            self.actions_row.insertWidget(0 if primary else max(0, self.actions_row.count() - 1), made)
        self._more.show()
        return action

    def turn_to(self, route: Route) -> bool:
        """Show another record on this page, as if it had been made for ``route``; False: a page of its own is needed.

        Making a rich page costs a scan most of its time, so a page that can turn is not made again.
        """
        return False

    def refresh(self) -> None:
        """Fetch what is shown again."""

    def shown(self) -> None:
        """The page has come to the front, new or again."""

    def dirty(self) -> bool:
        """Something was typed that is not saved."""
        return False

    def in_hand(self) -> bool:
        """Somebody is in the middle of something that is kept: the page stays, but the window may close."""
        return False

    def take_scan(self, scan: Scan) -> bool:
        """Use a scan for what one is doing here; False: it opens its card as usual."""
        return False
