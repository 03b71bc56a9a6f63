"""What is done on the card of a part: edited, retired, fitted, succeeded, approved. Each is one command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from inventory.i18n import _
from inventory.parts import commands, succession
from inventory.parts.queries import Approval, Fit
from inventory.parts.succession import Relation
from ui.attachments.files import FilesTab
from ui.editing.filing import Known, Values
from ui.editing.step_dialog import StepDialog
from ui.parts import forms
from ui.theme import Meaning
from ui.widgets.dialogs import Answer, Question

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.editing.form_drawer import FormDrawer
    from ui.parts.loaded import Loaded


class Papers(QDialog):
    """The files of an approval."""

    def __init__(self, desk: Desk, approval: Approval, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(approval.document)
        self.files = FilesTab(desk, "maker_approval")
        self.files.show_record(approval.id)
        column = QVBoxLayout(self)
        column.addWidget(self.files)

    def sizeHint(self) -> QSize:
        """Room for a few files."""
        return QSize(720, 320)


class Keeping(QObject):
    """Forms and commands about one part.

    Signals: ``done()``: the depot has it; ``editing()``: the form of the part is open; ``opened(int)``: another part is
    wanted.
    """

    done = Signal()
    editing = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk, drawer: FormDrawer, part_id: int, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._drawer, self._part_id, self._page = desk, drawer, part_id, page
        self.loaded: Loaded | None = None
        self.question: Question | None = None
        self._removing: tuple[Any, tuple[object, ...]] | None = None

    @property
    def _seen(self) -> int:
        return 0 if self.loaded is None else self.loaded.card.row.version

    @Slot()
    def edit(self) -> None:
        """Correct the part."""
        if self.loaded is None:
            return
        found, costs = self.loaded.card, self.loaded.card.costs
        form = forms.part_form(self._desk, costs=costs)
        form.fill(forms.part_values(found))
        more = found.more
        if more is not None and more.moved:
            for name in ("decimals", "serialised"):
                form[name].setEnabled(False)
        self._drawer.file(
            _("Edit {name}").format(name=found.row.part_no), form, commands.edit,
            forms.changed_part(self._part_id, costs=costs), seen_version=found.row.version,
            renew=forms.renewed_part(self._part_id, costs=costs), known=Known(_("Open it"), self._open),
        )  # fmt: skip
        self.editing.emit()

    @Slot()
    def retire(self) -> None:
        """Use the part no more."""
        self._send(commands.retire, self._part_id, self._seen)

    @Slot()
    def use_again(self) -> None:
        """Use a retired part again."""
        self._send(commands.use_again, self._part_id, self._seen)

    @Slot(object)
    def ask_fit(self, fit: Fit | None) -> None:
        """Add a model, or correct how the part fits one."""
        title = _("Add a model") if fit is None else _("Edit {name}").format(name=fit.model_code)

        def make(values: Values) -> commands.SetFit:
            given = {"model_id": fit.model_id} if fit is not None else {}
            values = {**values, **given, "position": values["position"] or ""}
            return commands.SetFit(part_id=self._part_id, seen_version=self._seen, **values)

        self._ask(title, forms.fit_form(self._desk, fit), commands.set_fit, make)

    @Slot(object)
    def ask_fit_removal(self, fit: Fit) -> None:
        """The part does not fit a model after all."""
        text = _("{part} no longer counts among the parts that fit {model}.")
        self._ask_removal(
            text.format(part=self._name(), model=fit.model_code), commands.remove_fit,
            (self._part_id, self._seen, fit.model_id),
        )  # fmt: skip

    @Slot(object)
    def ask_relation(self, relation: Relation | None) -> None:
        """Record a successor or a predecessor, or correct one."""
        title = _("Successor or predecessor") if relation is None else relation.part_no

        def make(values: Values) -> succession.Supersede:
            other = values.get("other_id") if relation is None else relation.part_id
            newer = values.get("newer") if relation is None else relation.newer
            assert other is not None  # the form asks for it
            old, new = (self._part_id, other) if newer else (other, self._part_id)
            return succession.Supersede(old_id=old, new_id=new, kind=values["kind"], since=values["since"])

        dialog = self._ask(title, forms.succession_form(self._desk, relation), succession.supersede, make)
        dialog.form.setObjectName("succession")

    @Slot(object)
    def ask_relation_removal(self, relation: Relation) -> None:
        """It does not take the place of the other one after all."""
        text = _("{part} and {other} no longer stand for each other.").format(part=self._name(), other=relation.part_no)
        self._ask_removal(text, succession.forget, (relation.id, relation.version))

    @Slot(object)
    def ask_approval(self, approval: Approval | None) -> None:
        """Record an approval, or correct one."""
        title = _("Add an approval") if approval is None else approval.document
        if approval is None:
            self._ask(
                title, forms.approval_form(self._desk, None), succession.approve,
                lambda values: succession.AddApproval(part_id=self._part_id, **values),
            )  # fmt: skip
            return
        self._ask(
            title, forms.approval_form(self._desk, approval), succession.correct_approval,
            lambda values: succession.EditApproval(
                part_id=self._part_id, approval_id=approval.id, seen_version=approval.version, **values
            ),
        )  # fmt: skip

    @Slot(object)
    def ask_approval_removal(self, approval: Approval) -> None:
        """An approval was recorded by mistake."""
        text = _("The approval {paper} was recorded by mistake. One that ended gets a last day instead.")
        self._ask_removal(
            text.format(paper=approval.document), succession.remove_approval, (approval.id, approval.version)
        )

    @Slot(str, object)
    def show_papers(self, _key: str, approval: Approval) -> None:
        """The files of an approval."""
        Papers(self._desk, approval, self._page).open()

    # sending

    def _name(self) -> str:
        return "" if self.loaded is None else self.loaded.card.row.part_no

    def _ask(self, title: str, form: Any, command: Any, make: Any) -> StepDialog:
        dialog = StepDialog(self._desk, title, form, command, make, parent=self._page)
        dialog.filed.connect(self._filed)
        dialog.open()
        return dialog

    def _ask_removal(self, text: str, command: Any, arguments: tuple[object, ...]) -> None:
        self._removing = command, arguments
        answers = [Answer("remove", _("Remove"), "danger"), Answer("", _("Keep"))]
        self.question = Question(text, answers, _("Remove it?"), Meaning.SOON, self._page.window())
        self.question.answered.connect(self._answered)
        self.question.open()

    @Slot(str)
    def _answered(self, key: str) -> None:
        if key == "remove" and self._removing is not None:
            command, arguments = self._removing
            self._send(command, *arguments)

    def _send(self, command: Any, *arguments: object) -> None:
        self._desk.jobs.command(command, self._desk.ctx, *arguments, done=self._filed)

    @Slot(object)
    def _filed(self, _result: object) -> None:
        self._desk.toast(_("Saved."))
        self.done.emit()

    @Slot(object)
    def _open(self, part_id: int) -> None:
        self.opened.emit(part_id)
