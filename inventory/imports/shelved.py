"""What a list of parts says lies in the bins goes into the ledger with it, and out of it again when it is undone."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Final

from inventory.i18n import N_, Message
from inventory.imports.parts import PartPlan
from inventory.jobs import Progress
from inventory.stock.opening import Count, papers_of, post_counts, taken_over
from inventory.stock.papers import reverse_within
from inventory.work import Work
from models import connect

_OF_BATCH: Final = (
    "(p.batch_id = ? OR EXISTS (SELECT 1 FROM stock_line x JOIN stock_doc y ON y.id = x.doc_id "
    "WHERE x.part_id = p.id AND y.batch_id = ?))"
)
_MOVED_SINCE: Final = (
    "SELECT count(*) FROM part p JOIN stock_line l ON l.part_id = p.id JOIN stock_doc d ON d.id = l.doc_id "
    f"WHERE {_OF_BATCH} AND (d.batch_id IS NULL OR d.batch_id <> ?) AND d.id > ?"
)
_REFERRED: Final = (
    ("reservation", "part_id", N_("reservations of its parts: {count}")),
    ("order_line", "part_id", N_("orders of its parts: {count}")),
    ("stocktake_line", "part_id", N_("counts of its parts: {count}")),
    ("supersession", "old_id", N_("successors of its parts: {count}")),
    ("supersession", "new_id", N_("predecessors of its parts: {count}")),
    ("maker_approval", "part_id", N_("approvals of its parts: {count}")),
    ("stock_draft_line", "part_id", N_("lines of drafts with its parts: {count}")),
    ("quotation_line", "part_id", N_("lines of quotations with its parts: {count}")),
)


def post_stock(work: Work, plan: PartPlan, batch_id: int, progress: Progress) -> None:
    """Post the bins that the batch has added, and of bins that it corrects the difference."""
    taken_over(work, "o.batch_id = ?", (batch_id,), progress, batch_id)
    corrected = (
        Count(known.id, name, new - old, known.changes.get("reference_cost", (None, known.values["reference_cost"]))[1])
        for known in plan.changes
        for name, (_row, old, new) in known.counts.items()
    )
    post_counts(work, corrected, progress, batch_id)


def built_on(batch_id: int) -> list[Message]:
    """What has happened to the parts of a batch since, so that its stock cannot be taken back any more."""
    papers = papers_of(batch_id)
    since = max((paper.id for paper in papers), default=0)
    found = [_counted(_MOVED_SINCE, (batch_id, batch_id, batch_id, since), N_("moves of its parts since: {count}"))]
    for table, column, message_id in _REFERRED:
        sql = f"SELECT count(*) FROM {table} t JOIN part p ON p.id = t.{column} WHERE p.batch_id = ?"
        found.append(_counted(sql, (batch_id,), message_id))
    return [message for message in found if message is not None]


def _counted(sql: str, values: Sequence[Any], message_id: str) -> Message | None:
    count = int(connect.rows(sql, values)[0][0])
    return Message(message_id, {"count": count}) if count else None


def take_back_stock(work: Work, batch_id: int) -> None:
    """Reverse the opening papers of a batch: what was posted is never removed (INV-05)."""
    for paper in papers_of(batch_id):
        reverse_within(work, str(uuid.uuid4()), paper.id)


def keep_named(work: Work, batch_id: int) -> int:
    """Retire the parts of a batch that the ledger names, and return how many: these cannot be removed.

    A later book may bring them back and says everything about them anew.
    """
    kept = connect.rows(
        "UPDATE part SET active = FALSE, version = version + 1, manufacturer_id = CASE WHEN manufacturer_id IN "
        "(SELECT id FROM manufacturer WHERE batch_id = ?) THEN NULL ELSE manufacturer_id END "
        "WHERE batch_id = ? AND EXISTS (SELECT 1 FROM stock_line l WHERE l.part_id = part.id) RETURNING id",
        (batch_id, batch_id),
    )
    connect.rows(  # a part of which nothing ever moved may have begun its chain all the same
        "DELETE FROM stock_chain WHERE part_id IN (SELECT p.id FROM part p WHERE p.batch_id = ? "
        "AND NOT EXISTS (SELECT 1 FROM stock_line l WHERE l.part_id = p.id)) RETURNING id",
        (batch_id,),
    )
    return len(kept)
