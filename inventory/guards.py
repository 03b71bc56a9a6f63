"""What each guard of the database means to a person who ran into it."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_
from models.catalog import FOREIGN_KEY

SENTENCES: Final[dict[str, str]] = {
    "asset_serial": N_(
        "A unit of this model with this serial number is already in the register. Open it instead of adding it again."
    ),
    "asset_code": N_("This label code is already used. Try again; a new code is drawn."),
    "asset_months": N_("A warranty lasts between 0 and 600 months."),
    "asset_accepted_after_delivery": N_("The acceptance cannot be before the delivery. Check both dates."),
    "asset_replaced_has_successor": N_("A replaced unit must name the unit that replaced it."),
    "customer_name": N_(
        "A customer with this name is already there. Open it, or add what tells them apart to the name."
    ),
    "customer_code": N_("This customer code is already used. Choose another one."),
    "site_name": N_("This customer already has a site with this name. Choose another name."),
    "contact_one_default": N_("Only one contact of a customer can be the first to call."),
    "manufacturer_name": N_("A manufacturer with this name is already there. Choose it from the list."),
    "model_of_manufacturer": N_("This manufacturer already has a model with this code. Choose it from the list."),
    "part_no": N_("A part with this number is already there. Open it instead of adding it again."),
    "part_code": N_("This label code is already used. Try again; a new code is drawn."),
    "part_safety_stock": N_("The safety stock cannot be below zero."),
    "part_cost": N_("A cost cannot be below zero."),
    "part_price": N_("A price cannot be below zero."),
    "part_fits_model": N_("This part is already listed for this model."),
    "fit_quantity": N_("A unit needs at least one piece of a part that fits it."),
    "opening_of_bin": N_("The opening stock of this part in this bin is already there."),
    "opening_quantity": N_("A stock cannot be below zero. Count the bin and enter what lies there."),
    "opening_cost": N_("A cost cannot be below zero."),
    "contract_number": N_("A contract with this number is already there. Choose it from the list."),
    "case_no": N_("A case with this number is already there. Open it instead of adding it again."),
    "service_case_code": N_("This label code is already used. Try again; a new code is drawn."),
    "case_fee": N_("A fee cannot be below zero."),
    "case_responded_after_report": N_("The response cannot be before the report. Check both times."),
    "case_arrived_after_report": N_("The arrival cannot be before the report. Check both times."),
    "case_restored_after_report": N_("The unit cannot work again before the fault was reported. Check both times."),
    "part_use_quantity": N_("At least one piece of a part must be used."),
    "mapping_of_headings": N_("Another workstation has just saved a mapping for these headings. Try again."),
    "setting_name": N_("Another workstation has just saved this setting. Try again."),
    "view_name": N_("A view with this name is already there. Choose another name."),
    "series_period": N_("Another workstation has just drawn this number. Try again."),
    "depot_user_login": N_("A person with this login is already there. Choose another login."),
    "branch_code": N_("A branch with this code is already there. Choose another code."),
    FOREIGN_KEY: N_("Other records refer to this one, so it cannot be removed."),
}


def sentence(guard: str) -> str:
    """The message id for a guard's name; "" for one that no person can run into."""
    return SENTENCES.get(guard, "")
