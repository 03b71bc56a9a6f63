"""Versions of policies inside a transaction: written, read back with their due times, and frozen by their first use.

For commands of any feature: a contract freezes the version that it takes, an import does too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_
from inventory.policies import HOUSE
from inventory.policies.presets import BEGINNING, Preset
from inventory.policies.targets import Milestone, Target, TargetBase, TargetUnit, read_conditions
from inventory.policies.terms import KEYS, Terms, assumed, dump, load, target_key
from inventory.work import Work
from models import connect
from models.calendars import Calendar
from models.policies import PolicyProfile, PolicyVersion, SlaTarget

TARGET_FIELDS: Final = tuple(one.name for one in fields(Target) if one.name != "assumed")
_ROWS: Final = (
    "SELECT t.level, t.milestone, t.conditions, t.base, t.amount, t.unit, c.code FROM sla_target t "
    "JOIN calendar c ON c.id = t.calendar_id WHERE t.policy_version_id = ? ORDER BY t.position"
)
_NAMED: Final = (
    "SELECT EXISTS (SELECT 1 FROM contract WHERE policy_version_id = ?) "
    "OR EXISTS (SELECT 1 FROM service_case WHERE policy_version_id = ?)"
)
_UNITS_OF_HOUSE: Final = (
    "SELECT EXISTS (SELECT 1 FROM asset a LEFT JOIN contract k ON k.id = a.contract_id "
    "WHERE k.policy_version_id IS NULL AND a.accepted_on >= ? AND a.accepted_on < ?)"
)
_FAR: Final = date(9999, 12, 31)


def add_preset(work: Work, preset: Preset) -> int:
    """Add a preset with its first version, valid for everything, and return the version's id."""
    profile = work.create(PolicyProfile, code=preset.code, name_zh=preset.name_zh, name_en=preset.name_en)
    return add_version(work, profile.id, 1, BEGINNING, preset.terms, preset.targets, preset.assumed)


def add_version(
    work: Work, profile_id: int, number: int, valid_from: date, terms: Terms, targets: Sequence[Target],
    marks: Collection[str],
) -> int:  # fmt: skip
    """Add a version of a profile and return its id. ``marks``: what is assumed in it."""
    row = work.create(
        PolicyVersion, profile=profile_id, number=number, valid_from=valid_from, terms=dump(terms, marks),
        created_at=work.ctx.clock.now(), created_by=work.ctx.actor,
    )  # fmt: skip
    write_targets(work, row.id, targets)
    return int(row.id)


def write_targets(work: Work, version_id: int, targets: Sequence[Target]) -> None:
    """Give a version these due times instead of those it has."""
    calendars = {row.code: row.id for row in Calendar.select(Calendar.id, Calendar.code)}
    for old in SlaTarget.select().where(SlaTarget.policy_version == version_id):
        work.delete(old)
    for position, target in enumerate(targets, 1):
        if target.calendar not in calendars:
            raise InvalidInput(N_("This choice is no longer there. Choose again."), field="calendar")
        work.create(
            SlaTarget, policy_version=version_id, position=position, level=target.level, milestone=target.milestone,
            conditions=target.kept_conditions, base=target.base, amount=target.amount, unit=target.unit,
            calendar=calendars[target.calendar],
        )  # fmt: skip


def read_targets(version_id: int, marks: Collection[str] = ()) -> tuple[Target, ...]:
    """The due times of a version in their order; ``marks`` says what is assumed in them. Needs an open connection."""
    return tuple(
        Target(
            level=level, milestone=Milestone(milestone), conditions=read_conditions(conditions),
            base=TargetBase(base), amount=amount, unit=TargetUnit(unit), calendar=calendar,
            assumed=frozenset(name for name in TARGET_FIELDS if target_key(position, name) in marks),
        )
        for position, (level, milestone, conditions, base, amount, unit, calendar) in enumerate(
            connect.rows(_ROWS, (version_id,)), 1
        )
    )  # fmt: skip


def marked(targets: Sequence[Target]) -> frozenset[str]:
    """What is assumed in due times, by the names under which it is kept with the terms."""
    return frozenset(
        target_key(position, name) for position, target in enumerate(targets, 1) for name in target.assumed
    )


def still_assumed(kept: str, terms: Terms) -> frozenset[str]:
    """The settings assumed in the ``kept`` terms that are not another value in ``terms``: who sets one has decided."""
    before, marks = load(kept), assumed(kept)
    same = {key for name, key in KEYS.items() if getattr(before, name) == getattr(terms, name)}
    return marks & same


def decided_targets(before: Sequence[Target], after: Sequence[Target]) -> tuple[Target, ...]:
    """``after`` with the marks of the line that stood there before; a field that was changed is decided."""
    told = []
    for position, target in enumerate(after):
        old = before[position] if position < len(before) else None
        same = {name for name in target.assumed if old is not None and getattr(old, name) == getattr(target, name)}
        told.append(replace(target, assumed=frozenset(same)))
    return tuple(told)


def freeze(work: Work, version_id: int) -> None:
    """The version is used from now on, so it never changes again. Raises NotFound for one that is not there."""
    row = PolicyVersion.get_or_none(PolicyVersion.id == version_id)
    if row is None:
        raise NotFound(N_("This version of the policy is no longer there. Choose another one."))
    if row.frozen_at is None and (locked := work.lock(PolicyVersion, version_id)).frozen_at is None:
        work.change(locked, frozen_at=work.ctx.clock.now())


def is_used(row: Any) -> bool:
    """Whether something rests on a version, so that a change must become a new one: contract, case, accepted units."""
    if row.frozen_at is not None or connect.rows(_NAMED, (row.id, row.id))[0][0]:
        return True
    if row.profile.code != HOUSE:
        return False
    following = (
        PolicyVersion.select(PolicyVersion.valid_from)
        .where((PolicyVersion.profile == row.profile_id) & (PolicyVersion.number > row.number))
        .order_by(PolicyVersion.valid_from)
        .first()
    )
    until = _FAR if following is None else following.valid_from
    return bool(connect.rows(_UNITS_OF_HOUSE, (row.valid_from, until))[0][0])


def newest(profile_id: int) -> Any:
    """The version of a profile with the highest number."""
    return (
        PolicyVersion.select()
        .where(PolicyVersion.profile == profile_id)
        .order_by(PolicyVersion.number.desc())
        .first()
    )  # fmt: skip
