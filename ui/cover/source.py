"""The worklists of cover as tables show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from inventory.assets.queries import AssetRow
from inventory.assets.queries import listing as units
from inventory.assets.words import state_word
from inventory.choices import Choice
from inventory.cover import ending, reviews, standing, waiting, with_us
from inventory.cover.ending import CallRow, EndingRow
from inventory.cover.reviews import ReviewRow
from inventory.cover.rules import CoverStatus
from inventory.cover.waiting import Lacking, WaitingRow
from inventory.cover.with_us import StayRow
from inventory.cover.words import KIND, STATUS, Days
from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.proposals.words import ProposalStanding, Proposed, proposal_word
from inventory.values.days import show_day
from inventory.work import Context
from ui.contracts.worklist import lot_word, step_word
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, PickFilter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

LATE_DAYS: Final = 30
"""Cover that ends within so many days wants a call now."""
LONG_DAYS: Final = 30
"""A unit that waits longer for its acceptance, or for its repair, is late."""

ENDING_COLUMNS: Final = (
    Column("serial", N_("Serial number"), Kind.CODE, 150, sortable=True),
    Column("product", N_("Product"), width=120),
    Column("model", N_("Model"), Kind.CODE, 100),
    Column("customer", N_("Customer"), width=170),
    Column("last", N_("Cover until"), Kind.DAY, 115, sortable=True),
    Column("days", N_("Days left"), Kind.CHIP, 110),
    Column("proposal", N_("Proposal"), Kind.CHIP, 190),
    Column("contract", N_("Contract"), Kind.CODE, 120),
    Column("kind", N_("Covered by"), width=150, shown=False),
    Column("contact", N_("Contact"), width=90, shown=False),
    Column("phone", N_("Phone"), Kind.CODE, 130, shown=False),
    Column("place", N_("Place"), width=140, shown=False),
    Column("by", N_("Proposed by"), width=110, shown=False),
    Column("valid", N_("Proposal valid until"), Kind.DAY, 130, shown=False),
    Column("note", N_("Answer of the customer"), Kind.QUIET, 200, shown=False),
)
CALL_COLUMNS: Final = (
    Column("name", N_("Customer"), width=220, sortable=True),
    Column("contact", N_("Contact"), width=110),
    Column("phone", N_("Phone"), Kind.CODE, 140),
    Column("soonest", N_("First end"), Kind.DAY, 110, sortable=True),
    Column("days", N_("Days left"), Kind.CHIP, 110),
    Column("within30", N_("Within 30 days"), Kind.NUMBER, 110),
    Column("within60", N_("Within 60 days"), Kind.NUMBER, 110),
    Column("units", N_("Within 90 days"), Kind.NUMBER, 110, sortable=True),
    Column("missing", N_("Not proposed"), Kind.NUMBER, 110),
    Column("code", N_("Code"), Kind.CODE, 100, shown=False),
)
WAITING_COLUMNS: Final = (
    Column("serial", N_("Serial number"), Kind.CODE, 150, sortable=True),
    Column("product", N_("Product"), width=120),
    Column("model", N_("Model"), Kind.CODE, 100),
    Column("customer", N_("Customer"), width=170),
    Column("lacking", N_("What is missing"), Kind.CHIP, 150),
    Column("days", N_("Days waited"), Kind.CHIP, 110),
    Column("delivered_on", N_("Delivered on"), Kind.DAY, 110, sortable=True),
    Column("contract", N_("Contract"), Kind.CODE, 120),
    Column("lot", N_("Delivery"), width=180),
    Column("sold_on", N_("Sold on"), Kind.DAY, 110, shown=False),
    Column("installed_on", N_("Installed on"), Kind.DAY, 110, shown=False),
    Column("begun", N_("Covered all the same from"), Kind.DAY, 150, shown=False),
)
TERMLESS_COLUMNS: Final = (
    Column("serial", N_("Serial number"), Kind.CODE, 160, sortable=True),
    Column("product", N_("Product"), width=130),
    Column("model", N_("Model"), Kind.CODE, 110),
    Column("customer", N_("Customer"), width=200),
    Column("contract", N_("Contract"), Kind.CODE, 140),
    Column("accepted_on", N_("Accepted on"), Kind.DAY, 120, sortable=True),
    Column("state", N_("State"), width=120),
    Column("sold_on", N_("Sold on"), Kind.DAY, 110, sortable=True, shown=False),
    Column("maker", N_("Manufacturer"), width=140, shown=False),
    Column("code", N_("Label code"), Kind.CODE, 120, shown=False),
)
REVIEW_COLUMNS: Final = (
    Column("case", N_("Case"), Kind.CODE, 120),
    Column("serial", N_("Serial number"), Kind.CODE, 120),
    Column("customer", N_("Customer"), width=150),
    Column("reported", N_("Reported at"), Kind.INSTANT, 130),
    Column("was", N_("Decided as"), Kind.CHIP, 145),
    Column("now", N_("Would be now"), Kind.CHIP, 145),
    Column("charged", N_("Charged"), width=80),
    Column("reason", N_("Because of"), Kind.QUIET, 100),
    Column("found_at", N_("Found at"), Kind.INSTANT, 130, sortable=True),
    Column("product", N_("Product"), width=120, shown=False),
    Column("model", N_("Model"), Kind.CODE, 110, shown=False),
    Column("by", N_("Found by"), width=100, shown=False),
    Column("state", N_("State"), width=90, shown=False),
    Column("decision", N_("Decision"), Kind.QUIET, 200, shown=False),
)
STAY_COLUMNS: Final = (
    Column("serial", N_("Serial number"), Kind.CODE, 150),
    Column("product", N_("Product"), width=120),
    Column("model", N_("Model"), Kind.CODE, 110),
    Column("customer", N_("Customer"), width=180),
    Column("taken_on", N_("Taken in on"), Kind.DAY, 110, sortable=True),
    Column("days", N_("With us"), Kind.CHIP, 120),
    Column("loaner", N_("Loaner"), width=90),
    Column("case", N_("Case"), Kind.CODE, 140),
    Column("taken_by", N_("Taken in by"), width=110),
    Column("handed_over_by", N_("Handed over by"), width=120, shown=False),
    Column("accessories", N_("Accessories"), Kind.QUIET, 160, shown=False),
    Column("condition", N_("Condition"), Kind.QUIET, 160, shown=False),
    Column("contact", N_("Contact"), width=100, shown=False),
    Column("phone", N_("Phone"), Kind.CODE, 130, shown=False),
    Column("returned_on", N_("Handed back on"), Kind.DAY, 120, shown=False),
)
_MEANINGS: Final[Mapping[ProposalStanding, Meaning]] = {
    ProposalStanding.OPEN: Meaning.INFO, ProposalStanding.LAPSED: Meaning.SOON,
    ProposalStanding.ACCEPTED: Meaning.OK, ProposalStanding.DECLINED: Meaning.OFF,
}  # fmt: skip
LACKING: Final[Mapping[Lacking, str]] = {
    Lacking.DELIVERY: N_("Delivery date"),
    Lacking.INSTALLATION: N_("Installation date"),
    Lacking.SIGNATURE: N_("Acceptance date"),
}


def _pick_customers(text: str) -> Sequence[Choice]:
    from inventory.customers.queries import pick

    return pick(text)


def _pick_models(text: str) -> Sequence[Choice]:
    from inventory.products.queries import pick_models

    return pick_models(text)


_CUSTOMER: Final = PickFilter("customer", N_("Customer"), _pick_customers)
_UNIT_FILTERS: Final = (
    TextFilter(TEXT, N_("Serial, model, customer, contract")), _CUSTOMER,
    PickFilter("model", N_("Model"), _pick_models),
)  # fmt: skip
ENDING_FILTERS: Final[tuple[Filter, ...]] = (
    *_UNIT_FILTERS,
    ChoiceFilter(
        "proposal",
        N_("Proposal"),
        (
            ("missing", N_("not proposed yet")),
            (ProposalStanding.OPEN.value, N_("awaits the answer")),
            (ProposalStanding.LAPSED.value, N_("lapsed without an answer")),
            (ProposalStanding.ACCEPTED.value, N_("accepted")),
            (ProposalStanding.DECLINED.value, N_("declined")),
        ),
    ),
)
CALL_FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Customer or code")),
    ChoiceFilter("proposal", N_("Proposal"), (("missing", N_("not proposed yet")),)),
)
WAITING_FILTERS: Final[tuple[Filter, ...]] = (
    *_UNIT_FILTERS,
    ChoiceFilter("lacking", N_("What is missing"), tuple((one.value, LACKING[one]) for one in Lacking)),
    ChoiceFilter("lot", N_("Delivery"), (("in", N_("in a delivery")), ("none", N_("in no delivery")))),
    ChoiceFilter("begun", N_("Cover"), (("no", N_("has not begun")), ("yes", N_("runs all the same")))),
)
TERMLESS_FILTERS: Final[tuple[Filter, ...]] = _UNIT_FILTERS
REVIEW_FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Case number or serial")),
    _CUSTOMER,
    ChoiceFilter("state", N_("State"), (("open", N_("open")), ("settled", N_("settled")))),
)
STAY_FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Serial or customer")),
    _CUSTOMER,
    ChoiceFilter("where", N_("Where it is"), (("with_us", N_("with us")), ("returned", N_("handed back")))),
)


class Ahead(Listed[Any]):
    """A list of what ends within ``days``."""

    @property
    def days(self) -> int:
        """How far ahead it looks."""
        return int(self._always["within"])

    @days.setter
    def days(self, days: int) -> None:
        self._always = {**self._always, "within": days}


def ending_source(ctx: Context) -> Ahead:
    """Units whose cover ends, the first to end first."""
    first = {"within": ending.LONGEST}
    return Ahead(ending.listing(ctx), "asset", ENDING_COLUMNS, ending_cells, Sort("last"), first)


def call_source(ctx: Context) -> Ahead:
    """Customers to phone, the first to end first."""
    first = {"within": ending.LONGEST}
    return Ahead(ending.calls(ctx), "customer", CALL_COLUMNS, call_cells, Sort("soonest"), first)


def waiting_source(ctx: Context) -> Listed[WaitingRow]:
    """Units that are not accepted, those first that have waited longest since their delivery."""
    return Listed(
        waiting.listing(ctx), "asset", WAITING_COLUMNS, waiting_cells, Sort("delivered_on"), {"waiting": True}
    )


def termless_source(ctx: Context) -> Listed[AssetRow]:
    """Units that are accepted while nobody recorded for how long they are covered, the first accepted first."""
    always = {"cover": standing.NO_TERM}
    return Listed(units(ctx), "asset", TERMLESS_COLUMNS, termless_cells, Sort("accepted_on"), always)


def review_source() -> Listed[ReviewRow]:
    """Cases to look at again, those found last first."""
    return Listed(reviews.LISTING, "cover_review", REVIEW_COLUMNS, review_cells, Sort("found_at", descending=True))


def stay_source(ctx: Context) -> Listed[StayRow]:
    """Units taken in for repair, those first that have been here longest."""
    return Listed(with_us.listing(ctx), "custody", STAY_COLUMNS, stay_cells, Sort("taken_on"))


def left_cell(days: int) -> ChipCell:
    """How many days of cover are left."""
    text = _("Last day today") if days == 0 else str(Days(days))
    return ChipCell(text, Meaning.LATE if days <= LATE_DAYS else Meaning.SOON)


def proposal_cell(proposed: Proposed | None) -> ChipCell | None:
    """How the proposal stands; who made it and what was answered as its tooltip."""
    if proposed is None:
        return None
    tip = [_("Proposed on {day} for {months}.").format(
        day=show_day(proposed.made_on),
        months=ngettext("{count} month", "{count} months", proposed.months).format(count=proposed.months),
    )]  # fmt: skip
    if proposed.by:
        tip.append(_("By {name}.").format(name=proposed.by))
    tip.append(_("Valid until {day}.").format(day=show_day(proposed.valid_until)))
    if proposed.note:
        tip.append(proposed.note)
    return ChipCell(str(proposal_word(proposed)), _MEANINGS[proposed.standing], tip="\n".join(tip))


def ending_cells(row: EndingRow) -> tuple[Cell, ...]:
    """A unit in the order of ENDING_COLUMNS."""
    made = row.proposed
    return (
        row.serial_no, row.product_name, row.model_code, row.customer, row.last, left_cell(row.days_left),
        proposal_cell(made), row.contract_no, "" if row.kind is None else str(KIND[row.kind]), row.contact, row.phone,
        row.place, made.by if made else "", made.valid_until if made else None,
        " ".join(made.note.split()) if made else "",
    )  # fmt: skip


def call_cells(row: CallRow) -> tuple[Cell, ...]:
    """A customer in the order of CALL_COLUMNS."""
    return (
        row.name, row.contact, row.phone, row.first_end, left_cell(row.days_left),
        *(units or None for units in row.within),
        row.not_proposed or None, row.code,
    )  # fmt: skip


def waiting_cells(row: WaitingRow) -> tuple[Cell, ...]:
    """A unit in the order of WAITING_COLUMNS."""
    lot = row.lot
    late = row.days is not None and row.days > LONG_DAYS
    return (
        row.serial_no, row.product_name, row.model_code, row.customer, lacking_cell(row),
        None if row.days is None else ChipCell(str(Days(row.days)), Meaning.LATE if late else Meaning.SOON),
        row.delivered_on, row.contract_no, "" if lot is None or lot.step is None else step_word(lot.step), row.sold_on,
        row.installed_on, row.begun_on,
    )  # fmt: skip


def termless_cells(row: AssetRow) -> tuple[Cell, ...]:
    """A unit in the order of TERMLESS_COLUMNS."""
    return (
        row.serial_no, row.product_name, row.model_code, row.customer, row.contract_no, row.accepted_on,
        state_word(row.state), row.sold_on, row.maker, row.code,
    )  # fmt: skip


def lacking_cell(row: WaitingRow) -> ChipCell:
    """What has to be recorded next; the delivery as its tooltip."""
    return ChipCell(_(LACKING[row.lacking]), Meaning.INFO, symbol="", tip="" if row.lot is None else lot_word(row.lot))


def status_cell(status: CoverStatus) -> ChipCell:
    """A decision about cover."""
    covered = status in (CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED)
    return ChipCell(str(STATUS[status]), Meaning.OK if covered else Meaning.OFF)


def review_cells(row: ReviewRow) -> tuple[Cell, ...]:
    """A case in the order of REVIEW_COLUMNS."""
    return (
        row.case_no, row.serial_no, row.customer, row.reported_at, status_cell(row.was), status_cell(row.now),
        _("yes") if row.charged else _("no"), " ".join(row.reason.split()), row.found_at, row.product_name,
        row.model_code, row.found_by, _("open") if row.state.value == "open" else _("settled"),
        " ".join(row.decision.split()),
    )  # fmt: skip


def stay_cells(row: StayRow) -> tuple[Cell, ...]:
    """A stay in the order of STAY_COLUMNS."""
    if row.returned_on is not None:
        days = ChipCell(str(Days(row.days)), Meaning.OFF, symbol="")
    else:
        days = ChipCell(str(Days(row.days)), Meaning.LATE if row.days > LONG_DAYS else Meaning.SOON)
    return (
        row.serial_no, row.product_name, row.model_code, row.customer, row.taken_on, days,
        _("is out") if row.loaner else "", row.case_no, row.taken_by, row.handed_over_by,
        " ".join(row.accessories.split()), " ".join(row.condition.split()), row.contact, row.phone, row.returned_on,
    )  # fmt: skip


def some_customers(count: int) -> str:
    """How many there are."""
    return ngettext("{count} customer", "{count} customers", count).format(count=f"{count:,}")


def some_cases(count: int) -> str:
    """How many there are."""
    return ngettext("{count} case", "{count} cases", count).format(count=f"{count:,}")
