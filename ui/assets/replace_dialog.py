"""Another unit takes the place of one: which, since when, what becomes of the old one, and what the new one gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.assets.queries import AssetCard, brief
from inventory.assets.replacing import ReplaceUnit, replace
from inventory.assets.successors import in_stock, would_get
from inventory.assets.words import OldDisposition, disposition_word
from inventory.choices import Choice
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_, _
from inventory.products.queries import pick_models
from inventory.work import Context
from ui.assets.cases import case_field
from ui.assets.effects import Line, swap_lines
from ui.assets.trial_dialog import TrialDialog
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import FILL_IN, CodeField
from ui.forms.fields import DayField, NotesField
from ui.forms.form import Form
from ui.navigation import Route
from ui.theme import Meaning


class By(StrEnum):
    """Where the new unit comes from."""

    STOCK = "stock"
    NEW = "new"


_BY = {By.NEW: N_("A new one, not in the register yet"), By.STOCK: N_("One of our units in stock")}


def _known(_ctx: Context, asset_id: int) -> Choice | None:
    return next(
        (Choice(one.id, one.serial_no, f"{one.product_name} {one.model_code}") for one in brief([asset_id])), None
    )


class ReplaceDialog(TrialDialog):
    """The old one leaves service in the same act in which the new one enters it (INV-13, INV-14)."""

    rests_on = ("swapped_on",)

    def __init__(self, desk: Desk, card: AssetCard, parent: QWidget | None = None) -> None:
        self._unit = card
        clock, jobs = desk.ctx.clock, desk.jobs
        becomes = [(one, disposition_word(one)) for one in OldDisposition]
        self.model = PickField("model_id", _("Model"), jobs, pick_models, required=True)
        self.model.set_value(Choice(card.model_id, f"{card.product_name} {card.model_code}", card.maker))
        self.successor = PickField(
            "successor_id", _("Unit in stock"), jobs, self._find, hint=_("By serial, label code or model.")
        )
        form = Form(
            [
                DayField("swapped_on", _("Replaced on"), clock, required=True),
                ChoiceField(
                    "by", _("Replaced by"), [(one, _(_BY[one])) for one in By.__members__.values()], required=True
                ),
                CodeField(
                    "serial_no", _("Serial number of the new one"), hint=_("As engraved on the unit, zeros included.")
                ),
                self.model,
                self.successor,
                ChoiceField("disposition", _("What becomes of the old one"), becomes, required=True),
                case_field(card),
                NotesField("reason", _("Reason"), required=True, lines=2),
            ]
        )
        form["by"].set_value(By.NEW)
        form["swapped_on"].set_value(clock.today())
        super().__init__(
            desk, _("Replace {name} by another unit").format(name=card.serial_no), form, save=_("Replace it"),
            remark=_("The new unit stands at the same customer, place and contract. Both lead to each other."),
            parent=parent,
        )  # fmt: skip
        form["by"].changed.connect(self.show_what_matters)
        self.show_what_matters()
        form["serial_no"].setFocus()

    def show_what_matters(self) -> None:
        """Only the fields of where the new unit comes from."""
        new = self.form["by"].raw() is By.NEW
        self.form["serial_no"].setVisible(new)
        self.model.setVisible(new)
        self.successor.setVisible(not new)
        self.grow()

    def _find(self, text: str) -> Sequence[Choice]:
        return in_stock(self._unit.id, self._unit.model_id, text)

    def order(self, values: Values) -> Any:
        """The replacement; None while its day is missing."""
        if values["swapped_on"] is None:
            return None
        new = values["by"] is By.NEW
        return ReplaceUnit(
            asset_id=self._unit.id, seen_version=self._unit.version, swapped_on=values["swapped_on"],
            reason=values["reason"] or "", successor_id=None if new else values["successor_id"],
            serial_no=(values["serial_no"] or "") if new else "", model_id=values["model_id"] if new else None,
            disposition=values["disposition"], case_id=values["case_id"],
        )  # fmt: skip

    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What the old one loses and the new one gets."""
        return would_get, (order,)

    def lines(self, found: Any) -> list[Line]:
        """Both units, and the rule."""
        return swap_lines(found)

    def blank(self) -> list[Line]:
        """What will be said of both units."""
        names = (_("The old unit"), _("Rule of the policy"), _("The new unit"), _("Spares until"), _("Cases to review"))
        return [(name, "–") for name in names]

    def send(self, order: Any) -> None:
        """Replace it."""
        if self.form["by"].raw() is By.STOCK and order.successor_id is None:
            self.refuse(InvalidInput(FILL_IN, field="successor_id"))
        else:
            self.command(replace, order)

    def _done(self, result: object) -> None:
        super()._done(result)
        self._desk.open(Route("asset", result))

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        if isinstance(error, RuleBroken) and "existing" in error.values:
            self._existing = int(error.values["existing"])
            self.form.banners.say(str(error), Meaning.LATE, [(_("Choose it"), self._look_up)])

    def _look_up(self) -> None:
        self._desk.jobs.query(_known, self._desk.ctx, self._existing, done=self._choose)

    @Slot(object)
    def _choose(self, choice: Choice | None) -> None:
        self.form["by"].set_raw(By.STOCK)
        self.show_what_matters()
        self.successor.pick(choice)
