"""The pages about policies. Each is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _policies(desk: Desk, route: Route) -> QWidget:
    from ui.policies.page import PoliciesPage

    return PoliciesPage(desk, route)


def _editor(desk: Desk, route: Route) -> QWidget:
    from ui.policies.editor import PolicyEditorPage

    return PolicyEditorPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("policies", N_("Policies"), "contracts", _policies, rail=False, parent="settings"),
    PageSpec("policy_edit", N_("Edit a policy"), "contracts", _editor, rail=False, parent="policies"),
)
