"""Labels into a file, a test page for the printer and a preview: for the window and for the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication, QImage, QPainter

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.jobs import Progress
from inventory.labels.layout import LabelContent
from inventory.labels.templates import Kind, Template
from ui.fonts import install_fonts
from ui.printing import ruler
from ui.printing.drawing import LabelDrawing, blank
from ui.printing.label_files import write_pdf, write_png, write_zpl
from ui.printing.label_job import LabelJob, check_offset
from ui.printing.typeface import Typeface

FORMATS: Final[Mapping[str, Callable[[LabelJob, Path], None]]] = {
    ".pdf": write_pdf,
    ".png": write_png,
    ".zpl": write_zpl,
}
"""What the ending of a file's name chooses."""


def ensure_gui() -> None:
    """Fonts need a QGuiApplication: where no window runs, make one that needs no screen.

    The command line calls it in the main thread before anything else here.
    """
    if QGuiApplication.instance() is None:
        _applications.append(QGuiApplication([*sys.argv[:1], "-platform", "offscreen"]))
    install_fonts()


_applications: Final[list[QGuiApplication]] = []  # Qt takes it down when Python forgets it


def write_labels(
    contents: Sequence[LabelContent],
    template: Template,
    path: Path,
    *,
    start: int = 1,
    copies: int = 1,
    offset: tuple[float, float] = (0.0, 0.0),
    dpi: int = 300,
    progress: Progress,
) -> int:
    """Write labels, ``copies`` of each, and return how many there are.

    The ending of ``path`` chooses the format: ``.pdf``; ``.zpl`` for the printers of rolls; ``.png``, one picture
    a page (a roll has a page for each label), and where there are several pages they are called ``NAME-1.png``,
    ``NAME-2.png`` … with as many digits as the last one needs. ``start`` is the first free label of a used sheet.
    ``offset`` moves everything right and down, in millimetres: what the printer prints too far left and too high.
    ``dpi`` are the printer's dots; a module of the symbol has a whole number of them.

    Every symbol is read back and compared before it is written. Raises InvalidInput; RuleBroken for a symbol that
    does not say its code, a character without a shape, a serial that does not fit whole; Cancelled; DiskFull. Then
    nothing is written, and what stood at ``path`` still stands.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise InvalidInput(
            N_("Labels cannot be written to “{name}”. Let its name end in .pdf, .png or .zpl."),
            field="file",
            name=path.name,
        )
    if write is write_zpl and template.kind is Kind.SHEET:
        raise InvalidInput(
            N_("ZPL is for printers with a roll of labels. For “{template}” write a PDF, or choose a roll."),
            field="template",
            template=template,
        )
    job = LabelJob(tuple(contents), template, start, copies, offset, dpi, progress)
    job.check()
    write(job, path)
    return job.labels


def preview_image(content: LabelContent, template: Template, scale: float) -> QImage:
    """A label as a picture for the window, ``scale`` dots a millimetre. Raises RuleBroken as ``write_labels`` does."""
    drawing = LabelDrawing(template, scale, Typeface())
    drawing.require_glyphs([content])
    image = blank(round(template.width * scale), round(template.height * scale))
    painter = QPainter(image)
    try:
        drawing.draw(painter, content, 0.0, 0.0)
    finally:
        painter.end()
    return image


def write_test_page(template: Template, path: Path, *, offset: tuple[float, float] = (0.0, 0.0)) -> None:
    """A PDF to lay over the labels: their outlines and numbers, and a ruler to measure."""
    check_offset(offset)
    ruler.write(template, path, offset)
