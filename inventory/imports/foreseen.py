"""The cover that a unit will have once the book is taken in: reckoned from its row and from what the depot knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inventory.cover import records, store
from inventory.cover.facts import UnitDays, UnitFacts
from inventory.cover.keeping import CHUNK, Reckoner
from inventory.cover.reckoning import Reckoned, term_missing
from inventory.cover.rules import Cover, cover_on
from inventory.i18n import _
from inventory.imports.deals import Deals
from inventory.imports.governed import Governing
from inventory.imports.policies import Policies
from inventory.jobs import Progress
from inventory.work import Context
from models import connect
from models.assets import AssetState
from models.policies import AnchorEvent

if TYPE_CHECKING:
    from inventory.imports.registered import Known
    from inventory.imports.units import Unit

_DAYS: Final = ("ex_works_on", "sold_on", "delivered_on", "installed_on", "completed_on", "accepted_on")
_USUAL: Final = "SELECT id, warranty_months, warranty_anchor FROM product_model"


class Foreseen:
    """Reckons rows. Units of one delivery rest on the same facts, so each answer is reused."""

    def __init__(self, ctx: Context, policies: Policies, deals: Deals, governing: Governing) -> None:
        self._policies = policies
        self._deals = deals
        self._governing = governing
        self._today = ctx.clock.today()
        self._reckoner = Reckoner(ctx)
        self._there: dict[int, UnitFacts] = {}
        self._before: dict[int, Sequence[Any]] = {}
        self._usual: Mapping[int, tuple[int | None, AnchorEvent]] = {
            row_id: (months, AnchorEvent(anchor)) for row_id, months, anchor in connect.rows(_USUAL)
        }
        self._known: dict[UnitFacts, Reckoned] = {}

    def load(self, units: Iterable[Known | None], progress: Progress) -> None:
        """Read what is recorded of units that are in the register."""
        wanted = sorted({known.id for known in units if known is not None})
        for start in range(0, len(wanted), CHUNK):
            progress.report(start, len(wanted), _("Comparing with the depot"))
            self._there.update(records.read(wanted[start : start + CHUNK]))
        replaced = [facts.swap.old_id for facts in self._there.values() if facts.swap is not None]
        for start in range(0, len(replaced), CHUNK):
            self._before.update(store.segments(replaced[start : start + CHUNK]))

    def facts(self, unit: Unit, known: Known | None) -> UnitFacts:
        """All that the cover of a row's unit will rest on, without what the row promises beside its own months."""
        found = self._new(unit) if known is None else self._changed(self._there[known.id], known)
        deal = unit.deal if known is None or "contract" in known.changes or _same(unit, found) else None
        if deal is not None:
            version = self._governing.version(deal)
            policy = self._policies.facts(version, found.days.accepted_on)
            return replace(found, contract=self._deals.facts(deal, version), policy=policy)
        version = found.policy.id if found.contract is not None and found.contract.has_policy else None
        return replace(found, policy=self._policies.facts(version, found.days.accepted_on))

    def _new(self, unit: Unit) -> UnitFacts:
        record = unit.record
        days = UnitDays(*(_day(getattr(record, name)) for name in _DAYS))
        usual, anchor = self._usual.get(unit.model.id or 0, (None, AnchorEvent.EX_WORKS))
        policy = self._policies.facts(None, days.accepted_on)
        return UnitFacts(0, unit.state, days, policy, unit.model.id, unit.months, None, usual, anchor)

    def _changed(self, there: UnitFacts, known: Known) -> UnitFacts:
        changes = {column: new for column, (_old, new) in known.changes.items()}
        days = {name: _day(changes[name]) for name in _DAYS if name in changes}
        found = replace(there, days=replace(there.days, **days)) if days else there
        if "warranty_months" in changes:
            found = replace(found, own_months=changes["warranty_months"])
        if "state" in changes:
            found = replace(found, state=AssetState(changes["state"]))
        if changes.get("contract", there) is None:
            found = replace(found, contract=None)
        return found

    def reckoned(self, facts: UnitFacts) -> Reckoned:
        """The cover of a unit with these facts."""
        known = self._known.get(facts)
        if known is None:
            before = self._before.get(facts.swap.old_id, ()) if facts.swap is not None else ()
            known = self._known[facts] = self._reckoner.of(facts, before)
        return known

    def cover(self, facts: UnitFacts) -> Cover:
        """Where a unit with these facts stands today."""
        found = self.reckoned(facts)
        return cover_on(
            self._today, found.segments, retired=facts.is_gone, begins=found.first,
            term_missing=term_missing(facts, found),
        )  # fmt: skip


def _same(unit: Unit, facts: UnitFacts) -> bool:
    """Whether the row names the contract that the unit stands under already."""
    return unit.deal is not None and facts.contract is not None and unit.deal.id == facts.contract.id


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
