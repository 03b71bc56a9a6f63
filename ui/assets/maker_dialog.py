"""What a paper of the manufacturer says of one unit: months from an event, a last day, or nothing of its own."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from inventory.assets.queries import AssetCard
from inventory.cover import maker, trials
from inventory.cover.extensions import MakerRule
from inventory.cover.maker import MakerRecord, RecordMaker
from inventory.cover.steps import EVENTS
from inventory.cover.words import Months
from inventory.errors import InvalidInput, StaleRecord
from inventory.i18n import N_, _
from ui.assets.trial_dialog import TrialDialog
from ui.attachments.paper_field import PaperField
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.choosing import ChoiceField
from ui.forms.field import FILL_IN, TextField
from ui.forms.fields import DayField, MonthsField
from ui.forms.form import Form
from ui.theme import Meaning


class Says(StrEnum):
    """What the paper says."""

    MONTHS = "months"
    LAST_DAY = "last_day"
    NOTHING = "nothing"


_SAYS = {
    Says.MONTHS: N_("How many months, from an event"),
    Says.LAST_DAY: N_("The last day"),
    Says.NOTHING: N_("Nothing of its own: forget what is recorded"),
}


class MakerDialog(TrialDialog):
    """Records what the paper says, or forgets it where something is recorded."""

    reads = ("months", "last_day")

    def __init__(self, desk: Desk, card: AssetCard, record: MakerRecord, parent: QWidget | None = None) -> None:
        self._unit, self._record = card, record
        said = [one for one in Says if one is not Says.NOTHING or record.id]
        events = [(event, _(word)) for event, word in EVENTS.items() if event is not None]
        form = Form(
            [
                ChoiceField("says", _("Its paper says"), [(one, _(_SAYS[one])) for one in said], required=True),
                MonthsField("months", _("Months")),
                ChoiceField("anchor", _("Counted from"), events, required=True),
                DayField("last_day", _("Last day"), desk.ctx.clock),
                TextField("document", _("Proof no."), limit=120, hint=_("The number of the card or the certificate.")),
                PaperField("file", _("The paper itself"), hint=_("A scan or a photo, kept with the unit's documents.")),
            ]
        )
        form.fill(
            {
                "says": Says.LAST_DAY if record.last_day is not None else Says.MONTHS,
                "months": record.months,
                "anchor": record.anchor,
                "last_day": record.last_day,
                "document": record.document,
            }
        )
        super().__init__(
            desk, _("Manufacturer's warranty of {name}").format(name=card.serial_no), form,
            remark=_remark(card, record), parent=parent,
        )  # fmt: skip
        form["says"].changed.connect(self.show_what_matters)
        self.show_what_matters()

    def show_what_matters(self) -> None:
        """Only the fields of what the paper says."""
        says = self.form["says"].raw()
        self.form["months"].setVisible(says is Says.MONTHS)
        self.form["anchor"].setVisible(says is Says.MONTHS)
        self.form["last_day"].setVisible(says is Says.LAST_DAY)
        for name in ("document", "file"):
            self.form[name].setVisible(says is not Says.NOTHING)
        self.sheet.save_button.setText(_("Forget it") if says is Says.NOTHING else _("Save"))
        self.grow()

    def order(self, values: Values) -> Any:
        """The record as it should be; None: none."""
        says = values["says"]
        if says is Says.NOTHING:
            return None
        return RecordMaker(
            asset_id=self._unit.id,
            months=values["months"] if says is Says.MONTHS else None,
            anchor=values["anchor"],
            last_day=values["last_day"] if says is Says.LAST_DAY else None,
            document=values["document"] or "",
            seen_version=self._record.version,
            paper=values["file"],
        )

    def look(self) -> None:
        """A paper whose months or day are not typed yet changes nothing that could be shown."""
        says = self.form["says"].raw()
        if says is not Says.NOTHING and not self.form[says.value].raw():
            self.effect.wait()
        else:
            super().look()

    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The cover with the paper, or without."""
        if order is None:
            return trials.forgotten, (self._unit.id,)
        return trials.recorded, (order,)

    def send(self, order: Any) -> None:
        """Record it, or forget it."""
        if order is None:
            self.command(maker.forget, self._unit.id, self._record.version)
            return
        says = self.form["says"].raw()
        if getattr(order, says.value) is None:
            self.refuse(InvalidInput(FILL_IN, field=says.value))
            return
        self.command(maker.record, order)

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        if isinstance(error, StaleRecord):
            self.form.banners.say(str(error), Meaning.LATE, [(_("Go on with what is recorded now"), self._ask_again)])

    def _ask_again(self) -> None:
        self._desk.jobs.query(maker.of_unit, self._desk.ctx, self._unit.id, done=self._renewed, failed=self._failed)

    def _renewed(self, record: MakerRecord) -> None:
        self._record = record
        for name in ("months", "anchor", "last_day", "document"):
            field = self.form[name]
            if not field.dirty():
                field.set_value(getattr(record, name))
        self.form.banners.say(_("This is the current state with what you typed. Look it over and save again."))
        self.look()


def _remark(card: AssetCard, record: MakerRecord) -> str:
    """What is usual for the model, and whether the terms of the unit count it at all."""
    if card.facts.policy.terms.maker_rule is not MakerRule.IGNORE:
        return _usual(record)
    return _usual(record) + "\n" + _("The manufacturer's warranty does not count under these terms.")


def _usual(record: MakerRecord) -> str:
    if record.usual_months is None:
        return _("Nothing is recorded of what the manufacturer usually gives for this model.")
    return _("Usual for this model: {months} from {event}.").format(
        months=Months(record.usual_months), event=_(EVENTS[record.usual_anchor])
    )
