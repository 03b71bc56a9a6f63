"""One stocktake: counted by scan, reviewed, sent for approval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inventory.i18n import N_, _, ngettext
from inventory.stocktake.approval import submit
from inventory.stocktake.commands import cancel, finish, reopen, review, start
from inventory.stocktake.counting import nothing_there
from inventory.stocktake.queries import Shown, StocktakeCard, card
from inventory.stocktake.rules import COUNTABLE, StocktakeState, Verdict, state_word
from inventory.values.money import Money
from ui.actions import Act
from ui.contracts.step_dialog import StepDialog
from ui.desk import Desk
from ui.forms.field import TextField
from ui.forms.form import Form
from ui.navigation import Route
from ui.scan.burst import Scan
from ui.stocktake.acts import CANCEL, EMPTY, FINISH, PAPER, REOPEN, REVIEW, START, SUBMIT
from ui.stocktake.count_box import CountBox
from ui.stocktake.difference_dialog import difference_dialog
from ui.stocktake.export import SheetExport
from ui.stocktake.source import LINE_FILTERS, MEANINGS, line_source, mode_word, signed, some_lines
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.theme import Meaning
from ui.widgets.cards import Card, EmptyState, either
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.tabs import TabStrip

SHEET, DIFFERENCES = range(2)
_POSSIBLE: Final[dict[Act, frozenset[StocktakeState]]] = {
    START: frozenset({StocktakeState.DRAFT}),
    FINISH: frozenset({StocktakeState.COUNTING}),
    EMPTY: frozenset({StocktakeState.COUNTING}),
    REVIEW: frozenset({StocktakeState.COUNTED}),
    SUBMIT: frozenset({StocktakeState.REVIEW}),
    REOPEN: frozenset({StocktakeState.COUNTED, StocktakeState.REVIEW}),
    PAPER: frozenset(StocktakeState) - {StocktakeState.DRAFT},
    CANCEL: frozenset({
        StocktakeState.DRAFT, StocktakeState.COUNTING, StocktakeState.COUNTED, StocktakeState.REVIEW,
    }),
}  # fmt: skip
_VERDICTS: Final = {
    Verdict.AGREES: (N_("agrees"), Meaning.OK),
    Verdict.SURPLUS: (N_("surplus"), Meaning.SOON),
    Verdict.SHORTAGE: (N_("shortage"), Meaning.LATE),
    Verdict.MISSING: (N_("missing"), Meaning.LATE),
    Verdict.ELSEWHERE: (N_("lies elsewhere by the book"), Meaning.SOON),
    Verdict.ISSUED: (N_("issued by the book"), Meaning.LATE),
    Verdict.UNKNOWN: (N_("in no book"), Meaning.SOON),
    Verdict.SETTLED: (N_("put right since"), Meaning.OK),
}


class StocktakePage(PageFrame):
    """``Route("stocktake", id)``."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Stocktake"), [(_("Stock"), Route("stock", "stocktakes"))], parent)
        self._stocktake_id = int(str(route.args[0]))
        self._loaded: StocktakeCard | None = None
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        self.box = CountBox(desk, self._stocktake_id)
        self.box.hide()
        self.strip = TabStrip([_("Stocktake sheet"), _("Differences")])
        self.strip.chosen.connect(self._turned)
        self.panel = TablePanel(
            desk, "stocktake_lines", line_source(self._stocktake_id), LINE_FILTERS, views=KeptViews(desk.ctx),
            counted=some_lines, empty=EmptyState(
                _("The sheet is empty"),
                _("Begin to count: the sheet is filled with what should be there by the book."), "scan",
            ),
        )  # fmt: skip
        ListExport(desk, self.panel, _("Stocktake sheet"))
        self.differences = Records(self._fields(), _("Differences"))
        self.differences.opened.connect(self._explain)
        self._different = either(
            self.differences, EmptyState(_("Nothing differs"), _("What was counted is what the book says."), "ok")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panel)
        framed = Card(flush=True)
        framed.body.addWidget(self._different)
        self._stack.addWidget(framed)
        lists = QVBoxLayout()
        lists.setSpacing(10)
        lists.addWidget(self.strip)
        lists.addWidget(self._stack, 1)
        self.body.addWidget(self.chips)
        self.body.addWidget(self.box)
        self.body.addLayout(lists, 1)
        self.export = SheetExport(desk, self)
        self._actions: dict[Act, QAction] = {}
        for act, slot, wide in self._acts():
            self._actions[act] = self.add_action(act, slot, button=wide)
        desk.bridge.records_changed.connect(self._changed)
        self.panel.load()
        self.refresh()

    def _acts(self) -> tuple[tuple[Act, Callable[..., object], bool], ...]:
        return (
            (START, self._start, True), (FINISH, self._finish, True), (REVIEW, self._review, True),
            (SUBMIT, self._submit, True), (EMPTY, self._empty, False), (REOPEN, self._reopen, False),
            (PAPER, self._write_sheet, False), (CANCEL, self._cancel, False),
        )  # fmt: skip

    def _fields(self) -> list[Field]:
        return [
            Field(_("Bin"), lambda one: one.difference.place, 110),
            Field(_("Part no."), lambda one: one.difference.part_no, 120),
            Field(_("Name"), lambda one: one.difference.name),
            Field(_("Serial of the piece"), lambda one: one.difference.serial, 120),
            Field(_("Difference"), _amount, 100, right=True),
            Field(_("Verdict"), _verdict_word, 190, chip=lambda one: _VERDICTS[one.difference.verdict][1], tip=_hint),
            Field(_("Value (yuan)"), _worth, 110, right=True),
            Field(_("Reason"), lambda one: one.difference.reason, quiet=True),
        ]

    # what is shown

    @Slot()
    def refresh(self) -> None:
        """Fetch the stocktake again."""
        self.desk.jobs.query(card, self.desk.ctx, self._stocktake_id, done=self._show)

    def take_scan(self, scan: Scan) -> bool:
        """While one counts, every scan is a count."""
        if self._loaded is None or self._loaded.row.state not in COUNTABLE:
            return False
        self.box.take(scan)
        return True

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity == "stocktake_line" or (entity == "stocktake" and (not ids or self._stocktake_id in ids)):
            self.refresh()

    @Slot(int)
    def _turned(self, index: int) -> None:
        self._stack.setCurrentIndex(index)

    @Slot(object)
    def _show(self, loaded: StocktakeCard) -> None:
        self._loaded = loaded
        row = loaded.row
        where = row.warehouse or (", ".join(loaded.places[:3]) if loaded.places else _("The whole depot"))
        self.set_title(row.number, f"{where} · {mode_word(row.mode)}")
        self.set_crumbs([(_("Stock"), Route("stock", "stocktakes")), (row.number, None)])
        self._show_chips(loaded)
        for act, action in self._actions.items():
            possible = row.state in _POSSIBLE[act] and not (act is SUBMIT and loaded.request_id is not None)
            action.setVisible(possible)
        self.box.setVisible(row.state in COUNTABLE)
        self.differences.show_records(loaded.differences)
        self._different.setCurrentIndex(0 if loaded.differences else 1)
        self.strip.set_count(SHEET, row.lines)
        self.strip.set_count(DIFFERENCES, None if row.hides_book else len(loaded.differences))

    def _show_chips(self, loaded: StocktakeCard) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        row = loaded.row
        self._chip_row.addWidget(Chip(_(state_word(row.state)), MEANINGS[row.state]))
        done = _("{counted} of {lines} lines counted").format(counted=f"{row.counted:,}", lines=f"{row.lines:,}")
        self._chip_row.addWidget(Chip(done, Meaning.OK if row.counted == row.lines else Meaning.INFO))
        if loaded.agreeing is not None and not row.hides_book:
            share = _("{share} % agree with the book").format(share=f"{loaded.agreeing / 100:.2f}")
            self._chip_row.addWidget(Chip(share, Meaning.INFO))
        if loaded.request_id is not None:
            self._chip_row.addWidget(Chip(_("waits for approval"), Meaning.SOON))
        if row.doc_no:
            self._chip_row.addWidget(Chip(_("posted as {number}").format(number=row.doc_no), Meaning.OK))

    # acts

    def _do(self, command: Callable[..., object], done: Callable[..., object]) -> None:
        if self._loaded is not None:
            row = self._loaded.row
            self.desk.jobs.command(command, self.desk.ctx, row.id, row.version, done=done)

    @Slot()
    def _start(self) -> None:
        self._do(start, self._started)

    @Slot(object)
    def _started(self, lines: int) -> None:
        said = ngettext(
            "{count} line is on the sheet. Scan a bin.", "{count} lines are on the sheet. Scan a bin.", lines
        )
        self.desk.toast(said.format(count=f"{lines:,}"))
        self._again()

    @Slot()
    def _finish(self) -> None:
        self._do(finish, self._again)

    @Slot()
    def _review(self) -> None:
        self._do(review, self._reviewed)

    @Slot(object)
    def _reviewed(self, _result: object) -> None:
        self.strip.choose(DIFFERENCES)
        self._again()

    @Slot()
    def _reopen(self) -> None:
        self._do(reopen, self._again)

    @Slot()
    def _empty(self) -> None:
        form = Form([])
        remark = _("Every line that nobody has counted becomes 0: what the book has there is missing.")
        dialog = StepDialog(
            self.desk, _("The rest is empty"), form, nothing_there, lambda _values: (self._stocktake_id,),
            save=_("Count it as 0"), remark=remark, parent=self,
        )  # fmt: skip
        dialog.filed.connect(self._again)
        dialog.open()

    @Slot()
    def _submit(self) -> None:
        form = Form([TextField("remark", _("What for"), required=True, limit=200)])
        form.fill({"remark": _("Stocktake")})
        remark = _("Somebody who did not count approves it; then the differences are posted as moves.")
        dialog = StepDialog(
            self.desk, _("Ask for approval"), form, submit, lambda values: (self._stocktake_id, values["remark"]),
            save=_("Ask for approval"), remark=remark, parent=self,
        )  # fmt: skip
        dialog.filed.connect(self._submitted)
        dialog.open()

    @Slot(object)
    def _submitted(self, _request: object) -> None:
        self.desk.toast(_("The stocktake was handed in."))
        self._again()

    @Slot()
    def _write_sheet(self) -> None:
        if self._loaded is not None:
            self.export.ask(self._loaded.row)

    @Slot()
    def _cancel(self) -> None:
        if self._loaded is None:
            return
        row = self._loaded.row
        form = Form([TextField("reason", _("Reason"), required=True, limit=200)])
        dialog = StepDialog(
            self.desk, _("Give the stocktake up"), form, cancel, lambda values: (row.id, row.version, values["reason"]),
            save=_("Give it up"), remark=_("Nothing is posted; what was counted stays to be read."), parent=self,
        )  # fmt: skip
        dialog.filed.connect(self._again)
        dialog.open()

    @Slot(object)
    def _explain(self, one: Shown) -> None:
        if self._loaded is None or self._loaded.row.state not in (StocktakeState.COUNTED, StocktakeState.REVIEW):
            return
        dialog = difference_dialog(self.desk, one.difference, costs=self._loaded.costs, parent=self)
        dialog.filed.connect(self._again)
        dialog.open()

    @Slot(object)
    def _again(self, _result: Any = None) -> None:
        self.panel.refresh()
        self.refresh()


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
    if found.verdict is Verdict.ISSUED:
        return _("It went out on {paper}. Reverse that paper before this is posted.").format(paper=found.paper)
    return _verdict_word(one)
