"""A unit is taken in and handed back: who brought and took it, with what, and what the days add (R-095, C-03)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from inventory.assets.queries import AssetCard
from inventory.cover import custody, trials
from inventory.cover.custody import HandBack, TakeIn
from inventory.cover.stays import Stay
from inventory.cover.words import Days
from inventory.i18n import _
from inventory.policies.words import SUSPEND
from inventory.values.days import show_day
from ui.assets.cases import case_field
from ui.assets.trial_dialog import TrialDialog
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.field import TextField
from ui.forms.fields import DayField, NotesField
from ui.forms.form import Form


def terms_word(card: AssetCard) -> str:
    """What the terms say about days in repair."""
    return _("Days in repair: {rule}.").format(rule=_(SUSPEND[card.facts.policy.terms.suspend]))


class TakeInDialog(TrialDialog):
    """The unit comes to us."""

    rests_on = ("taken_on",)
    reads = ("taken_on", "loaner_from")

    def __init__(self, desk: Desk, card: AssetCard, parent: QWidget | None = None) -> None:
        self._unit = card
        clock = desk.ctx.clock
        form = Form(
            [
                DayField("taken_on", _("Taken in on"), clock, required=True),
                case_field(card),
                TextField("handed_over_by", _("Brought by (customer's staff)"), limit=60),
                TextField("taken_by", _("Taken in by (ours)"), limit=60),
                NotesField("accessories", _("With it came"), lines=2),
                NotesField("condition", _("How it looks"), lines=2),
                DayField("loaner_from", _("Loaner at the customer's from"), clock, hint=_("Empty: no loaner yet.")),
            ]
        )
        form["taken_on"].set_value(clock.today())
        super().__init__(
            desk, _("Take in {name}").format(name=card.serial_no), form, remark=terms_word(card), parent=parent
        )

    def order(self, values: Values) -> Any:
        """The stay that begins; None while its day is missing."""
        if values["taken_on"] is None:
            return None
        texts = {name: values[name] or "" for name in ("handed_over_by", "taken_by", "accessories", "condition")}
        return TakeIn(
            asset_id=self._unit.id, seen_version=self._unit.version, taken_on=values["taken_on"],
            case_id=values["case_id"], loaner_from=values["loaner_from"], **texts,
        )  # fmt: skip

    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The cover as it grows from that day."""
        return trials.taken_in, (order,)

    def send(self, order: Any) -> None:
        """Take it in."""
        self.command(custody.take_in, order)


class HandBackDialog(TrialDialog):
    """The unit goes back to its customer."""

    rests_on = ("returned_on",)
    reads = ("returned_on", "loaner_from", "loaner_back")

    def __init__(self, desk: Desk, card: AssetCard, stay: Stay, parent: QWidget | None = None) -> None:
        self._unit, self._stay = card, stay
        clock = desk.ctx.clock
        form = Form(
            [
                DayField("returned_on", _("Handed back on"), clock, required=True),
                TextField("received_by", _("Taken by (customer's staff)"), limit=60),
                TextField("returned_by", _("Handed back by (ours)"), limit=60),
                DayField("loaner_from", _("Loaner at the customer's from"), clock),
                DayField("loaner_back", _("Loaner back on"), clock),
            ]
        )
        form["returned_on"].set_value(clock.today())
        form["loaner_from"].set_value(stay.loaner_from)
        form["loaner_back"].set_value(clock.today() if stay.loaner_from is not None else stay.loaner_back)
        super().__init__(
            desk, _("Hand back {name}").format(name=card.serial_no), form, remark=_remark(stay, card, desk),
            parent=parent,
        )  # fmt: skip

    def order(self, values: Values) -> Any:
        """The end of the stay; None while its day is missing."""
        if values["returned_on"] is None:
            return None
        return HandBack(
            custody_id=self._stay.id, seen_version=self._stay.version, returned_on=values["returned_on"],
            returned_by=values["returned_by"] or "", received_by=values["received_by"] or "",
            loaner_from=values["loaner_from"], loaner_back=values["loaner_back"],
        )  # fmt: skip

    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """The cover when the stay ends."""
        return trials.handed_back, (self._stay, order)

    def send(self, order: Any) -> None:
        """Hand it back."""
        self.command(custody.hand_back, order)


def _remark(stay: Stay, card: AssetCard, desk: Desk) -> str:
    """Since when it is with us, what came with it, and what the terms say."""
    days = Days((desk.ctx.clock.today() - stay.taken_on).days)
    lines = [_("With us since {day}, {days}.").format(day=show_day(stay.taken_on), days=days)]
    if stay.case_no:
        lines.append(_("For case {number}.").format(number=stay.case_no))
    if stay.accessories:
        lines.append(_("With it came: {things}").format(things=" ".join(stay.accessories.split())))
    return "\n".join([*lines, terms_word(card)])
