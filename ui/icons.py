"""Icons of one family (Phosphor, bold, from the QtAwesome package), in the colours of the theme.

Only the package's font file is used: importing the package itself takes longer than opening a bare
window. A glyph is filled as an outline, so it is crisp at any size and resolution, and its colour is
looked up when it is painted: a change of theme recolours every icon by itself.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont

from ui import theme

ICONS: Final[dict[str, str]] = {
    # pages
    "today": "calendar-blank",
    "assets": "cpu",
    "cases": "wrench",
    "loaners": "arrows-left-right",
    "parts": "cube",
    "stock": "stack",
    "quotations": "receipt",
    "visits": "map-pin",
    "contracts": "file-text",
    "customers": "user",
    "cover": "shield-check",
    "reports": "chart-bar",
    "settings": "gear-six",
    "import": "tray",
    "approvals": "check-square",
    "start": "house",
    "people": "users",
    "product": "package",
    "site": "buildings",
    # meanings
    "ok": "check",
    "soon": "clock",
    "late": "warning",
    "off": "minus-circle",
    "info": "info",
    "question": "question",
    # acts
    "search": "magnifying-glass",
    "scan": "barcode",
    "add": "plus",
    "edit": "pencil-simple",
    "remove": "trash",
    "close": "x",
    "more": "dots-three",
    "menu": "list",
    "back": "arrow-left",
    "forward": "arrow-right",
    "up": "caret-up",
    "down": "caret-down",
    "next": "caret-right",
    "filter": "funnel",
    "columns": "columns",
    "view": "bookmark-simple",
    "export": "export",
    "print": "printer",
    "copy": "copy",
    "refresh": "arrows-clockwise",
    "undo": "arrow-counter-clockwise",
    "label": "qr-code",
    "file": "file",
    "folder": "folder-open",
    "attach": "paperclip",
    "photo": "image",
    "phone": "phone",
    "link": "arrow-square-out",
    "save": "floppy-disk",
    "help": "question",
    "keyboard": "keyboard",
    "language": "translate",
    "theme": "circle-half",
    "light": "sun",
    "dark": "moon",
    "sound": "speaker-high",
    "silent": "speaker-slash",
    "database": "database",
    "backup": "archive",
    "history": "clock-counter-clockwise",
    "ready": "music-note",
    "busy": "circle-half-tilt",
    "empty": "archive-box",
    "star": "star",
    "lock": "lock-simple",
    "tag": "tag",
    "preview": "eye",
    "quit": "sign-out",
}
"""Our name of each icon and Phosphor's."""

EM: Final = 1000.0


@cache
def _font() -> tuple[QRawFont, dict[str, str]]:
    package = find_spec("qtawesome")
    if package is None or package.origin is None:
        raise FileNotFoundError("qtawesome")
    folder = Path(package.origin).parent / "fonts"
    charmap = next(folder.glob("phosphor-charmap-*.json"))
    letters: dict[str, str] = json.loads(charmap.read_text(encoding="utf-8"))
    return QRawFont(str(next(folder.glob("phosphor-[0-9]*.ttf"))), EM), letters


@cache
def outline(name: str) -> QPainterPath:
    """The outline of one of ICONS in a square of EM by EM. KeyError for a name that is not there."""
    font, letters = _font()
    glyph = font.glyphIndexesForString(chr(int(letters[f"{ICONS[name]}-bold"], 16)))[0]
    return font.pathForGlyph(glyph).translated(0.0, font.ascent())


def draw(painter: QPainter, box: QRectF | QRect, name: str, colour: str) -> None:
    """Paint an icon into the largest square in the middle of ``box``."""
    area = QRectF(box)
    side = min(area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center().x() - side / 2, area.center().y() - side / 2)
    painter.scale(side / EM, side / EM)
    painter.fillPath(outline(name), QColor(colour))
    painter.restore()


class _Glyph(QIconEngine):
    """Paints one outline in the colour that its role has at that moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt asks for it where no pixmap is wanted."""
        role = "disabled" if mode is QIcon.Mode.Disabled else self._role
        draw(painter, rect, self._name, theme.tokens().colour(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """``size`` is in device pixels."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """A copy: Qt makes one when it changes an icon."""
        return _Glyph(self._name, self._role)


@cache
def icon(name: str, role: str = "rail_icon") -> QIcon:
    """One of ICONS in the colour of ``role`` (see ``Tokens.colour``); it follows the theme by itself."""
    if name not in ICONS:
        raise KeyError(name)
    return QIcon(_Glyph(name, role))


def pixmap(name: str, role: str = "rail_icon", side: int = 16, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture for a label, ``side`` logical pixels wide at the screen's ``ratio``."""
    return icon(name, role).pixmap(QSize(side, side), ratio)


def logo(side: int = 256) -> QIcon:
    """The sign of the program: a box in a frame, in the accent of the theme."""
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw_logo(painter, QRectF(0, 0, side, side), theme.LIGHT.accent)
    painter.end()
    return QIcon(made)


def draw_logo(painter: QPainter, box: QRectF, colour: str) -> None:
    """Paint the sign into a square."""
    unit = box.width() / 18
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    ring = QPainterPath()
    ring.addRoundedRect(QRectF(0, 0, 18 * unit, 18 * unit), 3 * unit, 3 * unit)
    ring.addRoundedRect(QRectF(2 * unit, 2 * unit, 14 * unit, 14 * unit), 1.5 * unit, 1.5 * unit)
    ring.addRoundedRect(QRectF(5 * unit, 5 * unit, 8 * unit, 8 * unit), unit, unit)
    painter.fillPath(ring, QColor(colour))
    painter.restore()
