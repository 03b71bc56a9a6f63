"""All settings on one page, with the way to each at the left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inventory.i18n import _
from ui.calendars.section import CalendarsSection
from ui.desk import Desk
from ui.navigation import Route
from ui.people.at_start import AtStartSection
from ui.people.rights_section import RightsSection
from ui.people.section import PeopleSection
from ui.settings.about import AboutSection
from ui.settings.company import CompanySection
from ui.settings.database import DatabaseSection
from ui.settings.labels import LabelsSection
from ui.settings.scanner import ScannerSection
from ui.settings.section_index import SectionIndex
from ui.settings.warranty import WarrantySection
from ui.settings.workstation import AppearanceSection, LanguageSection, SoundsSection
from ui.widgets.cards import Section
from ui.widgets.page_frame import PageFrame

WIDEST = 820
ICONS = {
    "language": "language",
    "appearance": "theme",
    "sounds": "sound",
    "scanner": "scan",
    "company": "site",
    "people": "people",
    "rights": "ok",
    "at_start": "lock",
    "warranty": "soon",
    "calendars": "today",
    "labels": "label",
    "database": "database",
    "about": "info",
}


class SettingsPage(PageFrame):
    """``Route("settings")``, or ``Route("settings", "people")`` with a section on top."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Settings"), parent=parent)
        self.company = CompanySection(desk)
        self.people = PeopleSection(desk)
        self.rights = RightsSection(desk)
        self.warranty = WarrantySection(desk)
        self.calendars = CalendarsSection(desk)
        self.labels = LabelsSection(desk)
        self.scanner = ScannerSection(desk)
        self.database = DatabaseSection(desk)
        self.sections: dict[str, Section] = {
            "language": LanguageSection(desk),
            "appearance": AppearanceSection(desk),
            "sounds": SoundsSection(desk),
            "scanner": self.scanner,
            "company": self.company,
            "people": self.people,
            "rights": self.rights,
            "at_start": AtStartSection(desk),
            "warranty": self.warranty,
            "calendars": self.calendars,
            "labels": self.labels,
            "database": self.database,
            "about": AboutSection(),
        }
        self._wanted = str(route.args[0]) if route.args else ""
        self.index = self._index()
        self.area = self._area()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.index)
        row.addWidget(self.area, 1)
        self.body.addLayout(row, 1)

    def _index(self) -> SectionIndex:
        index = SectionIndex()
        for key, section in self.sections.items():
            index.add(key, section.accessibleName(), ICONS[key])
        index.chosen.connect(self._scroll_to)
        return index

    def _area(self) -> QScrollArea:
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        sheet.setMaximumWidth(WIDEST)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        return area

    def dirty(self) -> bool:
        """A company header that is not saved."""
        return self.company.dirty()

    def shown(self) -> None:
        """Bring the section that was asked for to the top."""
        if self._wanted:
            self.show_section(self._wanted)

    def show_section(self, key: str) -> None:
        """Scroll to a section."""
        self.index.light(key)
        self._scroll_to(key)

    def refresh(self) -> None:
        """Fetch what the depot says again; what is being typed stays."""
        self.company.refresh()
        self.people.refresh()
        self.rights.refresh()
        self.warranty.refresh()
        self.calendars.refresh()
        self.labels.refresh()

    @Slot(str)
    def _scroll_to(self, key: str) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(min(self.sections[key].y(), bar.maximum()))
