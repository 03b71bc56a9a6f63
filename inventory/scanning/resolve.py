"""From a scanned text to the record it means: an ordered list of questions, none of which ever writes or guesses.

Our own code comes first, because its check character proves it in whatever keyboard layout it arrived. Everything else
has no such proof: it must be equal, as it arrived, to what is in the depot to the last character. A text that looks
damaged, or would fit only in another layout, opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from inventory.errors import DepotError, NotFound
from inventory.i18n import N_
from inventory.scanning.payload import BadCode, Code, Flaw, Kind, decode_readings
from inventory.scanning.symbols import LONGEST, element, readings, strip_noise
from inventory.search import Found, Hit
from inventory.values.codes import normalise
from inventory.values.excerpt import excerpt
from inventory.work import Context
from models import connect

MOST: Final = 50
"""Hits of one kind that are offered as a choice."""

_ASSETS: Final = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, c.name FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id WHERE {condition}"
)
_PARTS: Final = "SELECT id, part_no, name, spec FROM part WHERE {condition}"
_CASES: Final = (
    "SELECT k.id, k.case_no, a.serial_no, k.symptom FROM service_case k JOIN asset a ON a.id = k.asset_id "
    "WHERE {condition}"
)
_CUSTOMERS: Final = "SELECT id, name, code FROM customer WHERE {condition}"

_NOT_YET: Final = {
    Kind.BIN: N_("{code} is the label of a bin. Bins are not kept in this depot yet; search for the part instead."),
    Kind.LOAN: N_("{code} is the label of a loan. Loans are not kept in this depot yet; scan the unit instead."),
    Kind.VISIT: N_("{code} is the label of a visit. Visits are not kept in this depot yet; scan the unit instead."),
}


def resolve(ctx: Context, text: str, scan_codes: Sequence[int] | None = None) -> list[Hit]:
    """The records that a scan or a typed code means: one to open, several to choose from.

    Asked in this order: our label code; then the serial of a maker (also inside GS1 element strings and Digital
    Links), part number, case number and customer code, which must be equal in their compared form. ``scan_codes`` are
    the keys as the window saw them, where the scanner types. Raises NotFound or BadCode with a sentence; never writes.
    """
    if len(text) > LONGEST or not (plain := strip_noise(text)):
        raise NotFound(N_("There is nothing to read in this scan. Scan again, or type the code."))
    refusal: DepotError
    try:
        codes = decode_readings(readings(text, scan_codes))
    except BadCode as error:
        refusal = error if error.flaw is Flaw.DAMAGED else _unknown(plain)
    else:
        if hits := [hit for code in codes for hit in _of_code(code)]:
            return hits
        refusal = _absent(codes[0])
    if hits := _equal(text):
        return hits
    raise refusal


def _of_code(code: Code) -> list[Hit]:
    if code.kind not in _BY_CODE:
        return []
    table, condition = _BY_CODE[code.kind]
    return table(condition, code.text)


def _absent(code: Code) -> DepotError:
    """Our own code, whole, and nothing carries it."""
    if code.kind in _NOT_YET:
        return NotFound(_NOT_YET[code.kind], code=code.grouped)
    return NotFound(
        N_("The label {code} is whole, but it is not in this depot. It belongs to another depot; nothing was created."),
        code=code.grouped,
    )


def _unknown(plain: str) -> NotFound:
    return NotFound(
        N_("Not known here: {text}. Nothing was created. Scan again, or search for a part of it."),
        text=excerpt(plain),
    )


def _equal(text: str) -> list[Hit]:
    """What is equal to the text: units by serial, and the numbers that people write on papers."""
    hits: dict[tuple[Found, int], Hit] = {}
    for norm in _compared(text):
        for table, condition in _BY_TEXT:
            for hit in table(condition, norm):
                hits.setdefault((hit.kind, hit.id), hit)
    return list(hits.values())


def _compared(text: str) -> Iterable[str]:
    """The text as it is compared; inside GS1, the serial number (21) that it carries."""
    serials = [normalise(element(text).get("21", "")), normalise(strip_noise(text))]
    return [norm for norm in dict.fromkeys(serials) if norm]


def _assets(condition: str, value: str) -> list[Hit]:
    found = connect.rows(f"{_ASSETS.format(condition=condition)} ORDER BY a.id LIMIT {MOST}", (value,))
    return [
        Hit(Found.ASSET, row[0], row[1], f"{row[2]} {row[3]}" + (f" · {row[4]}" if row[4] else "")) for row in found
    ]


def _parts(condition: str, value: str) -> list[Hit]:
    found = connect.rows(_PARTS.format(condition=condition), (value,))
    return [Hit(Found.PART, row[0], row[1], f"{row[2]} {row[3]}".strip()) for row in found]


def _cases(condition: str, value: str) -> list[Hit]:
    found = connect.rows(_CASES.format(condition=condition), (value,))
    return [Hit(Found.CASE, row[0], row[1], f"{row[2]} · {row[3]}") for row in found]


def _customers(condition: str, value: str) -> list[Hit]:
    found = connect.rows(_CUSTOMERS.format(condition=condition), (value,))
    return [Hit(Found.CUSTOMER, row[0], row[1], row[2]) for row in found]


_Table = Callable[[str, str], list[Hit]]
_BY_CODE: Final[dict[Kind, tuple[_Table, str]]] = {
    Kind.ASSET: (_assets, "a.code = ?"),
    Kind.PART: (_parts, "code = ?"),
    Kind.CASE: (_cases, "k.code = ?"),
}
_BY_TEXT: Final[tuple[tuple[_Table, str], ...]] = (
    (_assets, "a.serial_norm = ?"),
    (_parts, "part_norm = ?"),
    (_cases, "k.case_norm = ?"),
    (_customers, "code = ?"),
)
