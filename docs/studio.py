"""The real window on a demonstration depot where time stands still, and a camera that waits until it is at rest."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from inventory import bootstrap, i18n, search
from inventory.clock import FixedClock
from inventory.commandline.depot import in_words
from inventory.demo import NAME
from inventory.demo.build import build
from inventory.errors import DepotError
from inventory.scanning.resolve import resolve
from inventory.work import Context
from ui import pages
from ui.application import House, Running
from ui.desk import Trouble
from ui.forms.form import Form
from ui.forms.sheet import FormSheet
from ui.imports.page import ImportPage
from ui.main_window import USUAL
from ui.navigation import Route
from ui.people.presence import Presence
from ui.stock.paper_desk import PaperDesk

NOW: Final = datetime(2026, 11, 22, 2, 42, tzinfo=UTC)
"""Sunday 22 November 2026, 10:42 in China: every picture is taken at this moment."""
WORKSTATION: Final = "COUNTER-1"
SOON_MS: Final = 1000
"""A timer that fires once within this time will still change what is on the screen; a toast stays longer."""
LOOK_MS: Final = 5
LOOKS: Final = 4
"""So many looks on end must find nothing going on."""
PATIENCE_MS: Final = 30_000

Page = TypeVar("Page", bound=QWidget)
Dialog = TypeVar("Dialog", bound=QDialog)


def make_depot(folder: Path) -> Path:
    """Make the demonstration depot of NOW in ``folder`` and return its file; a studio works on a copy of it."""
    path = folder / NAME
    build(_context(path))
    return path


def screen(folder: Path) -> str:
    """For ``QT_QPA_PLATFORM``: a screen that nobody sees, large enough that dialogs open as high as they want to be."""
    path = folder / "screen.json"
    monitor = {
        "name": "studio", "x": 0, "y": 0, "width": 1920, "height": 1080,
        "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
    }  # fmt: skip
    path.write_text(json.dumps({"screens": [monitor]}), encoding="ascii")
    return f"offscreen:configfile={path}"


def _context(path: Path) -> Context:
    ctx = bootstrap.open_context(bootstrap.url_of(path), create=True, clock=FixedClock(NOW))
    return replace(ctx, workstation=WORKSTATION)


class Studio:
    """The program with its window open. ``faults``: what went wrong in it and was not the depot's refusal."""

    def __init__(self, app: QApplication, depot: Path, folder: Path, language: str, theme: str) -> None:
        self._app = app
        self.folder = folder
        path = folder / f"{language}-{theme}" / NAME
        path.parent.mkdir(exist_ok=True)
        i18n.use(language)
        shutil.copyfile(depot, path)  # nobody has it open: it lies in one file
        self.ctx = _context(path)
        self.faults: list[BaseException] = []
        self._hook = sys.excepthook
        app.setCursorFlashTime(0)  # a cursor that blinks is on some pictures and not on others
        self.running = Running(
            House(
                self.ctx,
                pages=pages.PAGES,
                kinds=pages.KINDS,
                search=search.find,
                resolve=partial(resolve, self.ctx),
                settings={"language": language, "theme": theme},
                database=bootstrap.url_of(path),
                database_words=in_words(bootstrap.url_of(path)),
                version=bootstrap.VERSION,
                ready=Presence,
            ),
            app,
        )
        sys.excepthook = self._broken  # a picture must not hide a fault behind the dialog that reports it
        self.desk, self.window = self.running.desk, self.running.window
        self.desk.troubled.connect(self._troubled)
        self.window.resize(USUAL)
        self.running.show()
        self.window.activateWindow()
        self.rest()

    def close(self) -> None:
        """End the program, whatever is being typed in it."""
        self.clear()
        self.running.end()
        sys.excepthook = self._hook
        for window in self._app.topLevelWidgets():
            popup = window.windowType() is Qt.WindowType.Popup  # the list below a field dies with its field
            if window.parent() in (None, self.window) and not popup:
                window.hide()
                window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # going about in it

    def open(self, page: str, *args: object) -> None:
        """Open a page afresh and wait until it shows everything."""
        self.clear()
        self.window.area.rebuild(None)
        self.desk.open(Route(page, *args))
        self.rest()

    def page(self, kind: type[Page]) -> Page:
        """The page on show."""
        shown = self.window.area.page
        assert isinstance(shown, kind)
        return shown

    def act(self, name: str) -> None:
        """Do what the menu, a button or a shortcut of the page on show calls ``name``."""
        for holder in (self.window.area.page, self.window):
            for action in holder.findChildren(QAction, name) if holder is not None else ():
                if action.isEnabled() and (holder is self.window or action.parent() is holder or _shown(action)):
                    action.trigger()
                    self.rest()
                    return
        raise LookupError(name)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """The dialog that is open."""
        return next(other for other in self._others() if isinstance(other, kind))

    def form(self) -> Form:
        """The form that is open, in a drawer or a dialog."""
        sheets = (sheet for over in (*self._others(), self.window) for sheet in over.findChildren(FormSheet))
        return next(sheet.form for sheet in sheets if sheet.isVisible())

    def drop(self, menu: QMenu, over: QWidget) -> None:
        """Open a menu below the upper right corner of a widget, as its button does."""
        menu.popup(over.mapToGlobal(over.rect().topRight() + QPoint(-menu.sizeHint().width() - 24, 48)))

    def clear(self) -> None:
        """Close dialogs, menus, drawers, the list under the omnibox, and what stands in the corner; nothing is kept."""
        for over in (*self._others(), self.window):
            for sheet in over.findChildren(FormSheet):
                sheet.form.settle()
        if isinstance(page := self.window.area.page, ImportPage):
            page.begin_again()
        if isinstance(page, PaperDesk):
            page.begin_again()
        self.window.scans.set_mode(False)
        for window in self._others():
            window.close()
            window.hide()
        self.window.toaster.clear()
        self.window.omnibox.line.clear()
        self.window.omnibox.hit_list.hide()
        self.rest()

    # the camera

    def rest(self, until: Callable[[], bool] | None = None) -> None:
        """Wait until nothing goes on any more and ``until()`` holds. Raises what went wrong meanwhile."""
        loop, looks, quiet, late = QEventLoop(), QTimer(), 0, QTimer()

        def look() -> None:
            nonlocal quiet
            quiet = quiet + 1 if not self._jobs() and (until is None or until()) else 0
            if quiet in (1, LOOKS) and self._moving():  # the first and the last: it asks every widget of the window
                quiet = 0
            if quiet >= LOOKS or self.faults:
                loop.quit()

        looks.timeout.connect(look)
        looks.start(LOOK_MS)
        late.setSingleShot(True)
        late.timeout.connect(loop.quit)
        late.start(PATIENCE_MS)
        loop.exec()
        looks.stop()
        if self.faults:
            raise self.faults[0]
        if quiet < LOOKS:
            raise TimeoutError(f"no rest after {PATIENCE_MS} ms; running: {[job.title for job in self._jobs()]}")

    def picture(self) -> QPixmap:
        """The window as it is, with the dialogs and menus over it."""
        self.rest()
        picture = self.window.grab()
        others = self._others()
        painter = QPainter(picture)
        for other in others:
            place = other.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
            if isinstance(other, QDialog):
                painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
                place = picture.rect().center() - other.rect().center()
            painter.drawPixmap(place, other.grab())
        painter.end()
        return picture

    def _others(self) -> list[QWidget]:
        """The dialogs, menus and popups that are open."""
        return [
            other
            for other in self._app.topLevelWidgets()
            if other is not self.window and other.isVisible() and other.windowType() is not Qt.WindowType.ToolTip
        ]

    def _jobs(self) -> Sequence[Any]:
        return self.desk.jobs.running()

    def _moving(self) -> bool:
        """Something on the screen is about to change by itself: it moves, or a timer that fires once is running."""
        watched: list[QObject] = [self.window, self.desk, *self._others()]
        timers = (timer for thing in watched for timer in thing.findChildren(QTimer))
        moves = (move for thing in watched for move in thing.findChildren(QAbstractAnimation))
        return any(timer.isActive() and timer.isSingleShot() and timer.interval() < SOON_MS for timer in timers) or any(
            move.state() is QAbstractAnimation.State.Running for move in moves
        )

    # faults

    def _broken(self, _kind: type[BaseException], error: BaseException, _trace: Any) -> None:
        self.faults.append(error)

    def _troubled(self, trouble: Trouble) -> None:
        if not isinstance(trouble.error, DepotError):
            self.faults.append(trouble.error)


def _shown(action: QAction) -> bool:
    parent = action.parent()
    return isinstance(parent, QWidget) and parent.isVisible()
