"""A line of a quotation while it is typed: as text, with what the depot said of it last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.pricing.charges import LineKind, PriceRule
from inventory.quotations.agreed import OFFERED_AS, Agreed
from inventory.quotations.lines import USUAL_TAX, QuoteLine
from inventory.quotations.preview import LinePreview
from inventory.quotations.queries import QuotedLine
from inventory.quotations.rules import GOODS
from inventory.values.decimals import read_decimal
from inventory.values.money import Money
from inventory.values.quantities import show_quantity
from ui.contracts.line_form import tax_word

SERVICES: Final = (
    LineKind.LABOUR, LineKind.TRAVEL, LineKind.SOFTWARE_UPGRADE, LineKind.HARDWARE_UPGRADE, LineKind.LOANER,
)  # fmt: skip
"""What is offered in words."""
AGREED: Final = frozenset({PriceRule.NEGOTIATED, PriceRule.CONTRACT})
"""Grounds whose price somebody has typed; every other follows from the rules of the day."""


@dataclass(slots=True)
class Entry:
    """``rule``: how it is priced where no unit is named. ``contract_line_id``: the price that a service is held to.

    ``seen``: what the depot made of it last.
    """

    kind: LineKind
    part_id: int | None = None
    part_no: str = ""
    what: str = ""
    quantity: str = "1"
    unit: str = ""
    price: str = ""
    tax: str = field(default_factory=lambda: tax_word(USUAL_TAX))
    rule: PriceRule = PriceRule.NEGOTIATED
    delivery: str = ""
    note: str = ""
    contract_line_id: int | None = None
    seen: LinePreview | None = None

    @property
    def is_goods(self) -> bool:
        """A part, which lies in bins; or a service in words."""
        return self.part_id is not None or self.kind in GOODS

    def as_line(self, *, with_unit: bool) -> QuoteLine:
        """The line that is meant. Raises InvalidInput (field "lines") for a price or a rate that is none."""
        return QuoteLine(
            kind=self.kind, part_id=self.part_id, description=self.what, quantity=self.quantity.strip() or "0",
            unit=self.unit, unit_net=_money(self.price), rule=None if with_unit else self.rule,
            contract_line_id=self.contract_line_id if with_unit else None, tax_rate_bp=_rate(self.tax),
            delivery=self.delivery, note=self.note,
        )  # fmt: skip

    def typed(self) -> tuple[object, ...]:
        """What a person has entered, to tell whether anything was."""
        return (self.kind, self.part_id, self.what, self.quantity, self.unit, self.price, self.tax, self.rule,
                self.delivery, self.note, self.contract_line_id)  # fmt: skip


def of_agreed(agreed: Agreed) -> Entry:
    """A service as the price list of the contract has it."""
    return Entry(
        OFFERED_AS[agreed.kind], what=agreed.name, unit=agreed.unit, tax=tax_word(agreed.price.tax_rate_bp),
        contract_line_id=agreed.id,
    )  # fmt: skip


def of_line(line: QuotedLine) -> Entry:
    """A line of a quotation that is there, to be corrected or copied; what the rules say is asked anew."""
    agreed = line.unit_net is not None and (line.part_id is None or line.ground in AGREED)
    if line.ground is PriceRule.CONTRACT and line.agreed is not None:
        agreed = False  # the contract says it
    return Entry(
        line.kind, line.part_id, line.part_no, line.description,
        show_quantity(line.priced.quantity, line.priced.decimals).replace(",", ""), line.unit,
        str(line.unit_net).replace(",", "") if agreed else "", tax_word(line.tax_rate_bp),
        line.ground if line.ground in (PriceRule.COST, PriceRule.LIST) else PriceRule.NEGOTIATED,
        line.delivery, line.note, None if line.agreed is None else line.agreed.id,
    )  # fmt: skip


def _money(text: str) -> Money | None:
    if not text.strip():
        return None
    try:
        return Money.parse(text)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field="lines", **error.values) from error


def _rate(text: str) -> int:
    try:
        found = read_decimal(text.strip().removesuffix("%").removesuffix("％").strip() or "0") * 100
    except ValueError:
        found = None
    if found is None or found != found.to_integral_value() or not 0 <= found < 10_000:
        raise InvalidInput(N_("Write a rate between 0 and 100, for example 13 or 6.5."), field="lines")
    return int(found)
