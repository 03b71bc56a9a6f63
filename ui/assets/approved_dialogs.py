"""What a second person lets pass on a unit's card: another day of the acceptance, granted cover, and taking it back.

Each dialog shows what would change and refuses what cannot be; then the reason is asked for, and who approves it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.assets.queries import AssetCard
from inventory.cover import trials
from inventory.cover.deeds import GrantCover
from inventory.cover.facts import ManualFacts
from inventory.cover.trials import Trial
from inventory.i18n import _
from inventory.values.days import show_day
from ui.access.approval_dialog import ApprovalDialog, RequestKind
from ui.assets.effects import Line
from ui.assets.trial_dialog import TrialDialog
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.choosing import ChoiceField
from ui.forms.field import TextField
from ui.forms.fields import DayField, MonthsField
from ui.forms.form import Form


class ApprovedDialog(TrialDialog):
    """Works it out once more when it is sent: what would be refused is refused under its field, and nobody is asked."""

    kind: RequestKind

    def __init__(
        self, desk: Desk, card: AssetCard, title: str, form: Form, remark: str, parent: QWidget | None = None
    ) -> None:
        self._unit = card
        self._wanted: Any = None
        super().__init__(desk, title, form, save=_("Go on"), remark=remark, parent=parent)

    @abstractmethod
    def payload(self, order: Any) -> Mapping[str, Any]:
        """What is asked for, as plain values of JSON."""

    @abstractmethod
    def heading(self, order: Any) -> list[Line]:
        """What is asked for, in words, above what it changes."""

    def send(self, order: Any) -> None:
        """Look whether it can be."""
        self._wanted = order
        function, arguments = self.attempt(order)
        self._desk.jobs.query(function, self._desk.ctx, *arguments, done=self._can_be, failed=self._failed)

    @Slot(object)
    def _can_be(self, found: Trial) -> None:
        said = [*self.heading(self._wanted), *self.lines(found)]
        effects = [_("{what}: {name}").format(what=what, name=text) for what, text in said]
        approval = ApprovalDialog(
            self._desk, self.windowTitle(), self.kind, "asset", self._unit.id, self.payload(self._wanted), effects,
            self.parentWidget(),
        )  # fmt: skip
        self.saved()
        approval.open()


class CorrectUnitDialog(ApprovedDialog):
    """The day of the acceptance as it should be; empty: there was none."""

    kind = RequestKind.ACCEPTANCE
    reads = ("accepted_on", "warranty_months")

    def __init__(self, desk: Desk, card: AssetCard, parent: QWidget | None = None) -> None:
        day = DayField("accepted_on", _("Accepted on"), desk.ctx.clock, hint=_("Empty: there was no acceptance."))
        day.set_value(card.accepted_on)
        hint = _("Empty: as its contract, its policy or its model says.")
        months = MonthsField("warranty_months", _("Warranty (months)"), hint=hint)
        months.set_value(card.months)
        remark = _("Recorded is {day}. Cases that were decided by it stay as they are and are listed for review.")
        super().__init__(
            desk, card, _("Correct the acceptance of {name}").format(name=card.serial_no), Form([day, months]),
            remark.format(day=show_day(card.accepted_on) or "–"), parent,
        )  # fmt: skip

    def look(self) -> None:
        """As long as the recorded values stand there, there is nothing to work out and nothing to complain of."""
        if self.form["accepted_on"].dirty() or self.form["warranty_months"].dirty():
            super().look()

    def order(self, values: Values) -> Any:
        """The day and the months."""
        return values["accepted_on"], values["warranty_months"]

    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The cover from that day, so many months."""
        return trials.corrected, (self._unit.id, *order)

    def payload(self, order: Any) -> Mapping[str, Any]:
        """The day, and the months where they change, as they are and as they should be."""
        day, months = order
        was = self._unit.accepted_on
        days = {"accepted_on": day and day.isoformat(), "was": was and was.isoformat()}
        return days if months == self._unit.months else days | {"months": months, "months_were": self._unit.months}

    def heading(self, order: Any) -> list[Line]:
        """What changes, as it is and as it should be."""
        day, months = order
        lines = []
        if day != self._unit.accepted_on:
            lines.append((_("Accepted on"), _moved(show_day(self._unit.accepted_on), show_day(day))))
        if months != self._unit.months:
            lines.append((_("Warranty (months)"), _moved(_shown(self._unit.months), _shown(months))))
        return lines


