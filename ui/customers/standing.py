"""How a customer stands, in a line and a few chips."""

from __future__ import annotations

from inventory.cover.rules import CoverStatus
from inventory.customers.queries import CustomerCard
from inventory.customers.words import kind_word
from inventory.i18n import _, ngettext
from ui.theme import Meaning


def where(found: CustomerCard) -> str:
    """Kind, address and whom to call, in one line."""
    address = next((site.address for site in found.sites if site.address), "")
    first = next((contact for contact in found.contacts if contact.is_default), None)
    called = f"{first.name} {first.phone or first.mobile}".strip() if first is not None else ""
    level = _("level {level}").format(level=found.level) if found.level else ""
    return "  ·  ".join(word for word in (kind_word(found.kind), address, called, level) if word)


def covers(found: CustomerCard) -> list[tuple[str, Meaning]]:
    """The customer's units by their cover, in words; only what occurs."""
    covered = found.cover.get(CoverStatus.IN_WARRANTY, 0) + found.cover.get(CoverStatus.EXTENDED, 0)
    out = found.cover.get(CoverStatus.POST_WARRANTY, 0) - found.termless
    waiting = found.cover.get(CoverStatus.PRE_ACCEPTANCE, 0)
    gone = found.cover.get(CoverStatus.NO_OBLIGATION, 0)
    counts = (
        (covered, ngettext("{count} unit in warranty", "{count} units in warranty", covered), Meaning.OK),
        (out, ngettext("{count} out of warranty", "{count} out of warranty", out), Meaning.OFF),
        (
            found.termless,
            ngettext("{count} without a recorded term", "{count} without a recorded term", found.termless),
            Meaning.SOON,
        ),
        (waiting, ngettext("{count} not accepted yet", "{count} not accepted yet", waiting), Meaning.INFO),
        (gone, ngettext("{count} retired or scrapped", "{count} retired or scrapped", gone), Meaning.OFF),
    )
    return [(text.format(count=f"{count:,}"), meaning) for count, text, meaning in counts if count]
