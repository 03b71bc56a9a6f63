"""The card of a part: what it is, where it lies, how it moved, what it fits, what is promised of it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.choices import Choice
from inventory.i18n import _, ngettext
from inventory.parts.queries import Fit, PartCard
from inventory.parts.succession import Relation
from inventory.parts.words import kind_word
from inventory.places.queries import WarehouseLine, warehouses
from inventory.stock.revaluing import Stock, stocks
from inventory.values.days import show_instant
from ui.attachments.files import FilesTab
from ui.changes import after_word, before_word, field_word
from ui.desk import Desk
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.parts import acts, lists
from ui.parts.facts import facts
from ui.parts.history_tab import HistoryTab
from ui.parts.keeping import Keeping
from ui.parts.loaded import BELONGS, Loaded, load
from ui.parts.moves_tab import MovesTab
from ui.parts.promise_tab import PromiseTab
from ui.parts.source import counted
from ui.parts.stock_tab import StockTab
from ui.stock.holding import Holding
from ui.theme import Meaning
from ui.widgets.cards import Card, KeyValues, Section
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.scrolling import scrolled
from ui.widgets.tabs import TabStrip
from ui.widgets.words import Line

STOCK, MOVES, HISTORY, FITS, KIN, PROMISED, FILES, CHANGES = range(8)
NAMES = ("stock", "moves", "history", "fits", "kin", "promised", "files", "changes")


class PartPage(PageFrame):
    """``Route("part", id)``, or with the name of a tab behind it."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Part"), [(_("Parts"), Route("parts"))], parent)
        self._part_id = int(str(route.args[0]))
        self.loaded: Loaded | None = None
        self._where = Line("", "muted")
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        head = QVBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._where)
        head.addWidget(self.chips)
        self.body.addLayout(head)
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._saved)
        self.keeping = Keeping(desk, self.drawer, self._part_id, self)
        self.keeping.done.connect(self.refresh)
        self.keeping.opened.connect(self._open_part)
        self.facts = KeyValues()
        about = Section(_("Part"))
        about.badge.hide()
        about.inside.addWidget(scrolled(self.facts, margin=14))
        about.setFixedWidth(230)
        self.drawer.closed.connect(about.show)  # a form takes the room of the facts: all of them are in it
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(about)
        row.addWidget(self._tabs(), 1)
        row.addWidget(self.drawer)
        self.body.addLayout(row, 1)
        self.keeping.editing.connect(about.hide)
        self.add_action(acts.EDIT, self.keeping.edit, button=True)
        self.add_action(acts.LABELS, self._labels)
        self.add_action(acts.COUNT, self._count)
        self._value = self.add_action(acts.VALUE, self._ask_stocks)
        self.holding = Holding(desk, self)
        self._retire = self.add_action(acts.RETIRE, self.keeping.retire)
        self._use_again = self.add_action(acts.USE_AGAIN, self.keeping.use_again)
        desk.bridge.records_changed.connect(self._changed)
        desk.standing_changed.connect(self._person_changed)
        self._person = desk.standing.person
        self._go_to(route)
        self.refresh()

    def _tabs(self) -> Card:
        desk, sheet = self.desk, Card(flush=True)
        self.strip = TabStrip(
            [
                _("Stock by bin"), _("Stock card"), _("Stock over time"), _("Fits"), _("Successors & approvals"),
                _("Promised spares"), _("Drawings & papers"), _("Changes"),
            ]
        )  # fmt: skip
        self.stock = StockTab()
        self.stock.place_opened.connect(self._open_place)
        self.stock.case_opened.connect(self._open_case)
        self.stock.supplier_opened.connect(self._open_supplier)
        self.shelves = self.stock.shelves
        self.moves = MovesTab(desk, self._part_id)
        self.history = HistoryTab(desk, self._part_id)
        self.models = lists.fits_list()
        self.fits = self.models.records
        self.relations = lists.relations_list()
        self.approvals = lists.approvals_list(desk.ctx.clock.today())
        self.promise = PromiseTab()
        self.changes = Records(
            [
                Field(_("When"), lambda line: show_instant(line.at), 140),
                Field(_("Who"), lambda line: line.who or "—", 100),
                Field(_("Field"), field_word, 140),
                Field(_("From"), before_word),
                Field(_("To"), after_word),
            ],
            _("Changes"),
        )
        keeping = self.keeping
        for kept, asked, removal in (
            (self.models, keeping.ask_fit, keeping.ask_fit_removal),
            (self.relations, keeping.ask_relation, keeping.ask_relation_removal),
            (self.approvals, keeping.ask_approval, keeping.ask_approval_removal),
        ):
            kept.asked.connect(asked)
            kept.removal_asked.connect(removal)
            for made in kept.editing:
                desk.permits.guard(made, Right.EDIT_REGISTER)
        self.models.opened.connect(self._open_model)
        self.relations.opened.connect(self._open_relation)
        self.approvals.opened.connect(keeping.ask_approval)
        self.approvals.done.connect(keeping.show_papers)
        kin = QWidget()
        column = QVBoxLayout(kin)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.relations, 1)
        column.addWidget(self.approvals, 1)
        self.files = FilesTab(desk, "part")
        self.files.show_record(self._part_id)
        self._stack = QStackedWidget()
        for page in (
            self.stock, self.moves, self.history, self.models, scrolled(kin, fills=True), self.promise, self.files,
            self.changes,
        ):  # fmt: skip
            self._stack.addWidget(page)
        self.strip.chosen.connect(self._stack.setCurrentIndex)
        sheet.body.addWidget(self.strip)
        sheet.body.addWidget(self._stack, 1)
        return sheet

    # showing

    def refresh(self) -> None:
        """Fetch the part again."""
        self.desk.jobs.query(load, self.desk.ctx, self._part_id, done=self._show)

    def dirty(self) -> bool:
        """Something is being typed beside the tabs."""
        return self.drawer.dirty()

    def turn_to(self, route: Route) -> bool:
        """Another tab of the same part."""
        if int(str(route.args[0])) != self._part_id:
            return False
        self._go_to(route)
        return True

    def _go_to(self, route: Route) -> None:
        for word in map(str, route.args[1:]):
            if word in NAMES:
                self.strip.choose(NAMES.index(word))

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity in BELONGS or (entity == "part" and (not ids or self._part_id in ids)):
            self.refresh()
            if entity == "part":
                self.history.refresh()

    @Slot()
    def _person_changed(self) -> None:
        if self.desk.standing.person != self._person:
            self._person = self.desk.standing.person
            self.refresh()

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        self.loaded = self.keeping.loaded = loaded
        self.holding.show_part(loaded.card.row, loaded.reservations, self.stock.reservations)
        found, row = loaded.card, loaded.card.row
        self.set_title(row.name, row.part_no)
        self.set_crumbs([(_("Parts"), Route("parts")), (row.part_no, None)])
        self._where.setText("  ·  ".join(word for word in (kind_word(row.kind), row.spec, row.maker) if word))
        self._say_successor(loaded)
        self._show_chips(found)
        self.facts.show_facts(facts(found))
        self._retire.setVisible(row.active)
        self._use_again.setVisible(not row.active)
        self._value.setVisible(found.costs and any(worth.quantity for worth in found.worth))
        self.stock.show_part(loaded)
        self.models.show_records(found.fits)
        self.relations.show_records(loaded.relations)
        self.approvals.show_records(found.approvals)
        self.promise.show_promise(loaded.promised)
        self.changes.show_records(loaded.changes)
        self.strip.set_count(FITS, len(found.fits))
        self.strip.set_count(KIN, (len(loaded.relations) + len(found.approvals)) or None)

    def _say_successor(self, loaded: Loaded) -> None:
        self.banners.clear()
        if loaded.card.successor_hint is not None:
            open_it = [(_("Open {part}").format(part=newer.part_no), self._open_newest)
                       for newer in loaded.relations if newer.newer][:1]  # fmt: skip
            self.banners.say(str(loaded.card.successor_hint), Meaning.SOON, open_it, closable=False)
        if not loaded.card.row.active:
            self.banners.say(_("This part is no longer used. Its history stays."), Meaning.OFF, closable=False)

    def _show_chips(self, found: PartCard) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        row = found.row
        there = _("{quantity} on hand").format(quantity=counted(row, row.on_hand))
        self._chip_row.addWidget(Chip(there, Meaning.OK if row.on_hand else Meaning.OFF, "parts"))
        if row.available != row.on_hand:
            said = _("{quantity} available").format(quantity=counted(row, row.available))
            self._chip_row.addWidget(Chip(said, Meaning.OK if row.available > 0 else Meaning.LATE))
        if row.on_order:
            said = _("{quantity} on order").format(quantity=counted(row, row.on_order))
            self._chip_row.addWidget(Chip(said, Meaning.INFO, "import"))
        if row.is_short:
            said = _("below the safety stock of {quantity}").format(quantity=counted(row, row.safety_stock))
            self._chip_row.addWidget(Chip(said, Meaning.SOON))
        if row.is_due:
            self._chip_row.addWidget(Chip(_("due to be ordered"), Meaning.SOON))
        models = len(found.fits)
        fits = ngettext("fits {count} model", "fits {count} models", models).format(count=models)
        chip = Chip(fits, Meaning.INFO, "product", clickable=True)
        chip.clicked.connect(self._to_fits)
        self._chip_row.addWidget(chip)

    def _to_fits(self) -> None:
        self.strip.choose(FITS)

    # going on

    @Slot(object)
    def _open_model(self, fit: Fit) -> None:
        self.desk.open(Route("products", fit.model_id))

    @Slot(object)
    def _open_part(self, part_id: int) -> None:
        self.desk.open(Route("part", part_id))

    @Slot(object)
    def _open_relation(self, relation: Relation) -> None:
        self._open_part(relation.part_id)

    def _open_newest(self) -> None:
        if self.loaded is not None:
            self._open_part(next(one.part_id for one in self.loaded.relations if one.newer))

    @Slot(object)
    def _open_place(self, place_id: int) -> None:
        self.desk.open(Route("place", place_id))

    @Slot(object)
    def _open_case(self, case_id: int) -> None:
        self.desk.open(Route("case", case_id))

    @Slot(object)
    def _open_supplier(self, supplier_id: int) -> None:
        self.desk.open(Route("supplier", supplier_id))

    @Slot(object)
    def _saved(self, _result: object) -> None:
        self.desk.toast(_("Saved."))
        self.refresh()

    @Slot()
    def _labels(self) -> None:
        from ui.assets.label_dialog import LabelDialog
        from ui.assets.label_subject import PARTS

        LabelDialog(self.desk, [self._part_id], subject=PARTS, parent=self).open()

    @Slot()
    def _count(self) -> None:
        self.desk.jobs.query(warehouses, self.desk.ctx, done=self._plan)

    @Slot(object)
    def _plan(self, places: list[WarehouseLine]) -> None:
        if self.loaded is None:
            return
        from ui.stocktake.plan_dialog import PlanDialog

        row = self.loaded.card.row
        dialog = PlanDialog(self.desk, places, parts=[Choice(row.id, row.part_no, row.name)], parent=self)
        dialog.filed.connect(self._planned)
        dialog.open()

    @Slot()
    def _ask_stocks(self) -> None:
        self.desk.jobs.query(stocks, self.desk.ctx, self._part_id, done=self._correct_value)

    @Slot(object)
    def _correct_value(self, found: list[Stock]) -> None:
        if self.loaded is None or not found:
            return
        from ui.parts.value_dialog import value_dialog

        dialog = value_dialog(self.desk, self.loaded.card, found, self)
        dialog.filed.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _planned(self, stocktake_id: int) -> None:
        self.desk.open(Route("stocktake", stocktake_id))
