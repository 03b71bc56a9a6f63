"""What the conditions of goods and the papers of the depot are called (glossary.md, documents.md 4.8)."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _, pgettext
from inventory.stock.scope import ValuationScope
from models.stock import Condition, DocKind, DocState, IssuePurpose
from models.supply import ReservationState

__all__ = [
    "CONDITIONS", "PAPERS", "Condition", "DocKind", "DocState", "IssuePurpose", "ReservationState",
    "condition_word", "doc_word", "purpose_word", "scope_word", "state_word",
]  # fmt: skip

CONDITIONS: Final = {
    Condition.NEW: N_("brand new"),
    Condition.GOOD: N_("good"),
    Condition.PENDING: N_("pending"),
    Condition.FAULTY: N_("faulty"),
    Condition.SCRAP: N_("scrap"),
}
PAPERS: Final = {
    DocKind.OPENING: N_("Opening stock"),
    DocKind.RECEIPT: N_("Receipt"),
    DocKind.ISSUE: N_("Issue"),
    DocKind.RETURN_UNUSED: N_("Return of unused goods"),
    DocKind.TRANSFER_OUT: N_("Transfer sent"),
    DocKind.TRANSFER_IN: N_("Transfer received"),
    DocKind.MOVE: N_("Bin move"),
    DocKind.TOOL_OUT: N_("Tool lent"),
    DocKind.TOOL_IN: N_("Tool brought back"),
    DocKind.CONDITION: N_("Change of condition"),
    DocKind.SCRAP: N_("Scrapping"),
    DocKind.ADJUST: N_("Stocktake difference"),
    DocKind.REVERSAL: N_("Reversal"),
}
_PURPOSES: Final = {
    IssuePurpose.CASE: N_("For a case"),
    IssuePurpose.VISIT: N_("For a visit"),
    IssuePurpose.SALE: N_("For a sale"),
    IssuePurpose.VAN: N_("Onto a van"),
    IssuePurpose.OTHER: N_("For something else"),
}
_SCOPES: Final = {
    ValuationScope.COMPANY: N_("One average in the whole company"),
    ValuationScope.WAREHOUSE: N_("An average in each warehouse"),
}


def condition_word(condition: Condition) -> str:
    """A condition, in the reader's language."""
    return _(CONDITIONS[condition])


def doc_word(kind: DocKind) -> str:
    """What a paper does, in the reader's language."""
    return _(PAPERS[kind])


def purpose_word(purpose: IssuePurpose) -> str:
    """What goods are issued for, in the reader's language."""
    return _(_PURPOSES[purpose])


def scope_word(scope: ValuationScope) -> str:
    """Over what the moving average is taken, in the reader's language."""
    return _(_SCOPES[scope])


def state_word(state: DocState) -> str:
    """How far a paper is, in the reader's language."""
    words = {
        DocState.DRAFT: pgettext("paper", "Draft"),
        DocState.POSTED: pgettext("paper", "Posted"),
        DocState.REVERSED: pgettext("paper", "Reversed"),
    }
    return words[state]
