"""A register of units: what each row adds, changes, or cannot be (model.md INV-01, INV-15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from inventory.i18n import N_, _
from inventory.imports.blocks import Blocks
from inventory.imports.dated import Dated
from inventory.imports.ledger import Ledger, listed
from inventory.imports.lookups import Client, Deal, Depot, Model
from inventory.imports.notes import Request, Verdict
from inventory.imports.pace import watched
from inventory.imports.parsing import Digits, compared
from inventory.imports.products import Products
from inventory.imports.promises import Promises
from inventory.imports.reading import Line
from inventory.imports.registered import Known, Registered
from inventory.imports.serials import Lengths, check_length, complete
from inventory.imports.units import AssetPlan, AssetRecord, Unit
from inventory.jobs import Progress
from inventory.work import Context

_ACCEPTED: Final = frozenset({Verdict.NEW, Verdict.CHANGED})


class Register:
    """Judges the rows of a register one after the other."""

    def __init__(self, ctx: Context, depot: Depot, ledger: Ledger, request: Request, progress: Progress) -> None:
        today = ctx.clock.today()
        self._depot = depot
        self._ledger = ledger
        self._request = request
        self._today = today
        self._progress = progress
        self._blocks = Blocks(depot, ledger)
        self._products = Products(depot, ledger)
        self._lengths = Lengths()
        self._usual: dict[int, int] = {}
        self._named: dict[tuple[str | None, ...], Model] = {}
        self._dated = Dated(ledger, today)
        self._promises = Promises(ctx, depot, ledger, request, progress)
        self._deals: dict[tuple[str, int], Deal] = {}

    def judge(self, lines: Sequence[Line]) -> AssetPlan:
        """Give every row its verdict."""
        records = self._records(lines)
        self._prepare(records)
        units = [unit for unit in self._units(lines, records) if unit is not None]
        return self._place(units)

    def _records(self, lines: Sequence[Line]) -> list[AssetRecord]:
        records = []
        for line in watched(lines, self._progress, _("Checking the rows")):
            if line.special:
                self._ledger.take(line)
            record = line.record = AssetRecord._make(line.record)
            records.append(record)
        return records

    def _prepare(self, records: Sequence[AssetRecord]) -> None:
        named = {record[1:5] for record in records}
        self._products.prepare((maker, code, name) for code, name, _product, maker in named)
        self._blocks.prepare({record.customer for record in records})
        self._depot.load_deals({record.contract_no for record in records if record.contract_no})

    def _units(self, lines: Sequence[Line], records: Sequence[AssetRecord]) -> list[Unit | None]:
        """The rows that can be read; numbers that were serials are completed after the others of their model."""
        models = [
            self._named.get(record[1:5]) or self._model(line, record)
            for line, record in zip(watched(lines, self._progress, _("Checking the rows")), records, strict=True)
        ]
        norms = [compared(record.serial_no) if type(record.serial_no) is str else "" for record in records]
        self._lengths.count(zip(models, norms, strict=True))
        self._usual = self._lengths.usual()
        return [
            self._unit(line, record, model, norm)
            for line, record, model, norm in zip(
                watched(lines, self._progress, _("Checking the rows")), records, models, norms, strict=True
            )
        ]

    def _model(self, line: Line, record: AssetRecord) -> Model | None:
        """The model of a row; whatever is said of one that names its maker is said at the first such row."""
        model = self._products.of(line, (record.maker, record.model_code, record.model_name), record.product_name)
        if model is not None and record.maker:
            self._named[record[1:5]] = model
        return model

    def _unit(self, line: Line, record: AssetRecord, model: Model | None, norm: str) -> Unit | None:
        ledger = self._ledger
        serial = record.serial_no
        if serial is None:
            ledger.require(
                line, "serial_no", None, N_("The serial number is missing. Write it as it is engraved on the unit.")
            )
        elif type(serial) is Digits:
            serial = complete(line, serial, self._lengths.of(model), ledger) if model is not None else serial.text
        days = record.days
        state = self._dated.get(days) or self._dated.of(days, line)
        key = (record.customer, *record[16:23])
        block = self._blocks.get(key) or self._blocks.of(key, line)
        deal = self._deal(line, record, block.client) if record.contract_no else None
        if line.verdict is None and not self._request.create:
            self._refuse_new(line, model, block.client, deal)
        if line.verdict is not None or model is None or state is None:
            return None
        remark = record.remark or ""
        if record.old_code:
            remark = f"{remark}\n{ledger.table.heading('old_code')}: {record.old_code}".lstrip("\n")
        if norm and len(norm) < self._usual.get(id(model), 0):
            check_length(line, norm, self._usual[id(model)], ledger)
        return Unit(
            line,
            record,
            serial,
            norm or compared(serial),
            model,
            block.client,
            block.site,
            block.person,
            deal,
            record.months if record.years is None else record.years,
            remark,
            record.state or state,
        )

    def _deal(self, line: Line, record: AssetRecord, client: Client | None) -> Deal | None:
        number = record.contract_no or ""
        found = self._deals.get((number, id(client)))
        if found is not None:
            return found
        known = self._depot.deals.get(compared(number))
        if client is None:
            self._ledger.refuse(
                line,
                "customer",
                N_("The contract {number} needs its customer. Write the customer in this row."),
                number=number,
            )
            return None
        if known is not None and known.client is not client:
            self._ledger.refuse(
                line,
                "contract_no",
                N_("The contract {number} is with {customer}, not with {other}. Correct the number or the customer."),
                number=number,
                customer=known.client.name,
                other=client.name,
            )
            return None
        if line.verdict is not None:
            return known  # a refused row does not say whose a contract is
        deal = self._deals[number, id(client)] = self._depot.deal(number, client)
        return deal

    def _refuse_new(self, line: Line, model: Model | None, client: Client | None, deal: Deal | None) -> None:
        missing = [
            (key, name)
            for key, ref, name in (
                ("maker", model and model.maker, model and model.maker.name),
                ("model_code", model, model and model.code),
                ("customer", client, client and client.name),
                ("contract_no", deal, deal and deal.number),
            )
            if ref is not None and ref.id is None
        ]
        if missing:
            self._ledger.refuse(
                line,
                missing[0][0],
                N_("The depot does not know {names} yet. Add it first, or allow new ones when importing."),
                names=listed([str(name) for _key, name in missing]),
            )

    def _place(self, units: list[Unit]) -> AssetPlan:
        """Tell new units from those that stand twice in the book or are in the register already."""
        plan, later = AssetPlan(), dict[tuple[int, str], Unit]()
        there_too: list[tuple[Unit, Known]] = []
        twice: list[tuple[Unit, Unit]] = []
        registered = Registered(self._ledger, self._depot, self._request.overwrite, self._today)
        registered.load([unit.norm for unit in units], self._progress)
        by_norm: dict[str, Unit] = {}
        for unit in watched(units, self._progress, _("Checking the rows")):
            line, norm = unit.line, unit.norm
            first = by_norm.setdefault(norm, unit)
            if first is unit and norm not in registered:  # nearly all
                line.verdict = Verdict.NEW
                plan.units.append(unit)
                continue
            key = (id(unit.model), norm)
            earlier = later.get(key, first if first is not unit and first.model is unit.model else None)
            if earlier is not None and earlier.line.verdict is not Verdict.REFUSED:
                self._twice(unit, earlier)
                twice.append((unit, earlier))
                continue
            later[key] = unit
            self._same_serial(unit, first, registered)
            there = registered.unit(unit.model, norm)
            if there is None:
                line.verdict = Verdict.NEW
                plan.units.append(unit)
            elif registered.compare(unit, there) or line.verdict is not Verdict.REFUSED:
                there_too.append((unit, there))
        self._promise(plan, there_too, twice)
        _count([unit for unit in units if unit.line.verdict in _ACCEPTED])
        return plan

    def _promise(
        self, plan: AssetPlan, there_too: Sequence[tuple[Unit, Known]], twice: Sequence[tuple[Unit, Unit]]
    ) -> None:
        """What the rows promise besides; one whose promise cannot be taken is refused, and so is its repetition."""
        plan.promises = self._promises.judge([*((unit, None) for unit in plan.units), *there_too])
        plan.units = [unit for unit in plan.units if unit.line.verdict is not Verdict.REFUSED]
        taken = (known for unit, known in there_too if unit.line.verdict is not Verdict.REFUSED)
        plan.changes = [known for known in taken if known.changes]
        for unit, earlier in twice:
            if earlier.line.verdict is Verdict.REFUSED and unit.line.verdict is Verdict.ALREADY_THERE:
                self._ledger.refuse(
                    unit.line, "serial_no", N_("Row {row} says the same and is refused."), row=earlier.line.row
                )

    def _twice(self, unit: Unit, earlier: Unit) -> None:
        if _content(unit) == _content(earlier):
            self._ledger.same_as(unit.line, "serial_no", earlier.line.row)
            return
        differing = next(
            name
            for name, one, other in zip(AssetRecord._fields, _content(unit), _content(earlier), strict=True)
            if one != other
        )
        self._ledger.refuse(
            unit.line,
            differing,
            N_(
                "Row {row} is the same unit and says otherwise. Delete one of the two rows, or correct the "
                "serial number."
            ),
            row=earlier.line.row,
        )

    def _same_serial(self, unit: Unit, first: Unit, registered: Registered) -> None:
        """One serial on units of two makers or two models is allowed, and often a slip (INV-01)."""
        other = first.model if first is not unit else registered.namesake(unit.model, unit.norm)
        if other is None or other is unit.model:
            return
        values = {"serial": unit.serial_no, "maker": other.maker.name, "model": other.code}
        if first is not unit:
            self._ledger.warn(
                unit.line,
                "serial_no",
                N_("Row {row} has the serial number {serial} too, on a {model} of {maker}. Compare both units."),
                row=first.line.row,
                **values,
            )
        else:
            self._ledger.warn(
                unit.line,
                "serial_no",
                N_("The depot has the serial number {serial} already, on a {model} of {maker}. Compare both units."),
                **values,
            )


def _content(unit: Unit) -> AssetRecord:
    """A row as it is compared with another of the same unit."""
    return unit.record._replace(
        serial_no=unit.norm,
        maker=unit.model.maker.key,
        model_code=unit.model.norm,
        customer=unit.client.key if unit.client else None,
    )


def _count(accepted: Sequence[Unit]) -> None:
    """Accepted rows need their makers, models, customers, sites, contacts and contracts."""
    for model, rows in Counter(unit.model for unit in accepted).items():
        model.rows += rows
        model.maker.rows += rows
    for part in ("client", "site", "person", "deal"):
        for ref, rows in Counter(map(attrgetter(part), accepted)).items():
            if ref is not None:
                ref.rows += rows
