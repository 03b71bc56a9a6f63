"""What labels are printed of: units, parts, bins; what each says, and what is recorded of the print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from inventory.i18n import ngettext
from inventory.labels import queries
from inventory.labels.commands import mark_printed
from inventory.labels.layout import LabelContent
from inventory.places.commands import mark_labelled
from inventory.work import Context


@dataclass(frozen=True, slots=True)
class Subject:
    """``heading`` says for how many; ``contents`` what stands on them; ``mark`` records that they were printed."""

    heading: Callable[[int], str]
    contents: Callable[[Context, Sequence[int]], list[LabelContent]]
    mark: Callable[[Context, Sequence[int], str], object]


def _units(count: int) -> str:
    return ngettext("Label for {n} unit", "Labels for {n} units", count).format(n=count)


def _parts(count: int) -> str:
    return ngettext("Label for {n} part", "Labels for {n} parts", count).format(n=count)


def _places(count: int) -> str:
    return ngettext("Label for {n} place", "Labels for {n} places", count).format(n=count)


def _placed(ctx: Context, place_ids: Sequence[int], _template: str) -> None:
    mark_labelled(ctx, place_ids)


def _nothing(_ctx: Context, _part_ids: Sequence[int], _template: str) -> None:
    """Pieces of a part come and go, so nothing is recorded of their labels."""


UNITS: Final = Subject(_units, queries.contents, mark_printed)
PARTS: Final = Subject(_parts, queries.of_parts, _nothing)
PLACES: Final = Subject(_places, queries.of_places, _placed)