def _moved(was: str, now: str) -> str:
    return _("{was} → {now}").format(was=was or "–", now=now or "–")


def _shown(months: int | None) -> str:
    return "" if months is None else str(months)


class GrantDialog(ApprovedDialog):
    """Days of cover beyond what was promised, both included."""

    kind = RequestKind.MANUAL_COVER
    rests_on = ("first_day", "last_day")

    def __init__(self, desk: Desk, card: AssetCard, parent: QWidget | None = None) -> None:
        clock = desk.ctx.clock
        form = Form(
            [
                DayField("first_day", _("First day"), clock, required=True),
                DayField("last_day", _("Last day"), clock, required=True, hint=_("Both days are covered.")),
                TextField("document", _("Agreed in"), limit=120, hint=_("The number of the letter or the minutes.")),
            ]
        )
        form["first_day"].set_value(clock.today())
        super().__init__(
            desk, card, _("Grant cover for {name}").format(name=card.serial_no), form,
            _("Days beyond what was promised: they stand beside the warranty and are shown as set by a manager."),
            parent,
        )  # fmt: skip

    def order(self, values: Values) -> Any:
        """The days; None while one of them is missing."""
        if values["first_day"] is None or values["last_day"] is None:
            return None
        return GrantCover(self._unit.id, values["first_day"], values["last_day"], values["document"] or "")

    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The cover with these days."""
        return trials.granted, (order.asset_id, order.first_day, order.last_day)

    def payload(self, order: Any) -> Mapping[str, Any]:
        """The days and the paper."""
        return {
            "first_day": order.first_day.isoformat(), "last_day": order.last_day.isoformat(),
            "document": order.document,
        }  # fmt: skip

    def heading(self, order: Any) -> list[Line]:
        """The days."""
        return [(_("Grant cover"), _span(order.first_day, order.last_day))]


class WithdrawDialog(ApprovedDialog):
    """Granted days are taken back; the record of them stays."""

    kind = RequestKind.WITHDRAW_COVER
    rests_on = ("manual_id",)

    def __init__(self, desk: Desk, card: AssetCard, parent: QWidget | None = None) -> None:
        self._granted = {one.id: one for one in card.facts.manual}
        options = [(one.id, _granted_word(one)) for one in card.facts.manual]
        form = Form([ChoiceField("manual_id", _("Granted days"), options, required=True)])
        super().__init__(
            desk, card, _("Withdraw granted cover of {name}").format(name=card.serial_no), form,
            _("The record of it stays, with who took it back and why."), parent,
        )  # fmt: skip

    def order(self, values: Values) -> Any:
        """Which of them."""
        return self._granted.get(values["manual_id"])

    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The cover without them."""
        return trials.withdrawn, (self._unit.id, order.id)

    def payload(self, order: Any) -> Mapping[str, Any]:
        """Which days they were."""
        return {
            "manual_id": order.id, "first_day": order.first.isoformat(), "last_day": order.last.isoformat(),
        }  # fmt: skip

    def heading(self, order: Any) -> list[Line]:
        """The days."""
        return [(_("Withdraw granted cover"), _span(order.first, order.last))]


def _granted_word(one: ManualFacts) -> str:
    span = _span(one.first, one.last)
    return _("{days}: {reason}").format(days=span, reason=" ".join(one.reason.split())) if one.reason else span


def _span(first: Any, last: Any) -> str:
    return _("{first} to {last}").format(first=show_day(first), last=show_day(last))
