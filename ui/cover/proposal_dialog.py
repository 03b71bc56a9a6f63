"""Asks what is proposed to the customers of chosen units, and where to (R-043); writing goes on behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from inventory.documents.proposal import VALID_DAYS, ProposalRequest, check
from inventory.documents.proposal_book import ProposalSummary, file_name
from inventory.errors import InvalidInput
from inventory.i18n import _, ngettext
from inventory.jobs import Cancelled
from inventory.proposals.commands import propose, propose_each
from inventory.proposals.queries import Addressee
from inventory.proposals.words import proposal_word
from ui.contracts.line_form import TaxField
from ui.customers.forms import languages
from ui.desk import Desk
from ui.editing.saving import ask_where, file_choices
from ui.forms.choosing import ChoiceField
from ui.forms.fields import CheckField, MoneyField, MonthsField, QuantityField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.theme import Meaning
from ui.widgets.page_frame import PageFrame

NAMED: Final = 3
"""So many earlier proposals are named; the rest is counted."""


class ProposalDialog(FormDialog):
    """The same terms for all ``addressees``, a workbook for each of them. Shown with ``open()``."""

    def __init__(self, desk: Desk, addressees: Sequence[Addressee], parent: PageFrame) -> None:
        months = MonthsField("months", _("Term"), required=True)
        form = Form(
            [
                months,
                CheckField("covers_parts", _("Parts are included")),
                CheckField("covers_labour", _("Labour and travel are included")),
                QuantityField("visit_months", _("A visit every … months"), hint=_("Empty: no visits.")),
                MoneyField("unit_price", _("Price of one unit for the whole term"), hint=_("Empty: by agreement.")),
                CheckField("tax_included", _("The price includes the tax")),
                TaxField("tax_rate_bp", _("Tax rate")),
                QuantityField("valid_days", _("Valid for so many days"), required=True),
                ChoiceField("language", _("Language"), languages(_("The customer's")), required=True),
            ]
        )
        form.fill(
            {
                "months": 12, "covers_parts": True, "covers_labour": True, "tax_included": True, "tax_rate_bp": 600,
                "valid_days": VALID_DAYS,
            }
        )  # fmt: skip
        super().__init__(
            desk, _("Propose a maintenance contract"), form, save=_("Choose a place …"), remark=_to_whom(addressees),
            parent=parent,
        )  # fmt: skip
        self._desk = desk
        self._page = parent
        self._addressees = tuple(addressees)
        self.requests: tuple[ProposalRequest, ...] = ()
        if said := _known(addressees):
            form.banners.say(said, Meaning.SOON)
        self.submitted.connect(self._ask_place)

    @Slot(object, bool)
    def _ask_place(self, values: dict[str, Any], _another: bool) -> None:
        wanted = {name: value for name, value in values.items() if value is not None}
        self.requests = tuple(
            ProposalRequest(customer_id=one.customer_id, asset_ids=one.asset_ids, **wanted) for one in self._addressees
        )
        try:
            check(self.requests[0])
        except InvalidInput as error:
            self.refuse(error)
            return
        if len(self.requests) == 1:
            self._desk.jobs.query(file_name, self._desk.ctx, self.requests[0], done=self._ask_name, failed=self._failed)
        else:
            self._ask_folder()

    @Slot(object)
    def _ask_name(self, name: str) -> None:
        title, kinds = _("Save the proposal as"), [_("Excel workbooks (*.xlsx)")]
        ask_where(self, title, name, kinds, self.write_to).rejected.connect(self._no_place)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, _("Choose a folder for the proposals"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write_to)
        dialog.rejected.connect(self._no_place)
        dialog.open()

    @Slot()
    def _no_place(self) -> None:
        self.refuse(Cancelled())  # the person wanted it: nothing is said, and the form is awake again

    @Slot(str)
    def write_to(self, place: str) -> None:
        """Begin to write to a file, or for several customers into a folder; the dialog goes."""
        export = ProposalExport(self._desk, self._page)
        export.start(self.requests, Path(place))
        self.saved()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.refuse(error)


def _to_whom(addressees: Sequence[Addressee]) -> str:
    count = sum(len(one.asset_ids) for one in addressees)
    units = ngettext("{count} unit", "{count} units", count).format(count=f"{count:,}")
    if len(addressees) == 1:
        return f"{addressees[0].name} · {units}"
    customers = ngettext("{count} customer", "{count} customers", len(addressees)).format(count=len(addressees))
    return _("{customers}, {units}: a workbook for each of them.").format(customers=customers, units=units)


def _known(addressees: Sequence[Addressee]) -> str:
    """What was proposed for some of the units before and is not done with."""
    said = [(one, proposed) for one in addressees for proposed in one.known]
    if not said:
        return ""
    named = [
        _("{customer}: {what}").format(customer=one.name, what=proposal_word(proposed))
        for one, proposed in said[:NAMED]
    ]
    text = _("Some of these units were proposed before: {what}.").format(what=_("; ").join(named))
    more = len(said) - NAMED
    if more > 0:
        text += " " + ngettext("And {count} more.", "And {count} more.", more).format(count=more)
    return text


class ProposalExport(QObject):
    """Writes proposals while people go on working. Signal: ``finished()``: they are written and remembered."""

    finished = Signal()

    def __init__(self, desk: Desk, page: PageFrame) -> None:
        super().__init__(desk)
        self._desk = desk
        self._page: PageFrame | None = page
        page.destroyed.connect(self._page_gone)

    def start(self, requests: Sequence[ProposalRequest], place: Path) -> None:
        """Begin to write to ``place``: a file for one, a folder for several."""
        if len(requests) == 1:
            job = self._desk.jobs.work(
                propose, self._desk.ctx, requests[0], place, title=_("Writing the proposal"), writes=True,
                done=self._one, failed=self._failed,
            )  # fmt: skip
        else:
            job = self._desk.jobs.work(
                propose_each, self._desk.ctx, tuple(requests), place, title=_("Writing the proposals"), writes=True,
                done=self._written, failed=self._failed,
            )  # fmt: skip
        job.ended.connect(self.deleteLater)

    @Slot(object)
    def _one(self, summary: ProposalSummary) -> None:
        self._written([summary])

    @Slot(object)
    def _written(self, summaries: Sequence[ProposalSummary]) -> None:
        units = sum(summary.units for summary in summaries)
        text = ngettext(
            "Proposed for {count} unit; the list remembers it.", "Proposed for {count} units; the list remembers it.",
            units,
        ).format(count=f"{units:,}")  # fmt: skip
        self._desk.toast(text)
        if self._page is not None and summaries:
            path = summaries[0].path
            choices = file_choices(path)
            said = text
            if len(summaries) > 1:
                del choices[0]  # the folder holds all of them
            else:
                said = _("{sentence} It is called {name}.").format(sentence=text, name=path.name)
            self._page.banners.say(said, Meaning.OK, choices)
        self.finished.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._desk.show_error(error)

    @Slot()
    def _page_gone(self) -> None:
        self._page = None
