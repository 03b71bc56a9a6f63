"""Lines of price lists and acceptances that a preview has planned, written."""

from __future__ import annotations

from typing import Any, Final

from inventory.cover import keeping
from inventory.errors import StaleRecord
from inventory.imports.acceptances import AcceptancePlan
from inventory.imports.bulk import CHANGED_SINCE, Bulk
from inventory.imports.changes import write_changes
from inventory.imports.lookups import found_in
from inventory.imports.price_lists import PricePlan
from inventory.jobs import Progress, Quiet
from models import connect
from models.assets import Asset, AssetEvent, EventKind
from models.contracts import Contract, ContractLine, LotState

_SEEN: Final = "SELECT id, version, position FROM contract_line WHERE contract_id = ?"
_ON_ITS_WAY: Final = (
    "SELECT u.asset_id, l.state FROM lot_unit u JOIN delivery_lot l ON l.id = u.lot_id WHERE u.asset_id IN ({})"
)


def write_prices(bulk: Bulk, plan: PricePlan, batch_id: int) -> None:
    """New lines behind those that the contracts have, and changes of lines.

    Raises StaleRecord where somebody has changed the lines of one of the contracts since the preview.
    """
    last = _last_positions(bulk, plan)
    rows: list[tuple[Any, ...]] = []
    for entry in plan.entries:
        contract = entry.deal.id or 0
        last[contract] = last.get(contract, 0) + 1
        item = entry.item
        rows.append((
            contract, last[contract], item.kind.value, item.model and item.model.id, item.article and item.article.id,
            entry.description, entry.quantity, entry.unit, entry.price, entry.tax_included, entry.tax_rate,
        ))  # fmt: skip
    bulk.insert(
        ContractLine,
        ("contract_id", "position", "kind", "model_id", "part_id", "description", "quantity", "unit", "unit_price",
         "tax_included", "tax_rate_bp"),
        rows,
        {"version": 1, "batch_id": batch_id},
    )  # fmt: skip
    write_changes(bulk, ContractLine, ((known.id, known.version, known.changes) for known in plan.changes))
    for contract in {row[0] for row in rows} | {known.contract_id for known in plan.changes}:
        bulk.work.touch(Contract, contract)


def _last_positions(bulk: Bulk, plan: PricePlan) -> dict[int, int]:
    """By contract, the place of its last line. Whoever adds a line by hand locks the contract first, as we do."""
    concerned = {known.contract_id for known in plan.changes}
    concerned |= {entry.deal.id for entry in plan.entries if entry.deal.id in plan.seen}
    last: dict[int, int] = {}
    for contract in sorted(concerned):
        bulk.work.lock(Contract, contract)
        found = connect.rows(_SEEN, (contract,))
        if {row_id: version for row_id, version, _position in found} != plan.seen[contract]:
            raise StaleRecord(CHANGED_SINCE)
        last[contract] = max((position for _id, _version, position in found), default=0)
    return last


def write_acceptances(bulk: Bulk, plan: AcceptancePlan, progress: Progress) -> None:
    """Units with their days; those accepted now have it among their events, as an accepted delivery has (R-014).

    Their cover is reckoned from it. Raises StaleRecord where one of them became part of a delivery since the preview.
    """
    write_changes(bulk, Asset, ((unit.id, unit.version, unit.changes) for unit in plan.units))
    open_ = {state.value for state in LotState} - {LotState.CANCELLED.value}
    for _unit, state in found_in(_ON_ITS_WAY, list(plan.accepted), Quiet()):
        if state in open_:
            raise StaleRecord(CHANGED_SINCE)
    now = bulk.work.ctx.clock.now().strftime("%Y-%m-%d %H:%M:%S")
    bulk.insert(
        AssetEvent,
        ("asset_id", "note"),
        plan.accepted.items(),
        {"at": now, "kind": EventKind.ACCEPTED.value, "by_id": bulk.work.ctx.actor},
    )
    keeping.reckon(bulk.work, [unit.id for unit in plan.units], tell=False, progress=progress)
