"""Free text, found by index: fragments of serials, names from one Chinese character, numbers by their beginning.

What works was measured: three characters or more of a serial by trigrams, one or two by a prefix range; names by
pairs of neighbouring characters (a trigram index finds nothing under three), never by LIKE over a table that grows.
Ids are taken first, with a limit; the page is sorted afterwards, because a search index that must sort by anything but
its own order gathers every hit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from inventory.found import Found, Hit
from inventory.paging import Condition
from inventory.values.codes import name_key, normalise
from models import connect

LAST: Final = "\U0010ffff"


def grams(name: str) -> str:
    """The pairs of neighbouring characters of a name's key, as the index keeps them; one character stays one."""
    key = name_key(name)
    pairs = [key[i : i + 2] for i in range(len(key) - 1)]
    return " ".join([*pairs, key[-1:]]) if key else ""


def by_name(text: str) -> Condition:
    """Customers whose name contains ``text``, as a condition on ``customer``."""
    key = name_key(text)
    if not key:
        return Condition("1 = 0")
    if connect.is_sqlite():
        return Condition(
            "customer.id IN (SELECT rowid FROM customer_name_fts WHERE customer_name_fts MATCH ?)", (_matching(key),)
        )
    if len(key) == 1:
        return Condition("customer.name_key LIKE ? ESCAPE '!'", (f"%{_like(key)}%",))
    pairs = [key[i : i + 2] for i in range(len(key) - 1)]
    return Condition(
        "string_to_array(customer.name_grams, ' ') @> ? AND customer.name_key LIKE ? ESCAPE '!'",
        (pairs, f"%{_like(key)}%"),
    )


def by_serial(text: str) -> Condition:
    """Units whose serial contains ``text`` (from three characters) or begins with it, as a condition on ``asset``."""
    norm = normalise(text)
    if not norm:
        return Condition("1 = 0")
    if len(norm) < 3:
        return Condition("asset.serial_norm >= ? AND asset.serial_norm < ?", (norm, norm + LAST))
    if connect.is_sqlite():
        return Condition(
            "asset.id IN (SELECT rowid FROM asset_serial_fts WHERE asset_serial_fts MATCH ?)", (f'"{_quoted(norm)}"',)
        )
    return Condition("asset.serial_norm LIKE ? ESCAPE '!'", (f"%{_like(norm)}%",))


def find(text: str, limit: int = 8) -> list[Hit]:
    """What a person may mean by ``text``: at most ``limit`` of each kind."""
    text = text.strip()
    if not text:
        return []
    return [hit for ask in _ASK for hit in ask(text, limit)]


_ASSETS: Final = """
SELECT asset.id, asset.serial_no, product_model.product_name, product_model.model_code, customer.name
FROM ({ids}) AS hit {join} asset ON asset.id = hit.found
JOIN product_model ON product_model.id = asset.model_id LEFT JOIN customer ON customer.id = asset.customer_id
"""
_BY_BEGINNING: Final = _ASSETS.format(
    ids="SELECT id AS found FROM asset WHERE serial_norm >= ? AND serial_norm < ? ORDER BY serial_norm LIMIT ?",
    join="JOIN",
)
# CROSS JOIN keeps SQLite from walking the table and asking the search index for each row.
_BY_TRIGRAMS: Final = _ASSETS.format(
    ids="SELECT rowid AS found FROM asset_serial_fts WHERE asset_serial_fts MATCH ? LIMIT ?", join="CROSS JOIN"
)
_BY_LIKE: Final = _ASSETS.format(
    ids="SELECT id AS found FROM asset WHERE serial_norm LIKE ? ESCAPE '!' LIMIT ?", join="JOIN"
)


def _assets(text: str, limit: int) -> list[Hit]:
    norm = normalise(text)
    if not norm:
        return []
    if len(norm) < 3:
        found = connect.rows(_BY_BEGINNING, (norm, norm + LAST, limit))
    elif connect.is_sqlite():
        found = connect.rows(_BY_TRIGRAMS, (f'"{_quoted(norm)}"', limit))
    else:
        found = connect.rows(_BY_LIKE, (f"%{_like(norm)}%", limit))
    hits = [
        Hit(Found.ASSET, row[0], row[1], " · ".join(word for word in (f"{row[2]} {row[3]}", row[4]) if word))
        for row in found
    ]
    return sorted(hits, key=lambda hit: hit.title)


