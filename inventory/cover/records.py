"""Reads what the cover of units rests on: two statements for however many units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from inventory.cover.extensions import Extension
from inventory.cover.facts import (
    ContractFacts,
    CustodyFacts,
    ExtensionFacts,
    MakerFacts,
    ManualFacts,
    PolicyFacts,
    SwapFacts,
    UnitDays,
    UnitFacts,
)
from inventory.cover.replacement import ReplacementRule, ReplacementTerms
from inventory.cover.rules import CountRule
from inventory.cover.suspension import Absence, Repair
from inventory.policies import HOUSE
from inventory.policies.terms import SparesDuty, Terms, load
from models import connect
from models.assets import AssetState
from models.cases import UserDamage
from models.contracts import ExtensionStart
from models.policies import AnchorEvent

UNFURNISHED: Final = PolicyFacts(
    None, HOUSE, 0, Terms(warranty_months=None, spares_duty=SparesDuty.MONTHS, spares_months=36), is_house=True
)
"""The house terms of a depot that has none yet (R-102: spares for three years)."""

COLUMNS: Final = (
    "a.id, a.state, a.ex_works_on, a.sold_on, a.delivered_on, a.installed_on, a.completed_on, a.accepted_on, "
    "a.warranty_months, a.model_id, m.warranty_months, m.warranty_anchor, k.id, k.number, k.warranty_months, "
    "k.anchor_event, k.accepted_on, k.policy_version_id"
)
"""Of asset a, its product_model m and its contract k: what ``facts`` takes."""
WIDTH: Final = 18
ACCEPTED_ON: Final = 7
OWN_MONTHS: Final = 8
"""Where among COLUMNS the unit's own acceptance and months stand."""
_UNITS: Final = (
    f"SELECT {COLUMNS} FROM asset a JOIN product_model m ON m.id = a.model_id "
    "LEFT JOIN contract k ON k.id = a.contract_id WHERE a.id IN ({ids})"
)
_BESIDE: Final = (
    # kind, unit, row, three numbers, four texts, four days; the first part says of which type each column is
    "SELECT 'maker' AS kind, f.asset_id AS unit, f.id, f.months, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), "
    "f.anchor, f.document, CAST(NULL AS TEXT), CAST(NULL AS TEXT), "
    "f.last_day, CAST(NULL AS DATE), CAST(NULL AS DATE), CAST(NULL AS DATE) "
    "FROM maker_cover f WHERE f.asset_id IN ({ids}) "
    "UNION ALL SELECT 'extension', u.asset_id, x.id, x.months, NULL, NULL, x.start, x.number, NULL, NULL, "
    "x.signed_on, x.effective_from, NULL, NULL "
    "FROM extension_unit u JOIN extension_contract x ON x.id = u.extension_id WHERE u.asset_id IN ({ids}) "
    "UNION ALL SELECT 'custody', c.asset_id, c.id, CASE WHEN s.charged THEN 1 ELSE 0 END, c.case_id, NULL, "
    "s.case_no, s.user_damage, NULL, NULL, c.taken_on, c.returned_on, c.loaner_from, c.loaner_back "
    "FROM custody c LEFT JOIN service_case s ON s.id = c.case_id WHERE c.asset_id IN ({ids}) "
    "UNION ALL SELECT 'manual', g.asset_id, g.id, NULL, NULL, NULL, g.reason, g.document, by_one.name, by_two.name, "
    "g.first_day, g.last_day, NULL, NULL FROM manual_cover g "
    "LEFT JOIN depot_user by_one ON by_one.id = g.granted_by_id "
    "LEFT JOIN depot_user by_two ON by_two.id = g.approved_by_id "
    "WHERE g.withdrawn_at IS NULL AND g.asset_id IN ({ids}) "
    "UNION ALL SELECT 'swap', w.new_id, w.id, w.old_id, w.rule_days, w.rule_months, w.rule, w.rule_count, o.serial_no, "
    "s.case_no, w.swapped_on, NULL, NULL, NULL FROM serial_swap w JOIN asset o ON o.id = w.old_id "
    "LEFT JOIN service_case s ON s.id = w.case_id WHERE w.new_id IN ({ids}) "
    "UNION ALL SELECT 'policy', NULL, v.id, v.number, NULL, NULL, p.code, v.terms, NULL, NULL, v.valid_from, NULL, "
    f"NULL, NULL FROM policy_profile p JOIN policy_version v ON v.profile_id = p.id WHERE p.code = '{HOUSE}' "
    "UNION ALL SELECT 'policy', NULL, v.id, v.number, NULL, NULL, p.code, v.terms, NULL, NULL, v.valid_from, NULL, "
    "NULL, NULL FROM policy_version v JOIN policy_profile p ON p.id = v.profile_id WHERE v.id IN "
    "(SELECT k.policy_version_id FROM asset a JOIN contract k ON k.id = a.contract_id WHERE a.id IN ({ids}))"
)


