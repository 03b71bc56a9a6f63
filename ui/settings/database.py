"""Where the depot is kept, its backup, and whether it is whole."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.care.backup import BackupReport, backup
from inventory.care.integrity import CheckReport, check
from inventory.clock import local
from inventory.errors import InvalidInput
from inventory.i18n import _, ngettext
from inventory.values.days import show_instant
from ui.desk import Desk
from ui.editing.saving import ask_where, show_folder
from ui.jobs import Job
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues, Section
from ui.widgets.words import words

SHOWN = 10
"""Findings that are listed here; the command line lists them all."""


class DatabaseSection(Section):
    """Back up now, and check now; both go on while people work."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Database"), flush=False, parent=parent)
        self._desk = desk
        self._job: Job | None = None
        self.facts = KeyValues(beside=True)
        self.inside.addWidget(self.facts)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.backup_button: QPushButton = button(_("Back up now"), self._ask_place, symbol="backup")
        desk.permits.guard(self.backup_button, Right.CARE)
        self.check_button: QPushButton = button(_("Check now"), self._check, symbol="ok")
        self.stop_button: QPushButton = button(_("Stop"), self._stop)
        self.stop_button.hide()
        for made in (self.backup_button, self.check_button, self.stop_button):
            row.addWidget(made)
        row.addStretch(1)
        self.inside.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.inside.addWidget(self.bar)
        self.banners = Banners()
        self.inside.addWidget(self.banners)
        self.findings = QVBoxLayout()
        self.findings.setSpacing(4)
        self.inside.addLayout(self.findings)
        remark = _("A backup is one file that opens on any computer with this program. Keep it on another disk.")
        self.inside.addWidget(words(remark, "small", wrap=True))
        desk.standing_changed.connect(self.show_standing)
        self.show_standing()

    @Slot()
    def show_standing(self) -> None:
        """Write where the depot is and when it was backed up."""
        standing = self._desk.standing
        made = _("never") if standing.backup_at is None else show_instant(standing.backup_at)
        self.facts.show_facts([(_("Kept"), standing.database or _("on this computer")), (_("Last backup"), made)])

    # backup

    def _ask_place(self) -> None:
        name = f"{_('depot-backup')}-{local(self._desk.ctx.clock.now()):%Y%m%d-%H%M}.sqlite"
        ask_where(self, _("Save the backup as"), name, [_("Backups (*.sqlite)")], self.back_up, "sqlite")

    @Slot(str)
    def back_up(self, place: str) -> None:
        """Copy the depot to a path."""
        self._begin(_("Backing up"))
        jobs, ctx = self._desk.jobs, self._desk.ctx
        self._follow(
            jobs.work(backup, ctx, Path(place), title=_("Backing up"), done=self._backed_up, failed=self._failed)
        )

    @Slot(object)
    def _backed_up(self, report: BackupReport) -> None:
        self._end()
        self._desk.set_backup(self._desk.ctx.clock.now())
        rows = ngettext("{count} row", "{count} rows", report.total).format(count=f"{report.total:,}")
        text = _("The backup is written and checked: {path} ({rows}).").format(path=report.path, rows=rows)
        self.banners.say(text, Meaning.OK, [(_("Open folder"), partial(show_folder, report.path))])
        self._desk.toast(_("The backup is written and checked."))

    # check

    def _check(self) -> None:
        self._begin(_("Checking the depot"))
        jobs, ctx = self._desk.jobs, self._desk.ctx
        title = _("Checking the depot")
        self._follow(jobs.work(check, ctx, title=title, done=self._checked, failed=self._failed))

    @Slot(object)
    def _checked(self, report: CheckReport) -> None:
        self._end()
        if report.sound:
            rows = ngettext("{count} row", "{count} rows", report.rows).format(count=f"{report.rows:,}")
            self.banners.say(_("The depot is whole: {rows} looked at, nothing wrong.").format(rows=rows), Meaning.OK)
            return
        wrong = len(report.findings)
        text = ngettext("The check found {count} fault.", "The check found {count} faults.", wrong).format(count=wrong)
        self.banners.say(text, Meaning.LATE)
        for finding in report.findings[:SHOWN]:
            self.findings.addWidget(words(str(finding.message), wrap=True))
        if wrong > SHOWN:
            others = wrong - SHOWN
            more = ngettext("and {count} more", "and {count} more", others).format(count=others)
            self.findings.addWidget(words(more, "muted"))

    # both

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, InvalidInput):
            self.banners.say(str(error), Meaning.LATE)
        else:
            self._desk.show_error(error)

    def _begin(self, name: str) -> None:
        self.banners.clear()
        while (item := self.findings.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.bar.setAccessibleName(name)
        self._busy(True)

    def _follow(self, job: Job) -> None:
        self._job = job
        job.stopped.connect(self._end)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _end(self) -> None:
        self._job = None
        self._busy(False)

    def _busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop_button.setVisible(busy)
        self.backup_button.setEnabled(not busy)
        self.check_button.setEnabled(not busy)
