"""The form of a line of a price list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from inventory.choices import Choice
from inventory.contracts.card import PriceLine, price_list
from inventory.contracts.choices import pick_parts
from inventory.contracts.lines import AddLine, EditLine
from inventory.contracts.rules import GOODS, ContractLineKind
from inventory.contracts.words import line_kind_word
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_, _
from inventory.products.queries import pick_models
from inventory.values.decimals import read_decimal
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Make, Renew, Values, request
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import LineField, TextField
from ui.forms.fields import CheckField, MoneyField, QuantityField
from ui.forms.form import Form
from ui.widgets.code_line import CodeLine


class TaxField(LineField):
    """A rate such as 13 or 6.5 in per cent. The value is basis points."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, line=CodeLine(), required=True, repeats=True, hint=_("In per cent."), limit=8)

    def read(self, text: str) -> int:
        """The basis points that were meant."""
        try:
            found = read_decimal(text.removesuffix("%").removesuffix("％").strip()) * 100
        except ValueError:
            found = Decimal("NaN")
        if not found.is_finite() or found != found.to_integral_value() or not 0 <= found <= 10_000:
            raise InvalidInput(N_("Write a rate between 0 and 100, for example 13 or 6.5."), field=self.name)
        return int(found)

    def show_value(self, value: Any) -> str:
        """``13``, ``6.5``"""
        return tax_word(value)


def tax_word(rate_bp: int) -> str:
    """``13``, ``6.5``: a rate in per cent."""
    whole, rest = divmod(rate_bp, 100)
    return str(whole) if not rest else f"{whole}.{rest:02d}".rstrip("0")


class LineForm(Form):
    """Asks for a model or a part as the kind of the line wants it."""

    def __init__(self, desk: Desk) -> None:
        kinds = [(kind, line_kind_word(kind)) for kind in ContractLineKind]
        super().__init__(
            [
                ChoiceField("kind", _("Kind"), kinds, required=True, repeats=True),
                PickField("model_id", _("Model"), desk.jobs, pick_models),
                PickField("part_id", _("Part"), desk.jobs, pick_parts),
                TextField("description", _("Description"), limit=200),
                QuantityField("quantity", _("Quantity"), required=True),
                TextField("unit", _("Unit of count"), limit=20, hint=_("Empty: that of the model or the part.")),
                MoneyField("unit_price", _("Price of one"), hint=_("Empty: none was agreed, so it caps nothing.")),
                CheckField("tax_included", _("Price includes tax"), repeats=True),
                TaxField("tax_rate_bp", _("Tax rate")),
            ]
        )
        self["quantity"].set_value(1)
        self["tax_included"].set_value(True)
        self["tax_rate_bp"].set_value(1300)
        self["kind"].changed.connect(self.show_what_matters)
        self.show_what_matters()

    def show_what_matters(self) -> None:
        """A model for equipment, a part for goods."""
        kind = self["kind"].value()
        self["model_id"].setVisible(kind is ContractLineKind.EQUIPMENT)
        self["part_id"].setVisible(kind in GOODS)

    def fill(self, values: Values) -> None:  # type: ignore[override]  # a form takes any mapping
        """Show a line."""
        super().fill(values)
        self.show_what_matters()

    def next_one(self) -> None:
        """Another line of the same kind; one piece is the usual."""
        super().next_one()
        self["quantity"].set_value(1)


def line_values(line: PriceLine) -> Values:
    """A line by the names of the fields."""
    names = ("kind", "description", "quantity", "unit_price", "tax_included", "tax_rate_bp")
    values: Values = {name: getattr(line, name) for name in names}
    named = f"{line.name} {line.code}".strip()
    values["unit"] = line.unit
    values["model_id"] = None if line.model_id is None else Choice(line.model_id, named)
    values["part_id"] = None if line.part_id is None else Choice(line.part_id, named)
    return values


def new_line(contract_id: int) -> Make:
    """Makes the request of a new line."""

    def make(values: Values, _seen_version: int) -> AddLine:
        return request(AddLine, _matching(values), contract_id=contract_id)

    return make


def changed_line(line_id: int) -> Make:
    """Makes the request of a correction."""

    def make(values: Values, seen_version: int) -> EditLine:
        return request(EditLine, _matching(values), line_id=line_id, seen_version=seen_version)

    return make


def renewed_line(contract_id: int, line_id: int) -> Renew:
    """Looks the line up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        for line in price_list(ctx, contract_id):
            if line.id == line_id:
                return line.version, line_values(line)
        raise NotFound(N_("This line is no longer there. Refresh the page to see what is."))

    return renew


def _matching(values: Values) -> Values:
    """What the kind does not want is left out, though it may have been chosen before."""
    kind = values["kind"]
    return values | {
        "model_id": values["model_id"] if kind is ContractLineKind.EQUIPMENT else None,
        "part_id": values["part_id"] if kind in GOODS else None,
    }
