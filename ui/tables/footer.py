"""Below a table: how many rows, how many selected and what can be done with them; above it, news of other rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inventory.i18n import _, ngettext
from ui.widgets.buttons import ActionButton, button
from ui.widgets.words import words

HEIGHT = 40


class Footer(QWidget):
    """Its height never changes, so that nothing jumps. Signal: ``cleared()`` select nothing."""

    cleared = Signal()

    def __init__(self, counted: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counted = counted
        self._total = 0
        self._chosen = 0
        self._acts: list[ActionButton] = []
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 0, 8, 0)
        self._row.setSpacing(8)
        self.label = words("", "muted")
        self._row.addWidget(self.label)
        self._clear = button(_("Select nothing"), self.cleared, "link")
        self._row.addWidget(self._clear)
        self._row.addStretch(1)
        self._say()

    def add_act(self, action: QAction, slot: Callable[[], object]) -> None:
        """A button that is there while rows are selected."""
        action.triggered.connect(slot)
        made = ActionButton(action)
        self._acts.append(made)
        self._row.addWidget(made)
        self._say()

    def show_total(self, count: int) -> None:
        """How many rows there are."""
        self._total = count
        self._say()

    def show_chosen(self, count: int) -> None:
        """How many are selected."""
        self._chosen = count
        self._say()

    def _say(self) -> None:
        total = self._counted(self._total)
        several = self._chosen > 1
        if several:
            said = ngettext("{count} selected of {total}", "{count} selected of {total}", self._chosen)
            self.label.setText(said.format(count=f"{self._chosen:,}", total=total))
        else:
            self.label.setText(total)
        self._clear.setVisible(several)
        for made in self._acts:
            made.setVisible(self._chosen > 0)


class NewsStrip(QFrame):
    """Rows were added or removed by somebody; they come when the person says so. Signal: ``accepted()``."""

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        self.label = words("")
        row.addWidget(self.label)
        self.show_button = button(_("Show"), self.accepted, "link")
        row.addWidget(self.show_button)
        row.addStretch(1)
        self.hide()

    def show_difference(self, count: int) -> None:
        """So many rows more, or fewer where negative; none hides the strip."""
        if count > 0:
            self.label.setText(ngettext("{count} new", "{count} new", count).format(count=f"{count:,}"))
        elif count < 0:
            fewer = -count
            self.label.setText(
                ngettext("{count} is no longer here", "{count} are no longer here", fewer).format(count=f"{fewer:,}")
            )
        self.setVisible(count != 0)
