"""Which label goes where on which page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.labels.templates import Template


class Place(NamedTuple):
    """Upper left corner of a label, in millimetres, on a page counted from 0."""

    page: int
    x: float
    y: float


def place(labels: int, template: Template, start: int = 1) -> Iterator[Place]:
    """The places of so many labels, row by row, from the ``start``-th label of the first sheet on (1: a fresh sheet).

    Raises InvalidInput where the sheet has no such position.
    """
    check_start(template, start)
    return islice(_places(template, start), labels)


def pages(labels: int, template: Template, start: int = 1) -> int:
    """How many pages so many labels take."""
    check_start(template, start)
    return -(-(start - 1 + labels) // template.sheet.labels) if labels else 0


def files(path: Path, pages: int) -> tuple[Path, ...]:
    """What is written: ``path`` itself, or a picture for each page, NAME-1.png, NAME-2.png … beside it."""
    if pages == 1 or path.suffix.lower() != ".png":
        return (path,)
    digits = len(str(pages))
    return tuple(path.with_stem(f"{path.stem}-{page:0{digits}}") for page in range(1, pages + 1))


def check_start(template: Template, start: int) -> None:
    """Raise InvalidInput where the sheet has no ``start``-th label."""
    if 1 <= start <= template.sheet.labels:
        return
    if template.sheet.labels == 1:
        raise InvalidInput(N_("A roll has no used sheet to go on with: the start position is 1."), field="start")
    raise InvalidInput(
        N_("There is no label {start} on a sheet of {labels}. Choose a start position from 1 to {labels}."),
        field="start",
        start=start,
        labels=template.sheet.labels,
    )


def _places(template: Template, start: int) -> Iterator[Place]:
    for n in count(start - 1):
        page, cell = divmod(n, template.sheet.labels)
        row, column = divmod(cell, template.sheet.columns)
        yield Place(page, *template.corner(column, row))
