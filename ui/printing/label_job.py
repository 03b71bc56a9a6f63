"""What is to be printed, checked before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_, _
from inventory.jobs import Progress
from inventory.labels import sheets
from inventory.labels.layout import LabelContent
from inventory.labels.sheets import Place
from inventory.labels.templates import Template
from ui.printing.drawing import INCH, LabelDrawing, module_dots
from ui.printing.typeface import Typeface

FEWEST_DOTS: Final = 4
"""Dots of a module below which printing and scanning become a gamble."""
FINEST: Final = 1200
"""Dots per inch."""
FARTHEST_OFFSET: Final = 5.0
"""Millimetres; a printer that is farther out needs another template."""


@dataclass(frozen=True, slots=True)
class LabelJob:
    """Labels of one template for one printer; the arguments of ``ui.printing.labels.write_labels``."""

    contents: tuple[LabelContent, ...]
    template: Template
    start: int
    copies: int
    offset: tuple[float, float]
    dpi: int
    progress: Progress

    @property
    def labels(self) -> int:
        """How many labels, copies counted."""
        return len(self.contents) * self.copies

    @property
    def pages(self) -> int:
        """How many pages they take."""
        return sheets.pages(self.labels, self.template, self.start)

    def dots(self, millimetres: float) -> int:
        """A length in whole dots of the printer."""
        return round(millimetres * self.dpi / INCH)

    def check(self) -> None:
        """Refuse what cannot be printed well."""
        if not self.contents:
            raise RuleBroken(N_("There is no label to print. Choose at least one unit."))
        if self.copies < 1:
            raise InvalidInput(N_("Print at least one copy of each label."), field="copies")
        sheets.check_start(self.template, self.start)
        check_resolution(self.template, self.dpi)
        check_offset(self.offset)

    def drawing(self) -> LabelDrawing:
        """How the labels are drawn; raises RuleBroken where the font lacks a character of any of them."""
        drawing = LabelDrawing(self.template, self.dpi / INCH, Typeface())
        drawing.require_glyphs(self.contents)
        return drawing

    def placed(self, *, copies: int | None = None) -> Iterator[tuple[LabelContent, Place]]:
        """Every label and its place, offset included; reports progress before each and at the end."""
        times = self.copies if copies is None else copies
        right, down = self.offset
        what = _("Labels")
        places = sheets.place(len(self.contents) * times, self.template, self.start)
        each = (content for content in self.contents for _copy in range(times))
        for done, (content, place) in enumerate(zip(each, places, strict=True)):
            self.progress.report(done * self.copies // times, self.labels, what)
            yield content, Place(place.page, place.x + right, place.y + down)
        self.progress.report(self.labels, self.labels, what)


def check_resolution(template: Template, dpi: int) -> None:
    """Raise InvalidInput where a module of the symbol would not get enough dots."""
    if 0 < dpi <= FINEST and module_dots(template.symbol, dpi / INCH) >= FEWEST_DOTS:
        return
    coarsest = next(dots for dots in range(1, FINEST + 1) if module_dots(template.symbol, dots / INCH) >= FEWEST_DOTS)
    raise InvalidInput(
        N_(
            "At {dpi} dpi the symbol of “{template}” cannot be printed well. "
            "Choose a printer with {coarsest} to {finest} dpi, or a template with a larger symbol."
        ),
        field="dpi",
        dpi=dpi,
        template=template,
        coarsest=coarsest,
        finest=FINEST,
    )


def check_offset(offset: tuple[float, float]) -> None:
    """Raise InvalidInput for an offset that no printer has."""
    if not all(abs(shift) <= FARTHEST_OFFSET for shift in offset):
        raise InvalidInput(
            N_("Give an offset of up to {most} mm. If the labels are farther out, choose the template of your labels."),
            field="offset",
            most=f"{FARTHEST_OFFSET:g}",
        )
