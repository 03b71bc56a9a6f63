"""What was just posted is taken back from the toast: undo posts the reversal (C-07: nothing is ever edited)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from inventory.i18n import _
from inventory.stock.papers import reverse
from inventory.stock.posting import Posted
from ui.desk import Desk


class Undo(QObject):
    """Lives as long as its desk, because the page that posted may be gone when somebody thinks better of it."""

    def __init__(self, desk: Desk, posted: Sequence[Posted]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._left = [(one, str(uuid.uuid4())) for one in posted]  # the act is drawn once: two clicks reverse once

    def say(self, sentence: str) -> None:
        """Say that it is posted, and offer to take it back."""
        self._desk.toast(sentence, self.start)

    @Slot()
    def start(self) -> None:
        """Reverse it, the paper that was posted last first."""
        if self._left:
            posted, act = self._left[-1]
            self._desk.jobs.command(
                reverse, self._desk.ctx, act, posted.doc_id, _("Undone right after posting"), done=self._done
            )

    @Slot(object)
    def _done(self, reversal: Posted) -> None:
        posted, _act = self._left.pop()
        self._desk.toast(
            _("{number} was reversed by {reversal}.").format(number=posted.number, reversal=reversal.number)
        )
        self.start()
