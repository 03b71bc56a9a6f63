"""What a covered stretch rests on: said in words, and the page that shows it."""

from __future__ import annotations

from inventory.assets.queries import AssetCard
from inventory.cover.proven import Proven
from inventory.i18n import _
from ui.navigation import Route


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
    if segment.proof == "contract" and segment.proof_id is not None:
        return Route("contract", segment.proof_id)
    if segment.proof == "extension_contract" and segment.proof_id is not None:
        return Route("extension", segment.proof_id)
    if segment.proof == "product_model" and segment.proof_id is not None:
        return Route("model", segment.proof_id)
    if segment.proof == "serial_swap" and card.facts.swap is not None:
        return Route("asset", card.facts.swap.old_id)
    return None
