"""What an act would change, in words: old and new days, and the cases that a person would have to look at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from inventory.assets.successors import SwapTrial
from inventory.cover.reckoning import Reckoned
from inventory.cover.reviews import Otherwise
from inventory.cover.rules import ONE_DAY
from inventory.cover.trials import Effect, Trial
from inventory.cover.words import STATUS, Days
from inventory.i18n import _, ngettext
from inventory.policies.words import REPLACEMENT
from inventory.values.days import show_day
from ui.forms.field import Field
from ui.widgets.cards import KeyValues
from ui.widgets.words import words

Line = tuple[str, str]
"""What it is about, and what becomes of it; both translated."""
ROOM: Final = 480
MOST_CASES: Final = 5
"""More cases than these are counted, not named."""


def trial_lines(trial: Trial) -> list[Line]:
    """What becomes of a unit, of those that took its place, and of decided cases."""
    unit = trial.unit
    return [*_unit_lines(unit), *map(_successor, trial.successors), (_("Cases to review"), cases_word(trial.cases))]


def swap_lines(trial: SwapTrial) -> list[Line]:
    """What the old unit loses and the new one gets."""
    old, new = trial.old.unit, trial.new
    lost = _("{was} → left for good on {day}").format(was=_covered(old.before), day=show_day(trial.swapped_on))
    return [
        (_("The old unit"), lost),
        (_("Rule of the policy"), _(REPLACEMENT[trial.terms.rule])),
        (_("The new unit"), _covered(new)),
        (_("Spares until"), show_day(new.spares_last) or "–"),
        (_("Cases to review"), cases_word(trial.old.cases)),
    ]


def cases_word(cases: Sequence[Otherwise]) -> str:
    """The cases that would be decided otherwise: they stay as they are and come on the review list."""
    if not cases:
        return _("none")
    named = "\n".join(
        _("{number} of {day}: {was} → {now}").format(
            number=one.case_no, day=show_day(one.reported_on), was=STATUS[one.was], now=STATUS[one.now]
        )
        for one in cases[:MOST_CASES]
    )
    rest = len(cases) - MOST_CASES
    if rest <= 0:
        return named
    return named + "\n" + ngettext("and {count} more", "and {count} more", rest).format(count=rest)


def _unit_lines(effect: Effect) -> list[Line]:
    before, after = effect.before, effect.after
    if effect.gone:
        nothing = _("{was} → nothing is owed any more")
        return [
            (_("Covered"), nothing.format(was=_covered(before))),
            (_("Spares until"), nothing.format(was=show_day(before.spares_last) or "–")),
        ]
    return [
        (_("Covered from"), _moved(before.first, after.first)),
        (_("Covered until"), _moved(before.last, after.last)),
        (_("Spares until"), _moved(before.spares_last, after.spares_last)),
    ]


def _successor(effect: Effect) -> Line:
    moved = _moved(effect.before.last, effect.after.last)
    return _("Its successor {serial}, until").format(serial=effect.serial_no), moved


def _moved(was: date | None, now: date | None) -> str:
    """The day as it is and as it would be."""
    if was == now:
        return _("{day}, unchanged").format(day=show_day(was) or "–")
    text = _("{was} → {now}").format(was=show_day(was) or "–", now=show_day(now) or "–")
    if was is None or now is None:
        return text
    if now > was:
        return _("{moved} ({days} later)").format(moved=text, days=Days((now - was) // ONE_DAY))
    return _("{moved} ({days} earlier)").format(moved=text, days=Days((was - now) // ONE_DAY))


def _covered(cover: Reckoned) -> str:
    if not cover.segments or cover.last is None:
        return _("nothing is covered")
    first = cover.first or min(one.first for one in cover.segments)
    return _("{first} to {last}").format(first=show_day(first), last=show_day(cover.last))


class EffectField(Field):
    """Stands in a form and shows what it would change. It has no value and is never typed in."""

    def __init__(self) -> None:
        super().__init__("effect", _("What it changes"))
        self.facts = KeyValues(beside=True)
        self.trouble = words("", "complaint", wrap=True)
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        self.finish(self.facts)
        self.lines: Sequence[Line] = ()

    def sizeHint(self) -> QSize:
        """As high as it needs to be in the width of a dialog: a label that may wrap guesses a narrow one."""
        width = min(self.width(), ROOM) if self.isVisible() else ROOM
        return QSize(super().sizeHint().width(), self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def empty(self) -> None:
        """Nothing can be typed."""

    def tell(self, lines: Sequence[Line]) -> None:
        """Show what becomes of what."""
        self.lines = lines
        self.trouble.hide()
        self.facts.show_facts(lines)
        self.facts.show()
        self.updateGeometry()

    def wait(self) -> None:
        """The form does not say enough yet."""
        self.tell([(name, "–") for name, _text in self.lines])

    def cannot(self, sentence: str) -> None:
        """It cannot be done, and why."""
        self.facts.hide()
        self.trouble.setText(sentence)
        self.trouble.show()
