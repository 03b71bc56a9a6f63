"""The papers that are being written: who has which in hand, and one of them as it was left."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.choices import Choice
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.paging import Condition as Where
from inventory.paging import Listing
from inventory.stock.drafting import Seen
from inventory.stock.queries import PaperLine, paper_lines
from inventory.stock.reading import Article, Bin, CaseFound, articles, case, place
from inventory.values.codes import name_key
from inventory.work import Context
from models import connect
from models.assets import AssetOwner
from models.drafts import StockDraft, StockDraftLine, Task
from models.stock import Condition, IssuePurpose

__all__ = [
    "LISTING", "DraftLineRead", "DraftRead", "DraftRow", "Task", "count", "pick_writers", "read", "rows", "standing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list. ``lines``: those on which something was scanned; ``engineer``: whose van or hands."""

    id: int
    seen: Seen
    task: Task
    lines: int
    case_no: str
    customer: str
    supplier: str
    engineer: str
    warehouse: str
    paper_no: str
    remark: str
    begun_at: datetime
    begun_by: str
    saved_at: datetime
    saved_by: str
    workstation: str


def _row(
    row_id: int, key: str, version: int, act: str, task: str, lines: int, case_no: str | None, customer: str | None,
    supplier: str | None, engineer: str | None, warehouse: str | None, paper_no: str, remark: str, begun_at: Any,
    begun_by: str | None, saved_at: Any, saved_by: str | None, workstation: str,
) -> DraftRow:  # fmt: skip
    begun, saved = connect.as_instant(begun_at), connect.as_instant(saved_at)
    assert begun is not None and saved is not None  # the columns are never empty
    return DraftRow(
        row_id, Seen(key, version, act), Task(task), int(lines), case_no or "", customer or "", supplier or "",
        engineer or "", warehouse or "", paper_no, remark, begun, begun_by or "", saved, saved_by or "", workstation,
    )  # fmt: skip


_FILTERS: Final[Mapping[str, Callable[[Any], Where]]] = {
    "task": lambda task: Where("stock_draft.task = ?", (Task(task).value,)),
    "person": lambda user_id: Where("stock_draft.saved_by_id = ?", (user_id,)),
    "part": lambda part_id: Where(
        "stock_draft.id IN (SELECT x.draft_id FROM stock_draft_line x WHERE x.part_id = ?)", (part_id,)
    ),
    "case": lambda case_id: Where("stock_draft.case_id = ?", (case_id,)),
}
LISTING: Final[Listing[DraftRow]] = Listing(
    table="stock_draft",
    source=(
        "stock_draft LEFT JOIN depot_user beginner ON beginner.id = stock_draft.begun_by_id "
        "LEFT JOIN depot_user writer ON writer.id = stock_draft.saved_by_id "
        "LEFT JOIN service_case ON service_case.id = stock_draft.case_id "
        "LEFT JOIN customer ON customer.id = coalesce(stock_draft.customer_id, service_case.customer_id) "
        "LEFT JOIN supplier ON supplier.id = stock_draft.supplier_id "
        "LEFT JOIN depot_user engineer ON engineer.id = stock_draft.engineer_id "
        "LEFT JOIN warehouse ON warehouse.id = stock_draft.warehouse_id"
    ),
    columns=(
        "stock_draft.key, stock_draft.version, stock_draft.act, stock_draft.task, "
        "(SELECT count(*) FROM stock_draft_line x WHERE x.draft_id = stock_draft.id "
        "AND (x.source_id IS NULL OR x.quantity NOT IN ('', '0'))), service_case.case_no, customer.name, "
        "supplier.name, engineer.name, warehouse.name, stock_draft.paper_no, stock_draft.remark, "
        "stock_draft.begun_at, beginner.name, stock_draft.saved_at, writer.name, stock_draft.workstation"
    ),
    row=_row,
    sorts={"saved": "stock_draft.saved_at", "id": "stock_draft.id"},
    filters=_FILTERS,
)
"""The drafts of the depot, whoever writes them and wherever."""


def count(ctx: Context) -> int:
    """How many papers are being written."""
    return LISTING.count({})


