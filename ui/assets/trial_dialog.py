"""An act about a unit in a dialog that shows what would become of its cover, again and again while one types."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.errors import DepotError, InvalidInput
from inventory.i18n import _
from ui.assets.effects import EffectField, Line, trial_lines
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.jobs import Job

WIDTH: Final = 540
HIGHEST: Final = 780
AROUND: Final = 56
"""The margins beside the form, and its scroll bar."""
BELOW: Final = 98
"""The margins above and below the form, and its buttons."""
PAUSE_MS: Final = 120
"""So long after the last key it is worked out again."""


class TrialDialog(FormDialog):
    """``attempt`` works out what ``order`` would change (in the read lane, without writing); ``send`` does it.

    ``rests_on``: the fields without which nothing can be worked out; ``reads``: those that must be right where
    something stands in them. Signal: ``filed(object)``: it is done, with the
    command's result.
    """

    filed = Signal(object)
    rests_on: Sequence[str] = ()
    reads: Sequence[str] = ()

    def __init__(
        self, desk: Desk, title: str, form: Form, *, save: str = "", remark: str = "", parent: QWidget | None = None
    ) -> None:
        self._desk = desk
        self._job: Job | None = None
        self._wrong: set[str] = set()
        self.effect = EffectField()
        form.add(self.effect)
        super().__init__(desk, title, form, save=save, remark=remark, parent=parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        form.changed.connect(self._pause.start)
        self.submitted.connect(self._submit)
        self.effect.tell(self.blank())
        self.look()

    # what each act is about

    @abstractmethod
    def order(self, values: Values) -> Any:
        """The request that the fields make; those that are wrong are None."""

    @abstractmethod
    def attempt(self, order: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What works it out, with its arguments after the context."""

    @abstractmethod
    def send(self, order: Any) -> None:
        """Do it, or go on to whoever approves it."""

    def lines(self, found: Any) -> list[Line]:
        """What was worked out, in words."""
        return trial_lines(found)

    def blank(self) -> list[Line]:
        """What will be said once the fields are filled in."""
        names = (_("Covered from"), _("Covered until"), _("Spares until"), _("Cases to review"))
        return [(name, "–") for name in names]

    # working it out

    def sizeHint(self) -> QSize:
        """Wide enough for two days beside each other, and as high as all of it, within reason."""
        column = self.layout()
        head = None if column is None else column.itemAt(0)
        above = head.heightForWidth(WIDTH) if head is not None and head.hasHeightForWidth() else 60
        return QSize(WIDTH, min(HIGHEST, above + self.form.heightForWidth(WIDTH - AROUND) + BELOW))

    @Slot()
    def look(self) -> None:
        """Work out what would change."""
        values = self._typed()
        if any(values[name] is None for name in self.rests_on) or any(name in self._wrong for name in self.reads):
            self.effect.wait()
            return
        if self._job is not None:
            self._job.cancel()
        function, arguments = self.attempt(self.order(values))
        self._job = self._desk.jobs.query(
            function, self._desk.ctx, *arguments, done=self._worked_out, failed=self._cannot
        )

    def _typed(self) -> Values:
        """What the fields say so far, without complaining."""
        found: Values = {}
        self._wrong.clear()
        for field in self.form.fields:
            try:
                found[field.name] = field.value()
            except InvalidInput:
                found[field.name] = None
                self._wrong.add(field.name)
        return found

    @Slot(object)
    def _worked_out(self, found: Any) -> None:
        self._job = None
        self.effect.tell(self.lines(found))
        self.grow()

    def grow(self) -> None:
        """Make room for what stands in the form now."""
        if self.isVisible():
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    @Slot(object)
    def _cannot(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, DepotError):
            self._desk.show_error(error)
            return
        named = error.field if isinstance(error, InvalidInput) else ""
        field = next((one for one in self.form.fields if one.name == named), None)
        if field is not None and not field.isHidden():
            self.effect.wait()
            field.complain(str(error))
        else:
            self.effect.cannot(str(error))

    # doing it

    @Slot(object, bool)
    def _submit(self, values: Values, _another: bool) -> None:
        self.send(self.order(values))

    def command(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Send it to the depot."""
        self._desk.jobs.command(function, self._desk.ctx, *arguments, done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, result: object) -> None:
        self._desk.toast(_("Saved."))
        self.saved()
        self.filed.emit(result)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.refuse(error)
