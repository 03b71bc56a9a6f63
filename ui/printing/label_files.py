"""The three formats of labels. Each is whole or not there, and each symbol in it has been read back."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from inventory.files import atomic_file
from inventory.labels import sheets, zpl
from inventory.labels.layout import LabelContent
from inventory.labels.sheets import Place
from ui.printing.drawing import INCH, LabelDrawing, blank, proof
from ui.printing.label_job import LabelJob
from ui.printing.pdf_file import pdf_pages

_INK: Final = 200
"""Greys up to this one become black: at 203 dpi the hyphens of small dates would be lost at one half."""
_BLACK_OR_WHITE: Final = bytes(0 if grey <= _INK else 255 for grey in range(256))


def write_pdf(job: LabelJob, path: Path) -> None:
    """Vector drawing, a page for each label of a roll or for each sheet."""
    drawing = job.drawing()
    sheet = job.template.sheet
    with (
        atomic_file(path) as beside,
        pdf_pages(beside, sheet.width, sheet.height, dpi=job.dpi, title=path.stem) as pages,
    ):
        page = 0
        for content, place in job.placed():
            if place.page != page:
                pages.turn()
                page = place.page
            proof(drawing.symbol_image(content), content)
            drawing.draw(pages.painter, content, place.x, place.y)


def write_png(job: LabelJob, path: Path) -> None:
    """A picture of each page, called as ``sheets.files`` says."""
    drawing = job.drawing()
    names = sheets.files(path, job.pages)
    with ExitStack() as files:  # no picture takes its name before the last one is drawn

        def save(paper: _Paper) -> None:
            files.enter_context(atomic_file(names[paper.page])).write_bytes(paper.png())

        paper: _Paper | None = None
        for content, place in job.placed():
            if paper is not None and place.page != paper.page:
                save(paper)
                paper = None
            paper = paper or _Paper(job, drawing, place.page)
            paper.draw(content, place)
        if paper is not None:
            save(paper)


def write_zpl(job: LabelJob, path: Path) -> None:
    """A bitmap for each label; copies are the printer's business."""
    drawing = job.drawing()
    width = job.dots(job.template.width)
    with atomic_file(path) as beside, beside.open("w", encoding="ascii", newline="\n") as file:
        for content, place in job.placed(copies=1):
            paper = _Paper(job, drawing, place.page)
            paper.draw(content, place)
            file.write(zpl.label(*paper.bitmap(), width, copies=job.copies))


class _Paper:
    """A page in dots. Each symbol on it is read back as it stands there."""

    def __init__(self, job: LabelJob, drawing: LabelDrawing, page: int) -> None:
        self.page = page
        self._drawing = drawing
        self._image = blank(job.dots(job.template.sheet.width), job.dots(job.template.sheet.height))
        self._image.setDotsPerMeterX(round(job.dpi / INCH * 1000))
        self._image.setDotsPerMeterY(round(job.dpi / INCH * 1000))
        self._symbols: list[tuple[LabelContent, QRect]] = []

    def draw(self, content: LabelContent, place: Place) -> None:
        painter = QPainter(self._image)
        try:
            self._drawing.draw(painter, content, place.x, place.y)
        finally:
            painter.end()
        self._symbols.append((content, self._drawing.symbol_part(place.x, place.y)))

    def png(self) -> bytes:
        """The page as a picture."""
        self._check(self._image)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows only bytes for the format
        return bytes(buffer.data().data())

    def bitmap(self) -> tuple[bytes, int]:
        """The page in black and white: its bytes, 1 is black, and how many a row has."""
        width, height, stride = self._image.width(), self._image.height(), self._image.bytesPerLine()
        dots = bytes(self._image.constBits()).translate(_BLACK_OR_WHITE)
        bilevel = QImage(dots, width, height, stride, QImage.Format.Format_Grayscale8)
        self._check(bilevel)
        mono = bilevel.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
        if mono.color(0) == 0xFF000000:
            mono.invertPixels()
        row_bytes = (width + 7) // 8
        packed, stride = bytes(mono.constBits()), mono.bytesPerLine()
        last = 0xFF << (row_bytes * 8 - width) & 0xFF
        rows = (packed[at : at + row_bytes] for at in range(0, height * stride, stride))
        return b"".join(row[:-1] + bytes((row[-1] & last,)) for row in rows), row_bytes

    def _check(self, image: QImage) -> None:
        for content, part in self._symbols:
            proof(image.copy(part), content)
