"""What there is to see: every page of the program, and what opens over it."""

from __future__ import annotations

from docs import (
    calendar_scenes,
    contract_scenes,
    cover_card_scenes,
    cover_scenes,
    list_scenes,
    parts_scenes,
    people_scenes,
    policy_scenes,
    quotation_scenes,
    stock_scenes,
    stocktake_scenes,
    supply_scenes,
    unit_scenes,
    window_scenes,
)
from docs.scene import SCENES, Scene

__all__ = [
    "SCENES",
    "Scene",
    "calendar_scenes",
    "contract_scenes",
    "cover_card_scenes",
    "cover_scenes",
    "list_scenes",
    "parts_scenes",
    "people_scenes",
    "policy_scenes",
    "quotation_scenes",
    "stock_scenes",
    "stocktake_scenes",
    "supply_scenes",
    "unit_scenes",
    "window_scenes",
]
