"""What the kinds of books, the verdicts and the records of an import are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inventory.i18n import N_, _
from inventory.imports import BatchState, Created, ImportKind, Verdict, Weight
from ui.theme import Meaning


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of book: its name, what stands in it, and where its records are shown afterwards. Message ids."""

    title: str
    remark: str
    icon: str
    page: str


KINDS: Final[Mapping[ImportKind, KindWords]] = {
    ImportKind.ASSETS: KindWords(
        N_("Register of units"),
        N_("Serial numbers, models, customers, sale and acceptance. Asset exports of Snipe-IT too."),
        "assets",
        "assets",
    ),
    ImportKind.REPAIRS: KindWords(
        N_("Repair log"),
        N_("Faults, times, work done, parts used. The units must be there already."),
        "cases",
        "assets",
    ),
    ImportKind.PARTS: KindWords(
        N_("Parts list"), N_("Part numbers, names, stock, prices, and the models they fit."), "parts", "parts"
    ),
    ImportKind.CUSTOMERS: KindWords(
        N_("List of customers"), N_("Names, addresses, contacts, tax numbers."), "customers", "customers"
    ),
    ImportKind.PRICES: KindWords(
        N_("Price list of a contract"),
        N_("What was sold at which initial price: equipment, spare parts, services, with or without tax."),
        "contracts",
        "contracts",
    ),
    ImportKind.ACCEPTANCES: KindWords(
        N_("Acceptance dates"),
        N_("Serial numbers and the day of the signature. The units must be there already."),
        "approvals",
        "assets",
    ),
}
_CREATED: Final = {
    Created.CUSTOMER: N_("Customer"),
    Created.MANUFACTURER: N_("Manufacturer"),
    Created.MODEL: N_("Model"),
    Created.CONTRACT: N_("Contract"),
    Created.PART: N_("Part"),
    Created.SITE: N_("Site"),
    Created.CONTACT: N_("Contact"),
    Created.POLICY: N_("Policy of a contract"),
    Created.MAKER_COVER: N_("Manufacturer's warranty"),
    Created.EXTENSION: N_("Maintenance contract"),
}
_VERDICTS: Final = {
    Verdict.NEW: (N_("new"), Meaning.OK),
    Verdict.CHANGED: (N_("changed"), Meaning.INFO),
    Verdict.ALREADY_THERE: (N_("already there"), Meaning.OFF),
    Verdict.REFUSED: (N_("refused"), Meaning.LATE),
}
_WEIGHTS: Final = {
    Weight.REFUSES: (N_("refused"), Meaning.LATE),
    Weight.WARNS: (N_("look at it"), Meaning.SOON),
    Weight.CHANGES: (N_("changes"), Meaning.INFO),
    Weight.TELLS: (N_("note"), Meaning.OFF),
}
_STATES: Final = {
    BatchState.DONE: (N_("imported"), Meaning.OK),
    BatchState.UNDONE: (N_("undone"), Meaning.OFF),
}


def kind_word(kind: ImportKind) -> str:
    """A kind of book in the reader's language."""
    return _(KINDS[kind].title)


def created_word(kind: Created) -> str:
    """A kind of record in the reader's language."""
    return _(_CREATED[kind])


def verdict_word(verdict: Verdict) -> str:
    """What happens to a row, in the reader's language."""
    return _(_VERDICTS[verdict][0])


def verdict_meaning(verdict: Verdict) -> Meaning:
    """The same as a colour."""
    return _VERDICTS[verdict][1]


def weight_word(weight: Weight) -> str:
    """How much a note weighs, in the reader's language."""
    return _(_WEIGHTS[weight][0])


def weight_meaning(weight: Weight) -> Meaning:
    """The same as a colour."""
    return _WEIGHTS[weight][1]


def state_word(state: BatchState) -> str:
    """Whether a batch still stands, in the reader's language."""
    return _(_STATES[state][0])


def state_meaning(state: BatchState) -> Meaning:
    """The same as a colour."""
    return _STATES[state][1]
