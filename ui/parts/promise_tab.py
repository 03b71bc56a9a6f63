"""What is promised of a part for the next years: for how many units, how often it fails, what to have and to buy."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.supply.promised import LEVELS, PromisedPart, RateSource, Standing
from inventory.values.days import show_day
from inventory.values.quantities import show_quantity
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.cards import EmptyState, KeyValues, either
from ui.widgets.records import Field, Records
from ui.widgets.scrolling import scrolled
from ui.widgets.words import words

MEANINGS: Final = {
    Standing.COVERED: Meaning.OK,
    Standing.SHORT: Meaning.LATE,
    Standing.UNKNOWN: Meaning.SOON,
    Standing.UNPROMISED: Meaning.OFF,
}


def standing_words(found: PromisedPart) -> str:
    """How the depot stands to its promise, in a sentence."""
    standing = found.standing()
    if standing is Standing.UNPROMISED:
        return _("No unit with a running obligation needs this part any more.")
    if standing is Standing.UNKNOWN:
        return _("Something is promised, but nobody can say how often it fails. Enter a failure rate.")
    if standing is Standing.SHORT:
        count = found.to_order()
        said = ngettext("{count} piece should be ordered.", "{count} pieces should be ordered.", count)
        return said.format(count=f"{count:,}")
    return _("What is there and on its way covers the promises.")


def source_words(found: PromisedPart) -> str:
    """Where the failure rate comes from."""
    if found.source is RateSource.ENTERED:
        return _("Entered at this part.")
    if found.source is RateSource.UNKNOWN:
        return _("Not known: no unit with this part is in service yet.")
    years = figure(found.served)
    if found.source is RateSource.ASSUMED:
        return _("Assumed: no failure was seen in {years} part-years, so 0.7 failures are taken.").format(years=years)
    said = ngettext(
        "From the repairs: {count} failure in {years} part-years.",
        "From the repairs: {count} failures in {years} part-years.",
        found.failures,
    )
    return said.format(count=f"{found.failures:,}", years=years)


def figure(number: Fraction) -> str:
    """A number of years as people read it."""
    return f"{float(number):,.1f}"


def rate_words(found: PromisedPart) -> str:
    """The share of pieces that fail in a year."""
    if found.rate is None:
        return ""
    return _("{share} % a year").format(share=f"{float(found.rate * 100):.2f}")


def _facts(found: PromisedPart) -> list[tuple[str, str]]:
    def pieces(quantity: int) -> str:
        return f"{show_quantity(quantity, found.decimals)} {found.unit}".strip()

    return [
        (_("Units with a running obligation"), f"{found.units:,}"),
        (_("Promised until"), show_day(found.until) if found.until else ""),
        (_("Exposure in part-years"), figure(found.part_years)),
        (_("Failure rate"), rate_words(found)),
        (_("Where the rate comes from"), source_words(found)),
        (_("Failures to expect"), "" if found.rate is None else figure(found.part_years * found.rate)),
        (_("On hand"), pieces(found.good)),
        (_("Reserved"), pieces(found.reserved)),
        (_("On order"), pieces(found.on_order)),
        (_("No longer made since"), show_day(found.discontinued_on) if found.discontinued_on else ""),
    ]


class PromiseTab(QWidget):
    """Figures at the left, the three levels of certainty at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: PromisedPart | None = None
        self.banners = Banners()
        self.facts = KeyValues()
        self.levels = Records(
            [
                Field(_("Certainty"), lambda level: f"{level} %", 100),
                Field(_("Pieces needed"), lambda level: f"{self._needed(level):,}", 130, right=True),
                Field(_("To order"), self._to_order, right=True),
            ],
            _("Pieces for the promises"),
        )
        self.warning = words(
            _(
                "Reckoned with a rate that stays the same. For parts that wear out it is wrong: they fail little at "
                "first and all at once later. Look at the age of the units then."
            ),
            "muted",
            wrap=True,
        )
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(scrolled(self.facts, margin=14))
        needs = QWidget()
        needs.setLayout(right)
        right.setContentsMargins(0, 12, 14, 12)
        right.setSpacing(10)
        right.addWidget(words(_("Pieces for the promises"), "heading"))
        self.levels.setFixedHeight(140)
        right.addWidget(self.levels)
        right.addWidget(self.warning)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(scrolled(needs), 1)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        holder = QVBoxLayout()
        holder.setContentsMargins(14, 12, 14, 0)
        holder.addWidget(self.banners)
        column.addLayout(holder)
        column.addLayout(row, 1)
        nothing = EmptyState(
            _("Nothing can be promised of it"), _("Record which models the part fits; their units say what is owed."),
            "product",
        )  # fmt: skip
        self._stack = either(sheet, nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def show_promise(self, found: PromisedPart | None) -> None:
        """Show what is promised of a part; None where it fits no model."""
        self._found = found
        self._stack.setCurrentIndex(0 if found is not None else 1)
        self.banners.clear()
        if found is None:
            return
        if found.last_chance:
            last = _("It is no longer made, and {units} units may still need it: perhaps the last chance to buy.")
            self.banners.say(last.format(units=f"{found.units:,}"), Meaning.LATE, closable=False)
        self.banners.say(standing_words(found), MEANINGS[found.standing()], closable=False)
        self.facts.show_facts(_facts(found))
        self.levels.show_records(LEVELS if found.needed else ())

    def _needed(self, level: int) -> int:
        return self._found.needed.get(level, 0) if self._found is not None else 0

    def _to_order(self, level: int) -> str:
        return f"{self._found.to_order(level):,}" if self._found is not None else ""
