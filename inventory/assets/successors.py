"""Which units may take the place of another one, and what each would be covered by (C-05); nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from inventory.assets.replacing import ReplaceUnit, check_swapped_on, has_begun
from inventory.choices import Choice
from inventory.cover import keeping, records, store, trials
from inventory.cover.facts import SwapFacts, UnitFacts
from inventory.cover.reckoning import Reckoned
from inventory.cover.replacement import ReplacementTerms
from inventory.cover.trials import Trial
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.naming import inside
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect
from models.assets import Asset, AssetState

MOST: Final = 20
_IN_STOCK: Final = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, a.code FROM asset a "
    "JOIN product_model m ON m.id = a.model_id WHERE a.state = ? AND a.state <> 'in_service' AND a.id <> ? "
    "AND (a.serial_norm LIKE ? ESCAPE '\\' OR a.code = ? OR m.model_norm LIKE ? ESCAPE '\\') "
    "ORDER BY CASE WHEN a.model_id = ? THEN 0 ELSE 1 END, a.serial_norm, a.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class SwapTrial:
    """What a replacement would do: the ``old`` one's cover ends with it, ``new`` is that of its taker by ``terms``."""

    old: Trial
    new: Reckoned
    terms: ReplacementTerms
    swapped_on: date


def in_stock(asset_id: int, model_id: int, text: str) -> Sequence[Choice]:
    """Units in stock by an inner part of their serial or model, or by their code; those of ``model_id`` first."""
    norm = normalise(text)
    found = connect.rows(
        _IN_STOCK,
        (AssetState.IN_STOCK.value, asset_id, inside(norm).upper(), norm, inside(norm).upper(), model_id, MOST),
    )
    return [Choice(row[0], row[1], f"{row[2]} {row[3]} · {row[4][:4]} {row[4][4:]}") for row in found]


def would_get(ctx: Context, swap: ReplaceUnit) -> SwapTrial:
    """What the old unit would lose and its taker be covered by. Raises InvalidInput for a day that cannot be."""
    old: Any = Asset.get_or_none(Asset.id == swap.asset_id)
    if old is None:
        raise NotFound(N_("This unit is no longer there. Refresh the page to see what is."))
    check_swapped_on(swap.swapped_on, ctx.clock.today(), old.delivered_on, old.accepted_on)
    facts = records.read([old.id])[old.id]
    ended = tuple(
        one if one.repair.back is not None else replace(one, repair=replace(one.repair, back=swap.swapped_on))
        for one in facts.custodies
    )
    before = trials.tried(ctx, replace(facts, state=AssetState.REPLACED, custodies=ended), onwards=False)
    terms = facts.policy.terms.replaced
    taker = _taker(old, facts, swap, terms)
    return SwapTrial(before, keeping.Reckoner(ctx).of(taker, before.unit.after.segments), terms, swap.swapped_on)


def _taker(old: Any, facts: UnitFacts, swap: ReplaceUnit, terms: ReplacementTerms) -> UnitFacts:
    """The new unit as it would stand in the place of the old one: the facts that ``replacing.replace`` would write."""
    begun = has_begun(old.accepted_on, store.kept([old.id])[old.id].first)
    own: UnitFacts | None = None
    if swap.successor_id is not None:
        own = records.read([swap.successor_id]).get(swap.successor_id)
    model_id = swap.model_id or old.model_id if own is None else own.model_id
    usual = connect.rows("SELECT warranty_months, warranty_anchor FROM product_model WHERE id = ?", (model_id,))[0]
    places = list(records.rows([old.id])[0])
    days = (own.days.ex_works_on, own.days.sold_on) if own is not None else (None, None)
    months = own.own_months if own is not None and own.own_months is not None else old.warranty_months
    accepted = swap.swapped_on if begun else None
    state = AssetState.IN_SERVICE if begun else AssetState.INSTALLED
    row = [0 if own is None else own.id, state.value, *days, swap.swapped_on, swap.swapped_on, None, accepted, months,
           model_id, *usual, *places[12:]]  # fmt: skip
    found = records.facts(row, records.beside([old.id]))
    number = connect.rows("SELECT case_no FROM service_case WHERE id = ?", (swap.case_id,)) if swap.case_id else []
    taken = SwapFacts(0, old.id, old.serial_no, swap.swapped_on, terms, str(number[0][0]) if number else "")
    if own is None:
        return replace(found, maker=None, extensions=(), custodies=(), manual=(), swap=taken)
    return replace(
        found, maker=own.maker, extensions=own.extensions, custodies=own.custodies, manual=own.manual, swap=taken
    )