@dataclass(slots=True)
class Beside:
    """What stands in other tables than the unit's own: by unit, and the policies for all of them."""

    makers: dict[int, MakerFacts] = field(default_factory=dict)
    extensions: defaultdict[int, list[ExtensionFacts]] = field(default_factory=lambda: defaultdict(list))
    custodies: defaultdict[int, list[CustodyFacts]] = field(default_factory=lambda: defaultdict(list))
    manual: defaultdict[int, list[ManualFacts]] = field(default_factory=lambda: defaultdict(list))
    swaps: dict[int, SwapFacts] = field(default_factory=dict)
    house: list[tuple[date, PolicyFacts]] = field(default_factory=list)
    policies: dict[int, PolicyFacts] = field(default_factory=dict)
    concerned: set[int] = field(default_factory=set)
    """The units about which there is anything."""

    def policy(self, version_id: int | None, accepted_on: date | None) -> PolicyFacts:
        """The version of the contract; without one the newest house terms that held on the day of the acceptance."""
        if version_id is not None:
            return self.policies[version_id]
        held = [policy for valid, policy in self.house if accepted_on is None or valid <= accepted_on]
        return held[-1] if held else self.house[0][1] if self.house else UNFURNISHED


def read(ids: Sequence[int]) -> Mapping[int, UnitFacts]:
    """What is recorded of these units, by id; those that are gone are left out."""
    more = beside(ids)
    return {row[0]: facts(row, more) for row in rows(ids)}


