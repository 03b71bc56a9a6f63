"""The latest cases of a customer, newest first."""

from __future__ import annotations

from inventory.cases.queries import CaseLine
from inventory.i18n import _
from inventory.values.days import show_instant
from ui.assets.tabs import case_meaning, case_standing, fee, used_parts
from ui.widgets.records import Field


def fields() -> list[Field]:
    """The columns of a customer's cases."""
    return [
        Field(_("Reported at"), lambda case: show_instant(case.reported_at), 130),
        Field(_("Case"), lambda case: case.case_no, 130),
        Field(_("Unit"), unit, 230),
        Field(_("Symptom"), lambda case: case.symptom),
        Field(_("Parts replaced"), used_parts, 130),
        Field(_("What was done"), lambda case: case.action, quiet=True),
        Field(_("Charge (yuan)"), fee, 115, right=True),
        Field(_("State"), case_standing, 180, chip=case_meaning),
    ]


def unit(case: CaseLine) -> str:
    """The unit of a case in a few words."""
    return f"{case.model_code} · {case.serial_no}"
