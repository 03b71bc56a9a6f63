"""On what a quoted line's price rests today: the unit's policy and cover, the contract's list, our cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.cover.standing import columns, unpacked
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_
from inventory.kept import kept_money
from inventory.parts.fitting import PARTS_COVERED, PIECES, PRICED, WORTH
from inventory.parts.origins import POLICY_OF_UNIT
from inventory.parts.rules import InitialPrice, Standing, initial_price, spares_owed
from inventory.policies.presets import house
from inventory.policies.terms import load
from inventory.pricing.charges import Charge, LineKind, PriceRule, charge
from inventory.pricing.cost import Cost, cost_of
from inventory.quotations.rules import GOODS
from inventory.values.money import Money
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
    usual_cost: int | None
    there: int
    value: int

    def cost(self, quantity: int) -> Cost | None:
        """What these pieces cost us, and how that is known; None where nobody knows."""
        return cost_of(
            quantity, there=self.there, worth=self.value, usual=self.usual_cost, decimals=self.decimals
        )  # fmt: skip


def unit(ctx: Context, asset_id: int, case_id: int | None = None) -> Unit:
    """A unit as it stands today. Raises NotFound."""
    today = ctx.clock.today()
    day = today.isoformat()
    found = connect.rows(_UNIT, (day, day, day, day, asset_id))
    if not found:
        raise NotFound(N_("This unit is no longer there. Refresh the page to see what is."))
    customer_id, contract_id, state, written_terms, parts_covered, *days = found[0]
    cover = unpacked(*days)
    terms = load(written_terms) if written_terms else house().terms
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
    first = initial_price(initial, agreed, with_tax, rate)
    return Goods(
        part_id, part_no, name, LineKind(kind), unit_word, decimals, kept_money(listed), first, cost, int(there),
        int(value),
    )  # fmt: skip


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
