"""What is recorded of one unit that its cover rests on: the only things that ``reckoning`` looks at.

Plain values, read by ``records`` for many units at once. Every fact keeps the id of its record, so that each covered
stretch can say what proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inventory.cover.extensions import Extension
from inventory.cover.proven import GONE
from inventory.cover.replacement import ReplacementTerms
from inventory.cover.suspension import Absence, Repair
from inventory.policies.terms import Terms
from models.assets import AssetState
from models.policies import AnchorEvent


@dataclass(frozen=True, slots=True)
class UnitDays:
    """The days of a unit from which months can count, each None until it is known."""

    ex_works_on: date | None = None
    sold_on: date | None = None
    delivered_on: date | None = None
    installed_on: date | None = None
    completed_on: date | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """The policy version that holds for the unit. ``is_house``: the house terms, because no contract says more."""

    id: int | None
    code: str
    number: int
    terms: Terms
    is_house: bool = False


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What the unit's contract says itself; None: as its policy says."""

    id: int
    number: str
    months: int | None = None
    anchor: AnchorEvent | None = None
    accepted_on: date | None = None
    has_policy: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the cover rests on the contract and not on the house terms alone."""
        return self.has_policy or self.months is not None or self.anchor is not None


@dataclass(frozen=True, slots=True)
class MakerFacts:
    """The manufacturer's warranty as recorded for the unit: months from an event, or a last day."""

    id: int
    months: int | None
    anchor: AnchorEvent
    last: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """A maintenance contract that covers the unit."""

    id: int
    extension: Extension
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CustodyFacts:
    """A stay of the unit with us, the loaner that the customer had meanwhile, and the case it was for."""

    id: int
    repair: Repair
    loaner: Absence | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class ManualFacts:
    """Days granted by a person and approved by another one; withdrawn ones are no facts any more."""

    id: int
    first: date
    last: date
    reason: str = ""
    document: str = ""
    granted_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class SwapFacts:
    """The unit took the place of ``old_id``. ``serial_no``: of that one; ``source``: the number of the case, or ""."""

    id: int
    old_id: int
    serial_no: str
    swapped_on: date
    terms: ReplacementTerms
    source: str = ""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """All that the cover of the unit ``id`` rests on. Months are None where nobody wrote any.

    ``usual_months`` are what the manufacturer usually gives for the model, from ``usual_anchor``.
    """

    id: int
    state: AssetState
    days: UnitDays
    policy: PolicyFacts
    model_id: int | None = None
    own_months: int | None = None
    contract: ContractFacts | None = None
    usual_months: int | None = None
    usual_anchor: AnchorEvent = AnchorEvent.EX_WORKS
    maker: MakerFacts | None = None
    extensions: tuple[ExtensionFacts, ...] = ()
    custodies: tuple[CustodyFacts, ...] = ()
    manual: tuple[ManualFacts, ...] = ()
    swap: SwapFacts | None = None

    @property
    def months(self) -> int | None:
        """The months of the free period: the unit's own, the contract's, the policy's, at last the model's usual."""
        said = (self.own_months, self.contract.months if self.contract else None, self.policy.terms.warranty_months)
        return next((months for months in said if months is not None), self.usual_months)

    @property
    def is_gone(self) -> bool:
        """Whether nothing is owed for it any more."""
        return self.state in GONE

    @property
    def is_in_repair(self) -> bool:
        """Whether it is with us now: its suspension grows from day to day."""
        return any(custody.repair.back is None for custody in self.custodies)
