"""The form of a day or a stretch of days: when, what, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.calendars.day_commands import EditDay, SetDays, edit_day, set_days
from inventory.calendars.entries import Owner
from inventory.calendars.queries import DayLine
from inventory.calendars.words import KINDS, LAYERS, DayLayer
from inventory.customers.queries import pick
from inventory.i18n import _
from ui.calendars.shown import For, in_words, whose
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import TextField
from ui.forms.fields import CheckField, DayField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog


def kind_field() -> ChoiceField:
    """Off, made up for, or worked."""
    return ChoiceField("kind", _("What it is"), [(kind, _(word)) for kind, word in KINDS.items()], required=True)


def expected_field() -> CheckField:
    """Whether it may still change."""
    return CheckField("expected", _("Not certain yet"), hint=_("Due times that need it are not firm."))


class OwnedForm(Form):
    """A form with the layer, and the region or the customer where the layer has one."""

    def __init__(self, desk: Desk, fields: list[Any], whom: For, parent: QWidget | None = None) -> None:
        self.layer = ChoiceField(
            "layer", _("For whom"), [(layer, _(word)) for layer, word in LAYERS.items()], required=True, repeats=True
        )
        self.region = TextField(
            "region", _("Region"), limit=60, repeats=True, hint=_("As it stands at the sites, for example 新疆.")
        )
        self.customer = PickField("customer_id", _("Customer"), desk.jobs, pick, repeats=True)
        super().__init__([*fields, self.layer, self.region, self.customer], parent)
        if whom.customer is not None:
            self.layer.set_value(DayLayer.CUSTOMER)
            self.customer.set_value(whom.customer)
        elif whom.region:
            self.layer.set_value(DayLayer.REGION)
            self.region.set_value(whom.region)
        self.layer.changed.connect(self._layer_chosen)
        self._layer_chosen()

    @Slot()
    def _layer_chosen(self) -> None:
        self.region.setVisible(self.layer.value() is DayLayer.REGION)
        self.customer.setVisible(self.layer.value() is DayLayer.CUSTOMER)


def owner_of(values: Values) -> Owner:
    """For whom, as the fields say."""
    return Owner(values["layer"], values["region"] or "", values["customer_id"])


class NewDays(FormDialog):
    """Enters one day or several. Signal: ``entered(date)``: the first of them."""

    entered = Signal(object)

    def __init__(self, desk: Desk, day: date, whom: For, parent: QWidget | None = None) -> None:
        self.first = DayField("first", _("Day, or the first one"), desk.ctx.clock, required=True)
        last = DayField("last", _("Last day"), desk.ctx.clock, hint=_("Empty: only the one day."))
        name = TextField("name", _("Name"), limit=60, hint=_("For example 春节."))
        expected = expected_field()
        self.first.set_value(day)
        super().__init__(
            desk,
            _("Enter days"),
            OwnedForm(desk, [self.first, last, kind_field(), name, expected], whom),
            another=_("Save and add another"),
            parent=parent,
        )
        self._desk = desk
        self._order: SetDays | None = None
        self.submitted.connect(self._send)

    @Slot(object, bool)
    def _send(self, values: Values, _another: bool) -> None:
        self._order = SetDays(
            values["first"], values["kind"], values["last"], owner_of(values), values["name"] or "", values["expected"]
        )
        self._ask()

    def _ask(self) -> None:
        self._desk.jobs.command(set_days, self._desk.ctx, self._order, done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, _outcome: object) -> None:
        self._desk.toast(_("The days are in the list."))
        if self._order is not None:
            self.entered.emit(self._order.first)
        self.saved()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.refuse(error, confirm=self._confirm)

    def _confirm(self, key: str) -> None:
        if self._order is not None:
            self._order = replace(self._order, confirmed=self._order.confirmed | {key})
            self._ask()


class EditDayDialog(FormDialog):
    """Corrects a day of the list."""

    def __init__(self, desk: Desk, line: DayLine, parent: QWidget | None = None) -> None:
        form = Form(
            [
                kind_field(),
                TextField("name", _("Name"), limit=60),
                expected_field(),
            ]
        )
        form.fill({"kind": line.entry.kind, "name": line.entry.name, "expected": not line.entry.confirmed})
        super().__init__(desk, in_words(line.entry.day), form, remark=whose(line), parent=parent)
        self._desk, self._line = desk, line
        self.submitted.connect(self._send)

    @Slot(object, bool)
    def _send(self, values: Values, _another: bool) -> None:
        order = EditDay(
            self._line.id, self._line.version, values["kind"], values["name"] or "", expected=values["expected"]
        )
        self._desk.jobs.command(edit_day, self._desk.ctx, order, done=self._done, failed=self.refuse)

    @Slot(object)
    def _done(self, _day_id: object) -> None:
        self._desk.toast(_("Saved."))
        self.saved()
