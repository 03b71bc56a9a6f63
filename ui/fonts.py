"""Fonts, chosen by name: with a mere fallback Chinese text may come out as boxes, or in Japanese shapes."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont

CHINESE: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
)
"""Families with the shapes of mainland China; the first one the computer has is taken."""
MONOSPACE: Final = (
    "Cascadia Mono",
    "Consolas",
    "SF Mono",
    "Menlo",
    "DejaVu Sans Mono",
    "Noto Sans Mono",
    "Liberation Mono",
)
"""Families in which 0 and O, 1 and l differ: for codes and serials."""
_PACKAGE: Final = "pylopdf_fonts_zh_cn"
_FILE: Final = "NotoSansSC-Regular.otf"
_PROBE: Final = "电库验"


@cache
def install_fonts() -> str:
    """Make sure that there is a font for simplified Chinese and return its family.

    Needs a QGuiApplication. Where neither the computer nor the package has one, the application's own family
    is returned: the window still opens, and printing names the characters it cannot print.
    """
    families = set(QFontDatabase.families())
    for family in CHINESE:
        if family in families and _writes_chinese(family):
            return family
    return _from_package() or QGuiApplication.font().family()


@cache
def monospace_family() -> str | None:
    """The family for codes and serials, or None where the computer has none of the known ones."""
    families = set(QFontDatabase.families())
    return next((family for family in MONOSPACE if family in families), None)


def ui_font(points: float | None = None) -> QFont:
    """The font of the window; without ``points`` as large as the system's own."""
    return _font([install_fonts()], points)


def monospace_font(points: float | None = None) -> QFont:
    """The font of codes and serials in the window."""
    mono = monospace_family()
    return _font([install_fonts()] if mono is None else [mono, install_fonts()], points)


def plain_font(family: str) -> QFont:
    """``family`` and nothing else: no other font steps in for what it lacks."""
    font = QFont(family)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


def _font(families: list[str], points: float | None) -> QFont:
    font = QFont(families)
    font.setPointSizeF(QGuiApplication.font().pointSizeF() if points is None else points)
    return font


def _writes_chinese(family: str) -> bool:
    raw = QRawFont.fromFont(plain_font(family))
    return all(raw.supportsCharacter(ord(character)) for character in _PROBE)


def _from_package() -> str | None:
    """The family of the font that comes by package on Linux, or None."""
    package = find_spec(_PACKAGE)
    if package is None or package.origin is None:
        return None
    number = QFontDatabase.addApplicationFont(str(Path(package.origin).with_name(_FILE)))
    return next(iter(QFontDatabase.applicationFontFamilies(number)), None) if number >= 0 else None
