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
    "right_of_role": N_("This role already has this right."),
    "approval_by_another": N_("Whoever asked for it cannot approve it. Ask another person."),
    "approval_decided": N_("This request was decided already. Refresh the page to see how."),
    "calendar_code": N_("A calendar with this code is already there. Choose another code."),
    "calendar_day_once": N_("This day is already in the list. Correct its line instead of adding another one."),
    "calendar_day_of_customer": N_(
        "This customer already has a rule for this day. Correct its line instead of adding another one."
    ),
    "calendar_day_region": N_("A day of a region needs the region's name, and only such a day has one."),
    "calendar_day_customer": N_("A day of a customer needs the customer, and only such a day has one."),
    "calendar_year_year": N_("This year is already in the list. Correct its line instead of adding another one."),
    "policy_profile_code": N_("A policy with this code is already there. Choose another code."),
    "policy_version_number": N_("Somebody has just made another version of this policy. Look at it and try again."),
    "policy_number": N_("Versions of a policy are numbered from 1."),
    "target_position": N_("Two due times stand in one line. Save again."),
    "target_amount": N_("A due time cannot be below zero."),
    "contract_months": N_("A warranty lasts between 0 and 600 months."),
    "contract_line_position": N_("Somebody has just added a line to this contract. Look at it and try again."),
    "contract_line_quantity": N_("A line of a contract needs a quantity of at least 1."),
    "contract_line_price": N_("A price cannot be below zero."),
    "contract_line_tax": N_("A tax rate lies between 0 % and 100 %."),
    "lot_number": N_("Somebody has just added a delivery to this contract. Look at it and try again."),
    "lot_completed_before_signature": N_("The acceptance cannot be signed before the completion. Check both dates."),
    "lot_arrived_before_signature": N_("The acceptance cannot be signed before the delivery. Check both dates."),
    "lot_accepted_has_day": N_("An accepted delivery needs the day of the signature, and only such a one has it."),
    "lot_check_position": N_("Somebody has just added a check to this delivery. Look at it and try again."),
    "lot_of_unit": N_("This unit already belongs to a delivery. Take it out there first."),
    "extension_number": N_("A maintenance contract with this number is already there. Open it instead."),
    "extension_months": N_("A maintenance contract lasts between 1 and 600 months."),
    "extension_signature": N_("Enter the day of the signature: the maintenance contract begins with it."),
    "extension_first_day": N_("Enter the first day: the maintenance contract begins on it."),
    "extension_of_unit": N_("This unit is already under this maintenance contract."),
    "segment_days": N_("Cover cannot end before it begins. Check the dates it is reckoned from."),
    "maker_cover_of_unit": N_("The manufacturer's warranty of this unit is already recorded. Correct it there."),
    "maker_cover_term": N_("Enter the manufacturer's months or the last day of its warranty, not both."),
    "maker_cover_months": N_("A warranty lasts between 0 and 600 months."),
    "manual_cover_days": N_("Cover cannot end before it begins. Check both dates."),
    "custody_days": N_("A unit cannot be handed back before it was taken in. Check both dates."),
    "custody_loaner_days": N_("A loaner cannot come back before it went out. Check both dates."),
    "custody_one_open": N_("This unit is already with us. Hand it back before it is taken in again."),
    "swap_of_two": N_("A unit cannot replace itself. Choose another one."),
    "swap_of_old": N_("This unit was replaced already. Open its successor."),
    "swap_of_new": N_("This unit already took the place of another one. Choose a different unit."),
    "review_once": N_("This case is already on the review list."),
    FOREIGN_KEY: N_("Other records refer to this one, so it cannot be removed."),
}


def sentence(guard: str) -> str:
    """The message id for a guard's name; "" for one that no person can run into."""
    return SENTENCES.get(guard, "")
