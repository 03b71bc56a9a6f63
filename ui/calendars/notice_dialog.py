"""Takes the notice of a year as text, as it is published, and shows how it was read before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QWidget

from inventory.calendars.entries import STATE, check_year
from inventory.calendars.previews import NoticePreview, NoticeRequest, preview_notice
from inventory.errors import InvalidInput
from inventory.i18n import N_, _, ngettext
from ui.calendars.day_form import OwnedForm, owner_of
from ui.calendars.lines_dialog import LinesDialog
from ui.calendars.shown import EVERYBODY
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.field import LineField, TextField
from ui.forms.fields import NotesField
from ui.forms.sheet import FormDialog
from ui.widgets.code_line import CodeLine


class YearField(LineField):
    """A year of four digits. The value is an int."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, required=True, limit=4, line=CodeLine())

    def read(self, text: str) -> int:
        """The year that was meant."""
        if not (text.isascii() and text.isdigit()):
            raise InvalidInput(N_("Write the year with four digits, for example 2027."), field=self.name)
        return check_year(int(text), self.name)


class NoticeDialog(FormDialog):
    """Shown with ``open()``; closes when the days are written."""

    def __init__(self, desk: Desk, year: int, parent: QWidget | None = None) -> None:
        self.year = YearField("year", _("Year"))
        self.text = NotesField(
            "text",
            _("The notice"),
            required=True,
            lines=9,
            hint=_("Paste it as it is published, or type: 1月1日至3日放假，1月4日（周日）上班。"),
        )
        source = TextField("source", _("Number of the notice"), limit=120)
        super().__init__(
            desk,
            _("Type in a notice"),
            OwnedForm(desk, [self.year, self.text, source], EVERYBODY),
            save=_("Look through"),
            parent=parent,
        )
        self.year.set_value(year)
        self._desk = desk
        self._request: NoticeRequest | None = None
        self.preview: LinesDialog | None = None
        self.submitted.connect(self._look)

    @Slot(object, bool)
    def _look(self, values: Values, _another: bool) -> None:
        self._request = NoticeRequest(values["year"], values["text"], owner_of(values), values["source"] or "")
        self._desk.jobs.query(preview_notice, self._desk.ctx, self._request, done=self._show, failed=self.refuse)

    @Slot(object)
    def _show(self, found: NoticePreview) -> None:
        assert self._request is not None
        self.sheet.wake()
        passed = len(found.passed_over)
        remark = ngettext(
            "{count} sentence names no day and was passed over.",
            "{count} sentences name no day and were passed over.",
            passed,
        ).format(count=passed)
        self.preview = LinesDialog(
            self._desk,
            _("The notice for {year}").format(year=found.year),
            found.lines,
            (found.year,) if self._request.owner == STATE else (),
            complete=found.complete,
            source=self._request.source,
            remark=remark if passed else "",
            parent=self.parentWidget(),
        )
        self.hide()  # one dialog at a time; what was typed comes back if nothing is written
        self.preview.written.connect(self._written)
        self.preview.finished.connect(self._looked)
        self.preview.open()

    @Slot(object)
    def _written(self, _outcome: object) -> None:
        self.saved()

    @Slot(int)
    def _looked(self, result: int) -> None:
        self.preview = None
        if result != QDialog.DialogCode.Accepted and self.sheet.dirty():
            self.open()
        elif result != QDialog.DialogCode.Accepted:
            self.sheet.give_up()
