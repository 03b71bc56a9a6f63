"""The window: rail, omnibox, page, status line. It listens to the desk and renders; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from inventory.i18n import LANGUAGES, N_, _, language
from inventory.settings import THEME, WINDOW
from ui import actions, icons
from ui.actions import Act, make
from ui.crash import Crashes
from ui.desk import Desk, Toast
from ui.navigation import Route
from ui.omnibox import Omnibox
from ui.page_area import PageArea
from ui.problems import Problems
from ui.rail import Rail
from ui.scan.routing import Scans
from ui.scan.wedge import Wedge
from ui.sounds import Sounds
from ui.status_line import HEIGHT as FOOT
from ui.status_line import StatusLine
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import icon_button

if TYPE_CHECKING:
    from ui.scan.strip import ScanStrip
    from ui.toasts import Toaster
    from ui.widgets.dialogs import Question

SMALLEST: Final = QSize(1024, 700)
USUAL: Final = QSize(1360, 860)
LANGUAGE_NAMES: Final = {"zh_CN": "中文", "en": "English"}
THEME_NAMES: Final = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class MainWindow(QMainWindow):
    """One depot, one window. Furnished again when the language changes; the page area and what is typed in it stay."""

    def __init__(self, desk: Desk, sounds: Sounds, version: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._version = version
        self._sounds = sounds
        self._leaving = False
        sounds.audible = desk.sounds
        desk.sounds_changed.connect(self._sounds_changed)
        desk.scanner_changed.connect(self._scanner_changed)
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self.setWindowIcon(icons.logo())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.crashes = Crashes(self._self, self)
        self.area = PageArea(desk)
        self.area.renamed.connect(self._title)
        self.scans = Scans(desk, self._page, self)
        self.wedge = Wedge(desk.scanner.speed, self)
        self.wedge.scanned.connect(self.scans.take)
        self.problems = Problems(desk, self, self._banners, self.crashes)
        desk.toasted.connect(self._toast)
        desk.opened.connect(self._opened)
        desk.language_changed.connect(self._language_changed)
        for signal in (self.scans.found, self.scans.choice, self.scans.taken):
            signal.connect(self._scan_found)
        self.scans.refused.connect(self._scan_refused)
        self.scans.mode_changed.connect(self._show_strip)
        self._furnish()
        self._restore()

    # building

    def _furnish(self) -> None:
        old = self.takeCentralWidget()
        self.area.setParent(self)
        shell = QWidget(self)
        column = QVBoxLayout(shell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        self.rail = Rail(self._desk, shell)
        self.rail.chosen.connect(self._go)
        self.rail.person_clicked.connect(self._desk.person_asked)
        upper.addWidget(self.rail)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top_bar(shell))
        self._strip_place = QHBoxLayout()
        self._strip_place.setContentsMargins(20, 0, 20, 0)
        right.addLayout(self._strip_place)
        self.strip: ScanStrip | None = None
        self._show_strip(self.scans.mode)
        right.addWidget(self.area, 1)
        upper.addLayout(right, 1)
        column.addLayout(upper, 1)
        self.status = StatusLine(self._desk, shell)
        column.addWidget(self.status)
        self.setCentralWidget(shell)
        self.area.show()
        if old is not None:
            old.deleteLater()
        self._title()

    def _show_strip(self, scanning: bool) -> None:
        if scanning and self.strip is None:
            from ui.scan.strip import ScanStrip  # many never work in scan mode

            self.strip = ScanStrip(self._desk, self.scans)
            self._strip_place.addWidget(self.strip)

    def _top_bar(self, shell: QWidget) -> QFrame:
        bar = QFrame(shell)
        bar.setObjectName("top_bar")
        bar.setFixedHeight(55)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        self.omnibox = Omnibox(self._desk, self.scans, self, bar)
        self.omnibox.left.connect(self._to_page)
        row.addWidget(self.omnibox, 100)
        row.addStretch(1)
        self.menu = self._menu(shell)
        opener = icon_button("menu", _("Menu"), parent=bar)
        opener.setMenu(self.menu)
        opener.setPopupMode(opener.ToolButtonPopupMode.InstantPopup)
        row.addWidget(opener)
        return bar

    def _menu(self, shell: QWidget) -> QMenu:
        menu = QMenu(shell)
        menu.setToolTipsVisible(True)
        self._add(menu, shell, actions.FIND, self._find)
        self.scan_mode = self._add(menu, shell, actions.SCAN_MODE, self.scans.set_mode)
        self._make_switch(self.scan_mode, self.scans.mode)
        self.scans.mode_changed.connect(self.scan_mode.setChecked)
        menu.addSeparator()
        self.back = self._add(menu, shell, actions.BACK, self._desk.back)
        self.forward = self._add(menu, shell, actions.FORWARD, self._desk.forward)
        self._add(menu, shell, actions.REFRESH, self._desk.refresh)
        places = menu.addMenu(icons.icon("start"), _("Go to"))
        for spec in self._desk.pages.rail():
            act = Act(spec.name, spec.title, actions.EVERYWHERE, spec.icon, self._desk.pages.keys(spec.name))
            self._add(places, shell, act, partial(self._go, spec.name))
        menu.addSeparator()
        themes_named = {key: _(name) for key, name in THEME_NAMES.items()}
        self._choices(menu, shell, "theme", _("Theme"), themes_named, self._theme(), self._theme_chosen)
        languages_named = {key: LANGUAGE_NAMES[key] for key in LANGUAGES}
        self._choices(menu, shell, "language", _("Language"), languages_named, language(), self._language_chosen)
        sound = self._add(menu, shell, actions.SOUND, self._set_sounds)
        self._make_switch(sound, self._desk.sounds)
        menu.addSeparator()
        self._add(menu, shell, actions.HELP, self._help)
        self._add(menu, shell, actions.ABOUT, self._about)
        menu.addSeparator()
        self._add(menu, shell, actions.QUIT, self.close)
        return menu

    @staticmethod
    def _add(menu: QMenu, shell: QWidget, act: Act, slot: Callable[..., object]) -> QAction:
        action = make(act, shell, slot)
        menu.addAction(action)
        return action

    @staticmethod
    def _make_switch(action: QAction, on: bool) -> None:
        action.setIcon(QIcon())  # in a menu an icon stands where the tick belongs
        action.setCheckable(True)
        action.setChecked(on)

    @staticmethod
    def _choices(
        menu: QMenu,
        shell: QWidget,
        symbol: str,
        title: str,
        names: dict[str, str],
        chosen: str,
        choose: Callable[[QAction], object],
    ) -> None:
        part = menu.addMenu(icons.icon(symbol), title)
        group = QActionGroup(shell)
        group.triggered.connect(choose)
        for key, name in names.items():
            action = QAction(name, group)
            action.setObjectName(f"{symbol}_{key}")
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.setData(key)
            part.addAction(action)

    @cached_property
    def toaster(self) -> Toaster:
        """Where toasts stand, from the first one on."""
        from ui.toasts import Toaster

        return Toaster(self, FOOT)

    # the desk's wishes

    def _toast(self, toast: Toast) -> None:
        self.toaster.show(toast)

    def _opened(self, route: Route) -> None:
        self.rail.light(self._desk.pages.lit(route.page))
        self.back.setEnabled(self._desk.history.can_back)
        self.forward.setEnabled(self._desk.history.can_forward)
        if not self.omnibox.line.hasFocus():
            self.omnibox.hide_list()
        self._title()

    def _language_changed(self, _language: str) -> None:
        self.omnibox.discard_list()
        self._furnish()
        route = self._desk.history.current
        self.area.rebuild(route)
        if route is not None:
            self._opened(route)

    def _title(self) -> None:
        page = self.area.page
        name = page.windowTitle() if page is not None else ""
        self.setWindowTitle(_("{page} – Spare Depot").format(page=name) if name else _("Spare Depot"))

    # the person's wishes

    def _go(self, page: str, _checked: bool = False) -> None:
        self._desk.open(Route(page))

    def _theme_chosen(self, action: QAction) -> None:
        self._desk.dress(str(action.data()))

    def _language_chosen(self, action: QAction) -> None:
        if action.data() != language():
            self._desk.speak(str(action.data()))

    def _find(self) -> None:
        self.omnibox.seek()

    def _to_page(self) -> None:
        (self.area.page or self.area).setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_sounds(self, audible: bool) -> None:
        self._desk.set_sounds(audible)

    def _sounds_changed(self, audible: bool) -> None:
        self._sounds.audible = audible

    def _help(self) -> None:
        from ui.help import HelpSheet  # not needed to open the window

        HelpSheet(self._desk.pages, self).open()

    def _about(self) -> None:
        from ui.help import about

        about(self._version, self).open()

    def _theme(self) -> str:
        return self._desk.settings.value(THEME)

    # scans

    def _scanner_changed(self) -> None:
        self.wedge.set_speed(self._desk.scanner.speed)

    def _scan_found(self, *_what: object) -> None:
        self._sounds.found()

    def _scan_refused(self, *_what: object) -> None:
        self._sounds.refused()

    def _page(self) -> QWidget | None:
        return self.area.page

    def _banners(self) -> Banners:
        return self.area.banners

    def _self(self) -> QWidget:
        return self

    # coming and going

    def showEvent(self, event: QShowEvent) -> None:
        """Hear the keyboard from the first moment."""
        super().showEvent(event)
        self.wedge.start(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before work is stopped or typing is lost."""
        question = None if self._leaving else self._doubt()
        if question is not None:
            event.ignore()
            question.answered.connect(self._leave)
            question.open()
            return
        self.wedge.stop()
        self._desk.settings.keep(WINDOW, self.saveGeometry().data().hex())
        super().closeEvent(event)

    def _doubt(self) -> Question | None:
        from ui.widgets.dialogs import Answer, Question

        if self.area.unsaved():
            leave = Answer("leave", _("Close without saving"), "danger")
            text = _("Something you typed is not saved yet. Go back to save it, or close the program without it.")
            return Question(text, [leave, Answer("", _("Go back"))], _("Close the program?"), Meaning.SOON, self)
        if any(job.cancellable for job in self._desk.jobs.running()):
            leave = Answer("leave", _("Stop it and close"), "danger")
            text = _("Work is still running. If it is stopped now, nothing of it is kept.")
            return Question(text, [leave, Answer("", _("Let it finish"))], _("Close the program?"), Meaning.SOON, self)
        return None

    def _leave(self, key: str) -> None:
        if key == "leave":
            self._leaving = True
            self.close()

    def _restore(self) -> None:
        self.restoreGeometry(QByteArray.fromHex(self._desk.settings.value(WINDOW).encode()))
