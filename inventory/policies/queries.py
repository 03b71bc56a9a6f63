"""Policies as the depot has them: profiles, their versions, what each says, and which one a contract may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from inventory.errors import NotFound
from inventory.i18n import N_, Message
from inventory.policies import HOUSE, words
from inventory.policies.presets import BEGINNING
from inventory.policies.prose import Paragraph, prose
from inventory.policies.targets import Target
from inventory.policies.terms import KEYS, Terms, assumed, load
from inventory.policies.versions import is_used, read_targets
from inventory.policies.words import Named
from inventory.work import Context
from models import connect
from models.policies import PolicyVersion


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list of its profile. ``contracts``: how many rest on it; ``used``: it will not change."""

    id: int
    number: int
    valid_from: date
    frozen_at: datetime | None
    contracts: int
    used: bool

    @property
    def from_beginning(self) -> bool:
        """Whether it holds for everything that was before the next one."""
        return self.valid_from == BEGINNING


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A policy with its versions, the newest first."""

    id: int
    version: int
    code: str
    name: Named
    remark: str
    versions: tuple[VersionLine, ...]

    @property
    def is_house(self) -> bool:
        """Whether these are the terms of units whose contract names no policy."""
        return self.code == HOUSE

    @property
    def current(self) -> VersionLine:
        """The newest version."""
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version with all that it says. ``version`` is that of its row, for whoever saves it."""

    id: int
    version: int
    profile_id: int
    code: str
    name: Named
    number: int
    valid_from: date
    used: bool
    terms: Terms
    targets: tuple[Target, ...]
    assumed: frozenset[str]
    calendars: Mapping[str, Named]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What it says, as prose."""
        return prose(self.terms, self.targets, self.calendars, self.assumed)


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of a comparison: what each of two versions says of the same matter; "" where it says nothing."""

    matter: object
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A version that a contract may take."""

    id: int
    code: str
    name: Named
    number: int

    def __str__(self) -> str:
        return str(Message(N_("{code} {name}, version {number}"), {
            "code": self.code, "name": self.name, "number": self.number,
        }))  # fmt: skip


_PROFILES: Final = (
    "SELECT p.id, p.version, p.code, p.name_zh, p.name_en, p.remark, v.id, "
    "(SELECT count(*) FROM contract k WHERE k.policy_version_id = v.id) "
    "FROM policy_profile p JOIN policy_version v ON v.profile_id = p.id "
    "ORDER BY CASE WHEN p.code = ? THEN 0 ELSE 1 END, p.code, v.number DESC"
)
_CHOICES: Final = (
    "SELECT v.id, p.code, p.name_zh, p.name_en, v.number FROM policy_profile p "
    "JOIN policy_version v ON v.profile_id = p.id "
    "WHERE v.number = (SELECT max(w.number) FROM policy_version w WHERE w.profile_id = p.id) AND p.code <> ? "
    "ORDER BY p.code"
)


def profiles(ctx: Context) -> list[ProfileLine]:
    """All policies, the house's own terms first. Needs an open connection."""
    rows = connect.rows(_PROFILES, (HOUSE,))
    versions: dict[int, Any] = {row.id: row for row in PolicyVersion.select()}
    found: dict[int, ProfileLine] = {}
    lines: dict[int, list[VersionLine]] = {}
    for profile_id, seen, code, name_zh, name_en, remark, version_id, contracts in rows:
        row = versions[version_id]
        found.setdefault(profile_id, ProfileLine(profile_id, seen, code, Named(name_zh, name_en), remark, ()))
        line = VersionLine(row.id, row.number, row.valid_from, row.frozen_at, contracts, is_used(row))
        lines.setdefault(profile_id, []).append(line)
    return [
        ProfileLine(one.id, one.version, one.code, one.name, one.remark, tuple(lines[one.id])) for one in found.values()
    ]


def version(ctx: Context, version_id: int) -> VersionCard:
    """What one version says. Raises NotFound. Needs an open connection."""
    row: Any = PolicyVersion.get_or_none(PolicyVersion.id == version_id)
    if row is None:
        raise NotFound(N_("This version of the policy is no longer there. Choose another one."))
    marks = assumed(row.terms)
    profile = row.profile
    return VersionCard(
        id=row.id, version=row.version, profile_id=profile.id, code=profile.code,
        name=Named(profile.name_zh, profile.name_en), number=row.number, valid_from=row.valid_from, used=is_used(row),
        terms=load(row.terms), targets=read_targets(row.id, marks), assumed=marks, calendars=calendar_names(ctx),
    )  # fmt: skip


def house_version(ctx: Context) -> VersionCard:
    """The newest terms of the house. Needs an open connection."""
    found = connect.rows(
        "SELECT v.id FROM policy_version v JOIN policy_profile p ON p.id = v.profile_id "
        "WHERE p.code = ? ORDER BY v.number DESC LIMIT 1",
        (HOUSE,),
    )
    return version(ctx, found[0][0] if found else 0)


def choices(ctx: Context) -> list[VersionChoice]:
    """The newest version of every policy but the house's own terms: what a contract may take. Needs a connection."""
    return [
        VersionChoice(version_id, code, Named(name_zh, name_en), number)
        for version_id, code, name_zh, name_en, number in connect.rows(_CHOICES, (HOUSE,))
    ]


def calendar_names(ctx: Context) -> dict[str, Named]:
    """What each calendar is called, by its code. Needs an open connection."""
    return {
        code: Named(name_zh, name_en)
        for code, name_zh, name_en in connect.rows("SELECT code, name_zh, name_en FROM calendar ORDER BY id")
    }


def compare(one: VersionCard, other: VersionCard) -> tuple[Difference, ...]:
    """What differs between two versions, setting by setting, then the due times that only one of them has."""
    told = [
        Difference(Message(words.SETTING[key]), words.shown(name, one.terms), words.shown(name, other.terms))
        for name, key in KEYS.items()
        if getattr(one.terms, name) != getattr(other.terms, name)
    ]
    lines = [_times(card) for card in (one, other)]
    matter = Message(N_("Response times"))
    told += [Difference(matter, line, "") for line in lines[0] if line not in lines[1]]
    told += [Difference(matter, "", line) for line in lines[1] if line not in lines[0]]
    return tuple(told)


def _times(card: VersionCard) -> Sequence[str]:
    paragraph = prose(card.terms, card.targets, card.calendars)[4]
    return [str(sentence.text) for sentence in paragraph.sentences] if card.targets else []
