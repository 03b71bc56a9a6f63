"""Puts the window together and runs it. ``main.py`` hands in the context and the pages; nothing here knows the depot.

house = House(ctx, pages=[…], kinds=[…], search=search.find, resolve=…, settings=remembered.load(ctx), database=url)
raise SystemExit(run(house))
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from inventory import i18n
from inventory.i18n import _
from inventory.settings import LANGUAGE, THEME, Setting, put
from inventory.values.records import field, record
from ui import theme
from ui.desk import Desk
from ui.garbage import Collector
from ui.hits import Answer, HitKind
from ui.main_window import MainWindow
from ui.midnight import Midnight
from ui.navigation import PageSpec, Route
from ui.remembered import Remembered
from ui.sounds import Sounds, SystemSpeaker

if TYPE_CHECKING:
    from inventory.work import Context
    from ui.instance import SingleInstance

log = logging.getLogger(__name__)

REFUSED: Final = 1
SHOW_AFTER_MS: Final = 150
"""So long the window may wait to be shown with the first rows in it instead of empty: less than anybody sees."""
PAINT_FIRST_MS: Final = 50
"""So long the first page has for being painted before the rest of the program is loaded."""


def _no_hits(_text: str, _codes: tuple[int, ...] = ()) -> Sequence[Answer]:
    return ()


@record
class House:
    """What the window is made for.

    ``database`` tells one depot from another (one window each); ``database_words`` says it to people. ``first`` is the
    page to begin with; ``""`` takes the first of the rail. ``ready`` is called in the window's thread after the first
    paint, the place to start what the first page does not need.
    """

    ctx: Context
    pages: Sequence[PageSpec]
    kinds: Sequence[HitKind] = ()
    search: Callable[[str], Sequence[Answer]] = _no_hits
    resolve: Callable[[str, tuple[int, ...]], Sequence[Answer]] = _no_hits
    settings: Mapping[str, Any] = field(default_factory=dict)
    database: str = ""
    database_words: str = ""
    person: tuple[str, str] = ("", "")
    backup_at: datetime | None = None
    first: Route | None = None
    version: str = ""
    ready: Callable[[Desk], object] | None = None


def unfit_binding(binding: tuple[object, ...], python: tuple[object, ...]) -> bool:
    """PySide6 6.12 loses a reference to None at every call on Python 3.10 and 3.11, until the process aborts."""
    return binding[:2] == (6, 12) and python[:2] in ((3, 10), (3, 11))


def language_of_the_computer() -> str:
    """Chinese on a computer that speaks Chinese, English on any other."""
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


class QtWords(QObject):
    """Qt's own words, on its buttons and in its menus, in the language of the workstation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translator = QTranslator(self)

    def speak(self, language: str) -> None:
        """English is what Qt speaks by itself."""
        QCoreApplication.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language != "en" and self._translator.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(self._translator)


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication, with its names."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0], *theme.STYLE, *arguments])
        app.setProperty(theme.STYLED, True)
    app.setApplicationName("spare-depot")
    app.setDesktopFileName("spare-depot")
    return app


class Running(QObject):
    """Everything that lives as long as the window does. Signal: ``settled()``: the first page is painted."""

    settled = Signal()

    def __init__(self, house: House, app: QApplication) -> None:
        super().__init__()
        self._house = house
        settings = Remembered(house.settings, self)
        i18n.use(settings.value(LANGUAGE) or language_of_the_computer())
        theme.apply(app, settings.value(THEME))
        self._qt_words = QtWords(self)
        self._qt_words.speak(i18n.language())
        app.setApplicationDisplayName(_("Spare Depot"))
        self.desk = Desk(
            house.ctx,
            pages=house.pages,
            kinds=house.kinds,
            search=house.search,
            resolve=house.resolve,
            settings=settings,
            parent=self,
        )
        settings.wished.connect(self._keep)
        self.desk.language_changed.connect(self._qt_words.speak)
        self.desk.set_person(*house.person)
        self.desk.set_database(house.database_words)
        self.desk.set_backup(house.backup_at)
        self._appeared = False
        self.settled.connect(self._painted)
        self._collector = Collector(self._busy, self)
        self.midnight = Midnight(self.desk, self)
        self._speaker = SystemSpeaker(parent=self)
        self.window = MainWindow(self.desk, Sounds(self._speaker), house.version)
        self.window.crashes.install()

    def show(self, within_ms: int = 0) -> None:
        """Open the first page and the window, ``within_ms`` at the latest; the rest waits until it has been painted.

        A window that waits for the first rows is laid out and painted once instead of twice.
        """
        rail = self.desk.pages.rail()
        first = self._house.first or (Route(rail[0].name) if rail else None)
        if first is not None:
            self.desk.open(first)
        self.desk.jobs.gone.connect(self._answered)
        if not self.desk.jobs.running():
            self._answered()
        elif within_ms:
            QTimer.singleShot(within_ms, self._appear)
        else:
            self._appear()

    def _appear(self) -> None:
        if not self._appeared:
            self._appeared = True
            self.window.show()

    def _keep(self, setting: Setting[Any], value: object) -> None:
        self.desk.jobs.command(put, self.desk.ctx, setting, value)

    def knocked(self, text: str) -> None:
        """The program was started again: come to the front, and look up what it was given."""
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        if text:
            self.window.omnibox.seek(text)

    def end(self) -> None:
        """Wait for what is being written; let go of everything."""
        self.window.close()
        self.desk.settings.flush()
        self.midnight.stop()
        if not self.desk.close():
            log.error("a job did not end in time")
        self._collector.stop()
        self._qt_words.speak("en")

    def _busy(self) -> bool:
        return bool(self.desk.jobs.running())

    def _answered(self, _job: object = None) -> None:
        """The first page has its first rows, or another answer. What it does not need comes once they are painted."""
        self.desk.jobs.gone.disconnect(self._answered)
        self._appear()
        QTimer.singleShot(PAINT_FIRST_MS, self._settle)  # a method: it is not called when the window is gone

    def _settle(self) -> None:
        self.settled.emit()

    def _painted(self) -> None:
        self.desk.jobs.query(self._speaker.prepare, done=self._speaker.prepared, failed=self._speaker.not_prepared)
        if self._house.ready is not None:
            self._house.ready(self.desk)


def run(house: House, arguments: Sequence[str] = (), look_up: str = "") -> int:
    """Open the window and stay until it is closed; the exit status of the program.

    ``look_up`` is a text from outside (a scanned address): only ever searched for.
    """
    if unfit_binding(tuple(PySide6.__version_info__), tuple(sys.version_info)):
        sys.stderr.write(
            _('This version of PySide6 does not work with this Python. Run: pip install "PySide6-Essentials<6.12"')
            + "\n"
        )
        return REFUSED
    app = application(arguments)
    instance = _first(house.database, look_up)
    if instance is None:
        return 0
    running = Running(house, app)
    instance.knocked.connect(running.knocked)
    running.show(0 if look_up else SHOW_AFTER_MS)
    if look_up:
        running.knocked(look_up)
    running.settled.connect(instance.listen)
    try:
        return app.exec()
    finally:
        running.end()
        instance.release()


def _first(database: str, look_up: str) -> SingleInstance | None:
    """The right to be the only window of a database; None where another one has come to the front instead."""
    from ui.instance import SingleInstance

    instance = SingleInstance(database)
    if instance.claim() or not instance.knock(look_up):
        return instance
    return None
