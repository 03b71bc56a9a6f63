"""What a covered stretch rests on: said in words, and the page that shows it."""

from __future__ import annotations

from typing import Final

from inventory.assets.queries import AssetCard
from inventory.cover.proven import Proven
from inventory.i18n import _
from ui.access.asked import GRANT
from ui.navigation import Route

_PAGES: Final = {
    "contract": "contract", "extension_contract": "extension", "product_model": "model", "policy_version": "policies",
}  # fmt: skip
"""The pages of records, by their tables."""


def proof_words(segment: Proven, card: AssetCard) -> str:
    """What the stretch rests on: "maintenance contract XB2026-003"."""
    named = segment.source if segment.source != segment.kind.value else ""
    if segment.proof == "contract":
        return _("contract {number}").format(number=named)
    if segment.proof == "extension_contract":
        return _("maintenance contract {number}").format(number=named)
    if segment.proof == "maker_cover":
        paper = _("the manufacturer's paper for this unit")
        return _("{what}: {name}").format(what=paper, name=named) if named else paper
    if segment.proof == "product_model":
        return _("what {maker} usually gives for {model}").format(maker=card.maker, model=card.model_code)
    if segment.proof == "custody":
        repairs = _("repairs with us")
        return _("{what}: {name}").format(what=repairs, name=named) if named else repairs
    if segment.proof == "manual_cover":
        granted = _("granted by a manager")
        return _("{what}: {name}").format(what=granted, name=named) if named else granted
    if segment.proof == "serial_swap":
        swap = card.facts.swap
        return _("replacement of {serial}").format(serial=swap.serial_no if swap is not None else named)
    return _("the dates of this unit")


def proof_route(segment: Proven, card: AssetCard) -> Route | None:
    """The page of what it rests on; None where this card shows it already."""
    return route_of(segment.proof, segment.proof_id, card)


def route_of(proof: str, proof_id: int | None, card: AssetCard) -> Route | None:
    """The page of the row ``proof_id`` of the table ``proof``; None where this card shows it already."""
    if proof in _PAGES and proof_id is not None:
        return Route(_PAGES[proof], proof_id)
    if proof == "manual_cover" and proof_id is not None:
        return Route("approvals", GRANT, proof_id)
    if proof == "serial_swap" and card.facts.swap is not None:
        return Route("asset", card.facts.swap.old_id)
    if proof == "custody":
        stay = next((one for one in card.facts.custodies if one.id == proof_id), None)
        return Route("case", stay.case_id) if stay is not None and stay.case_id is not None else None
    return None
