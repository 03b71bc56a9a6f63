"""The papers that are being written, by whomever and wherever, as a tab of the stock page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Right
from inventory.errors import NotFound, StaleRecord
from inventory.i18n import _, ngettext
from inventory.stock.drafting import discard
from inventory.stock.drafts import DraftRow, rows
from ui.desk import Desk
from ui.navigation import Route
from ui.stock.acts import DISCARD
from ui.stock.drafts_source import FILTERS, some_drafts, source
from ui.tables.list_tab import ListTab
from ui.tables.selection import Selection
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.dialogs import Answer, Question


class DraftsTab(ListTab):
    """Enter goes on with a draft, on whichever workstation it was begun."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "stock_drafts", source(), FILTERS, counted=some_drafts, exported=_("Drafts"), parent=parent
        )
        self.panel.add_bulk(DISCARD, self._read)
        self.question: Question | None = None
        self._asked: Sequence[DraftRow] = ()

    def nothing(self) -> EmptyState:
        """What there is to do first."""
        return EmptyState(
            _("Every paper is posted"),
            _("Whatever is scanned onto a new paper is kept here until it is posted."),
            "stock",
            [self.desk.permits.guard(button(_("New paper"), self.begin_new, "primary"), Right.KEEP_STOCK)],
        )

    @Slot()
    def begin_new(self) -> None:
        """Write a paper."""
        self.desk.open(Route("paper_desk"))

    @Slot(object)
    def open_record(self, draft_id: int) -> None:
        """The paper as it was left."""
        self.desk.open(Route("paper_desk", "draft", draft_id))

    # thrown away

    def _read(self, chosen: Selection) -> None:
        ids = tuple(self.panel.model.ids if chosen.everything else chosen.ids)
        self.desk.jobs.query(rows, self.desk.ctx, ids, done=self._ask)

    @Slot(object)
    def _ask(self, found: Sequence[DraftRow]) -> None:
        """What was scanned is lost with it, so it is asked first."""
        self._asked = found
        text = ngettext(
            "{count} draft with {lines} lines goes away. Nothing of it was posted, and it cannot be brought back.",
            "{count} drafts with {lines} lines go away. Nothing of them was posted, and they cannot be brought back.",
            len(found),
        ).format(count=len(found), lines=sum(row.lines for row in found))
        answers = [Answer("throw", _("Throw away"), "danger"), Answer("", _("Keep them"))]
        self.question = Question(text, answers, _("Throw the drafts away?"), Meaning.SOON, self.window())
        self.question.answered.connect(self._answered)
        self.question.open()

    @Slot(str)
    def _answered(self, key: str) -> None:
        if key == "throw":
            for row in self._asked:
                self.desk.jobs.command(discard, self.desk.ctx, row.seen, done=self._gone, failed=self._stays)

    @Slot(object)
    def _stays(self, error: Exception) -> None:
        if isinstance(error, (StaleRecord, NotFound)):
            self.desk.toast(
                _("Somebody else goes on with this draft, so it was not thrown away."), meaning=Meaning.SOON
            )
        else:
            self.desk.show_error(error)
        self.panel.refresh()

    @Slot(object)
    def _gone(self, _nothing: object) -> None:
        self.panel.view.clearSelection()
        self.panel.refresh()
