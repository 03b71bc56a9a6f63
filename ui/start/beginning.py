"""How the demonstration depot is opened beside an empty one."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from inventory.errors import RuleBroken
from inventory.i18n import N_


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
