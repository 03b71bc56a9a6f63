"""Whether a part may be fitted in warranty: made by the unit's manufacturer, or approved by it (R-046, INV-08)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.cover.rules import CoverStatus
from inventory.cover.standing import columns, unpacked
from inventory.errors import NotFound, RuleBroken
from inventory.i18n import N_
from inventory.kept import kept_day
from inventory.policies import HOUSE
from inventory.policies.presets import house
from inventory.policies.terms import PartsOrigin, load
from models import connect
from models.parts import Origin

_HOUSE: Final = (
    "SELECT h.id FROM policy_version h JOIN policy_profile hp ON hp.id = h.profile_id WHERE "
    f"hp.code = '{HOUSE}' {{held}} ORDER BY h.valid_from {{way}}, h.number {{way}} LIMIT 1"
)
_HELD: Final = _HOUSE.format(held="AND (a.accepted_on IS NULL OR h.valid_from <= a.accepted_on)", way="DESC")
_EARLIEST: Final = _HOUSE.format(held="", way="ASC")
POLICY_OF_UNIT: Final = (
    "LEFT JOIN contract k ON k.id = a.contract_id "
    f"LEFT JOIN policy_version v ON v.id = coalesce(k.policy_version_id, ({_HELD}), ({_EARLIEST}))"
)
"""Joins ``v``, the version of a policy that holds for a unit ``a``: its contract's, else the house terms'."""


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval of the manufacturer: the paper, and the days it holds, both included."""

    document: str
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A part that is to be fitted: who stands behind it for this model (None: it is not recorded that it fits)."""

    part_no: str
    model_code: str
    maker: str
    origin: Origin | None
    approvals: tuple[Approved, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginProof:
    """What a fitted part rests on: its origin, and the approval that held; ``asked``: whether the promise asks."""

    asked: bool
    origin: Origin | None
    document: str = ""


def check_fitting(asked: PartsOrigin, in_warranty: bool, fitting: Fitting, fitted_on: date) -> OriginProof:
    """Raise RuleBroken where the promise of R-046 asks for another part (INV-08); else what the part rests on.

    Only in warranty, and only where the policy promises it, must a part be the manufacturer's own or approved by it on
    the day of the fitting. An approval that is over, or not begun, is named with its days.
    """
    holding = next((each for each in fitting.approvals if each.holds_on(fitted_on)), None)
    wanted = asked is PartsOrigin.OEM_OR_APPROVED and in_warranty
    if fitting.origin is Origin.OEM or not wanted:
        return OriginProof(wanted, fitting.origin, holding.document if holding else "")
    if fitting.origin is None:
        raise RuleBroken(
            N_("It is not recorded that {part} fits {model}. Record it at the part, or choose a part that fits."),
            part=fitting.part_no, model=fitting.model_code,
        )  # fmt: skip
    if fitting.origin is Origin.COMPATIBLE:
        raise RuleBroken(
            N_(
                "{part} is only compatible with {model}. In warranty a part must be made by {maker} or approved by it: "
                "choose such a part."
            ),
            part=fitting.part_no, model=fitting.model_code, maker=fitting.maker,
        )  # fmt: skip
    if holding is None:
        raise _not_approved(fitting, fitted_on)
    return OriginProof(wanted, fitting.origin, holding.document)


def _not_approved(fitting: Fitting, fitted_on: date) -> RuleBroken:
    last = max(fitting.approvals, key=lambda each: each.valid_from, default=None)
    if last is None:
        return RuleBroken(
            N_(
                "No approval of {part} by {maker} is recorded. In warranty it needs one that holds on {day}: record it "
                "at the part, or choose another one."
            ),
            part=fitting.part_no, maker=fitting.maker, day=fitted_on.isoformat(),
        )  # fmt: skip
    return RuleBroken(
        N_(
            "The approval {document} of {part} by {maker} holds from {first} to {last}, not on {day}. Record the one "
            "that does, or choose another part."
        ),
        document=last.document, part=fitting.part_no, maker=fitting.maker, first=last.valid_from.isoformat(),
        last=last.valid_to.isoformat() if last.valid_to else "…", day=fitted_on.isoformat(),
    )  # fmt: skip


_UNIT: Final = (
    f"SELECT m.model_code, f.name, m.manufacturer_id, v.terms, p.part_no, x.origin, {columns('a')} FROM asset a "
    f"JOIN product_model m ON m.id = a.model_id JOIN manufacturer f ON f.id = m.manufacturer_id {POLICY_OF_UNIT} "
    "LEFT JOIN part p ON p.id = ? LEFT JOIN part_fit x ON x.part_id = p.id AND x.model_id = a.model_id WHERE a.id = ?"
)
_APPROVALS: Final = (
    "SELECT document, valid_from, valid_to FROM maker_approval WHERE part_id = ? AND manufacturer_id = ? "
    "ORDER BY valid_from, id"
)


def check_origin(part_id: int, asset_id: int, fitted_on: date) -> OriginProof:
    """``check_fitting`` of a part and a unit of the depot on a civil day, by the unit's policy and its cover then.

    Needs an open connection; a case calls it inside its own transaction. Raises RuleBroken and NotFound.
    """
    found = connect.rows(_UNIT, (part_id, asset_id))
    if not found or found[0][4] is None:
        raise NotFound(N_("This record is no longer there. Refresh the page to see what is."))
    model, maker, maker_id, terms, part_no, origin, begins, spares_last, packed = found[0]
    asked = (load(terms) if terms else house().terms).parts_origin
    cover = unpacked(begins, spares_last, packed).on(fitted_on)
    return check_fitting(
        asked, cover.status is CoverStatus.IN_WARRANTY,
        Fitting(part_no, model, maker, Origin(origin) if origin else None, _approvals(part_id, maker_id)), fitted_on,
    )  # fmt: skip


def _approvals(part_id: int, maker_id: int) -> tuple[Approved, ...]:
    return tuple(_approved(connect.rows(_APPROVALS, (part_id, maker_id))))


def _approved(found: Iterable[tuple[Any, ...]]) -> Iterable[Approved]:
    for document, first, last in found:
        yield Approved(document, kept_day(first), connect.as_day(last))
