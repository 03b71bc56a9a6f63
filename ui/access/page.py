"""What was asked for and needs a second person: what waits, what was decided, what one has asked for oneself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.access.requests import RequestLine, RequestState, mine, open_requests, recent
from inventory.access.words import kind_word, state_word
from inventory.i18n import N_, _
from inventory.values.days import show_instant
from ui.access.asked import asked_for
from ui.access.decision import Decision
from ui.desk import Desk
from ui.editing.segments import Segment, Segments
from ui.jobs import Job
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.cards import EmptyState, Section, either
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.scrolling import scrolled

LISTS: Final = {"open": open_requests, "decided": recent, "mine": mine}
WORDS: Final = {"open": N_("Waiting"), "decided": N_("Decided"), "mine": N_("Asked by me")}
_MEANINGS: Final = {
    "open": Meaning.SOON, "approved": Meaning.OK, "declined": Meaning.LATE, "withdrawn": Meaning.OFF,
}  # fmt: skip


class ApprovalsPage(PageFrame):
    """``Route("approvals")``, with one request chosen ``Route("approvals", id)``, or ``Route("approvals", GRANT, id)``
    with that by which days of cover were granted.
    """

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Approvals"), parent=parent)
        self._wanted: RequestLine | None = None
        self._asking: Job | None = None
        self.choice = Segments(_("Approvals"), [Segment(key, _(word)) for key, word in WORDS.items()], "open")
        self.choice.chosen.connect(self._other)
        self.body.addWidget(self.choice)
        self.list = Records(
            [
                Field(_("What"), lambda line: kind_word(line.kind), 190),
                Field(_("About"), lambda line: line.about),
                Field(_("Asked by"), lambda line: line.asked_by, 110, quiet=True),
                Field(_("Asked at"), lambda line: show_instant(line.asked_at), 130, quiet=True),
                Field(_("State"), lambda line: state_word(line.state), 120, chip=lambda line: _MEANINGS[line.state]),
            ],
            _("Approvals"),
        )
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self._none = EmptyState(
            _("Nothing waits here"),
            _("What needs a second person, such as correcting an acceptance date, is listed here until it is decided."),
            "approvals",
        )
        held = Section(_("Requests"))
        self._requests = held
        self._stack = either(self.list, self._none)
        held.inside.addWidget(self._stack)
        self.decision = Decision(desk)
        about = Section(_("What would change"))
        about.inside.addWidget(scrolled(self.decision, margin=14))
        about.setFixedWidth(380)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(held, 1)
        row.addWidget(about)
        self.body.addLayout(row, 1)
        self.setFocusProxy(self.list)
        desk.bridge.records_changed.connect(self._changed)
        self.turn_to(route)

    def turn_to(self, route: Route) -> bool:
        """Another request may be asked for."""
        if route.page != "approvals":
            return False
        if route.args:
            self.desk.jobs.query(asked_for, self.desk.ctx, route, done=self._show_wanted)
        else:
            self.refresh()
        return True

    @Slot(object)
    def _show_wanted(self, found: RequestLine | None) -> None:
        """The list in which it stands, with it chosen."""
        self._wanted = found
        if found is not None:
            self.choice.show_key("open" if found.state is RequestState.OPEN else "decided")
        self.refresh()

    def refresh(self) -> None:
        """Fetch the list again."""
        if self._asking is not None:
            self._asking.cancel()  # an older answer, perhaps of another list, must not come after this one
        self._asking = self.desk.jobs.query(LISTS[self.choice.key], self.desk.ctx, done=self._show)

    def dirty(self) -> bool:
        """An answer is being typed."""
        return self.decision.dirty()

    @Slot(str)
    def _other(self, _key: str) -> None:
        self.refresh()

    @Slot(object)
    def _show(self, found: Sequence[RequestLine]) -> None:
        self._asking = None
        wanted, self._wanted = self._wanted, None
        if wanted is not None and all(line.id != wanted.id for line in found):
            found = [wanted, *found]  # older than those that are listed
        shown = wanted or self.decision.line
        chosen = 0 if shown is None else shown.id
        self.list.show_records(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self._requests.badge.count(len(found), Meaning.INFO)
        self.list.select(lambda line: bool(line.id == chosen))
        if found and not self.list.currentIndex().isValid():
            self.list.selectRow(0)
        if not found:
            self.decision.show_line(None)

    @Slot(object)
    def _choose(self, line: RequestLine) -> None:
        self.decision.show_line(line)

    @Slot(object)
    def _open(self, line: RequestLine) -> None:
        if line.entity in self.desk.pages:  # an asset, a contract: its page is called like its table
            self.desk.open(Route(line.entity, line.entity_id))

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "approval_request":
            self.refresh()
