"""Names in a book that may be names the depot knows already: pointed out, never merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from inventory.i18n import _
from inventory.imports.lookups import Client, Depot, Maker, Model
from inventory.imports.notes import Created, NearDuplicate
from inventory.imports.words import fold
from inventory.jobs import Progress
from inventory.values.codes import near
from inventory.values.numerals import in_digits

_COMMON: Final = 150
"""Names that share a pair of characters, above which the pair (公司, 医院) tells nothing."""
_SHARED: Final = 0.6
"""Of the telling pairs of the shorter name: with fewer in common two names are not compared any closer."""
_COMPARED: Final = 20_000
"""Names that are compared closely, at most: a second of work. A register with more look-alikes has other worries."""
_MOST: Final = 500
"""Near names that are worth listing."""
_NUMBERS: Final = re.compile("[0-9]+")


def near_duplicates(depot: Depot, progress: Progress) -> list[NearDuplicate]:
    """The new customers, makers and models of accepted rows that resemble another one."""
    return [
        *islice(_near(Created.CUSTOMER, list(depot.clients.values()), progress), _MOST),
        *islice(_near(Created.MANUFACTURER, list(depot.makers.values()), progress), _MOST),
        *islice(_near_models(depot.models.values()), _MOST),
    ]


def _near_models(models: Iterable[Model]) -> Iterator[NearDuplicate]:
    """Models of a maker whose codes differ in hyphens, dots and the like alone."""
    groups: dict[tuple[str, str], list[Model]] = {}
    for model in models:
        if model.rows or not model.fresh:
            groups.setdefault((model.maker.key, fold(model.norm)), []).append(model)
    for group in groups.values():
        for model in group[1:]:
            if model.comes:
                yield NearDuplicate(Created.MODEL, model.code, group[0].code, group[0].id)


def _near(kind: Created, refs: Sequence[Client | Maker], progress: Progress) -> Iterator[NearDuplicate]:
    """Names are compared only where their numbers agree (第一 and 第二 hospital are two) and pairs are shared."""
    groups: dict[tuple[str, ...], list[Client | Maker]] = {}
    for ref in refs:
        if ref.rows or not ref.fresh:
            groups.setdefault(tuple(_NUMBERS.findall(in_digits(ref.key))), []).append(ref)
    left = iter(range(_COMPARED))
    for number, group in enumerate(groups.values()):
        if number % 500 == 0:
            progress.report(number, len(groups), _("Looking for names that are nearly the same"))
        if len(group) > 1 and any(ref.comes for ref in group):
            yield from _near_in(kind, group, left, progress)


def _near_in(
    kind: Created, group: Sequence[Client | Maker], left: Iterator[int], progress: Progress
) -> Iterator[NearDuplicate]:
    holders: dict[str, list[int]] = {}
    for place, ref in enumerate(group):
        for pair in _pairs(ref.key):
            holders.setdefault(pair, []).append(place)
    telling = [[pair for pair in _pairs(ref.key) if len(holders[pair]) <= _COMMON] for ref in group]
    for place, ref in enumerate(group):
        if not ref.comes:
            continue
        if place % 50 == 0:
            progress.report(place, len(group), _("Looking for names that are nearly the same"))
        shared = Counter(other for pair in telling[place] for other in holders[pair])
        for other, count in shared.items():
            twin = group[other]
            if twin.comes and other <= place:  # itself, or said from the other side
                continue
            if count < _SHARED * min(len(telling[place]), len(telling[other])):
                continue
            if next(left, None) is None:
                return
            if near(ref.name, twin.name):
                yield NearDuplicate(kind, ref.name, twin.name, twin.id)


def _pairs(key: str) -> set[str]:
    return {key[place : place + 2] for place in range(len(key) - 1)} or {key}
