"""Takes a batch back as one step, as long as nothing was built on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from peewee import IntegrityError

from inventory.cover import keeping
from inventory.errors import RuleBroken
from inventory.events import RecordsChanged
from inventory.i18n import N_, Listed, Message
from inventory.imports.built import on_acceptances
from inventory.imports.bulk import Bulk, as_peewee
from inventory.imports.commit import check_rights
from inventory.imports.shelved import built_on, keep_named, take_back_stock
from inventory.imports.unpromised import built_on_promises, remove_promises, resting
from inventory.jobs import Quiet
from inventory.work import Context, command, needs
from models import connect
from models.access import Right
from models.base import database
from models.catalog import MODELS
from models.imports import BatchState, ImportBatch, ImportKind

_TABLES: Final = {model._meta.table_name: model for model in MODELS}
_NO_VERSION: Final = frozenset({"opening_stock", "part_fit"})
_EDITABLE: Final = (
    "maker_cover",
    "extension_contract",
    "asset",
    "contract_line",
    "part",
    "service_case",
    "contract",
    "product_model",
    "manufacturer",
    "customer",
)
"""Tables of a batch whose rows people edit; also the order in which they are removed, children before parents."""

_PART_USES: Final = (
    "part_use t JOIN part p ON p.id = t.part_id JOIN service_case c ON c.id = t.case_id "
    "WHERE p.batch_id = ? AND (c.batch_id IS NULL OR c.batch_id <> p.batch_id)"
)
_OTHERS: Final = (
    ("asset", "customer", "customer_id", N_("units of other origin with its customers: {count}")),
    ("asset", "contract", "contract_id", N_("units of other origin under its contracts: {count}")),
    ("asset", "product_model", "model_id", N_("units of other origin of its models: {count}")),
    ("asset", "asset", "replaced_by_id", N_("units that its units replaced: {count}")),
    ("asset", "contract_line", "contract_line_id", N_("units on its lines: {count}")),
    ("contract_line", "contract", "contract_id", N_("lines of other origin in its contracts: {count}")),
    ("contract_line", "product_model", "model_id", N_("lines of other origin about its models: {count}")),
    ("contract_line", "part", "part_id", N_("lines of other origin about its parts: {count}")),
    ("contract", "customer", "customer_id", N_("contracts of other origin with its customers: {count}")),
    ("service_case", "asset", "asset_id", N_("cases on its units: {count}")),
    ("service_case", "customer", "customer_id", N_("cases of its customers: {count}")),
    ("product_model", "manufacturer", "manufacturer_id", N_("models of other origin by its manufacturers: {count}")),
    ("part", "manufacturer", "manufacturer_id", N_("parts of other origin by its manufacturers: {count}")),
    ("part_fit", "part", "part_id", N_("models that its parts fit since: {count}")),
    ("part_fit", "product_model", "model_id", N_("parts that fit its models since: {count}")),
    ("opening_stock", "part", "part_id", N_("bins of its parts that were added since: {count}")),
)
"""Rows of another origin (child, parent, column) that refer to rows of the batch."""

_USED: Final = (
    ("label_print t JOIN asset a ON a.id = t.asset_id WHERE a.batch_id = ?", N_("labels printed: {count}")),
    ("asset_event t JOIN asset a ON a.id = t.asset_id WHERE a.batch_id = ?", N_("events of its units: {count}")),
    (
        "delivery_lot t JOIN contract k ON k.id = t.contract_id WHERE k.batch_id = ?",
        N_("deliveries of its contracts: {count}"),
    ),
    (_PART_USES, N_("uses of its parts: {count}")),
)
"""Rows without a batch of their own that stand for something that happened to rows of the batch."""


BUILT: Final = N_(
    "This import cannot be undone any more, because things were built on it ({reasons}). Correct the records one by "
    "one instead."
)

_TAKEN_BACK: Final = (
    "SELECT c.act FROM change c JOIN import_batch b ON b.id = c.entity_id "
    "WHERE c.entity = 'import_batch' AND b.state = 'undone'"
)
"""The acts of books that were undone, and of undoing them: together they changed nothing."""


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What was taken back: rows removed by table, and fields of other rows that have their old value again."""

    batch_id: int
    removed: dict[str, int]
    reverted: int
    retired: int = 0
    """Parts that stay, retired, because the ledger names them."""


@dataclass(frozen=True, slots=True)
class _Change:
    id: int
    entity: str
    entity_id: int
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class _Lines:
    """What a batch wrote into the change record: between its first and its last line stand all of its act."""

    first: int
    last: int
    act: str
    changes: list[_Change]


