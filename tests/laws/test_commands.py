"""Every act of a user is tried on both databases: each command is called by name in tests/service."""

from __future__ import annotations

import ast

from tests.laws.sources import module_name, modules, tree


def commands(module: ast.Module) -> set[str]:
    """The acts of a module: decorated with ``@command``, and public (a private one is a part of an act)."""
    return {
        node.name
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if any(ast.unparse(decorator).rpartition(".")[2] == "command" for decorator in node.decorator_list)
    }


def uses(module: ast.Module) -> set[str]:
    """Dotted names of what a test module imports and then uses, attributes of imported modules included."""
    imported: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            imported |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            imported |= {alias.asname or alias.name: alias.name for alias in node.names}
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
            head, dot, rest = dotted(node).partition(".")
            found.add(f"{imported.get(head, head)}{dot}{rest}")
    return found


def dotted(node: ast.expr) -> str:
    """``a.b`` of a name or of an attribute of one; "" where something else stands in front."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (front := dotted(node.value)):
        return f"{front}.{node.attr}"
    return ""


def test_every_command_has_a_service_test():
    tested = {name for path in modules("tests/service") for name in uses(tree(path))}
    declared = {f"{module_name(path)}.{name}" for path in modules("inventory") for name in commands(tree(path))}
    assert declared, "commands are the functions decorated with @command"
    assert declared - tested == set()


def test_the_law_sees_commands_and_their_use():
    assert commands(ast.parse("@command\ndef issue(): ...\n@work.command\ndef extend(): ...\ndef rule(): ...")) == {"issue", "extend"}
    assert "inventory.loans.commands.issue" in uses(ast.parse("from inventory.loans.commands import issue\nissue(1)"))
    assert "inventory.loans.commands.issue" in uses(ast.parse("from inventory.loans import commands as c\nc.issue(1)"))
    assert "inventory.loans.commands.issue" in uses(ast.parse("import inventory.loans.commands\ninventory.loans.commands.issue(1)"))
    assert "inventory.loans.commands.issue" not in uses(ast.parse("from inventory.loans.commands import issue"))
