"""What is done with the lines of a price list: added, corrected, ordered, removed, and units put onto them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.contracts import lines
from inventory.contracts.card import PriceLine
from inventory.i18n import _
from ui.contracts import line_form
from ui.contracts.units_dialog import LineUnitsDialog
from ui.desk import Desk
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.dialogs import Answer, Question


class LineActs(QObject):
    """Signals: ``filed(object)`` something was saved; ``ordered(object)`` the lines stand in another order."""

    filed = Signal(object)
    ordered = Signal(object)

    def __init__(self, desk: Desk, drawer: FormDrawer, contract_id: int, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._drawer = drawer
        self._contract_id = contract_id
        self._page = page
        self._leaving: PriceLine | None = None

    def turn_to(self, contract_id: int) -> None:
        """Be about another contract from now on."""
        self._contract_id = contract_id

    @Slot(object)
    def ask_line(self, line: PriceLine | None) -> None:
        """Add a line, or correct one."""
        here, form = self._contract_id, line_form.LineForm(self._desk)
        if line is None:
            make, another = line_form.new_line(here), _("Save and add another")
            self._drawer.file(_("New line"), form, lines.add_line, make, another=another)
            return
        form.fill(line_form.line_values(line))
        self._drawer.file(
            _("Edit {name}").format(name=line.name), form, lines.edit_line, line_form.changed_line(line.id),
            seen_version=line.version, renew=line_form.renewed_line(here, line.id),
        )  # fmt: skip

    @Slot(str)
    def import_list(self, number: str) -> None:
        """Take the price list of the contract with this number from a book."""
        self._desk.open(Route("import", "prices", number))

    @Slot(object)
    def ask_units(self, line: PriceLine) -> None:
        """Say which units stand on a line."""
        dialog = LineUnitsDialog(self._desk, line, self._page)
        dialog.filed.connect(self.filed)
        dialog.open()

    @Slot(object)
    def ask_removal(self, line: PriceLine) -> None:
        """Remove a line, once the person has said so."""
        self._leaving = line
        text = _("“{name}” no longer stands in the price list.").format(name=line.name)
        answers = [Answer("remove", _("Remove"), "danger"), Answer("", _("Keep"))]
        question = Question(text, answers, _("Remove this line?"), Meaning.SOON, self._page.window())
        question.answered.connect(self._remove)
        question.open()

    @Slot(str)
    def _remove(self, answer: str) -> None:
        if answer == "remove" and self._leaving is not None:
            line, jobs = self._leaving, self._desk.jobs
            jobs.command(lines.remove_line, self._desk.ctx, line.id, line.version, done=self._filed)

    @Slot(object)
    def order(self, ids: Sequence[int]) -> None:
        """Put the lines into this order."""
        jobs = self._desk.jobs
        jobs.command(lines.order_lines, self._desk.ctx, self._contract_id, ids, done=self._ordered)

    @Slot(object)
    def _ordered(self, result: object) -> None:
        self.ordered.emit(result)

    @Slot(object)
    def _filed(self, result: object) -> None:
        self.filed.emit(result)