@command
@needs(Right.IMPORT)
def undo(ctx: Context, batch_id: int) -> UndoResult:
    """Remove exactly what a batch added and give back what it changed.

    Raises RuleBroken where the batch is undone already, or naming what was built on it and how much.
    """
    try:
        return _undo(ctx, batch_id)
    except IntegrityError as error:  # what no one counts here refers to it all the same
        raise RuleBroken(BUILT, reasons=Message(N_("other records refer to its records"))) from error


def _undo(ctx: Context, batch_id: int) -> UndoResult:
    with ctx.work() as work:
        batch = work.lock(ImportBatch, batch_id)
        if batch.state is BatchState.UNDONE:
            raise RuleBroken(N_("This import was undone already."))
        check_rights(ctx, batch.kind)
        lines = _lines(batch_id)
        built = _edited(batch_id, lines)
        if batch.kind is ImportKind.ACCEPTANCES:
            built += on_acceptances(batch_id, lines.first, lines.last, lines.act)
        bulk = Bulk(work, Quiet(), 0)
        reverted = _revert(bulk, [change for change in lines.changes if change.field != "+"])
        added = [
            change.entity_id for change in lines.changes if (change.entity, change.field) == ("extension_unit", "+")
        ]
        of_policy = [change.entity_id for change in lines.changes if change.field == "policy_version"]
        papers = [change.entity_id for change in lines.changes if change.entity == "maker_cover"]
        built += built_on(batch_id)
        built += built_on_promises(batch_id, added)
        built += _referred(batch_id, lines)  # after the others have their old customers and contracts again
        if built:
            raise RuleBroken(BUILT, reasons=Listed(tuple(built), "; "))
        take_back_stock(work, batch_id)
        retired = keep_named(work, batch_id)
        concerned = {change.entity_id for change in lines.changes if change.entity == "asset"}
        concerned |= resting(batch_id, added, of_policy, papers)
        removed = remove_promises(batch_id, added)
        removed |= _remove(batch_id, [change for change in lines.changes if change.field == "+"])
        # an acceptance stands among the events of its unit for good, so that it was taken back stands there, too
        keeping.reckon(work, concerned, tell=batch.kind is ImportKind.ACCEPTANCES)
        work.note(batch, "state", batch.state, BatchState.UNDONE)
        batch.state = BatchState.UNDONE
        batch.save(only=[ImportBatch.state])
        work.touch(ImportBatch, batch.id)
        for table in {*bulk.tables, *removed}:
            work.announce(RecordsChanged(table))
    return UndoResult(batch_id, removed, reverted, retired)


def _lines(batch_id: int) -> _Lines:
    own = connect.rows(
        "SELECT id, act FROM change WHERE entity = 'import_batch' AND entity_id = ? AND field IN ('+', 'state') "
        "ORDER BY id LIMIT 2",
        (batch_id,),
    )
    if len(own) < 2:  # a batch that was not taken in by ``commit``
        return _Lines(0, 0, "", [])
    (first, act), (last, _act) = own
    found = connect.rows(
        "SELECT id, entity, entity_id, field, old, new FROM change WHERE id BETWEEN ? AND ? AND act = ? "
        "AND entity NOT IN ('import_batch', 'import_mapping', 'policy_version') ORDER BY id",
        (first, last, act),
    )
    return _Lines(first, last, act, [_Change(*line) for line in found])


def _counted(message_id: str, rows: str, values: Sequence[Any]) -> list[Message]:
    number = connect.rows(f"SELECT count(*) FROM {rows}", values)[0][0]
    return [Message(message_id, {"count": number})] if number else []


def _edited(batch_id: int, lines: _Lines) -> list[Message]:
    """What people, or books that still stand, did to the rows of the batch themselves."""
    edited = files = people = 0
    for table in _EDITABLE:
        rows = f"{table} t WHERE t.batch_id = ? AND {_touched(table)}"
        edited += connect.rows(f"SELECT count(*) FROM {rows}", (batch_id, lines.last))[0][0]
        rows = f"attachment f JOIN {table} t ON t.id = f.entity_id WHERE f.entity = ? AND t.batch_id = ?"
        files += connect.rows(f"SELECT count(*) FROM {rows}", (table, batch_id))[0][0]
    for table in ("contact", "customer_site"):
        rows = f"{table} t JOIN customer c ON c.id = t.customer_id WHERE c.batch_id = ? AND {_touched(table)}"
        people += connect.rows(f"SELECT count(*) FROM {rows}", (batch_id, lines.last))[0][0]
    changed = connect.rows(
        "SELECT count(*) FROM change t WHERE t.id BETWEEN ? AND ? AND t.act = ? "
        "AND t.entity NOT IN ('import_batch', 'import_mapping', 'policy_version') AND EXISTS (SELECT 1 FROM change l "
        "WHERE l.entity = t.entity AND l.entity_id = t.entity_id AND l.id > ? "
        f"AND (l.field = t.field OR l.field = '-' OR t.field = '+') AND l.act NOT IN ({_TAKEN_BACK}))",
        (lines.first, lines.last, lines.act, lines.last),
    )[0][0]
    return [
        Message(message_id, {"count": count})
        for message_id, count in (
            (N_("records edited since: {count}"), edited),
            (N_("contacts and sites edited or added since: {count}"), people),
            (N_("fields changed again since: {count}"), changed),
            (N_("files kept with its records: {count}"), files),
        )
        if count
    ]


