"""Where one counts: scan the bin, scan the parts; each scan is a piece, a typed quantity is all that lies there."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.errors import DepotError, NeedsConfirmation
from inventory.i18n import _
from inventory.stock.words import CONDITIONS, Condition, condition_word
from inventory.stocktake.counting import Count, Counted, count
from inventory.stocktake.reading import Article, Bin, Read, read
from inventory.values.quantities import show_quantity
from ui.desk import Desk
from ui.forms.choosing import ChoiceField
from ui.forms.field import CodeField
from ui.forms.fields import QuantityField
from ui.scan.burst import Scan
from ui.stocktake.mark_field import MarkField
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.words import Line, words

FIELD: Final = 190


class CountBox(Card):
    """For one stocktake. Whoever shows its lines hears of a count as of any other change."""

    def __init__(self, desk: Desk, stocktake_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._stocktake_id = stocktake_id
        self.bin: Bin | None = None
        self.article: Article | None = None
        self._scanned = False
        self._order: Count | None = None
        self.code = CodeField("code", _("Bin, part or serial number"))
        self.condition = ChoiceField(
            "condition",
            _("State of the goods"),
            [(state, condition_word(state)) for state in CONDITIONS],
            required=True,
        )
        self.quantity = QuantityField("quantity", _("All that lies there"))
        self._all = button(_("That is all"), self.count_all)
        self._all.setToolTip(_("The quantity is all that lies in the bin, whatever was counted before"))
        self.mark = MarkField()
        self.here = words("", "heading", wrap=True)
        self.held = Line("", "plain")
        self.said = Line("", "muted")
        self._lay_out()
        self.code.scanned.connect(self.take)
        self.code.line.returnPressed.connect(self._typed)
        self.quantity.line.returnPressed.connect(self.count_all)
        self.show_hands()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, width in ((self.code, FIELD + 60), (self.condition, FIELD - 50), (self.quantity, FIELD - 50)):
            field.hold(width)
            row.addWidget(field)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 22, 0, 0)
        beside.addWidget(self._all)
        beside.addStretch(1)
        row.addLayout(beside)
        told = QVBoxLayout()
        told.setSpacing(2)
        for line in (self.here, self.held, self.said):
            told.addWidget(line)
        told.addStretch(1)
        row.addLayout(told, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.mark)

    # what is scanned or typed

    @Slot(object)
    def take(self, scan: Scan) -> None:
        """A scan, wherever the focus was: a bin is where one stands from now on, a part is one piece more."""
        self._scanned = True
        self._ask(scan.text, scan.scan_codes)

    @Slot()
    def _typed(self) -> None:
        text = self.code.line.text().strip()
        if text:
            self._scanned = False
            self._ask(text, ())

    def _ask(self, text: str, codes: tuple[int, ...]) -> None:
        self.code.complain("")
        held = None if self.article is None else self.article.id
        here = None if self.bin is None else self.bin.id
        self._desk.jobs.query(
            read, self._desk.ctx, self._stocktake_id, text, codes, held, here, done=self._arrived, failed=self._unknown
        )

    @Slot(object)
    def _unknown(self, error: Exception) -> None:
        if isinstance(error, DepotError):
            self.code.complain(str(error))
            self.code.line.selectAll()
        else:
            self._desk.show_error(error)

    @Slot(object)
    def _arrived(self, found: Read) -> None:
        self.code.clear()
        if found.bin is not None:
            self.bin, self.article = found.bin, None
            self.said.setText("")
            self.mark.offer(())
        elif found.article is not None:
            self._take_in_hand(found)
        self.show_hands()

    def _take_in_hand(self, found: Read) -> None:
        article = found.article
        assert article is not None  # the caller has looked
        if self.article is None or article.id != self.article.id or found.serial:
            self.mark.offer(() if article.serialised and not found.serial else found.marks)
        self.article = article
        self.quantity.set_value(None)
        if found.serial:
            self.condition.set_value(found.condition)
            self._send(1, adding=True, serial=found.serial)
        elif self._scanned and not article.serialised:
            self._send(1, adding=True)
        elif not article.serialised:
            self.quantity.line.setFocus()

    @Slot()
    def count_all(self) -> None:
        """The quantity that stands in the field is all that lies there."""
        text = self.quantity.line.text().strip()
        if not text:
            self.quantity.complain(_("Enter how many lie there, 0 for none."))
            return
        if self.article is None:
            self.code.complain(_("Scan the part first."))
            return
        if self.article.serialised:
            self.code.complain(_("Scan the serial number of each piece."))
            return
        self._send(text, adding=False)

    # what is counted

    def _send(self, quantity: int | str, *, adding: bool, serial: str = "") -> None:
        if self.bin is None:
            self.code.complain(_("Scan the bin first: where do you stand?"))
            return
        assert self.article is not None  # nothing is counted with empty hands
        mark = self.mark.mark()
        if mark is None:
            self.mark.ask()
            return
        self._order = Count(
            stocktake_id=self._stocktake_id, part_id=self.article.id, place_id=self.bin.id, quantity=quantity,
            condition=self.condition.value() or Condition.NEW, owner=mark.owner, lot=mark.lot, serial=serial,
            adding=adding,
        )  # fmt: skip
        self._go()

    def _go(self) -> None:
        self._desk.jobs.command(count, self._desk.ctx, self._order, done=self._done, failed=self._refused)

    @Slot(object)
    def _done(self, result: Counted) -> None:
        if self.article is not None and self.bin is not None and self._order is not None:
            said = _("{bin}: {counted} {unit} of {part} counted")
            if self._order.serial:
                said = _("{bin}: {serial} of {part} found")
            self.said.setText(
                said.format(
                    bin=self.bin.name, unit=self.article.unit, part=self.article.part_no, serial=self._order.serial,
                    counted=show_quantity(result.counted, self.article.decimals),
                )
            )  # fmt: skip
        self.quantity.clear()
        self.quantity.complain("")
        self.code.line.setFocus()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, NeedsConfirmation):
            self._desk.show_error(error, confirm=self._insist)
        elif isinstance(error, DepotError):
            field = self.quantity if getattr(error, "field", "") == "quantity" else self.code
            field.complain(str(error))
        else:
            self._desk.show_error(error)

    def _insist(self, key: str) -> None:
        if self._order is not None:
            self._order = replace(self._order, confirmed=self._order.confirmed | {key})
            self._go()

    def show_hands(self) -> None:
        """Say where one stands and what one holds."""
        self.here.setText(_("Scan the bin that you stand at") if self.bin is None else self.bin.name)
        held = ""
        if self.article is not None:
            held = f"{self.article.part_no} {self.article.name}"
        elif self.bin is not None:
            held = _("Scan a part: each scan is one piece")
        self.held.setText(held)
