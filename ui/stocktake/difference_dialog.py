"""Why counted lines differ from the book is written down, and what a piece costs where nothing else says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from inventory.i18n import _, ngettext
from inventory.stocktake.counting import Explain, explain
from inventory.stocktake.differences import Difference
from inventory.stocktake.words import treatment
from ui.desk import Desk
from ui.editing.filing import Values
from ui.editing.step_dialog import StepDialog
from ui.forms.field import LineField, TextField
from ui.forms.fields import MoneyField
from ui.forms.form import Form
from ui.stocktake.source import signed

NAMED = 8
"""Differences that are named above the reason they share; more are only counted."""


def difference_dialog(desk: Desk, one: Difference, *, costs: bool, parent: QWidget | None = None) -> StepDialog:
    """Asks for the reason of one difference; for a surplus also for a cost, of those who may see it."""
    asks_cost = costs and one.quantity > 0
    form = _form(asks_cost, _("Left empty: {what}").format(what=treatment(one)))
    form.fill({"reason": one.reason or None, "decision": one.decision or None})

    title = _("{part} in {place}: {difference}").format(
        part=one.part_no, place=one.place, difference=one.serial or signed(one.quantity, one.decimals)
    )
    return StepDialog(desk, title, form, explain, _make([one], alike=True), parent=parent)


def differences_dialog(
    desk: Desk, several: Sequence[Difference], *, costs: bool, parent: QWidget | None = None
) -> StepDialog:
    """Asks once for the reason of several differences, and for a cost where pieces of one part were found in addition.

    Serial numbers that are missing from one box have one reason, and whoever counts a hundred of them types it once.
    """
    asks_cost = costs and len({one.part_id for one in several if one.quantity > 0}) == 1
    decisions = {one.decision for one in several}
    alike = len(decisions) == 1
    hint = _("Left empty: what posting does about each") if alike else _("Left empty: each as it stands")
    form = _form(asks_cost, hint)
    reasons = {one.reason for one in several}
    form.fill({
        "reason": (reasons.pop() or None) if len(reasons) == 1 else None,
        "decision": (decisions.pop() or None) if alike else None,
    })  # fmt: skip

    title = ngettext("One reason for {count} difference", "One reason for {count} differences", len(several))
    named = ", ".join(one.serial or f"{one.part_no} {signed(one.quantity, one.decimals)}" for one in several[:NAMED])
    remark = named if len(several) <= NAMED else f"{named} …"
    title = title.format(count=f"{len(several):,}")
    return StepDialog(desk, title, form, explain, _make(several, alike=alike), remark=remark, parent=parent)


def _make(several: Sequence[Difference], *, alike: bool) -> Callable[[Values], Explain]:
    """``alike``: they had one decision, so that an empty field takes it away."""
    lines = tuple((one.line_id, one.version) for one in several)

    def make(values: Values) -> Explain:
        cost = values.get("unit_cost")
        decision = values["decision"] or ("" if alike else None)
        return Explain(
            lines=lines, reason=values["reason"], unit_cost=None if cost is None else cost.fen, decision=decision
        )

    return make


def _form(asks_cost: bool, hint: str) -> Form:
    """``hint``: what an empty decision means."""
    fields: list[LineField] = [
        TextField("reason", _("Reason"), required=True, limit=200),
        TextField("decision", _("Decision"), limit=200, hint=hint),
    ]
    if asks_cost:
        hint = _("Without tax; only where nothing of the part is left that gives an average.")
        fields.append(MoneyField("unit_cost", _("Cost of one piece"), hint=hint))
    return Form(fields)
