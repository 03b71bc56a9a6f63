"""A mistake of ours: told once per cause, with a report that can be copied and names nobody.

The report holds versions, the kind of error and the lines of our program it went through. It holds no
values, and the error's own words only where Python wrote them about the program.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

import PySide6
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QWidget

from inventory.jobs import Cancelled
from inventory.values.records import record

log = logging.getLogger(__name__)

ROOT: Final = Path(__file__).resolve().parent.parent
OF_THE_PROGRAM: Final = (
    AttributeError,
    ImportError,
    NameError,
    NotImplementedError,
    AssertionError,
    TypeError,
    IndexError,
    RecursionError,
)
"""Errors whose words name parts of the program, not what somebody typed."""


@record
class Report:
    """``cause`` tells one mistake from another; ``text`` is to be copied."""

    cause: str
    text: str


def _where(name: str) -> str:
    path = Path(name)
    if path.is_relative_to(ROOT):
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index("site-packages") + 1 :]) if "site-packages" in parts else path.name


def report(error: BaseException) -> Report:
    """What to tell the makers of the program."""
    import traceback  # here and below: with luck never needed

    lines = [f"Spare Depot · {versions()}", ""]
    cause = type(error).__name__
    link: BaseException | None = error
    while link is not None:
        frames = traceback.extract_tb(link.__traceback__)
        said = f": {link}" if isinstance(link, OF_THE_PROGRAM) else ""
        lines.append(f"{type(link).__module__}.{type(link).__name__}{said}")
        lines += [f"  {_where(frame.filename)}:{frame.lineno} in {frame.name}\n    {frame.line}" for frame in frames]
        if link is error and frames:
            cause = f"{cause} {_where(frames[-1].filename)}:{frames[-1].lineno}"
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
        if link is not None:
            lines += ["", "after"]
    return Report(cause, "\n".join(lines))


def versions() -> str:
    """The versions that matter."""
    import platform
    import sqlite3

    return (
        f"Python {platform.python_version()} · PySide6 {PySide6.__version__} · Qt {qVersion()} · "
        f"SQLite {sqlite3.sqlite_version} · {platform.system()} {platform.release()} {platform.machine()}"
    )


class Crashes(QObject):
    """Shows mistakes of ours, each cause once; from any thread.

    Signal: ``reported(Report)`` for each that is shown.
    """

    reported = Signal(object)
    _arrived = Signal(object)

    def __init__(self, window: Callable[[], QWidget | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._known: set[str] = set()
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def report(self, error: BaseException) -> None:
        """Log an error and show it in the window's thread."""
        log.error("a mistake of ours", exc_info=error)
        self._arrived.emit(report(error))

    def install(self) -> None:
        """Hear of every error that nobody has caught, in any thread."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif not issubclass(kind, Cancelled):
            self.report(error)

    def _thread_hook(self, about: threading.ExceptHookArgs) -> None:
        if about.exc_value is not None:
            self._hook(about.exc_type, about.exc_value, about.exc_traceback)

    def _show(self, found: Report) -> None:
        if found.cause in self._known:
            return
        self._known.add(found.cause)
        self.reported.emit(found)
        from ui.crash_dialog import CrashDialog  # with luck it is never needed

        CrashDialog(found, self._window()).open()
