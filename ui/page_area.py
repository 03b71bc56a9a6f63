"""Where pages are shown: made when opened, kept for the way back, never thrown away with typing that is not saved."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.navigation import Route
from ui.widgets.banners import Banners
from ui.widgets.page_frame import PageFrame

KEPT: Final = 8


class PageArea(QWidget):
    """Shows the page of the route that the desk opens. Signal: ``renamed()`` the page on show has another title."""

    renamed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("pages")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._kept: OrderedDict[Route, QWidget] = OrderedDict()
        self._stack = desk.host = QStackedWidget(self)
        self._banners = Banners(self)
        self._banners.setContentsMargins(20, 12, 20, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banners)
        column.addWidget(self._stack, 1)
        desk.opened.connect(self.show_route)
        desk.refreshed.connect(self.refresh)

    @property
    def page(self) -> QWidget | None:
        """The page on show."""
        return self._stack.currentWidget()

    @property
    def banners(self) -> Banners:
        """The place for banners: the page's own, or one above a page that has none."""
        page = self.page
        return page.banners if isinstance(page, PageFrame) else self._banners

    def show_route(self, route: Route) -> None:
        """Show a page, made anew or as it was left."""
        page = self._kept.get(route)
        fresh = page is None
        if page is None:
            page = self._turned(route) or self._made(route)
            self._kept[route] = page
        self._kept.move_to_end(route)
        self._banners.clear()
        self._stack.setCurrentWidget(page)
        if isinstance(page, PageFrame):
            if not fresh and not page.dirty():
                page.refresh()
            page.shown()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._forget(self._spare())

    def _turned(self, route: Route) -> QWidget | None:
        """The last page that shows this record instead of its own; None where none can."""
        made_by = self._desk.pages[route.page].factory
        for known, page in reversed(self._kept.items()):
            if self._desk.pages[known.page].factory is not made_by:
                continue  # another kind of page: it must not take what was meant for this one
            if isinstance(page, PageFrame) and not page.dirty() and page.turn_to(route):
                del self._kept[known]
                return page
        return None

    def _made(self, route: Route) -> QWidget:
        page = self._desk.pages[route.page].factory(self._desk, route)
        self._stack.addWidget(page)
        page.windowTitleChanged.connect(self.renamed)
        return page

    def refresh(self) -> None:
        """Let the page on show fetch its data again."""
        if isinstance(self.page, PageFrame):
            self.page.refresh()

    def unsaved(self) -> list[QWidget]:
        """The pages on which something was typed and not saved."""
        return [page for page in self._kept.values() if isinstance(page, PageFrame) and page.dirty()]

    def rebuild(self, route: Route | None) -> None:
        """Make the pages again, in another language; those that somebody is writing on stay as they are."""
        keep = set(self._held())
        self._forget([known for known, page in self._kept.items() if page not in keep])
        if route is not None:
            self.show_route(route)

    def _held(self) -> list[QWidget]:
        """The pages that nobody may take away from who writes on them."""
        frames = [page for page in self._kept.values() if isinstance(page, PageFrame)]
        return [page for page in frames if page.in_hand() or page.dirty()]

    def _spare(self) -> list[Route]:
        typed = self._held()
        candidates = [route for route, page in self._kept.items() if page is not self.page and page not in typed]
        return candidates[: max(0, len(self._kept) - KEPT)]

    def _forget(self, routes: list[Route]) -> None:
        for route in routes:
            page = self._kept.pop(route)
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
