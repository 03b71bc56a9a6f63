"""Policies are added, copied and edited here; a version that is used already is never changed, but followed by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from inventory.cover.keeping import reckon, under_house_terms
from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.jobs import Progress
from inventory.naming import check_code, line
from inventory.policies import HOUSE
from inventory.policies.presets import BEGINNING
from inventory.policies.targets import Target
from inventory.policies.terms import Terms, assumed, dump, load
from inventory.policies.versions import (
    add_version,
    decided_targets,
    is_used,
    marked,
    newest,
    read_targets,
    still_assumed,
    write_targets,
)
from inventory.values.days import show_day
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.policies import PolicyProfile, PolicyVersion

_NAME: Final = 80
_CODE: Final = 20
_MOST_TARGETS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFields:
    """What a person enters of a profile. ``name_en`` empty: the Chinese name stands in."""

    code: str
    name_zh: str
    name_en: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AddProfile(ProfileFields):
    """A policy with nothing but defaults."""


@dataclass(frozen=True, slots=True)
class CopyProfile(ProfileFields):
    """A policy that begins as a version of another one, with what is assumed there."""

    version_id: int


@dataclass(frozen=True, slots=True)
class EditProfile(ProfileFields):
    """What a profile is called from now on. The code of the house's own terms stays."""

    profile_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditVersion:
    """Terms and due times of a version as they should be. ``targets`` None: as they are.

    ``valid_from`` is for a new version, where one becomes necessary; None: today.
    """

    version_id: int
    seen_version: int
    terms: Terms
    targets: tuple[Target, ...] | None = None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTargets:
    """The due times of a version as they should be."""

    version_id: int
    seen_version: int
    targets: tuple[Target, ...]
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """Where the edit stands: in the version itself, or in a ``new`` one. ``units``: how many were reckoned anew."""

    version_id: int
    number: int
    new: bool
    units: int = 0


@command
@needs(Right.EDIT_POLICIES)
def add_profile(ctx: Context, profile: AddProfile) -> int:
    """Add a policy and return the id of its first version."""
    with ctx.work() as work:
        row = work.create(PolicyProfile, **_named(profile))
        return add_version(work, row.id, 1, BEGINNING, Terms(), (), ())


@command
@needs(Right.EDIT_POLICIES)
def copy_profile(ctx: Context, profile: CopyProfile) -> int:
    """Add a policy that begins like another one, and return the id of its first version."""
    with ctx.work() as work:
        source = _found(work, profile.version_id)
        row = work.create(PolicyProfile, **_named(profile))
        marks = assumed(source.terms)
        targets = read_targets(source.id, marks)
        return add_version(work, row.id, 1, BEGINNING, load(source.terms), targets, marks)


@command
@needs(Right.EDIT_POLICIES)
def edit_profile(ctx: Context, profile: EditProfile) -> int:
    """Call a policy otherwise and return its id."""
    with ctx.work() as work:
        row = work.lock(PolicyProfile, profile.profile_id)
        work.check_seen(row, profile.seen_version)
        values = _named(profile)
        if row.code == HOUSE and values["code"] != HOUSE:
            raise InvalidInput(N_("The house's own terms keep their code {code}."), field="code", code=HOUSE)
        work.change(row, **values)
    return profile.profile_id


@command
@needs(Right.EDIT_POLICIES)
def edit_version(ctx: Context, order: EditVersion, progress: Progress | None = None) -> Edited:
    """Change what a version promises: in place where nothing rests on it, else in a new version with the next number.

    Contracts keep the version they have. Terms of the house hold for the units that are accepted from ``valid_from``
    on, so the cover of those is reckoned anew in the same transaction.
    """
    with ctx.work() as work:
        row = _found(work, order.version_id)
        work.check_seen(row, order.seen_version)
        before = read_targets(row.id, assumed(row.terms))
        targets = before if order.targets is None else decided_targets(before, _checked(order.targets))
        marks = _marks(row, order.terms) | marked(targets)
        done = _written(work, row, order.terms, targets, before, marks, order.valid_from)
        if done.new and row.profile.code == HOUSE:
            done = replace(done, units=_reckoned(work, done.version_id, progress))
    return done


