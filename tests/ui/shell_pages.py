"""Pages and answers for tests of the window: as small as pages can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit

from inventory.errors import NotFound
from inventory.i18n import N_
from ui.desk import Desk
from ui.hits import HitKind
from ui.navigation import PageSpec, Route
from ui.scan.burst import Scan
from ui.widgets.page_frame import PageFrame

NO_SUCH_LABEL = N_("This label is not in the depot.")


@dataclass(frozen=True)
class Found:
    """As the search answers."""

    kind: str
    id: int
    title: str
    subtitle: str = ""


class Page(PageFrame):
    """Remembers what happened to it."""

    def __init__(self, desk: Desk, route: Route) -> None:
        super().__init__(desk, str(route))
        self.route = route
        self.line = QLineEdit()
        self.body.addWidget(self.line)
        self.refreshed = 0
        self.came = 0
        self.takes: list[Scan] | None = None

    def refresh(self) -> None:
        """Count."""
        self.refreshed += 1

    def shown(self) -> None:
        """Count."""
        self.came += 1

    def dirty(self) -> bool:
        """Something stands in the line."""
        return bool(self.line.text())

    def take_scan(self, scan: Scan) -> bool:
        """Keep scans where the test wants it."""
        if self.takes is None:
            return False
        self.takes.append(scan)
        return True


PAGES = [
    PageSpec("assets", N_("Assets"), "assets", Page),
    PageSpec("parts", N_("Parts"), "parts", Page),
    PageSpec("asset", N_("Asset"), "assets", Page, rail=False, parent="assets"),
    PageSpec("settings", N_("Settings"), "settings", Page, foot=True),
]
KINDS = [HitKind("asset", N_("Assets"), "assets", "asset"), HitKind("part", N_("Parts"), "parts", "parts")]

UNITS = [
    Found("asset", 1, "HEM-7136 A", "City Hospital"),
    Found("asset", 2, "HEM-7136 B", "City Hospital"),
    Found("part", 3, "CUFF-7136", "for HEM-7136"),
]


def search(text: str) -> Sequence[Found]:
    """Titles that hold the text."""
    return [unit for unit in UNITS if text.casefold() in unit.title.casefold()]


def resolve(text: str, codes: tuple[int, ...]) -> Sequence[Found]:
    """One unit, a choice of two, nothing, or a refusal with a sentence."""
    if text == "REFUSE":
        raise NotFound(NO_SUCH_LABEL)
    return {"A7K3M9Q2X": UNITS[:1], "SERIAL-1": UNITS[:2]}.get(text, [])


Make = Callable[..., Desk]
