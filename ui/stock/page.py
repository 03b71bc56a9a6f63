"""The stock: what the keeper works with, each list a tab that is made when it is opened first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from inventory.i18n import N_, _
from inventory.stock.drafts import count
from ui.desk import Desk
from ui.navigation import Route
from ui.stock.tabs import TABS
from ui.widgets.page_frame import PageFrame
from ui.widgets.tabs import TabStrip


class Tab(Protocol):
    """What a tab of this page can do besides being a widget."""

    def refresh(self) -> None:
        """Fetch what is shown again."""
        ...


Made = Callable[[Desk], QWidget]
TITLE: Final = N_("Stock")


class StockPage(PageFrame):
    """``Route("stock")``, or with the name of a tab behind it."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _(TITLE), parent=parent)
        self.strip = TabStrip([_(tab.title) for tab in TABS])
        self.strip.chosen.connect(self._turned)
        self.made: dict[int, QWidget] = {}
        self._stack = QStackedWidget()
        self.body.addWidget(self.strip)
        self.body.addWidget(self._stack, 1)
        for index, tab in enumerate(TABS):
            for act, method in tab.acts:
                self.add_action(act, self._doing(index, method), button=tab.shown)
        self._drafts = [tab.name for tab in TABS].index("drafts")
        desk.bridge.records_changed.connect(self._changed)
        self._count()
        self._turned(0)
        self.turn_to(route)

    def _doing(self, index: int, method: str) -> Callable[[], None]:
        def do() -> None:
            self.strip.choose(index)
            self._turned(index)
            getattr(self.made[index], method)()

        return do

    @property
    def tab(self) -> QWidget:
        """The tab on show."""
        return self.made[self.strip.current]

    @Slot(int)
    def _turned(self, index: int) -> None:
        if index not in self.made:
            self.made[index] = TABS[index].make(self.desk)
            self._stack.addWidget(self.made[index])
        self._stack.setCurrentWidget(self.made[index])
        self.setFocusProxy(self.made[index])

    def refresh(self) -> None:
        """Fetch what is shown again."""
        self._count()
        cast(Tab, self.tab).refresh()

    @Slot(str, object)
    def _changed(self, entity: str, _ids: tuple[int, ...]) -> None:
        if entity == "stock_draft":
            self._count()

    def _count(self) -> None:
        self.desk.jobs.query(count, self.desk.ctx, done=self._counted)

    @Slot(int)
    def _counted(self, drafts: int) -> None:
        """Papers that wait to be posted are seen from every tab."""
        self.strip.set_count(self._drafts, drafts or None)

    def turn_to(self, route: Route) -> bool:
        """The tab that was asked for."""
        if route.page != "stock":
            return False
        names = [tab.name for tab in TABS]
        for word in map(str, route.args):
            if word in names:
                self.strip.choose(names.index(word))
        return True