def rows(ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The units' own columns, COLUMNS, as they are kept."""
    return connect.rows(_UNITS.replace("{ids}", _listed(ids)))


def beside(ids: Sequence[int]) -> Beside:
    """What stands about these units in other tables."""
    found = Beside()
    for kind, unit, row_id, *values in connect.rows(_BESIDE.replace("{ids}", _listed(ids))):
        numbers, texts, days = values[:3], values[3:7], [connect.as_day(day) for day in values[7:]]
        if unit is not None:
            found.concerned.add(unit)
        _PUT[kind](found, unit, row_id, numbers, texts, days)
    found.house.sort(key=lambda one: (one[0], one[1].number))
    for several in (found.extensions, found.custodies, found.manual):
        for some in several.values():
            some.sort(key=_ORDER[type(some[0])])
    return found


def facts(row: Sequence[Any], more: Beside) -> UnitFacts:
    """A unit from its own columns and what stands beside them."""
    asset_id = row[0]
    days = UnitDays(*(connect.as_day(day) for day in row[2:8]))
    contract = None
    if row[12] is not None:
        anchor = None if row[15] is None else AnchorEvent(row[15])
        contract = ContractFacts(row[12], row[13], row[14], anchor, connect.as_day(row[16]), row[17] is not None)
    return UnitFacts(
        id=asset_id,
        state=AssetState(row[1]),
        days=days,
        policy=more.policy(row[17], days.accepted_on),
        model_id=row[9],
        own_months=row[8],
        contract=contract,
        usual_months=row[10],
        usual_anchor=AnchorEvent(row[11]),
        maker=more.makers.get(asset_id),
        extensions=tuple(more.extensions.get(asset_id, ())),
        custodies=tuple(more.custodies.get(asset_id, ())),
        manual=tuple(more.manual.get(asset_id, ())),
        swap=more.swaps.get(asset_id),
    )


def rests_on_contract(row: Sequence[Any]) -> bool:
    """Whether the contract says anything of the cover itself: if not, it does not matter which contract it is."""
    return row[14] is not None or row[15] is not None or row[17] is not None


def _maker(found: Beside, unit: int, row_id: int, numbers: list[Any], texts: list[Any], days: list[Any]) -> None:
    found.makers[unit] = MakerFacts(row_id, numbers[0], AnchorEvent(texts[0]), days[0], texts[1])


def _extension(found: Beside, unit: int, row_id: int, numbers: list[Any], texts: list[Any], days: list[Any]) -> None:
    start = ExtensionStart(texts[0])
    signed, effective = days[:2]
    day = {ExtensionStart.FIXED_DATE: effective, ExtensionStart.FROM_SIGNATURE: signed}.get(start)
    extension = Extension(start, numbers[0], day, texts[1])
    found.extensions[unit].append(ExtensionFacts(row_id, extension, signed))


def _custody(found: Beside, unit: int, row_id: int, numbers: list[Any], texts: list[Any], days: list[Any]) -> None:
    taken, back, loaner_from, loaner_back = days
    chargeable = bool(numbers[0]) or texts[1] == UserDamage.YES.value
    repair = Repair(taken, back, chargeable, texts[0] or "")
    loaner = None if loaner_from is None else Absence(loaner_from, loaner_back)
    found.custodies[unit].append(CustodyFacts(row_id, repair, loaner, numbers[1]))


def _manual(found: Beside, unit: int, row_id: int, numbers: list[Any], texts: list[Any], days: list[Any]) -> None:
    reason, document, granted_by, approved_by = (text or "" for text in texts)
    found.manual[unit].append(ManualFacts(row_id, days[0], days[1], reason, document, granted_by, approved_by))


def _swap(found: Beside, unit: int, row_id: int, numbers: list[Any], texts: list[Any], days: list[Any]) -> None:
    old_id, rule_days, rule_months = numbers
    count = CountRule(texts[1]) if texts[1] else CountRule.NEXT_DAY
    terms = ReplacementTerms(ReplacementRule(texts[0]), rule_days, rule_months, count)
    found.swaps[unit] = SwapFacts(row_id, old_id, texts[2], days[0], terms, texts[3] or "")


def _policy(found: Beside, unit: int, row_id: int, numbers: list[Any], texts: list[Any], days: list[Any]) -> None:
    is_house = texts[0] == HOUSE
    policy = PolicyFacts(row_id, texts[0], numbers[0], load(texts[1]), is_house)
    if is_house and row_id not in found.policies:
        found.house.append((days[0], policy))
    found.policies[row_id] = policy


_PUT: Final = {
    "maker": _maker, "extension": _extension, "custody": _custody, "manual": _manual, "swap": _swap, "policy": _policy,
}  # fmt: skip
_ORDER: Final[Mapping[type, Any]] = {
    ExtensionFacts: lambda one: (one.extension.day or one.signed_on or date.max, one.id),
    CustodyFacts: lambda one: (one.repair.first, one.id),
    ManualFacts: lambda one: (one.first, one.id),
}


def _listed(ids: Sequence[int]) -> str:
    """Ids of rows inside a statement, where they stand several times: numbers, nothing that a person typed."""
    return ", ".join(str(int(row_id)) for row_id in ids) or "NULL"
