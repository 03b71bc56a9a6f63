"""Units among which a person chooses: for a delivery, a line of a price list, a maintenance contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.work import Context
from models import connect
from models.assets import AssetRole, AssetState

MOST: Final = 500
"""So many are offered at once; a list of more is no choice any more."""
_COMING: Final = tuple(
    state.value for state in (AssetState.IN_STOCK, AssetState.DELIVERED, AssetState.INSTALLED)
)  # fmt: skip
_OVER: Final = tuple(
    state.value for state in (AssetState.RETIRED, AssetState.SCRAPPED, AssetState.REPLACED, AssetState.RETURNED_FAULTY)
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be chosen. ``chosen``: it stands there already; ``cover_last``: the last day of its cover."""

    asset_id: int
    serial_no: str
    product_name: str
    model_code: str
    state: AssetState
    contract_no: str
    place: str
    accepted_on: date | None
    cover_last: date | None
    chosen: bool


_SELECT: Final = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, a.state, k.number, s.name, a.location_text, "
    "a.accepted_on, a.cover_last, {chosen} FROM asset a JOIN product_model m ON m.id = a.model_id "
    "LEFT JOIN contract k ON k.id = a.contract_id LEFT JOIN customer_site s ON s.id = a.site_id WHERE "
)


def for_lot(ctx: Context, contract_id: int) -> list[Candidate]:
    """Units that a delivery of the contract may take: its customer's or nobody's, not accepted, in no delivery."""
    customer_id = _value("SELECT customer_id FROM contract WHERE id = ?", contract_id)
    found = connect.rows(
        f"{_SELECT.format(chosen='0')}(a.customer_id = ? OR (a.customer_id IS NULL AND a.role = ?)) "
        "AND (a.contract_id = ? OR a.contract_id IS NULL) AND a.accepted_on IS NULL "
        f"AND a.state IN ({_marks(_COMING)}) AND NOT EXISTS (SELECT 1 FROM lot_unit u WHERE u.asset_id = a.id) "
        "ORDER BY a.serial_norm LIMIT ?",
        (customer_id, AssetRole.CUSTOMER_UNIT.value, contract_id, *_COMING, MOST),
    )
    return _candidates(found)


def for_line(ctx: Context, line_id: int) -> list[Candidate]:
    """Units of the line's model: those that stand on it, then those of its contract or of none that stand on none."""
    found = connect.rows(
        "SELECT l.model_id, l.contract_id, k.customer_id FROM contract_line l JOIN contract k ON k.id = l.contract_id "
        "WHERE l.id = ?",
        (line_id,),
    )
    if not found:
        raise NotFound(N_("This line is no longer there. Refresh the page to see what is."))
    model_id, contract_id, customer_id = found[0]
    chosen = f"CASE WHEN a.contract_line_id = {int(line_id)} THEN 1 ELSE 0 END"
    return _candidates(
        connect.rows(
            f"{_SELECT.format(chosen=chosen)}a.model_id = ? AND a.customer_id = ? "
            "AND (a.contract_line_id = ? OR (a.contract_line_id IS NULL "
            "AND (a.contract_id = ? OR a.contract_id IS NULL))) ORDER BY 11 DESC, a.serial_norm LIMIT ?",
            (model_id, customer_id, line_id, contract_id, MOST),
        )
    )


def for_extension(ctx: Context, customer_id: int, extension_id: int = 0) -> list[Candidate]:
    """Units in use of a customer that the maintenance contract does not cover yet, those whose cover ends first."""
    found = connect.rows(
        f"{_SELECT.format(chosen='0')}a.customer_id = ? AND a.state NOT IN ({_marks(_OVER)}) "
        "AND NOT EXISTS (SELECT 1 FROM extension_unit u WHERE u.asset_id = a.id AND u.extension_id = ?) "
        "ORDER BY CASE WHEN a.cover_last IS NULL THEN 1 ELSE 0 END, a.cover_last, a.serial_norm LIMIT ?",
        (customer_id, *_OVER, extension_id, MOST),
    )
    return _candidates(found)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _value(sql: str, row_id: int) -> Any:
    found = connect.rows(sql, (row_id,))
    if not found:
        raise NotFound(N_("This contract is no longer there. Refresh the page to see what is."))
    return found[0][0]


def _candidates(found: Sequence[Sequence[Any]]) -> list[Candidate]:
    return [
        Candidate(
            row[0], row[1], row[2], row[3], AssetState(row[4]), row[5] or "",
            " ".join(text for text in row[6:8] if text),
            connect.as_day(row[8]), connect.as_day(row[9]), bool(row[10]),
        )
        for row in found
    ]  # fmt: skip
