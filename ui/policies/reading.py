"""A policy version as prose, with what nobody stated marked; and how it differs from another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inventory.i18n import _
from inventory.policies.presets import BEGINNING
from inventory.policies.prose import Sentence
from inventory.policies.queries import Difference, ProfileLine, VersionCard, compare, version
from inventory.policies.words import Listed
from inventory.values.days import show_day
from inventory.work import Context
from ui.desk import Desk
from ui.forms.choosing import ChoiceField
from ui.stylesheet import restyle
from ui.theme import Meaning
from ui.widgets.cards import Section
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.records import ROW, Field, Records
from ui.widgets.words import selectable, words

MARK: Final = "◇"
"""Stands behind a sentence of which something is assumed."""


class PolicyProse(Section):
    """What a version promises, a paragraph for each matter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What is promised"), flush=False, parent=parent)
        self.chips = QWidget()
        self._flow = FlowLayout(self.chips)
        self.inside.addWidget(self.chips)
        legend = _("{mark} assumed: the source does not say it. Whoever sets it in the editor has decided it.")
        self.legend = words(legend.format(mark=MARK), "small", wrap=True)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(2)
        self.inside.addLayout(self._texts)
        self.inside.addWidget(self.legend)
        self.labels: list[QLabel] = []
        self._told: VersionCard | None = None

    def tell(self, card: VersionCard) -> None:
        """Show another version; one that stands here already stays, with what is marked in it."""
        if card == self._told:
            return
        self._told = card
        self._clear()
        for word, meaning in _standing(card):
            self._flow.addWidget(Chip(word, meaning))
        for paragraph in card.paragraphs:
            heading = words(str(paragraph.title), "muted")
            heading.setContentsMargins(0, 6, 0, 0)
            self._put(heading)
            for sentence in paragraph.sentences:
                self._put(_sentence(sentence))
        self.legend.setVisible(any(one.assumed for part in card.paragraphs for one in part.sentences))

    @property
    def texts(self) -> list[str]:
        """What is read here."""
        return [label.text() for label in self.labels]

    def _put(self, label: QLabel) -> None:
        self.labels.append(label)
        self._texts.addWidget(label)

    def _clear(self) -> None:
        for label in self.labels:
            self._texts.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.labels.clear()
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


def _sentence(sentence: Sentence) -> QLabel:
    text = str(sentence.text)
    label = selectable(words(f"{text} {MARK}" if sentence.assumed else text, wrap=True))
    if sentence.assumed:
        font = label.font()
        font.setItalic(True)
        label.setFont(font)
        tip = _("Assumed: {settings}").format(settings=Listed(sentence.assumed))
        label.setToolTip(tip)
        label.setAccessibleDescription(tip)
        restyle(label)
    return label


def _standing(card: VersionCard) -> Sequence[tuple[str, Meaning]]:
    from_beginning = card.valid_from == BEGINNING
    since = _("from the beginning") if from_beginning else _("from {day}").format(day=show_day(card.valid_from))
    used = (_("in use: it stays as it is"), Meaning.OK) if card.used else (_("not used yet"), Meaning.OFF)
    return [(_("Version {number}").format(number=card.number), Meaning.INFO), (since, Meaning.INFO), used]


def _two(ctx: Context, one_id: int, other_id: int) -> tuple[Difference, ...]:
    """Runs in the read lane."""
    return compare(version(ctx, one_id), version(ctx, other_id))


class Comparison(Section):
    """What differs between the version on show and another one, of this policy or of any."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Compare"), flush=False, parent=parent)
        self._desk = desk
        self._one = 0
        self._place = QHBoxLayout()
        self.inside.addLayout(self._place)
        self.other: ChoiceField | None = None
        self.list = Records(
            [
                Field(_("Setting"), lambda line: str(line.matter), 0, tip=lambda line: str(line.matter)),
                Field(_("Here"), lambda line: line.one or "–", 0, tip=lambda line: line.one),
                Field(_("There"), lambda line: line.other or "–", 0, quiet=True, tip=lambda line: line.other),
            ],
            _("What differs"),
            lines=2,
        )
        self.same = words(_("Both say the same."), "muted")
        self.inside.addWidget(self.list)
        self.inside.addWidget(self.same)
        self.list.hide()
        self.same.hide()
        self.hide()

    def offer(self, one_id: int, found: Sequence[ProfileLine]) -> None:
        """Compare with a version of these policies; the one before it is offered first."""
        self._one = one_id
        options = [
            (line.id, _("{code} {name}, version {number}").format(code=one.code, name=one.name, number=line.number))
            for one in found
            for line in one.versions
            if line.id != one_id
        ]
        if self.other is not None:
            self._place.removeWidget(self.other)
            self.other.deleteLater()
        self.other = ChoiceField("other", _("Compare with"), options, required=True)
        self.other.changed.connect(self._ask)
        self._place.addWidget(self.other)
        own = next((one for one in found if any(line.id == one_id for line in one.versions)), None)
        earlier = [line.id for line in own.versions if line.id < one_id] if own else []
        if earlier:
            self.other.set_value(earlier[0])
        if self.isVisible():
            self._ask()

    def open(self) -> None:
        """Show the comparison."""
        self.show()
        self._ask()

    @Slot()
    def _ask(self) -> None:
        if self.other is not None and self.other.value() is not None:
            self._desk.jobs.query(_two, self._desk.ctx, self._one, self.other.value(), done=self._show)

    @Slot(object)
    def _show(self, found: Sequence[Difference]) -> None:
        self.list.show_records(found)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight((ROW + 19) * len(found) + ROW + 4)
        self.same.setVisible(not found)
