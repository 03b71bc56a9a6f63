"""What is counted, and what is to become of a difference (documents.md 4.9, 处理意见), in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inventory.i18n import N_, _
from inventory.stocktake.differences import Difference
from inventory.stocktake.rules import Verdict

_TREATMENTS: Final = {
    Verdict.AGREES: N_("nothing to do"),
    Verdict.SURPLUS: N_("add to the book"),
    Verdict.UNKNOWN: N_("add to the book"),
    Verdict.SHORTAGE: N_("take off the book"),
    Verdict.MISSING: N_("take off the book"),
    Verdict.ELSEWHERE: N_("move here from {place}"),
    Verdict.ISSUED: N_("reverse {paper} first"),
    Verdict.TWICE: N_("count again"),
    Verdict.SETTLED: N_("nothing to do"),
}


def treatment(one: Difference) -> str:
    """What posting the stocktake does about a difference, or what must be done before it."""
    place = "" if one.now is None else one.now.place
    return _(_TREATMENTS[one.verdict]).format(place=place, paper=one.paper)


def decided(one: Difference) -> str:
    """What was decided about a difference; where nothing was written down, what posting does about it."""
    return one.decision or treatment(one)


def some(names: Sequence[str], most: int) -> str:
    """The first of several names, and how many more there are."""
    said, more = _(", ").join(names[:most]), len(names) - most
    return said if more <= 0 else _("{names} and {count} more").format(names=said, count=more)


def area(warehouse: str, places: Sequence[str], most: int) -> str:
    """Where one counts: a warehouse, some places of the depot, or all of it."""
    return " · ".join(word for word in (warehouse, some(places, most)) if word) or _("The whole depot")
