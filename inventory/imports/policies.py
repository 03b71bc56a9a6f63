"""The policies of the depot as books name them, and which version holds for a unit: asked once for a whole book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory.contracts.versions import chosen_version
from inventory.cover.facts import PolicyFacts
from inventory.cover.records import Beside
from inventory.imports.words import fold
from inventory.policies import HOUSE
from inventory.policies.terms import load
from models import connect

_VERSIONS: Final = (
    "SELECT p.id, p.code, p.name_zh, p.name_en, v.id, v.number, v.valid_from, v.terms FROM policy_profile p "
    "JOIN policy_version v ON v.profile_id = p.id ORDER BY v.valid_from, v.number"
)
_PREFIXES: Final = ("质保方案", "服务方案", "方案", "政策", "policy", "plan")
_OF_HOUSE: Final = ("通用条款", "本单位条款", "公司条款", "默认", "house", "house terms", "standard terms")


@dataclass(frozen=True, slots=True)
class Profile:
    """A policy. ``is_house``: the house's own terms, which hold where a contract names none."""

    id: int
    code: str

    @property
    def is_house(self) -> bool:
        """Whether a contract under it names no policy at all."""
        return self.code == HOUSE


class Policies:
    """All policies with their versions."""

    def __init__(self) -> None:
        self._profiles: dict[int, Profile] = {}
        self._named: dict[str, set[int]] = {}
        self._written: dict[str, Profile | None] = {}
        self._of_version: dict[int, Profile] = {}
        self._beside = Beside()
        for profile_id, code, name_zh, name_en, version_id, number, valid_from, terms in connect.rows(_VERSIONS):
            if profile_id not in self._profiles:
                self._profiles[profile_id] = Profile(profile_id, code)
                self._call(profile_id, [code, name_zh, name_en, code.removeprefix("P-")])
            policy = PolicyFacts(version_id, code, number, load(terms), code == HOUSE)
            self._of_version[version_id] = self._profiles[profile_id]
            self._beside.policies[version_id] = policy
            valid = connect.as_day(valid_from)
            if policy.is_house and valid is not None:
                self._beside.house.append((valid, policy))
                self._call(profile_id, _OF_HOUSE)

    def _call(self, profile_id: int, names: Iterable[str]) -> None:
        for key in filter(None, map(fold, names)):
            self._named.setdefault(key, set()).add(profile_id)

    @property
    def codes(self) -> list[str]:
        """The codes that a book may write."""
        return sorted(profile.code for profile in self._profiles.values())

    def named(self, text: str) -> Profile | None:
        """The policy that ``text`` names by its code or one of its names; None where none or several."""
        if text not in self._written:  # a book writes the same few words in all of its rows
            self._written[text] = self._found(text)
        return self._written[text]

    def _found(self, text: str) -> Profile | None:
        key = fold(text)
        keys = [key, *(key.removeprefix(fold(prefix)) for prefix in _PREFIXES if key.startswith(fold(prefix)))]
        for one in keys:
            found = self._named.get(one, set())
            if len(found) == 1:
                return self._profiles[next(iter(found))]
        return None

    def profile_of(self, version_id: int) -> Profile:
        """Which policy a version is of."""
        return self._of_version[version_id]

    def chosen(self, profile: Profile, day: date) -> int:
        """The version that a contract of ``day`` takes. Raises InvalidInput."""
        return chosen_version(profile.id, day)

    def facts(self, version_id: int | None, accepted_on: date | None) -> PolicyFacts:
        """What holds for a unit: the version of its contract, else the house terms on the day of its acceptance."""
        return self._beside.policy(version_id, accepted_on)
