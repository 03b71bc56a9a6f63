"""How it looks: one set of colours for day and one for night, and what each colour means.

Neutral greys, one accent, four meanings (ok, soon, late, off) beside plain information. A meaning is
never shown by colour alone: a chip carries an icon and a word as well. Every pair of ink and ground
that carries text keeps a contrast of at least 4.5 : 1 (``text_pairs``; a test computes it).
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from inventory.values.records import record
from ui import stylesheet

STYLE: Final = ("-style", "Fusion")
"""Arguments of an application: with ``setStyle`` Python gets the style back, and with it two hundred enumerations that
the first page does not need.
"""
STYLED: Final = "depot_styled"
"""A property of the application that was given STYLE."""


class Meaning(StrEnum):
    """What a coloured thing says."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"
    OFF = "off"
    INFO = "info"


@record
class Pair:
    """Ink on a ground, as ``#rrggbb``."""

    ink: str
    ground: str


@record
class Tokens:
    """The colours of a theme, as ``#rrggbb``."""

    name: str
    page: str
    surface: str
    rail: str
    hover: str
    border: str
    edge: str  # of a field or a button: stands out a little more than a border
    text: str
    muted: str
    rail_text: str
    rail_icon: str
    disabled: str
    accent: str
    accent_hover: str
    accent_ink: str  # the accent as a text colour
    accent_soft: str
    on_accent: str
    ok: Pair
    soon: Pair
    late: Pair
    off: Pair
    tip: Pair

    def meaning(self, meaning: Meaning) -> Pair:
        """Ink and ground of a meaning."""
        if meaning is Meaning.INFO:
            return Pair(self.accent_ink, self.accent_soft)
        pair: Pair = getattr(self, meaning.value)
        return pair

    def colour(self, role: str) -> str:
        """The ink of a role: a meaning's name, or the name of a colour above."""
        if role in Meaning.__members__.values():
            return self.meaning(Meaning(role)).ink
        return str(getattr(self, role))


LIGHT: Final = Tokens(
    name="light",
    page="#F6F7F9",
    surface="#FFFFFF",
    rail="#EEF0F3",
    hover="#F1F3F6",
    border="#E3E6EA",
    edge="#CFD4DB",
    text="#1D2430",
    muted="#5F6977",
    rail_text="#1D2430",
    rail_icon="#5F6977",
    disabled="#A3ABB7",
    accent="#2F6FDE",
    accent_hover="#255FC6",
    accent_ink="#2461CC",
    accent_soft="#E8F0FD",
    on_accent="#FFFFFF",
    ok=Pair("#17703F", "#E3F4EA"),
    soon=Pair("#8F5A00", "#FDF1D8"),
    late=Pair("#B3261E", "#FCE8E6"),
    off=Pair("#5A6471", "#ECEFF2"),
    tip=Pair("#FFFFFF", "#2A3140"),
)

DARK: Final = Tokens(
    name="dark",
    page="#16191E",
    surface="#1E2229",
    rail="#191C22",
    hover="#272C35",
    border="#323843",
    edge="#434B59",
    text="#E6E9EE",
    muted="#A2ABB8",
    rail_text="#E6E9EE",
    rail_icon="#A2ABB8",
    disabled="#626B78",
    accent="#78A6F7",
    accent_hover="#93B8F9",
    accent_ink="#8FB5F9",
    accent_soft="#25344F",
    on_accent="#12161C",
    ok=Pair("#6FCF97", "#19352A"),
    soon=Pair("#F0B54A", "#3A2F17"),
    late=Pair("#F2938A", "#432523"),
    off=Pair("#A8B1BE", "#2A3039"),
    tip=Pair("#16191E", "#E6E9EE"),
)

STEP: Final = 4
"""Spacing comes in steps of so many pixels."""
ROW: Final = 28
"""Height of a table's row in pixels."""
FONT_PX: Final = 13
CHOICES: Final = ("system", "light", "dark")


class _Board(QObject):
    """Tells widgets that paint themselves that the colours are others now."""

    changed = Signal(str)


_tokens = LIGHT
_choice = "system"
_board: _Board | None = None


