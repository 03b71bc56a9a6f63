"""Fields for days, terms, money, counts, notes, yes or no: each takes what people type and shows how it was read."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout

from inventory.clock import Clock
from inventory.errors import InvalidInput
from inventory.i18n import N_, _, language, ngettext
from inventory.values.days import parse_day, parse_months, show_day
from inventory.values.money import Money
from inventory.values.quantities import parse_quantity, show_quantity
from ui import icons, theme
from ui.forms.field import FILL_IN, Field, LineField
from ui.widgets.code_line import CodeLine

WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


class _Understood(LineField):
    """A field that says, while one types, how it reads the text, and writes it properly when one leaves."""

    def __init__(self, name: str, label: str, line: QLineEdit, **about: Any) -> None:
        super().__init__(name, label, line=line, **about)
        self.line.textChanged.connect(self._say)

    def meaning(self, value: Any) -> str:
        """A translated remark about a value."""
        return self.show_value(value)

    def _say(self) -> None:
        text = self.line.text().strip()
        try:
            said = self.meaning(self.read(text)) if text else ""
        except InvalidInput:
            said = ""
        self.remark("" if said == text else said)

    def _left(self) -> None:
        if self.line.text().strip() and self.dirty():
            try:
                self.line.setText(self.show_value(self.value()))
            except InvalidInput as error:
                self.complain(str(error))
        super()._left()


class DayField(_Understood):
    """A day: ``20240315``, ``2024-3-15``, ``15.3.``, ``+3m``, 今天 … or from the calendar. The value is a ``date``."""

    def __init__(
        self, name: str, label: str, clock: Clock, *, required: bool = False, repeats: bool = False, hint: str = ""
    ) -> None:
        self._clock = clock
        self._calendar: QFrame | None = None
        super().__init__(name, label, CodeLine(), required=required, repeats=repeats, hint=hint, limit=40)
        self.line.setPlaceholderText(show_day(clock.today()))
        opener = QAction(icons.icon("today"), _("Choose from a calendar"), self)
        opener.triggered.connect(self.open_calendar)
        self.line.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)

    def read(self, text: str) -> date:
        """The day that was meant."""
        return parse_day(text, self._clock.today())

    def show_value(self, value: Any) -> str:
        """``2024-03-15``"""
        return show_day(value)

    def meaning(self, value: Any) -> str:
        """The day with its weekday."""
        return _("{day}, {weekday}").format(day=show_day(value), weekday=_(WEEKDAYS[value.weekday()]))

    def open_calendar(self) -> None:
        """Choose with the mouse."""
        frame = QFrame(self, Qt.WindowType.Popup)
        frame.setProperty("role", "floating")
        frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(frame)
        column.setContentsMargins(4, 4, 4, 4)
        month = QCalendarWidget()
        month.setLocale(QLocale(language()))
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for name, symbol in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            if (turner := month.findChild(QToolButton, name)) is not None:
                turner.setIcon(icons.icon(symbol))
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(theme.tokens().late.ink))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(weekday, weekend)
        day = self._chosen()
        month.setSelectedDate(QDate(day.year, day.month, day.day))
        month.clicked.connect(self._pick)
        month.activated.connect(self._pick)
        column.addWidget(month)
        self._calendar = frame
        frame.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        frame.show()

    def _chosen(self) -> date:
        try:
            found = self.value()
        except InvalidInput:
            found = None
        return found if isinstance(found, date) else self._clock.today()

    def _pick(self, day: QDate) -> None:
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None
        self._touched()
        self._left()


class MonthsField(_Understood):
    """A term: ``36``, ``36个月``, ``3年``, ``一年半``. The value is whole months."""

    def __init__(self, name: str, label: str, *, required: bool = False, repeats: bool = False, hint: str = "") -> None:
        super().__init__(name, label, QLineEdit(), required=required, repeats=repeats, hint=hint, limit=20)

    def read(self, text: str) -> int:
        """The months that were meant."""
        return parse_months(text)

    def meaning(self, value: Any) -> str:
        """The term in words."""
        return ngettext("{count} month", "{count} months", value).format(count=value)


class MoneyField(_Understood):
    """An amount in yuan: ``¥15.96``, ``1,234.50``. The value is ``Money``."""

    def __init__(self, name: str, label: str, *, required: bool = False, repeats: bool = False, hint: str = "") -> None:
        super().__init__(name, label, CodeLine(), required=required, repeats=repeats, hint=hint, limit=30)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read(self, text: str) -> Money:
        """The amount that was meant."""
        return Money.parse(text)


class QuantityField(_Understood):
    """A count. ``decimals`` of its unit; the value is an int in units of 10 to the power of -``decimals``."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        decimals: int = 0,
        required: bool = False,
        repeats: bool = False,
        hint: str = "",
    ) -> None:
        self._decimals = decimals
        super().__init__(name, label, CodeLine(), required=required, repeats=repeats, hint=hint, limit=20)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read(self, text: str) -> int:
        """The count that was meant."""
        return parse_quantity(text, self._decimals)

    def show_value(self, value: Any) -> str:
        """The count as people write it."""
        return show_quantity(value, self._decimals)


class NotesField(Field):
    """Several lines of text. The value is the text, None for an empty one."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        repeats: bool = False,
        hint: str = "",
        lines: int = 4,
    ) -> None:
        super().__init__(name, label, required=required, repeats=repeats, hint=hint)
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * lines + 20)
        self.area.textChanged.connect(self._touched)
        self.finish(self.area)

    def raw(self) -> str:
        """The text."""
        return self.area.toPlainText()

    def set_raw(self, raw: Any) -> None:
        """Put a text back."""
        self.area.setPlainText("" if raw is None else str(raw))

    def value(self) -> str | None:
        """The text without empty lines around it."""
        text = self.raw().strip()
        if not text and self.required:
            raise InvalidInput(FILL_IN, field=self.name)
        return text or None


class CheckField(Field):
    """Yes or no. The value is a bool."""

    def __init__(self, name: str, label: str, *, repeats: bool = False, hint: str = "") -> None:
        super().__init__(name, label, repeats=repeats, hint=hint)
        self.heading.hide()
        self.box = QCheckBox(label)
        self.box.toggled.connect(self._touched)
        self.finish(self.box)

    def raw(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_raw(self, raw: Any) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(raw))

    def empty(self) -> bool:
        """Not ticked."""
        return False
