"""What a label template must keep so that every label can be scanned and read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.labels.layout import Area, LabelField

if TYPE_CHECKING:
    from inventory.labels.templates import Template, TextBox

FREE_EDGE: Final = 1.0
"""Millimetres at the edge of a page where nothing is printed: Qt rounds pages to whole points (0.18 mm)."""
SMALLEST_MODULE: Final = 0.33
"""Millimetres (rules.md C-19)."""
SMALLEST_TEXT: Final = 1.5
"""Millimetres of an em."""
PITCH: Final = 1.2
"""From line to line, in ems."""


def check(template: Template) -> None:
    """Raise InvalidInput that names what does not hold."""
    _check_sheet(template)
    _check_symbol(template)
    label = Area(0, 0, template.width, template.height)
    for box in template.boxes:
        _check_box(template, box, label)
    for one, other in combinations(template.boxes, 2):
        if one.area.meets(other.area):
            raise _refused(
                template,
                N_("In the label template {key} the texts “{one}” and “{other}” overlap. Move one of them."),
                one=_fields(one),
                other=_fields(other),
            )
    placed = [row.field for box in template.boxes for row in box.rows]
    if LabelField.CODE not in placed:
        raise _refused(
            template,
            N_("The label template {key} does not show the code in clear text. Add a row with the field “code”."),
        )
    for field in placed:
        if placed.count(field) > 1:
            raise _refused(
                template, N_("The label template {key} shows the field “{name}” twice. Remove one of them."), name=field
            )


def _check_sheet(template: Template) -> None:
    page = Area(0, 0, template.sheet.width, template.sheet.height)
    x, y = template.corner(template.sheet.columns - 1, template.sheet.rows - 1)
    if template.width <= 0 or template.height <= 0 or not page.holds(Area(x, y, template.width, template.height)):
        raise _refused(
            template,
            N_(
                "The labels of the template {key} do not fit on a page of {width} × {height} mm. "
                "Check the number of rows and columns, the margins and the gaps."
            ),
            width=_mm(page.width),
            height=_mm(page.height),
        )


def _check_symbol(template: Template) -> None:
    symbol = template.symbol
    if symbol.module < SMALLEST_MODULE:
        raise _refused(
            template,
            N_("The symbol's modules in the label template {key} are {module} mm; scanners need at least {smallest}."),
            module=_mm(symbol.module),
            smallest=_mm(SMALLEST_MODULE),
        )
    if not Area(0, 0, template.width, template.height).holds(symbol.area):
        raise _refused(
            template,
            N_(
                "The symbol with its quiet zone needs {side} × {side} mm and does not fit on the label "
                "of the template {key}. Move it or make its modules smaller."
            ),
            side=_mm(symbol.area.width),
        )
    if not _printable(template).holds(symbol.black):
        raise _refused(
            template,
            N_("The symbol of the label template {key} is within {edge} mm of the edge of the page. Move it inwards."),
            edge=_mm(FREE_EDGE),
        )


def _check_box(template: Template, box: TextBox, label: Area) -> None:
    fields = _fields(box)
    if not label.holds(box.area):
        raise _refused(
            template,
            N_("In the label template {key} the text “{fields}” leaves the label. Make its box smaller."),
            fields=fields,
        )
    if not _printable(template).holds(box.area):
        raise _refused(
            template,
            N_(
                "In the label template {key} the text “{fields}” is within {edge} mm of the edge of the page. "
                "Move it inwards."
            ),
            fields=fields,
            edge=_mm(FREE_EDGE),
        )
    if box.area.meets(template.symbol.area):
        raise _refused(
            template,
            N_(
                "In the label template {key} the text “{fields}” touches the symbol or its quiet zone. "
                "Keep {side} × {side} mm free for the symbol."
            ),
            fields=fields,
            side=_mm(template.symbol.area.width),
        )
    for row in box.rows:
        if not SMALLEST_TEXT <= row.floor <= row.size:
            raise _refused(
                template,
                N_(
                    "In the label template {key} the field “{name}” may shrink from {size} to {floor} mm. "
                    "Its floor must be between {smallest} mm and its size."
                ),
                name=row.field,
                size=_mm(row.size),
                floor=_mm(row.floor),
                smallest=_mm(SMALLEST_TEXT),
            )
    if sum(row.floor * row.lines for row in box.rows) * PITCH > box.area.height + 1e-6:
        raise _refused(
            template,
            N_(
                "In the label template {key} the box of “{fields}” is too low for its rows, even at their smallest. "
                "Make it higher."
            ),
            fields=fields,
        )


def _printable(template: Template) -> Area:
    """The part of a label that may be printed wherever on the page the label is."""
    sheet = template.sheet
    last_x, last_y = template.corner(sheet.columns - 1, sheet.rows - 1)
    left = max(0.0, FREE_EDGE - sheet.left)
    top = max(0.0, FREE_EDGE - sheet.top)
    right = max(0.0, FREE_EDGE - (sheet.width - last_x - template.width))
    bottom = max(0.0, FREE_EDGE - (sheet.height - last_y - template.height))
    return Area(left, top, template.width - left - right, template.height - top - bottom)


def _fields(box: TextBox) -> str:
    return ", ".join(row.field for row in box.rows)


def _mm(value: float) -> str:
    return f"{value:.2f}".rstrip("0").removesuffix(".")


def _refused(template: Template, message_id: str, **values: Any) -> InvalidInput:
    return InvalidInput(message_id, field="template", key=template.key, **values)
