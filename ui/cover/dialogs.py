"""Asks what a customer answered to proposals, and what a manager decides about cases on the review list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.cover.reviews import ReviewRow, SettleReviews, settle_all
from inventory.cover.words import STATUS
from inventory.i18n import _, ngettext
from inventory.proposals.commands import AnswerProposals, answer
from inventory.proposals.queries import ProposalLine
from inventory.proposals.words import ANSWERS, Answer, proposal_word
from ui.desk import Desk
from ui.editing.filing import Filing, Values
from ui.forms.choosing import ChoiceField
from ui.forms.fields import DayField, NotesField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog

NAMED: Final = 4
"""So many proposals or cases are named; the rest is counted."""


class AnswerDialog(FormDialog):
    """The answer to the proposals ``lines``, for all of their units. ``filing.filed``: it is entered.

    Signal: ``accepted_by(Choice)``: the customer accepts, one signal for each of them.
    """

    accepted_by = Signal(object)

    def __init__(self, desk: Desk, lines: Sequence[ProposalLine], parent: QWidget) -> None:
        answers = [(key.value, _(word)) for key, word in ANSWERS.items()]
        form = Form(
            [
                ChoiceField("answer", _("Answer"), answers, required=True),
                DayField("answered_on", _("Answered on"), desk.ctx.clock, hint=_("Empty: today.")),
                NotesField("note", _("What was said")),
            ]
        )
        only = lines[0].proposed
        if len(lines) == 1 and only.answered_on is not None:
            form.fill({"answer": only.standing.value, "answered_on": only.answered_on, "note": only.note})
        super().__init__(desk, _("Enter the customer's answer"), form, remark=_named(lines), parent=parent)
        self._seen = tuple((line.proposed.id, line.proposed.version) for line in lines)
        self._customers = {line.customer_id: Choice(line.customer_id, line.customer, "") for line in lines}
        self._said = Answer.OPEN
        self.filing = Filing(desk, self, answer, self._make, parent=self)
        self.filing.filed.connect(self._filed)

    @Slot(object)
    def _filed(self, _nothing: object) -> None:
        if self._said is Answer.ACCEPTED:
            for customer in self._customers.values():
                self.accepted_by.emit(customer)

    def _make(self, values: Values, _seen_version: int) -> AnswerProposals:
        self._said = Answer(values["answer"])
        return AnswerProposals(self._seen, Answer(values["answer"]), values["answered_on"], values["note"] or "")


class SettleDialog(FormDialog):
    """One decision about the cases ``rows``; they stay as they were decided. ``filing.filed``: they left the list."""

    def __init__(self, desk: Desk, rows: Sequence[ReviewRow], parent: QWidget) -> None:
        form = Form(
            [
                NotesField(
                    "decision",
                    _("Decision"),
                    required=True,
                    hint=_("The case itself stays as it was decided; the decision is kept beside it."),
                )
            ]
        )
        super().__init__(desk, _("Settle the decision"), form, save=_("Settle"), remark=_cases(rows), parent=parent)
        self._seen = tuple((row.id, row.version) for row in rows)
        self.filing = Filing(desk, self, settle_all, self._make, parent=self)

    def _make(self, values: Values, _seen_version: int) -> SettleReviews:
        return SettleReviews(self._seen, values["decision"] or "")


def _named(lines: Sequence[ProposalLine]) -> str:
    said = []
    for line in lines[:NAMED]:
        units = ngettext("{count} unit", "{count} units", line.units).format(count=f"{line.units:,}")
        said.append(f"{line.customer} · {units} · {proposal_word(line.proposed)}")
    return "\n".join([*said, *_more(len(lines))])


def _cases(rows: Sequence[ReviewRow]) -> str:
    said = [
        _("{case}, {customer}: decided as “{was}”, would be “{now}” now.").format(
            case=row.case_no, customer=row.customer, was=STATUS[row.was], now=STATUS[row.now]
        )
        for row in rows[:NAMED]
    ]
    return "\n".join([*said, *_more(len(rows))])


def _more(count: int) -> list[str]:
    more = count - NAMED
    return [ngettext("And {count} more.", "And {count} more.", more).format(count=f"{more:,}")] if more > 0 else []
