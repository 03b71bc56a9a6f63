"""The glyphs of what is printed: how wide, whether there are any, and drawn one by one.

Text is set glyph by glyph from the font's character map. Qt's own shaping puts variants into a PDF that no longer
know their character (the digits of ``HEM-7136`` came out as control codes when the text was copied), and it falls back
to other fonts without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGlyphRun, QRawFont

from inventory.errors import RuleBroken
from inventory.i18n import N_
from ui.fonts import install_fonts, monospace_family, plain_font

_EM: Final = 1000.0


class _Face:
    """One font. ``glyphs``: character → glyph and its width in ems; 0 is the box for a missing character."""

    def __init__(self, family: str) -> None:
        self.family = family
        self._font = QRawFont.fromFont(plain_font(family))
        self._font.setPixelSize(_EM)
        self._sized: dict[float, QRawFont] = {}
        self._glyphs: dict[str, tuple[int, float]] = {}

    def glyph(self, character: str) -> tuple[int, float]:
        """Number and width of a character's glyph."""
        found = self._glyphs.get(character)
        if found is None:
            number = 0
            if self._font.supportsCharacter(ord(character)):
                number = self._font.glyphIndexesForString(character)[0]
            width = self._font.advancesForGlyphIndexes([number])[0].x() / _EM
            found = self._glyphs[character] = (number, width)
        return found

    def has(self, character: str) -> bool:
        return self.glyph(character)[0] != 0

    def at(self, size: float) -> QRawFont:
        """The font with an em of ``size`` units."""
        font = self._sized.get(size)
        if font is None:
            font = QRawFont.fromFont(plain_font(self.family))
            font.setPixelSize(size)
            self._sized[size] = font
        return font


class Typeface:
    """A Chinese font and one for codes and serials. Belongs to the thread that makes it, as QRawFont does."""

    def __init__(self) -> None:
        self._text = _Face(install_fonts())
        mono = monospace_family()
        self._mono = self._text if mono is None else _Face(mono)

    def width(self, text: str, mono: bool) -> float:
        """Of ``text`` on one line, in ems."""
        face = self._face(text, mono)
        return sum(face.glyph(character)[1] for character in text)

    def run(self, text: str, mono: bool, size: float) -> QGlyphRun:
        """The glyphs of ``text`` from 0 on along the baseline, an em being ``size`` units."""
        face = self._face(text, mono)
        numbers, positions = [], []
        x = 0.0
        for character in text:
            number, width = face.glyph(character)
            numbers.append(number)
            positions.append(QPointF(x, 0.0))
            x += width * size
        run = QGlyphRun()
        run.setRawFont(face.at(size))
        run.setGlyphIndexes(numbers)
        run.setPositions(positions)
        return run

    def require(self, texts: Iterable[str]) -> None:
        """Raise RuleBroken that names the characters for which there is no glyph."""
        used = {character for text in texts for character in text}
        missing = sorted(character for character in used if not self._text.has(character))
        if missing:
            raise RuleBroken(
                N_(
                    "The font {font} has no shape for {characters}. "
                    "Write the text without them, or install Noto Sans CJK SC, and print again."
                ),
                font=self._text.family,
                characters=" ".join(map(_named, missing)),
            )

    def _face(self, text: str, mono: bool) -> _Face:
        """The font of codes only where it has every character: a serial in two fonts would be hard to read."""
        return self._mono if mono and all(map(self._mono.has, text)) else self._text


def _named(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"
