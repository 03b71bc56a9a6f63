"""What the price list of a unit's contract says about services: their ceiling, or their rate (R-101, C-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from inventory.contracts.words import line_kind_word
from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.parts.rules import InitialPrice
from inventory.pricing.charges import LineKind
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.contracts import ContractLineKind

_ANY: Final = ContractLineKind.SERVICE
FITTING: Final[Mapping[LineKind, frozenset[ContractLineKind]]] = {
    LineKind.LABOUR: frozenset({ContractLineKind.LABOUR, _ANY}),
    LineKind.TRAVEL: frozenset({ContractLineKind.TRAVEL, _ANY}),
    LineKind.SOFTWARE_UPGRADE: frozenset({ContractLineKind.SOFTWARE, ContractLineKind.UPGRADE, _ANY}),
    LineKind.HARDWARE_UPGRADE: frozenset({ContractLineKind.UPGRADE, _ANY}),
    LineKind.LOANER: frozenset({_ANY}),
}
"""Which lines of a price list a service may be held to; what a contract calls a service alone fits any."""
OFFERED_AS: Final[Mapping[ContractLineKind, LineKind]] = {
    ContractLineKind.LABOUR: LineKind.LABOUR,
    ContractLineKind.TRAVEL: LineKind.TRAVEL,
    ContractLineKind.SERVICE: LineKind.LABOUR,
    ContractLineKind.SOFTWARE: LineKind.SOFTWARE_UPGRADE,
    ContractLineKind.UPGRADE: LineKind.HARDWARE_UPGRADE,
}
"""What a line of a price list is when it is offered as it stands."""
_SAID: Final = (
    "SELECT l.id, c.number, l.kind, l.description, l.unit, l.unit_price, l.tax_included, l.tax_rate_bp "
    "FROM contract_line l JOIN contract c ON c.id = l.contract_id "
)
_OF_UNIT: Final = (
    _SAID + "JOIN asset a ON a.contract_id = c.id WHERE a.id = ? AND l.unit_price IS NOT NULL "
    "AND l.kind IN ('labour', 'travel', 'service', 'software', 'upgrade') ORDER BY l.position"
)
_ONE: Final = _SAID + "WHERE l.id = ? AND l.contract_id = ? AND l.unit_price IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Listed:
    """A service as the price list of a contract names it."""

    id: int
    contract_no: str
    kind: ContractLineKind
    description: str

    @property
    def name(self) -> str:
        """As the list calls it; where that says nothing, by its kind in the reader's language."""
        return self.description or line_kind_word(self.kind)


@dataclass(frozen=True, slots=True)
class Agreed(Listed):
    """A service with what the contract says one costs."""

    unit: str
    price: InitialPrice

    def fits(self, kind: LineKind) -> bool:
        """Whether a service of this kind may be held to it."""
        return self.kind in FITTING.get(kind, frozenset())


def of_unit(_ctx: Context, asset_id: int) -> list[Agreed]:
    """The services that the contract of a unit has a price for, in the order of its list."""
    return [_agreed(*row) for row in connect.rows(_OF_UNIT, (asset_id,))]


def chosen(contract_line_id: int, contract_id: int | None, kind: LineKind) -> Agreed:
    """A line of the unit's own contract for a service. Raises InvalidInput for one of another, or of another kind."""
    found = [_agreed(*row) for row in connect.rows(_ONE, (contract_line_id, contract_id))]
    if not found or not found[0].fits(kind):
        raise InvalidInput(
            N_("The contract of this unit names no such price. Choose a line of its price list."),
            field="contract_line_id",
        )
    return found[0]


def _agreed(
    line_id: int, contract_no: str, kind: str, description: str, unit: str, price: int, tax_included: Any, rate: int
) -> Agreed:
    first = InitialPrice(Money(price), bool(tax_included), rate)
    return Agreed(line_id, contract_no, ContractLineKind(kind), description, unit, first)