def _touched(table: str) -> str:
    """Whether the row ``t`` of a table was touched after a line of the change record."""
    return (
        f"EXISTS (SELECT 1 FROM change l WHERE l.entity = '{table}' AND l.entity_id = t.id AND l.id > ? "
        f"AND l.act NOT IN ({_TAKEN_BACK}))"
    )


def _referred(batch_id: int, lines: _Lines) -> list[Message]:
    """What else refers to the rows of the batch."""
    found = [message for rows, message_id in _USED for message in _counted(message_id, rows, (batch_id,))]
    for child, parent, column, message_id in _OTHERS:
        found += _counted(
            message_id,
            f"{child} c JOIN {parent} p ON p.id = c.{column} WHERE p.batch_id = ? "
            "AND (c.batch_id IS NULL OR c.batch_id <> p.batch_id)",
            (batch_id,),
        )
    for change in lines.changes:
        if change.field == "+" and change.entity == "customer_site":
            found += _counted(
                N_("units at sites that it added: {count}"),
                "asset WHERE site_id = ? AND (batch_id IS NULL OR batch_id <> ?)",
                (change.entity_id, batch_id),
            )
    return found


def _revert(bulk: Bulk, changes: Sequence[_Change]) -> int:
    """The fields of a row together, so that it never holds half of what it was."""
    before: dict[tuple[str, int], dict[str, Any]] = {}
    for change in reversed(changes):
        before.setdefault((change.entity, change.entity_id), {})[change.field] = _stored(change.old)
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for (entity, entity_id), values in before.items():
        groups.setdefault((entity, tuple(values)), []).append((*values.values(), entity_id))
    for (entity, fields), rows in groups.items():
        columns = [_TABLES[entity]._meta.fields[field].column_name for field in fields]
        bump = "" if entity in _NO_VERSION else ", version = version + 1"
        sets = ", ".join(f'"{column}" = ?' for column in columns)
        sql = f'UPDATE "{entity}" SET {sets}{bump} WHERE id = ?'
        with as_peewee():
            database.cursor().executemany(sql if connect.is_sqlite() else sql.replace("?", "%s"), rows)
        bulk.tables[entity] = None
    bulk.journal((change.entity, change.entity_id, change.field, change.new, change.old) for change in changes)
    return len(changes)


def _stored(old: str | None) -> Any:
    """A value of the change record as the databases take it: they read numbers and days from text, but no truths."""
    return {"True": True, "False": False}.get(old, old) if old is not None else None


def _remove(batch_id: int, added: Sequence[_Change]) -> dict[str, int]:
    removed: dict[str, int] = {}

    def delete(table: str, condition: str, values: Sequence[Any]) -> None:
        gone = len(connect.rows(f"DELETE FROM {table} WHERE {condition} RETURNING id", values))
        if gone:
            removed[table] = removed.get(table, 0) + gone

    by_hand = {
        table: [line.entity_id for line in added if line.entity == table]
        for table in ("part_use", "contact", "customer_site")
    }
    of_customers = "customer_id IN (SELECT id FROM customer WHERE batch_id = ?)"
    delete("part_use", "case_id IN (SELECT id FROM service_case WHERE batch_id = ?)", (batch_id,))
    for row_id in by_hand["part_use"]:
        delete("part_use", "id = ?", (row_id,))
    for table in (
        "service_case",
        "part_fit",
        "opening_stock",
        "asset",
        "contract_line",
        "part",
        "contract",
        "product_model",
        "manufacturer",
    ):
        named = " AND NOT EXISTS (SELECT 1 FROM stock_line l WHERE l.part_id = part.id)" if table == "part" else ""
        delete(table, f"batch_id = ?{named}", (batch_id,))
    for table in ("contact", "customer_site"):
        delete(table, of_customers, (batch_id,))
        for row_id in by_hand[table]:
            delete(table, "id = ?", (row_id,))
    delete("customer", "batch_id = ?", (batch_id,))
    return removed
