"""One label, drawn the same on every device: the symbol in whole dots, the texts in millimetres."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import zxingcpp
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.labels import symbols
from inventory.labels.layout import LabelContent, tidy
from inventory.labels.templates import Symbol, Template
from inventory.labels.typesetting import Typesetter
from ui.printing.typeface import Typeface

INCH: Final = 25.4
"""Millimetres."""
UNITS: Final = 100
"""Units of text per millimetre: fonts of a few units would be rounded."""
BOLD: Final = 0.022
"""Shift of a bold text's second stroke, in ems: the Chinese font that comes by package has only one weight."""


def module_dots(symbol: Symbol, dots_per_mm: float) -> int:
    """Whole dots of a module: the nearest number whose symbol stays inside the template's area, at least 1."""
    dots = round(symbol.module * dots_per_mm)
    if dots * symbols.SIDE > symbol.area.width * dots_per_mm:
        dots -= 1
    return max(1, dots)


class LabelDrawing:
    """Draws labels of one template at one resolution. Belongs to the thread that makes it."""

    def __init__(self, template: Template, dots_per_mm: float, typeface: Typeface) -> None:
        self._template = template
        self._scale = dots_per_mm
        self._typeface = typeface
        self._typesetter = Typesetter(typeface.width)
        self._dots = module_dots(template.symbol, dots_per_mm)
        self._last: tuple[str, list[symbols.Block]] = ("", [])

    def draw(self, painter: QPainter, content: LabelContent, x: float, y: float) -> None:
        """The label with its upper left corner at ``x``, ``y`` millimetres; a unit of the painter is a dot."""
        self._draw_symbol(painter, content.code, *self.symbol_corner(x, y))
        painter.setPen(Qt.GlobalColor.black)
        painter.setTransform(
            QTransform(self._scale / UNITS, 0.0, 0.0, self._scale / UNITS, x * self._scale, y * self._scale)
        )
        for placed in self._typesetter.arrange(content, self._template):
            size = placed.size * UNITS
            at = QPointF(placed.x * UNITS, placed.baseline * UNITS)
            run = self._typeface.run(placed.text, placed.mono, size)
            painter.drawGlyphRun(at, run)
            if placed.bold:  # viewers take a text set twice in nearly the same place for one bold text when copying
                painter.drawGlyphRun(QPointF(at.x() + BOLD * size, at.y()), run)
        painter.resetTransform()

    def require_glyphs(self, contents: Iterable[LabelContent]) -> None:
        """Raise RuleBroken where the font lacks a character of any label."""
        self._typeface.require(
            tidy(part) for content in contents for line in content.printed() for part in (line.caption, line.text)
        )

    def symbol_image(self, content: LabelContent) -> QImage:
        """The symbol with its quiet zone, dot for dot as ``draw`` draws it."""
        side = symbols.SIDE * self._dots
        image = blank(side, side)
        painter = QPainter(image)
        try:
            self._draw_symbol(painter, content.code, 0, 0)
        finally:
            painter.end()
        return image

    def symbol_part(self, x: float, y: float) -> QRect:
        """Where on a picture the symbol of a label at ``x``, ``y`` millimetres is, with its quiet zone."""
        side = symbols.SIDE * self._dots
        return QRect(*self.symbol_corner(x, y), side, side)

    def symbol_corner(self, x: float, y: float) -> tuple[int, int]:
        """The dot where the quiet zone begins: the symbol stands in the middle of its area."""
        area = self._template.symbol.area
        slack = (area.width - symbols.SIDE * self._dots / self._scale) / 2
        return round((x + area.x + slack) * self._scale), round((y + area.y + slack) * self._scale)

    def _draw_symbol(self, painter: QPainter, code: str, left: int, top: int) -> None:
        dots = self._dots
        left += symbols.QUIET * dots
        top += symbols.QUIET * dots
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawRects(
            [
                QRect(left + block.x * dots, top + block.y * dots, block.width * dots, block.height * dots)
                for block in self._blocks(code)
            ]
        )

    def _blocks(self, code: str) -> list[symbols.Block]:
        """The black parts of a code's symbol; the last one is kept, because it is drawn and read back."""
        if code != self._last[0]:
            self._last = (code, symbols.blocks(symbols.qr_matrix(code)))
        return self._last[1]


def blank(width: int, height: int) -> QImage:
    """White paper, one byte a dot."""
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    return image


def proof(image: QImage, content: LabelContent) -> None:
    """Read the symbol in a picture back; raise RuleBroken where it does not say the label's code."""
    found = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    if [symbol.text for symbol in found] != [content.code]:
        raise RuleBroken(
            N_(
                "The label {code} could not be read back as it was drawn, so nothing was written. "
                "Choose a template with a larger symbol, and tell us if it happens again."
            ),
            code=content.code,
        )
