"""Takes in a book as it was previewed: all of it in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from peewee import IntegrityError

from inventory.access.rights import require
from inventory.cover import keeping
from inventory.errors import StaleRecord
from inventory.events import RecordsChanged
from inventory.i18n import _
from inventory.imports.bulk import CHANGED_SINCE, Bulk
from inventory.imports.contract_writers import write_acceptances, write_prices
from inventory.imports.notes import Preview
from inventory.imports.pace import uncollected
from inventory.imports.references import write_references
from inventory.imports.remembered import remember
from inventory.imports.shelved import post_stock
from inventory.imports.writers import write_assets, write_customers, write_parts, write_repairs
from inventory.jobs import Progress
from inventory.work import Context, command, needs
from models.access import Right
from models.imports import BatchState, ImportBatch, ImportKind

OF_CONTRACTS: Final = frozenset({ImportKind.PRICES, ImportKind.ACCEPTANCES})
LONGEST_NAME = 200
LONGEST_SHEET = 60


@dataclass(frozen=True, slots=True)
class Result:
    """What was taken in. ``batch_id``: None where the book held nothing new, so that nothing was written."""

    batch_id: int | None
    preview: Preview


@command
@needs(Right.IMPORT)
def commit(ctx: Context, preview: Preview, progress: Progress) -> Result:
    """Write what the preview announced, as one batch that can be undone.

    Raises StaleRecord where the depot has changed meanwhile in what the preview stands on; then nothing is written.
    """
    progress.report(0, preview.accepted, _("Writing the rows"))
    check_rights(ctx, preview.kind)
    try:
        return _commit(ctx, preview, progress)
    except IntegrityError as error:
        raise StaleRecord(CHANGED_SINCE) from error


def check_rights(ctx: Context, kind: ImportKind) -> None:
    """Prices and acceptances are a contract's: who imports them may edit contracts, too. Raises NotPermitted."""
    if kind in OF_CONTRACTS:
        with ctx.reading():
            require(ctx, Right.EDIT_CONTRACTS)


def _commit(ctx: Context, preview: Preview, progress: Progress) -> Result:
    depot, plan = preview.plan
    with uncollected(), ctx.work() as work:
        if preview.remember:
            remember(work, preview.kind, preview.headings, preview.mapping)
        if not preview.accepted:
            return Result(None, preview)
        batch = work.create(
            ImportBatch,
            kind=preview.kind,
            file_name=preview.file_name[-LONGEST_NAME:],
            sha256=preview.sha256,
            sheet=preview.sheet[:LONGEST_SHEET],
            at=ctx.clock.now(),
            by=ctx.actor,
            rows_read=preview.read,
            accepted=preview.accepted,
            warned=preview.warned,
            rejected=preview.rejected,
            already_there=preview.already_there,
        )
        bulk = Bulk(work, progress, preview.accepted)
        write_references(bulk, depot, batch.id)
        match preview.kind:
            case ImportKind.ASSETS:
                concerned = write_assets(bulk, plan, batch.id)
                # events are never removed: they would keep an earlier book of these units from being undone
                keeping.reckon(work, [*keeping.of_batch(batch.id), *concerned], tell=False, progress=progress)
            case ImportKind.PARTS:
                write_parts(bulk, plan, batch.id)
                post_stock(work, plan, batch.id, progress)
            case ImportKind.REPAIRS:
                write_repairs(bulk, plan, batch.id)
            case ImportKind.CUSTOMERS:
                write_customers(bulk, plan)
            case ImportKind.PRICES:
                write_prices(bulk, plan, batch.id)
            case ImportKind.ACCEPTANCES:
                write_acceptances(bulk, plan, progress)
        work.note(batch, "state", None, BatchState.DONE)  # closes the batch's lines in the change record
        progress.report(preview.accepted, preview.accepted, _("Writing the rows"))
        for table in bulk.tables:
            work.announce(RecordsChanged(table))
    return Result(batch.id, preview)
