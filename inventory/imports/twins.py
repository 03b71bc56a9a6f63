"""Names in a book that may be names the depot knows already: pointed out, never merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from inventory.i18n import _
from inventory.imports.lookups import Client, Depot, Maker
from inventory.imports.notes import Created, NearDuplicate
from inventory.jobs import Progress
from inventory.values.codes import near

_COMMON: Final = 400
"""Names that share a pair of characters, above which the pair (公司, 医院) tells nothing."""
_SHARED: Final = 0.5
"""Of the pairs of the shorter name: with fewer in common two names are never near, legal forms aside."""
_CANDIDATES: Final = 30
_MOST: Final = 500
"""Near names that are worth listing: with more, the register itself is to be looked at."""


def near_duplicates(depot: Depot, progress: Progress) -> list[NearDuplicate]:
    """The new customers, makers and models of accepted rows that resemble another one."""
    found = [
        *_near(Created.CUSTOMER, list(depot.clients.values()), progress),
        *_near(Created.MANUFACTURER, list(depot.makers.values()), progress),
    ]
    for model in depot.models.values():
        if model.comes and (other := depot.twin(model)) and (other.id is not None or other.norm < model.norm):
            found.append(NearDuplicate(Created.MODEL, model.code, other.code, other.id))
    return found[:_MOST]


def _near(kind: Created, refs: Sequence[Client | Maker], progress: Progress) -> Iterator[NearDuplicate]:
    fresh = [ref for ref in refs if ref.comes]
    if not fresh:
        return
    kept = [ref for ref in refs if ref.rows or not ref.fresh]
    candidates = _candidates([ref.key for ref in kept])
    told: set[frozenset[int]] = set()
    for number, ref in enumerate(fresh):
        if number % 50 == 0:
            progress.report(number, len(fresh), _("Looking for names that are nearly the same"))
        for place in candidates(ref.key):
            other = kept[place]
            pair = frozenset((id(ref), id(other)))
            if other is not ref and pair not in told and near(ref.name, other.name):
                told.add(pair)
                yield NearDuplicate(kind, ref.name, other.name, other.id)


def _candidates(keys: Sequence[str]) -> Callable[[str], list[int]]:
    """By a name's key: the places of names that share enough pairs of neighbouring characters with it."""
    holders: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        for pair in _pairs(key):
            holders.setdefault(pair, []).append(place)
    telling = {pair: places for pair, places in holders.items() if len(places) <= _COMMON}

    def of(key: str) -> list[int]:
        shared = Counter[int]()
        pairs = [pair for pair in _pairs(key) if pair in telling]
        for pair in pairs:
            shared.update(telling[pair])
        enough = [
            place
            for place, count in shared.most_common(_CANDIDATES)
            if count >= _SHARED * min(len(pairs), sum(pair in telling for pair in _pairs(keys[place])))
        ]
        return enough

    return of


def _pairs(key: str) -> set[str]:
    return {key[place : place + 2] for place in range(len(key) - 1)} or {key}

