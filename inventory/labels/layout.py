"""What stands on a label, before anybody knows how large the label is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inventory.i18n import _, pgettext


class LabelField(StrEnum):
    """A line that a template can place; the values are the names used in the TOML files."""

    CODE = "code"
    PRODUCT = "product"
    MODEL = "model"
    SERIAL = "serial"
    SOLD_ON = "sold_on"
    COVER = "cover"
    COMPANY = "company"
    HOTLINE = "hotline"


SHORTENED = frozenset({LabelField.PRODUCT, LabelField.MODEL, LabelField.COMPANY})
"""Names may lose their middle where a label is too small. Everything else is wrong unless it is whole."""


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A text of the label with the word before it ("" for none), in the label's language."""

    field: LabelField
    caption: str
    text: str


@dataclass(frozen=True, slots=True)
class LabelContent:
    """Everything one label says.

    ``code`` goes into the symbol, ``grouped`` is the same code as people read it out. Never on a label:
    a customer, a person, a price (rules.md C-19).
    """

    code: str
    grouped: str
    lines: tuple[LabelLine, ...]

    def printed(self) -> tuple[LabelLine, ...]:
        """The lines with the readable code."""
        return (LabelLine(LabelField.CODE, "", self.grouped), *self.lines)


def compose(
    code: str,
    grouped: str,
    *,
    product: str,
    model: str = "",
    serial: str = "",
    sold_on: date | None = None,
    company: str = "",
    hotline: str = "",
    cover_last: date | None = None,
    printed_on: date | None = None,
) -> LabelContent:
    """The label of a unit, in the language spoken now; what is empty gets no line.

    ``cover_last`` only where somebody asked for the warranty date: it can change after printing, so
    ``printed_on`` must come with it and stands beside it (rules.md C-19).
    """
    lines = [
        LabelLine(LabelField.PRODUCT, "", product),
        LabelLine(LabelField.MODEL, pgettext("label", "Model"), model),
        LabelLine(LabelField.SERIAL, pgettext("label", "S/N"), serial),
        LabelLine(LabelField.SOLD_ON, pgettext("label", "Sold"), "" if sold_on is None else sold_on.isoformat()),
        LabelLine(LabelField.COMPANY, "", company),
        LabelLine(LabelField.HOTLINE, pgettext("label", "Hotline"), hotline),
    ]
    if cover_last is not None:
        if printed_on is None:
            raise ValueError("a warranty date on a label needs the day of printing")
        text = _("Warranty to {last} (printed {printed})").format(last=cover_last, printed=printed_on)
        lines.append(LabelLine(LabelField.COVER, "", text))
    return LabelContent(code, grouped, tuple(line for line in lines if line.text.strip()))


def compose_other(code: str, grouped: str, name: str, detail: str, number: str, company: str) -> LabelContent:
    """The label of a bin, a van or a part: its name in the largest row, what tells more, the part's number.

    It stands in the rows of the units' templates, so that every roll and sheet of the house takes it.
    """
    lines = [
        LabelLine(LabelField.PRODUCT, "", name),
        LabelLine(LabelField.MODEL, "", detail),
        LabelLine(LabelField.SERIAL, pgettext("label", "P/N") if number else "", number),
        LabelLine(LabelField.COMPANY, "", company),
    ]
    return LabelContent(code, grouped, tuple(line for line in lines if line.text.strip()))


def tidy(text: str) -> str:
    """``text`` as it can be set: one line, composed characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in millimetres from the upper left corner of the label or the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def holds(self, other: Area) -> bool:
        """Whether ``other`` lies wholly inside."""
        slack = 1e-6
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: Area) -> bool:
        """Whether the two share more than an edge."""
        slack = 1e-6
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )

    def shrunk(self, by: float) -> Area:
        """The same with ``by`` taken off on every side."""
        return Area(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)
