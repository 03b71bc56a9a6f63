"""What rows of a register promise besides their own months: policies, manufacturers' warranties, maintenance contracts.

Columns are taken as they stand. A remark is taken where it says enough, and everything that it yields is told as a
warning of its row; what it leaves open or contradicts is told, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from inventory.access.rights import may
from inventory.cover.facts import UnitFacts
from inventory.cover.rules import CoverStatus
from inventory.i18n import N_, Message, _
from inventory.imports.deals import Deals
from inventory.imports.extended import Extended
from inventory.imports.foreseen import Foreseen
from inventory.imports.governed import Governing
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Depot
from inventory.imports.maker_windows import MakerWindows
from inventory.imports.notes import Request, Verdict, Weight
from inventory.imports.pace import watched
from inventory.imports.policies import Policies
from inventory.imports.promised import Promised
from inventory.imports.remarks import Remark, read_remark
from inventory.imports.units import BEFORE_PROMISES, AssetRecord
from inventory.jobs import Progress
from inventory.work import Context
from models.access import Right

if TYPE_CHECKING:
    from inventory.imports.registered import Known
    from inventory.imports.units import Unit

_COLUMNS: Final = len(AssetRecord._fields) - BEFORE_PROMISES
_RUNS: Final = frozenset({CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED})


@dataclass(slots=True)
class Row:
    """A row that is taken, or says again what is there. ``remark``: what its remark promises."""

    unit: Unit
    known: Known | None
    remark: Remark
    doubts: list[Message] = field(default_factory=list)

    def doubt(self, phrase: str, sentence: Message) -> None:
        """Keep what is to be told of words of the remark."""
        self.doubts.append(
            Message(N_("From the remark “{words}”: {sentence}"), {"words": phrase, "sentence": sentence})
        )

    @property
    def refused(self) -> bool:
        """Whether the row is not taken any more."""
        return self.unit.line.verdict is Verdict.REFUSED


class Promises:
    """Judges the rows of a register once it is known which are new and which are there already."""

    def __init__(self, ctx: Context, depot: Depot, ledger: Ledger, request: Request, progress: Progress) -> None:
        self._ctx = ctx
        self._depot = depot
        self._ledger = ledger
        self._request = request
        self._progress = progress

    def judge(self, units: Sequence[tuple[Unit, Known | None]]) -> Promised:
        """What the rows promise; a row whose columns cannot be taken is refused."""
        rows = [
            Row(unit, known, read_remark(unit.remark) if unit.remark else _NOTHING)
            for unit, known in watched(units, self._progress, _("Checking the rows"))
            if unit.remark or unit.record.promises.count(None) < _COLUMNS
        ]
        rows = [row for row in rows if row.remark or row.unit.record.promises.count(None) < _COLUMNS]
        return self._judge(rows) if rows else Promised()

    def _judge(self, rows: list[Row]) -> Promised:
        today, create = self._ctx.clock.today(), self._request.create
        allowed = may(self._ctx, Right.EDIT_CONTRACTS)
        policies, deals = Policies(), Deals()
        deals.load((row.unit.deal for row in rows), self._progress)
        governing = Governing(policies, deals, self._ledger, today, allowed=allowed)
        for row in rows:
            governing.judge(row.unit)
        foreseen = Foreseen(self._ctx, policies, deals, governing)
        foreseen.load((row.known for row in rows if not row.refused), self._progress)
        windows = MakerWindows(self._ledger, overwrite=self._request.overwrite)
        windows.load([row.known.id for row in rows if row.known is not None and not row.refused], self._progress)
        extended = Extended(self._depot, self._ledger, foreseen, today, create=create, allowed=allowed)
        extended.load((number for row in rows for number in _numbers(row)), self._progress)
        for row in watched(rows, self._progress, _("Checking the rows")):
            if row.refused:
                continue
            facts = foreseen.facts(row.unit, row.known)
            facts = windows.judge(row.unit, row.known, facts, row.remark.makers, row.doubt)
            if not row.refused:
                facts = extended.judge(row.unit, row.known, facts, row.remark.extensions, row.doubt)
            if not row.refused:
                self._compare(row, facts, foreseen)
        governed = governing.settle()
        for row in rows:
            if row.unit.line.verdict in (Verdict.NEW, Verdict.CHANGED):
                for message in row.doubts:
                    self._ledger.note(row.unit.line, "remark", Weight.WARNS, message)
        return Promised(
            governed,
            [paper for paper in windows.papers if paper.unit.line.verdict is not Verdict.REFUSED],
            [one for one in extended.covered if one.unit.line.verdict is not Verdict.REFUSED],
        )

    def _compare(self, row: Row, facts: UnitFacts, foreseen: Foreseen) -> None:
        """Whether a remark puts the unit on the other side of its last day than the cover that is reckoned."""
        said = row.remark
        if said.visits:
            row.doubt(
                said.visits,
                Message(
                    N_(
                        "Visits are promised here, and nothing is derived from it. Where the contract says so, choose "
                        "a policy with them on the contract's card."
                    )
                ),
            )
        if said.over and said.within:
            row.doubt(
                f"{said.over}, {said.within}", Message(N_("These contradict each other. The reckoned cover counts."))
            )
            return
        if not said.over and not said.within:
            return
        cover = foreseen.cover(facts)
        if cover.term_missing:
            row.doubt(
                said.over or said.within,
                Message(
                    N_(
                        "Nobody has recorded for how many months the unit is covered, so this cannot be checked. Write "
                        "the months in its row, or enter them on its contract."
                    )
                ),
            )
        elif said.over and cover.status in _RUNS:
            row.doubt(
                said.over,
                Message(
                    N_(
                        "The unit would be out of warranty, but the reckoned cover lasts until {last}. Check its "
                        "acceptance and its months."
                    ),
                    {"last": cover.last},
                ),
            )
        elif said.over and cover.status is CoverStatus.PRE_ACCEPTANCE:
            row.doubt(
                said.over,
                Message(
                    N_(
                        "The unit would be out of warranty, but no acceptance is recorded, so that its cover has not "
                        "begun. Enter the acceptance date."
                    )
                ),
            )
        elif said.within and cover.status is CoverStatus.POST_WARRANTY:
            row.doubt(
                said.within,
                Message(
                    N_(
                        "The unit would be in warranty, but the reckoned cover ended on {last}. Check its acceptance "
                        "and its months."
                    ),
                    {"last": cover.last or "–"},
                ),
            )


_NOTHING: Final = Remark()


def _numbers(row: Row) -> list[str]:
    noted = [note.number for note in row.remark.extensions if note.number]
    return [*([row.unit.record.extension_no] if row.unit.record.extension_no else []), *noted]
