"""What was scanned or typed is never lost: a paper that is being written is kept as a draft after every scan.

Nobody waits for it: it is sent to the write lane a moment after the last change, one at a time, and only if something
differs from what was kept last.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from inventory.access.rights import Right
from inventory.errors import DepotError, EnvironmentTrouble, NotFound, StaleRecord
from inventory.i18n import _
from inventory.stock.drafting import KeepDraft, Kept, KeptLine, Seen, discard, keep
from ui.desk import Desk
from ui.stock.draft import Draft, DraftLine
from ui.stock.head_card import HeadCard
from ui.theme import Meaning

PAUSE_MS: Final = 250
"""A burst of scans is kept at once."""
AGAIN_MS: Final = 5_000
"""So long after the depot could not be reached it is tried again."""


def snapshot(draft: Draft, head: HeadCard, seen: Seen | None) -> KeepDraft | None:
    """The paper as it stands. None where nothing was scanned onto it, and nothing written above its lines."""
    if not (any(line.counted for line in draft.lines) or head.written()):
        return None
    said = head.said()
    return KeepDraft(
        act=draft.act, task=draft.task, lines=tuple(map(_line, draft.lines)), seen=seen,
        line_ids=tuple(line.kept_id for line in draft.lines), happened_on=said.get("happened_on"),
        purpose=said.get("purpose"), case_id=said.get("case_id"), customer_id=said.get("customer_id"),
        supplier_id=said.get("supplier_id"), engineer_id=said.get("engineer_id"),
        warehouse_id=said.get("warehouse_id"), transfer_id=said.get("transfer_id"), closes=bool(said.get("close")),
        place_id=None if draft.bin is None else draft.bin.id, owner=draft.owner, tax_rate_bp=said.get("tax") or 0,
        paper_no=said.get("paper_no") or "", remark=said.get("remark") or "",
        typed=head.unread(),
    )  # fmt: skip


def _line(line: DraftLine) -> KeptLine:
    return KeptLine(
        part_id=line.article.id, quantity=line.quantity, start_id=None if line.start is None else line.start.id,
        end_id=None if line.end is None else line.end.id, condition=line.condition, becomes=line.becomes,
        owner=line.owner, serial=line.serial, lot=line.lot, cost=None if line.unseen_cost else line.cost,
        order_id=line.order_id, source_id=None if line.source is None else line.source.id, note=line.note,
    )  # fmt: skip


class Keeper(QObject):
    """Keeps one paper after the other. Tell it of every change by ``note``.

    Signals: ``kept(Kept)`` it stands in the depot; ``refused(error)`` it cannot be kept as it is, or somebody else
    changed, posted or threw away the draft: then nothing is kept until ``part_ways`` or ``show``; ``failed(error)`` the
    depot cannot be reached: it is tried again.
    """

    kept = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, draft: Draft, head: HeadCard, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._draft, self._head = desk, draft, head
        self.seen: Seen | None = None
        self.draft_id: int | None = None
        self._last: KeepDraft | None = None
        self._unfit: KeepDraft | None = None
        self._sent: tuple[KeepDraft, tuple[DraftLine, ...]] | None = None
        self._forgotten = 0  # answers that are still to come about papers that are not here any more
        self._halted = self._posting = self._troubled = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    @property
    def safe(self) -> bool:
        """Whether all that was scanned is kept, or on its way to the depot."""
        if self._halted or self._troubled:
            return False
        return self._sent is not None or self._now() in (None, self._last)

    @property
    def nothing(self) -> bool:
        """Whether nothing stands here that could be kept."""
        return self._now() is None

    @property
    def quiet(self) -> bool:
        """Nothing is on its way, and nothing here differs from what was kept."""
        return self._sent is None and not self._posting and self._now() == self._last

    def note(self) -> None:
        """Something on the paper may have changed."""
        if not (self._halted or self._posting or self._timer.isActive()):
            self._timer.start(AGAIN_MS if self._troubled else PAUSE_MS)

    @Slot()
    def flush(self) -> None:
        """Keep it now, where anything differs."""
        self._timer.stop()
        if self._halted or self._posting or self._sent is not None or self._desk.jobs.closed:
            return  # what is on its way comes back and looks again
        if not self._desk.permits.may(Right.KEEP_STOCK):
            return
        asked = self._now()
        if asked is None:
            self.throw_away()
        elif asked not in (self._last, self._unfit):
            self._sent = asked, tuple(self._draft.lines)
            self._desk.jobs.command(
                keep, self._desk.ctx, asked, done=self._arrived, failed=self._broken, title=_("Keeping the draft")
            )

    def _now(self) -> KeepDraft | None:
        return snapshot(self._draft, self._head, self.seen)

    @Slot(object)
    def _arrived(self, kept: Kept) -> None:
        if self._forgotten:
            self._forgotten -= 1
            return
        assert self._sent is not None  # an answer is to something that was sent
        (self._last, lines), self._sent = self._sent, None
        self._troubled, self._unfit = False, None
        self.seen, self.draft_id = kept.seen, kept.draft_id
        for line, line_id in zip(lines, kept.line_ids, strict=True):
            line.kept_id = line_id
        if self._now() != self._last:
            self.note()
        self.kept.emit(kept)

    @Slot(object)
    def _broken(self, error: Exception) -> None:
        if self._forgotten:
            self._forgotten -= 1
            return
        assert self._sent is not None  # as above
        (asked, _lines), self._sent = self._sent, None
        if isinstance(error, EnvironmentTrouble):
            self._troubled = True
            self.failed.emit(error)
            self.note()
            return
        self._unfit = asked
        self._halted = isinstance(error, (StaleRecord, NotFound)) or not isinstance(error, DepotError)
        self.refused.emit(error)

    # a paper comes and goes

    def show(self, draft_id: int, seen: Seen) -> None:
        """A draft was opened: as it stands here it is kept."""
        self.begin_again()
        self.draft_id, self.seen = draft_id, seen
        self._last = self._now()

    def begin_again(self) -> None:
        """Another paper stands here now."""
        self._timer.stop()
        self._forgotten += self._sent is not None
        self._sent = self._last = self._unfit = self.seen = self.draft_id = None
        self._halted = self._posting = self._troubled = False

    def part_ways(self) -> None:
        """The paper that stands here is a draft of its own from now on."""
        self._draft.part_ways()
        self.begin_again()
        self.flush()

    def throw_away(self) -> None:
        """The draft of this paper, if it was kept."""
        if self._last is not None or self._sent is not None or self.seen is not None:
            self._desk.jobs.command(discard, self._desk.ctx, self.seen, self._draft.act, failed=self._left)
        self.begin_again()

    @Slot(object)
    def _left(self, error: Exception) -> None:
        if isinstance(error, (StaleRecord, NotFound)):
            self._desk.toast(
                _("Somebody else goes on with this draft, so it was not thrown away."), meaning=Meaning.SOON
            )
        else:
            self._desk.show_error(error)

    def posting(self, going_on: bool) -> None:
        """Nothing is kept while the paper is being posted; if it is refused, the writing goes on."""
        self._posting = going_on
        if not going_on:
            self.note()

    def halt(self) -> None:
        """Somebody else has the draft in hand: nothing is kept until the person has chosen what becomes of it."""
        self._halted = True
