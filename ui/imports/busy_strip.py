"""What the import is doing right now, on the page itself, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from inventory.i18n import _
from ui.jobs import Job
from ui.progress import Step
from ui.widgets.buttons import button
from ui.widgets.symbols import Symbol
from ui.widgets.words import Line, words


class BusyStrip(QFrame):
    """Hidden while nothing runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._job: Job | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(Symbol("busy", 16, "accent_ink"))
        self.title = Line("")
        row.addWidget(self.title, 1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(240)
        row.addWidget(self.bar)
        self.figures = words("", "muted")
        row.addWidget(self.figures)
        self.stop_button = button(_("Stop"), self._stop)
        row.addWidget(self.stop_button)
        self.hide()

    @property
    def running(self) -> bool:
        """Something is being done."""
        return self._job is not None

    def follow(self, job: Job) -> None:
        """Show a job until it ends."""
        self._job = job
        self.title.setText(job.title)
        self.bar.setAccessibleName(job.title)
        self.bar.setRange(0, 0)
        self.figures.setText("")
        self.stop_button.setEnabled(True)
        job.progressed.connect(self._show)
        job.ended.connect(self._ended)
        self.show()

    @Slot(object)
    def _show(self, step: Step) -> None:
        if self._job is None:
            return
        if step.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, step.done * 1000 // step.total))
        else:
            self.bar.setRange(0, 0)
        self.figures.setText(step.figures if step.done or step.total else "")
        if step.what and not self._job.cancelled:
            self.title.setText(_("{job}: {what}").format(job=self._job.title, what=step.what))

    @Slot()
    def _ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.hide()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.title.setText(_("{job}: stopping …").format(job=self._job.title))
            self.stop_button.setEnabled(False)
