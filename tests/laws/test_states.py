"""State machines are tables of data; a walk over each finds the state nobody thought of."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Collection, Hashable, Mapping
from enum import Enum

from tests.laws.sources import module_name, modules, tree

Table = Mapping[Hashable, Collection[Hashable]]


def tables() -> dict[str, Table]:
    """Every ``TRANSITIONS`` (or ``SOMETHING_TRANSITIONS``) at the top of a module: state → states that may follow."""
    found: dict[str, Table] = {}
    for path in modules("models", "inventory"):
        for node in tree(path).body:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
            for target in targets:
                if isinstance(target, ast.Name) and target.id.endswith("TRANSITIONS"):
                    name = module_name(path)
                    found[f"{name}.{target.id}"] = getattr(importlib.import_module(name), target.id)
    return found


def faults(table: Table) -> list[str]:
    """What is wrong with a table. The first key is where everything begins."""
    states = set(table)
    first = next(iter(table))
    every = set(type(first)) if isinstance(first, Enum) else states
    wrong = [f"{state} is not in the table" for state in every - states]
    wrong += [f"{state} is nobody's state" for targets in table.values() for state in targets if state not in every]
    wrong += [f"{state} leads to itself" for state, targets in table.items() if state in targets]
    reached = {first}
    waiting = [first]
    while waiting:
        for following in set(table.get(waiting.pop(), ())) - reached:
            reached.add(following)
            waiting.append(following)
    return sorted([*wrong, *(f"{state} is never reached" for state in states - reached)])


def test_every_state_is_in_its_table_and_can_be_reached():
    assert {name: wrong for name, table in tables().items() if (wrong := faults(table))} == {}


class Light(Enum):
    """To try the walk on."""

    RED = "red"
    GREEN = "green"
    BROKEN = "broken"

    def __str__(self) -> str:
        return self.value


def test_the_walk_finds_what_is_wrong():
    assert faults({Light.RED: {Light.GREEN, Light.BROKEN}, Light.GREEN: {Light.RED}, Light.BROKEN: set()}) == []
    assert faults({Light.RED: {Light.GREEN}, Light.GREEN: {Light.RED}, Light.BROKEN: set()}) == ["broken is never reached"]
    assert faults({Light.RED: {Light.GREEN}, Light.GREEN: {Light.RED}}) == ["broken is not in the table"]
    assert "paid is nobody's state" in faults({Light.RED: {Light.GREEN, "paid"}, Light.GREEN: {Light.BROKEN}, Light.BROKEN: set()})
    assert "red leads to itself" in faults({Light.RED: {Light.RED, Light.GREEN}, Light.GREEN: {Light.BROKEN}, Light.BROKEN: set()})
