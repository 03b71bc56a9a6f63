"""From a scanned text to the record it means: an ordered list of questions, none of which ever writes or guesses.

Our own code comes first, because its check character proves it in whatever keyboard layout it arrived. Everything else
has no such proof: it must be equal, as it arrived, to what is in the depot to the last character. A text that looks
damaged, or would fit only in another layout, opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from inventory.errors import DepotError, NotFound
from inventory.found import Found, Hit
from inventory.i18n import N_
from inventory.scanning.payload import LENGTH, BadCode, Code, Flaw, Kind, decode, decode_readings
from inventory.scanning.symbols import LONGEST, element, readings, strip_noise
from inventory.values.codes import normalise
from inventory.values.excerpt import excerpt
from inventory.work import Context
from models import connect

_ASSETS: Final = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, c.name FROM asset a "
    "JOIN product_model m ON m.id = a.model_id LEFT JOIN customer c ON c.id = a.customer_id WHERE {column} = ? "
    "ORDER BY a.id LIMIT 50"
)
_PARTS: Final = "SELECT id, part_no, name, spec FROM part WHERE {column} = ?"
_CASES: Final = (
    "SELECT k.id, k.case_no, a.serial_no, k.symptom FROM service_case k JOIN asset a ON a.id = k.asset_id "
    "WHERE {column} = ?"
)
_PLACES: Final = (
    "SELECT p.id, p.name, coalesce(w.name, u.name, '') FROM place p LEFT JOIN warehouse w ON w.id = p.warehouse_id "
    "LEFT JOIN depot_user u ON u.id = p.engineer_id WHERE p.code = ?"
)
_CUSTOMERS: Final = "SELECT id, name, code FROM customer WHERE {column} = ?"

_NOT_YET: Final = {
    Kind.LOAN: N_("{code} is the label of a loan. Loans are not kept in this depot yet; scan the unit instead."),
    Kind.VISIT: N_("{code} is the label of a visit. Visits are not kept in this depot yet; scan the unit instead."),
}


def resolve(ctx: Context, text: str, scan_codes: Sequence[int] | None = None) -> list[Hit]:
    """The records that a scan or a typed code means: one to open, several to choose from.

    Asked in this order: our label code; then the serial of a maker (also inside GS1 element strings and Digital
    Links), part number, case number and customer code, which must be equal in their compared form. ``scan_codes`` are
    the keys as the window saw them, where the scanner types. Raises NotFound or BadCode with a sentence; never writes.
    """
    if not scan_codes and (hits := _as_it_stands(text)):
        return hits
    refusal: DepotError
    try:
        codes = decode_readings(readings(text, scan_codes)) if scan_codes else (decode(text),)
    except BadCode as error:
        refusal = error if error.flaw is Flaw.DAMAGED else _unknown(text)
    else:
        if hits := [hit for code in codes for hit in _of_code(code)]:
            return hits
        refusal = _absent(codes[0])
    if len(text) <= LONGEST and (hits := _equal(text)):
        return hits
    raise refusal


def _as_it_stands(text: str) -> list[Hit]:
    """The usual scan: our code and nothing around it. To be equal to a code in the depot is proof enough."""
    if len(text) != LENGTH or not (text.isascii() and text.isalnum()) or text[0] not in _BY_CODE:
        return []
    return _asked(_BY_CODE[Kind(text[0])], text)


def _of_code(code: Code) -> list[Hit]:
    return _asked(_BY_CODE[code.kind], code.text) if code.kind in _BY_CODE else []


def _absent(code: Code) -> DepotError:
    """Our own code, whole, and nothing carries it."""
    if code.kind in _NOT_YET:
        return NotFound(_NOT_YET[code.kind], code=code.grouped)
    return NotFound(
        N_("The label {code} is whole, but it is not in this depot. It belongs to another depot; nothing was created."),
        code=code.grouped,
    )


def _unknown(text: str) -> NotFound:
    plain = strip_noise(text[:LONGEST])
    if not plain:
        return NotFound(N_("There is nothing to read in this scan. Scan again, or type the code."))
    return NotFound(
        N_("Not known here: {text}. Nothing was created. Scan again, or search for a part of it."),
        text=excerpt(plain),
    )


def _equal(text: str) -> list[Hit]:
    """What is equal to the text: units by serial, and the numbers that people write on papers."""
    hits: dict[tuple[Found, int], Hit] = {}
    for norm in _compared(text):
        for question in _BY_TEXT:
            for hit in _asked(question, norm):
                hits.setdefault((hit.kind, hit.id), hit)
    return list(hits.values())


def _compared(text: str) -> Iterable[str]:
    """The text as it is compared; inside GS1, the serial number (21) that it carries."""
    serials = [normalise(element(text).get("21", "")), normalise(strip_noise(text))]
    return [norm for norm in dict.fromkeys(serials) if norm]


def _asked(question: _Question, value: str) -> list[Hit]:
    sql, hit = question
    return [hit(*row) for row in connect.rows(sql, (value,))]


def _asset(asset_id: int, serial_no: str, product: str, model: str, customer: str | None) -> Hit:
    return Hit(
        Found.ASSET, asset_id, serial_no, f"{product} {model} · {customer}" if customer else f"{product} {model}"
    )


def _part(part_id: int, part_no: str, name: str, spec: str) -> Hit:
    return Hit(Found.PART, part_id, part_no, f"{name} {spec}".strip())


def _case(case_id: int, case_no: str, serial_no: str, symptom: str) -> Hit:
    return Hit(Found.CASE, case_id, case_no, f"{serial_no} · {symptom}")


def _place(place_id: int, name: str, where: str) -> Hit:
    return Hit(Found.PLACE, place_id, name, where)


def _customer(customer_id: int, name: str, code: str) -> Hit:
    return Hit(Found.CUSTOMER, customer_id, name, code)


_Question = tuple[str, Callable[..., Hit]]
_BY_CODE: Final[dict[Kind, _Question]] = {
    Kind.ASSET: (_ASSETS.format(column="a.code"), _asset),
    Kind.PART: (_PARTS.format(column="code"), _part),
    Kind.CASE: (_CASES.format(column="k.code"), _case),
    Kind.BIN: (_PLACES, _place),
}
_BY_TEXT: Final[tuple[_Question, ...]] = (
    (_ASSETS.format(column="a.serial_norm"), _asset),
    (_PARTS.format(column="part_norm"), _part),
    (_CASES.format(column="k.case_norm"), _case),
    (_CUSTOMERS.format(column="code"), _customer),
)
