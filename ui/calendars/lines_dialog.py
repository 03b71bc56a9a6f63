"""What a notice or a workbook would write, day by day, before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inventory.calendars.book import BookNote, reason
from inventory.calendars.day_commands import WriteDays, write_days
from inventory.calendars.plans import Line, Outcome, Standing
from inventory.calendars.words import kind_word, layer_word
from inventory.errors import DepotError
from inventory.i18n import _, ngettext
from ui.calendars.shown import in_words
from ui.desk import Desk
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.records import Field, Records
from ui.widgets.words import words

WIDE: Final = 720
HIGH: Final = 560


class LinesDialog(QDialog):
    """Shown with ``open()``. Signal: ``written(Outcome)``: the depot has the days."""

    written = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        lines: Sequence[Line],
        years: Sequence[int],
        *,
        complete: bool = False,
        source: str = "",
        remark: str = "",
        notes: Sequence[BookNote] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``title`` and ``remark`` translated; ``notes``: rows refused.

        ``years`` may be confirmed with these days; ``complete`` proposes to.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._desk, self._lines, self._years, self._source = desk, tuple(lines), tuple(years), source
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(words(title, "title"))
        if remark:
            column.addWidget(words(remark, "muted", wrap=True))
        self.banners = Banners()
        column.addWidget(self.banners)
        self.list = Records(
            [
                Field(_("Day"), lambda line: in_words(line.entry.day), 170),
                Field(_("What it is"), lambda line: kind_word(line.entry.kind), 170),
                Field(_("Name"), lambda line: line.entry.name, 100, quiet=True),
                Field("", _standing),
            ],
            _("Days"),
        )
        self.list.show_records(self._lines)
        column.addWidget(self.list, 2)
        if notes:
            refused = ngettext("{count} row is refused", "{count} rows are refused", len(notes))
            column.addWidget(words(refused.format(count=len(notes)), "heading"))
            self.notes = Records(
                [
                    Field(_("Row"), lambda note: str(note.row), 70, right=True),
                    Field(_("What to mend"), reason, tip=reason),
                ],
                _("Refused rows"),
                lines=2,
            )
            self.notes.show_records(notes)
            column.addWidget(self.notes, 1)
        self.complete = QCheckBox(
            _("This is the whole list of {years}: due times there are firm from now on").format(
                years=", ".join(map(str, years))
            )
        )
        self.complete.setAccessibleName(self.complete.text())
        self.complete.setChecked(complete and bool(years))
        self.complete.setVisible(bool(years))
        self.complete.toggled.connect(self._wake)
        column.addWidget(self.complete)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addStretch(1)
        self.write_button = button(_("Write them"), self._write, "primary")
        feet.addWidget(self.write_button)
        feet.addWidget(button(_("Cancel"), self.reject))
        column.addLayout(feet)
        self.resize(WIDE, HIGH)
        self._wake()

    def _wake(self) -> None:
        news = any(line.standing is not Standing.SAME for line in self._lines)
        self.write_button.setEnabled(news or (self.complete.isChecked() and bool(self._years)))

    def _write(self) -> None:
        self.write_button.setEnabled(False)
        confirm = self._years if self.complete.isChecked() else ()
        order = WriteDays(self._lines, confirm, self._source)
        self._desk.jobs.command(write_days, self._desk.ctx, order, done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, outcome: Outcome) -> None:
        count = outcome.added + outcome.changed + outcome.removed
        self._desk.toast(ngettext("{count} day was written.", "{count} days were written.", count).format(count=count))
        self.written.emit(outcome)
        self.accept()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._wake()
        if isinstance(error, DepotError):
            self.banners.say(str(error), Meaning.LATE)
        else:
            self._desk.show_error(error)


def _standing(line: Line) -> str:
    whose = line.owner.region or layer_word(line.owner.layer)
    if line.standing is Standing.NEW:
        said = _("new")
    elif line.standing is Standing.SAME:
        said = _("already there")
    elif line.standing is Standing.GONE:
        said = _("expected until now; the notice does not name it: it is taken out")
    elif line.contradicts and line.was is not None:
        said = _("until now: {kind}").format(kind=kind_word(line.was))
    else:
        said = _("name or certainty changed")
    return _("{whose} · {remark}").format(whose=whose, remark=said)
