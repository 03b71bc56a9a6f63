"""What the rows of a register promise besides their own months, written after the units themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from inventory.access.rights import require
from inventory.cover import keeping
from inventory.errors import StaleRecord
from inventory.imports.bulk import CHANGED_SINCE, Bulk
from inventory.imports.changes import write_changes
from inventory.imports.lookups import found_in
from inventory.imports.promised import Covered, MakerPaper, Pact, Promised
from inventory.imports.units import Unit
from inventory.imports.unnumbered import number
from inventory.jobs import Quiet
from inventory.policies.versions import freeze
from models.access import Right
from models.contracts import Contract, ExtensionContract
from models.cover import ExtensionUnit, MakerCover


def write_promises(bulk: Bulk, promised: Promised, ids: dict[int, int], batch_id: int) -> set[int]:
    """Write them all and return the units that were in the register before and whose cover rests on them.

    ``ids``: of the new units, by what ``id`` says of their rows.
    """
    if promised.of_contracts:
        require(bulk.work.ctx, Right.EDIT_CONTRACTS)
    concerned = {paper.known.id for paper in promised.papers if paper.known is not None}
    concerned |= {one.known.id for one in promised.covered if one.known is not None}
    concerned.update(_write_policies(bulk, promised))
    _write_papers(bulk, promised.papers, ids, batch_id)
    _write_extensions(bulk, promised.covered, ids, batch_id)
    return concerned


def promising(promised: Promised) -> list[Unit]:
    """The new units that something else refers to, so that their ids are needed."""
    rows: Iterable[MakerPaper | Covered] = (*promised.papers, *promised.covered)
    return list({id(one.unit): one.unit for one in rows if one.known is None}.values())


def _write_policies(bulk: Bulk, promised: Promised) -> Iterable[int]:
    """Freeze the versions that are used now and give contracts of the depot theirs; new contracts have it already."""
    for version_id in sorted({one.version_id for one in promised.governed}):
        freeze(bulk.work, version_id)
    known = [one for one in promised.governed if one.seen is not None]
    write_changes(
        bulk, Contract, ((one.deal.id or 0, one.seen or 0, {"policy_version": (None, one.version_id)}) for one in known)
    )
    return [unit for one in known for unit in keeping.of_contract(one.deal.id or 0)]


def _write_papers(bulk: Bulk, papers: list[MakerPaper], ids: dict[int, int], batch_id: int) -> None:
    fresh = [paper for paper in papers if paper.kept is None]
    bulk.insert(
        MakerCover,
        ("asset_id", "months", "anchor", "last_day", "document"),
        ((_asset(paper, ids), paper.months, paper.anchor.value, _text(paper.last), paper.document) for paper in fresh),
        {"version": 1, "batch_id": batch_id},
    )
    write_changes(bulk, MakerCover, ((*paper.kept, _changed(paper)) for paper in papers if paper.kept is not None))


def _changed(paper: MakerPaper) -> dict[str, tuple[Any, Any]]:
    assert paper.before is not None  # what is replaced was there
    months, anchor, last = paper.before
    pairs = {
        "months": (months, paper.months),
        "anchor": (anchor.value, paper.anchor.value),
        "last_day": (_text(last), _text(paper.last)),
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _write_extensions(bulk: Bulk, covered: list[Covered], ids: dict[int, int], batch_id: int) -> None:
    """New maintenance contracts, and the units of all: these are journalled, since they carry no batch."""
    _check_unchanged({one.pact.id: one.pact.seen for one in covered if one.pact.id is not None})
    pacts: list[Pact] = list({id(one.pact): one.pact for one in covered if one.pact.fresh}.values())
    for pact, row_id in zip(pacts, bulk.ids(ExtensionContract, len(pacts)), strict=True):
        pact.id = row_id
        number(bulk, pact)
    bulk.insert(
        ExtensionContract,
        ("id", "number", "number_norm", "customer_id", "months", "start", "signed_on", "effective_from", "remark"),
        (
            (
                pact.id,
                pact.number,
                pact.norm,
                pact.client.id,
                pact.months,
                pact.start.value,
                _text(pact.signed_on),
                _text(pact.effective_from),
                pact.phrase,
            )
            for pact in pacts
        ),
        {"version": 1, "batch_id": batch_id},
    )
    row_ids = list(bulk.ids(ExtensionUnit, len(covered)))
    bulk.insert(
        ExtensionUnit,
        ("id", "extension_id", "asset_id"),
        ((row_id, one.pact.id, _asset(one, ids)) for row_id, one in zip(row_ids, covered, strict=True)),
        {"version": 1},
    )
    bulk.journal(("extension_unit", row_id, "+", None, None) for row_id in row_ids)


def _check_unchanged(seen: dict[int, int]) -> None:
    """A maintenance contract promises what it did when the preview was made. Raises StaleRecord."""
    sql = "SELECT id, version FROM extension_contract WHERE id IN ({})"
    if dict(found_in(sql, sorted(seen), Quiet())) != seen:
        raise StaleRecord(CHANGED_SINCE)


def _asset(one: MakerPaper | Covered, ids: dict[int, int]) -> int:
    return one.known.id if one.known is not None else ids[id(one.unit)]


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
