"""Asks for the value of one filter, in a small sheet below the button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inventory.choices import Choice
from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from ui.desk import Desk
from ui.forms.choosing import PickField
from ui.forms.field import TextField
from ui.forms.fields import DayField
from ui.tables.criteria import ChoiceFilter, DayFilter, Days, Filter, Picked, PickFilter, Value
from ui.widgets.buttons import button
from ui.widgets.words import words


def _month(today: date) -> Days:
    first = today.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _year(today: date) -> Days:
    return date(today.year, 1, 1), date(today.year, 12, 31)


def _last_year(today: date) -> Days:
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)


def _next_days(today: date) -> Days:
    return today, today + timedelta(days=30)


SPANS: Final[tuple[tuple[str, Callable[[date], Days]], ...]] = (
    (N_("This month"), _month),
    (N_("This year"), _year),
    (N_("Last year"), _last_year),
    (N_("The next 30 days"), _next_days),
)


class FilterPopup(QFrame):
    """Signal: ``chosen(key, value or None)``: apply it, None takes the filter away. Ticks apply one by one."""

    chosen = Signal(str, object)

    def __init__(self, desk: Desk, wanted: Filter, value: Value | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "floating")
        self.setMinimumWidth(260)
        self._desk = desk
        self._wanted = wanted
        self._boxes: list[tuple[str, QCheckBox]] = []
        self._first_field: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        self._column.addWidget(words(wanted.words, "heading"))
        if isinstance(wanted, ChoiceFilter):
            self._offer_choices(wanted, value)
        elif isinstance(wanted, DayFilter):
            self._offer_days(value)
        elif isinstance(wanted, PickFilter):
            self._offer_records(wanted, value)
        else:
            self._offer_text(value)

    def begin(self) -> None:
        """Put the cursor where one begins."""
        if self._first_field is not None:
            self._first_field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._apply()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _offer_choices(self, wanted: ChoiceFilter, value: Value | None) -> None:
        now = value if isinstance(value, tuple) else ()
        for option, label in wanted.options:
            box = QCheckBox(_(label))
            box.setChecked(option in now)
            box.toggled.connect(self._ticked)
            self._boxes.append((option, box))
            self._column.addWidget(box)
            self._first_field = self._first_field or box

    def _offer_days(self, value: Value | None) -> None:
        first, last = value if isinstance(value, tuple) and len(value) == 2 else (None, None)
        self.first = DayField("first", _("From"), self._desk.ctx.clock)
        self.last = DayField("last", _("To"), self._desk.ctx.clock)
        self.first.set_value(first)
        self.last.set_value(last)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in (self.first, self.last):
            field.setFixedWidth(150)
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._spans = [button(_(name), self._span_chosen, "link") for name, _span in SPANS]
        for made in self._spans:
            self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._feet()
        self._first_field = self.first

    def _offer_records(self, wanted: PickFilter, value: Value | None) -> None:
        self.pick = PickField(wanted.key, wanted.words, self._desk.jobs, wanted.find)
        self.pick.heading.hide()
        if isinstance(value, Picked):
            self.pick.set_value(Choice(value.id, value.name))
        self.pick.picked.connect(self._record_picked)
        self._column.addWidget(self.pick)
        self._first_field = self.pick

    def _offer_text(self, value: Value | None) -> None:
        self.text = TextField(self._wanted.key, self._wanted.words)
        self.text.heading.hide()
        self.text.set_value(value if isinstance(value, str) else "")
        self._column.addWidget(self.text)
        self._feet()
        self._first_field = self.text

    def _feet(self) -> None:
        row = QHBoxLayout()
        row.addWidget(button(_("Show"), self._apply, "primary"))
        row.addStretch(1)
        self._column.addLayout(row)

    def _ticked(self) -> None:
        chosen = tuple(option for option, box in self._boxes if box.isChecked())
        self.chosen.emit(self._wanted.key, chosen or None)

    def _record_picked(self, choice: Choice) -> None:
        self.chosen.emit(self._wanted.key, Picked(choice.id, choice.title))
        self.close()

    def _span_chosen(self) -> None:
        chosen = self.sender()
        today = self._desk.ctx.clock.today()
        for made, (_name, span) in zip(self._spans, SPANS, strict=True):
            if made is chosen:
                self.chosen.emit(self._wanted.key, span(today))
        self.close()

    def _apply(self) -> None:
        if isinstance(self._wanted, DayFilter):
            try:
                days = self.first.value(), self.last.value()
            except InvalidInput as error:
                (self.first if error.field == "first" else self.last).complain(str(error))
                return
            self.chosen.emit(self._wanted.key, None if days == (None, None) else days)
        elif not isinstance(self._wanted, (ChoiceFilter, PickFilter)):
            self.chosen.emit(self._wanted.key, self.text.value())
        self.close()
