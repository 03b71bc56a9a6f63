"""The days of a year as a list, beside the year as it is drawn."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.calendars.day_commands import RemoveDay, remove_day
from inventory.calendars.queries import DayLine
from inventory.calendars.words import DayLayer, kind_word, layer_word
from inventory.i18n import _
from ui.calendars.day_form import EditDayDialog
from ui.calendars.shown import Overview, in_words, told
from ui.desk import Desk
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, either
from ui.widgets.flow import FlowLayout
from ui.widgets.records import Field, Records


class DaysPanel(QWidget):
    """Enter or a double click corrects.

    Signals: ``chosen(date)``: another day is current; ``asked()``: days are to be entered.
    """

    chosen = Signal(object)
    asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.dialog: EditDayDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.list = Records(
            [
                Field(_("Day"), _day, 74, tip=_tip),
                Field(_("What it is"), lambda line: kind_word(line.entry.kind), 116, chip=_overruled, tip=_tip),
                Field(_("Name"), _name, quiet=True, tip=_tip),
            ],
            _("Days"),
        )
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.edit)
        self.nothing = EmptyState(
            _("No days are entered"),
            _("Type in the notice of the State Council, import a workbook, or enter days one by one."),
            "today",
        )
        self.stack = either(self.list, self.nothing)
        column.addWidget(self.stack, 1)
        holder = QWidget()
        feet = FlowLayout(holder)
        feet.setContentsMargins(0, 0, 0, 0)
        self.edit_button = button(_("Edit"), self._edit_current)
        self.remove_button = button(_("Remove"), self._remove)
        for made in (self.edit_button, self.remove_button):
            desk.permits.guard(made, Right.EDIT_POLICIES)
        feet.addWidget(self.edit_button)
        feet.addWidget(self.remove_button)
        below = QVBoxLayout()
        below.setContentsMargins(14, 10, 14, 10)
        below.addWidget(holder)
        column.addLayout(below)
        self._wake()

    @property
    def current(self) -> DayLine | None:
        """The day that is chosen."""
        row = self.list.currentIndex().row()
        return self.list.records[row] if 0 <= row < len(self.list.records) else None

    def show_overview(self, found: Overview) -> None:
        """Show the days of a year; the one that was chosen stays so."""
        chosen = self.current
        self.list.show_records(found.view.lines)
        self.stack.setCurrentIndex(0 if found.view.lines else 1)
        if chosen is not None:
            self.list.select(lambda line: line.id == chosen.id)
        self._wake()

    def show_day(self, day: date) -> None:
        """Go to the row that decides a day, if there is one."""
        if self.current is None or self.current.entry.day != day:
            self.list.select(lambda line: line.entry.day == day and line.decides)

    @Slot(object)
    def _choose(self, line: DayLine) -> None:
        self._wake()
        self.chosen.emit(line.entry.day)

    def _wake(self) -> None:
        for made in (self.edit_button, self.remove_button):
            made.setEnabled(self.current is not None)

    @Slot(object)
    def edit(self, line: DayLine) -> None:
        """Correct a day."""
        self.dialog = EditDayDialog(self._desk, line, self.window())
        self.dialog.destroyed.connect(self._closed)
        self.dialog.open()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None

    def _edit_current(self) -> None:
        if (line := self.current) is not None:
            self.edit(line)

    def _remove(self) -> None:
        if (line := self.current) is not None:
            self._desk.jobs.command(remove_day, self._desk.ctx, RemoveDay(line.id, line.version), done=self._removed)

    @Slot(object)
    def _removed(self, _nothing: object) -> None:
        self._desk.toast(_("The day is as its weekday again."))


def _day(line: DayLine) -> str:
    return line.entry.day.strftime("%m-%d")


def _overruled(line: DayLine) -> Meaning | None:
    return None if line.decides else Meaning.OFF


def _name(line: DayLine) -> str:
    if line.owner.layer is DayLayer.STATE:
        return line.entry.name
    layer = layer_word(line.owner.layer)
    return _("{whose} · {remark}").format(whose=line.entry.name, remark=layer) if line.entry.name else layer


def _tip(line: DayLine) -> str:
    said = f"{in_words(line.entry.day)}\n{told(line)}"
    if line.entry.source:
        said += "\n" + _("Source: {source}").format(source=line.entry.source)
    return said if line.decides else said + "\n" + _("Overruled by a higher layer.")
