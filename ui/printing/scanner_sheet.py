"""The code to test a scanner with, drawn twice on paper or on the screen: as a QR code, and as bars."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from inventory.files import atomic_file
from inventory.i18n import _
from inventory.jobs import Progress
from inventory.labels.symbols import QUIET, SIDE, Matrix, blocks, code128, qr_matrix
from ui.printing.drawing import INCH
from ui.printing.pdf_file import pdf_pages
from ui.printing.typeface import Typeface

BAR_QUIET: Final = 10
"""White modules that Code 128 wants on both sides."""
_BAR_HEIGHT: Final = 0.2
"""Of the bars' width, quiet zones and all."""
_SHEET: Final = (105.0, 148.0)
"""Millimetres: A6 fits on any paper."""
_DPI: Final = 600
_QR_MODULE: Final = 12
"""Dots: 0.5 mm."""
_BAR_MODULE: Final = 8
_TEXT: Final = 3.2
"""Millimetres of an em."""


class Symbols(NamedTuple):
    """A code in modules."""

    qr: Matrix
    bars: Sequence[bool]


def symbols(code: str) -> Symbols:
    """The code as a reader of either kind sees it. Loads libraries: for the read lane."""
    return Symbols(qr_matrix(code), code128(code))


def qr_size(module: float) -> QSizeF:
    """The room that the QR code takes, its quiet zone included."""
    return QSizeF(SIDE * module, SIDE * module)


def bars_size(bars: Sequence[bool], module: float) -> QSizeF:
    """The room that the bars take, their quiet zones included."""
    width = (len(bars) + 2 * BAR_QUIET) * module
    return QSizeF(width, round(width * _BAR_HEIGHT))


def draw_qr(painter: QPainter, at: QPointF, qr: Matrix, module: float) -> None:
    """Black modules; the ground is the caller's, and must be white."""
    _draw(painter, QPointF(at.x() + QUIET * module, at.y() + QUIET * module), qr, module, module)


def draw_bars(painter: QPainter, at: QPointF, bars: Sequence[bool], module: float) -> None:
    """Black bars; the ground is the caller's, and must be white."""
    _draw(painter, QPointF(at.x() + BAR_QUIET * module, at.y()), (bars,), module, bars_size(bars, module).height())


def _draw(painter: QPainter, at: QPointF, matrix: Sequence[Sequence[bool]], width: float, height: float) -> None:
    for block in blocks(matrix):
        corner = QPointF(at.x() + block.x * width, at.y() + block.y * height)
        painter.fillRect(QRectF(corner, QSizeF(block.width * width, block.height * height)), Qt.GlobalColor.black)


def write(code: str, path: Path, progress: Progress) -> Path:
    """Write both as a PDF of one small page; the path again."""
    drawn, title, dots = symbols(code), _("Scanner test"), _DPI / INCH
    progress.report(0, 1, title)
    with atomic_file(path) as beside, pdf_pages(beside, *_SHEET, dpi=_DPI, title=title) as pages:
        painter, middle = pages.painter, _SHEET[0] * dots / 2
        qr, bars = qr_size(_QR_MODULE), bars_size(drawn.bars, _BAR_MODULE)
        typeface = Typeface()
        said = f"{title}  {code}"
        left = middle - typeface.width(said, False) * _TEXT * dots / 2
        painter.drawGlyphRun(QPointF(left, 16 * dots), typeface.run(said, False, _TEXT * dots))
        draw_qr(painter, QPointF(middle - qr.width() / 2, 22 * dots), drawn.qr, _QR_MODULE)
        draw_bars(painter, QPointF(middle - bars.width() / 2, 32 * dots + qr.height()), drawn.bars, _BAR_MODULE)
    progress.report(1, 1, title)
    return path
