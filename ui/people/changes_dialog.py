"""What was changed of the people who work here: who got which role, whose PIN was changed or taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inventory.i18n import _
from inventory.journal import ChangeLine, changes
from inventory.people.queries import users
from inventory.values.days import show_instant
from inventory.work import Context
from ui.changes import after_word, before_word, field_word
from ui.desk import Desk
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, either
from ui.widgets.records import Field, Records
from ui.widgets.words import rule, words

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """A line of the change record, and whose it is."""

    name: str
    line: ChangeLine


def record(ctx: Context) -> list[Changed]:
    """The change record of everybody who works or worked here, newest first. Asks the database."""
    names = {user.id: user.name for user in users(ctx, all_of_them=True)}
    return [Changed(names.get(line.entity_id, ""), line) for line in changes("depot_user", None, MOST)]


def _reason(change: Changed) -> str:
    return change.line.reason


class PeopleChanges(QDialog):
    """The latest changes, to be read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Changes of people")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        head.addWidget(words(title, "title"))
        column.addLayout(head)
        column.addWidget(rule())
        self.list = Records(
            [
                Field(_("When"), lambda change: show_instant(change.line.at), 140),
                Field(_("Done by"), lambda change: change.line.who or change.line.workstation, 110),
                Field(_("Person"), lambda change: change.name, 110),
                Field(_("Field"), lambda change: field_word(change.line), 150),
                Field(_("From"), lambda change: before_word(change.line), 110),
                Field(_("To"), lambda change: after_word(change.line), 110),
                Field(_("Reason"), _reason, quiet=True, tip=_reason),
            ],
            title,
        )
        self.stack = either(self.list, EmptyState(_("Nothing was changed yet"), symbol="people"))
        column.addWidget(self.stack, 1)
        column.addWidget(rule())
        feet = QHBoxLayout()
        feet.setContentsMargins(20, 12, 20, 12)
        self.older = words(_("The latest {count} changes").format(count=MOST), "muted")
        self.older.hide()
        feet.addWidget(self.older)
        feet.addStretch(1)
        feet.addWidget(button(_("Close"), self.close))
        column.addLayout(feet)
        desk.jobs.query(record, desk.ctx, done=self._show)

    def sizeHint(self) -> QSize:
        """Seven columns and a screen of lines."""
        return QSize(920, 520)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, which a scanner sends, closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @Slot(object)
    def _show(self, found: Sequence[Changed]) -> None:
        self.list.show_records(found)
        self.older.setVisible(len(found) == MOST)
        self.stack.setCurrentIndex(0 if found else 1)
