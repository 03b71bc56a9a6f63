"""F1: every shortcut there is, read from the registry of acts; and what the program is built of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inventory.i18n import N_, _
from ui.actions import Act, by_group
from ui.navigation import Pages
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.dialogs import Answer, Question
from ui.widgets.words import Line, words

GO_TO = N_("Go to")


class HelpSheet(QDialog):
    """All shortcuts, by where they work."""

    def __init__(self, pages: Pages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help"))
        self.resize(720, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(words(_("Shortcuts"), "title"))
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(32)
        destinations = [
            Act(spec.name, spec.title, GO_TO, spec.icon, pages.keys(spec.name))
            for spec in pages.rail()
            if pages.keys(spec.name)
        ]
        groups = by_group()
        if destinations:
            groups.insert(1, (_(GO_TO), destinations))
        self.listed = [act for _heading, acts in groups for act in acts]
        halves: tuple[list[tuple[str, Sequence[Act]]], list[tuple[str, Sequence[Act]]]] = ([], [])
        for heading, acts in groups:
            lengths = [sum(len(found) + 2 for _h, found in half) for half in halves]
            halves[lengths[1] < lengths[0]].append((heading, acts))
        for half in halves:
            columns.addLayout(self._half(half), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(sheet)
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Close"), self.close))
        column.addLayout(foot)

    @staticmethod
    def _half(groups: list[tuple[str, Sequence[Act]]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)  # else it takes the distance between the halves
        for heading, acts in groups:
            column.addWidget(words(heading, "heading"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(0, 1)
            for row, act in enumerate(acts):
                grid.addWidget(Line(act.words, "muted"), row, 0)
                if act.keys:
                    grid.addWidget(
                        words(act.shown_keys, "key"), row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
                    )
            column.addLayout(grid)
            column.addSpacing(12)
        column.addStretch(1)
        return column

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone presses nothing, because a scanner sends it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def about(version: str, parent: QWidget | None) -> Question:
    """What the program is, and what it stands on."""
    text = _(
        "Spare parts, serialised equipment, warranty repairs and loaners of an after-sales depot.\n\n"
        "Built with Qt {qt} and PySide6 under the LGPL 3; their sources are at the Qt Project. "
        "Icons by Phosphor, MIT licence. The texts of all licences are in the folder resources/licences."
    ).format(qt=qVersion())
    return Question(
        text, [Answer("", _("Close"))], _("Spare Depot {version}").format(version=version).strip(), Meaning.INFO, parent
    )
