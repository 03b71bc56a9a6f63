"""Runs one command and turns whatever happens into a sentence and an exit status."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from traceback import print_exc
from typing import TYPE_CHECKING, Final, Protocol

from inventory.commandline.arguments import WrongArguments, asked_for, parse
from inventory.commandline.speech import Answer, Unwatched, Watching, complain, give, prepare, progress, speak
from inventory.errors import DepotError, InvalidInput
from inventory.i18n import N_, _, fill
from inventory.jobs import Cancelled, Progress

if TYPE_CHECKING:
    from inventory.labels.layout import LabelContent
    from inventory.labels.templates import Template

DONE: Final = 0
REFUSED: Final = 1
WRONG: Final = 2
FAULT: Final = 70
"""A fault of the program, not of what it was given (sysexits.h: EX_SOFTWARE)."""
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
"""Nobody reads any more: what a shell shows for a program that the closed pipe has ended."""


class Screen(Protocol):
    """What the floor above does; ``main.py`` hands it in."""

    def window(self, url: str | None, *, new: bool) -> int:
        """Open the window on a depot and stay until it is closed; ``new``: make the depot where there is none."""
        ...

    def write_labels(
        self, contents: Sequence[LabelContent], template: Template, path: Path, *, start: int, progress: Progress
    ) -> int:
        """Write label sheets, each label read back before it is written; how many."""
        ...


Command = Callable[[Namespace, Screen, Progress], Answer]

_COMMANDS: Final = {
    "demo": "care:demo",
    "init": "care:init",
    "backup": "care:backup",
    "restore": "care:restore",
    "check": "care:check",
    "forgotten-pin": "people:remove_pin",
    "import": "books:import_book",
    "scan": "papers:scan",
    "export": "papers:export",
    "labels": "papers:labels",
}
"""Command word → module of this package and its function; a module is loaded when its command is called."""


def run(arguments: Sequence[str], screen: Screen, program: str = "main.py") -> int:
    """Do what was typed and return the exit status: 0 done, 1 refused, 2 wrong arguments."""
    prepare()
    speak(asked_for(arguments, "--language"))
    watching = progress()
    as_json = "--json" in arguments
    try:
        return _run(parse(arguments, program), screen, watching)
    except SystemExit:  # argparse ends like this when it has given its help
        return DONE
    except WrongArguments as error:
        sys.stderr.write(error.usage)
        _refuse(None, as_json, type(error).__name__, str(error))
        return WRONG
    except DepotError as error:
        watching.clear()
        return _refuse(error, as_json, type(error).__name__, str(error))
    except (KeyboardInterrupt, Cancelled):
        watching.clear()
        _refuse(None, as_json, "Stopped", _("Stopped; nothing was changed."))
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again when it ends
        return PIPE_CLOSED
    except OSError as error:
        watching.clear()
        sentence = fill(
            N_("The computer refuses: {reason} ({file}). Check the file and your rights there."),
            {"reason": error.strerror or str(error), "file": error.filename},
        )
        return _refuse(None, as_json, type(error).__name__, sentence)
    except Exception:  # noqa: BLE001  (the outermost place: a fault of ours must not look like a refusal)
        watching.clear()
        print_exc()
        complain(_("This is a fault of the program. Nothing half done was kept; please report the lines above."))
        return FAULT


def _run(typed: Namespace, screen: Screen, watching: Watching | Unwatched) -> int:
    if typed.version:
        answer = _version()
    elif typed.command is None:
        return screen.window(typed.database, new=typed.database is None)
    else:
        from inventory.commandline.stopping import stoppable  # what a window does not need

        module, _separator, function = _COMMANDS[typed.command].partition(":")
        command: Command = getattr(import_module(f"inventory.commandline.{module}"), function)
        with stoppable(watching) as stop:
            answer = _translated(lambda: command(typed, screen, stop))
    watching.clear()
    give(answer, typed.json)
    if typed.command == "demo" and not typed.no_window:
        return screen.window(typed.database or answer.document["database"], new=False)
    return answer.status


def _translated(call: Callable[[], Answer]) -> Answer:
    """What a query meets in the database becomes a sentence, too; commands see to that themselves."""
    from peewee import DatabaseError, InterfaceError

    from inventory.work import translate

    try:
        return call()
    except (DatabaseError, InterfaceError) as error:
        raise translate(error) from error


def _version() -> Answer:
    from inventory.bootstrap import VERSION, schema_version

    words = _("Spare Depot {version} (schema {schema})").format(version=VERSION, schema=schema_version())
    return Answer({"version": VERSION, "schema": schema_version()}, (words,))


def _refuse(error: DepotError | None, as_json: bool, kind: str, sentence: str) -> int:
    if as_json:
        told = {"kind": kind, "message_id": error.message_id if error else "", "message": sentence}
        if isinstance(error, InvalidInput):
            told["field"] = error.field
        give(Answer({"error": told}, ()), as_json)
    complain(sentence)
    return REFUSED
