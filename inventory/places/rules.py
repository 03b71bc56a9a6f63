"""How bins are named, ordered and hung into a tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import Final

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.values.codes import normalise

MOST_BINS: Final = 5_000
"""Of one range: more than any room has, and few enough to be made at once."""
LONGEST: Final = 60
_PIECES: Final = re.compile(r"[0-9]+|[A-Za-z]+|[^0-9A-Za-z]+")
_DIGITS: Final = re.compile(r"([0-9]+)")


def sort_key(name: str) -> str:
    """Text under which A2 comes before A10 whatever database sorts it: each number has its length in front."""
    pieces = _DIGITS.split(normalise(name))
    return "".join(
        f"{len(piece.lstrip('0')):02}{piece.lstrip('0')}" if place % 2 else piece for place, piece in enumerate(pieces)
    )


def spread(first: str, last: str) -> list[str]:
    """The names from ``first`` to ``last``: each number, and each single letter, runs from the one to the other.

    ``A-01`` … ``A-12-04`` is A-01-01, A-01-02 … A-12-04: what ``first`` leaves out begins with 1, as wide as in
    ``last``. Raises InvalidInput (field "last") where the two are not alike, or too many would be made.
    """
    ends = _PIECES.findall(last.strip())
    starts = _PIECES.findall(first.strip())
    starts += [_begin(piece) for piece in ends[len(starts) :]]
    runs = [_run(one, other) for one, other in zip(starts, ends, strict=False)]
    if len(starts) != len(ends) or None in runs:
        raise InvalidInput(
            N_("{first} and {last} are not the ends of one row. Write them alike, for example A-01-01 and A-12-04."),
            field="last", first=first, last=last,
        )  # fmt: skip
    count = 1
    for run in runs:
        count *= len(run or ())
    if count > MOST_BINS:
        raise InvalidInput(
            N_("From {first} to {last} are {count} bins; at most {most} are made at once. Make them in parts."),
            field="last", first=first, last=last, count=count, most=MOST_BINS,
        )  # fmt: skip
    return ["".join(pieces) for pieces in product(*(run or () for run in runs))]


def _begin(piece: str) -> str:
    if piece.isdigit():
        return "1".zfill(len(piece))
    return "A" if len(piece) == 1 and piece.isalpha() and piece.isupper() else piece


def _run(one: str, other: str) -> list[str] | None:
    """Every piece from ``one`` to ``other``; None where they are no row."""
    if one == other:
        return [one]
    if one.isdigit() and other.isdigit() and int(one) <= int(other):
        return [str(number).zfill(len(one)) for number in range(int(one), int(other) + 1)]
    if len(one) == len(other) == 1 and one.isalpha() and other.isalpha() and ord(one) < ord(other) < 128:
        return [chr(letter) for letter in range(ord(one), ord(other) + 1)] if one.isupper() == other.isupper() else None
    return None


def above(name: str) -> list[str]:
    """The names of the racks and shelves that a bin's name stands under: A-12-04 is in A-12, which is in A."""
    steps = re.split(r"([-/.])", name)
    return ["".join(steps[:end]) for end in range(1, len(steps), 2) if steps[end - 1].strip()]


def check_parent(place_id: int, parent_id: int | None, parents: Mapping[int, int | None]) -> None:
    """Raise RuleBroken where a place would come to stand under itself. ``parents``: by place, what it stands under."""
    above_it = parent_id
    while above_it is not None:
        if above_it == place_id:
            raise RuleBroken(N_("A place cannot stand inside itself. Choose another one above it."))
        above_it = parents.get(above_it)
