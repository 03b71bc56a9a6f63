"""How many months a unit is promised while nobody records its own: by its contract, its policy, or its model."""

from __future__ import annotations

from datetime import date

from inventory.cover import records
from inventory.cover.words import Months
from inventory.i18n import N_, Message
from inventory.policies.terms import load
from inventory.work import Context
from models import connect


def without_own(
    _ctx: Context, model_id: int | None, contract_id: int | None, accepted_on: date | None = None
) -> Message | None:
    """The months with what says so: "24 months by policy P-S2A"; None where nothing does.

    Without a contract that names a policy the terms of the house hold, in the version of the day of the acceptance.
    """
    papers = connect.rows(
        "SELECT k.number, k.warranty_months, p.code, v.terms FROM contract k "
        "LEFT JOIN policy_version v ON v.id = k.policy_version_id LEFT JOIN policy_profile p ON p.id = v.profile_id "
        "WHERE k.id = ?",
        (contract_id or 0,),
    )
    number, months, code, terms = papers[0] if papers else ("", None, None, None)
    if months is not None:
        return Message(N_("{months} by contract {number}"), {"months": Months(months), "number": number})
    if terms is None:
        promised = records.beside(()).policy(None, accepted_on).terms.warranty_months
        if promised is not None:
            return Message(N_("{months} by the terms of the house"), {"months": Months(promised)})
    else:
        promised = load(terms).warranty_months
        if promised is not None:
            return Message(N_("{months} by policy {code}"), {"months": Months(promised), "code": code})
    usual = connect.rows("SELECT warranty_months FROM product_model WHERE id = ?", (model_id or 0,))
    if usual and usual[0][0] is not None:
        return Message(N_("{months}, usual for the model"), {"months": Months(usual[0][0])})
    return None
