"""The calendars with their hours, and a try-out of the one that is chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.calendars.commands import (
    AddCalendar,
    EditCalendar,
    RemoveCalendar,
    add_calendar,
    edit_calendar,
    remove_calendar,
)
from inventory.calendars.queries import CalendarLine, calendars
from inventory.i18n import _
from inventory.work import Context
from ui.calendars.shown import For, Overview
from ui.calendars.try_out import TryOutBox
from ui.desk import Desk
from ui.editing.filing import Filing, Values, request
from ui.forms.field import CodeField, TextField
from ui.forms.fields import CheckField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.records import LINE, ROW, Field, Records
from ui.widgets.words import rule

MOST_ROWS = 6


def calendar_form(line: CalendarLine | None = None) -> Form:
    """The fields of a calendar; of a standard one the code and the days stay."""
    standard = line is not None and line.standard
    code = CodeField("code", _("Code"), required=True, limit=20, takes_scans=False)
    every_day = CheckField("every_day", _("Open every day"), hint=_("No holiday closes it."))
    form = Form(
        [
            code,
            TextField("name_zh", _("Chinese name"), required=True, limit=60),
            TextField("name_en", _("English name"), limit=60),
            TextField("hours", _("Hours"), required=True, limit=120, hint=_("Like 08:30-12:00 13:00-17:30.")),
            every_day,
        ]
    )
    if line is not None:
        form.fill(_values(line))
    for field in (code, every_day):
        field.setEnabled(not standard)
    return form


def _values(line: CalendarLine) -> Values:
    return {
        "code": line.code,
        "name_zh": line.name_zh,
        "name_en": line.name_en,
        "hours": line.hours,
        "every_day": line.every_day,
    }


def _renewed(calendar_id: int, ctx: Context) -> tuple[int, Values]:
    line = next(line for line in calendars(ctx) if line.id == calendar_id)
    return line.version, _values(line)


def _new(values: Values, _version: int) -> AddCalendar:
    return request(AddCalendar, values)


def _edited(calendar_id: int, values: Values, version: int) -> EditCalendar:
    return request(EditCalendar, values, calendar_id=calendar_id, seen_version=version)


class HoursPanel(QWidget):
    """Signal: ``changed()``: a calendar was added, corrected or removed."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._whom = For()
        self.dialog: FormDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        self.list = Records(
            [
                Field(_("Calendar"), lambda line: line.name, tip=_tip),
                Field(_("Hours"), _hours, 112, quiet=True, tip=_tip),
            ],
            _("Calendars"),
            lines=2,
        )
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.edit)
        column.addWidget(self.list)
        holder = QWidget()
        feet = FlowLayout(holder)
        self.edit_button = button(_("Edit"), self._edit_current)
        self.remove_button = button(_("Remove"), self._remove)
        self.add_button = button(_("Add a calendar"), self.add, symbol="add")
        for made in (self.add_button, self.edit_button, self.remove_button):
            feet.addWidget(made)
            desk.permits.guard(made, Right.EDIT_POLICIES)
        column.addWidget(holder)
        column.addWidget(rule())
        self.tried = TryOutBox(desk)
        column.addWidget(self.tried)
        column.addStretch(1)
        self._wake()

    @property
    def current(self) -> CalendarLine | None:
        """The calendar that is chosen."""
        row = self.list.currentIndex().row()
        return self.list.records[row] if 0 <= row < len(self.list.records) else None

    def show_overview(self, found: Overview) -> None:
        """Show the calendars; the one that was chosen stays so."""
        chosen, self._whom = self.current, found.whom
        self.list.show_records(found.calendars)
        self.list.setFixedHeight((ROW + LINE) * min(len(found.calendars), MOST_ROWS) + ROW + 6)
        code = chosen.code if chosen is not None else ""
        known = any(line.code == code for line in found.calendars)
        if found.calendars:
            self.list.select(lambda line: line.code == code or not known)
        self._wake()

    @Slot(object)
    def _choose(self, line: CalendarLine) -> None:
        self.tried.show_calendar(line.code, line.name, self._whom)
        self._wake()

    def _wake(self) -> None:
        line = self.current
        self.edit_button.setEnabled(line is not None)
        self.remove_button.setEnabled(line is not None and not line.standard)
        self.remove_button.setToolTip(
            _("The four standard calendars stay: policies name them.") if line is not None and line.standard else ""
        )

    @Slot()
    def add(self) -> None:
        """Ask for a new calendar."""
        dialog = self._open(FormDialog(self._desk, _("New calendar"), calendar_form(), parent=self.window()))
        Filing(self._desk, dialog, add_calendar, _new, parent=dialog).filed.connect(self._filed)

    @Slot(object)
    def edit(self, line: CalendarLine) -> None:
        """Correct a calendar."""
        remark = _("One of the four standard calendars: its code and its days stay, its hours may be adjusted.")
        dialog = self._open(
            FormDialog(
                self._desk,
                _("Edit {name}").format(name=line.name),
                calendar_form(line),
                remark=remark if line.standard else "",
                parent=self.window(),
            )
        )
        filing = Filing(
            self._desk, dialog, edit_calendar, partial(_edited, line.id), seen_version=line.version,
            renew=partial(_renewed, line.id), parent=dialog,
        )  # fmt: skip
        filing.filed.connect(self._filed)

    def _open(self, dialog: FormDialog) -> FormDialog:
        self.dialog = dialog
        dialog.destroyed.connect(self._closed)
        dialog.open()
        return dialog

    @Slot()
    def _closed(self) -> None:
        self.dialog = None

    @Slot(object)
    def _filed(self, _calendar_id: object) -> None:
        self._desk.toast(_("The calendar is saved. Due times are reckoned by it from now on."))
        self.changed.emit()

    def _edit_current(self) -> None:
        if (line := self.current) is not None:
            self.edit(line)

    def _remove(self) -> None:
        if (line := self.current) is not None:
            order = RemoveCalendar(line.id, line.version)
            self._desk.jobs.command(remove_calendar, self._desk.ctx, order, done=self._removed)

    @Slot(object)
    def _removed(self, _nothing: object) -> None:
        self._desk.toast(_("The calendar is removed."))
        self.changed.emit()


def _hours(line: CalendarLine) -> str:
    return line.hours


def _tip(line: CalendarLine) -> str:
    days = _("every day") if line.every_day else _("on working days")
    return _("{code}: {hours}, {days}").format(code=line.code, hours=line.hours, days=days)
