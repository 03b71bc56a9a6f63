"""Views: a list as somebody wants to see it again, by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from inventory.i18n import _
from inventory.paging import Sort
from inventory.values.records import record
from ui.desk import Desk
from ui.tables.criteria import Criteria, Filter, packed, unpacked
from ui.tables.header import Layout, packed_layout, unpacked_layout
from ui.tables.source import Column

if TYPE_CHECKING:
    from ui.forms.sheet import FormDialog


@record
class View:
    """Columns, filter and order of a list."""

    layout: Layout
    criteria: Criteria
    sort: Sort


class ViewStore(Protocol):
    """Keeps views as JSON. Every method runs in a lane."""

    def views(self, page: str) -> Sequence[tuple[str, str]]:
        """Name and JSON of every view of a page, by name."""
        ...

    def keep(self, page: str, name: str, spec: str) -> object:
        """Keep a view under a name; the one that had the name is replaced."""
        ...

    def remove(self, page: str, name: str) -> object:
        """Forget a view."""
        ...


def packed_view(view: View) -> str:
    """As JSON."""
    kept = {
        "columns": packed_layout(view.layout),
        "filters": packed(view.criteria),
        "sort": [view.sort.key, view.sort.descending],
    }
    return json.dumps(kept, ensure_ascii=False)


def unpacked_view(spec: str, columns: Sequence[Column], filters: Sequence[Filter], first_sort: Sort) -> View:
    """What ``packed_view`` made, as far as columns and filters still exist; what makes no sense is as at first."""
    try:
        kept: Any = json.loads(spec)
    except ValueError:
        kept = {}
    kept = kept if isinstance(kept, dict) else {}
    criteria = kept.get("filters")
    sort = kept.get("sort")
    sortable = {column.key for column in columns if column.sortable}
    fits = isinstance(sort, list) and len(sort) == 2 and sort[0] in sortable
    return View(
        unpacked_layout(kept.get("columns")),
        unpacked(criteria, filters) if isinstance(criteria, dict) else Criteria(),
        Sort(str(sort[0]), bool(sort[1])) if fits else first_sort,
    )


class ViewMenu(QObject):
    """The menu of views of one list.

    Signals: ``chosen(str, str)`` name and JSON of a view to show; ``reset()`` show everything as at first;
    ``keep_asked(str)`` keep what is shown under a name: the list answers with ``keep``.
    """

    chosen = Signal(str, str)
    reset = Signal()
    keep_asked = Signal(str)

    def __init__(self, desk: Desk, page: str, store: ViewStore, host: QWidget) -> None:
        super().__init__(host)
        self._desk = desk
        self._page = page
        self._store = store
        self._host = host
        self._known: list[tuple[str, str]] = []
        self._name = ""
        self._dialog: FormDialog | None = None
        self.menu = QMenu(host)
        self._fill()

    def load(self) -> None:
        """Ask for the views there are."""
        self._desk.jobs.query(self._store.views, self._page, done=self._arrived)

    def keep(self, name: str, view: View) -> None:
        """Keep what is shown."""
        self._name = name
        self._desk.jobs.command(self._store.keep, self._page, name, packed_view(view), done=self._kept, failed=self._no)

    def ask_name(self) -> None:
        """Ask under which name to keep what is shown."""
        from ui.forms.field import TextField  # the form is loaded when somebody keeps a view
        from ui.forms.form import Form
        from ui.forms.sheet import FormDialog

        form = Form([TextField("name", _("Name"), required=True, limit=60)])
        self._dialog = FormDialog(self._desk, _("Save this view"), form, parent=self._host.window())
        self._dialog.submitted.connect(self._named)
        self._dialog.destroyed.connect(self._dialog_gone)
        self._dialog.open()

    def _arrived(self, views: Sequence[tuple[str, str]]) -> None:
        self._known = list(views)
        self._fill()

    def _fill(self) -> None:
        self.menu.clear()
        self._add(self.menu, _("Everything, as at first"), self.reset.emit)
        if self._known:
            self.menu.addSeparator()
        for name, spec in self._known:
            self._add(self.menu, name, partial(self.chosen.emit, name, spec))
        self.menu.addSeparator()
        self._add(self.menu, _("Save this view …"), self.ask_name)
        if self._known:
            part = self.menu.addMenu(_("Remove a view"))
            for name, _spec in self._known:
                self._add(part, name, partial(self._remove, name))

    @staticmethod
    def _add(menu: QMenu, text: str, act: Any) -> None:
        action = QAction(text, menu)
        action.triggered.connect(_without_argument(act))
        menu.addAction(action)

    def _named(self, values: dict[str, Any], _another: bool) -> None:
        self.keep_asked.emit(values["name"])

    def _kept(self, _result: object) -> None:
        if self._dialog is not None:
            self._dialog.saved()
        self._desk.toast(_("The view “{name}” is saved.").format(name=self._name))
        self.load()

    def _no(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.refuse(error)
        else:
            self._desk.show_error(error)

    def _remove(self, name: str) -> None:
        self._desk.jobs.command(self._store.remove, self._page, name, done=self._removed)

    def _removed(self, _result: object) -> None:
        self.load()

    def _dialog_gone(self) -> None:
        self._dialog = None


def _without_argument(act: Any) -> Any:
    """Qt tells an action's slot whether it is ticked; these have no use for it."""

    def slot(_checked: bool = False) -> None:
        act()

    return slot
