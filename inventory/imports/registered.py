"""Units that are in the register already: what a row would fill in, what it contradicts, and what it says again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inventory.access.rights import anybody
from inventory.assets import rules
from inventory.assets.deliveries import ON_ITS_WAY, TOGETHER
from inventory.assets.rules import UnitDates
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Depot, Model, Ref, found_in
from inventory.imports.notes import Verdict
from inventory.imports.policies import Policies
from inventory.jobs import Progress
from models import connect
from models.assets import AssetState

if TYPE_CHECKING:
    from inventory.imports.units import Unit

_DAYS: Final = ("made_on", "ex_works_on", "sold_on", "delivered_on", "installed_on", "completed_on", "accepted_on")
_UNITS: Final = (
    "SELECT asset.cover_last, contract.warranty_months, contract.policy_version_id, contract.anchor_event, "
    "product_model.warranty_months, "
    "asset.id, asset.version, asset.model_id, asset.serial_norm, asset.customer_id, asset.site_id, "
    "asset.contract_id, "
    "customer_site.name, contract.number, asset.location_text, asset.warranty_months, asset.remark, asset.state, "
    "EXISTS (SELECT 1 FROM service_case d WHERE d.asset_id = asset.id AND d.cover_status <> ''), "
    f"{ON_ITS_WAY}, "
    f"asset.label_printed_at, {', '.join('asset.' + day for day in _DAYS)} FROM asset "
    "JOIN product_model ON product_model.id = asset.model_id "
    "LEFT JOIN customer_site ON customer_site.id = asset.site_id LEFT JOIN contract ON contract.id = asset.contract_id "
    "WHERE asset.serial_norm IN ({})"
)


IN_FORCE: Final = N_(
    "The acceptance on {old} is recorded, and this row says {new}. Correct it on the unit's card, where a second "
    "person approves it."
)
MONTHS_IN_FORCE: Final = N_(
    "{old} months count since the acceptance, and this row says {new}. Correct them on the unit's card, with the "
    "acceptance, where a second person approves it."
)
MONTHS_MOVE: Final = N_(
    "The cover of this unit runs without months of its own, and {new} months would move it. Enter them on the unit's "
    "card, with the acceptance, where a second person approves it."
)
CONTRACT_MOVES: Final = N_(
    "The cover of this unit runs, and the contract {new} would move it. Choose the contract on the unit's card: a "
    "manager does it, with a reason."
)


@dataclass(slots=True)
class Known:
    """A unit of the register and what is to be changed on it: column → from, to (a Ref where it gets its id later).

    ``in_force``: its acceptance is only corrected by two people; ``delivery``: the number of the one that it is
    accepted with (R-013). ``covered``: it has, or had, cover; ``promised``: its months while it has none of its own;
    ``by_contract``: its contract says something of its cover.
    """

    id: int
    version: int
    model_id: int
    norm: str
    values: dict[str, Any]
    names: dict[str, str]
    state: AssetState
    labelled_at: str | None
    in_force: bool = False
    delivery: int | None = None
    covered: bool = False
    promised: int | None = None
    by_contract: bool = False
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def months_in_force(self) -> bool:
        """Whether its cover runs, or ran, for the months that are recorded."""
        return self.in_force and self.values["accepted_on"] is not None

    def moved_by(self, months: int) -> bool:
        """Whether cover that runs without months of the unit's own would be moved by these: two people decide that."""
        return self.months_in_force and self.covered and months != self.promised


