"""What a row of a register says of a maintenance contract, by its columns and by its remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from inventory.i18n import N_, Message
from inventory.imports.extension_terms import Wanted
from inventory.imports.ledger import Ledger, listed
from inventory.imports.maker_windows import Doubt
from inventory.imports.parsing import compared
from inventory.imports.remarks import ExtensionNote

if TYPE_CHECKING:
    from inventory.imports.units import AssetRecord

_FILLED: Final = (
    "extension_no", "extension_months", "extension_years", "extension_until", "extension_from", "extension_signed_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says. ``noted``: the words of the remark that complete or replace its columns."""

    number: str
    wanted: Wanted
    key: str
    noted: str = ""


def said_of(record: AssetRecord, notes: Sequence[ExtensionNote], doubt: Doubt) -> Said | None:
    """What a row says by its columns and its remark; ``doubt`` hears where they contradict each other."""
    months = record.extension_months if record.extension_years is None else record.extension_years
    days = (record.extension_signed_on, record.extension_from, record.extension_until)
    wanted = Wanted(months or None, *(date.fromisoformat(day) if day else None for day in days))
    number = record.extension_no or ""
    if months == 0 and not number and not any(days):
        return None  # 0 months: nothing was promised
    if len(notes) > 1:
        doubt(
            str(listed([note.phrase for note in notes])),
            Message(N_("These contradict each other, so nothing is recorded. Correct the remark.")),
        )
        notes = ()
    note = notes[0] if notes else None
    named = bool(number) or wanted != Wanted()
    if note is None:
        key = next(key for key in _FILLED if getattr(record, key) is not None) if named else ""
        return Said(number, wanted, key) if named else None
    noted = Wanted(note.months, note.signed_on, note.first, note.until)
    if any(
        one is not None and other is not None and one != other
        for one, other in ((getattr(wanted, name), getattr(noted, name)) for name in Wanted.__slots__)
    ) or (number and note.number and compared(number) != compared(note.number)):
        doubt(
            note.phrase,
            Message(
                N_(
                    "This contradicts what the columns of the row say of the maintenance contract. The columns "
                    "count; correct what is wrong."
                )
            ),
        )
        key = next(key for key in _FILLED if getattr(record, key) is not None)
        return Said(number, wanted, key)
    whole = replace(
        wanted, **{name: getattr(noted, name) for name in Wanted.__slots__ if getattr(wanted, name) is None}
    )
    return Said(number or note.number, whole, "remark", note.phrase)


def written(record: AssetRecord, ledger: Ledger) -> str:
    """What the columns say, as words that a person finds again in the book."""
    return "，".join(
        f"{ledger.table.heading(key)} {getattr(record, key)}" for key in _FILLED if getattr(record, key) is not None
    )
