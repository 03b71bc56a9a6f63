"""Labels to a printer of the system: the whole page, no margins, nothing scaled, whole dots of the printer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.jobs import Progress
from inventory.labels.layout import LabelContent
from inventory.labels.templates import Template
from ui.printing.drawing import proof
from ui.printing.label_job import LabelJob


def set_up(printer: QPrinter, template: Template) -> None:
    """Tell a printer the paper of a template, before the person is asked which printer it shall be."""
    size = QSizeF(template.sheet.width, template.sheet.height)
    page = QPageSize(size, QPageSize.Unit.Millimeter, template.key, QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setDocName(template.key)


def print_labels(
    contents: Sequence[LabelContent],
    template: Template,
    printer: QPrinter,
    *,
    start: int = 1,
    copies: int = 1,
    progress: Progress,
) -> int:
    """Print labels and return how many there are.

    Every symbol is read back before the first page is sent, so that a fault wastes no paper. Raises as
    ``ui.printing.labels.write_labels`` does, and RuleBroken where the printer does not take the job.
    """
    job = LabelJob(tuple(contents), template, start, copies, (0.0, 0.0), printer.resolution(), progress)
    job.check()
    drawing = job.drawing()
    for content in job.contents:
        proof(drawing.symbol_image(content), content)
    painter = QPainter()
    if not painter.begin(printer):
        raise RuleBroken(
            N_("The printer “{name}” does not take the labels. See that it is switched on, or save them as a PDF."),
            name=printer.printerName(),
        )
    try:
        page = 0
        for content, place in job.placed():
            if place.page != page:
                printer.newPage()
                page = place.page
            drawing.draw(painter, content, place.x, place.y)
    except BaseException:  # also a cancelled job: what is not printed yet shall not come out of the printer
        printer.abort()
        raise
    finally:
        painter.end()
    return job.labels