def tokens() -> Tokens:
    """The colours in use."""
    return _tokens


def board() -> _Board:
    """``board().changed(name)`` is emitted after the colours have changed."""
    global _board
    if _board is None:
        _board = _Board()
    return _board


def resolve(choice: str) -> Tokens:
    """The colours for "light", "dark" or "system"; a system that does not say gets light."""
    if choice not in CHOICES:
        raise ValueError(choice)
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def apply(app: QApplication, choice: str) -> Tokens:
    """Dress the application; with "system" it follows the system from now on."""
    global _tokens, _choice
    first = not app.property("depot_dressed")
    _choice = choice
    _tokens = resolve(choice)
    if first:
        app.setProperty("depot_dressed", True)
        if not app.property(STYLED):
            app.setStyle(STYLE[1])
        app.setFont(base_font())
        app.styleHints().colorSchemeChanged.connect(_system_changed)
    app.setPalette(palette(_tokens))
    app.setStyleSheet(stylesheet.build(_tokens))
    board().changed.emit(_tokens.name)
    return _tokens


def _system_changed() -> None:
    app = QApplication.instance()
    if _choice == "system" and isinstance(app, QApplication) and resolve(_choice) is not _tokens:
        apply(app, _choice)


def base_font() -> QFont:
    """The system's font and the one that carries Chinese.

    Windows and macOS have an interface font that goes well with theirs. A Linux desktop may have any
    font, so there the Chinese one, which has good Latin letters, comes first.
    """
    from ui.fonts import install_fonts  # looks at the system's fonts: after the application exists

    font = QGuiApplication.font()
    own, chinese = font.families(), install_fonts()
    font.setFamilies([chinese, *own] if sys.platform.startswith("linux") else [*own, chinese])
    font.setPixelSize(FONT_PX)
    return font


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, so that columns of numbers stand under each other."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def palette(look: Tokens) -> QPalette:
    """The palette that Fusion paints with."""
    made = QPalette()
    role = QPalette.ColorRole
    inks = {
        role.Window: look.page,
        role.WindowText: look.text,
        role.Base: look.surface,
        role.AlternateBase: look.hover,
        role.Text: look.text,
        role.PlaceholderText: look.muted,
        role.Button: look.surface,
        role.ButtonText: look.text,
        role.BrightText: look.late.ink,
        role.Highlight: look.accent,
        role.HighlightedText: look.on_accent,
        role.Link: look.accent_ink,
        role.LinkVisited: look.accent_ink,
        role.ToolTipBase: look.tip.ground,
        role.ToolTipText: look.tip.ink,
        role.Light: look.hover,
        role.Midlight: look.border,
        role.Mid: look.border,
        role.Dark: look.edge,
        role.Shadow: look.edge,
        role.Accent: look.accent,
    }
    for which, colour in inks.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.disabled))
    return made


def text_pairs(look: Tokens) -> dict[str, Pair]:
    """Every ink on every ground that carries text, by name; icons and disabled text are not among them."""
    grounds = {
        "page": look.page,
        "surface": look.surface,
        "rail": look.rail,
        "hover": look.hover,
        "selected": look.accent_soft,
    }
    pairs = {f"text on {name}": Pair(look.text, ground) for name, ground in grounds.items()}
    pairs |= {f"muted on {name}": Pair(look.muted, ground) for name, ground in grounds.items()}
    pairs |= {f"accent on {name}": Pair(look.accent_ink, ground) for name, ground in grounds.items()}
    pairs |= {f"{meaning} chip": look.meaning(meaning) for meaning in Meaning}
    pairs |= {f"{meaning} on surface": Pair(look.meaning(meaning).ink, look.surface) for meaning in Meaning}
    pairs["primary button"] = Pair(look.on_accent, look.accent)
    pairs["primary button, hovered"] = Pair(look.on_accent, look.accent_hover)
    pairs["tooltip"] = look.tip
    return pairs


def contrast(pair: Pair) -> float:
    """The contrast ratio of WCAG 2.1, 1 to 21."""
    lighter, darker = sorted((_luminance(pair.ink), _luminance(pair.ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