@command
@needs(Right.EDIT_POLICIES)
def edit_targets(ctx: Context, order: EditTargets) -> Edited:
    """Change the due times of a version alone, in place or in a new version as ``edit_version`` does it."""
    with ctx.work() as work:
        row = _found(work, order.version_id)
        work.check_seen(row, order.seen_version)
        before = read_targets(row.id, assumed(row.terms))
        targets = decided_targets(before, _checked(order.targets))
        terms = load(row.terms)
        return _written(work, row, terms, targets, before, _marks(row, terms) | marked(targets), order.valid_from)


def _written(
    work: Work, row: Any, terms: Terms, targets: tuple[Target, ...], before: tuple[Target, ...],
    marks: frozenset[str], valid_from: date | None,
) -> Edited:  # fmt: skip
    text = dump(terms, marks)
    if text == row.terms and targets == before:
        return Edited(row.id, row.number, False)
    if not is_used(row):
        if targets != before:
            write_targets(work, row.id, targets)
        if text != row.terms:
            work.change(row, terms=text)
        else:  # whoever saw the due times before must see that they are others now
            row.version += 1
            row.save(only=[PolicyVersion.version])
            work.touch(PolicyVersion, row.id)
        return Edited(row.id, row.number, False)
    work.lock(PolicyProfile, row.profile_id)
    last = newest(row.profile_id)
    first = valid_from or work.ctx.clock.today()
    if first < last.valid_from:
        raise InvalidInput(
            N_("Version {number} holds from {day} on. A later version begins on that day or after it."),
            field="valid_from", number=last.number, day=show_day(last.valid_from),
        )  # fmt: skip
    number = last.number + 1
    made = add_version(work, row.profile_id, number, first, terms, targets, marks)
    work.touch(PolicyProfile, row.profile_id)
    return Edited(made, number, True)


def _reckoned(work: Work, version_id: int, progress: Progress | None) -> int:
    """Reckon the cover of the units that the new terms of the house are about; of how many it differs now."""
    version: Any = PolicyVersion.get_by_id(version_id)
    return len(reckon(work, under_house_terms(version.valid_from), progress=progress))


def _marks(row: Any, terms: Terms) -> frozenset[str]:
    """What stays assumed of the terms; the marks of due times come with these."""
    return frozenset(mark for mark in still_assumed(row.terms, terms) if not mark.startswith("sla."))


def _checked(targets: Sequence[Target]) -> tuple[Target, ...]:
    if len(targets) > _MOST_TARGETS:
        raise RuleBroken(
            N_("At most {most} due times fit into a policy. Put some of them together."), most=_MOST_TARGETS
        )
    seen: set[tuple[object, ...]] = set()
    for target in targets:
        key = (target.level, target.milestone, target.base, target.conditions)
        if key in seen:
            raise RuleBroken(
                N_("Two due times say the same step for the same faults. Remove one of them, or tell them apart.")
            )
        seen.add(key)
    return tuple(targets)


def _found(work: Work, version_id: int) -> Any:
    try:
        return work.lock(PolicyVersion, version_id)
    except NotFound:
        raise NotFound(N_("This version of the policy is no longer there. Choose another one.")) from None


def _named(profile: ProfileFields) -> dict[str, Any]:
    _written_as, code = check_code(profile.code, field="code", limit=_CODE, missing=N_("Enter a code."))
    names = {"name_zh": line(profile.name_zh), "name_en": line(profile.name_en)}
    if not names["name_zh"]:
        raise InvalidInput(N_("Enter a name."), field="name_zh")
    for field, name in names.items():
        if len(name) > _NAME:
            raise InvalidInput(
                N_("At most {limit} characters fit here; shorten the text."), field=field, limit=_NAME
            )  # fmt: skip
    return {"code": code, **names, "remark": profile.remark.strip()}
