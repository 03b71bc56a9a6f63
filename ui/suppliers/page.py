"""The card of a supplier: how to reach them, what is bought there, what is on order and what came."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from inventory.i18n import _
from inventory.paging import Sort
from inventory.suppliers.commands import edit
from inventory.suppliers.queries import BoughtPart, SupplierCard, card
from inventory.supply.queries import ORDERS, Ordered
from inventory.values.days import show_day
from inventory.values.quantities import show_quantity
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Known
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.suppliers import acts, forms
from ui.theme import Meaning
from ui.widgets.cards import Card, EmptyState, KeyValues, Section, either
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.scrolling import scrolled
from ui.widgets.tabs import TabStrip

ORDERS_TAB, PARTS, DELIVERIES = range(3)
BELONGS = frozenset({"part", "order_line", "stock_doc"})
"""Tables whose changes may show on this page."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows, fetched in one go in the read lane."""

    card: SupplierCard
    orders: list[Ordered]


def load(ctx: Context, supplier_id: int) -> Loaded:
    """A supplier with what is on order there. Asks the database."""
    found = card(ctx, supplier_id)
    return Loaded(found, ORDERS.rows(ORDERS.ids({"supplier": supplier_id, "open": True}, Sort("id"))))


class SupplierPage(PageFrame):
    """``Route("supplier", id)``."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        way = [(_("Stock"), Route("stock")), (_("Suppliers"), Route("stock", "suppliers"))]
        super().__init__(desk, _("Supplier"), [*way], parent)
        self._way = way
        self._supplier_id = int(str(route.args[0]))
        self.loaded: Loaded | None = None
        self.facts = KeyValues()
        about = Section(_("Supplier"))
        about.badge.hide()
        about.inside.addWidget(scrolled(self.facts, margin=14))
        about.setFixedWidth(250)
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._saved)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(about)
        row.addWidget(self._tabs(), 1)
        row.addWidget(self.drawer)
        self.body.addLayout(row, 1)
        self.add_action(acts.EDIT, self.edit, button=True)
        desk.bridge.records_changed.connect(self._changed)
        desk.permits.changed.connect(self.refresh)
        self.refresh()

    def _tabs(self) -> Card:
        sheet = Card(flush=True)
        self.strip = TabStrip([_("Open orders"), _("Usual parts"), _("What came")])
        today = self.desk.ctx.clock.today()
        self.orders = Records(
            [
                Field(_("Order"), lambda line: line.order_no or "—", 130),
                Field(_("Part no."), lambda line: line.part_no, 120),
                Field(_("Name"), lambda line: line.name, tip=lambda line: f"{line.name} {line.spec}".strip()),
                Field(_("Ordered on"), lambda line: show_day(line.ordered_on), 105),
                Field(_("Expected"), lambda line: show_day(line.expected_on) if line.expected_on else "—", 125,
                      chip=lambda line: Meaning.LATE if line.is_late(today) else None),
                Field(_("Ordered"), lambda line: show_quantity(line.quantity, line.decimals), 80, right=True),
                Field(_("Still open"), lambda line: show_quantity(line.open, line.decimals), 70, right=True),
            ],
            _("Open orders"),
        )  # fmt: skip
        self.parts = Records(
            [
                Field(_("Part no."), lambda part: part.part_no, 150),
                Field(_("Name"), lambda part: part.name),
                Field(_("Specification"), lambda part: part.spec, quiet=True),
            ],
            _("Usual parts"),
        )
        self.deliveries = Records(
            [
                Field(_("Day"), lambda one: show_day(one.happened_on), 105),
                Field(_("Paper"), lambda one: one.number, 150),
                Field(_("Their paper"), lambda one: one.paper_no or "—"),
                Field(_("Lines"), lambda one: f"{one.lines:,}", 70, right=True),
                Field(_("Value (yuan)"), lambda one: "" if one.value is None else str(one.value), 130, right=True),
            ],
            _("What came"),
        )
        self.orders.opened.connect(self._open_part)
        self.parts.opened.connect(self._open_part)
        self._stacks = [
            either(self.orders, EmptyState(_("Nothing is on order here"), symbol="import")),
            either(
                self.parts,
                EmptyState(
                    _("No part is usually bought here"), _("Choose the usual supplier in the form of a part."), "parts"
                ),
            ),
            either(self.deliveries, EmptyState(_("Nothing came from here yet"), symbol="stock")),
        ]
        stack = QStackedWidget()
        for one in self._stacks:
            stack.addWidget(one)
        self.strip.chosen.connect(stack.setCurrentIndex)
        sheet.body.addWidget(self.strip)
        sheet.body.addWidget(stack, 1)
        return sheet

    @Slot()
    def refresh(self) -> None:
        """Fetch the supplier again."""
        self.desk.jobs.query(load, self.desk.ctx, self._supplier_id, done=self._show)

    def dirty(self) -> bool:
        """Something is being typed beside the tabs."""
        return self.drawer.dirty()

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity in BELONGS or (entity == "supplier" and (not ids or self._supplier_id in ids)):
            self.refresh()

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        found, row = loaded.card, loaded.card.row
        self.set_title(row.name)
        self.set_crumbs([*self._way, (row.name, None)])
        days = "" if row.lead_time_days is None else f"{row.lead_time_days:,}"
        self.facts.show_facts(
            [
                (_("Contact"), row.contact), (_("Phone"), row.phone), (_("E-mail"), row.email),
                (_("Address"), row.address), (_("Tax number"), row.tax_no), (_("Delivery time in days"), days),
                (_("Remark"), found.remark),
            ]
        )  # fmt: skip
        for place, (records, shown) in enumerate(
            ((self.orders, loaded.orders), (self.parts, found.parts), (self.deliveries, found.deliveries))
        ):
            records.show_records(shown)
            self._stacks[place].setCurrentIndex(0 if shown else 1)
            self.strip.set_count(place, len(shown) or None)

    @Slot()
    def edit(self) -> None:
        """Correct the supplier."""
        if self.loaded is None:
            return
        row = self.loaded.card.row
        form = forms.supplier_form()
        form.fill(forms.supplier_values(self.loaded.card))
        self.drawer.file(
            _("Edit {name}").format(name=row.name), form, edit, forms.changed_supplier(row.id),
            seen_version=row.version, renew=forms.renewed_supplier(row.id), known=Known(_("Open it"), self._open),
        )  # fmt: skip

    @Slot(object)
    def _saved(self, _result: object) -> None:
        self.desk.toast(_("Saved."))
        self.refresh()

    @Slot(object)
    def _open(self, supplier_id: int) -> None:
        self.desk.open(Route("supplier", supplier_id))

    @Slot(object)
    def _open_part(self, line: Ordered | BoughtPart) -> None:
        self.desk.open(Route("part", line.part_id))
