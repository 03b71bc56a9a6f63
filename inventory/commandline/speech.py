"""How the program speaks on a terminal: which language, UTF-8 everywhere, progress only where somebody watches."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import field
from io import TextIOWrapper
from typing import Any, Final, TextIO

from inventory import i18n
from inventory.i18n import LANGUAGES
from inventory.values.records import record

PAUSE_SECONDS: Final = 0.1
"""Progress is written at most ten times a second."""


@record
class Answer:
    """What a command has to say: a document for programs, lines for people, and the exit status.

    ``refusal``: the sentence for standard error where the command was done and its result is nevertheless a refusal.
    """

    document: dict[str, Any]
    lines: Sequence[str]
    refusal: str = ""
    status: int = field(default=0)


def prepare() -> None:
    """UTF-8 whatever the terminal claims: a shop's server often runs in the C locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def language_of_the_system() -> str:
    """Chinese on a computer that speaks Chinese, English on any other."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if spoken := os.environ.get(name):
            return "zh_CN" if spoken.lower().startswith("zh") else "en"
    if sys.platform == "win32":
        import ctypes

        chinese = 0x04  # the primary language of 0x0804, 0x0404, 0x0C04 …
        return "zh_CN" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == chinese else "en"
    return "en"


def speak(language: str) -> None:
    """Use ``language``; the system's where it is none of ours."""
    i18n.use(language if language in LANGUAGES else language_of_the_system())


def give(answer: Answer, as_json: bool) -> None:
    """Print what a command has to say."""
    if as_json:
        print(json.dumps(answer.document, ensure_ascii=False, indent=2))
    else:
        for line in answer.lines:
            print(line)
    sys.stdout.flush()
    if answer.refusal:
        complain(answer.refusal)


def complain(sentence: str) -> None:
    """Say on standard error why something was refused."""
    print(sentence, file=sys.stderr, flush=True)


class Watching:
    """Progress on one line of a terminal. The command is stopped by Ctrl+C, which rolls everything back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = ""
        self._next = 0.0

    def report(self, done: int, total: int | None, what: str) -> None:
        """Show how far it is; the last step always."""
        now = time.monotonic()
        if now < self._next and done != total:
            return
        self._next = now + PAUSE_SECONDS
        how_far = f"{100 * done // total:3d} %  {done}/{total}" if total else (str(done) if done else "")
        self._show(f"{what} {how_far}".rstrip())

    def clear(self) -> None:
        """Take the line away again."""
        if self._shown:
            self._show("")
            self._stream.write("\r")
            self._stream.flush()

    def _show(self, line: str) -> None:
        line = _cut(line, shutil.get_terminal_size().columns - 1)
        self._stream.write("\r" + line + " " * max(0, _width(self._shown) - _width(line)))
        self._stream.flush()
        self._shown = line


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, columns: int) -> str:
    while _width(text) > max(columns, 1):
        text = text[:-1]
    return text


class Unwatched:
    """Nobody is looking at a terminal."""

    def report(self, done: int, total: int | None, what: str) -> None:
        """Nothing is shown."""

    def clear(self) -> None:
        """Nothing was shown."""


def progress() -> Watching | Unwatched:
    """Progress for whoever started the command."""
    watched = sys.stderr is not None and sys.stderr.isatty()  # started from an icon of Windows, there is none
    return Watching(sys.stderr) if watched else Unwatched()
