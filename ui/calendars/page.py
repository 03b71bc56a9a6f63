"""A year with its days off, the calendars with their hours, and the ways in which a new year's days come in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.calendars.book import BookPreview, BookRequest, preview_book
from inventory.calendars.day_commands import ConfirmYear, confirm_year
from inventory.calendars.words import YearState, state_word
from inventory.i18n import N_, _, ngettext
from inventory.values.days import FIRST_YEAR, LAST_YEAR
from ui.actions import Act, declare
from ui.calendars.copy_dialog import CopyRegionDialog
from ui.calendars.day_form import EditDayDialog, NewDays
from ui.calendars.days_panel import DaysPanel
from ui.calendars.hours_panel import HoursPanel
from ui.calendars.legend import Legend
from ui.calendars.lines_dialog import LinesDialog
from ui.calendars.notice_dialog import NoticeDialog
from ui.calendars.shown import EVERYBODY, YEAR_MEANINGS, For, Overview, overview
from ui.calendars.year_layout import HIGH
from ui.calendars.year_sheet import YearSheet
from ui.desk import Desk
from ui.editing.saving import ask_which
from ui.forms.choosing import Chooser
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.buttons import icon_button
from ui.widgets.cards import Card
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.tabs import TabStrip
from ui.widgets.words import rule, words

SIDE: Final = 320
WIDEST_CHOICE: Final = 260
NEW: Final = declare(Act("calendar_days", N_("Enter days"), icon="add", keys="Ctrl+N", of="new"))
NOTICE: Final = declare(Act("calendar_notice", N_("Type in a notice"), icon="edit"))
IMPORT: Final = declare(Act("calendar_import", N_("Import a workbook of days"), icon="import"))
CONFIRM: Final = declare(Act("calendar_confirm", N_("Confirm the year"), icon="ok"))
REOPEN: Final = declare(Act("calendar_reopen", N_("The year is not complete after all"), icon="undo"))
COPY: Final = declare(Act("calendar_copy", N_("Copy the days of a region"), icon="copy"))
TABLES: Final = ("calendar", "calendar_day", "calendar_year")


class CalendarsPage(PageFrame):
    """``Route("calendars")``, or ``Route("calendars", 2027)`` with a year."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        crumbs = [(_("Settings"), Route("settings")), (_("Calendars"), None)]
        super().__init__(desk, _("Calendars"), crumbs, parent=parent)
        today = desk.ctx.clock.today()
        self._year = int(str(route.args[0])) if route.args else today.year
        self._whom: For = EVERYBODY
        self._shown: Overview | None = None
        self._missing: int | None = None
        self.sheet = YearSheet(today)
        self.days = DaysPanel(desk)
        self.hours = HoursPanel(desk)
        self.strip = TabStrip([_("Days"), _("Hours")])
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._left(), 1)
        row.addWidget(self._right())
        self.body.addLayout(row, 1)
        new = self.add_action(NEW, self.enter, primary=True)
        notice = self.add_action(NOTICE, self.type_notice, button=True)
        book = self.add_action(IMPORT, self.ask_book)
        self.confirm = self.add_action(CONFIRM, self.confirm_year)
        self.reopen = self.add_action(REOPEN, self.reopen_year)
        copy = self.add_action(COPY, self.copy)
        for action in (new, notice, book, self.confirm, self.reopen, copy):
            desk.permits.guard(action, Right.EDIT_POLICIES)
        self.sheet.chosen.connect(self.days.show_day)
        self.sheet.chosen.connect(self._follow)
        self.sheet.opened.connect(self._open_day)
        self.days.chosen.connect(self.sheet.go)
        self.strip.chosen.connect(self.side.setCurrentIndex)
        self.whom.currentIndexChanged.connect(self._choose_whom)
        desk.bridge.records_changed.connect(self._changed)
        self.setFocusProxy(self.sheet)
        self.refresh()

    def _left(self) -> QWidget:
        card = Card(flush=True)
        head = QWidget()
        line = FlowLayout(head, gap=10)
        self.back = icon_button("back", _("The year before"), self._before, boxed=True)
        self.forth = icon_button("forward", _("The year after"), self._after, boxed=True)
        self.year_word = words("", "title")
        self.state = Chip("", Meaning.OFF)
        self.worked = words("", "muted")
        self.whom = Chooser()
        self.whom.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToContents)
        self.whom.setMaximumWidth(WIDEST_CHOICE)
        self.whom.setAccessibleName(_("Days as they hold for"))
        for widget in (self.back, self.year_word, self.forth, self.state, self.worked, self.whom):
            line.addWidget(widget)
        holder = QVBoxLayout()
        holder.setContentsMargins(14, 10, 14, 10)
        holder.addWidget(head)
        card.body.addLayout(holder)
        card.body.addWidget(rule())
        self._holder = QWidget()
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(12)
        inside.addWidget(self.sheet)
        inside.addStretch(1)
        self.area = _scrolled(self._holder)
        card.body.addWidget(self.area, 1)
        card.body.addWidget(rule())
        below = QVBoxLayout()
        below.setContentsMargins(14, 8, 14, 8)
        below.addWidget(Legend())
        card.body.addLayout(below)
        return card

    def _right(self) -> QWidget:
        card = Card(flush=True)
        card.setFixedWidth(SIDE)
        card.body.addWidget(self.strip)
        self.side = QStackedWidget()
        self.side.addWidget(self.days)
        self.side.addWidget(_scrolled(self.hours))
        card.body.addWidget(self.side, 1)
        return card

    # what is shown

    def refresh(self) -> None:
        """Fetch the year again."""
        self.desk.jobs.query(overview, self.desk.ctx, self._year, self._whom, done=self._show)

    def show_year(self, year: int) -> None:
        """Go to a year."""
        self._year = min(max(year, FIRST_YEAR), LAST_YEAR)
        self.refresh()

    @Slot(object)
    def _show(self, found: Overview) -> None:
        line = found.view.line
        if (line.year, found.whom) != (self._year, self._whom):
            return  # asked for before somebody went on
        self._shown = found
        self.sheet.show_year(line.year, found.marks)
        self.days.show_overview(found)
        self.hours.show_overview(found)
        self.year_word.setText(str(line.year))
        self.state.say(state_word(line.state), YEAR_MEANINGS[line.state])
        source = _("Source: {source}").format(source=line.source) if line.source else ""
        self.state.setToolTip("\n".join(word for word in (_state_tip(line.state), source) if word))
        count = found.view.working_days
        self.worked.setText(ngettext("{count} working day", "{count} working days", count).format(count=count))
        self.back.setEnabled(line.year > FIRST_YEAR)
        self.forth.setEnabled(line.year < LAST_YEAR)
        self.confirm.setEnabled(line.state is YearState.PROVISIONAL)
        self.reopen.setEnabled(line.state is YearState.CONFIRMED)
        self._offer(found)
        self._remind(found.missing)

    def _offer(self, found: Overview) -> None:
        self.whom.blockSignals(True)
        self.whom.clear()
        self.whom.addItems([each.words for each in found.choices])
        self.whom.setCurrentIndex(found.choices.index(found.whom))
        self.whom.blockSignals(False)

    def _remind(self, missing: int | None) -> None:
        if missing == self._missing:
            return
        self._missing = missing
        self.banners.clear()
        if missing is not None:
            self.banners.say(
                _(
                    "The days off of {year} are not known yet: due times there are not firm. The State Council usually "
                    "announces them in November. Type in the notice, or import a workbook."
                ).format(year=missing),
                Meaning.SOON,
                [(_("Show {year}").format(year=missing), self._show_missing)],
            )

    def _show_missing(self) -> None:
        if self._missing is not None:
            self.show_year(self._missing)

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity in TABLES:
            self.refresh()

    @Slot(object)
    def _follow(self, day: date) -> None:
        place = self.sheet.mapTo(self._holder, self.sheet.places.day(day).center().toPoint())
        self.area.ensureVisible(place.x(), place.y(), 0, 2 * HIGH)

    def _before(self) -> None:
        self.show_year(self._year - 1)

    def _after(self) -> None:
        self.show_year(self._year + 1)

    @Slot(int)
    def _choose_whom(self, place: int) -> None:
        if self._shown is not None and 0 <= place < len(self._shown.choices):
            self._whom = self._shown.choices[place]
            self.refresh()

    # what is done

    @Slot()
    def enter(self) -> None:
        """Enter days, from the current one on."""
        self._enter(self.sheet.current)

    def _enter(self, day: date) -> None:
        dialog = NewDays(self.desk, day, self._whom, self.window())
        dialog.entered.connect(self._entered)
        dialog.open()

    @Slot(object)
    def _entered(self, day: date) -> None:
        self.show_year(day.year)

    @Slot(object)
    def _open_day(self, day: date) -> None:
        line = self._shown.view.deciding.get(day) if self._shown is not None else None
        if line is None:
            self._enter(day)
        else:
            EditDayDialog(self.desk, line, self.window()).open()

    @Slot()
    def type_notice(self) -> None:
        """Take the notice of the year that is missed, else of the one on show."""
        NoticeDialog(self.desk, self._missing or self._year, self.window()).open()

    @Slot()
    def copy(self) -> None:
        """Give a region the days of another one."""
        CopyRegionDialog(self.desk, self._whom.region, self.window()).open()

    @Slot()
    def confirm_year(self) -> None:
        """Say that the list is complete."""
        self._set_year(confirmed=True)

    @Slot()
    def reopen_year(self) -> None:
        """Say that it is not, after all."""
        self._set_year(confirmed=False)

    def _set_year(self, *, confirmed: bool) -> None:
        if self._shown is not None:
            line = self._shown.view.line
            order = ConfirmYear(line.year, line.version, confirmed)
            self.desk.jobs.command(confirm_year, self.desk.ctx, order, done=self._year_set)

    @Slot(object)
    def _year_set(self, _nothing: object) -> None:
        self.desk.toast(_("Saved. Due times are reckoned by it from now on."))

    @Slot()
    def ask_book(self) -> None:
        """Ask which workbook with the system's dialog."""
        kinds = [_("Workbooks and tables (*.xlsx *.xlsm *.csv *.tsv *.txt)"), _("All files (*)")]
        ask_which(self, _("Which workbook of days?"), kinds, self.open_book)

    @Slot(str)
    def open_book(self, place: str) -> None:
        """Look through a workbook, and show what it would write."""
        self.desk.jobs.work(
            preview_book, self.desk.ctx, BookRequest(Path(place), overwrite=True), title=_("Reading the workbook"),
            done=self._show_book,
        )  # fmt: skip

    @Slot(object)
    def _show_book(self, found: BookPreview) -> None:
        remark = _("{read} rows read, {new} new, {changed} changed, {already_there} already there, {rejected} refused.")
        LinesDialog(
            self.desk,
            found.file_name,
            found.lines,
            found.years,
            source=found.file_name,
            remark=remark.format(
                read=found.read, new=found.new, changed=found.changed, already_there=found.already_there,
                rejected=found.rejected,
            ),
            notes=found.notes,
            parent=self.window(),
        ).open()  # fmt: skip


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widget.setProperty("role", "plain")
    area.setWidget(widget)
    return area


def _state_tip(state: YearState) -> str:
    return {
        YearState.CONFIRMED: _("The state's list of this year is complete."),
        YearState.PROVISIONAL: _("Days are entered, but nobody has said that the list is complete."),
        YearState.MISSING: _("Nothing is entered: Monday to Friday are reckoned with, and no due time is firm."),
    }[state]
