"""The way back for whoever manages people and has forgotten the PIN."""

from __future__ import annotations

import sys
from argparse import Namespace

from inventory import bootstrap
from inventory.commandline.depot import address, shown
from inventory.commandline.run import Screen
from inventory.commandline.speech import Answer
from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from inventory.jobs import Progress
from inventory.people.recovery import remove_forgotten_pin
from models.connect import sqlite_path


def remove_pin(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """Remove a forgotten PIN. Nobody acts: who does it is known by the account of the computer."""
    url = address(typed)
    ctx = bootstrap.open_context(url)
    if not typed.yes and not _agreed(typed.login, shown(url)):
        raise InvalidInput(N_("Nothing was changed. Type the login again, or add --yes."), field="--yes")
    found = remove_forgotten_pin(ctx, typed.login, sqlite_path(url) if url.startswith("sqlite:") else None)
    words = _("The PIN of {name} is removed, and the change record says so. Set a new one under Settings → People.")
    return Answer({"user": found.user_id, "name": found.name}, (words.format(name=found.name),))


def _agreed(login: str, place: str) -> bool:
    """Whether the login is typed once more on a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    asked = _("The PIN of {login} in {place} will be removed. Type the login again: ")
    return input(asked.format(login=login, place=place)).strip() == login
