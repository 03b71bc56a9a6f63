"""Settings: declared here with their defaults, kept in the database only where they differ."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from inventory.access.rights import Right, require
from inventory.errors import InvalidInput
from inventory.i18n import LANGUAGES, N_
from inventory.values.records import record
from inventory.work import Context, command
from models import connect

T = TypeVar("T")


class Scope(StrEnum):
    """For whom a setting holds."""

    DEPOT = "depot"
    WORKSTATION = "workstation"


@record
class Setting(Generic[T]):
    """A declared setting. ``check`` says whether a value may be kept."""

    name: str
    scope: Scope
    default: T
    check: Callable[[Any], bool]


LANGUAGE: Final = Setting("language", Scope.WORKSTATION, "", lambda value: value in ("", *LANGUAGES))
"""Of the window; "" follows the computer."""
THEME: Final = Setting("theme", Scope.WORKSTATION, "system", lambda value: value in ("system", "light", "dark"))
SOUNDS: Final = Setting("sounds", Scope.WORKSTATION, True, lambda value: isinstance(value, bool))
LABEL_TEMPLATE: Final = Setting(
    "labels.template", Scope.WORKSTATION, "roll-50x30", lambda value: isinstance(value, str)
)
CURRENT_USER: Final = Setting("user", Scope.WORKSTATION, 0, lambda value: isinstance(value, int))
"""Who works at this workstation: the id of a user, 0 until somebody said so."""
ASK_AT_START: Final = Setting("user.ask_at_start", Scope.WORKSTATION, False, lambda value: isinstance(value, bool))
"""Whether the window asks at every start who works at this workstation."""
LOCK_AFTER_MINUTES: Final = Setting(
    "user.lock_after_minutes", Scope.WORKSTATION, 0, lambda value: type(value) is int and 0 <= value <= 480
)
"""After so many minutes without a key or a click nobody is at work any more; 0 never."""
SCANNER_MEDIAN_MS: Final = Setting(
    "scanner.median_ms", Scope.WORKSTATION, 35, lambda value: type(value) is int and 1 <= value <= 200
)
"""Milliseconds from character to character that this workstation's scanner takes mostly; people take longer."""
SCANNER_LONGEST_MS: Final = Setting(
    "scanner.longest_ms", Scope.WORKSTATION, 120, lambda value: type(value) is int and 20 <= value <= 1000
)
"""The longest gap inside a scan; after it a scan without Enter is over."""
SCANNER_PREFIX: Final = Setting(
    "scanner.prefix", Scope.WORKSTATION, "", lambda value: isinstance(value, str) and len(value) <= 40
)
"""What this workstation's scanner types in front of every code."""
SCANNER_SUFFIX: Final = Setting(
    "scanner.suffix", Scope.WORKSTATION, "", lambda value: isinstance(value, str) and len(value) <= 40
)
"""What it types behind every code, before Enter."""
WINDOW: Final = Setting("window", Scope.WORKSTATION, "", lambda value: isinstance(value, str))
"""Size and place of the window, as Qt packs it, in hexadecimal."""
TABLES: Final = Setting("tables", Scope.WORKSTATION, "{}", lambda value: isinstance(value, str))
"""Columns of each table as this workstation arranged them, JSON by page."""

DECLARED: Final[tuple[Setting[Any], ...]] = (
    LANGUAGE, THEME, SOUNDS, LABEL_TEMPLATE, CURRENT_USER, ASK_AT_START,
    LOCK_AFTER_MINUTES, SCANNER_MEDIAN_MS, SCANNER_LONGEST_MS, SCANNER_PREFIX, SCANNER_SUFFIX, WINDOW, TABLES,
)  # fmt: skip


def read(ctx: Context, setting: Setting[T]) -> T:
    """The value in force. Needs an open connection (``ctx.reading()``)."""
    found = connect.rows("SELECT value FROM setting WHERE scope = ? AND name = ?", (_scope(ctx, setting), setting.name))
    return _in_force(setting, found[0][0]) if found else setting.default


def of_workstation(ctx: Context) -> dict[str, Any]:
    """All settings of this workstation by name, in one statement. Needs an open connection."""
    kept = dict(connect.rows("SELECT name, value FROM setting WHERE scope = ?", (f"@{ctx.workstation}",)))
    mine = [setting for setting in DECLARED if setting.scope is Scope.WORKSTATION]
    return {
        setting.name: _in_force(setting, kept[setting.name]) if setting.name in kept else setting.default
        for setting in mine
    }


def _in_force(setting: Setting[T], kept: str) -> T:
    value: T = json.loads(kept)
    return value if setting.check(value) else setting.default  # a value of a later version that means nothing here


@command
def put(ctx: Context, setting: Setting[T], value: T) -> None:
    """Keep a value; the default is kept by removing the row. What holds for the whole depot needs EDIT_POLICIES."""
    if not setting.check(value):
        raise InvalidInput(
            N_("{value} is not a value of this setting. Choose one from the list."), field=setting.name, value=value
        )
    from models.settings import Setting as Stored  # the tables come with the first change

    with ctx.work() as work:
        if setting.scope is Scope.DEPOT:
            require(ctx, Right.EDIT_POLICIES)
        scope = _scope(ctx, setting)
        stored = Stored.get_or_none((Stored.scope == scope) & (Stored.name == setting.name))
        if value == setting.default:
            if stored is not None:
                work.delete(stored)
        elif stored is None:
            work.create(Stored, scope=scope, name=setting.name, value=json.dumps(value, ensure_ascii=False))
        elif stored.value != json.dumps(value, ensure_ascii=False):
            work.note(stored, "value", stored.value, json.dumps(value, ensure_ascii=False))
            stored.value = json.dumps(value, ensure_ascii=False)
            stored.save()
            work.touch(Stored, stored.id)


def _scope(ctx: Context, setting: Setting[Any]) -> str:
    return "depot" if setting.scope is Scope.DEPOT else f"@{ctx.workstation}"
