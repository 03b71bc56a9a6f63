"""That labels were printed is recorded here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.work import Context, command, needs
from models import connect
from models.access import Right
from models.assets import Asset, AssetEvent, EventKind
from models.labels import LabelPrint

_CHUNK: Final = 500


@command
@needs(Right.PRINT_LABELS)
def mark_printed(ctx: Context, asset_ids: Sequence[int], template: str) -> None:
    """Record that one label of each unit was printed now with ``template``, whichever it is for the unit.

    A unit named twice was printed once. The print is a fact of its own, not an edit: whoever is editing the unit
    meanwhile can still save. Raises InvalidInput where a unit is gone; then nothing is recorded.
    """
    wanted = sorted(set(asset_ids))
    now = ctx.clock.now()
    with ctx.work() as work:
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            if _locked(chunk) != len(chunk):
                raise InvalidInput(
                    N_("A unit of this sheet is no longer there. Make the labels again."), field="asset_ids"
                )
            generations = _generations(chunk)
            LabelPrint.insert_many(
                {
                    "asset": asset_id,
                    "template": template,
                    "generation": generations[asset_id],
                    "at": now,
                    "by": ctx.actor,
                }
                for asset_id in chunk
            ).execute()
            AssetEvent.insert_many(
                {"asset": asset_id, "at": now, "kind": EventKind.LABEL_PRINTED, "by": ctx.actor, "note": template}
                for asset_id in chunk
            ).execute()
            Asset.update(label_printed_at=now).where(Asset.id.in_(chunk)).execute()
            for asset_id in chunk:
                work.touch(Asset, asset_id)


def _locked(chunk: Sequence[int]) -> int:
    """How many of the units are there; locked in the order of ids, so that nobody waits in a ring."""
    lock = "" if connect.is_sqlite() else " FOR UPDATE"
    marks = ", ".join("?" * len(chunk))
    return len(connect.rows(f"SELECT id FROM asset WHERE id IN ({marks}) ORDER BY id{lock}", tuple(chunk)))


def _generations(chunk: Sequence[int]) -> dict[int, int]:
    """Which label of each unit the next one is."""
    marks = ", ".join("?" * len(chunk))
    found = connect.rows(
        f"SELECT asset_id, max(generation) FROM label_print WHERE asset_id IN ({marks}) GROUP BY asset_id", tuple(chunk)
    )
    return dict.fromkeys(chunk, 1) | {asset_id: last + 1 for asset_id, last in found}
