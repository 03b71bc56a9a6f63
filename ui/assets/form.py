"""The form of a unit: a new one, many alike with other serials, or a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.assets.commands import EditAsset, RegisterAsset, edit, register
from inventory.assets.queries import AssetCard
from inventory.assets.words import roles
from inventory.choices import Choice
from inventory.contracts.queries import pick as pick_contracts
from inventory.cover.months import without_own
from inventory.customers.queries import pick as pick_customers
from inventory.errors import InvalidInput
from inventory.i18n import Message, _
from inventory.products.queries import pick_models
from ui.assets.acts import CORRECT
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import CodeField, TextField
from ui.forms.fields import DayField, MonthsField, NotesField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.jobs import Job
from ui.navigation import Route

if TYPE_CHECKING:
    from ui.desk import Desk

DAYS = ("sold_on", "delivered_on", "installed_on", "accepted_on", "made_on", "ex_works_on")


class UnitForm(Form):
    """The fields of a unit. Whose contract may be chosen follows from whose unit it is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        clock, jobs = desk.ctx.clock, desk.jobs
        self.customer = PickField("customer_id", _("Customer"), jobs, pick_customers, repeats=True)
        self.contract = PickField("contract_id", _("Contract"), jobs, self._contracts, repeats=True)
        self.model = PickField("model_id", _("Model"), jobs, pick_models, required=True, repeats=True)
        self.months = MonthsField(
            "warranty_months",
            _("Warranty (months)"),
            repeats=True,
            hint=_("Empty: as its contract, its policy or its model says."),
        )
        for field in (
            self.model,
            CodeField(
                "serial_no", _("Serial number"), required=True, hint=_("As engraved on the unit, zeros included.")
            ),
            self.customer,
            self.contract,
            TextField("location_text", _("Installation place"), repeats=True, limit=120),
            DayField("sold_on", _("Sold on"), clock, repeats=True),
            DayField("delivered_on", _("Delivered on"), clock, repeats=True),
            DayField("installed_on", _("Installed on"), clock, repeats=True),
            DayField("accepted_on", _("Accepted on"), clock, repeats=True),
            self.months,
            ChoiceField("role", _("Role"), roles(), required=True, repeats=True),
            DayField("made_on", _("Made on"), clock, repeats=True),
            DayField("ex_works_on", _("Ex works on"), clock, repeats=True),
            NotesField("remark", _("Remark"), repeats=True),
        ):
            self.add(field)
        self.customer.changed.connect(self._other_customer)
        self._asking: Job | None = None
        for rests_on in (self.model, self.contract, self["accepted_on"]):
            rests_on.changed.connect(self.ask_months)
        self.ask_months()

    def show_card(self, card: AssetCard) -> None:
        """Fill in what is recorded."""
        customer = Choice(card.customer.id, card.customer.name) if card.customer else None
        self.fill(
            {
                "model_id": Choice(card.model_id, f"{card.product_name} {card.model_code}", card.maker),
                "serial_no": card.serial_no,
                "customer_id": customer,
                "contract_id": Choice(card.contract_id, card.contract_no) if card.contract_id else None,
                "location_text": card.location_text,
                "warranty_months": card.months,
                "role": card.role,
                "remark": card.remark,
            }
            | {day: getattr(card, day) for day in DAYS}
        )
        accepted = self["accepted_on"]
        if card.acceptance_is_in_force and isinstance(accepted, DayField):
            accepted.freeze(_("The cover counts from this day. Correct it on the card: {act}.").format(act=CORRECT.tip))
            if card.cover.last is not None:
                self.months.freeze(_("The cover runs so long. Correct it on the card: {act}.").format(act=CORRECT.tip))
        self.ask_months()

    def _contracts(self, text: str) -> list[Choice]:
        choice = self.customer.choice
        return pick_contracts(choice.id, text) if choice is not None else []

    @Slot()
    def ask_months(self) -> None:
        """Find out what holds as long as the unit has no months of its own."""
        if self._asking is not None:
            self._asking.cancel()
        model, contract = self.model.choice, self.contract.choice
        try:
            accepted: date | None = self["accepted_on"].value()
        except InvalidInput:
            accepted = None
        self._asking = self._desk.jobs.query(
            without_own, self._desk.ctx, model and model.id, contract and contract.id, accepted, done=self._show_months
        )

    @Slot(object)
    def _show_months(self, found: Message | None) -> None:
        self._asking = None
        self.months.line.setPlaceholderText("" if found is None else str(found))

    @Slot()
    def _other_customer(self) -> None:
        if self.contract.choice is not None and self.customer.choice is None:
            self.contract.pick(None)


def _texts(values: dict[str, Any]) -> dict[str, Any]:
    names = ("serial_no", "location_text", "remark", "reason")
    return values | {name: values[name] or "" for name in names if name in values}


class UnitDialog(FormDialog):
    """Corrects the unit of ``card``."""

    def __init__(self, desk: Desk, card: AssetCard, parent: QWidget | None = None) -> None:
        form = UnitForm(desk)
        form.show_card(card)
        if card.acceptance_is_in_force:
            form.add(
                TextField("reason", _("Reason"), hint=_("Needed where another contract or model moves its cover."))
            )
        super().__init__(desk, _("Edit unit {serial}").format(serial=card.serial_no), form, parent=parent)
        self._desk, self._card = desk, card
        self._request: EditAsset | None = None
        self.submitted.connect(self._send)

    @Slot(object, bool)
    def _send(self, values: dict[str, Any], _another: bool) -> None:
        same = self._card.customer is not None and values["customer_id"] == self._card.customer.id
        self._request = EditAsset(
            **_texts(values),
            completed_on=self._card.completed_on,
            site_id=self._card.site_id if same else None,  # a site belongs to its customer
            owner=self._card.owner if same else None,
            asset_id=self._card.id,
            seen_version=self._card.version,
        )
        self._desk.jobs.command(edit, self._desk.ctx, self._request, done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, _asset_id: object) -> None:
        self._desk.toast(_("Saved."))
        self.saved()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.refuse(error, confirm=self._confirm)

    def _confirm(self, key: str) -> None:
        if self._request is not None:
            self._request = replace(self._request, confirmed=self._request.confirmed | {key})
            self._desk.jobs.command(edit, self._desk.ctx, self._request, done=self._done, failed=self._failed)


class NewUnitDialog(FormDialog):
    """Registers a unit; “save and add another” keeps everything but the serial."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, customer: Choice | None = None) -> None:
        form = UnitForm(desk)
        if customer is not None:
            form.fill({"customer_id": customer})
        super().__init__(desk, _("New unit"), form, another=_("Save and add another"), parent=parent)
        self._desk = desk
        self._request: RegisterAsset | None = None
        self._stay = False
        self.submitted.connect(self._send)

    @Slot(object, bool)
    def _send(self, values: dict[str, Any], another: bool) -> None:
        self._stay = another
        self._request = RegisterAsset(**_texts(values))
        self._desk.jobs.command(register, self._desk.ctx, self._request, done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, asset_id: int) -> None:
        assert self._request is not None
        self._desk.toast(_("Unit {serial} is in the register.").format(serial=self._request.serial_no))
        self.saved()
        if not self._stay:
            self._desk.open(Route("asset", asset_id))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.refuse(error, confirm=self._confirm)

    def _confirm(self, key: str) -> None:
        if self._request is not None:
            self._request = replace(self._request, confirmed=self._request.confirmed | {key})
            self._desk.jobs.command(register, self._desk.ctx, self._request, done=self._done, failed=self._failed)
