"""On what a quoted line's price rests today: the unit's policy and cover, the contract's list, our cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from inventory.cover.standing import columns, unpacked
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_
from inventory.parts.fitting import PARTS_COVERED, PIECES, PRICED, WORTH
from inventory.parts.origins import POLICY_OF_UNIT
from inventory.parts.rules import InitialPrice, Standing, spares_owed
from inventory.policies.presets import house
from inventory.policies.terms import load
from inventory.pricing.charges import Charge, LineKind, PriceRule, charge
from inventory.pricing.rules import receipt_value
from inventory.quotations.rules import GOODS
from inventory.values.money import Money, share
from inventory.work import Context
from models import connect
from models.assets import AssetState
from models.cases import UserDamage

_UNIT: Final = (
    f"SELECT a.customer_id, a.contract_id, a.state, v.terms, {PARTS_COVERED}, {columns('a')} FROM asset a "
    f"{POLICY_OF_UNIT} WHERE a.id = ?"
)
_PART: Final = (
    "SELECT p.part_no, p.name, p.kind, p.unit, p.decimals, p.list_price, p.initial_price, p.reference_cost, "
    "l.unit_price, l.tax_included, l.tax_rate_bp, "
    f"{PIECES}, {WORTH} FROM part p LEFT JOIN asset a ON a.id = ? "
    f"LEFT JOIN contract_line l ON l.id = ({PRICED}) WHERE p.id = ?"
)
_AGREED: Final = "SELECT unit_price, tax_included, tax_rate_bp FROM contract_line WHERE id = ? AND contract_id = ?"
_WITHOUT_UNIT: Final = frozenset({PriceRule.COST, PriceRule.LIST, PriceRule.NEGOTIATED})


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that something is quoted for, as it stands today; ``damage``: who caused the fault of the case."""

    asset_id: int
    customer_id: int | None
    contract_id: int | None
    standing: Standing
    damage: UserDamage = UserDamage.NO


@dataclass(frozen=True, slots=True)
class Goods:
    """A part as a line of a quotation sees it. ``there`` pieces of ours are worth ``value`` fen."""

    part_id: int
    part_no: str
    name: str
    kind: LineKind
    unit: str
    decimals: int
    list_price: Money | None
    initial: InitialPrice | None
    reference_cost: int | None
    there: int
    value: int

    def cost(self, quantity: int) -> Money | None:
        """What these pieces cost us: the moving average, or the recorded cost where none is there (C-08).

        Pieces that came into the ledger at 0.00, because nobody knew their cost, say nothing.
        """
        if self.value > 0:
            return Money(share(self.value, quantity, self.there))
        if self.reference_cost is None:
            return None
        return Money(receipt_value(quantity, self.reference_cost, self.decimals))


def unit(ctx: Context, asset_id: int, case_id: int | None = None) -> Unit:
    """A unit as it stands today. Raises NotFound."""
    today = ctx.clock.today()
    day = today.isoformat()
    found = connect.rows(_UNIT, (day, day, day, day, asset_id))
    if not found:
        raise NotFound(N_("This unit is no longer there. Refresh the page to see what is."))
    customer_id, contract_id, state, kept_terms, parts_covered, *kept = found[0]
    cover = unpacked(*kept)
    terms = load(kept_terms) if kept_terms else house().terms
    owed = spares_owed(terms, runs=cover.spares_last is not None and cover.spares_last >= today)
    standing = Standing(cover.now(today, AssetState(state)), terms, bool(parts_covered), owed)
    damage = UserDamage.NO
    if case_id is not None:
        for (said,) in connect.rows("SELECT user_damage FROM service_case WHERE id = ?", (case_id,)):
            damage = UserDamage(said)
    return Unit(asset_id, customer_id, contract_id, standing, damage)


def goods(part_id: int, asset_id: int | None) -> Goods:
    """A part, with the initial price that the unit's contract names for it, else its own. Raises NotFound."""
    found = connect.rows(_PART, (asset_id, part_id))
    if not found:
        raise NotFound(N_("This part is no longer there. Refresh the page to see what is."))
    part_no, name, kind, unit_word, decimals, listed, initial, cost, agreed, with_tax, rate, there, value = found[0]
    price = None if initial is None else InitialPrice(Money(initial))
    if agreed is not None:
        price = InitialPrice(Money(agreed), bool(with_tax), rate or 0)
    return Goods(
        part_id, part_no, name, LineKind(kind), unit_word, decimals, _money(listed), price, cost, int(there), int(value)
    )


def agreed_price(contract_line_id: int, contract_id: int | None) -> InitialPrice:
    """A line of the unit's own contract, as the ceiling of a service (R-101). Raises InvalidInput for another's."""
    found: list[tuple[Any, ...]] = connect.rows(_AGREED, (contract_line_id, contract_id))
    if not found or found[0][0] is None:
        raise InvalidInput(
            N_("The contract of this unit names no such price. Choose a line of its price list."),
            field="contract_line_id",
        )
    amount, with_tax, rate = found[0]
    return InitialPrice(Money(amount), bool(with_tax), rate or 0)


def ground(kind: LineKind, about: Unit | None, chosen: PriceRule | None) -> Charge:
    """On what ground a line is priced: by the charge matrix for a unit; without one as a person chooses (C-08)."""
    if about is None:
        if chosen not in _WITHOUT_UNIT:
            raise InvalidInput(
                N_("Choose how this line is priced: at cost, at the list price or by agreement."), field="rule"
            )
        assert chosen is not None  # it is one of those
        return Charge(chosen)
    standing = about.standing
    status = standing.status if kind in GOODS else standing.cover.status
    return charge(kind, status, about.damage, standing.terms.charges, spares_owed=standing.spares_owed)


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)
