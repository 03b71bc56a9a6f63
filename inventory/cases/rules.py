"""What the states of a case mean."""

from __future__ import annotations

from typing import Final

from models.cases import CaseState

OPEN: Final = frozenset({CaseState.REPORTED, CaseState.RESPONDED, CaseState.ON_SITE})
"""The unit does not work yet: somebody waits for us."""
