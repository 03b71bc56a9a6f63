"""Which column of a book means what: a line for each heading."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from inventory.i18n import _
from inventory.imports import CATALOGUES, BookInspection, missing
from inventory.values.days import show_day, show_instant
from ui.forms.choosing import Chooser
from ui.widgets.symbols import Symbol
from ui.widgets.words import Line, words

SAMPLES: Final = 4


class MappingGrid(QWidget):
    """Signal: ``changed()``: a column means something else now."""

    changed = Signal()

    def __init__(self, book: BookInspection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "plain")
        self._headings = [heading for heading in book.headings if heading]
        self._kind = book.kind
        self._fields = CATALOGUES[book.kind]
        self._proposed = dict(book.mapping)
        self.choosers: dict[str, Chooser] = {}
        self._signs: dict[str, Symbol] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        for place, title in enumerate((_("Column of the book"), "", _("means"), _("for example"))):
            grid.addWidget(words(title, "muted"), 0, place)
        for row, heading in enumerate(self._headings, 1):
            name = Line(heading)
            name.setFixedWidth(210)
            grid.addWidget(name, row, 0)
            sign = Symbol("forward", 14, "muted")
            self._signs[heading] = sign
            grid.addWidget(sign, row, 1)
            grid.addWidget(self._chooser(heading), row, 2)
            grid.addWidget(Line(samples(book, heading), "muted"), row, 3)
        grid.setRowStretch(len(self._headings) + 1, 1)
        self._mark()

    def _chooser(self, heading: str) -> Chooser:
        chooser = Chooser()
        chooser.setFixedWidth(240)
        chooser.setAccessibleName(_("What {heading} means").format(heading=heading))
        chooser.addItem(_("passed over"), "")
        for field in self._fields:
            required = _("{field} *").format(field=field.label)
            chooser.addItem(required if field.required else field.label, field.key)
        chooser.setCurrentIndex(max(0, chooser.findData(self._proposed.get(heading, ""))))
        chooser.setObjectName(heading)
        chooser.activated.connect(self._chosen)
        self.choosers[heading] = chooser
        return chooser

    @property
    def mapping(self) -> dict[str, str]:
        """Heading → field, for the columns that mean something."""
        return {heading: key for heading, box in self.choosers.items() if (key := str(box.currentData()))}

    @property
    def touched(self) -> bool:
        """A person chose otherwise than was proposed."""
        return self.mapping != self._proposed

    @property
    def missing(self) -> list[str]:
        """The names of required fields that no column holds."""
        lacking = missing(self._kind, self.mapping)
        return [field.label for field in self._fields if field.key in lacking]

    def choose(self, heading: str, key: str) -> None:
        """Say what a column means, as a person does; a field stands for one column only."""
        for other, box in self.choosers.items():
            if other != heading and key and box.currentData() == key:
                box.setCurrentIndex(0)
        self.choosers[heading].setCurrentIndex(max(0, self.choosers[heading].findData(key)))
        self._mark()
        self.changed.emit()

    def _chosen(self) -> None:
        box = self.sender()
        if isinstance(box, Chooser):
            self.choose(box.objectName(), str(box.currentData()))

    def _mark(self) -> None:
        for heading, sign in self._signs.items():
            means = bool(self.choosers[heading].currentData())
            sign.show_icon("forward" if means else "off", "ok" if means else "disabled")


def samples(book: BookInspection, heading: str) -> str:
    """The first different values of a column, as the book shows them."""
    place = book.headings.index(heading)
    found = [shown(row[place]) for row in book.samples if place < len(row) and row[place] is not None]
    return "  ·  ".join(list(dict.fromkeys(text for text in found if text))[:SAMPLES])


def shown(value: object) -> str:
    """A cell in one line."""
    if isinstance(value, datetime):
        return show_instant(value) if (value.hour, value.minute) != (0, 0) else show_day(value.date())
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())[:40]
