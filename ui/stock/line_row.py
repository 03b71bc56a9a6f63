"""A line of a paper that is being written: what, how many, from where to where, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.choices import Choice
from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from inventory.places.queries import pick
from inventory.stock.reading import Bin, Spot
from inventory.stock.words import Condition, condition_word
from inventory.values.quantities import parse_quantity, show_quantity
from inventory.work import Context
from ui.desk import Desk
from ui.forms.choosing import ChoiceField
from ui.forms.field import CodeField, Field, TextField
from ui.forms.fields import MoneyField, QuantityField
from ui.stock.draft import Draft, DraftLine
from ui.stock.kinds import Kind, Task
from ui.stock.terse_pick import TersePick
from ui.stylesheet import restyle
from ui.widgets.buttons import icon_button
from ui.widgets.words import Line, words

WIDTHS: Final = {
    "quantity": (N_("Quantity"), 76), "free": (N_("Available"), 84), "left": (N_("To come"), 84),
    "start": (N_("From"), 210), "end": (N_("Into bin"), 140), "condition": (N_("Goods condition"), 124),
    "becomes": (N_("Is now"), 124), "serial": (N_("Serial number"), 130), "lot": (N_("Lot"), 80),
    "cost": (N_("Cost of one"), 100), "order": (N_("Order"), 130), "note": (N_("Finding"), 130),
}  # fmt: skip
"""The columns beside the part, with their widths."""
PART: Final = 150
REMOVE: Final = 30
GAP: Final = 8


def columns(kind: Kind, lines: Sequence[DraftLine]) -> list[str]:
    """What a paper of a kind asks for in its lines; serial numbers and orders where a part has them."""
    shown = ["quantity"]
    if kind.takes:
        shown += ["free", "start"]
    if kind.listed:
        shown.append("left")
    if kind.task is Task.RECEIVE:
        shown.append("condition")
    if kind.becomes:
        shown.append("becomes")
    if kind.puts:
        shown.append("end")
    if any(line.article.serialised for line in lines):
        shown.append("serial")
    if kind.costs:
        shown += ["lot", "cost"]
        if any(line.article.orders for line in lines):
            shown.append("order")
    if kind.task in (Task.INSPECT, Task.ARRIVE):
        shown.append("note")
    return shown


class LineHead(QWidget):
    """The names of the columns above the lines."""

    def __init__(self, shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        part = Line(_("Part"), "muted")
        part.setMinimumWidth(PART)
        row.addWidget(part, 1)
        for name in shown:
            title, width = WIDTHS[name]
            head = Line(_(title), "muted")
            head.setFixedWidth(width)
            row.addWidget(head)
        row.addSpacing(REMOVE)


class LineRow(QWidget):
    """Writes into its ``line`` what is typed. Signals: ``changed()``; ``left()``: Enter; ``removed(line)``."""

    changed = Signal()
    left = Signal()
    removed = Signal(object)

    def __init__(
        self, desk: Desk, draft: Draft, line: DraftLine, shown: Sequence[str], case_id: int | None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._draft, self.line = desk, draft, line
        self._spots: list[Spot] = draft.spots(line) if draft.kind.takes else []
        self.fields: dict[str, Field] = {}
        article = line.article
        row = QHBoxLayout()
        row.setSpacing(GAP)
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addWidget(Line(article.part_no))
        title.addWidget(Line(f"{article.name} {article.spec}".strip(), "small"))
        named = QWidget()
        named.setLayout(title)
        title.setContentsMargins(0, 0, 0, 0)
        named.setMinimumWidth(PART)
        row.addWidget(named, 1)
        self.free = words("", "muted")
        for name in shown:
            row.addWidget(self._made(name, case_id), 0, Qt.AlignmentFlag.AlignVCenter)
        self.remove = icon_button("remove", _("Take this line out"), self._remove)
        self.remove.setFixedWidth(REMOVE - GAP)
        row.addWidget(self.remove)
        self.complaint = words(line.complaint, "complaint", wrap=True)
        self.complaint.setVisible(bool(line.complaint))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.complaint)

    def _made(self, name: str, case_id: int | None) -> QWidget:
        width = WIDTHS[name][1]
        if name in ("free", "left"):
            self.free.setText(self._free(case_id))
            self.free.setFixedWidth(width)
            if name == "free":
                self.free.setToolTip(_("Good pieces that are not reserved for others, and how many lie there"))
            return self.free
        field = self._field(name)
        if field is None:
            empty = QWidget()
            empty.setFixedWidth(width)
            return empty
        field.heading.hide()
        field.setFixedWidth(width)
        self.fields[name] = field
        field.changed.connect(self._typed)
        return field

    def _field(self, name: str) -> Field | None:
        line, article = self.line, self.line.article
        title = _(WIDTHS[name][0])
        if name == "quantity":
            quantity = QuantityField(name, title, decimals=article.decimals)
            quantity.set_raw(line.quantity)
            quantity.setEnabled(not (article.serialised and line.source is None))
            return self._entered(quantity)
        if name == "start":
            return self._start(title)
        if name == "end":
            return self._end(title)
        if name in ("condition", "becomes"):
            wanted = line.condition if name == "condition" else line.becomes
            states = [(state, condition_word(state)) for state in self._conditions(name)]
            chosen = ChoiceField(name, title, states, required=name == "condition" or self._draft.task is Task.INSPECT)
            chosen.set_raw(wanted)
            return chosen
        if name == "serial":
            if not article.serialised:
                return None
            serial = CodeField(name, title, limit=80, takes_scans=False)
            serial.set_raw(line.serial)
            serial.setEnabled(line.source is None)
            return self._entered(serial)
        if name == "lot":
            lot = TextField(name, title, limit=60)
            lot.set_raw(line.lot)
            return self._entered(lot)
        if name == "cost":
            cost = MoneyField(name, title)
            cost.set_raw(line.cost)
            if line.unseen_cost:
                cost.line.setPlaceholderText(_("was typed"))
                cost.line.setToolTip(_("A cost was typed here that you may not see. Type another one to replace it."))
            return self._entered(cost)
        if name == "order":
            if not article.orders:
                return None
            offered = [
                (
                    one.id,
                    _("{number} ({open})").format(number=one.order_no, open=show_quantity(one.open, article.decimals)),
                )
                for one in article.orders
            ]
            orders = ChoiceField(name, title, offered)
            orders.set_raw(line.order_id)
            return orders
        note = TextField(name, title, limit=200)
        note.set_raw(line.note)
        return self._entered(note)

    def _conditions(self, name: str) -> Sequence[Condition]:
        if self._draft.task is Task.INSPECT:
            return (Condition.NEW, Condition.GOOD, Condition.FAULTY)
        return tuple(state for state in Condition if name == "condition" or state is not self.line.condition)

    def _start(self, title: str) -> Field:
        decimals = self.line.article.decimals
        offered = [
            (
                place,
                _("{bin} · {condition} · {count}").format(
                    bin=spot.bin.name, condition=condition_word(spot.condition),
                    count=show_quantity(spot.quantity, decimals),
                ),
            )
            for place, spot in enumerate(self._spots)
        ]  # fmt: skip
        here = (
            place for place, spot in enumerate(self._spots)
            if spot.bin == self.line.start and spot.condition is self.line.condition and spot.lot == self.line.lot
        )  # fmt: skip
        chosen = next(here, -1)
        if chosen < 0 and self.line.start is not None:  # nothing of it lies there any more, and nobody chose another
            offered.insert(0, (-1, self.line.start.name))
        field = ChoiceField("start", title, offered, required=bool(offered))
        field.set_raw(chosen)
        field.box.setToolTip(field.box.currentText())
        return field

    def _end(self, title: str) -> Field:
        found = _Bins(self._desk.ctx, self)
        field = TersePick("end", title, self._desk.jobs, found.find)
        field.line.setPlaceholderText(_("Scan the bin"))
        if self.line.end is not None:
            field.set_value(Choice(self.line.end.id, self.line.end.name))
        self._bins = found
        return field

    def _entered(self, field: CodeField | TextField | QuantityField | MoneyField) -> Field:
        field.line.returnPressed.connect(self.left)
        return field

    def _free(self, case_id: int | None) -> str:
        line = self.line
        if line.source is not None:
            return _("of {count}").format(count=show_quantity(line.source.left, line.article.decimals))
        free = show_quantity(line.article.free(case_id), line.article.decimals)
        lying = self._draft.lying(line)
        if not self._draft.kind.offers_good:
            return show_quantity(lying or 0, line.article.decimals)
        if lying is None:
            return free
        return _("{free} / {lying}").format(free=free, lying=show_quantity(lying, line.article.decimals))

    @Slot()
    def _typed(self) -> None:
        """What stands in the fields is the line."""
        line = self.line
        for name, field in self.fields.items():
            raw = field.raw()
            if name in ("quantity", "cost", "serial", "lot", "note"):
                setattr(line, name, raw)
                line.unseen_cost = line.unseen_cost and not line.cost
            elif name == "condition":
                line.condition = raw
            elif name == "becomes":
                line.becomes = raw
            elif name == "order":
                line.order_id = raw
            elif name == "start" and raw is not None and 0 <= raw < len(self._spots):
                self._draft.take_from(line, self._spots[raw])
                if self._spots[raw].serial and not line.serial:
                    line.serial = self._spots[raw].serial
            elif name == "end":
                _text, choice = raw
                line.end = None if choice is None else self._bins.bin(choice.id, line.end)
        self.complain("")
        self.changed.emit()

    def complain(self, sentence: str, name: str = "") -> None:
        """Say under the line, and at the field that is meant, what to mend."""
        self.line.complaint = sentence
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))
        for key, field in self.fields.items():
            field.editor.setProperty("refused", bool(sentence) and key == name)
            restyle(field.editor)
        if sentence and name in self.fields:
            self.fields[name].setFocus()

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.line)

    def pieces(self) -> int | None:
        """The quantity in the smallest unit; None where it cannot be read."""
        try:
            return parse_quantity(self.line.quantity, self.line.article.decimals)
        except InvalidInput:
            return None


class _Bins(QObject):
    """Finds bins for a field and remembers them, so that a chosen one is a place and not only a name."""

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._known: dict[int, Bin] = {}

    def find(self, text: str) -> list[Choice]:
        """Bins by a part of their name. Runs in the read lane."""
        rows = pick(self._ctx, text)
        self._known |= {row.id: Bin(row.id, row.name, row.kind, row.warehouse_id, row.engineer_id) for row in rows}
        return [Choice(row.id, row.name, row.warehouse or row.engineer) for row in rows]

    def bin(self, place_id: int, known: Bin | None) -> Bin | None:
        """A bin that was found, or the one that was there."""
        return self._known.get(place_id, known if known is not None and known.id == place_id else None)
