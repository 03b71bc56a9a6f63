"""From a filled-in form to one command, and back with its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from inventory.errors import DepotError, RuleBroken, StaleRecord
from inventory.i18n import _
from inventory.work import Context
from ui.desk import Desk
from ui.forms.form import Form
from ui.theme import Meaning

R = TypeVar("R")
Values = dict[str, Any]
Make = Callable[[Values, int], object]
"""Makes the request of a command from the values of a form and the version that the person saw."""
Renew = Callable[[Context], tuple[int, Values]]
"""The version and the values as they are now, by the names of the fields. Runs in the read lane."""


class Sheet(Protocol):
    """A form with its buttons: ``ui.forms.sheet.FormSheet``, ``FormDialog`` or ``InlineSheet``."""

    submitted: SignalInstance

    @property
    def form(self) -> Form:
        """The form."""
        ...

    def saved(self) -> None:
        """The depot has it."""
        ...

    def refuse(
        self,
        error: Exception,
        retry: Callable[[], object] | None = None,
        confirm: Callable[[str], object] | None = None,
    ) -> None:
        """The depot said no."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """What to offer when a record of this name is there already: a translated word, and what it does with its id."""

    word: str
    act: Callable[[int], object]


def request(kind: type[R], values: Mapping[str, Any], /, **more: Any) -> R:
    """A request made of a form's values: where a line is empty, what the request takes for none."""
    usual = {field.name: field.default for field in fields(kind)}  # type: ignore[arg-type]  # requests are dataclasses
    given = {**values, **more}
    for name, value in given.items():
        if value is None and isinstance(usual[name], str):
            given[name] = usual[name]
    return kind(**given)


class Filing(QObject):
    """Sends what a sheet says as one command.

    A refusal leaves the form as it was typed. Where somebody else was faster, the person may take over what they
    changed: fields that nobody touched here show it, those that were typed stay.
    Signal: ``filed(object)``: the depot has it, with the command's result.
    """

    filed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        sheet: Sheet,
        command: Callable[..., object],
        make: Make,
        *,
        seen_version: int = 0,
        renew: Renew | None = None,
        known: Known | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet = sheet
        self._command = command
        self._make = make
        self._renew = renew
        self._known = known
        self._existing = 0
        self._order: Any = None
        self.seen_version = seen_version
        sheet.submitted.connect(self._send)

    def _send(self, values: Values, _another: bool = False) -> None:
        self._order = self._make(values, self.seen_version)
        self._command_it()

    def _command_it(self) -> None:
        self._desk.jobs.command(self._command, self._desk.ctx, self._order, done=self._done, failed=self._failed)

    def _insist(self, key: str) -> None:
        """The person has answered a question with yes: the same request again, with the question's key."""
        confirmed: frozenset[str] = self._order.confirmed
        self._order = replace(self._order, confirmed=confirmed | {key})
        self._command_it()

    def _done(self, result: object) -> None:
        self._sheet.saved()
        self.filed.emit(result)

    def _failed(self, error: Exception) -> None:
        self._sheet.refuse(error, confirm=self._insist if hasattr(self._order, "confirmed") else None)
        banners = self._sheet.form.banners
        if isinstance(error, StaleRecord) and self._renew is not None:
            banners.say(str(error), Meaning.LATE, [(_("Show the current state, keep what I typed"), self._ask_again)])
        elif isinstance(error, RuleBroken) and self._known is not None and "existing" in error.values:
            self._existing = int(error.values["existing"])
            banners.say(str(error), Meaning.LATE, [(self._known.word, self._open_known)])

    def _open_known(self) -> None:
        if self._known is not None:
            self._known.act(self._existing)

    def _ask_again(self) -> None:
        if self._renew is not None:
            self._desk.jobs.query(self._renew, self._desk.ctx, done=self._renewed, failed=self._not_renewed)

    def _renewed(self, answer: tuple[int, Values]) -> None:
        self.seen_version, values = answer
        form = self._sheet.form
        for field in form.fields:
            if field.name in values and not field.dirty():
                field.set_value(values[field.name])
        form.banners.say(_("This is the current state with what you typed. Look it over and save again."), Meaning.INFO)

    def _not_renewed(self, error: Exception) -> None:
        if isinstance(error, DepotError):
            self._sheet.refuse(error)
        else:
            self._desk.show_error(error)
