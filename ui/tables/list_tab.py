"""A list that fills a tab: with its saved views, its export, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.tables.criteria import Criteria, Filter
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.tables.source import TableSource
from ui.widgets.cards import EmptyState


class ListTab(QWidget):
    """A tab of one list has two methods of its own: ``nothing``, what stands there without records, and
    ``open_record``, what Enter does with one.

    ``name``: under which its views are kept; ``exported``: translated, how its workbook is called; ``first``: what is
    asked for at first.
    """

    nothing: Callable[[], EmptyState]
    open_record: Callable[[int], None]

    def __init__(
        self,
        desk: Desk,
        name: str,
        source: TableSource,
        filters: Sequence[Filter],
        *,
        counted: Callable[[int], str],
        exported: str,
        first: Criteria | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.panel = TablePanel(
            desk,
            name,
            source,
            filters,
            views=KeptViews(desk.ctx),
            counted=counted,
            empty=self.nothing(),
            parent=self,
        )
        self.panel.opened.connect(self.open_record)
        self.export = ListExport(desk, self.panel, exported)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.setFocusProxy(self.panel)
        self.panel.load(first)

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()
