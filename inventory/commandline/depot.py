"""The depot that a command works on."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from urllib.parse import urlsplit

from inventory import bootstrap, settings
from inventory.commandline.speech import speak
from inventory.demo import NAME
from inventory.errors import InvalidInput
from inventory.i18n import LANGUAGES, N_, _
from inventory.people.queries import UserLine, named, remembered
from inventory.work import Context
from models.connect import sqlite_path, without_password


def address(typed: Namespace) -> str:
    """The URL of the depot that is meant."""
    return typed.database or bootstrap.default_url()


def shown(url: str) -> str:
    """A URL as it may be printed."""
    return without_password(url)


def in_words(url: str) -> str:
    """Which depot it is, as the window says it: the file's name, or the database and its server."""
    if url.startswith("sqlite:"):
        name = sqlite_path(url).name
        return _("demonstration depot") if name == NAME else name
    parts = urlsplit(url)
    return f"{parts.path.strip('/')} · {parts.hostname or _('this computer')}"


def opened(typed: Namespace) -> Context:
    """A context on the depot: ``--user`` or whoever works at this workstation acts, in the language chosen for it.

    Raises InvalidInput for a login that nobody has, or a PIN that is missing or wrong.
    """
    ctx = bootstrap.open_context(address(typed))
    with ctx.reading():
        ctx.actor = _actor(ctx, typed.user)
        if typed.language is None and (chosen := settings.read(ctx, settings.LANGUAGE)) in LANGUAGES:
            speak(chosen)
    return ctx


def _actor(ctx: Context, login: str | None) -> int | None:
    """Who acts. Somebody with a PIN who was not named and gave none is nobody in particular, and may only look."""
    person = remembered(ctx) if login is None else named(ctx, login)
    if person is None:
        if login is not None:
            raise InvalidInput(
                N_("Nobody who works here has the login {login}. See Settings → People."), field="--user", login=login
            )
        return None
    if person.has_pin:
        from inventory.people.proof import prove  # a window opens without it

        pin = os.environ.get("DEPOT_PIN", "")
        if not pin and login is None:
            return None
        prove(ctx, person.id, pin or _asked(person), field="DEPOT_PIN")
    return person.id


def _asked(person: UserLine) -> str:
    """The PIN as it is typed on a terminal; "" where there is none."""
    if sys.stdin is None or not sys.stdin.isatty():
        return ""
    from getpass import getpass

    return getpass(_("PIN of {name}: ").format(name=person.name))
