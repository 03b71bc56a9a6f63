"""The outline of a depot as nodes of a tree, whole or narrowed to a name: what a tree model answers from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from inventory.i18n import _
from inventory.places.outline import Outline, Spot
from inventory.places.queries import WarehouseLine
from inventory.places.words import PlaceKind

Key = tuple[str, int]
"""("warehouse", id), ("place", id), or ("vans", 0) for the heading of the vans."""
ROOT = 0
_ICONS = {
    PlaceKind.BIN: "parts", PlaceKind.VAN: "visits", PlaceKind.TRANSIT: "loaners", PlaceKind.QUARANTINE: "preview",
}  # fmt: skip


class Node(NamedTuple):
    """A row of the tree. ``row``: which one it is of what stands under ``parent``."""

    key: Key
    parent: int
    row: int
    name: str
    symbol: str
    active: bool
    what: WarehouseLine | Spot | None


class Shape:
    """``nodes[0]`` is the invisible root; ``below[n]`` are the numbers of what stands under node n, if anything."""

    def __init__(self) -> None:
        self.nodes: list[Node] = [Node(("root", 0), ROOT, 0, "", "", True, None)]
        self.below: dict[int, list[int]] = {ROOT: []}
        self.numbers: dict[Key, int] = {}

    def add(
        self, parent: int, key: Key, name: str, symbol: str, *, active: bool = True,
        what: WarehouseLine | Spot | None = None,
    ) -> int:  # fmt: skip
        """Another node as the last one under ``parent``; its number."""
        number = len(self.nodes)
        beside = self.below.setdefault(parent, [])
        self.nodes.append(Node(key, parent, len(beside), name, symbol, active, what))
        beside.append(number)
        self.numbers[key] = number
        return number


def shape(found: Outline, text: str = "") -> Shape:
    """The nodes in order; with ``text`` only places whose name has it, with what they stand under."""
    wanted, made = text.strip().casefold(), Shape()
    for line in found.warehouses:
        spots = _narrowed(found.spots[line.id], wanted)
        if wanted and not spots and wanted not in line.name.casefold():
            continue
        top = made.add(ROOT, ("warehouse", line.id), line.name, "site", active=line.active, what=line)
        _hang(made, top, spots)
    vans = _narrowed(found.vans, wanted)
    if vans:
        top = made.add(ROOT, ("vans", 0), _("Vans"), "visits")
        _hang(made, top, vans)
    return made


def _narrowed(spots: Sequence[Spot], wanted: str) -> Sequence[Spot]:
    if not wanted:
        return spots
    by_id = {spot.id: spot for spot in spots}
    kept: set[int] = set()
    for spot in spots:
        if wanted in spot.name.casefold():
            while spot.id not in kept:
                kept.add(spot.id)
                spot = by_id.get(spot.parent_id or 0, spot)  # its own parent at the top: then it is kept by now
    return [spot for spot in spots if spot.id in kept]


def _hang(made: Shape, top: int, spots: Sequence[Spot]) -> None:
    """Each place under what it stands under, in their natural order; one whose parent is not shown is at the top."""
    there = {spot.id for spot in spots}
    under: dict[int | None, list[Spot]] = {}
    for spot in spots:
        under.setdefault(spot.parent_id if spot.parent_id in there else None, []).append(spot)
    waiting = [(top, spot) for spot in reversed(under.get(None, ()))]
    while waiting:
        parent, spot = waiting.pop()
        symbol = _ICONS.get(spot.kind, "parts")
        number = made.add(parent, ("place", spot.id), spot.name, symbol, active=spot.active, what=spot)
        if spot.id in under:
            waiting += [(number, each) for each in reversed(under[spot.id])]
