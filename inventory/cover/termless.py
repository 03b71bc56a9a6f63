"""Units that are accepted while nobody recorded for how long they are covered: a promise is there, its term is not.

Neither the unit itself, nor its contract, its policy or its model says any months, and nothing else covers it. For C-04
such a unit is out of warranty, which nobody should be told: the term has to be found and entered first.
"""

from __future__ import annotations

from typing import Final

from inventory.policies import HOUSE

_UNSAID: Final = "tv.terms <> replace(tv.terms, '\"warranty.months\": null', '')"
"""Whether a policy leaves the months open, as ``policies.terms.dump`` writes it."""
_OF_HOUSE: Final = (
    f"SELECT {_UNSAID} FROM policy_version tv JOIN policy_profile tp ON tp.id = tv.profile_id WHERE tp.code = '{HOUSE}'"
)
_HOUSE: Final = (
    f"({_OF_HOUSE} AND ({{unit}}.accepted_on IS NULL OR tv.valid_from <= {{unit}}.accepted_on) "
    f"ORDER BY tv.valid_from DESC, tv.number DESC LIMIT 1), ({_OF_HOUSE} ORDER BY tv.valid_from, tv.number LIMIT 1)"
)
"""The terms of the house that hold for the unit, as ``records.Beside.policy`` chooses them."""
_SQL: Final = (
    "{unit}.cover_last IS NULL AND {unit}.cover_first IS NOT NULL AND {unit}.warranty_months IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM product_model tm WHERE tm.id = {unit}.model_id AND tm.warranty_months IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM contract tk WHERE tk.id = {unit}.contract_id AND tk.warranty_months IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM serial_swap tw WHERE tw.new_id = {unit}.id) "
    f"AND coalesce((SELECT {_UNSAID} FROM contract tk JOIN policy_version tv ON tv.id = tk.policy_version_id "
    f"WHERE tk.id = {{unit}}.contract_id), {_HOUSE}, 1 = 1)"
)


def without_term(unit: str) -> str:
    """The condition of a statement; ``unit``: its name of the asset table. ``reckoning.term_missing`` says the same."""
    return _SQL.replace("{unit}", unit)
