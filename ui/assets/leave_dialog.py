"""A unit leaves for good: the customer retires it, or it is scrapped (C-04)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from inventory.assets.leaving import LeaveForGood, leave
from inventory.assets.queries import AssetCard
from inventory.assets.words import AssetState, state_word
from inventory.cover import trials
from inventory.i18n import _
from ui.assets.effects import Line
from ui.assets.trial_dialog import TrialDialog
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.choosing import ChoiceField
from ui.forms.fields import NotesField
from ui.forms.form import Form


class LeaveDialog(TrialDialog):
    """How it leaves, and why."""

    def __init__(self, desk: Desk, card: AssetCard, parent: QWidget | None = None) -> None:
        self._unit = card
        ways = [(state, state_word(state)) for state in (AssetState.RETIRED, AssetState.SCRAPPED)]
        form = Form(
            [
                ChoiceField("state", _("What becomes of it"), ways, required=True),
                NotesField("reason", _("Reason"), required=True, lines=3),
            ]
        )
        super().__init__(
            desk, _("{name} leaves for good").format(name=card.serial_no), form, save=_("It leaves for good"),
            remark=_("Its history stays. It can be found, and nothing is owed for it any more."), parent=parent,
        )  # fmt: skip

    def blank(self) -> list[Line]:
        """What ends."""
        return [(name, "–") for name in (_("Covered"), _("Spares until"), _("Cases to review"))]

    def order(self, values: Values) -> Any:
        """How it leaves."""
        return LeaveForGood(self._unit.id, self._unit.version, values["state"], values["reason"] or "")

    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What ends with it."""
        return trials.left, (self._unit.id, order.state)

    def send(self, order: Any) -> None:
        """Let it leave."""
        self.command(leave, order)
