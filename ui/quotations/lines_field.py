"""The lines of a quotation as a grid: typed in place, priced beside what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Signal

from inventory.errors import InvalidInput
from inventory.i18n import N_, _, fill, pgettext
from inventory.pricing.charges import PriceRule
from inventory.pricing.words import GROUND, KINDS
from inventory.quotations.lines import QuoteLine
from inventory.quotations.preview import LinePreview
from inventory.quotations.words import cost_words, rule_words
from ui.contracts.grid import GridColumn, GridField, Manner
from ui.quotations.entries import Entry

CHOOSABLE: Final = (PriceRule.COST, PriceRule.LIST, PriceRule.NEGOTIATED)
"""How a line is priced where no unit is named, whose policy would say."""
TYPED: Final = ("what", "quantity", "price", "tax", "delivery", "note", "rule")
RULE: Final = 6
WHAT: Final = 2
"""The places of the columns in which the rule is chosen, and what is offered is typed."""


class LinesField(GridField):
    """Signals: ``edited()``: the lines are others; ask anew what they cost. ``turned()``: another line is in hand."""

    edited = Signal()
    turned = Signal()

    def __init__(self) -> None:
        options = [(rule, str(GROUND[rule])) for rule in CHOOSABLE]
        super().__init__(
            "lines",
            _("What is quoted"),
            [
                GridColumn("kind", _("Kind"), lambda one: str(KINDS[one.kind]), width=84),
                GridColumn("code", _("Part no."), lambda one: one.part_no or "–", width=100),
                GridColumn("what", _("What is offered"), lambda one: one.what, Manner.TYPE),
                GridColumn("quantity", _("Quantity"), lambda one: one.quantity, Manner.TYPE, 76),
                GridColumn("unit", pgettext("of count", "Unit"), lambda one: one.unit, width=56),
                GridColumn("price", _("Agreed price"), lambda one: one.price, Manner.TYPE, 96),
                GridColumn("rule", _("Priced"), lambda one: one.rule, Manner.CHOOSE, 150, options),
                GridColumn("tax", _("Tax %"), lambda one: one.tax, Manner.TYPE, 60),
                GridColumn("net", _("Without tax"), _net, width=100),
                GridColumn("ground", _("Rule"), _ground, width=270),
                GridColumn("delivery", _("Delivery time"), lambda one: one.delivery, Manner.TYPE, 90),
                GridColumn("note", _("Remark"), lambda one: one.note, Manner.TYPE, 90),
            ],
            hint=_("Type into a cell; the price follows the rules of today."),
        )
        self.grid.setColumnHidden(RULE, True)
        self._kept: list[tuple[object, ...]] = []
        self._with_unit = False
        self._telling = False
        self.changed.connect(self._collect)
        self.grid.selectionModel().currentRowChanged.connect(self.turned)

    @property
    def entries(self) -> list[Entry]:
        """The lines."""
        return self.records

    @property
    def in_hand(self) -> Entry | None:
        """The line on which the keyboard stands."""
        row = self.grid.currentIndex().row()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def hold_to(self, contract_line_id: int | None) -> None:
        """The service in hand is held to a price of the contract, or to none."""
        if self.in_hand is not None:
            self.in_hand.contract_line_id = contract_line_id
            self._touched()

    def let_go(self) -> None:
        """No service is held to a price: the contract is another."""
        for one in self.entries:
            one.contract_line_id = None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show lines that nobody has typed yet."""
        self.show_records(list(entries))
        self._kept = [one.typed() for one in entries]

    def priced_by_unit(self, with_unit: bool) -> None:
        """Whether the policy of a unit says how a line is priced, or a person does."""
        self._with_unit = with_unit
        self.grid.setColumnHidden(RULE, with_unit)
        more = _("Type into a cell; the price follows the rules of today. Space takes the next word of “Priced”.")
        self.remark("" if with_unit else more)

    def add(self, entry: Entry) -> None:
        """Another line at the end; a part that is on it already is one piece more."""
        for one in self.entries:
            if entry.part_id is not None and one.part_id == entry.part_id and one.quantity.isdigit():
                one.quantity = str(int(one.quantity) + 1)
                self._again(self.entries, self.entries.index(one))
                return
        self._again([*self.entries, entry], len(self.entries))

    def remove(self) -> None:
        """The current line goes."""
        row = self.grid.currentIndex().row()
        if 0 <= row < len(self.entries):
            self._again(self.entries[:row] + self.entries[row + 1 :], row)

    def shift(self, by: int) -> None:
        """The current line a place up (-1) or down (1)."""
        row, entries = self.grid.currentIndex().row(), list(self.entries)
        if 0 <= row < len(entries) and 0 <= row + by < len(entries):
            entries[row], entries[row + by] = entries[row + by], entries[row]
            self._again(entries, row + by)

    def tell(self, seen: Sequence[LinePreview]) -> None:
        """What the depot made of the lines; the first that it refuses is named under the grid."""
        if len(seen) != len(self.entries):
            return  # the answer to an older question
        for one, preview in zip(self.entries, seen, strict=True):
            one.seen = preview
            one.kind, one.part_no, one.unit = preview.kind, preview.part_no, preview.unit
        self._telling = True
        for row, one in enumerate(self.entries):
            if not one.what and one.seen is not None and one.seen.description:
                one.what = one.seen.description
                self.grid.cells.setData(self.grid.cells.index(row, WHAT), one.what)
        self.renew(self.entries)
        self._telling = False
        self.complain(next((self._refusal(row, one.refused) for row, one in enumerate(seen) if one.refused), ""))

    def notes(self) -> list[str]:
        """What we should know of the prices of lines, and no customer reads."""
        found = []
        for row, one in enumerate(self.entries):
            said = None if one.seen is None else cost_words(one.seen.source)
            if said is not None:
                found.append(fill(N_("Line {number}: {sentence}"), {"number": row + 1, "sentence": said}))
        return found

    def _refusal(self, row: int, error: Any) -> str:
        return fill(N_("Line {number}: {sentence}"), {"number": row + 1, "sentence": str(error)})

    def value(self) -> tuple[QuoteLine, ...]:
        """The lines that are meant. Raises InvalidInput for none, or for one that is malformed."""
        if not self.entries:
            raise InvalidInput(N_("A quotation needs at least one line. Add a part or a service."), field=self.name)
        return self.lines()

    def lines(self) -> tuple[QuoteLine, ...]:
        """As ``value``, none where there are none."""
        found = []
        for row, one in enumerate(self.entries):
            try:
                found.append(one.as_line(with_unit=self._with_unit))
            except InvalidInput as error:
                raise InvalidInput(
                    N_("Line {number}: {sentence}"), field=self.name, number=row + 1, sentence=str(error)
                ) from error
        return tuple(found)

    def dirty(self) -> bool:
        """Lines were added, removed or typed into."""
        return [one.typed() for one in self.entries] != self._kept

    def settle(self) -> None:
        """What stands here counts as not typed."""
        super().settle()
        if hasattr(self, "_kept"):
            self._kept = [one.typed() for one in self.entries]

    def set_raw(self, raw: Any) -> None:
        """Lines are shown by ``show_entries``."""

    def _touched(self) -> None:
        if not getattr(self, "_telling", False):  # what the depot says is nothing that was typed
            super()._touched()

    def _again(self, entries: Sequence[Entry], row: int) -> None:
        kept = self._kept
        self.show_records(list(entries))
        self._kept = kept
        self.grid.setCurrentIndex(self.grid.cells.index(min(row, len(entries) - 1), WHAT))
        self._touched()

    def _collect(self) -> None:
        for one, values in zip(self.entries, self.grid.cells.values, strict=True):
            for key in TYPED:
                value = values[key]
                setattr(one, key, value if key == "rule" else str(value).strip())
        self.edited.emit()


def _net(one: Entry) -> str:
    if one.seen is None or one.seen.priced is None:
        return "–"
    return str(one.seen.priced.net)


def _ground(one: Entry) -> str:
    return "–" if one.seen is None else rule_words(one.seen) or "–"
