"""Takes back what a register promised: manufacturers' warranties, units under maintenance contracts, policies.

The freeze of a policy's version stays: that it was used once is no promise to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inventory.i18n import N_, Message
from models import connect

_OTHER: Final = "AND (t.batch_id IS NULL OR t.batch_id <> {}.batch_id)"
_BUILT: Final = (
    (
        "extension_unit t JOIN extension_contract x ON x.id = t.extension_id WHERE x.batch_id = ? {and_others}",
        N_("units put under its maintenance contracts since: {count}"),
    ),
    (
        "extension_unit t JOIN asset a ON a.id = t.asset_id WHERE a.batch_id = ? {and_others}",
        N_("maintenance contracts of its units since: {count}"),
    ),
    (
        f"maker_cover t JOIN asset a ON a.id = t.asset_id WHERE a.batch_id = ? {_OTHER.format('a')}",
        N_("manufacturers' warranties of its units since: {count}"),
    ),
    (
        f"extension_contract t JOIN customer c ON c.id = t.customer_id WHERE c.batch_id = ? {_OTHER.format('c')}",
        N_("maintenance contracts of other origin with its customers: {count}"),
    ),
    (
        f"extension_contract t JOIN contract k ON k.id = t.contract_id WHERE k.batch_id = ? {_OTHER.format('k')}",
        N_("maintenance contracts that go on from its contracts: {count}"),
    ),
    (
        "proposed_unit t JOIN asset a ON a.id = t.asset_id WHERE a.batch_id = ?",
        N_("its units in proposals of maintenance contracts: {count}"),
    ),
    (
        "maintenance_proposal t JOIN customer c ON c.id = t.customer_id WHERE c.batch_id = ?",
        N_("proposals of maintenance contracts to its customers: {count}"),
    ),
    (
        "cover_review t JOIN service_case c ON c.id = t.case_id WHERE c.batch_id = ? AND t.state = 'settled'",
        N_("decisions on its cases: {count}"),
    ),
)
_REMOVED: Final = (
    ("maker_cover", "batch_id = ?"),
    ("extension_contract", "batch_id = ?"),
)
_DERIVED: Final = (
    "DELETE FROM warranty_segment WHERE asset_id IN (SELECT id FROM asset WHERE batch_id = ?)",
    "DELETE FROM cover_review WHERE state = 'open' AND case_id IN (SELECT id FROM service_case WHERE batch_id = ?)",
)
"""What nobody recorded: it was reckoned, and goes with the units and the cases."""


def built_on_promises(batch_id: int, added: Sequence[int]) -> list[Message]:
    """What rests on the promises of a batch; ``added``: the rows of ``extension_unit`` that it wrote."""
    found = []
    for rows, message_id in _BUILT:
        others = f"AND t.id NOT IN ({_listed(added)})" if added else ""
        counted = f"SELECT count(*) FROM {rows.replace('{and_others}', others)}"
        if number := connect.rows(counted, (batch_id,))[0][0]:
            found.append(Message(message_id, {"count": number}))
    return found


def resting(batch_id: int, added: Sequence[int], contracts: Sequence[int], papers: Sequence[int]) -> set[int]:
    """The units whose cover rests on the promises of a batch.

    ``contracts``: those that got their policy by it; ``papers``: the rows of ``maker_cover`` that it changed.
    """
    sql = (
        "SELECT asset_id FROM maker_cover WHERE batch_id = ? "
        f"UNION SELECT asset_id FROM extension_unit WHERE id IN ({_listed(added)}) "
        f"UNION SELECT id FROM asset WHERE contract_id IN ({_listed(contracts)}) "
        f"UNION SELECT asset_id FROM maker_cover WHERE id IN ({_listed(papers)})"
    )
    return {asset_id for (asset_id,) in connect.rows(sql, (batch_id,))}


def remove_promises(batch_id: int, added: Sequence[int]) -> dict[str, int]:
    """Remove them, and what was reckoned of the batch's units and cases; how many rows of each table."""
    removed: dict[str, int] = {}
    for sql in _DERIVED:
        connect.rows(f"{sql} RETURNING id", (batch_id,))
    own = connect.rows(f"DELETE FROM extension_unit WHERE id IN ({_listed(added)}) RETURNING id")
    if own:
        removed["extension_unit"] = len(own)
    for table, condition in _REMOVED:
        gone = connect.rows(f"DELETE FROM {table} WHERE {condition} RETURNING id", (batch_id,))
        if gone:
            removed[table] = removed.get(table, 0) + len(gone)
    return removed


def _listed(ids: Sequence[int]) -> str:
    """Ids inside a statement: numbers of our own, nothing that a person typed."""
    return ", ".join(str(int(row_id)) for row_id in ids) or "NULL"
