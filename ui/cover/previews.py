"""What a row of a worklist holds more than its columns, in the drawer beside the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.cover.reviews import ReviewRow
from inventory.cover.waiting import Hindered, look
from inventory.cover.with_us import StayRow
from inventory.cover.words import STATUS
from inventory.customers.queries import CustomerCard, card
from inventory.i18n import _
from inventory.values.days import show_day, show_instant
from ui.contracts.worklist import lot_word
from ui.cover.source import LACKING
from ui.desk import Desk
from ui.navigation import Route
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues
from ui.widgets.scrolling import scrolled
from ui.widgets.words import words


class Facts(QWidget):
    """A heading, facts, and more below; what is fetched comes later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def show_facts(self, heading: str, facts: Sequence[tuple[str, str]]) -> None:
        """Translated names and texts under a heading."""
        self.column.addWidget(words(heading, "heading", wrap=True))
        self.column.addWidget(KeyValues(facts))


class WaitingPreview(Facts):
    """A unit that is not accepted: everything that still stands in the way, and the door to its delivery."""

    def __init__(self, desk: Desk, asset_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._route: Route | None = None
        desk.jobs.query(look, desk.ctx, asset_id, done=self._show)

    @Slot(object)
    def _show(self, found: Hindered | None) -> None:
        if found is None:
            self.column.addWidget(words(_("This unit has been accepted meanwhile."), "muted", wrap=True))
            return
        row = found.row
        self.show_facts(
            f"{row.product_name} {row.model_code}",
            [
                (_("Serial number"), row.serial_no),
                (_("Customer"), row.customer),
                (_("Contract"), row.contract_no),
                (_("Sold on"), show_day(row.sold_on)),
                (_("Delivered on"), show_day(row.delivered_on)),
                (_("Installed on"), show_day(row.installed_on)),
                (_("What is missing"), _(LACKING[row.lacking])),
                (_("Delivery"), "" if row.lot is None else lot_word(row.lot)),
            ],
        )
        if found.hindrances:
            self.column.addWidget(words(_("Before the delivery can be accepted"), "heading"))
            for sentence in found.hindrances:
                self.column.addWidget(words(f"• {sentence}", wrap=True))
        if row.lot is not None:
            self._route = Route("contract", row.lot.contract_id, "lot", row.lot.id)
            self.column.addWidget(button(_("Open the delivery"), self._open))

    @Slot()
    def _open(self) -> None:
        if self._route is not None:
            self._desk.open(self._route)


class CallPreview(Facts):
    """A customer to phone: everybody there with every number."""

    def __init__(self, desk: Desk, customer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._customer_id = customer_id
        desk.jobs.query(card, desk.ctx, customer_id, done=self._show)

    @Slot(object)
    def _show(self, found: CustomerCard) -> None:
        people = [
            (_joined(" · ", one.name, one.title), _joined(" / ", one.phone, one.mobile)) for one in found.contacts
        ]
        self.show_facts(found.name, [(_("Code"), found.code), *people, (_("Remark"), " ".join(found.remark.split()))])
        self.column.addWidget(button(_("Open the customer"), self._open))

    @Slot()
    def _open(self) -> None:
        self._desk.open(Route("customer", self._customer_id))


def _joined(between: str, *texts: str) -> str:
    return between.join(text for text in texts if text)


def review_preview(row: ReviewRow) -> Facts:
    """A case to look at again."""
    made = Facts()
    made.show_facts(
        row.case_no,
        [
            (_("Unit"), f"{row.product_name} {row.model_code} · {row.serial_no}"),
            (_("Customer"), row.customer),
            (_("Reported at"), show_instant(row.reported_at)),
            (_("Decided as"), _status(str(STATUS[row.was]), show_day(row.was_last))),
            (_("Would be now"), _status(str(STATUS[row.now]), show_day(row.now_last))),
            (_("Charged"), _("yes") if row.charged else _("no")),
            (_("Because of"), row.reason),
            (_("Found by"), f"{row.found_by} {show_instant(row.found_at)}".strip()),
            (_("Decision"), row.decision),
        ],
    )
    return made


def _status(word: str, last: str) -> str:
    return _("{status}, covered until {last}").format(status=word, last=last) if last else word


def stay_preview(row: StayRow) -> Facts:
    """A unit taken in for repair."""
    made = Facts()
    made.show_facts(
        f"{row.product_name} {row.model_code}",
        [
            (_("Serial number"), row.serial_no),
            (_("Customer"), row.customer),
            (_("Contact"), f"{row.contact} {row.phone}".strip()),
            (_("Case"), row.case_no),
            (_("Taken in on"), show_day(row.taken_on)),
            (_("Taken in by"), row.taken_by),
            (_("Handed over by"), row.handed_over_by),
            (_("Accessories"), row.accessories),
            (_("Condition"), row.condition),
            (_("Handed back on"), show_day(row.returned_on)),
        ],
    )
    return made