# By ``by_name``, SQLite would gather every hit of a common pair before it takes the first ones.
_BY_PAIRS: Final = """
SELECT customer.id, customer.name, customer.code
FROM (SELECT rowid AS found FROM customer_name_fts WHERE customer_name_fts MATCH ? LIMIT ?) AS hit
CROSS JOIN customer ON customer.id = hit.found
"""


def _customers(text: str, limit: int) -> list[Hit]:
    if (key := name_key(text)) and connect.is_sqlite():
        found = connect.rows(_BY_PAIRS, (_matching(key), limit))
    else:
        condition = by_name(text)
        found = connect.rows(
            f"SELECT id, name, code FROM customer WHERE {condition.sql} LIMIT ?", (*condition.values, limit)
        )
    if not found and (norm := normalise(text)):
        found = connect.rows("SELECT id, name, code FROM customer WHERE code = ?", (norm,))
    hits = (Hit(Found.CUSTOMER, row[0], row[1], row[2]) for row in found)
    return sorted(hits, key=lambda hit: (len(hit.title), hit.title))


_CASES: Final = """
SELECT c.id, c.case_no, c.symptom, a.serial_no FROM (
    SELECT id, case_no, case_norm, symptom, asset_id FROM service_case
    WHERE case_norm >= ? AND case_norm < ? ORDER BY case_norm LIMIT ?
) AS c JOIN asset a ON a.id = c.asset_id ORDER BY c.case_norm
"""


def _cases(text: str, limit: int) -> list[Hit]:
    norm = normalise(text)
    if not norm:
        return []
    found = connect.rows(_CASES, (norm, norm + LAST, limit))
    return [Hit(Found.CASE, row[0], row[1], f"{row[3]} · {row[2]}") for row in found]


_PARTS: Final = """
SELECT id, part_no, name, spec FROM part
WHERE part_norm LIKE ? ESCAPE '!' OR name LIKE ? ESCAPE '!' ORDER BY part_norm LIMIT ?
"""


def _parts(text: str, limit: int) -> list[Hit]:
    found = connect.rows(_PARTS, (f"%{_like(normalise(text))}%", f"%{_like(text)}%", limit))
    return [Hit(Found.PART, row[0], row[1], f"{row[2]} {row[3]}".strip()) for row in found]


_MODELS: Final = """
SELECT m.id, m.model_code, m.product_name, f.name FROM product_model m JOIN manufacturer f ON f.id = m.manufacturer_id
WHERE m.model_norm LIKE ? ESCAPE '!' OR m.product_name LIKE ? ESCAPE '!' ORDER BY m.model_norm LIMIT ?
"""


def _models(text: str, limit: int) -> list[Hit]:
    found = connect.rows(_MODELS, (f"%{_like(normalise(text))}%", f"%{_like(text)}%", limit))
    return [Hit(Found.MODEL, row[0], f"{row[2]} {row[1]}", row[3]) for row in found]


_PLACES: Final = """
SELECT p.id, p.name, w.name, u.name FROM place p LEFT JOIN warehouse w ON w.id = p.warehouse_id
LEFT JOIN depot_user u ON u.id = p.engineer_id
WHERE p.name_norm LIKE ? ESCAPE '!' AND p.active AND p.kind IN ('bin', 'van', 'quarantine')
ORDER BY p.sort_key, p.id LIMIT ?
"""


def _places(text: str, limit: int) -> list[Hit]:
    key = name_key(text)
    if not key:
        return []
    found = connect.rows(_PLACES, (f"%{_like(key)}%", limit))
    return [Hit(Found.PLACE, row[0], row[1], row[2] or row[3] or "") for row in found]


def _matching(key: str) -> str:
    """What the index of names is asked for a name's key: its pairs in a row, or the beginnings of pairs."""
    if len(key) == 1:
        return f'"{_quoted(key)}"*'
    return '"' + " ".join(_quoted(key[i : i + 2]) for i in range(len(key) - 1)) + '"'


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _like(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


_ASK: Final[tuple[Callable[[str, int], list[Hit]], ...]] = (
    _assets,
    _customers,
    _cases,
    _parts,
    _models,
    _places,
)
