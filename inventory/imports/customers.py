"""A list of customers: the customers, their sites and the people there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from inventory.customers import rules
from inventory.errors import InvalidInput
from inventory.i18n import N_, Message, _
from inventory.imports.blocks import person_of, site_at
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Client, Depot, Person, Site, found_in
from inventory.imports.notes import Request, Verdict, Weight
from inventory.imports.pace import watched
from inventory.imports.parsing import compared
from inventory.imports.reading import Line
from inventory.jobs import Progress
from inventory.values.codes import name_key
from models.customers import CustomerKind


class CustomerRecord(NamedTuple):
    """A row of a list of customers, as read: the fields of ``fields.CUSTOMERS`` in their order."""

    name: str | None
    code: str | None
    kind: CustomerKind | None
    tax_no: str | None
    level: str | None
    site: str | None
    region: str | None
    job_title: str | None
    contact: str | None
    phone: str | None
    mobile: str | None
    fax: str | None
    email: str | None
    address: str | None
    post_code: str | None
    remark: str | None


OWN: Final = ("kind", "tax_no", "level", "remark")
"""What belongs to the customer itself; ``kind`` has a default, so it never fills a blank."""


@dataclass(slots=True)
class KnownClient:
    """A customer of the depot and what is to be changed: column → from, to."""

    client: Client
    version: int
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class CustomerPlan:
    """What the commit writes; new customers, sites and contacts are those of the look-ups that rows refer to."""

    changes: list[KnownClient] = field(default_factory=list)
    accepted: int = 0


class Directory:
    """Judges the rows of a list of customers."""

    def __init__(self, depot: Depot, ledger: Ledger, request: Request, progress: Progress) -> None:
        self._depot = depot
        self._ledger = ledger
        self._request = request
        self._progress = progress
        self._stored: dict[int, tuple[int, dict[str, Any]]] = {}
        self._first: dict[int, Line] = {}
        self._changed: dict[int, KnownClient] = {}

    def judge(self, lines: Sequence[Line]) -> CustomerPlan:
        """Give every row its verdict."""
        records = []
        for line in watched(lines, self._progress, _("Checking the rows")):
            self._ledger.take(line)
            line.record = CustomerRecord._make(line.record)
            records.append(line.record)
        self._load(
            {record.name for record in records if record.name} | {record.code for record in records if record.code}
        )
        plan = CustomerPlan()
        for line, record in zip(watched(lines, self._progress, _("Checking the rows")), records, strict=True):
            self._row(line, record)
            plan.accepted += line.verdict in (Verdict.NEW, Verdict.CHANGED)
        plan.changes = [known for known in self._changed.values() if known.changes]
        return plan

    def _load(self, names: set[str]) -> None:
        known = {client.id: client for name in names if (client := self._depot.known_client(name)) is not None}
        self._depot.load_people(list(known.values()))
        for row_id, version, *values in found_in(
            f"SELECT id, version, {', '.join(OWN)} FROM customer WHERE id IN ({{}})", known, self._progress
        ):
            self._stored[row_id] = (version, dict(zip(OWN, values, strict=True)))

    def _row(self, line: Line, record: CustomerRecord) -> None:
        ledger = self._ledger
        if not ledger.require(
            line, "name", record.name, N_("The name of the customer is missing. Write it, or delete the row.")
        ):
            return
        code = self._code(line, record)
        client = self._client(line, record.name or "", code)
        if client is None or line.verdict is not None:
            return
        fresh = id(client) not in self._first and client.id is None
        changes = not fresh and self._compare(line, record, client)
        if line.verdict is Verdict.REFUSED:
            return
        site = self._site(line, record, client)
        person = person_of(client, record.contact, record._asdict(), self._doubt(line), site)
        added = [ref for ref in (site, person) if ref is not None and ref.id is None and ref.rows == 0]
        for ref in (site, person):
            if ref is not None:
                ref.rows += 1
        client.rows += 1
        if fresh:
            client.values = {key: _plain(getattr(record, key)) for key in OWN}
            line.verdict = Verdict.NEW
        elif changes or added:
            for ref in added:
                ledger.changes(line, "contact" if isinstance(ref, Person) else "address", "", ref.name)
            line.verdict = Verdict.CHANGED
        elif id(client) in self._first:
            ledger.same_as(line, "name", self._first[id(client)].row)
        else:
            line.verdict = Verdict.ALREADY_THERE
        self._first.setdefault(id(client), line)

    def _code(self, line: Line, record: CustomerRecord) -> str | None:
        if not record.code:
            return None
        try:
            return rules.check_code(record.code)
        except InvalidInput as error:
            self._ledger.refuse_error(line, "code", error)
            return None

    def _client(self, line: Line, name: str, code: str | None) -> Client | None:
        """The customer of this name, and of no other code; a known code with another name is a contradiction."""
        client = self._depot.clients.get(name_key(name))
        holder = self._depot.clients_by_code.get(code) if code else None
        if holder is not None and holder is not client:
            self._ledger.refuse(
                line,
                "code",
                N_("The customer code {code} belongs to {holder}, not to {name}. Correct the code or the name."),
                code=code,
                holder=holder.name,
                name=name,
            )
            return None
        if client is None:
            if line.verdict is not None:
                return None
            client = self._depot.client(name)
            client.code = code or ""
        elif code and client.code and compared(client.code) != code:
            self._ledger.differs(line, "code", client.code, code)
            return None
        if code:
            client.code = client.code or code
            self._depot.clients_by_code[code] = client
        return client

    def _compare(self, line: Line, record: CustomerRecord, client: Client) -> bool:
        """What a row says of a customer that is there, or stands further up in the book. True: it changes something."""
        version, stored = self._stored.get(client.id or 0, (0, client.values))
        known = self._changed.setdefault(id(client), KnownClient(client, version))
        changes: dict[str, tuple[Any, Any]] = {}
        for key in OWN:
            new = _plain(getattr(record, key))
            old = known.changes[key][1] if key in known.changes else _plain(stored.get(key))
            if new is None or new == old:
                continue
            if old in (None, "") or (self._request.overwrite and client.id is not None):
                changes[key] = (_plain(stored.get(key)), new)
                self._ledger.changes(line, key, old, new)
            elif client.id is not None:
                self._ledger.differs(line, key, old, new)
            else:
                self._ledger.refuse(
                    line,
                    key,
                    N_("Row {row} is the same customer and says otherwise. Correct one of the two rows."),
                    row=self._first[id(client)].row,
                )
        if line.verdict is Verdict.REFUSED:
            return False
        if client.id is None:
            client.values |= {key: new for key, (_old, new) in changes.items()}
        else:
            known.changes |= changes
        return bool(changes)

    def _site(self, line: Line, record: CustomerRecord, client: Client) -> Site | None:
        site = site_at(client, record.address, record.post_code, self._doubt(line), record.site)
        if site is not None and site.id is None:
            site.region = site.region or record.region or ""
            site.address = site.address or record.address or ""
        elif (
            site is not None and record.address and site.address and name_key(site.address) != name_key(record.address)
        ):
            self._ledger.warn(
                line,
                "address",
                N_(
                    "The site {site} of {customer} is at {old}; {new} is not taken over. Correct the site if it "
                    "is right."
                ),
                site=site.name,
                customer=client.name,
                old=site.address,
                new=record.address,
            )
        return site

    def _doubt(self, line: Line) -> Callable[[str, Message], None]:
        return lambda key, message: self._ledger.note(line, key, Weight.WARNS, message)


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)
