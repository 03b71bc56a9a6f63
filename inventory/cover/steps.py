"""A step of an explanation: a sentence, and what it rests on: a contract, a clause of a policy, a paper, a repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from inventory.cover.facts import PolicyFacts, SwapFacts, UnitFacts
from inventory.i18n import N_, Message
from inventory.policies.words import EVENT, SETTING, Listed
from models.policies import AnchorEvent

EVENTS: Final[Mapping[AnchorEvent | None, str]] = {
    **EVENT,
    AnchorEvent.EQUIPMENT_SIGNED: N_("the acceptance of the unit"),
}
"""What a unit's months are counted from."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a sentence rests on: in words, and the record to open, the row ``proof_id`` of the table ``proof``.

    ``proof_id`` None: the unit itself.
    """

    words: Message | Listed
    proof: str = "asset"
    proof_id: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence of the reckoning with its source."""

    text: Message
    source: Source


UNIT: Final = Source(Message(N_("the dates of this unit")))
RECKONED: Final = Source(Message(N_("follows from the steps above")))


def resting(sentences: Iterable[Message], source: Source) -> Iterator[Step]:
    """These sentences, all of one source."""
    return (Step(sentence, source) for sentence in sentences)


def clauses(policy: PolicyFacts, *settings: str) -> Source:
    """The clauses of a policy by the names of its settings, as requirements.md 1.9 has them."""
    named = Listed(tuple(Message(SETTING[name]) for name in settings))
    if policy.is_house:
        sentence = N_("terms of the house, version {version}: {clauses}")
        return Source(Message(sentence, {"version": policy.number, "clauses": named}), "policy_version", policy.id)
    sentence = N_("policy {code}, version {version}: {clauses}")
    values = {"code": policy.code, "version": policy.number, "clauses": named}
    return Source(Message(sentence, values), "policy_version", policy.id)


def contract(facts: UnitFacts) -> Source:
    """The contract of the unit, which there must be."""
    assert facts.contract is not None
    return Source(Message(N_("contract {number}"), {"number": facts.contract.number}), "contract", facts.contract.id)


def replacement(swap: SwapFacts) -> Source:
    """The replacement by which the unit took another one's place."""
    return Source(Message(N_("replacement of {serial}"), {"serial": swap.serial_no}), "serial_swap", swap.id)


def base(facts: UnitFacts) -> Source:
    """What the base window rests on: where its months, its anchor and its way of counting are written."""
    papers: list[Message | Listed] = []
    settings = ["warranty.count_rule"]
    known = facts.contract
    opens = clauses(facts.policy)
    if known is None or known.anchor is None:
        settings.insert(0, "warranty.anchor_event")
    if facts.own_months is not None:
        papers.append(UNIT.words)
    elif known is not None and known.months is not None:
        pass
    elif facts.policy.terms.warranty_months is not None:
        settings.insert(0, "warranty.months")
    else:
        papers.append(Message(N_("what is usual for the model")))
    if known is not None and known.says_something:
        opens = contract(facts)
        papers.insert(0, opens.words)
    return Source(Listed((*papers, clauses(facts.policy, *settings).words)), opens.proof, opens.proof_id)
