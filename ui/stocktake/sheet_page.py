"""One stocktake: counted by scan, reviewed, sent for approval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.documents.stocktake_book import file_name
from inventory.i18n import _, ngettext
from inventory.stocktake.approval import submit
from inventory.stocktake.commands import cancel, finish, reopen, review, start
from inventory.stocktake.counting import nothing_there
from inventory.stocktake.queries import SheetLine, Shown, StocktakeCard, card, line
from inventory.stocktake.rules import CORRECTABLE, COUNTABLE, StocktakeState, state_word
from inventory.stocktake.words import area, some
from ui.actions import Act
from ui.desk import Desk
from ui.editing.step_dialog import StepDialog
from ui.forms.field import TextField
from ui.forms.form import Form
from ui.navigation import Route
from ui.scan.burst import Scan
from ui.stocktake.acts import CANCEL, EMPTY, EXPLAIN, FINISH, PAPER, REOPEN, REVIEW, START, SUBMIT
from ui.stocktake.count_box import CountBox
from ui.stocktake.count_dialog import count_dialog
from ui.stocktake.difference_dialog import difference_dialog, differences_dialog
from ui.stocktake.difference_fields import WORTH, difference_fields
from ui.stocktake.export import sheet_export
from ui.stocktake.source import LINE_FILTERS, MEANINGS, line_source, mode_word, some_lines
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.theme import Meaning
from ui.widgets.cards import Card, EmptyState, either
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Records
from ui.widgets.tabs import TabStrip

SHEET, DIFFERENCES = range(2)
NAMED: Final = 3
"""Places and parts that are named beside the number; more are only counted."""
_POSSIBLE: Final[dict[Act, frozenset[StocktakeState]]] = {
    START: frozenset({StocktakeState.DRAFT}),
    FINISH: frozenset({StocktakeState.COUNTING}),
    EMPTY: frozenset({StocktakeState.COUNTING}),
    REVIEW: frozenset({StocktakeState.COUNTED}),
    SUBMIT: frozenset({StocktakeState.REVIEW}),
    REOPEN: frozenset({StocktakeState.COUNTED, StocktakeState.REVIEW}),
    EXPLAIN: CORRECTABLE,
    PAPER: frozenset(StocktakeState),
    CANCEL: frozenset({
        StocktakeState.DRAFT, StocktakeState.COUNTING, StocktakeState.COUNTED, StocktakeState.REVIEW,
    }),
}  # fmt: skip


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
            parent=self,
        )  # fmt: skip
        ListExport(desk, self.panel, _("Stocktake sheet"))
        self.panel.opened.connect(self._open_line)
        self.differences = Records(difference_fields(), _("Differences"), several=True)
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
        self.export = sheet_export(desk, self)
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
            (EXPLAIN, self._explain_several, False), (PAPER, self._write_sheet, False), (CANCEL, self._cancel, False),
        )  # fmt: skip

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
        what = (area(row.warehouse, loaded.places, NAMED), some(loaded.parts, NAMED), mode_word(row.mode))
        self.set_title(row.number, " · ".join(word for word in what if word))
        self.set_crumbs([(_("Stock"), Route("stock", "stocktakes")), (row.number, None)])
        self._show_chips(loaded)
        for act, action in self._actions.items():
            possible = row.state in _POSSIBLE[act] and not (act is SUBMIT and loaded.request_id is not None)
            action.setVisible(possible)
        self.box.setVisible(row.state in COUNTABLE)
        self.differences.show_records(loaded.differences)
        self.differences.setColumnHidden(WORTH, not loaded.costs)
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
        self._ask(dialog)

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
            row = self._loaded.row
            self.export.ask(file_name(self.desk.ctx, row.number), row.id)

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
        self._ask(dialog)

    @Slot(object)
    def _open_line(self, line_id: int) -> None:
        """Count a line by hand, while one counts."""
        if self._loaded is not None and self._loaded.row.state in COUNTABLE and self.desk.permits.may(Right.KEEP_STOCK):
            self.desk.jobs.query(line, self.desk.ctx, line_id, done=self._count_line)

    @Slot(object)
    def _count_line(self, found: SheetLine) -> None:
        self._ask(count_dialog(self.desk, self._stocktake_id, found, self))

    @Slot(object)
    def _explain(self, one: Shown) -> None:
        """The reason of what was opened; of all that are selected, where these are several."""
        chosen = self.differences.selected
        self._ask_why(chosen if one in chosen else [one])

    @Slot()
    def _explain_several(self) -> None:
        """The reason of what is selected; if nothing is, of everything that has none."""
        self._ask_why(
            self.differences.selected or [one for one in self.differences.records if not one.difference.reason]
        )

    def _ask_why(self, several: Sequence[Shown]) -> None:
        loaded = self._loaded
        if loaded is None or loaded.row.state not in CORRECTABLE or not self.desk.permits.may(Right.KEEP_STOCK):
            return
        if not several:
            self.desk.toast(_("Every difference has its reason."))
        elif len(several) == 1:
            self._ask(difference_dialog(self.desk, several[0].difference, costs=loaded.costs, parent=self))
        else:
            found = [one.difference for one in several]
            self._ask(differences_dialog(self.desk, found, costs=loaded.costs, parent=self))

    def _ask(self, dialog: StepDialog) -> None:
        dialog.filed.connect(self._again)
        dialog.open()

    @Slot(object)
    def _again(self, _result: Any = None) -> None:
        self.panel.refresh()
        self.refresh()