class Registered:
    """The units of the depot whose serials stand in the book."""

    def __init__(self, ledger: Ledger, depot: Depot, overwrite: bool, today: date) -> None:
        self._ledger = ledger
        self._depot = depot
        self._overwrite = overwrite
        self._today = today
        self._units: dict[tuple[int, str], Known] = {}
        self._namesakes: dict[str, list[int]] = {}
        self._saying: dict[int, bool] = {}

    def load(self, norms: Iterable[str], progress: Progress) -> None:
        """Ask the depot once for all serials; an empty register is not asked."""
        if not connect.rows("SELECT 1 FROM asset LIMIT 1"):
            return
        people, policies = anybody(), Policies()
        for row in found_in(_UNITS, sorted(set(norms)), progress):
            (
                cover_last,
                agreed,
                policy,
                anchor,
                usual,
                row_id,
                version,
                model_id,
                norm,
                customer_id,
                site_id,
                contract_id,
                site,
                number,
                place,
                months,
                remark,
                state,
                decided,
                delivery,
                labelled,
                *days,
            ) = row
            values = dict(zip(_DAYS, (None if day is None else str(day) for day in days), strict=True))
            values |= {"customer": customer_id, "site": site_id, "contract": contract_id, "location_text": place}
            values |= {"warranty_months": months, "remark": remark}
            customer = self._depot.clients_by_id[customer_id].name if customer_id is not None else ""
            names = {"customer": customer, "site": site or "", "contract": number or ""}
            terms = policies.facts(policy, connect.as_day(values["accepted_on"])).terms
            said = (agreed, terms.warranty_months, usual)
            self._units[model_id, norm] = Known(
                row_id,
                version,
                model_id,
                norm,
                values,
                names,
                AssetState(state),
                None if labelled is None else str(labelled),
                in_force=bool(decided) or people,
                delivery=delivery,
                covered=cover_last is not None,
                promised=next((promise for promise in said if promise is not None), None),
                by_contract=any(part is not None for part in (agreed, policy, anchor)),
            )
            self._namesakes.setdefault(norm, []).append(model_id)

    def __contains__(self, norm: str) -> bool:
        """Whether a unit has this serial."""
        return norm in self._namesakes

    def unit(self, model: Model, norm: str) -> Known | None:
        """The unit of this model with this serial."""
        return None if model.id is None else self._units.get((model.id, norm))

    def namesake(self, model: Model, norm: str) -> Model | None:
        """Another model of which a unit has this serial, unless the very unit is there."""
        others = self._namesakes.get(norm, [])
        if model.id in others:
            return None
        return self._depot.models_by_id[others[0]] if others else None

    def compare(self, unit: Unit, there: Known) -> bool:
        """Judge a row about a unit that is there. True: it has changes to write (``there.changes``)."""
        record, line = unit.record, unit.line
        wanted: list[tuple[str, str, Any]] = [(day, day, getattr(record, day)) for day in _DAYS]
        wanted += [("months", "warranty_months", unit.months), ("location_text", "location_text", record.location_text)]
        wanted += [
            ("customer", "customer", unit.client),
            ("contract_no", "contract", unit.deal),
            ("address", "site", unit.site),
        ]
        wanted += [("remark", "remark", unit.remark)]
        for key, column, new in wanted:
            if new is None or new == "":
                continue
            old = there.values[column]
            if (new.id if isinstance(new, Ref) else new) == old and old is not None:
                continue
            shown_old, shown_new = there.names.get(column, old), _name(new)
            if column == "accepted_on" and old and self._overwrite and there.in_force:
                self._ledger.refuse(line, key, IN_FORCE, old=old, new=new)
            elif column == "warranty_months" and old is not None and self._overwrite and there.months_in_force:
                self._ledger.refuse(line, key, MONTHS_IN_FORCE, old=old, new=new)
            elif column == "warranty_months" and old is None and there.moved_by(new):
                self._ledger.refuse(line, key, MONTHS_MOVE, new=new)
            elif column == "contract" and there.months_in_force and there.covered and self._moves(unit, there):
                self._ledger.refuse(line, key, CONTRACT_MOVES, new=shown_new)
            elif column == "accepted_on" and not old and there.delivery is not None:
                contract = there.names.get("contract", "")
                self._ledger.refuse(line, key, TOGETHER, number=there.delivery, contract=contract)
            elif old in (None, "") or self._overwrite:
                self._ledger.changes(line, key, shown_old, shown_new)
                there.changes[column] = (old, new)
            else:
                self._ledger.differs(line, key, shown_old, shown_new)
        if there.changes:
            self._check_whole(unit, there)
        if line.verdict is Verdict.REFUSED:
            there.changes.clear()
            return False
        line.verdict = Verdict.CHANGED if there.changes else Verdict.ALREADY_THERE
        return bool(there.changes)

    def _moves(self, unit: Unit, there: Known) -> bool:
        """Whether the contract of the row, or the one that it replaces, says anything of the cover."""
        deal = unit.deal
        if there.by_contract or deal is None:
            return there.by_contract
        if deal.id is None:  # the book brings it along
            return unit.record.policy is not None
        if deal.id not in self._saying:
            found = connect.rows(
                "SELECT 1 FROM contract WHERE id = ? AND (warranty_months IS NOT NULL OR policy_version_id IS NOT NULL "
                "OR anchor_event IS NOT NULL)",
                (deal.id,),
            )
            self._saying[deal.id] = bool(found)
        return self._saying[deal.id]

    def _check_whole(self, unit: Unit, there: Known) -> None:
        """The unit as it would be keeps the rules of the register, and its state follows its dates."""
        line = unit.line
        days = {day: there.changes.get(day, (None, there.values[day]))[1] for day in _DAYS}
        dates = UnitDates(**{day: date.fromisoformat(text) if text else None for day, text in days.items()})
        try:
            rules.check_dates(dates, self._today)
            moves = "customer" in there.changes
            rules.check_still_ours_to_edit(there.state, moves and there.values["customer"] is not None)
        except InvalidInput as error:
            self._ledger.refuse_error(line, error.field, error)
        except RuleBroken as error:
            self._ledger.refuse(line, "customer", error.message_id, **error.values)
        client = there.changes.get("customer", (None, None))[1]
        if client is not None and there.values["customer"] is not None:
            for column in ("site", "contract"):  # those of the customer before
                if there.values[column] is not None and column not in there.changes:
                    there.changes[column] = (there.values[column], None)
        if there.state in rules.FOLLOWS_DATES and (state := rules.state_of(dates)) is not there.state:
            there.changes["state"] = (there.state.value, state.value)
        if there.labelled_at and "sold_on" in there.changes:
            there.changes["label_printed_at"] = (there.labelled_at, None)  # the printed label shows another day


def _name(value: Any) -> Any:
    return getattr(value, "number", None) or getattr(value, "name", None) or value if isinstance(value, Ref) else value
