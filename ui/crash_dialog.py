"""Says that the program made a mistake, and gives the report to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inventory.i18n import _
from ui.crash import Report
from ui.theme import Meaning
from ui.widgets.dialogs import Answer, Question


class CrashDialog(Question):
    """Says that the program made a mistake, and gives the report."""

    def __init__(self, found: Report, parent: QWidget | None) -> None:
        super().__init__(
            _("What you did last may not have been saved. Please send this report to whoever looks after the program."),
            (Answer("copy", _("Copy the report"), "primary"), Answer("", _("Close"))),
            _("The program made a mistake"),
            Meaning.LATE,
            parent,
        )
        self.report = found
        self.resize(640, 420)
        self.view = QPlainTextEdit(found.text)
        self.view.setReadOnly(True)
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.setAccessibleName(_("Report"))
        self.said.insertWidget(self.said.count() - 1, self.view, 1)

    def answer(self, key: str) -> None:
        """Copying leaves the dialog open."""
        if key == "copy":
            QGuiApplication.clipboard().setText(self.report.text)
            self.buttons["copy"].setText(_("Copied"))
        else:
            super().answer(key)
