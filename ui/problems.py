"""What went wrong, shown in the way that its class asks for.

========================================  ==========================================================
``InvalidInput``                          under its field, by the form; without a form, a banner
``RuleBroken NotFound NotPermitted``      a banner
``StaleRecord``                           a banner with "Show the current state"
``NeedsConfirmation``                     a question; "Yes" sends the same command again
``EnvironmentTrouble``                    a dialog with "Try again"
``Cancelled``                             nothing: somebody wanted it
anything else                             our mistake: the crash dialog
========================================  ==========================================================
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from inventory.errors import DepotError, EnvironmentTrouble, InvalidInput, NeedsConfirmation, StaleRecord
from inventory.i18n import _
from inventory.jobs import Cancelled
from ui.crash import Crashes
from ui.desk import Desk, Trouble
from ui.theme import Meaning

if TYPE_CHECKING:
    from ui.widgets.banners import Banners, Choice
    from ui.widgets.dialogs import Question


class Shown(StrEnum):
    """The ways to show an error."""

    FIELD = "field"
    BANNER = "banner"
    STALE = "stale"
    QUESTION = "question"
    ENVIRONMENT = "environment"
    NOTHING = "nothing"
    CRASH = "crash"


def shown_as(error: BaseException) -> Shown:
    """How an error is shown."""
    ways: tuple[tuple[type[BaseException], Shown], ...] = (
        (InvalidInput, Shown.FIELD),
        (NeedsConfirmation, Shown.QUESTION),
        (StaleRecord, Shown.STALE),
        (EnvironmentTrouble, Shown.ENVIRONMENT),
        (DepotError, Shown.BANNER),
        (Cancelled, Shown.NOTHING),
    )
    return next((way for kind, way in ways if isinstance(error, kind)), Shown.CRASH)


class Problems(QObject):
    """Shows what the desk is told of. ``banners`` gives the place for banners of the page on show."""

    def __init__(self, desk: Desk, window: QWidget, banners: Callable[[], Banners], crashes: Crashes) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._banners = banners
        self._crashes = crashes
        self._asked: dict[Question, Trouble] = {}
        desk.troubled.connect(self.show)

    def show(self, trouble: Trouble) -> None:
        """Show one error."""
        from ui.widgets.dialogs import Answer, Question  # with luck nothing goes wrong before the first paint

        error = trouble.error
        way = shown_as(error)
        if way is Shown.CRASH:
            self._crashes.report(error)
        elif way in (Shown.FIELD, Shown.BANNER):
            self._say(str(error))
        elif way is Shown.STALE:
            self._say(str(error), (_("Show the current state"), self._desk.refresh))
        elif way is Shown.QUESTION and trouble.confirm is None:
            self._say(str(error))
        elif way is Shown.QUESTION:
            yes = Answer("yes", _("Yes, do it"), "primary")
            self._ask(
                trouble,
                Question(str(error), (yes, Answer("", _("No"))), _("Are you sure?"), Meaning.SOON, self._window),
            )
        elif way is Shown.ENVIRONMENT:
            answers = [Answer("", _("Close"))]
            if trouble.retry is not None:
                answers.insert(0, Answer("again", _("Try again"), "primary"))
            self._ask(trouble, Question(str(error), answers, _("It could not be done"), Meaning.LATE, self._window))

    @property
    def questions(self) -> list[Question]:
        """The questions that wait for an answer."""
        return list(self._asked)

    def _say(self, text: str, *choices: Choice) -> None:
        self._banners().say(text, Meaning.LATE, choices)

    def _ask(self, trouble: Trouble, question: Question) -> None:
        same = next((open_ for open_, known in self._asked.items() if str(known.error) == str(trouble.error)), None)
        if same is not None and trouble.confirm is None:
            question.deleteLater()
            return
        self._asked[question] = trouble
        question.answered.connect(self._answered)
        question.open()

    def _answered(self, key: str) -> None:
        trouble = self._asked.pop(cast("Question", self.sender()), None)
        if trouble is None:
            return
        if key == "again" and trouble.retry is not None:
            trouble.retry()
        elif key == "yes" and trouble.confirm is not None and isinstance(trouble.error, NeedsConfirmation):
            trouble.confirm(trouble.error.key)
