"""A paper that is being written: its lines, the bin one stands at, and what a scan does to them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from inventory.assets.words import AssetOwner
from inventory.places.words import PlaceKind
from inventory.stock.drafts import DraftRead
from inventory.stock.queries import PaperLine
from inventory.stock.reading import Article, Bin, Spot
from inventory.stock.words import Condition
from ui.stock.kinds import KINDS, Kind, Task


@dataclass(slots=True, eq=False)
class DraftLine:
    """A line as it was scanned and typed. ``quantity`` and ``cost`` are texts, because nothing typed is lost.

    ``source``: the line of the earlier paper that comes back or arrives. ``kept_id``: the line of the kept draft that
    it is; ``unseen_cost``: there stands a cost that the person at work may not see.
    """

    article: Article
    quantity: str = "1"
    start: Bin | None = None
    end: Bin | None = None
    condition: Condition = Condition.NEW
    becomes: Condition | None = None
    owner: AssetOwner = AssetOwner.US
    serial: str = ""
    lot: str = ""
    cost: str = ""
    order_id: int | None = None
    note: str = ""
    source: PaperLine | None = None
    complaint: str = ""
    kept_id: int | None = None
    unseen_cost: bool = False

    @property
    def awaits_serial(self) -> bool:
        """Whether the next scan may be its serial number."""
        return self.article.serialised and not self.serial and self.source is None

    @property
    def counted(self) -> bool:
        """Whether anything of it goes onto the paper; a line of an earlier paper waits until something of it comes."""
        return self.source is None or self.quantity.strip() not in ("", "0")

    def one_more(self) -> None:
        """Another scan of the same part is another piece."""
        text = self.quantity.strip()
        self.quantity = str(int(text) + 1) if text.isdecimal() else (text or "1")


@dataclass(slots=True)
class Draft:
    """A paper before it is posted. ``act`` is drawn once, so that posting it twice is harmless."""

    task: Task = Task.RECEIVE
    lines: list[DraftLine] = field(default_factory=list)
    bin: Bin | None = None
    engineer_id: int | None = None
    supplier_id: int | None = None
    owner: AssetOwner = AssetOwner.US
    act: str = field(default_factory=lambda: str(uuid.uuid4()))
    hand: DraftLine | None = None
    """The line that was scanned last."""

    @property
    def kind(self) -> Kind:
        """What is being written."""
        return KINDS[self.task]

    @property
    def holding(self) -> int | None:
        """The part whose serial number is awaited."""
        waits = next((line for line in reversed(self.lines) if line.awaits_serial), None)
        return None if waits is None else waits.article.id

    def begin_again(self) -> None:
        """What was written is posted or kept: an empty paper of the same kind."""
        self.lines.clear()
        self.bin = self.hand = None
        self.act = str(uuid.uuid4())

    def part_ways(self) -> None:
        """The same once more, as a paper of its own: what is kept of the other one belongs to somebody else."""
        self.act = str(uuid.uuid4())
        for line in self.lines:
            line.kept_id, line.unseen_cost = None, False

    def reopen(self, found: DraftRead) -> None:
        """Go on with what was kept."""
        self.begin_again()
        self.task, self.bin, self.owner = found.task, found.bin, found.owner
        self.supplier_id = None if found.supplier is None else found.supplier.id
        self.engineer_id = found.engineer_id
        for line in found.lines:
            if self.kind.listed and line.source is None:
                continue  # of a paper that is gone there is nothing to count
            self.lines.append(
                DraftLine(
                    line.article, line.quantity, line.start, line.end, line.condition, line.becomes, line.owner,
                    line.serial, line.lot, line.cost, line.order_id, line.note, line.source,
                    kept_id=line.id, unseen_cost=line.costs and not line.cost,
                )
            )  # fmt: skip

    def turn_into(self, task: Task) -> None:
        """Write another kind of paper; what was scanned stays where it makes sense."""
        was, self.task = self.kind, task
        if was.listed or self.kind.listed:
            self.lines.clear()
        for line in self.lines:
            line.complaint = ""
            line.end = line.end if self.kind.puts else None
            line.becomes = self._becomes() if self.kind.becomes else None
            if self.kind.takes:
                self._lay(line)
            else:
                line.start, line.condition = None, Condition.NEW

    # what is scanned

    def scan_bin(self, found: Bin) -> None:
        """Where one stands from now on; of a paper that puts goods away, where those go that have no bin yet."""
        if found.kind is PlaceKind.VAN and "engineer_id" in self.kind.head and found.engineer_id is not None:
            self.choose_engineer(found.engineer_id)
            return
        waiting = [line for line in self.lines if line.end is None and self._may_end(line, found)]
        if self.kind.puts and waiting and not self.kind.listed:
            for line in waiting:
                line.end = found
                line.complaint = ""
            if self.kind.takes:
                return
        self.bin = found

    def _may_end(self, line: DraftLine, found: Bin) -> bool:
        return not (line.start == found and line.becomes in (None, line.condition))

    def scan_part(self, found: Article, serial: str = "") -> DraftLine | None:
        """One more piece of a part; None where a listed paper has no line of it."""
        if self.kind.listed:
            return self._count(found, serial)
        for line in self.lines:
            if serial and line.article.id == found.id and (line.serial == serial or line.awaits_serial):
                line.article, line.serial = found, serial
                if self.kind.takes:
                    self._lay(line)
                return self._to_hand(line)
        made = DraftLine(found, serial=serial, owner=self.owner, becomes=self._becomes())
        if self.kind.takes:
            self._lay(made)
        else:
            made.order_id = self.order_for(found)
        if (self.kind.puts and not self.kind.takes) or (
            self.kind.puts and self.bin is not None and self._puts_away(made)
        ):
            made.end = self.bin
        if not found.serialised:
            for line in self.lines:
                if self._alike(line, made):
                    line.article = found
                    line.one_more()
                    line.complaint = ""
                    return self._to_hand(line)
        self.lines.append(made)
        return self._to_hand(made)

    def _puts_away(self, line: DraftLine) -> bool:
        """Whether the bin one stands at is where the goods go: they come from a van, not from a shelf."""
        return line.start is not None and line.start.kind is PlaceKind.VAN

    def _to_hand(self, line: DraftLine) -> DraftLine:
        self.hand = line
        return line

    def remove(self, line: DraftLine) -> None:
        """Take a line out."""
        self.lines.remove(line)
        if self.hand is line:
            self.hand = None

    def _alike(self, line: DraftLine, made: DraftLine) -> bool:
        open_end = line.end is None or made.end is None or line.end == made.end
        same = line.article.id == made.article.id and line.condition is made.condition and line.owner is made.owner
        return same and line.start == made.start and open_end and line.lot == made.lot

    def _count(self, found: Article, serial: str) -> DraftLine | None:
        for line in self.lines:
            assert line.source is not None  # every line of a listed paper has one
            full = line.quantity.strip() == str(line.source.left) and not line.article.decimals
            if line.article.id == found.id and line.source.serial == serial and not full:
                line.one_more()
                line.end = self.bin or line.end
                line.complaint = ""
                return self._to_hand(line)
        return None

    def choose_engineer(self, engineer_id: int | None) -> None:
        """Whose van or hands: what was scanned is taken from there."""
        self.engineer_id = engineer_id
        if self.kind.takes:
            for line in self.lines:
                self._lay(line)

    def choose_supplier(self, supplier_id: int | None) -> None:
        """Whose paper it is: what was scanned answers their orders."""
        self.supplier_id = supplier_id
        for line in self.lines:
            line.order_id = self.order_for(line.article)

    def choose_owner(self, owner: AssetOwner) -> None:
        """Whose goods come in."""
        self.owner = owner
        for line in self.lines:
            line.owner = owner

    def list_source(self, sources: Sequence[tuple[PaperLine, Article]]) -> None:
        """The lines of an earlier paper: nothing of them has been counted yet."""
        self.lines = [
            DraftLine(
                article, "0", end=self.bin, condition=line.condition_to, owner=line.owner, serial=line.serial,
                lot=line.lot, source=line,
            )
            for line, article in sources
        ]  # fmt: skip

    # where goods lie

    def spots(self, line: DraftLine) -> list[Spot]:
        """Where pieces of the line's part lie that this paper is about; one with the line's serial alone."""
        found = [spot for spot in line.article.spots if self.kind.suits(spot, self.engineer_id)]
        if line.serial:
            return [spot for spot in found if spot.serial == line.serial]
        if self.task is Task.SCRAP:
            worn = (Condition.SCRAP, Condition.FAULTY)
            found.sort(key=lambda spot: worn.index(spot.condition) if spot.condition in worn else len(worn))
        return found

    def _lay(self, line: DraftLine) -> None:
        """Take it from the bin one stands at, else from where the most lie."""
        found = self.spots(line)
        here = [spot for spot in found if spot.bin == self.bin] or found
        if here:
            self.take_from(line, here[0])
        elif self.bin is not None and not self.kind.puts:
            line.start = self.bin
        else:
            line.start = None

    def take_from(self, line: DraftLine, spot: Spot) -> None:
        """The pieces of a line lie there."""
        line.start, line.condition, line.owner, line.lot = spot.bin, spot.condition, spot.owner, spot.lot

    def lying(self, line: DraftLine) -> int | None:
        """How many lie where the line takes them; None where it takes none of ours."""
        if not self.kind.takes or line.start is None:
            return None
        return sum(
            spot.quantity for spot in line.article.spots
            if spot.bin == line.start and spot.condition is line.condition and spot.owner is line.owner
            and spot.lot == line.lot and (not line.serial or spot.serial == line.serial)
        )  # fmt: skip

    def order_for(self, found: Article) -> int | None:
        """The oldest order that a receipt of the part answers; of the supplier whose paper it is, if one is chosen."""
        if self.task is not Task.RECEIVE:
            return None
        fitting = (
            one for one in found.orders if self.supplier_id in (None, one.supplier_id) or one.supplier_id is None
        )
        return next((one.id for one in fitting if self.supplier_id is not None), None)

    def _becomes(self) -> Condition | None:
        if self.task is Task.INSPECT:
            return Condition.NEW
        return None
