"""One paper of the depot: what was moved, what it was worth, what can still be done with it."""

from __future__ import annotations

import uuid
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.i18n import _
from inventory.stock.papers import reverse
from inventory.stock.posting import Posted
from inventory.stock.queries import PaperCard, PaperLine, card
from inventory.stock.words import condition_word, doc_word, purpose_word, state_word
from inventory.values.quantities import show_quantity
from inventory.values.shown import show_day, show_instant
from ui.desk import Desk
from ui.editing.step_dialog import StepDialog
from ui.forms.field import TextField
from ui.forms.form import Form
from ui.navigation import Route
from ui.stock.acts import ARRIVED, REVERSE, UNUSED
from ui.stock.papers_source import MEANINGS
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues, Section
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.scrolling import scrolled

ABOUT: Final = 250
MARKS, BACK, VALUE, REMARK = range(6, 10)
"""Columns that are shown where they say something."""


class PaperPage(PageFrame):
    """``Route("stock_paper", id)``."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Paper"), [(_("Stock"), Route("stock", "papers"))], parent)
        self._doc_id = int(str(route.args[0]))
        self._loaded: PaperCard | None = None
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        self.facts = KeyValues()
        about = Section(_("Paper head"))
        about.badge.hide()
        about.inside.addWidget(scrolled(self.facts, margin=14))
        about.setFixedWidth(ABOUT)
        self.records = Records(self._fields(), _("Lines of the paper"))
        self.records.opened.connect(self._open_part)
        self._lines = Section(_("Lines of the paper"))
        self._lines.inside.addWidget(self.records)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(about)
        row.addWidget(self._lines, 1)
        self.body.addWidget(self.chips)
        self.body.addLayout(row, 1)
        self.unused = self.add_action(UNUSED, self._take_back, button=True)
        self.arrived = self.add_action(ARRIVED, self._receive, button=True)
        self.reverse = self.add_action(REVERSE, self._reverse, button=True)
        for action in (self.unused, self.arrived, self.reverse):
            action.setVisible(False)
        self.setFocusProxy(self.records)
        desk.bridge.records_changed.connect(self._changed)
        desk.standing_changed.connect(self._person_changed)
        self._person = desk.standing.person
        self.refresh()

    @staticmethod
    def _fields() -> list[Field]:
        return [
            Field(_("Part no."), lambda line: line.part_no, 120),
            Field(_("Name"), lambda line: f"{line.name} {line.spec}".strip()),
            Field(_("Quantity"), _quantity, 90, right=True),
            Field(_("From"), lambda line: line.from_place, 110),
            Field(_("To"), lambda line: line.to_place, 110),
            Field(_("Goods condition"), _condition, 130),
            Field(_("Serial number · lot"), _marks, 130),
            Field(_("Came back"), _back, 80, right=True),
            Field(_("Value (yuan)"), lambda line: "" if line.amount is None else str(line.amount), 100, right=True),
            Field(_("Remark"), _remark, 120, quiet=True, tip=_remark),
        ]

    def turn_to(self, route: Route) -> bool:
        """Show another paper."""
        self._doc_id = int(str(route.args[0]))
        self.refresh()
        return True

    def refresh(self) -> None:
        """Fetch the paper again."""
        self.desk.jobs.query(card, self.desk.ctx, self._doc_id, done=self._show)

    @Slot(str, object)
    def _changed(self, entity: str, _ids: tuple[int, ...]) -> None:
        if entity == "stock_doc":
            self.refresh()

    @Slot()
    def _person_changed(self) -> None:
        if self.desk.standing.person != self._person:
            self._person = self.desk.standing.person
            self.refresh()

    @Slot(object)
    def _show(self, found: PaperCard) -> None:
        self._loaded = found
        row = found.row
        self.set_title(row.number, doc_word(row.kind))
        self.set_crumbs([(_("Stock"), Route("stock", "papers")), (row.number, None)])
        self._show_chips(found)
        self.facts.show_facts(facts(found))
        self.records.show_records(found.lines)
        self.records.setColumnHidden(MARKS, not any(map(_marks, found.lines)))
        self.records.setColumnHidden(BACK, not any(line.back for line in found.lines))
        self.records.setColumnHidden(VALUE, not found.costs)
        self.records.setColumnHidden(REMARK, not any(map(_remark, found.lines)))
        self._lines.badge.count(len(found.lines), Meaning.INFO)
        self.reverse.setVisible(found.stands)
        self.unused.setVisible(found.may_come_back)
        self.arrived.setVisible(found.is_on_the_way)

    def _show_chips(self, found: PaperCard) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        row = found.row
        self._chip_row.addWidget(Chip(state_word(row.state), MEANINGS[row.state]))
        if found.is_on_the_way:
            self._chip_row.addWidget(Chip(_("on the way"), Meaning.SOON))
        if row.case_id is not None:
            self._chip_row.addWidget(button(_("Case {number}").format(number=row.case_no), self._open_case, "link"))
        self._links = [one for one in (found.reversed_by, found.reverses, found.origin, *found.followers) if one]
        for one in self._links:
            link = button(f"{doc_word(one.kind)} {one.number}", self._open_related, "link")
            link.setObjectName(str(one.id))
            self._chip_row.addWidget(link)

    # acts

    @Slot()
    def _open_case(self) -> None:
        if self._loaded is not None:
            self.desk.open(Route("case", self._loaded.row.case_id))

    @Slot()
    def _open_related(self) -> None:
        clicked = self.sender()
        if clicked is not None:
            self.desk.open(Route("stock_paper", int(clicked.objectName())))

    @Slot(object)
    def _open_part(self, line: PaperLine) -> None:
        self.desk.open(Route("part", line.part_id))

    @Slot()
    def _take_back(self) -> None:
        self.desk.open(Route("paper_desk", "return", "paper", self._doc_id))

    @Slot()
    def _receive(self) -> None:
        self.desk.open(Route("paper_desk", "arrive", "paper", self._doc_id))

    @Slot()
    def _reverse(self) -> None:
        if self._loaded is None:
            return
        act, doc_id = str(uuid.uuid4()), self._doc_id
        dialog = StepDialog(
            self.desk, _("Reverse {number}").format(number=self._loaded.row.number),
            Form([TextField("reason", _("Reason"), required=True, limit=200)]), reverse,
            lambda values: (act, doc_id, values["reason"]), save=_("Reverse it"),
            remark=_("A posted paper is never edited: the reversal puts everything back, and both stay to be read."),
            parent=self,
        )  # fmt: skip
        dialog.filed.connect(self._reversed)
        dialog.open()

    @Slot(object)
    def _reversed(self, result: Any) -> None:
        assert isinstance(result, Posted)
        number = self._loaded.row.number if self._loaded is not None else ""
        self.desk.toast(_("{number} was reversed by {reversal}.").format(number=number, reversal=result.number))
        self.refresh()


def facts(found: PaperCard) -> list[tuple[str, str]]:
    """What the head of a paper says; what it was worth only for those who may see it."""
    row = found.row
    known = [
        (_("Day"), show_day(row.happened_on)),
        (_("Posted at"), "" if row.posted_at is None else show_instant(row.posted_at)),
        (_("Posted by"), row.by),
        (_("What for"), "" if row.purpose is None else purpose_word(row.purpose)),
        (_("Case"), row.case_no),
        (_("Customer"), row.customer),
        (_("Supplier"), row.supplier),
        (_("Supplier's paper"), row.paper_no),
        (_("Engineer"), row.engineer),
        (_("Remark"), row.remark),
    ]
    if found.value is not None:
        known.append((_("Value (yuan)"), str(found.value)))
    return [(name, text) for name, text in known if text]


def _quantity(line: PaperLine) -> str:
    return f"{show_quantity(line.quantity, line.decimals)} {line.unit}".strip()


def _back(line: PaperLine) -> str:
    return show_quantity(line.back, line.decimals) if line.back else ""


def _condition(line: PaperLine) -> str:
    if line.condition_from is line.condition_to:
        return condition_word(line.condition_to)
    return f"{condition_word(line.condition_from)} → {condition_word(line.condition_to)}"


def _marks(line: PaperLine) -> str:
    return " · ".join(word for word in (line.serial, line.lot) if word)


def _remark(line: PaperLine) -> str:
    return " · ".join(word for word in (line.order_no, line.note) if word)
