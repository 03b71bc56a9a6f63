"""A list as a page shows it: filters above, the table, its count and bulk acts below, a drawer beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QToolButton, QWidget

from inventory.i18n import _, ngettext
from inventory.paging import Sort
from ui.actions import EXPORT, FILTER, Act, make
from ui.desk import Desk
from ui.tables.criteria import Criteria, Filter
from ui.tables.filter_bar import FilterBar
from ui.tables.footer import Footer, NewsStrip
from ui.tables.header import packed_layout, unpacked_layout
from ui.tables.model import LazyTableModel
from ui.tables.selection import Selection, Wanted
from ui.tables.source import TableSource
from ui.tables.view import TableView
from ui.tables.views import View, ViewMenu, ViewStore, unpacked_view
from ui.theme import Meaning
from ui.widgets.buttons import button, icon_button, menu_button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.words import rule

if TYPE_CHECKING:
    from ui.widgets.drawer import Drawer

PREVIEW_MS: Final = 120
"""While the drawer is open and the cursor moves, the preview follows when it rests for so long."""


def some_rows(count: int) -> str:
    """The count of a list that has no word of its own for its rows."""
    return ngettext("{count} row", "{count} rows", count).format(count=f"{count:,}")


class TablePanel(QWidget):
    """The one table of all lists.

    Signals, ids as objects: ``opened(id)``; ``previewed(id)`` fill ``drawer`` with ``drawer.show_widget``;
    ``export_asked(Wanted)`` write what is seen to a file; ``chosen_changed()``; ``loaded()`` all ids are there.
    """

    opened = Signal(object)
    previewed = Signal(object)
    export_asked = Signal(object)
    chosen_changed = Signal()
    loaded = Signal()

    def __init__(
        self,
        desk: Desk,
        name: str,
        source: TableSource,
        filters: Sequence[Filter] = (),
        *,
        views: ViewStore | None = None,
        counted: Callable[[int], str] = some_rows,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` keeps columns and views apart; ``counted`` says how many rows; ``empty`` says what to do next."""
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._filters = list(filters)
        self._missed_news = False
        self.model = LazyTableModel(source, desk.jobs, self)
        self._drawer: Drawer | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        card = Card(flush=True, parent=self)
        row.addWidget(card, 1)
        self.bar = FilterBar(desk, filters, card)
        self._top = self._toolbar(views, card)
        card.body.addWidget(self._top)
        card.body.addWidget(rule())
        self.news = NewsStrip(card)
        self.news.accepted.connect(self.refresh)
        card.body.addWidget(self.news)
        self._stack = QStackedWidget(card)
        self.view = TableView(self.model, self._stack)
        self._busy = QProgressBar(self._stack)
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        self._stack.addWidget(self.view)
        self._empty = empty or EmptyState(_("There is nothing here yet"))
        self._stack.addWidget(self._empty)
        nothing = _("Nothing matches these filters")
        self._no_match = EmptyState(nothing, symbol="filter", buttons=[button(_("Clear the filters"), self.bar.clear)])
        self._stack.addWidget(self._no_match)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(rule())
        self.footer = Footer(counted, card)
        card.body.addWidget(self.footer)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(PREVIEW_MS)
        self._resting.timeout.connect(self._preview_current)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(300)
        self._patience.timeout.connect(self._show_busy)
        self.setFocusProxy(self.view)
        self._connect()
        self.view.header.lay_out(unpacked_layout(desk.settings.table(name)))
        for act, slot in ((FILTER, self.bar.seek), (EXPORT, self._export)):
            make(act, self, slot)

    def _toolbar(self, views: ViewStore | None, card: QWidget) -> QWidget:
        bar = QWidget(card)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(4)
        row.addWidget(self.bar, 1)
        tools: list[QToolButton] = []
        self.views: ViewMenu | None = None
        if views is not None:
            self.views = ViewMenu(self._desk, self._name, views, self)
            self.views.chosen.connect(self._show_kept)
            self.views.reset.connect(self._show_everything)
            self.views.keep_asked.connect(self._keep_view)
            tools.append(menu_button(_("View"), self.views.menu, "view"))
        self._columns = icon_button("columns", _("Choose columns"), self._choose_columns)
        tools += [self._columns, icon_button("export", EXPORT.tip, self._export)]
        for tool in tools:
            tool.setFixedHeight(30)
            row.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        return bar

    def _connect(self) -> None:
        view, model = self.view, self.model
        view.opened.connect(self.opened)
        view.previewed.connect(self._preview)
        view.moved.connect(self._moved)
        view.copy_asked.connect(self.copy)
        view.chosen_changed.connect(self._chosen)
        view.header.sort_asked.connect(self._sort)
        view.header.arranged.connect(self._arranged)
        self.bar.changed.connect(self._filter)
        self.footer.cleared.connect(view.clearSelection)
        model.begun.connect(self._begun)
        model.completed.connect(self._completed)
        model.counted.connect(self.footer.show_total)
        model.outdated.connect(self.news.show_difference)
        model.failed.connect(self._desk.show_error)
        self._desk.bridge.records_changed.connect(self._records_changed)

    # what a page does with it

    @property
    def drawer(self) -> Drawer:
        """The sheet beside the list, made when something is to be shown on it."""
        if self._drawer is None:
            from ui.widgets.drawer import Drawer

            self._drawer = Drawer(self)
            cast("QHBoxLayout", self.layout()).addWidget(self._drawer)
        return self._drawer

    @property
    def _drawer_is_open(self) -> bool:
        return self._drawer is not None and self._drawer.isVisible()

    def load(self, criteria: Criteria | None = None) -> None:
        """Fetch the list; with criteria, show those."""
        if criteria is not None:
            self.bar.show_criteria(criteria)
        if self.views is not None:  # when the rows are there: nobody waits for the names of views
            self.loaded.connect(self.views.load, Qt.ConnectionType.SingleShotConnection)
        self._ask(self.bar.criteria)

    def refresh(self) -> None:
        """Fetch the list again and stay where one is."""
        self._ask(self.model.criteria)

    def selection(self) -> Selection:
        """What is selected."""
        return self.view.selection_of(self.model.criteria)

    def wanted(self) -> Wanted:
        """What is seen, for an export."""
        columns = tuple(key for key, _width in self.view.header.layout_now())
        return Wanted(columns, self.model.criteria, self.model.sort_order, self.selection())

    def add_bulk(self, act: Act, slot: Callable[[Selection], object]) -> QAction:
        """Something to do with all selected rows; a button appears when there are any."""
        action = make(act, self.footer)
        if act.needs:
            self._desk.permits.guard(action, *act.needs)
        self.footer.add_act(action, lambda: slot(self.selection()))
        return action

    def copy(self) -> None:
        """Copy the selected rows, or the current one, with their headings."""
        chosen = self.selection()
        ids: Sequence[int] = self.model.ids if chosen.everything else chosen.ids
        if not chosen and (current := self.view.current_id()) is not None:
            ids = [current]
        from ui.tables import copying  # most people look before they copy

        if len(ids) > copying.MOST:
            limit = f"{copying.MOST:,}"
            self._desk.toast(
                _("More than {count} rows do not fit the clipboard. Export them to a file.").format(count=limit),
                meaning=Meaning.SOON,
            )
        elif ids:
            places = {column.key: section for section, column in enumerate(self.model.columns)}
            sections = [places[key] for key in self.wanted().columns]
            rows, columns = self.model.source.rows, self.model.columns
            self._desk.jobs.work(copying.gather, rows, ids, columns, sections, title=_("Copying"), done=self._copied)

    # answers

    def _ask(self, criteria: Criteria, sort: Sort | None = None) -> None:
        self._patience.start()
        self.news.hide()
        self.model.load(criteria, sort)

    def _begun(self) -> None:
        self._show_right_sheet()
        self.view.header.viewport().update()
        self.view.begin_at_top()

    def _completed(self, places: dict[int, int]) -> None:
        self._patience.stop()
        self._busy.hide()
        current = self.view.current_id()
        known = [place for row_id, place in places.items() if row_id != current]
        if known:
            self.view.choose(known, None)
        self._show_right_sheet()
        self._chosen()
        self.loaded.emit()

    def _show_right_sheet(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.view)
        else:
            self._stack.setCurrentWidget(self._no_match if self.model.criteria else self._empty)

    def _show_busy(self) -> None:
        self._busy.setGeometry(0, 0, self._stack.width(), 4)
        self._busy.raise_()
        self._busy.setVisible(self.model.loading)

    def _copied(self, answer: tuple[str, str, int]) -> None:
        text, html, count = answer
        from ui.tables import copying  # most people look before they copy

        QGuiApplication.clipboard().setMimeData(copying.clipboard_data(text, html))
        self._desk.toast(ngettext("{count} row copied.", "{count} rows copied.", count).format(count=f"{count:,}"))

    def _records_changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity != self.model.source.entity:
            return
        if self.isVisible():
            self.model.records_changed(ids)
        else:
            self._missed_news = True

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while the list was out of sight."""
        super().showEvent(event)
        if self._missed_news:
            self._missed_news = False
            self.model.records_changed(())

    # wishes

    def _filter(self, criteria: Criteria) -> None:
        self.view.scrollToTop()
        self._ask(criteria)

    def _sort(self, sort: Sort) -> None:
        self.view.scrollToTop()
        self._ask(self.model.criteria, sort)

    def _arranged(self) -> None:
        self._desk.settings.keep_table(self._name, packed_layout(self.view.header.layout_now()))

    def _choose_columns(self) -> None:
        menu = self.view.header.columns_menu(self)
        menu.popup(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _export(self) -> None:
        self.export_asked.emit(self.wanted())

    def _show_kept(self, _name: str, spec: str) -> None:
        view = unpacked_view(spec, self.model.columns, self._filters, self.model.source.first_sort)
        self.view.header.lay_out(view.layout)
        self.bar.show_criteria(view.criteria)
        self._ask(view.criteria, view.sort)

    def _show_everything(self) -> None:
        self.view.header.lay_out(None)
        self.bar.show_criteria(Criteria())
        self._ask(Criteria(), self.model.source.first_sort)

    def _keep_view(self, name: str) -> None:
        if self.views is not None:
            self.views.keep(name, View(self.view.header.layout_now(), self.model.criteria, self.model.sort_order))

    def _chosen(self) -> None:
        self.footer.show_chosen(self.view.chosen_count())
        self.chosen_changed.emit()

    def _preview(self, row_id: int) -> None:
        if self._drawer_is_open and self._resting.property("shown") == row_id:
            self.drawer.shut()
        else:
            self._resting.setProperty("shown", row_id)
            self.previewed.emit(row_id)

    def _moved(self, _row_id: int) -> None:
        if self._drawer_is_open:
            self._resting.start()

    def _preview_current(self) -> None:
        if (row_id := self.view.current_id()) is not None and self._drawer_is_open:
            self._resting.setProperty("shown", row_id)
            self.previewed.emit(row_id)
