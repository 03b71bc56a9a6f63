"""Which unit a row of a repair log is about: by serial as it is compared, by model, at last by customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.cover import standing
from inventory.cover.rules import Cover
from inventory.i18n import N_
from inventory.imports.ledger import Ledger, listed
from inventory.imports.lookups import Depot, found_in
from inventory.imports.parsing import Digits, compared
from inventory.imports.policies import Policies
from inventory.imports.reading import Line
from inventory.imports.words import fold
from inventory.jobs import Progress
from models import connect

_LONGEST_DIGITS: Final = 20
_UNITS: Final = (
    f"SELECT a.id, a.serial_no, a.serial_norm, a.customer_id, a.location_text, {standing.columns('a')}, "
    "m.model_code, m.model_norm, f.name, c.name, s.address, a.accepted_on, k.policy_version_id FROM asset a "
    "JOIN product_model m ON m.id = a.model_id JOIN manufacturer f ON f.id = m.manufacturer_id "
    "LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN customer_site s ON s.id = a.site_id "
    "LEFT JOIN contract k ON k.id = a.contract_id "
    "WHERE a.serial_norm IN ({})"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A unit of the register, as far as a case needs it."""

    id: int
    serial_no: str
    norm: str
    customer_id: int | None
    location_text: str
    begins: Any
    spares_last: Any
    segments: str | None
    model_code: str
    model_norm: str
    maker: str
    customer: str | None
    address: str | None
    accepted_on: Any
    policy_version_id: int | None

    def cover(self, day: date) -> Cover:
        """Where the unit stood on the day of the report (C-04); whether it was scrapped since does not matter."""
        return standing.unpacked(self.begins, self.spares_last, self.segments).on(day)

    def policy(self, policies: Policies, day: date) -> int | None:
        """The version that the unit went by on the day of the report: its contract's, else the house terms (INV-09)."""
        return policies.facts(self.policy_version_id, connect.as_day(self.accepted_on) or day).id


class Subjects:
    """The units whose serials stand in a log."""

    def __init__(self, ledger: Ledger, depot: Depot, progress: Progress) -> None:
        self._ledger = ledger
        self._depot = depot
        self._progress = progress
        self._units: dict[str, list[Subject]] = {}

    def load(self, serials: Iterable[Any]) -> None:
        """Ask the register once for all serials, numbers with every number of zeros in front."""
        norms: set[str] = set()
        for serial in serials:
            norms.update(possible(serial))
        for row in found_in(_UNITS, sorted(norms), self._progress):
            subject = Subject(*row)
            self._units.setdefault(subject.norm, []).append(subject)

    def of(self, line: Line, serial: Any, model_code: str | None, customer: str | None) -> Subject | None:
        """The unit of a row; None where the row is refused for it."""
        ledger = self._ledger
        if not ledger.require(
            line, "serial_no", serial, N_("The serial number is missing. Write it as it is engraved on the unit.")
        ):
            return None
        written = serial.text if type(serial) is Digits else serial
        found = [unit for norm in possible(serial) for unit in self._units.get(norm, [])]
        if not found:
            ledger.refuse(
                line,
                "serial_no",
                N_(
                    "No unit with the serial number {serial} is in the register. Import the unit first, or "
                    "correct the serial number."
                ),
                serial=written,
            )
            return None
        fitting = [unit for unit in found if _is_model(unit, model_code)] if model_code else found
        if not fitting:
            ledger.refuse(
                line,
                "model_code",
                N_("The unit {serial} is a {models}, not a {model}. Correct the model or the serial number."),
                serial=written,
                models=listed(sorted({unit.model_code for unit in found})),
                model=model_code,
            )
            return None
        return self._one_of(line, serial, fitting, customer)

    def _one_of(self, line: Line, serial: Any, fitting: Sequence[Subject], customer: str | None) -> Subject | None:
        if len(fitting) > 1 and customer:
            client = self._depot.known_client(customer)
            theirs = [unit for unit in fitting if client is not None and unit.customer_id == client.id]
            fitting = theirs or fitting
        if len(fitting) > 1:
            self._ledger.refuse(
                line,
                "serial_no",
                N_(
                    "Several units have this serial number: {units}. Write the model and the customer that tell "
                    "them apart."
                ),
                units=listed([" · ".join(filter(None, (u.model_code, u.maker, u.customer))) for u in fitting]),
            )
            return None
        unit = fitting[0]
        if type(serial) is Digits and unit.norm != compared(serial.text):
            self._ledger.warn(
                line,
                "serial_no",
                N_("The serial number was a number, {text}; it is taken as {whole}, the unit in the register."),
                text=serial.text,
                whole=unit.serial_no,
            )
        return unit


def possible(serial: Any) -> list[str]:
    """A serial as it is compared; a number with every number of zeros in front."""
    if type(serial) is Digits:
        return [serial.text.zfill(length) for length in range(len(serial.text), _LONGEST_DIGITS + 1)]
    return [compared(serial)] if serial else []


def _is_model(unit: Subject, model_code: str) -> bool:
    return same_model(unit.model_norm, model_code)


def same_model(norm: str, code: str) -> bool:
    """Whether a model code means the model that is compared as ``norm``; hyphens, dots and the like may differ."""
    return norm == compared(code) or fold(norm) == fold(code)
