"""Tries terms on an example while one reads or edits them: covered days drawn, due times of a fault as a table."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.clock import local
from inventory.cover.rules import CoverStatus
from inventory.cover.words import STATUS
from inventory.errors import DepotError, InvalidInput
from inventory.i18n import N_, _
from inventory.policies import words as said
from inventory.policies.due import DueRow, when
from inventory.policies.example import Example, Outcome, usual_fault, work_out
from inventory.policies.rules import Fault
from inventory.policies.targets import Target, TargetUnit, levels
from inventory.policies.terms import Terms
from inventory.policies.words import conditions_word, level_word
from inventory.values.days import parse_instant, show_day, show_instant
from ui.desk import Desk
from ui.forms.choosing import ChoiceField
from ui.forms.field import LineField
from ui.forms.fields import DayField, MonthsField
from ui.jobs import Job
from ui.policies.boxes import wrapped, yes_or_no
from ui.policies.windows import WindowBars, lines
from ui.widgets.cards import KeyValues, Section
from ui.widgets.code_line import CodeLine
from ui.widgets.records import ROW, Field, Records
from ui.widgets.words import words

PAUSE_MS: Final = 120
"""So long after the last key the example is worked out again."""
HARDWARE: Final = ((None, N_("not decided yet")), (True, N_("yes")), (False, N_("no")))


class MomentField(LineField):
    """A moment: ``2026-11-20 10:00``. The value is a wall time."""

    def __init__(self, name: str, label: str, desk: Desk) -> None:
        self._clock = desk.ctx.clock
        super().__init__(name, label, line=CodeLine(), required=True, limit=40)

    def read(self, text: str) -> datetime:
        """The moment that was meant."""
        return parse_instant(text, self._clock.today())

    def show_value(self, value: Any) -> str:
        """As people write it."""
        return show_instant(value)


class ExamplePanel(QWidget):
    """``try_out(terms, targets)`` shows what they mean, again and again while the example is changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._terms: Terms | None = None
        self._targets: tuple[Target, ...] = ()
        self._job: Job | None = None
        self._levels: tuple[str, ...] = ()
        self.outcome: Outcome | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._cover_section())
        column.addWidget(self._due_section())
        column.addStretch(1)
        for field in self._fields():
            wrapped(field)
            field.changed.connect(self._pause.start)

    # what stands here

    def _cover_section(self) -> Section:
        section = Section(_("On an example: the cover"), flush=False)
        clock = self._desk.ctx.clock
        usual = Example(fault=usual_fault(local(clock.now())))
        self.accepted = DayField("accepted", _("Accepted on"), clock, hint=_("Delivered, installed and invoiced too."))
        self.completed = DayField("completed", _("Completed on"), clock)
        self.ex_works = DayField("ex_works", _("Left the works on"), clock)
        self.maker = MonthsField("maker", _("Manufacturer's months"))
        self.own = MonthsField("own", _("Months of the unit"), hint=_("Where the policy leaves them open."))
        for field, value in (
            (self.accepted, usual.accepted_on), (self.completed, usual.completed_on),
            (self.ex_works, usual.ex_works_on), (self.maker, usual.maker_months), (self.own, usual.own_months),
        ):  # fmt: skip
            field.set_value(value)
        section.inside.addLayout(_beside(self.accepted, self.completed))
        section.inside.addLayout(_beside(self.ex_works, self.maker))
        section.inside.addWidget(self.own)
        self.bars = WindowBars()
        section.inside.addWidget(self.bars)
        self.facts = KeyValues(beside=True)
        section.inside.addWidget(self.facts)
        self.trouble = words("", "complaint", wrap=True)
        self.trouble.hide()
        section.inside.addWidget(self.trouble)
        return section

    def _due_section(self) -> Section:
        section = Section(_("On an example: a fault"), flush=False)
        self.reported = MomentField("reported", _("Reported at"), self._desk)
        self.reported.set_value(usual_fault(local(self._desk.ctx.clock.now())).reported_at)
        covers = [(status, str(STATUS[status])) for status in CoverStatus if status is not CoverStatus.NO_OBLIGATION]
        self.cover = ChoiceField("cover", _("Cover"), covers, required=True)
        self.cover.set_value(CoverStatus.IN_WARRANTY)
        self._level_place = QVBoxLayout()
        self._level_place.setContentsMargins(0, 0, 0, 0)
        self.level = self._level_field(())
        self._level_place.addWidget(self.level)
        hardware = [(value, _(word)) for value, word in HARDWARE]
        self.hardware = ChoiceField("hardware", _("Hardware must be replaced"), hardware, required=True)
        self.special = yes_or_no("special", _("Special circumstances"))
        self.project = yes_or_no("project", _("The contract names a promise of its own for the project"))
        section.inside.addLayout(_beside(self.reported, self.cover))
        holder = QWidget()
        holder.setLayout(self._level_place)
        section.inside.addLayout(_beside(holder, self.hardware))
        section.inside.addLayout(_beside(self.special, self.project))
        self.table = Records(
            [
                Field(_("Step"), step_word, 0, tip=row_tip),
                Field(_("Due"), lambda row: str(when(row)), 210, tip=row_tip),
            ],
            _("Due times of the example"),
            lines=2,
        )
        section.inside.addWidget(self.table)
        self.nothing = words(_("No times are promised; the contract may name some."), "muted", wrap=True)
        section.inside.addWidget(self.nothing)
        self.soft = words(_("Not firm: the days off of that year are not confirmed yet."), "small", wrap=True)
        self.soft.hide()
        section.inside.addWidget(self.soft)
        return section

    def _level_field(self, known: tuple[str, ...]) -> ChoiceField:
        options = [("", _("any")), *((level, str(level_word(level))) for level in known)]
        field = wrapped(ChoiceField("level", _("Fault level"), options, required=True))
        field.changed.connect(self._pause.start)
        return field

    def _fields(self) -> list[Any]:
        return [self.accepted, self.completed, self.ex_works, self.maker, self.own, self.reported, self.cover,
                self.hardware, self.special, self.project]  # fmt: skip

    # working out

    def try_out(self, terms: Terms, targets: tuple[Target, ...]) -> None:
        """Show what these terms and due times mean."""
        self._terms, self._targets = terms, targets
        known = levels(targets)
        if known != self._levels:
            self._levels = known
            kept = self.level.value()
            self._level_place.removeWidget(self.level)
            self.level.deleteLater()
            self.level = self._level_field(known)
            self.level.set_value(kept)
            self._level_place.addWidget(self.level)
        self.own.setVisible(terms.warranty_months is None)
        self._ask()

    def example(self) -> Example:
        """What the fields say. Raises InvalidInput."""
        return Example(
            accepted_on=self.accepted.value(), completed_on=self.completed.value(),
            ex_works_on=self.ex_works.value(), maker_months=self.maker.value(), own_months=self.own.value(),
            cover=self.cover.value(),
            fault=Fault(
                reported_at=self.reported.value(), level=self.level.value(), hardware=self.hardware.value(),
                special=self.special.value(), project_promise=self.project.value(),
            ),
        )  # fmt: skip

    @Slot()
    def _ask(self) -> None:
        if self._terms is None:
            return
        try:
            example = self.example()
        except InvalidInput as error:
            self._say(str(error))
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self._desk.jobs.query(
            work_out, self._desk.ctx, self._terms, self._targets, example, done=self._show, failed=self._failed
        )

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, DepotError):
            self._say(str(error))
        else:
            self._desk.show_error(error)

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    @Slot(object)
    def _show(self, outcome: Outcome) -> None:
        self._job = None
        self.outcome = outcome
        self._say("")
        self.bars.tell(lines(outcome))
        nothing = _("nothing: the day from which it counts is not there")
        self.facts.show_facts(
            [
                (_("Counted from"), show_day(outcome.anchor) or nothing),
                (_("Covered until"), show_day(outcome.last)),
                (_("Spares until"), show_day(outcome.spares_last)),
            ]
        )
        rows = outcome.table.rows
        self.table.show_records(rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight((ROW + 20) * len(rows) + ROW + 4)
        self.nothing.setVisible(not rows)
        self.soft.setVisible(not outcome.table.firm)


def _beside(one: QWidget, other: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(14)
    for field in (one, other):
        column = QVBoxLayout()  # at the top, and as high as its words need
        column.addWidget(field)
        column.addStretch(1)
        row.addLayout(column, 1)
    return row


def step_word(row: DueRow) -> str:
    """What is due, of which fault level, and what must turn out to be so for it to hold."""
    step = _(said.MILESTONE[row.target.milestone])
    about = [str(level_word(row.target.level))] if row.target.level else []
    if row.open_conditions:
        about.append(_("if {conditions}").format(conditions=conditions_word(row.open_conditions)))
    return " · ".join((step, *about))


def row_tip(row: DueRow) -> str:
    """What is due and when, from what it runs, and the strictest reading."""
    parts = [step_word(row), str(when(row))]
    if row.strict is not None:
        moment = show_instant(row.strict.at)
        parts.append(_("By the strictest reading: {moment}").format(moment=moment))
    if row.due is not None and row.target.unit is not TargetUnit.ETA and row.position is not None:
        amount = said.Amount(row.target.amount, row.target.unit)
        base = said.said(said.BASE, row.target.base)
        parts.append(_("{amount} from {base}").format(amount=amount, base=base))
    return "\n".join(parts)
