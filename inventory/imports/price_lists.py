"""A price list of a contract: what each row adds to its lines, changes on them, or cannot be (R-101)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from inventory.contracts import rules
from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from inventory.imports import goods
from inventory.imports.agreed import Agreed, KnownLine
from inventory.imports.goods import Item, Items
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Client, Deal, Depot
from inventory.imports.notes import Request, Verdict
from inventory.imports.pace import watched
from inventory.imports.parsing import compared
from inventory.imports.priced import Priced, Taxed, taxed
from inventory.imports.reading import Line
from inventory.imports.sections import section
from inventory.imports.titles import Titled
from inventory.jobs import Progress
from inventory.pricing.rules import contract_line
from inventory.values.money import Money
from models.contracts import ContractLine, ContractLineKind


class PriceRecord(NamedTuple):
    """A row of a price list, as read: the fields of ``fields.PRICES`` in their order."""

    contract_no: str | None
    customer: str | None
    kind: ContractLineKind | None
    part_no: str | None
    model_code: str | None
    maker: str | None
    product_name: str | None
    description: str | None
    quantity: int | None
    unit: str | None
    unit_price: Priced | None
    amount: Priced | None
    tax_included: bool | None
    tax_rate: int | None


MOST: Final = 2**31 - 1
"""Pieces of one line: what the databases hold."""
_TAX_INCLUDED: Final = bool(ContractLine.tax_included.default)
_TAX_RATE: Final = int(ContractLine.tax_rate_bp.default)
_FIELDS: Final = {
    "model_id": "model_code",
    "part_id": "part_no",
    "description": "product_name",
    "quantity": "quantity",
    "unit_price": "unit_price",
    "tax_rate_bp": "tax_rate",
}
"""Fields of a line as its rules name them → as a book does."""


@dataclass(slots=True)
class Entry:
    """A row that may become a line. ``said``: the columns of a line of which the row speaks itself."""

    line: Line
    deal: Deal
    item: Item
    description: str
    quantity: int
    unit: str
    price: int | None
    tax_included: bool
    tax_rate: int
    said: dict[str, object]


@dataclass(slots=True)
class PricePlan:
    """What the commit writes: new lines, changes of lines that are there, and the lines as the preview saw them.

    ``seen``: contract → line → version.
    """

    entries: list[Entry] = field(default_factory=list)
    changes: list[KnownLine] = field(default_factory=list)
    seen: dict[int, dict[int, int]] = field(default_factory=dict)


class PriceList:
    """Judges the rows of a price list.

    The same line again is already there. The same item with another price or quantity in the same contract
    contradicts what was agreed: by hand it is an edit of that line, so the row is refused, and taken as an edit only
    where the person says that the book is right (``Request.overwrite``). A contract keeps one line of an item as far as
    books go: a second line of it is added by hand.
    """

    def __init__(self, depot: Depot, ledger: Ledger, request: Request, titles: Titled, progress: Progress) -> None:
        self._depot = depot
        self._ledger = ledger
        self._request = request
        self._titles = titles
        self._progress = progress
        self._items = Items(depot, ledger, create=request.create)
        self._of_column = taxed(ledger.table.heading("unit_price"))
        self._assumed = False
        self._customers: dict[str, str] = {}

    def judge(self, lines: list[Line]) -> PricePlan:
        """Give every row its verdict. Raises InvalidInput (field ``contract``) where nothing names a contract.

        Titles of sections leave ``lines``, and count as titles.
        """
        records = self._records(lines)
        numbers = {record.contract_no for record in records if record.contract_no} | {self._given} - {""}
        if not self._given and not self._ledger.table.heading("contract_no"):
            raise InvalidInput(
                N_(
                    "Nothing says which contract this price list belongs to. Give its number, write it above the "
                    "headings, or in a column."
                ),
                field="contract",
            )
        self._depot.load_deals(numbers)
        self._customers = {
            compared(each.contract_no or self._given): each.customer for each in reversed(records) if each.customer
        }
        self._items.prepare(records)
        agreed = Agreed(self._ledger, overwrite=self._request.overwrite)
        agreed.load([deal.id for deal in self._depot.deals.values() if deal.id is not None], self._progress)
        plan, first = PricePlan(seen=agreed.seen), dict[tuple[object, ...], Entry]()
        for line, record in zip(watched(lines, self._progress, _("Checking the rows")), records, strict=True):
            entry = self._entry(line, record)
            if entry is None:
                continue
            key = (entry.deal.norm, *entry.item.key)
            earlier = first.get(key)
            if earlier is not None and earlier.line.verdict is not Verdict.REFUSED:
                self._again(entry, earlier)
                continue
            first[key] = entry
            known = agreed.lines(entry)
            if not known:
                line.verdict = Verdict.NEW
                plan.entries.append(entry)
            elif (changed := agreed.compare(entry, known)) is not None:
                plan.changes.append(changed)
        goods.count(entry.item for entry in plan.entries)
        for entry in plan.entries:
            entry.deal.rows += 1
            entry.deal.client.rows += 1
        return plan

    def _records(self, lines: list[Line]) -> list[PriceRecord]:
        """The rows as read; one that does not say its kind has that of its section."""
        records, rows, kind = list[PriceRecord](), list[Line](), None
        for line in watched(lines, self._progress, _("Checking the rows")):
            if (titled_as := section(line.cells)) is not None:
                kind = titled_as
                self._ledger.table.empty += 1
                continue
            self._ledger.take(line)
            record = PriceRecord._make(line.record)
            line.record = record if record.kind is not None or kind is None else record._replace(kind=kind)
            rows.append(line)
            records.append(line.record)
        lines[:] = rows
        return records

    @property
    def _given(self) -> str:
        """The contract that is named once for all rows."""
        return self._request.contract.strip() or self._titles.contract

    def _entry(self, line: Line, record: PriceRecord) -> Entry | None:
        item = self._items.of(line, record)
        deal = self._deal(line, record)
        tax = self._tax(line, record)
        tax_included = _TAX_INCLUDED if tax.with_tax is None else tax.with_tax
        tax_rate = _TAX_RATE if tax.rate_bp is None else tax.rate_bp
        quantity = 1 if record.quantity is None else record.quantity
        price = None if record.unit_price is None else record.unit_price.fen
        if quantity > MOST:
            self._ledger.refuse(
                line, "quantity", N_("{text} is more than a depot can hold. Check the number."), text=quantity
            )
        if line.verdict is not None or item is None or deal is None:
            return None
        description = item.text or record.description or ""
        try:
            rules.check_line(
                item.kind, model_id=None if item.model is None else 1, part_id=None if item.article is None else 1,
                description=description, quantity=quantity, unit_price=price, tax_rate_bp=tax_rate,
            )  # fmt: skip
        except InvalidInput as error:
            self._ledger.refuse_error(line, _FIELDS[error.field], error)
            return None
        self._doubts(line, record, quantity, tax_included, tax_rate, told=None not in (tax.with_tax, tax.rate_bp))
        said: dict[str, object] = {
            "kind": record.kind and record.kind.value,
            "quantity": record.quantity,
            "unit": record.unit,
            "unit_price": price,
            "tax_included": tax.with_tax,
            "tax_rate_bp": tax.rate_bp,
            "description": None if item.text else record.description,
        }
        return Entry(
            line, deal, item, description, quantity, record.unit or "", price, tax_included, tax_rate, said
        )  # fmt: skip

    def _deal(self, line: Line, record: PriceRecord) -> Deal | None:
        ledger, number = self._ledger, record.contract_no or self._given
        chosen = self._request.contract.strip()
        if chosen and record.contract_no and compared(chosen) != compared(record.contract_no):
            ledger.refuse(
                line,
                "contract_no",
                N_("This row is of the contract {number}, and the list is taken in for {chosen}. Correct one of them."),
                number=record.contract_no,
                chosen=chosen,
            )
            return None
        if not ledger.require(
            line, "contract_no", number, N_("The contract number is missing. Write which contract the price is of.")
        ):
            return None
        known = self._depot.deals.get(compared(number))
        if known is not None and known.id is not None:
            named = self._depot.known_client(record.customer) if record.customer else known.client
            return known if self._is_with(line, known, named, record.customer or "") else None
        customer = record.customer or ""
        if not customer and known is None:  # another row, or the title, may say whose the contract is
            customer = self._customers.get(compared(number)) or self._titles.customer
        return self._new_deal(line, number, customer, known)

    def _new_deal(self, line: Line, number: str, customer: str, known: Deal | None) -> Deal | None:
        if not self._request.create:
            self._ledger.refuse(
                line,
                "contract_no",
                N_("The depot does not know {names} yet. Add it first, or allow new ones when importing."),
                names=number,
            )
            return None
        if not customer and known is None:
            self._ledger.refuse(
                line,
                "customer",
                N_("The contract {number} needs its customer. Write the customer in this row."),
                number=number,
            )
            return None
        if known is not None:
            client = self._depot.client(customer) if customer else known.client
            return known if self._is_with(line, known, client, customer) else None
        client = self._depot.client(customer)
        return self._depot.deal(number, client) if line.verdict is None else Deal(number=number, client=client)

    def _is_with(self, line: Line, deal: Deal, client: Client | None, name: str) -> bool:
        if client is deal.client:
            return True
        self._ledger.refuse(
            line,
            "customer",
            N_("The contract {number} is with {customer}, not with {other}. Correct the number or the customer."),
            number=deal.number,
            customer=deal.client.name,
            other=name,
        )
        return False

    def _tax(self, line: Line, record: PriceRecord) -> Taxed:
        """What is said about the tax of a row: by the row itself, then by its price, then by the heading of prices."""
        cell, column = record.unit_price, self._of_column
        if cell is not None and cell.with_tax is not None and record.tax_included not in (None, cell.with_tax):
            self._ledger.refuse(
                line,
                "tax_included",
                N_("This cell and the price beside it say otherwise about tax. Correct one of them."),
            )
        with_tax = (record.tax_included, cell.with_tax if cell is not None else None, column.with_tax)
        rates = (record.tax_rate, cell.rate_bp if cell is not None else None, column.rate_bp)
        return Taxed(
            next((said for said in with_tax if said is not None), None),
            next((said for said in rates if said is not None), None),
        )

    def _doubts(
        self, line: Line, record: PriceRecord, quantity: int, tax_included: bool, tax_rate: int, *, told: bool
    ) -> None:
        """What a person should look at although the row is taken."""
        ledger, price = self._ledger, record.unit_price
        if price is None:
            ledger.warn(line, "unit_price", N_("No price stands here; the line is taken, and it caps nothing."))
            return
        if not told and not self._assumed:
            self._assumed = True
            ledger.warn(
                line,
                "unit_price",
                N_("The prices are taken with {rate} % tax in them, wherever the book does not say otherwise.")
                if tax_included
                else N_("The prices are taken without the tax of {rate} %, wherever the book does not say otherwise."),
                rate=f"{tax_rate / 100:g}",
            )
        if record.amount is not None:
            sums = contract_line(Money(price.fen), quantity, tax_rate, tax_included=tax_included)
            expected = (price.fen * quantity, sums.net.fen, sums.gross.fen)
            if all(abs(total - record.amount.fen) > quantity for total in expected):
                ledger.warn(
                    line,
                    "amount",
                    N_("{quantity} × {price} is {total}, and {amount} stands here. Compare them with the contract."),
                    quantity=quantity,
                    price=str(Money(price.fen)),
                    total=str(Money(price.fen * quantity)),
                    amount=str(Money(record.amount.fen)),
                )

    def _again(self, entry: Entry, earlier: Entry) -> None:
        """An item that stands twice: the same row, or a contradiction."""
        one, other = _content(entry), _content(earlier)
        differing = next((key for key in one if one[key] != other[key]), None)
        if differing is None:
            self._ledger.same_as(entry.line, "product_name", earlier.line.row)
            return
        self._ledger.refuse(
            entry.line,
            differing,
            N_(
                "Row {row} is the same item of this contract and says otherwise. Delete one of the two rows, or put "
                "both into one line."
            ),
            row=earlier.line.row,
        )


def _content(entry: Entry) -> dict[str, object]:
    return {
        "unit_price": entry.price,
        "quantity": entry.quantity,
        "unit": entry.unit,
        "tax_included": entry.tax_included,
        "tax_rate": entry.tax_rate,
        "kind": entry.item.kind,
        "description": entry.description,
    }
