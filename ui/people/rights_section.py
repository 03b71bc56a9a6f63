"""What each role may do, among the settings: a box for each right of each role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from inventory.access.commands import grant, revoke
from inventory.access.rights import Right, granted
from inventory.access.words import right_word
from inventory.i18n import _
from inventory.people.words import Role, role_word
from inventory.work import Context
from ui.desk import Desk
from ui.widgets.cards import Section
from ui.widgets.words import words

COLUMN: Final = 44
FIRST: Final = 2
"""The column of the first role; one stays free at either side, because the words above are wider than the boxes."""


def matrix(ctx: Context) -> Mapping[Right, tuple[Role, ...]]:
    """The roles that have each right. Asks the database."""
    return granted()


class RightsSection(Section):
    """Ticked: the role has the right. A click holds at once; only whoever manages people can click."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Rights"), flush=False, parent=parent)
        self._desk = desk
        remark = _(
            "Until people are entered, whoever sits at the computer may do everything. From then on each role may do "
            "what is ticked here."
        )
        self.inside.addWidget(words(remark, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for column, role in enumerate(Role, FIRST):
            heading = words(role_word(role), "muted")  # every second one a line lower: so all fit the smallest window
            heading.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(heading, column % 2, column - 1, 1, 3)
        for column in range(FIRST - 1, FIRST + len(Role) + 1):
            grid.setColumnMinimumWidth(column, COLUMN)
        self.boxes: dict[tuple[Role, Right], QCheckBox] = {}
        for row, right in enumerate(Right, 2):
            grid.addWidget(words(_(right_word(right)), wrap=True), row, 0)
            for column, role in enumerate(Role, FIRST):
                box = QCheckBox()
                box.setAccessibleName(_("{role}: {right}").format(role=role_word(role), right=_(right_word(right))))
                box.clicked.connect(self._clicked)
                self.boxes[role, right] = desk.permits.guard(box, Right.MANAGE_PEOPLE)
                grid.addWidget(box, row, column, Qt.AlignmentFlag.AlignHCenter)
        self.inside.addLayout(grid)
        desk.bridge.records_changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Fetch the rights again."""
        self._desk.jobs.query(matrix, self._desk.ctx, done=self._show)

    @Slot(object)
    def _show(self, found: Mapping[Right, tuple[Role, ...]]) -> None:
        for (role, right), box in self.boxes.items():
            box.setChecked(role in found[right])

    def _clicked(self, ticked: bool) -> None:
        clicked = self.sender()
        role, right = next(key for key, box in self.boxes.items() if box is clicked)
        command = grant if ticked else revoke
        self._desk.jobs.command(command, self._desk.ctx, role, right, failed=self._refused)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._desk.show_error(error)
        self.refresh()

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "right_grant":
            self.refresh()
