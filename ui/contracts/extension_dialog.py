"""A maintenance contract is entered, corrected, or gets more units: the days of each unit follow while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.contracts.candidates import Candidate, for_extension
from inventory.contracts.extension_queries import ExtensionCard, UnitOffer, preview
from inventory.contracts.extensions import (
    ExtensionUnits,
    add_extension,
    edit_extension,
    put_under,
)
from inventory.contracts.words import ExtensionStart
from inventory.errors import InvalidInput
from inventory.i18n import _
from inventory.work import Context
from ui.contracts.extension_form import (
    TERMS,
    ExtensionForm,
    Offer,
    changed_extension,
    extension_values,
    new_extension,
    of_candidate,
    renewed_extension,
    units_field,
    with_offers,
)
from ui.desk import Desk
from ui.editing.filing import Filing, Values
from ui.forms.choosing import PickField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.jobs import Job

WIDTH: Final = 900
PAUSE_MS: Final = 120
"""So long after the last key the days are worked out again."""


def _candidates(ctx: Context, customer_id: int, extension_id: int) -> tuple[int, list[Candidate]]:
    return customer_id, for_extension(ctx, customer_id, extension_id)


class _Dialog(FormDialog):
    """Wide enough for a list of units. Signal: ``filed(object)``: the depot has it, with the id."""

    filed = Signal(object)

    def sizeHint(self) -> QSize:
        """A list with five columns."""
        return QSize(WIDTH, 690)


class ExtensionDialog(_Dialog):
    """A new one, for a customer or a contract if it is asked for there; or the one of ``known``, corrected."""

    def __init__(
        self,
        desk: Desk,
        *,
        customer: Choice | None = None,
        contract: Choice | None = None,
        known: ExtensionCard | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._desk = desk
        self._known = known
        self._customer = 0
        self._job: Job | None = None
        self.fields = ExtensionForm(desk, choose=known is None)
        title = _("New maintenance contract")
        if known is not None:
            title = _("Edit {name}").format(name=known.line.number)
        super().__init__(desk, title, self.fields, parent=parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._work_out)
        for name in TERMS:
            self.fields[name].changed.connect(self._pause.start)
        picked = self.fields["customer_id"]
        assert isinstance(picked, PickField)
        picked.changed.connect(self._customer_changed)
        if known is None:
            filing = Filing(desk, self, add_extension, new_extension(self.fields), parent=self)
            picked.set_value(customer)
            self.fields.contract.set_value(contract)
            self._show_units([])  # until it is known whose
            self._customer_changed()
        else:
            line = known.line
            filing = Filing(
                desk, self, edit_extension, changed_extension(line.id), seen_version=line.version,
                renew=renewed_extension(line.id), parent=self,
            )  # fmt: skip
            self.fields.fill(extension_values(line))
            self.fields.show_what_matters()
            self._show_units([
                Offer(unit.asset_id, unit.serial_no, f"{unit.product_name} {unit.model_code}", "", None)
                for unit in known.units
            ])  # fmt: skip
        filing.filed.connect(self.filed)
        self.fields.focus_first()

    @Slot()
    def _customer_changed(self) -> None:
        if self._known is not None:
            return
        picked = self.fields["customer_id"]
        assert isinstance(picked, PickField)
        chosen = 0 if picked.choice is None else picked.choice.id
        if chosen != self._customer:
            self._customer = chosen
            self._show_units([])
            if chosen:
                self._desk.jobs.query(_candidates, self._desk.ctx, chosen, 0, done=self._offer)

    @Slot(object)
    def _offer(self, found: tuple[int, Sequence[Candidate]]) -> None:
        customer_id, units = found
        if customer_id == self._customer:
            self._show_units([of_candidate(unit) for unit in units])

    def _show_units(self, rows: Sequence[Offer]) -> None:
        self.fields.units.show_records(rows)
        self.fields.units.setVisible(bool(rows))
        self._work_out()

    @Slot()
    def _work_out(self) -> None:
        rows: list[Offer] = self.fields.units.records
        if not rows:
            return
        terms = typed_terms(self.fields)
        if terms is None:
            self.fields.units.renew(with_offers(rows, ()))
            return
        if self._job is not None:
            self._job.cancel()
        ids = [row.asset_id for row in rows]
        number = None if self._known is None else self._known.line.id
        self._job = self._desk.jobs.query(worked_out, self._desk.ctx, ids, terms, number, done=self._worked_out)

    @Slot(object)
    def _worked_out(self, offers: Sequence[UnitOffer]) -> None:
        self._job = None
        rows: list[Offer] = self.fields.units.records
        self.fields.units.renew(with_offers(rows, offers))


class MoreUnitsDialog(_Dialog):
    """Puts more units of the customer under a maintenance contract."""

    def __init__(self, desk: Desk, known: ExtensionCard, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._line = known.line
        self.units = units_field(desk.ctx.clock.today(), choose=True)
        title = _("Units under {name}").format(name=known.line.number)
        super().__init__(desk, title, Form([self.units]), save=_("Put under it"), parent=parent)
        filing = Filing(desk, self, put_under, self._make, seen_version=known.line.version, parent=self)
        filing.filed.connect(self.filed)
        desk.jobs.query(_candidates, desk.ctx, known.line.customer_id, known.line.id, done=self._offer)

    def sizeHint(self) -> QSize:
        """The list and its buttons."""
        return QSize(WIDTH, 520)

    def _make(self, _values: Values, seen_version: int) -> ExtensionUnits:
        ids = tuple(row.asset_id for row in self.units.ticked())
        return ExtensionUnits(extension_id=self._line.id, seen_version=seen_version, asset_ids=ids)

    @Slot(object)
    def _offer(self, found: tuple[int, Sequence[Candidate]]) -> None:
        self.units.show_records([of_candidate(unit) for unit in found[1]])
        self.units.editor.setFocus()
        line = self._line
        terms = {name: getattr(line, name) for name in TERMS}
        ids = [unit.asset_id for unit in found[1]]
        if ids:
            self._desk.jobs.query(worked_out, self._desk.ctx, ids, terms, line.id, done=self._worked_out)

    @Slot(object)
    def _worked_out(self, offers: Sequence[UnitOffer]) -> None:
        self.units.renew(with_offers(self.units.records, offers))


def typed_terms(form: Form) -> dict[str, Any] | None:
    """The terms as they stand in the form; None while they give no days."""
    try:
        terms = {name: form[name].value() for name in TERMS}
    except InvalidInput:
        return None
    start, months = terms["start"], terms["months"]
    needs = {ExtensionStart.FROM_SIGNATURE: terms["signed_on"], ExtensionStart.FIXED_DATE: terms["effective_from"]}
    if not months or not 1 <= months <= 600 or needs.get(start, True) is None:
        return None
    return terms


def worked_out(
    ctx: Context, asset_ids: Sequence[int], terms: dict[str, Any], extension_id: int | None
) -> list[UnitOffer]:
    """What each unit would get. Runs in the read lane."""
    return preview(ctx, asset_ids, **terms, extension_id=extension_id)
