"""The depot that a command works on."""

from __future__ import annotations

from argparse import Namespace
from urllib.parse import urlsplit

from inventory import bootstrap, settings
from inventory.commandline.speech import speak
from inventory.demo import NAME
from inventory.i18n import LANGUAGES, _
from inventory.people.queries import at_work
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
    """A context on the depot: whoever works at this workstation acts, in the language chosen for it."""
    ctx = bootstrap.open_context(address(typed))
    with ctx.reading():
        person = at_work(ctx)
        ctx.actor = person.id if person else None
        if typed.language is None and (chosen := settings.read(ctx, settings.LANGUAGE)) in LANGUAGES:
            speak(chosen)
    return ctx
