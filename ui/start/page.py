"""Welcome to an empty depot: look around in a demonstration depot, import your Excel books, or start empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inventory.errors import DepotError
from inventory.i18n import LANGUAGES, _, language
from ui.desk import Desk
from ui.editing.segments import Segment, Segments
from ui.main_window import LANGUAGE_NAMES
from ui.navigation import Route
from ui.start.beginning import open_demonstration
from ui.start.way_card import WayCard
from ui.widgets.page_frame import PageFrame
from ui.widgets.words import words

WIDEST = 1120


class StartPage(PageFrame):
    """Three ways in; none of them asks a question first."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Welcome to the Spare Depot"), parent=parent)
        spoken = [Segment(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]
        self.languages = Segments(_("Language"), spoken, language())
        self.languages.chosen.connect(desk.speak)
        self.actions_row.addWidget(self.languages)
        self.demonstration = WayCard(
            "preview",
            _("Look around"),
            _("A demonstration depot shows every corner of the program with invented hospitals and units."),
            (
                _("Units in and out of warranty, open cases, parts on the shelf"),
                _("Scan, print, import and export as you like"),
                _("Opens in a window of its own: your depot stays empty"),
            ),
            _("Open the demonstration"),
        )
        self.books = WayCard(
            "import",
            _("Import your Excel books"),
            _("Bring in what you have: the register of units, the parts list, the repair log, the customers."),
            (
                _("Chinese and English headings are recognised"),
                _("You see every row before anything is written"),
                _("An import can be undone as one step"),
            ),
            _("Choose a book"),
            "primary",
        )
        self.empty = WayCard(
            "add",
            _("Start empty"),
            _("Enter units, customers and models by hand as they come in."),
            (
                _("Say in the settings who works here and what your company is called"),
                _("Books can still be imported on any later day"),
                _("The database is on this computer already"),
            ),
            _("Start with an empty depot"),
        )
        self.demonstration.taken.connect(self._look_around)
        self.books.taken.connect(self._import)
        self.empty.taken.connect(self._begin)
        self.body.addWidget(self._sheet())
        self.setFocusProxy(self.books.button)

    def _sheet(self) -> QScrollArea:
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(
            words(_("Your depot is ready and empty. Choose how to begin; the other ways stay open."), "subtitle", True)
        )
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        for card in (self.demonstration, self.books, self.empty):
            row.addWidget(card, 1)
        column.addLayout(row)
        column.addSpacing(4)
        hint = _("With a scanner in hand: scan a label on any page and its card opens. F1 shows all shortcuts.")
        column.addWidget(words(hint, "muted", True))
        column.addStretch(1)
        sheet.setMaximumWidth(WIDEST)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        return area

    def _look_around(self) -> None:
        try:
            open_demonstration()
        except DepotError as error:
            self.desk.show_error(error)
            return
        self.desk.toast(_("The demonstration depot opens in a window of its own in a moment."))

    def _import(self) -> None:
        self.desk.open(Route("import"))

    def _begin(self) -> None:
        self.desk.open(Route("assets" if "assets" in self.desk.pages else "customers"))