def rows(ctx: Context, draft_ids: Sequence[int]) -> list[DraftRow]:
    """Drafts by their ids; those that are gone are left out."""
    return LISTING.rows(draft_ids)


def pick_writers(text: str, limit: int = 12) -> list[Choice]:
    """Who has drafts, by a part of their name. Needs an open connection."""
    found = connect.rows(
        "SELECT id, name FROM depot_user WHERE id IN (SELECT saved_by_id FROM stock_draft) ORDER BY name"
    )
    wanted = name_key(text)
    return [Choice(user_id, name) for user_id, name in found if wanted in name_key(name)][:limit]


@dataclass(frozen=True, slots=True)
class DraftLineRead:
    """A line as it was scanned and typed. ``cost`` is "" for who may not see it; ``costs``: something was typed there.

    ``source``: the line of an earlier paper that comes back or arrives, as it stands now.
    """

    id: int
    article: Article
    quantity: str
    start: Bin | None
    end: Bin | None
    condition: Condition
    becomes: Condition | None
    owner: AssetOwner
    serial: str
    lot: str
    cost: str
    costs: bool
    order_id: int | None
    source: PaperLine | None
    note: str


@dataclass(frozen=True, slots=True)
class DraftRead:
    """A draft as it was left, with what its records are called now and where its parts lie now.

    ``typed``: what stood in a field above the lines and could not be read yet, by the field's name.
    """

    id: int
    seen: Seen
    task: Task
    lines: tuple[DraftLineRead, ...]
    happened_on: date | None
    purpose: IssuePurpose | None
    case: CaseFound | None
    customer: Choice | None
    supplier: Choice | None
    engineer_id: int | None
    warehouse_id: int | None
    transfer_id: int | None
    closes: bool
    bin: Bin | None
    owner: AssetOwner
    tax_rate_bp: int
    paper_no: str
    remark: str
    typed: Mapping[str, str]
    saved_at: datetime
    saved_by: str


def standing(ctx: Context, draft_id: int) -> Seen | None:
    """How a draft stands; None where it was posted or thrown away."""
    found = connect.rows("SELECT key, version, act FROM stock_draft WHERE id = ?", (draft_id,))
    return Seen(*found[0]) if found else None


def read(ctx: Context, draft_id: int) -> DraftRead:
    """A draft to be written on. Raises NotFound where it was posted or thrown away."""
    row: Any = StockDraft.get_or_none(StockDraft.id == draft_id)
    if row is None:
        raise NotFound(N_("This draft is no longer there: it was posted or thrown away. Look at the papers."))
    kept: list[Any] = list(
        StockDraftLine.select().where(StockDraftLine.draft == draft_id).order_by(StockDraftLine.id)
    )  # fmt: skip
    parts = articles(ctx, [line.part_id for line in kept])
    ids = {row.place_id, *(line.start_id for line in kept), *(line.end_id for line in kept)} - {None}
    bins = {place_id: place(place_id) for place_id in ids}
    sources = paper_lines(ctx, [line.source_id for line in kept if line.source_id is not None])
    costs = sees_cost(ctx)
    lines = tuple(
        DraftLineRead(
            line.id, parts[line.part_id], line.quantity, bins.get(line.start_id), bins.get(line.end_id),
            line.condition, line.becomes, line.owner, line.serial, line.lot, line.cost if costs else "",
            bool(line.cost), line.order_id, sources.get(line.source_id), line.note,
        )
        for line in kept
    )  # fmt: skip
    return DraftRead(
        row.id, Seen(row.key, row.version, row.act), row.task, lines, row.happened_on, row.purpose,
        None if row.case_id is None else case(row.case_id), _named("customer", row.customer_id),
        _named("supplier", row.supplier_id), row.engineer_id, row.warehouse_id, row.transfer_id, row.closes,
        bins.get(row.place_id), row.owner, row.tax_rate_bp, row.paper_no, row.remark, json.loads(row.typed),
        row.saved_at, "" if row.saved_by_id is None else row.saved_by.name,
    )  # fmt: skip


def _named(table: str, row_id: int | None) -> Choice | None:
    if row_id is None:
        return None
    return Choice(row_id, str(connect.rows(f"SELECT name FROM {table} WHERE id = ?", (row_id,))[0][0]))
