"""Which unit of the register a row of a list of acceptance dates is about, and where it stands on its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from inventory.i18n import N_, Listed
from inventory.imports.dated import DAYS
from inventory.imports.ledger import Ledger, listed
from inventory.imports.lookups import Depot, found_in
from inventory.imports.parsing import Digits, compared
from inventory.imports.reading import Line
from inventory.imports.subjects import possible, same_model
from inventory.jobs import Progress
from inventory.scanning.payload import BadCode, Kind, decode
from inventory.values.codes import name_key
from models.assets import AssetState
from models.contracts import LotState

if TYPE_CHECKING:
    from inventory.imports.acceptances import AcceptanceRecord

_UNITS: Final = (
    "SELECT a.id, a.version, a.code, a.serial_no, a.serial_norm, a.state, a.customer_id, a.location_text, "
    "m.model_code, m.model_norm, f.name, f.name_key, k.number, k.number_norm, k.signed_on, l.id, l.number, l.state, "
    f"l.accepted_on, {', '.join('a.' + day for day in DAYS)} FROM asset a JOIN product_model m ON m.id = a.model_id "
    "JOIN manufacturer f ON f.id = m.manufacturer_id LEFT JOIN contract k ON k.id = a.contract_id "
    "LEFT JOIN lot_unit u ON u.asset_id = a.id LEFT JOIN delivery_lot l ON l.id = u.lot_id WHERE a.{} IN ({{}})"
)


@dataclass(frozen=True, slots=True)
class Lot:
    """The delivery that a unit is part of."""

    id: int
    number: int
    state: LotState
    accepted_on: str | None


@dataclass(slots=True)
class Delivered:
    """A unit of the register and what is to be changed on it: column → from, to. Days are ISO text."""

    id: int
    version: int
    code: str
    serial_no: str
    norm: str
    state: AssetState
    customer_id: int | None
    location_text: str
    model_code: str
    model_norm: str
    maker: str
    maker_key: str
    contract: str
    contract_norm: str
    signed_on: str | None
    lot: Lot | None
    days: dict[str, str | None]
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """What tells it from others of its serial."""
        return " · ".join(filter(None, (self.model_code, self.maker, self.contract)))


class Deliveries:
    """The units of the depot that the rows of a book may mean."""

    def __init__(self, ledger: Ledger, depot: Depot) -> None:
        self._ledger = ledger
        self._depot = depot
        self._by_norm: dict[str, list[Delivered]] = {}
        self._by_code: dict[str, Delivered] = {}

    def load(self, records: Sequence[AcceptanceRecord], progress: Progress) -> None:
        """Ask the register once for all serials, and once for all label codes."""
        norms = {norm for record in records for norm in possible(record.serial_no)}
        codes = {code for record in records if record.code and (code := _label(record.code)) is not None}
        known: dict[int, Delivered] = {}
        for column, wanted in (("serial_norm", norms), ("code", codes)):
            for row in found_in(_UNITS.format(column), sorted(wanted), progress):
                unit = known.setdefault(row[0], _unit(*row))
                if column == "serial_norm":
                    self._by_norm.setdefault(unit.norm, []).append(unit)
                else:
                    self._by_code[unit.code] = unit

    def of(self, line: Line, record: AcceptanceRecord) -> Delivered | None:
        """The unit of a row; None where the row is refused for it."""
        if record.code:
            return self._labelled(line, record)
        ledger, serial = self._ledger, record.serial_no
        if not ledger.require(
            line, "serial_no", serial, N_("The serial number is missing. Write it as it is engraved on the unit.")
        ):
            return None
        found = [unit for norm in possible(serial) for unit in self._by_norm.get(norm, [])]
        if not found:
            ledger.refuse(
                line,
                "serial_no",
                N_(
                    "No unit with the serial number {serial} is in the register. Import the unit first, or "
                    "correct the serial number."
                ),
                serial=_written(serial),
            )
            return None
        fitting = self._fitting(line, record, found)
        if len(fitting) > 1:
            ledger.refuse(
                line,
                "serial_no",
                N_(
                    "Several units have this serial number: {units}. Write the model and the manufacturer, or the "
                    "contract number."
                ),
                units=listed([unit.called for unit in fitting]),
            )
        if len(fitting) != 1:
            return None
        unit = fitting[0]
        if type(serial) is Digits and unit.norm != compared(serial.text):
            ledger.warn(
                line,
                "serial_no",
                N_("The serial number was a number, {text}; it is taken as {whole}, the unit in the register."),
                text=serial.text,
                whole=unit.serial_no,
            )
        return unit

    def _labelled(self, line: Line, record: AcceptanceRecord) -> Delivered | None:
        ledger, code = self._ledger, _label(record.code or "")
        if code is None:
            ledger.refuse(
                line, "code", N_("“{text}” is no label code of a unit. Write the serial number instead."),
                text=record.code,
            )  # fmt: skip
            return None
        unit = self._by_code.get(code)
        if unit is None:
            ledger.refuse(
                line, "code", N_("No unit of the register has the label code {code}. Correct the code."), code=code
            )
            return None
        if record.serial_no is not None and unit.norm not in possible(record.serial_no):
            ledger.refuse(
                line,
                "serial_no",
                N_("The label code {code} is that of the unit {serial}, not of {written}. Correct one of the two."),
                code=code,
                serial=unit.serial_no,
                written=_written(record.serial_no),
            )
            return None
        return unit if self._fitting(line, record, [unit]) else None

    def _fitting(self, line: Line, record: AcceptanceRecord, found: Sequence[Delivered]) -> list[Delivered]:
        """Those of the units that the row's model, maker and contract allow; refused where none is left."""
        left, ledger = list(found), self._ledger
        if code := record.model_code:
            left = [unit for unit in left if same_model(unit.model_norm, code)]
            if not left:
                ledger.refuse(
                    line,
                    "model_code",
                    N_("The unit {serial} is a {models}, not a {model}. Correct the model or the serial number."),
                    serial=found[0].serial_no,
                    models=listed(sorted({unit.model_code for unit in found})),
                    model=code,
                )
                return []
        if maker := record.maker:
            left = self._left(
                line, "maker", left, [unit for unit in left if unit.maker_key == name_key(maker)], maker,
                listed(sorted({unit.maker for unit in left})),
                N_("The unit {serial} is made by {there}, not by {written}. Correct one of the two."),
            )  # fmt: skip
        if left and (number := record.contract_no):
            other = [unit for unit in left if unit.contract]
            same = [unit for unit in other if unit.contract_norm == compared(number)]
            if same or len(other) == len(left):
                left = self._left(
                    line, "contract_no", left, same, number, listed(sorted({unit.contract for unit in other})),
                    N_("The unit {serial} stands under the contract {there}, not {written}. Correct one of the two."),
                )  # fmt: skip
            else:
                left = [unit for unit in left if not unit.contract]
        if len(left) > 1 and record.customer and (client := self._depot.known_client(record.customer)) is not None:
            left = [unit for unit in left if unit.customer_id == client.id] or left
        return left

    def _left(
        self, line: Line, key: str, found: Sequence[Delivered], left: list[Delivered], written: str, there: Listed,
        message_id: str,
    ) -> list[Delivered]:  # fmt: skip
        if not left:
            self._ledger.refuse(line, key, message_id, serial=found[0].serial_no, there=there, written=written)
        return left


def _unit(
    row_id: int, version: int, code: str, serial: str, norm: str, state: str, customer: int | None, place: str,
    model: str, model_norm: str, maker: str, maker_key: str, contract: str | None, contract_norm: str | None,
    signed_on: object, lot: int | None, lot_number: int | None, lot_state: str | None, lot_day: object, *days: object,
) -> Delivered:  # fmt: skip
    return Delivered(
        row_id, version, code, serial, norm, AssetState(state), customer, place, model, model_norm, maker, maker_key,
        contract or "", contract_norm or "", _text(signed_on),
        None if lot is None or lot_state is None else Lot(lot, lot_number or 0, LotState(lot_state), _text(lot_day)),
        dict(zip(DAYS, map(_text, days), strict=True)),
    )  # fmt: skip


def _text(day: object) -> str | None:
    return None if day is None else str(day)


def _label(text: str) -> str | None:
    """A label code of a unit as it is kept; None for any other text."""
    try:
        code = decode(text)
    except BadCode:
        return None
    return code.text if code.kind is Kind.ASSET else None


def _written(serial: Any) -> str:
    return serial.text if type(serial) is Digits else str(serial)
