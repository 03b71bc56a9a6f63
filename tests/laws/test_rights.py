"""Whoever may not do something is refused by the command itself: each names its right, or stands here with a reason."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator

from inventory import work
from inventory.access.executors import EXECUTORS
from models.access import RequestKind, Right
from tests.laws.sources import label, module_name, modules, tree

OPEN_TO_EVERYBODY = {
    "inventory.people.commands.choose_user": "saying who one is comes before any right; a PIN is asked for instead",
    "inventory.access.approvals.withdraw": "one's own request only",
    "inventory.views.keep": "how somebody wants to see a table changes nothing that is recorded",
    "inventory.views.remove": "how somebody wants to see a table changes nothing that is recorded",
    "inventory.care.restore.restore": "into an empty place, where nobody is entered yet",
    "inventory.cover.keeping.reckon_all": "reckons what is recorded already, after an upgrade; nobody decides anything",
    "inventory.cover.keeping.refresh_open": "reckons what is recorded already, when a day begins; nobody decides anything",
    "inventory.stock.opening.take_over": "posts what the old books say already, after an upgrade; nobody decides anything",
    "inventory.quotations.lapsing.expire": "marks what is over by its own last day, when a day begins; nobody decides anything",
    "inventory.people.recovery.remove_forgotten_pin": "nobody can say who they are; it asks who owns the depot instead",
    "inventory.demo.build.build": "into an empty place, where nobody is entered yet",
}
"""Commands that need no right, and why."""

ASKS_ITSELF = {
    "inventory.settings.put": "a setting of the depot needs EDIT_POLICIES; one of this workstation is everybody's",
    "inventory.attachments.commands.add_file": "the right depends on the record that the file is kept with",
    "inventory.attachments.commands.remove_file": "the right depends on the record that the file is kept with",
    "inventory.people.commands.change_pin": "one's own with the old one; another's needs MANAGE_PEOPLE",
    "inventory.access.approvals.ask": "one of several rights will do",
    "inventory.access.approvals.approve_here": "the approver needs APPROVE, not whoever is at work",
}
"""Commands whose right depends on what they are asked: each calls ``require`` itself, or a function that does."""


def commands() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public act by its dotted name."""
    for path in modules("inventory"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and "command" in decorators(node) and not node.name.startswith("_"):
                yield f"{module_name(path)}.{node.name}", node


def decorators(node: ast.FunctionDef) -> list[str]:
    """The names of what stands above a function, the nearest last."""
    return [ast.unparse(decorator).partition("(")[0].rpartition(".")[2] for decorator in node.decorator_list]


def test_every_command_names_its_right_or_says_why_it_needs_none():
    silent = {name for name, node in commands() if "needs" not in decorators(node)}
    assert silent - OPEN_TO_EVERYBODY.keys() - ASKS_ITSELF.keys() == set()


def test_the_right_is_asked_inside_the_command():
    for name, node in commands():
        if "needs" in decorators(node):
            assert decorators(node) == ["command", "needs"], f"{name}: @needs stands below @command"


def test_the_exceptions_are_commands_and_nothing_else():
    known = dict(commands())
    for name, reason in (OPEN_TO_EVERYBODY | ASKS_ITSELF).items():
        assert name in known and "needs" not in decorators(known[name]), name
        assert len(reason) > 20


def test_a_command_that_asks_itself_does_ask():
    for path in modules("inventory"):
        source = tree(path)
        functions = {node.name: node for node in source.body if isinstance(node, ast.FunctionDef)}
        asking = {name for name, node in functions.items() if calls(node) & {"require"}}
        for name, node in functions.items():
            if f"{module_name(path)}.{name}" in ASKS_ITSELF:
                assert calls(node) & (asking | {"require"}), f"{label(path)} {name}"


def calls(node: ast.AST) -> set[str]:
    """The names of the functions that are called in ``node``."""
    return {each.func.id for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)}


def test_what_stands_in_the_source_is_what_runs():
    for name, node in commands():
        importlib.import_module(name.rpartition(".")[0])
        assert name in work.COMMANDS
        assert (name in work.NEEDED) is ("needs" in decorators(node)), name


def test_every_right_is_asked_for_somewhere():
    asked = {
        node.attr
        for path in modules("inventory", "ui")
        if "access" not in path.parts or path.name in ("commands.py", "approvals.py", "rights.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] == "Right"
    }
    assert {right.name for right in Right} - asked == set()


def test_every_kind_of_request_can_be_done_and_described():
    assert EXECUTORS.keys() == set(RequestKind)
    for deed in EXECUTORS.values():
        for where in (deed.execute, deed.describe):
            module, _separator, name = str(where).partition(":")
            assert callable(getattr(importlib.import_module(module), name)), where
