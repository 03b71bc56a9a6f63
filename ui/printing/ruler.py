"""The test page of a template: outlines to hold against the paper, a ruler to see whether the printer scales."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from inventory.files import atomic_file
from inventory.i18n import _
from inventory.labels.sheets import place
from inventory.labels.template_rules import FREE_EDGE
from inventory.labels.templates import Template
from ui.printing.drawing import INCH
from ui.printing.pdf_file import pdf_pages
from ui.printing.typeface import Typeface

LONGEST: Final = 50
"""Millimetres of the ruler, where the label or the sheet has room for it."""
DPI: Final = 600
_UNITS: Final = 100
"""Units per millimetre while drawing."""
_TEXT: Final = 2.4
"""Millimetres of an em."""


def write(template: Template, path: Path, offset: tuple[float, float]) -> None:
    """Write the page as a PDF; ``offset`` in millimetres as labels are printed with it."""
    typeface = Typeface()
    sheet = template.sheet
    with (
        atomic_file(path) as beside,
        pdf_pages(beside, sheet.width, sheet.height, dpi=DPI, title=template.name) as pages,
    ):
        painter = pages.painter
        painter.scale(DPI / INCH / _UNITS, DPI / INCH / _UNITS)
        painter.translate(offset[0] * _UNITS, offset[1] * _UNITS)
        page = _TestPage(painter, typeface, template)
        page.outlines()
        page.ruler()


class _TestPage:
    """Draws in millimetres on a painter that counts hundredths of them."""

    def __init__(self, painter: QPainter, typeface: Typeface, template: Template) -> None:
        self._painter = painter
        self._typeface = typeface
        self._template = template

    def outlines(self) -> None:
        """Each label as a frame with its number, as far as the printer reaches."""
        template = self._template
        self._pen(0.1)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, at in enumerate(place(template.sheet.labels, template), 1):
            inset = FREE_EDGE if template.sheet.labels == 1 else 0.0
            self._painter.drawRect(
                QRectF(
                    (at.x + inset) * _UNITS,
                    (at.y + inset) * _UNITS,
                    (template.width - 2 * inset) * _UNITS,
                    (template.height - 2 * inset) * _UNITS,
                )
            )
            if template.sheet.labels > 1:
                self._text(str(number), at.x + 2.0, at.y + 4.0)

    def ruler(self) -> None:
        """A line with a stroke each millimetre, and what to do with it."""
        length = min(LONGEST, int((self._template.width - 6) // 10) * 10)
        first = next(place(1, self._template))
        x, y = first.x + (self._template.width - length) / 2, first.y + self._template.height / 2
        self._pen(0.15)
        self._line(x, y, x + length, y)
        for millimetre in range(length + 1):
            height = 3.0 if millimetre % 10 == 0 else 2.2 if millimetre % 5 == 0 else 1.4
            self._line(x + millimetre, y, x + millimetre, y - height)
        self._text(_("This line is {length} mm long. Print at 100 %.").format(length=length), x, y + 3.5)
        self._text(self._template.name, x, y + 7.0)

    def _pen(self, width: float) -> None:
        pen = QPen(Qt.GlobalColor.black)
        pen.setWidthF(width * _UNITS)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._painter.drawLine(QLineF(x1 * _UNITS, y1 * _UNITS, x2 * _UNITS, y2 * _UNITS))

    def _text(self, text: str, x: float, baseline: float) -> None:
        run = self._typeface.run(text, False, _TEXT * _UNITS)
        self._painter.drawGlyphRun(QPointF(x * _UNITS, baseline * _UNITS), run)
