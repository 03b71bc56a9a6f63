"""The stock of the old books is taken over into the ledger, once: an opening paper with bins made from their names.

Goods whose cost the books do not say come in at 0.00 and are counted in the answer: the ledger never guesses, and a
revaluation gives them their cost later. A book that corrects an earlier one is posted as the difference, never as a new
total: what was moved meanwhile stays moved (as with a stocktake, C-17).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inventory.errors import RuleBroken
from inventory.i18n import N_, _
from inventory.jobs import Progress, Quiet
from inventory.naming import line
from inventory.places.furnishing import UNSHELVED, WITHIN, bin_named, home, outside, within
from inventory.stock.posting import Move, Posted, lock, post
from inventory.values.codes import name_key
from inventory.values.money import Money
from inventory.values.quantities import show_quantity
from inventory.work import Context, Work, command
from models import connect
from models.assets import AssetOwner
from models.parts import OpeningStock, Part
from models.places import Place, PlaceKind
from models.stock import Condition, DocKind, StockBalance, StockDoc

PIECE: Final = 200
"""Lines of one opening paper: a longer list is posted as several."""
_WAITING: Final = (
    "SELECT o.id, o.part_id, o.bin, o.quantity, coalesce(o.unit_cost, p.reference_cost) FROM opening_stock o "
    "JOIN part p ON p.id = o.part_id WHERE NOT o.taken_over AND {where} ORDER BY p.part_norm, o.bin"
)


@dataclass(frozen=True, slots=True)
class Count:
    """What the books say lies in a bin, or by how much more or less than they said before (``quantity`` below 0)."""

    part_id: int
    bin: str
    quantity: int
    unit_cost: int | None


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was posted: the papers, their lines, their value, and how many lines came in without a known cost."""

    papers: tuple[Posted, ...]
    lines: int
    value: Money
    without_cost: int


@command
def take_over(ctx: Context, progress: Progress | None = None) -> TakenOver:
    """Post what the old books said lay in the bins and is not in the ledger yet; asked again, it posts nothing.

    A depot of an earlier release does it by itself with the first start: nobody decides anything.
    """
    with ctx.work() as work:
        return taken_over(work, "1 = 1", (), progress or Quiet())


def is_waiting() -> bool:
    """Whether something of the old books is not in the ledger yet. Needs an open connection."""
    return bool(connect.rows("SELECT EXISTS (SELECT 1 FROM opening_stock WHERE NOT taken_over)")[0][0])


def taken_over(
    work: Work, where: str, values: Sequence[Any], progress: Progress, batch_id: int | None = None
) -> TakenOver:
    """Post the rows of ``opening_stock`` that ``where`` (on ``o``) names and mark them."""
    sql = _WAITING.format(where=where)
    lock(row[1] for row in connect.rows(sql, values))
    found = connect.rows(sql, values)  # as it stands now that nobody else takes the same over
    answer = post_counts(work, (Count(*row[1:]) for row in found), progress, batch_id)
    for start in range(0, len(found), PIECE):
        ids = [row[0] for row in found[start : start + PIECE]]
        OpeningStock.update(taken_over=True).where(OpeningStock.id.in_(ids)).execute()
    return answer


def post_counts(work: Work, counts: Iterable[Count], progress: Progress, batch_id: int | None = None) -> TakenOver:
    """Post what books count, in papers of at most PIECE lines. Raises RuleBroken where less lies there than goes."""
    wanted = sorted((count for count in counts if count.quantity), key=lambda count: count.part_id)
    lock(count.part_id for count in wanted)
    papers, without_cost = [], 0
    bins: dict[str, Place] = {}
    for start in range(0, len(wanted), PIECE):
        progress.report(start, len(wanted), _("Taking the stock into the ledger"))
        piece = wanted[start : start + PIECE]
        parts = {part.id: part for part in Part.select().where(Part.id.in_([count.part_id for count in piece]))}
        moves = []
        for count in piece:
            name = line(count.bin) or UNSHELVED
            if name not in bins:
                bins[name] = _shelf(work, name)
            moves.append(_move(work, parts[count.part_id], bins[name], count))
            without_cost += count.quantity > 0 and count.unit_cost is None
        papers.append(post(work, DocKind.OPENING, str(uuid.uuid4()), work.ctx.clock.today(), moves, batch=batch_id))
    value = Money(sum(sum(paper.amounts) for paper in papers))
    return TakenOver(tuple(papers), len(wanted), value, without_cost)


def _shelf(work: Work, name: str) -> Place:
    """The bin of a name; what the books have where goods wait for their inspection waits for it here, too."""
    here = home(work).id
    if name_key(name) == name_key(WITHIN[PlaceKind.QUARANTINE]):
        return within(work, here, PlaceKind.QUARANTINE)
    return bin_named(work, here, name)


def _move(work: Work, part: Part, shelf: Place, count: Count) -> Move:
    outer = outside(work, PlaceKind.ADJUSTMENT)
    coming = count.quantity > 0
    waits = shelf.kind is PlaceKind.QUARANTINE
    condition = Condition.PENDING if waits else Condition.NEW
    if not coming:
        condition = _condition(part, shelf, -count.quantity, (condition,) if waits else (Condition.NEW, Condition.GOOD))
    return Move(
        part=part, quantity=abs(count.quantity), from_place=outer if coming else shelf,
        to_place=shelf if coming else outer, condition_from=condition, condition_to=condition,
        unit_cost=(count.unit_cost or 0) if coming else None,
    )  # fmt: skip


def _condition(part: Part, shelf: Place, quantity: int, among: Sequence[Condition]) -> Condition:
    """In which condition enough of our own lies there to be taken away: the first of ``among`` of which it does.

    Books name no lots and no customers' pieces, so these are not theirs to take.
    """
    rows = StockBalance.select().where(
        (StockBalance.part == part.id) & (StockBalance.place == shelf.id)
        & (StockBalance.owner == AssetOwner.US) & (StockBalance.lot == "")
    )  # fmt: skip
    there = {row.condition: row.quantity for row in rows}
    for condition in among:
        if there.get(condition, 0) >= quantity:
            return condition
    raise RuleBroken(
        N_(
            "The book takes {wanted} of {part} out of {place}, but only {there} lie there. Count the bin instead: "
            "a stocktake corrects it."
        ),
        wanted=show_quantity(quantity, part.decimals), part=part.part_no, place=shelf.name,
        there=show_quantity(max(there.get(condition, 0) for condition in among), part.decimals),
    )  # fmt: skip


def papers_of(batch_id: int) -> list[StockDoc]:
    """The opening papers of an import that stand, the last one first. Needs an open connection."""
    return list(
        StockDoc.select()
        .where((StockDoc.batch == batch_id) & (StockDoc.kind == DocKind.OPENING) & (StockDoc.state == "posted"))
        .order_by(StockDoc.id.desc())
    )
