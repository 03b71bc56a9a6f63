"""The differences of a stocktake as its page shows them: where, what, how many, why."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _, pgettext
from inventory.stocktake.queries import Shown
from inventory.stocktake.rules import Verdict
from inventory.stocktake.words import decided
from inventory.values.money import Money
from ui.stocktake.source import signed
from ui.theme import Meaning
from ui.widgets.records import Field

_VERDICTS: Final = {
    Verdict.AGREES: (N_("agrees"), Meaning.OK),
    Verdict.SURPLUS: (N_("surplus"), Meaning.SOON),
    Verdict.SHORTAGE: (N_("shortage"), Meaning.LATE),
    Verdict.MISSING: (N_("missing"), Meaning.LATE),
    Verdict.ELSEWHERE: (N_("lies elsewhere by the book"), Meaning.SOON),
    Verdict.ISSUED: (N_("issued by the book"), Meaning.LATE),
    Verdict.UNKNOWN: (N_("in no book"), Meaning.SOON),
    Verdict.TWICE: (N_("counted in two places"), Meaning.LATE),
    Verdict.SETTLED: (N_("put right since"), Meaning.OK),
}
WORTH: Final = 6
"""The column that only those see who may see costs."""
DECISION: Final = 8
"""What becomes of a difference."""


def difference_fields() -> list[Field]:
    """The columns of the differences."""
    return [
        Field(_("Bin"), lambda one: one.difference.place, 95),
        Field(_("Part no."), lambda one: one.difference.part_no, 105),
        Field(_("Name"), lambda one: one.difference.name),
        Field(pgettext("stocktake sheet", "Serial no."), lambda one: one.difference.serial, 115),
        Field(_("Difference"), _amount, 90, right=True),
        Field(_("Verdict"), _verdict_word, 190, chip=lambda one: _VERDICTS[one.difference.verdict][1], tip=_hint),
        Field(_("Value (yuan)"), _worth, 105, right=True),
        Field(_("Reason"), lambda one: one.difference.reason, quiet=True),
        Field(_("Decision"), lambda one: decided(one.difference), 160, quiet=True),
    ]


def _amount(one: Shown) -> str:
    return signed(one.difference.quantity, one.difference.decimals)


def _worth(one: Shown) -> str:
    if one.worth is None:
        return ""
    return str(one.worth) if one.worth != Money(0) else "0.00"


def _verdict_word(one: Shown) -> str:
    return _(_VERDICTS[one.difference.verdict][0])


def _hint(one: Shown) -> str:
    found = one.difference
    if found.late:
        return _("Typed in after the count, dated before it: {papers}. Perhaps it had gone already.").format(
            papers=", ".join(found.late)
        )
    if found.disturbed:
        return _("Goods were moved while this was counted piece by piece: count it again.")
    if found.verdict is Verdict.ELSEWHERE and found.now is not None:
        return _("By the book it lies in {place}; posting moves it here.").format(place=found.now.place)
    if found.verdict is Verdict.TWICE:
        return _("It was counted in {place}, too. Open the line where it does not lie and count it again.").format(
            place=", ".join(found.also)
        )
    if found.verdict is Verdict.ISSUED:
        return _("It went out on {paper}. Reverse that paper before this is posted.").format(paper=found.paper)
    return _verdict_word(one)
