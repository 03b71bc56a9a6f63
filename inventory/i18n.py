"""Every visible sentence, in the reader's language, from one gettext catalogue.

English source sentences are the message ids; values go into named placeholders
(``{serial}``), never into the sentence itself, so that translators see whole sentences.
"""

from __future__ import annotations

import gettext as _gettext
import string
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any, Final

from inventory.values.records import record

LOCALE_FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "locale"
DOMAIN: Final = "depot"
LANGUAGES: Final = ("zh_CN", "en")

_workstation_language = "zh_CN"
_spoken: ContextVar[str | None] = ContextVar("spoken_language", default=None)


def use(language: str) -> None:
    """Make ``language`` (one of LANGUAGES) the language of this workstation."""
    global _workstation_language
    if language not in LANGUAGES:
        raise ValueError(language)
    _workstation_language = language


def language() -> str:
    """The language that ``_()`` speaks here and now."""
    return _spoken.get() or _workstation_language


@contextmanager
def speaking(other: str) -> Iterator[None]:
    """Speak another language for a while: a document is in its receiver's language."""
    if other not in LANGUAGES:
        raise ValueError(other)
    token = _spoken.set(other)
    try:
        yield
    finally:
        _spoken.reset(token)


@cache
def _catalogue(lang: str) -> _gettext.NullTranslations:
    if lang == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[lang])


@cache
def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _safe(source: str, translated: str) -> str:
    """The translation, or the source where the translation would lose or invent a value."""
    return translated if _placeholders(translated) == _placeholders(source) else source


@cache
def _translated(message: str, lang: str) -> str:
    """Looked up once: a list says the same few words thousands of times."""
    return _safe(message, _catalogue(lang).gettext(message))


def _(message: str) -> str:
    """``message`` in the language of the reader."""
    return _translated(message, language())


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for ``n`` things; format the result with the values it names."""
    translated = _catalogue(language()).ngettext(singular, plural, n)
    return translated if _placeholders(translated) <= _placeholders(plural) else plural


def pgettext(context: str, message: str) -> str:
    """``message`` where the same English word has two meanings."""
    return _safe(message, _catalogue(language()).pgettext(context, message))


def N_(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is read."""
    return message


@record
class Message:
    """A sentence and its values, translated only when somebody reads it."""

    message_id: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(self.message_id, self.values)


@record
class Listed:
    """Words one after the other, joined in the reader's way when they are read. ``between``: ``", "`` or ``"; "``."""

    words: tuple[object, ...]
    between: str = ", "

    def __str__(self) -> str:
        return _(self.between).join(map(str, self.words))


def fill(message_id: str, values: dict[str, Any]) -> str:
    """``message_id`` translated, with its values written in."""
    text = _(message_id)
    return text.format_map({name: _shown(value) for name, value in values.items()}) if values else text


def _shown(value: object) -> str:
    return "" if value is None else str(value)
