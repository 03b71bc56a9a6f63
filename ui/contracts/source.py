"""Contracts and maintenance contracts as lists show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from inventory.contracts.extension_queries import ExtensionLine
from inventory.contracts.extension_queries import listing as extensions
from inventory.contracts.queries import LISTING, ContractLine
from inventory.contracts.words import LotState, start_word
from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.work import Context
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, PickFilter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

if TYPE_CHECKING:
    from inventory.choices import Choice

COLUMNS: Final = (
    Column("number", N_("Contract number"), Kind.CODE, 140, sortable=True),
    Column("customer", N_("Customer"), width=200),
    Column("title", N_("Subject"), width=200),
    Column("signed_on", N_("Signed on"), Kind.DAY, 110, sortable=True),
    Column("policy", N_("Policy"), width=190),
    Column("units", N_("Units"), Kind.NUMBER, 70),
    Column("standing", N_("Acceptance"), Kind.CHIP, 190),
    Column("accepted_on", N_("Accepted on"), Kind.DAY, 110, sortable=True, shown=False),
)
EXTENSION_COLUMNS: Final = (
    Column("number", N_("Number"), Kind.CODE, 150, sortable=True),
    Column("customer", N_("Customer"), width=210),
    Column("contract", N_("Contract"), Kind.CODE, 130),
    Column("months", N_("Months"), Kind.NUMBER, 80),
    Column("signed_on", N_("Signed on"), Kind.DAY, 110, sortable=True),
    Column("units", N_("Units"), Kind.NUMBER, 70),
    Column("covers", N_("Covers"), width=160),
    Column("last", N_("Covers until"), Kind.CHIP, 170),
    Column("first", N_("Covers from"), Kind.DAY, 110, shown=False),
    Column("start", N_("Begins"), width=220, shown=False),
    Column("price", N_("Price"), Kind.MONEY, 110, shown=False),
    Column("remark", N_("Remark"), Kind.QUIET, 200, shown=False),
)
SOON_DAYS: Final = 90


def _pick_customers(text: str) -> Sequence[Choice]:
    from inventory.customers.queries import pick

    return pick(text)


def _pick_policies(text: str) -> Sequence[Choice]:
    from inventory.contracts.choices import pick_policies

    return pick_policies(text)


FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Contract number or customer")),
    PickFilter("customer", N_("Customer"), _pick_customers),
    PickFilter("policy", N_("Policy"), _pick_policies),
    ChoiceFilter("accepted", N_("Acceptance"), (("missing", N_("Not accepted yet")), ("there", N_("Accepted")))),
    ChoiceFilter(
        "lot",
        N_("Delivery"),
        (
            (LotState.PLANNED.value, N_("Planned")),
            (LotState.NOTIFIED.value, N_("Customer notified")),
            (LotState.ARRIVED.value, N_("Arrived")),
            (LotState.INSTALLED.value, N_("Installed")),
            (LotState.COMPLETED.value, N_("Completed")),
            (LotState.ACCEPTED.value, N_("Accepted")),
        ),
    ),
    ChoiceFilter(
        "units",
        N_("Units"),
        (("missing", N_("Some are not accepted yet")), ("there", N_("Some are accepted"))),
    ),
)
EXTENSION_FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Number or customer")),
    PickFilter("customer", N_("Customer"), _pick_customers),
    ChoiceFilter(
        "ending",
        N_("Cover ends"),
        (("30", N_("within 30 days")), ("60", N_("within 60 days")), ("90", N_("within 90 days"))),
    ),
)


def source(always: Mapping[str, Any] | None = None) -> Listed[ContractLine]:
    """The contracts, the latest signature first."""
    return Listed(LISTING, "contract", COLUMNS, cells, Sort("signed_on", descending=True), always)


def cells(row: ContractLine) -> tuple[Cell, ...]:
    """A contract in the order of the columns."""
    if row.policy is None:
        policy = _("The house's terms")
    else:
        policy = _("{code} {name}, version {number}").format(
            code=row.policy_code, name=row.policy, number=row.policy_number
        )
    return (
        row.number, row.customer, row.title, row.signed_on, policy, row.units, standing(row), row.accepted_on,
    )  # fmt: skip


def standing(row: ContractLine) -> ChipCell | None:
    """How far the acceptance is: what is under way, what waits, or that it is done."""
    if row.lots:
        said = ngettext("{count} delivery under way", "{count} deliveries under way", row.lots)
        return ChipCell(said.format(count=row.lots), Meaning.SOON)
    if row.units and row.waiting_units:
        said = ngettext("{count} not accepted", "{count} not accepted", row.waiting_units)
        return ChipCell(said.format(count=row.waiting_units), Meaning.INFO)
    if row.accepted_on is not None or row.units:
        return ChipCell(_("Accepted"), Meaning.OK)
    return None


class _Extensions(Listed[ExtensionLine]):
    """The days of the filter "ends within" are numbers."""

    def _asked(self, filters: Mapping[str, Any]) -> dict[str, Any]:
        asked = super()._asked(filters)
        if "ending" in asked:
            asked["ending"] = max(int(days) for days in asked["ending"])
        return asked


def extension_source(ctx: Context, always: Mapping[str, Any] | None = None) -> Listed[ExtensionLine]:
    """The maintenance contracts, the latest signature first, as of today."""
    return _Extensions(
        extensions(ctx), "extension_contract", EXTENSION_COLUMNS, _extension_cells(ctx),
        Sort("signed_on", descending=True), always,
    )  # fmt: skip


def _extension_cells(ctx: Context) -> Callable[[ExtensionLine], tuple[Cell, ...]]:
    def made(row: ExtensionLine) -> tuple[Cell, ...]:
        return (
            row.number, row.customer, row.contract_no, row.months, row.signed_on, row.units, covers_word(row),
            ending(row, ctx), row.first, start_word(row.start), row.price, " ".join(row.remark.split()),
        )  # fmt: skip

    return made


def ending(row: ExtensionLine, ctx: Context) -> ChipCell:
    """Until when it covers, and whether that is soon."""
    from inventory.values.days import show_day

    if row.last is None:
        return ChipCell(_("Covers nothing yet"), Meaning.OFF)
    left = (row.last - ctx.clock.today()).days
    meaning = Meaning.OFF if left < 0 else Meaning.SOON if left <= SOON_DAYS else Meaning.OK
    if left < 0:
        return ChipCell(_("ended {day}").format(day=show_day(row.last)), meaning)
    return ChipCell(_("until {day}").format(day=show_day(row.last)), meaning)


def covers_word(row: ExtensionLine) -> str:
    """What a maintenance contract is for."""
    kinds = ((row.covers_parts, _("parts")), (row.covers_labour, _("labour")), (row.covers_visits, _("visits")))
    return _(", ").join(word for held, word in kinds if held)


def some_contracts(count: int) -> str:
    """How many there are."""
    return ngettext("{count} contract", "{count} contracts", count).format(count=f"{count:,}")


def some_extensions(count: int) -> str:
    """How many there are."""
    said = ngettext("{count} maintenance contract", "{count} maintenance contracts", count)
    return said.format(count=f"{count:,}")
