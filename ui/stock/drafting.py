"""The paper on the desk as a draft: kept after every scan, set aside, gone on with, thrown away, or another's now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from inventory.access.rights import Right
from inventory.errors import DepotError, NotFound, StaleRecord
from inventory.i18n import _, ngettext
from inventory.stock.drafting import Kept, Seen
from inventory.stock.drafts import standing
from inventory.values.shown import show_instant
from ui.stock.keeping import Keeper
from ui.stock.offers import Reopened, of_draft
from ui.theme import Meaning
from ui.widgets.banners import Banner, Choice
from ui.widgets.dialogs import Answer, Question

if TYPE_CHECKING:
    from ui.stock.paper_desk import PaperDesk


class Drafting(QObject):
    """Looks after the draft of a page; ``reopens``: the draft that the page was opened for."""

    def __init__(self, page: PaperDesk, reopens: int | None) -> None:
        super().__init__(page)
        self._page = page
        self.reopens = reopens
        self.keeper = Keeper(page.desk, page.draft, page.head, self)
        self.keeper.kept.connect(self._kept)
        self.keeper.refused.connect(self.refused)
        self.keeper.failed.connect(self._failed)
        self.question: Question | None = None
        self._trouble: Banner | None = None
        self._kept_at: datetime | None = None
        self._opening = self._leaving = self._hiding = self._following = False
        page.desk.permits.changed.connect(self._person_changed)

    def words(self) -> str:
        """What is written here, and whether it is kept."""
        title = _(self._page.draft.kind.title)
        if self._kept_at is None or self.keeper.seen is None:
            return title
        return _("{paper} – kept as a draft at {time}").format(paper=title, time=show_instant(self._kept_at)[-5:])

    # going on with a draft

    def shown(self) -> None:
        """One comes back to the page: the draft that was set aside here is there again, if it still is one."""
        if self.reopens is not None and not self._page.in_hand() and not self._opening:
            self.reopen()

    @Slot()
    def reopen(self) -> None:
        """Fetch the draft as it is kept."""
        wanted = self.reopens if self.keeper.draft_id is None else self.keeper.draft_id
        self._opening, self._following = True, False
        self._page.desk.jobs.query(of_draft, self._page.desk.ctx, wanted, done=self._reopened, failed=self._gone)

    @Slot(object)
    def _reopened(self, found: Reopened) -> None:
        self._opening = False
        if self._following and not self.keeper.quiet:
            return  # something was scanned meanwhile, which nobody asked to give up; whether it fits is said when kept
        page = self._page
        page.banners.clear()
        page.head.offer(found.offers)
        page.draft.reopen(found.draft)
        page.head.reopen(found.draft)
        page.show_paper(anew=True)
        self.keeper.show(found.draft.id, found.draft.seen)
        self._kept_at = found.draft.saved_at
        self._title()

    @Slot(object)
    def _gone(self, error: Exception) -> None:
        self._opening = False
        if not isinstance(error, NotFound):
            self._page.desk.show_error(error, retry=self.reopen)
        elif self._page.in_hand():  # what stands here is all that there is of it
            self._page.banners.say(str(error), Meaning.SOON, [self._own()])
        else:
            self._page.banners.say(str(error), Meaning.SOON)

    def _own(self) -> Choice:
        return _("Keep mine as a draft of its own"), self.keeper.part_ways

    # kept, or not

    @Slot(object)
    def _kept(self, _answer: Kept) -> None:
        self._kept_at = self._page.desk.ctx.clock.now()
        if self._trouble is not None and self._trouble in self._page.banners.shown:
            self._trouble.closed.emit()
            self._trouble.deleteLater()
        self._trouble = None
        if self._hiding:
            self._hide_costs()
        if self._leaving and self.keeper.quiet:
            self._aside()
        else:
            self._title()

    @Slot()
    def _person_changed(self) -> None:
        """Somebody else is at work now: what they may not see is kept first, and then not shown any more."""
        self._hiding = not self._page.desk.permits.may(Right.SEE_COST)
        if self._hiding:
            self.keeper.flush()
            if self.keeper.quiet:
                self._hide_costs()

    def _hide_costs(self) -> None:
        self._hiding = False
        hidden = [line for line in self._page.draft.lines if line.cost and line.kept_id is not None]
        for line in hidden:
            line.cost, line.unseen_cost = "", True
        if hidden:
            self._page.show_paper(anew=True)

    def _title(self) -> None:
        self._page.set_title(_("New paper"), self.words())

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._leaving = False
        said = _("This paper could not be kept as a draft yet. It stays on this page and is tried again. {reason}")
        self._trouble = self._page.banners.say(said.format(reason=error), Meaning.SOON)

    @Slot(object)
    def refused(self, error: Exception) -> None:
        """Somebody else has the draft in hand; nothing that stands here is lost."""
        self._leaving = False
        if isinstance(error, (StaleRecord, NotFound)):
            self.keeper.halt()
            choices = [self._own(), (_("Show the other one"), self.reopen)]
            self._page.banners.say(str(error), Meaning.LATE, choices)
        elif isinstance(error, DepotError):
            self._page.banners.say(str(error), Meaning.LATE)
        else:
            self._page.desk.show_error(error)

    def look(self) -> None:
        """Whether the draft is still as it stands here: another window may have gone on with it."""
        if self.keeper.draft_id is not None and self.keeper.quiet:
            desk = self._page.desk
            desk.jobs.query(standing, desk.ctx, self.keeper.draft_id, done=self._stands)

    @Slot(object)
    def _stands(self, found: Seen | None) -> None:
        seen = self.keeper.seen
        if seen is None or not self.keeper.quiet or (found is not None and found == seen):
            return  # something was scanned meanwhile: whether it fits is asked when it is kept
        if found is not None and found.key == seen.key:
            if found.version > seen.version:  # else it was read before this window saved
                self.reopen()
                self._following = True
            return
        self._page.begin_again()
        self._page.banners.say(_("The draft that stood here was posted or thrown away elsewhere."), Meaning.INFO)

    # leaving it

    @Slot()
    def set_aside(self) -> None:
        """Keep the paper for later, and begin another one."""
        if self.keeper.nothing:
            self._page.box.refuse(_("Nothing is on this paper yet"))
            return
        self._leaving = True
        self.keeper.flush()
        if self.keeper.quiet:
            self._aside()

    def _aside(self) -> None:
        self._leaving = False
        self._page.begin_again()
        self._page.desk.toast(_("The paper is kept: Stock → Drafts."))

    @Slot()
    def ask_to_throw_away(self) -> None:
        """Whatever was scanned or typed is lost, so it is asked first."""
        count = sum(line.counted for line in self._page.draft.lines)
        if self.keeper.nothing:
            self.throw_away("throw")
            return
        text = ngettext(
            "{count} line was written and not posted. It cannot be brought back.",
            "{count} lines were written and not posted. They cannot be brought back.", count,
        )  # fmt: skip
        if not count:
            text = _("What stands above the lines was not posted. It cannot be brought back.")
        answers = [Answer("throw", _("Throw away"), "danger"), Answer("", _("Keep it"))]
        self.question = Question(
            text.format(count=count), answers, _("Throw this paper away?"), Meaning.SOON, self._page.window()
        )
        self.question.answered.connect(self.throw_away)
        self.question.open()

    @Slot(str)
    def throw_away(self, answer: str) -> None:
        """The answer to that."""
        if answer == "throw":
            self.keeper.throw_away()
            self._page.begin_again()
