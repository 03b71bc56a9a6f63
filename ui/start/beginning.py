"""Whether a depot has only just begun, and how the demonstration depot is opened beside it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from inventory.assets.queries import LISTING as ASSETS
from inventory.customers.queries import LISTING as CUSTOMERS
from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.parts.queries import LISTING as PARTS
from inventory.people.queries import users
from inventory.products.queries import LISTING as MODELS
from inventory.work import Context


def is_new(ctx: Context) -> bool:
    """Nobody has put anything into this depot, and nobody has said that they work here. Asks the database."""
    return not users(ctx, all_of_them=True) and not any(
        listing.count({}) for listing in (ASSETS, CUSTOMERS, PARTS, MODELS)
    )


def demonstration_command() -> tuple[str, list[str], str]:
    """The program, its arguments and the folder that open a demonstration depot in a window of its own."""
    folder = Path(__file__).resolve().parents[2]
    return sys.executable, [str(folder / "main.py"), "demo"], str(folder)


def open_demonstration() -> None:
    """Open the demonstration depot in a process of its own; this one and its depot go on. Raises RuleBroken."""
    program, arguments, folder = demonstration_command()
    started = QProcess.startDetached(program, arguments, folder)
    if not (started[0] if isinstance(started, tuple) else started):
        raise RuleBroken(N_("The demonstration depot could not be started. Start it by hand: python3 run.py demo"))
