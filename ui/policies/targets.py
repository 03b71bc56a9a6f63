"""The due times of a policy in its editor: a list, and the form of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from inventory.policies import words
from inventory.policies.prose import occasion
from inventory.policies.targets import Target, TargetUnit
from inventory.policies.words import Amount
from ui.desk import Desk
from ui.forms.choosing import ChoiceField
from ui.forms.field import TextField
from ui.forms.fields import QuantityField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.policies.boxes import BoxesField
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.records import Field, Records


def target_form(calendars: Mapping[str, object]) -> Form:
    """A due time: what must be done, within how long, from when, and when that holds."""
    label = {name: _(word) for name, word in words.TARGET_FIELD.items()}
    return Form(
        [
            ChoiceField("milestone", label["milestone"], _options(words.MILESTONE), required=True),
            QuantityField("amount", label["amount"]),
            ChoiceField("unit", label["unit"], _options(words.UNIT), required=True),
            ChoiceField("base", label["base"], _options(words.BASE), required=True),
            ChoiceField(
                "calendar", label["calendar"], [(code, str(name)) for code, name in calendars.items()], required=True
            ),
            TextField("level", label["level"], limit=20, hint=_("A word of this policy. Empty: any level.")),
            BoxesField("conditions", label["conditions"], words.CONDITION, hint=_("None: it always holds.")),
        ]
    )


def _options(named: Mapping[Any, str]) -> list[tuple[Any, str]]:
    return [(value, _(word)) for value, word in named.items()]


def target_of(values: Mapping[str, Any], assumed: frozenset[str] = frozenset()) -> Target:
    """The due time that a form says. Raises InvalidInput."""
    given = dict(values)
    eta = given["unit"] is TargetUnit.ETA
    if given["amount"] is None and not eta:
        raise InvalidInput(N_("Fill in this field."), field="amount")
    given["amount"] = 0 if eta else given["amount"]
    return Target(**{**given, "level": given["level"] or "", "assumed": assumed})


class TargetList(QWidget):
    """Enter edits a due time. Signal: ``changed()``: the list is another one than before."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._targets: tuple[Target, ...] = ()
        self._calendars: Mapping[str, object] = {}
        self.dialog: FormDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(10)
        self.list = Records(
            [
                Field(_("Step"), _step, 0, tip=self._whole),
                Field(_("Holds when"), lambda record: str(occasion(record[1])), 0, quiet=True, tip=self._whole),
            ],
            _("Due times"),
            lines=2,
        )
        self.list.opened.connect(self.edit)
        self.none = EmptyState(_("No times are promised"), _("Add the first one."), "soon")
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add_button = button(_("Add a due time"), self.add, symbol="add")
        self.edit_button = button(_("Edit"), self._edit_chosen, symbol="edit")
        self.remove_button = button(_("Remove"), self.remove, symbol="remove")
        for made in (self.add_button, self.edit_button, self.remove_button):
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        self.list.chosen.connect(self._wake)
        self.show_targets((), {})

    @property
    def targets(self) -> tuple[Target, ...]:
        """The due times as they stand here."""
        return self._targets

    def show_targets(self, targets: Sequence[Target], calendars: Mapping[str, object]) -> None:
        """Show other due times."""
        self._targets, self._calendars = tuple(targets), calendars
        self.list.show_records(list(enumerate(self._targets)))
        self.list.setVisible(bool(self._targets))
        self.none.setVisible(not self._targets)
        self._wake()

    def add(self) -> None:
        """Ask for one more."""
        self._ask(_("New due time"), None)

    def edit(self, record: tuple[int, Target]) -> None:
        """Ask for other values of one."""
        self._ask(_("Due time"), record[0])

    def remove(self) -> None:
        """Take the chosen one away."""
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._targets):
            self._put((*self._targets[:row], *self._targets[row + 1 :]))

    def _edit_chosen(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._targets):
            self.edit((row, self._targets[row]))

    def _ask(self, title: str, place: int | None) -> None:
        form = target_form(self._calendars)
        target = Target(milestone=next(iter(words.MILESTONE)), amount=1) if place is None else self._targets[place]
        form.fill({field.name: getattr(target, field.name) for field in form.fields})
        self.dialog = FormDialog(self._desk, title, form, save=_("Take over"), parent=self.window())
        self.dialog.submitted.connect(partial(self._take, place))
        self.dialog.open()

    def _take(self, place: int | None, values: dict[str, Any], _another: bool = False) -> None:
        dialog = self.dialog
        assert dialog is not None
        try:
            target = target_of(values, frozenset() if place is None else self._targets[place].assumed)
        except InvalidInput as error:
            dialog.refuse(error)
            return
        before = self._targets
        dialog.saved()
        self._put((*before, target) if place is None else (*before[:place], target, *before[place + 1 :]))

    def _put(self, targets: tuple[Target, ...]) -> None:
        self.show_targets(targets, self._calendars)
        self.changed.emit()

    def _wake(self, _record: object = None) -> None:
        chosen = self.list.currentIndex().isValid() and bool(self._targets)
        self.edit_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)

    def _whole(self, record: tuple[int, Target]) -> str:
        target = record[1]
        calendar = self._calendars.get(target.calendar, target.calendar)
        return "\n".join((_step(record), str(occasion(target)), str(calendar)))


def _step(record: tuple[int, Target]) -> str:
    target = record[1]
    milestone = _(words.MILESTONE[target.milestone])
    if target.unit is TargetUnit.ETA:
        return _("{milestone}: when the spare arrives").format(milestone=milestone)
    return _("{milestone}: {amount} from {base}").format(
        milestone=milestone, amount=Amount(target.amount, target.unit), base=_(words.BASE[target.base])
    )
