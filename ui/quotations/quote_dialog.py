"""A quotation is written in a dialog: new, from a draft, or as a copy; its prices follow while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.errors import DepotError, InvalidInput
from inventory.i18n import _
from inventory.quotations.choices import Addressed, addressed, scanned
from inventory.quotations.commands import DraftQuotation, EditQuotation, QuotationFields, draft, edit
from inventory.quotations.lines import QuoteLine
from inventory.quotations.preview import Preview, preview
from inventory.quotations.queries import QuotationCard
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Filing, Values, request
from ui.forms.sheet import FormDialog
from ui.navigation import Route
from ui.quotations.entries import of_line
from ui.quotations.quote_form import QuoteForm
from ui.scan.burst import Scan

DEBOUNCE_MS: Final = 120
WIDE: Final = 1260


def _previewed(
    ctx: Context, number: int, lines: Sequence[QuoteLine], asset_id: int | None, case_id: int | None
) -> tuple[int, Preview]:
    return number, preview(ctx, lines, asset_id, case_id)


class QuoteDialog(FormDialog):
    """For ``customer`` or the unit ``asset_id``; ``known``: a quotation to correct, or to ``copy``.

    Signal: ``filed(object)``: it is kept; the id of a new one, None of one that was corrected.
    """

    filed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        *,
        customer: Choice | None = None,
        asset_id: int | None = None,
        known: QuotationCard | None = None,
        copy: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.fields = QuoteForm(desk)
        self._desk = desk
        self._asked = 0
        self._resting = QTimer()
        self._resting.setSingleShot(True)
        self._resting.setInterval(DEBOUNCE_MS)
        edits = known is not None and not copy
        title = _("New quotation") if not edits or known is None else known.row.number
        super().__init__(desk, title, self.fields, save=_("Keep as a draft"), parent=parent)
        self._resting.setParent(self)
        self._resting.timeout.connect(self._ask)
        self.fields.asked.connect(self._resting.start)
        self._known = known if edits else None
        filing = Filing(
            desk, self, edit if edits else draft, self._make, parent=self,
            seen_version=known.row.version if edits and known is not None else 0,
        )  # fmt: skip
        filing.filed.connect(self.filed)
        if known is not None:
            self._show_known(known, copy=copy)
        elif customer is not None:
            self.fields.customer.set_value(customer)
        if asset_id is not None:
            desk.jobs.query(addressed, desk.ctx, asset_id, done=self._show_unit)
        first = self.fields.add_part if known is not None or customer is not None else self.fields.customer
        first.setFocus()

    def sizeHint(self) -> QSize:
        """Wide enough for the lines."""
        return QSize(WIDE, 720)

    def take_scan(self, scan: Scan) -> bool:
        """The label of a part adds a line, or one piece more to its line."""
        self._desk.jobs.query(
            scanned, self._desk.ctx, scan.text, scan.scan_codes, done=self.fields.take_part, failed=self._not_scanned
        )
        return True

    @Slot(object)
    def _not_scanned(self, error: Exception) -> None:
        if isinstance(error, DepotError):
            self.fields.add_part.clear()  # of what the scanner typed there
            self.fields.add_part.complain(str(error))
        else:
            self._desk.show_error(error)

    def _show_known(self, known: QuotationCard, *, copy: bool) -> None:
        row, form = known.row, self.fields
        form.customer.set_value(Choice(row.customer_id, row.customer))
        if row.asset_id is not None:
            form.unit.set_value(Choice(row.asset_id, row.serial_no, f"{known.product_name} {known.model_code}"))
        if row.case_id is not None:
            form.case.set_value(Choice(row.case_id, row.case_no))
        form["basis"].set_value(row.basis)
        form["valid_until"].set_value(None if copy else row.valid_until)
        form["remark"].set_value(known.remark)
        form.quoted.show_entries([of_line(line) for line in known.lines])
        form.know_unit()
        self._ask()

    @Slot(object)
    def _show_unit(self, found: Addressed) -> None:
        self.fields.customer.set_value(found.customer)
        self.fields.unit.set_value(found.unit)
        self.fields.know_unit()
        self.fields.add_part.setFocus()
        self._ask()

    # what it would come to

    @Slot()
    def _ask(self) -> None:
        form = self.fields
        try:
            lines = form.quoted.lines()
        except InvalidInput as error:
            form.quoted.complain(str(error))
            form.total.setText("")
            return
        self._asked += 1
        unit, case = form.unit.choice, form.case.choice
        self._desk.jobs.query(
            _previewed, self._desk.ctx, self._asked, lines, None if unit is None else unit.id,
            None if case is None else case.id, done=self._told, failed=self._untold,
        )  # fmt: skip

    @Slot(object)
    def _told(self, answer: tuple[int, Preview]) -> None:
        number, seen = answer
        if number != self._asked:
            return
        self.fields.tell(seen)

    @Slot(object)
    def _untold(self, error: Exception) -> None:
        if isinstance(error, DepotError):
            self.fields.quoted.complain(str(error))
        else:
            self._desk.show_error(error)

    # what is sent

    @Slot(object)
    def lead_on(self, quotation_id: int) -> None:
        """Go to the quotation that was made."""
        self._desk.open(Route("quotation", quotation_id))

    def _make(self, values: Values, seen_version: int) -> QuotationFields:
        given = {name: value for name, value in values.items() if name != "part_id"}
        if self._known is None:
            return request(DraftQuotation, given)
        return request(EditQuotation, given, quotation_id=self._known.row.id, seen_version=seen_version)
