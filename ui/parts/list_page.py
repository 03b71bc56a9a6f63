"""The list of parts, and the form of a new one beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.choices import Choice
from inventory.i18n import _
from inventory.paging import Sort
from inventory.parts.commands import add
from inventory.parts.queries import LISTING
from inventory.places.queries import WarehouseLine, warehouses
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Known
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.parts import acts, forms
from ui.parts.source import FILTERS, some_parts, source
from ui.tables.criteria import Criteria
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.tables.selection import Selection
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.page_frame import PageFrame


def chosen_parts(ctx: Context, selection: Selection) -> list[Choice]:
    """The parts of a selection, by number. Asks the database."""
    ids = LISTING.ids(selection.criteria.filters, Sort("part_no")) if selection.everything else selection.ids
    return [Choice(row.id, row.part_no, row.name) for row in LISTING.rows(ids)]


def to_count(ctx: Context, selection: Selection) -> tuple[list[Choice], list[WarehouseLine]]:
    """What the dialog of a new stocktake asks about. Asks the database."""
    return chosen_parts(ctx, selection), warehouses(ctx)


class PartsPage(PageFrame):
    """Enter opens a part, Ctrl+N begins a new one. ``Route("parts", "short")``: those below their safety stock."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Parts"), parent=parent)
        self._costs = forms.sees_cost(desk)
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._added)
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self.panel = self._listed()
        self._row.addWidget(self.panel, 1)
        self._row.addWidget(self.drawer)
        self.body.addLayout(self._row, 1)
        self.add_action(acts.NEW, self.begin_new, primary=True)
        desk.permits.changed.connect(self._permitted)
        self.turn_to(route)

    def _listed(self) -> TablePanel:
        desk = self.desk
        nothing = EmptyState(
            _("There are no parts yet"),
            _("Import your parts list: numbers, names, stock, prices, and the models they fit."),
            "parts",
            [
                desk.permits.guard(button(_("Import a parts list"), self._import, "primary"), Right.IMPORT),
                desk.permits.guard(button(_("New part"), self.begin_new), Right.EDIT_REGISTER),
            ],
        )
        panel = TablePanel(
            desk, "parts", source(desk.ctx, costs=self._costs), FILTERS, views=KeptViews(desk.ctx), counted=some_parts,
            empty=nothing,
            parent=self,
        )  # fmt: skip
        panel.opened.connect(self._open)
        self._export = ListExport(desk, panel, _("Parts"))
        panel.add_bulk(acts.COUNT, self._count)
        panel.add_bulk(acts.LABELS, self._labels)
        return panel

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()

    def dirty(self) -> bool:
        """A new part is being typed."""
        return self.drawer.dirty()

    def turn_to(self, route: Route) -> bool:
        """The list as it was left, or those of a level of stock."""
        if route.page != "parts":
            return False
        levels = [word for word in map(str, route.args) if word in ("short", "due", "none")]
        self.panel.load(Criteria().having("stock", tuple(levels)) if levels else None)
        return True

    @Slot()
    def _permitted(self) -> None:
        """Somebody else is at work: the columns of costs come or go."""
        costs = forms.sees_cost(self.desk)
        if costs == self._costs:
            return
        self._costs = costs
        old, self.panel = self.panel, self._listed()
        self._row.replaceWidget(old, self.panel)
        self._row.setStretchFactor(self.panel, 1)
        old.hide()
        old.deleteLater()
        self.panel.load()

    # acts

    @Slot()
    def begin_new(self) -> None:
        """Show the form of a new part."""
        form = forms.part_form(self.desk, costs=self._costs)
        form.fill(forms.new_values())
        self.drawer.file(
            _("New part"), form, add, forms.new_part, known=Known(_("Open it"), self._open),
            another=_("Save and add another"),
        )  # fmt: skip

    @Slot(object)
    def _added(self, part_id: int) -> None:
        self.desk.toast(_("The part is in the list."))
        if not self.drawer.isVisible():
            self._open(part_id)

    @Slot(object)
    def _open(self, part_id: int) -> None:
        self.desk.open(Route("part", part_id))

    def _import(self) -> None:
        self.desk.open(Route("import", "parts"))

    def _count(self, selection: Selection) -> None:
        self.desk.jobs.query(to_count, self.desk.ctx, selection, done=self._plan)

    @Slot(object)
    def _plan(self, found: tuple[Sequence[Choice], Sequence[WarehouseLine]]) -> None:
        from ui.stocktake.plan_dialog import PlanDialog

        parts, places = found
        dialog = PlanDialog(self.desk, places, parts=parts, parent=self)
        dialog.filed.connect(self._planned)
        dialog.open()

    @Slot(object)
    def _planned(self, stocktake_id: int) -> None:
        self.desk.open(Route("stocktake", stocktake_id))

    def _labels(self, selection: Selection) -> None:
        self.desk.jobs.query(chosen_parts, self.desk.ctx, selection, done=self._print)

    @Slot(object)
    def _print(self, parts: Sequence[Choice]) -> None:
        from ui.assets.label_dialog import LabelDialog
        from ui.assets.label_subject import PARTS

        LabelDialog(self.desk, [part.id for part in parts], subject=PARTS, parent=self).open()
