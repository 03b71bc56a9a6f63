"""What was decided since on acceptances that a book has brought in: as long as it stands, they are not taken back."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, Message
from models import connect

_UNITS: Final = (
    "(SELECT entity_id FROM change WHERE id BETWEEN ? AND ? AND act = ? AND entity = 'asset' AND field = 'accepted_on')"
)
_BUILT: Final = (
    ("service_case", "service_case t", "t.asset_id", "t.batch_id > ?", N_("cases of its units decided since: {count}")),
    ("serial_swap", "serial_swap t", "t.old_id", "? < 0", N_("units of it that were replaced since: {count}")),
    (
        "extension_unit",
        "extension_unit t JOIN extension_contract x ON x.id = t.extension_id",
        "t.asset_id",
        "x.batch_id > ?",
        N_("maintenance contracts of its units since: {count}"),
    ),
)
"""Table, rows, the column of their unit, whether a later book brought them in."""


def on_acceptances(batch_id: int, first: int, last: int, act: str) -> list[Message]:
    """What rests on the acceptances of a batch: ``first`` to ``last`` line of its ``act`` in the change record."""
    found = []
    for table, rows, unit, imported, message_id in _BUILT:
        number = connect.rows(
            f"SELECT count(*) FROM {rows} WHERE {unit} IN {_UNITS} AND ({imported} OR EXISTS (SELECT 1 FROM change l "
            f"WHERE l.entity = '{table}' AND l.entity_id = t.id AND l.field = '+' AND l.id > ?))",
            (first, last, act, batch_id, last),
        )[0][0]
        if number:
            found.append(Message(message_id, {"count": number}))
    return found
