"""The import, step by step: book, columns, preview, done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from inventory.access.rights import Right
from inventory.errors import DepotError, EnvironmentTrouble, StaleRecord
from inventory.files import safe_file_name
from inventory.i18n import _, ngettext
from inventory.imports import (
    BatchLine,
    BookInspection,
    ImportKind,
    Preview,
    Request,
    Result,
    UndoResult,
    commit,
    preview,
    undo,
    write_rejects,
)
from ui.desk import Desk
from ui.editing.saving import ask_where, file_choices
from ui.imports.book_step import BookStep
from ui.imports.busy_strip import BusyStrip
from ui.imports.columns_step import ColumnsStep
from ui.imports.preview_step import PreviewStep
from ui.imports.recognition import look_at
from ui.imports.result_step import ResultStep
from ui.imports.step_line import StepLine
from ui.imports.words import KINDS
from ui.jobs import Job
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.dialogs import Answer, Question
from ui.widgets.page_frame import PageFrame

BOOK, COLUMNS, PREVIEW, DONE = range(4)


class ImportPage(PageFrame):
    """``Route("import")``, ``Route("import", "parts")`` with the kind of book chosen, or ``Route("import", "prices",
    number)`` for the price list of a contract.
    """

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Import"), parent=parent)
        kind = ImportKind(str(route.args[0])) if route.args else None
        self._contract = str(route.args[1]) if len(route.args) > 1 else ""
        self._path = Path()
        self._kind: ImportKind | None = kind
        self._batch = 0
        self._rejects: Preview | None = None
        self.question: Question | None = None
        self.steps = StepLine([_("Choose a book"), _("Agree on the columns"), _("Look through it"), _("Done")])
        self.busy = BusyStrip()
        self.book = BookStep(desk, kind, self._contract)
        self.columns = ColumnsStep()
        self.preview = PreviewStep(desk)
        self.done = ResultStep()
        desk.permits.guard(self.done.undo_button, Right.IMPORT)
        self.stack = QStackedWidget()
        for step in (self.book, self.columns, self.preview, self.done):
            self.stack.addWidget(step)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.busy)
        self.body.addWidget(self.stack, 1)
        self.book.book_chosen.connect(self.open_book)
        self.book.batches.undo_asked.connect(self._ask_undo_of)
        self.columns.back_asked.connect(self.begin_again)
        self.columns.sheet_asked.connect(self._other_sheet)
        self.columns.kind_asked.connect(self._other_kind)
        self.columns.agreed.connect(self.look_through)
        self.preview.back_asked.connect(self._to_columns)
        self.preview.commit_asked.connect(self.take_in)
        self.preview.rejects_asked.connect(self.ask_rejects)
        self.done.rejects_asked.connect(self.ask_rejects)
        self.done.undo_asked.connect(self.ask_undo)
        self.done.another_asked.connect(self.begin_again)
        self.done.show_asked.connect(self._show_list)

    def refresh(self) -> None:
        """Fetch the list of earlier imports again."""
        self.book.batches.refresh()

    def dirty(self) -> bool:
        """A person chose columns, or a book waits for the last word."""
        at = self.stack.currentIndex()
        return (at == COLUMNS and self.columns.dirty()) or at == PREVIEW

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.steps.show_step(step)

    # the book and its columns

    @Slot()
    def begin_again(self) -> None:
        """Back to the first step; what was looked through is forgotten."""
        self.banners.clear()
        self.preview.forget()
        self.done.forget()
        self._go(BOOK)

    @Slot(object)
    def open_book(self, path: Path) -> None:
        """Take a first look at a book."""
        self._path = path
        self._kind = self.book.kinds.kind
        self._look_at(None)

    @Slot(str)
    def _other_sheet(self, sheet: str) -> None:
        self._look_at(sheet)

    @Slot(object)
    def _other_kind(self, kind: ImportKind) -> None:
        self._kind = kind
        self.book.kinds.choose(kind)
        self._look_at(None)

    def _look_at(self, sheet: str | None) -> None:
        self.banners.clear()
        title = _("Opening {name}").format(name=self._path.name)
        jobs, ctx = self.desk.jobs, self.desk.ctx
        self._follow(
            jobs.work(look_at, ctx, self._kind, self._path, sheet, title=title, done=self._opened, failed=self._failed)
        )

    @Slot(object)
    def _opened(self, found: BookInspection) -> None:
        self._kind = found.kind
        self.columns.show_book(self._path, found, self._contract)
        self._go(COLUMNS)

    @Slot()
    def _to_columns(self) -> None:
        self.banners.clear()
        self.preview.forget()
        self._go(COLUMNS)

    # the preview

    @Slot(object)
    def look_through(self, request: Request) -> None:
        """Look through the whole book; nothing is written."""
        self.banners.clear()
        title = _("Looking through {name}").format(name=request.path.name)
        jobs, ctx = self.desk.jobs, self.desk.ctx
        self._follow(jobs.work(preview, ctx, request, title=title, done=self._looked, failed=self._failed))

    @Slot(object)
    def _looked(self, found: Preview) -> None:
        self.preview.show_preview(found)
        self._go(PREVIEW)

    @Slot(object)
    def ask_rejects(self, found: Preview) -> None:
        """Ask where the refused rows go."""
        self._rejects = found
        name = safe_file_name(_("{book} – refused rows").format(book=Path(found.file_name).stem) + ".xlsx")
        title, kinds = _("Save refused rows as workbook"), [_("Excel workbooks (*.xlsx)")]
        ask_where(self, title, name, kinds, self.save_rejects)

    @Slot(str)
    def save_rejects(self, place: str) -> None:
        """Write the refused rows to a path."""
        if self._rejects is None:
            return
        self._saved_to = Path(place)
        job = self.desk.jobs.work(
            write_rejects,
            self._rejects,
            self._saved_to,
            title=_("Saving the refused rows"),
            done=self._rejects_saved,
            failed=self._failed,
        )
        self._rejects = None
        self._follow(job)

    @Slot(object)
    def _rejects_saved(self, count: int) -> None:
        said = ngettext("{count} refused row is in {name}.", "{count} refused rows are in {name}.", count)
        hint = _("Mend them there and import the file: what came in already is not added again.")
        text = said.format(count=f"{count:,}", name=self._saved_to.name)
        self.banners.say(f"{text} {hint}", Meaning.OK, file_choices(self._saved_to))

    # taking it in

    @Slot(object)
    def take_in(self, found: Preview) -> None:
        """Write what the preview announced, all of it or nothing."""
        self.banners.clear()
        title = _("Importing {name}").format(name=found.file_name)
        jobs, ctx = self.desk.jobs, self.desk.ctx
        self._follow(
            jobs.work(commit, ctx, found, title=title, writes=True, done=self._taken_in, failed=self._not_taken_in)
        )

    @Slot(object)
    def _taken_in(self, result: Result) -> None:
        self.preview.forget()
        self.done.show_result(result)
        self._go(DONE)

    @Slot(object)
    def _not_taken_in(self, error: Exception) -> None:
        if isinstance(error, StaleRecord):
            self.banners.say(str(error), Meaning.LATE, [(_("Look through it again"), self._again)])
        else:
            self._failed(error)

    def _again(self) -> None:
        if (request := self.columns.request()) is not None:
            self.look_through(request)

    def _show_list(self) -> None:
        if self.done.result is not None:
            self.desk.open(Route(KINDS[self.done.result.preview.kind].page))

    # and back

    @Slot(object)
    def _ask_undo_of(self, batch: BatchLine) -> None:
        self.ask_undo(batch.id)

    @Slot(object)
    def ask_undo(self, batch_id: int) -> None:
        """Undo an import, after a question."""
        self._batch = batch_id
        text = _("Everything that batch {number} added goes again, and what it changed is as it was before.")
        answers = [Answer("undo", _("Undo the import"), "danger"), Answer("", _("Keep it"))]
        title = _("Undo this import?")
        self.question = Question(text.format(number=batch_id), answers, title, Meaning.SOON, self.window())
        self.question.answered.connect(self._undo_answered)
        self.question.open()

    @Slot(str)
    def _undo_answered(self, key: str) -> None:
        self.question = None
        if key == "undo":
            self.banners.clear()
            jobs, ctx, title = self.desk.jobs, self.desk.ctx, _("Undoing the import")
            jobs.command(undo, ctx, self._batch, title=title, done=self._undone, failed=self._failed)

    @Slot(object)
    def _undone(self, result: UndoResult) -> None:
        removed = sum(result.removed.values())
        self.desk.toast(_("Batch {number} was undone.").format(number=result.batch_id))
        if self.done.result is not None and self.done.result.batch_id == result.batch_id:
            self.done.show_undone(removed, result.reverted)

    # jobs

    def _follow(self, job: Job) -> None:
        self.stack.setEnabled(False)
        self.busy.follow(job)
        job.ended.connect(self._ended)

    @Slot()
    def _ended(self) -> None:
        self.stack.setEnabled(True)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, DepotError) and not isinstance(error, EnvironmentTrouble):
            self.banners.say(str(error), Meaning.LATE)
        else:
            self.desk.show_error(error)
