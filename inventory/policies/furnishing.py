"""The policies that a depot begins with, and the terms of the house, which an earlier release kept as settings."""

from __future__ import annotations

import json
from typing import Any, Final

from inventory.cover.rules import OBLIGATION_MONTHS, CountRule
from inventory.policies.presets import PRESETS, Preset, house
from inventory.policies.versions import add_preset
from inventory.work import Work
from models import connect
from models.settings import Setting

_COUNT_RULE: Final = "warranty.count_rule"
_SPARES_MONTHS: Final = "obligation.spares_months"


def add_presets(work: Work) -> None:
    """Add the presets that are not there, and the terms of the house. Only the settings that go are journalled."""
    own = _house(work)
    known = {code for (code,) in connect.rows("SELECT code FROM policy_profile")}
    work.journalled = False
    for preset in (*PRESETS.values(), own):
        if preset.code not in known:
            add_preset(work, preset)
    work.journalled = True


def _house(work: Work) -> Preset:
    """The terms of the house as the settings of an earlier release had them, which are settings no more."""
    rule, months = CountRule.STATUTORY, OBLIGATION_MONTHS
    decided: set[str] = set()
    told = _taken(work, _COUNT_RULE)
    if told in set(CountRule):
        rule = CountRule(told)
        decided.add("count_rule")
    told = _taken(work, _SPARES_MONTHS)
    if isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= 600:
        months = told
        decided |= {"spares_duty", "spares_months"}
    return house(rule, months, decided=frozenset(decided))


def _taken(work: Work, name: str) -> Any:
    """The value of a setting of the depot, which is removed; None where it has its default."""
    row = Setting.get_or_none((Setting.scope == "depot") & (Setting.name == name))
    if row is None:
        return None
    work.note(row, "value", row.value, None)
    work.delete(row)
    return json.loads(row.value)
