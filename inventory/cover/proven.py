"""A covered stretch with the record that proves it, and the states in which nothing is owed any more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from inventory.cover.rules import Segment, SegmentKind
from inventory.values.records import record
from models.kinds import AssetState

GONE: Final = frozenset({AssetState.REPLACED, AssetState.RETURNED_FAULTY, AssetState.SCRAPPED, AssetState.RETIRED})
"""States in which nothing is owed for the unit any more (C-04); what a replaced one had has gone to its successor."""


_KINDS: Final = {kind: rank for rank, kind in enumerate(SegmentKind)}


@record
class Proven(Segment):
    """A covered stretch, and the record that proves it: the row ``proof_id`` of the table ``proof``.

    ``proof_id`` None: the unit itself.
    """

    proof: str = "asset"
    proof_id: int | None = None


def in_order(segments: Iterable[Proven]) -> tuple[Proven, ...]:
    """Segments as they are kept: by their first day, then in the order of their kinds."""
    return tuple(sorted(segments, key=lambda one: (one.first, _KINDS[one.kind], one.last, one.source)))
