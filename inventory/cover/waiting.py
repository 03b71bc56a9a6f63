"""Units that a customer has and has not accepted: what each lacks, and how far its delivery is (R-010 … R-021)."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from inventory.assets.queries import LISTING as UNITS
from inventory.contracts import deliveries
from inventory.contracts.deliveries import LotLine
from inventory.contracts.hindrances import hindrances
from inventory.i18n import Message
from inventory.paging import FIRST, Condition, Listing, Sort
from inventory.work import Context
from models import connect
from models.assets import WAITING, AssetState


class Lacking(StrEnum):
    """The first thing that a unit lacks on its way to the acceptance."""

    DELIVERY = "delivery"
    INSTALLATION = "installation"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A unit without acceptance. ``days``: since it was delivered, or else sold; ``lot``: its delivery if under way.

    ``begun_on``: from when it is covered all the same, because its terms count from another event.
    """

    id: int
    version: int
    serial_no: str
    product_name: str
    model_code: str
    customer_id: int
    customer: str
    contract_id: int | None
    contract_no: str
    state: AssetState
    sold_on: date | None
    delivered_on: date | None
    installed_on: date | None
    begun_on: date | None
    days: int | None
    lot_id: int | None
    lot: LotLine | None = None

    @property
    def lacking(self) -> Lacking:
        """What has to be recorded next."""
        if self.delivered_on is None and self.installed_on is None:
            return Lacking.DELIVERY
        return Lacking.INSTALLATION if self.installed_on is None else Lacking.SIGNATURE


_LACKING: Final = {
    Lacking.DELIVERY: "asset.delivered_on IS NULL AND asset.installed_on IS NULL",
    Lacking.INSTALLATION: "asset.delivered_on IS NOT NULL AND asset.installed_on IS NULL",
    Lacking.SIGNATURE: "asset.installed_on IS NOT NULL",
}
_LOT: Final = "asset.id IN (SELECT lot_unit.asset_id FROM lot_unit)"


class Waits:
    """The list, with the methods of a Listing: of the rows on show also how far their deliveries are.

    That is one question more for all of them, not one for each.
    """

    def __init__(self, ctx: Context, units: Listing[WaitingRow]) -> None:
        self._ctx = ctx
        self._units = units
        self.sorts, self.filters = units.sorts, units.filters

    def first(self, filters: Mapping[str, Any], sort: Sort, limit: int = FIRST) -> list[WaitingRow]:
        """The first rows, to paint at once."""
        return self._with_lots(self._units.first(filters, sort, limit))

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order."""
        return self._units.ids(filters, sort)

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many rows pass the filters."""
        return self._units.count(filters)

    def rows(self, ids: Sequence[int]) -> list[WaitingRow]:
        """The rows of ``ids``, in their order."""
        return self._with_lots(self._units.rows(ids))

    def _with_lots(self, found: list[WaitingRow]) -> list[WaitingRow]:
        ids = sorted({row.lot_id for row in found if row.lot_id is not None})
        lots = {line.id: line for line in deliveries.by_id(self._ctx, ids) if line.step is not None}
        return [replace(row, lot=lots[row.lot_id]) if row.lot_id in lots else row for row in found]


def listing(ctx: Context) -> Waits:
    """The units without acceptance; our own stock, loaners and what is no longer in use are none of them.

    Filters: waiting (always give it True), lacking (Lacking), lot ("in", "none": whether it belongs to a delivery),
    begun ("yes": covered all the same, "no"), text, customer, model, contract as those of the register.
    """
    today = ctx.clock.today

    def row(asset_id: int, *values: Any) -> WaitingRow:
        version, serial, product, model, customer_id, customer, contract_id, contract, state = values[:9]
        sold, delivered, installed, begun = (connect.as_day(day) for day in values[9:13])
        since = delivered or installed or sold
        return WaitingRow(
            asset_id, version, serial, product, model, customer_id, customer, contract_id, contract or "",
            AssetState(state), sold, delivered, installed, begun, None if since is None else (today() - since).days,
            values[13],
        )  # fmt: skip

    units = Listing(
        table="asset",
        source=(
            "asset JOIN product_model ON product_model.id = asset.model_id "
            "JOIN customer ON customer.id = asset.customer_id LEFT JOIN contract ON contract.id = asset.contract_id "
            "LEFT JOIN lot_unit ON lot_unit.asset_id = asset.id"
        ),
        columns=(
            "asset.version, asset.serial_no, product_model.product_name, product_model.model_code, asset.customer_id, "
            "customer.name, asset.contract_id, contract.number, asset.state, asset.sold_on, asset.delivered_on, "
            "asset.installed_on, asset.cover_first, lot_unit.lot_id"
        ),
        row=row,
        sorts={"delivered_on": "asset.delivered_on", "serial": "asset.serial_norm", "id": "asset.id"},
        filters={
            **{key: UNITS.filters[key] for key in ("text", "customer", "model", "contract")},
            "waiting": lambda _always: Condition(WAITING),
            "lacking": lambda what: Condition(_LACKING[Lacking(what)]),
            "lot": lambda held: Condition(_LOT if held == "in" else f"NOT {_LOT}"),
            "begun": lambda begun: Condition(f"asset.cover_first IS {'NOT ' if begun == 'yes' else ''}NULL"),
        },
        gaps=frozenset({"delivered_on"}),
    )
    return Waits(ctx, units)


@dataclass(frozen=True, slots=True)
class Hindered:
    """A unit without acceptance, and everything that still stands between its delivery and the acceptance."""

    row: WaitingRow
    hindrances: tuple[Message, ...]


def look(ctx: Context, asset_id: int) -> Hindered | None:
    """One unit with the hindrances of its delivery; None where it was accepted or is gone meanwhile."""
    found = listing(ctx).rows([asset_id])
    if not found:
        return None
    row = found[0]
    return Hindered(row, hindrances(deliveries.lot(ctx, row.lot.id)) if row.lot is not None else ())
