"""The card of a part: what it is, where it lies, what it costs, which models it fits."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.parts.queries import Fit, PartCard, card
from inventory.parts.words import kind_word, origin_word
from inventory.values.quantities import show_quantity
from ui.desk import Desk
from ui.navigation import Route
from ui.parts.source import counted
from ui.theme import Meaning
from ui.widgets.cards import EmptyState, KeyValues, Section, either
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.scrolling import scrolled
from ui.widgets.words import Line


class PartPage(PageFrame):
    """``Route("part", id)``. Read only: parts come with the parts list."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Part"), [(_("Parts"), Route("parts"))], parent)
        self._part_id = int(str(route.args[0]))
        self._where = Line("", "muted")
        self.body.addWidget(self._where)
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        self.body.addWidget(self.chips)
        self.facts = KeyValues()
        self.shelves = Records(
            [
                Field(_("Bin"), lambda shelf: shelf.bin or "—"),
                Field(_("Quantity"), self._on_shelf, 120, right=True),
            ],
            _("Stock by bin"),
        )
        self.fits = Records(
            [
                Field(_("Model"), lambda fit: fit.model_code, 120),
                Field(_("Product"), lambda fit: fit.product_name),
                Field(_("Manufacturer"), lambda fit: fit.maker),
                Field(_("Origin"), lambda fit: origin_word(fit.origin), 110, quiet=True),
                Field(_("Per unit"), lambda fit: str(fit.per_unit), 75, right=True),
                Field(_("Position"), lambda fit: fit.position, 80),
            ],
            _("Fits these models"),
        )
        self.fits.opened.connect(self._open_model)
        self._loaded: PartCard | None = None
        self.body.addLayout(self._sections(), 1)
        desk.bridge.records_changed.connect(self._changed)
        desk.standing_changed.connect(self._person_changed)
        self._person = desk.standing.person
        self.refresh()

    def _sections(self) -> QHBoxLayout:
        self._about = Section(_("Part"))
        self._about.inside.addWidget(scrolled(self.facts, margin=14))
        self._about.setFixedWidth(250)
        self._stock = Section(_("Stock by bin"))
        self._stock_stack = either(
            self.shelves, EmptyState(_("None lies here"), _("Stock comes with the parts list."), "parts")
        )
        self._stock.inside.addWidget(self._stock_stack)
        self._stock.setFixedHeight(230)
        self._models = Section(_("Fits these models"))
        self._fits_stack = either(
            self.fits,
            EmptyState(
                _("No models are recorded"), _("Import the parts list with its “fits model” column."), "product"
            ),
        )
        self._models.inside.addWidget(self._fits_stack)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self._models, 1)
        right.addWidget(self._stock)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._about)
        row.addLayout(right, 1)
        return row

    def refresh(self) -> None:
        """Fetch the part again."""
        self.desk.jobs.query(card, self.desk.ctx, self._part_id, done=self._show)

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity in ("part", "part_fit") and (entity != "part" or not ids or self._part_id in ids):
            self.refresh()

    @Slot()
    def _person_changed(self) -> None:
        if self.desk.standing.person != self._person:
            self._person = self.desk.standing.person
            self.refresh()

    @Slot(object)
    def _show(self, loaded: PartCard) -> None:
        self._loaded = loaded
        row = loaded.row
        self.set_title(row.name, row.part_no)
        self.set_crumbs([(_("Parts"), Route("parts")), (row.part_no, None)])
        self._where.setText("  ·  ".join(word for word in (kind_word(row.kind), row.spec, row.maker) if word))
        self._show_chips(loaded)
        self.facts.show_facts(facts(loaded))
        self.shelves.show_records(loaded.shelves)
        self._stock_stack.setCurrentIndex(0 if loaded.shelves else 1)
        self.fits.show_records(loaded.fits)
        self._fits_stack.setCurrentIndex(0 if loaded.fits else 1)
        self._models.badge.count(len(loaded.fits), Meaning.INFO)

    def _show_chips(self, found: PartCard) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        row = found.row
        there = _("{quantity} on hand").format(quantity=counted(row, row.on_hand))
        self._chip_row.addWidget(Chip(there, Meaning.OK if row.on_hand else Meaning.OFF, "parts"))
        if row.is_short:
            self._chip_row.addWidget(
                Chip(
                    _("below the safety stock of {quantity}").format(quantity=counted(row, row.safety_stock)),
                    Meaning.SOON,
                )
            )
        models = len(found.fits)
        fits = ngettext("fits {count} model", "fits {count} models", models).format(count=models)
        self._chip_row.addWidget(Chip(fits, Meaning.INFO, "product"))

    def _on_shelf(self, shelf: object) -> str:
        quantity = getattr(shelf, "quantity")  # noqa: B009 - a record of the stock table
        return counted(self._loaded.row, quantity) if self._loaded is not None else show_quantity(quantity, 0)

    @Slot(object)
    def _open_model(self, fit: Fit) -> None:
        self.desk.open(Route("products", fit.model_id))


def facts(found: PartCard) -> list[tuple[str, str]]:
    """What is recorded of a part; what it costs us only for those who may see it."""
    row = found.row
    known = [
        (_("Part no."), row.part_no),
        (_("Name"), row.name),
        (_("Specification"), row.spec),
        (_("Kind"), kind_word(row.kind)),
        (_("Manufacturer"), row.maker),
        (_("Label code"), row.code),
        (_("Safety stock"), counted(row, row.safety_stock) if row.safety_stock else ""),
        (_("Initial price (yuan)"), "" if row.initial_price is None else str(row.initial_price)),
    ]
    if found.costs:
        cost = "" if found.reference_cost is None else str(found.reference_cost)
        known.append((_("Cost price (yuan, internal)"), cost))
    known.append((_("Remark"), found.remark))
    return known
