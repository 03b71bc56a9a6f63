"""What may be recorded of a customer, a site and a contact."""

from __future__ import annotations

import re
from typing import Final

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import LANGUAGES, N_
from inventory.values.codes import normalise

_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,19}")


def check_code(code: str) -> str:
    """A customer code as it is compared. Raises InvalidInput."""
    compared = normalise(code)
    if not _CODE.fullmatch(compared):
        raise InvalidInput(
            N_("A customer code has up to 20 letters and digits, and may have . _ / - inside. Correct it."),
            field="code",
        )
    return compared


def check_language(language: str) -> str:
    """The language of a customer's papers; "" is the depot's. Raises InvalidInput."""
    if language not in ("", *LANGUAGES):
        raise InvalidInput(N_("Choose a language from the list."), field="language")
    return language


def check_site(customer_id: int, site_customer: int) -> None:
    """A contact stands at a site of its own customer. Raises RuleBroken."""
    if site_customer != customer_id:
        raise RuleBroken(N_("This site belongs to another customer. Choose one of this customer's."))
