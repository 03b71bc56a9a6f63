"""The line at the foot: what is being done, and a way to stop it; what is saved, where, and the last backup."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from inventory.clock import day_of, local
from inventory.i18n import _, ngettext
from ui.desk import Desk
from ui.jobs import Job
from ui.progress import Step
from ui.widgets.buttons import icon_button
from ui.widgets.symbols import Symbol
from ui.widgets.words import Line, words

HEIGHT: Final = 28
BAR: Final = 160
MOST_JOBS: Final = 2


class JobLine(QWidget):
    """One running job: its title, a bar, its figures, ✕."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job = job
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Symbol("busy", 14))
        self.title = Line(job.title, "small")
        row.addWidget(self.title)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(BAR)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(job.title)
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        self.figures = words("", "small")
        row.addWidget(self.figures)
        self.stop = icon_button("close", _("Stop: nothing of it is kept"), self._stop)
        self.stop.setIconSize(QSize(12, 12))
        self.stop.setVisible(job.cancellable)
        row.addWidget(self.stop)
        job.progressed.connect(self.show_step)
        if job.step is not None:
            self.show_step(job.step)

    def show_step(self, step: Step) -> None:
        """Show how far it is."""
        if step.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, step.done * 1000 // step.total))
        else:
            self.bar.setRange(0, 0)
        self.figures.setText(step.figures if step.done or step.total else "")
        if step.what:
            self.title.setText(_("{job}: {what}").format(job=self.job.title, what=step.what))

    def _stop(self) -> None:
        self.job.cancel()
        self.title.setText(_("{job}: stopping …").format(job=self.job.title))
        self.stop.setEnabled(False)


class StatusLine(QFrame):
    """At the foot of the window."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("status_line")
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        self._lines: list[JobLine] = []
        self._waiting: list[Job] = []
        self._sign = Symbol("ready", 14)
        self._idle = words(_("Scanner ready"), "small")
        self._jobs = QHBoxLayout()
        self._jobs.setSpacing(20)
        row.addWidget(self._sign)
        row.addWidget(self._idle)
        row.addLayout(self._jobs)
        self._more = words("", "small")
        row.addWidget(self._more)
        row.addStretch(1)
        self.standing = Line("", "small")
        self.standing.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.standing)
        desk.jobs.shown.connect(self.add)
        desk.jobs.gone.connect(self.remove)
        desk.standing_changed.connect(self.show_standing)
        for job in desk.jobs.running():
            if job.cancellable:
                self.add(job)
        self._show_counts()
        self.show_standing()

    @property
    def lines(self) -> list[JobLine]:
        """The jobs on show."""
        return list(self._lines)

    def add(self, job: Job) -> None:
        """Show a job, or count it where there is no room."""
        if len(self._lines) < MOST_JOBS:
            line = JobLine(job)
            self._lines.append(line)
            self._jobs.addWidget(line)
        else:
            self._waiting.append(job)
        self._show_counts()

    def remove(self, job: Job) -> None:
        """A job has ended; the next takes its place."""
        self._waiting = [waiting for waiting in self._waiting if waiting is not job]
        for line in self.lines:
            if line.job is job:
                self._lines.remove(line)
                self._jobs.removeWidget(line)
                line.hide()
                line.deleteLater()
                if self._waiting:
                    self.add(self._waiting.pop(0))
        self._show_counts()

    def show_standing(self) -> None:
        """Write what is saved and where."""
        standing = self._desk.standing
        facts = []
        if standing.saved_at is not None:
            facts.append(_("saved {time}").format(time=f"{local(standing.saved_at):%H:%M}"))
        if standing.database:
            facts.append(standing.database)
            facts.append(self._backup(standing.backup_at))
        self.standing.setText(" · ".join(facts))

    def _backup(self, at: datetime | None) -> str:
        if at is None:
            return _("no backup yet")
        wall = local(at)
        if day_of(at) == self._desk.ctx.clock.today():
            return _("last backup today {time}").format(time=f"{wall:%H:%M}")
        return _("last backup {day}").format(day=f"{wall:%Y-%m-%d %H:%M}")

    def _show_counts(self) -> None:
        self._sign.setVisible(not self._lines)
        self._idle.setVisible(not self._lines)
        waiting = len(self._waiting)
        self._more.setVisible(waiting > 0)
        self._more.setText(ngettext("and {count} more", "and {count} more", waiting).format(count=waiting))
