"""Tries a calendar: a report at some time, an amount, and when it would be due."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.calendars.previews import TryOut, try_out
from inventory.calendars.rules import Due, WorkdayCount
from inventory.clock import Clock, local
from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from inventory.values.days import parse_instant, show_instant
from inventory.work import Context
from ui.calendars.shown import For
from ui.desk import Desk
from ui.forms.choosing import ChoiceField
from ui.forms.field import LineField
from ui.theme import Meaning
from ui.widgets.chips import Chip
from ui.widgets.code_line import CodeLine
from ui.widgets.words import words

MOST = 9_999


class Unit(StrEnum):
    """What is counted."""

    MINUTES = "MINUTES"
    HOURS = "HOURS"
    DAYS = "DAYS"
    DAYS_INCLUDED = "DAYS_INCLUDED"


class MomentField(LineField):
    """A day and a time of day. The value is a naive local datetime."""

    def __init__(self, name: str, label: str, clock: Clock) -> None:
        self._clock = clock
        super().__init__(name, label, required=True, limit=40, line=CodeLine())

    def read(self, text: str) -> datetime:
        """The moment that was meant."""
        return parse_instant(text, self._clock.today())

    def show_value(self, value: Any) -> str:
        """``2026-11-24 09:00``"""
        return show_instant(value)


class AmountField(LineField):
    """A whole number from 1."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, required=True, limit=5, line=CodeLine())

    def read(self, text: str) -> int:
        """The number that was meant."""
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
            raise InvalidInput(N_("Enter a whole number from 1 to {most}."), field=self.name, most=MOST)
        return int(text)


def _answer(ctx: Context, request: TryOut) -> tuple[TryOut, Due]:
    return request, try_out(ctx, request)


class TryOutBox(QWidget):
    """Answers while one types. ``show_calendar`` says by which calendar and for whom."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._code, self._whom = "", For()
        self._request: TryOut | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.heading = words(_("Try it"), "heading", wrap=True)
        column.addWidget(self.heading)
        self.start = MomentField("start", _("Reported at"), desk.ctx.clock)
        self.amount = AmountField("amount", _("Due within"))
        units = [
            (Unit.HOURS, _("hours")),
            (Unit.MINUTES, _("minutes")),
            (Unit.DAYS, _("working days, that of the report not counted")),
            (Unit.DAYS_INCLUDED, _("working days, that of the report counted")),
        ]
        self.unit = ChoiceField("unit", _("Counted in"), units, required=True)
        self.start.set_value(local(desk.ctx.clock.now()).replace(second=0))
        self.amount.set_value(4)
        for field in (self.start, self.amount, self.unit):
            column.addWidget(field)
            field.changed.connect(self.ask)
        self.due = words("", "heading", wrap=True)
        self.due.setAccessibleName(_("Due"))
        column.addWidget(self.due)
        self.firm = Chip("", Meaning.OK)
        column.addWidget(self.firm)
        self.hint = words("", "small", wrap=True)
        column.addWidget(self.hint)
        self._say("", None)

    def show_calendar(self, code: str, name: str, whom: For) -> None:
        """Reckon by another calendar, or for somebody else."""
        self._code, self._whom = code, whom
        self.heading.setText(_("Try it: {calendar}").format(calendar=name))
        self.ask()

    @Slot()
    def ask(self) -> None:
        """Reckon again; what is half typed says nothing."""
        self._request = None
        try:
            start, amount = self.start.value(), self.amount.value()
        except InvalidInput:
            self._say("", None)
            return
        if self._code:
            self._request = self._wish(start, amount)
            self._desk.jobs.query(_answer, self._desk.ctx, self._request, done=self._show, failed=self._refused)

    def _wish(self, start: datetime, amount: int) -> TryOut:
        unit, region, customer = self.unit.value(), self._whom.region, self._whom.customer_id
        if unit in (Unit.MINUTES, Unit.HOURS):
            open_time = timedelta(minutes=amount) if unit is Unit.MINUTES else timedelta(hours=amount)
            return TryOut(self._code, start, open_time, region=region, customer_id=customer)
        count = WorkdayCount.EXCL_START if unit is Unit.DAYS else WorkdayCount.INCL_START
        return TryOut(self._code, start, workdays=amount, count=count, region=region, customer_id=customer)

    @Slot(object)
    def _show(self, answer: tuple[TryOut, Due]) -> None:
        request, due = answer
        if request == self._request:
            self._say(_("Due {moment}").format(moment=show_instant(due.at)), due.firm)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._say(str(error), None)
        else:
            self._desk.show_error(error)

    def _say(self, text: str, firm: bool | None) -> None:
        self.due.setText(text)
        self.due.setVisible(bool(text))
        self.firm.setVisible(firm is not None)
        self.hint.setVisible(firm is False)
        if firm is not None:
            self.firm.say(_("firm") if firm else _("not firm"), Meaning.OK if firm else Meaning.SOON)
        self.hint.setText(
            _("A day that it needs is not certain: the list of its year is not confirmed. It is reckoned anew then.")
        )
