"""Whose a row is: the customer block of a register (R-002) as customer, site and contact, read once for all rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from inventory.i18n import N_, Message
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Client, Depot, Person, Site
from inventory.imports.notes import Weight
from inventory.imports.reading import Line
from inventory.values.codes import name_key

FIELDS: Final = ("customer", "contact", "phone", "mobile", "fax", "email", "address", "post_code")
"""What a block is made of, in this order."""
SITE_NAME: Final = 120
CONTACT_NAME: Final = 60
_REACHED_BY: Final = ("phone", "mobile", "fax", "email")


@dataclass(frozen=True, slots=True)
class Block:
    """The customer of a row, the place and the person; None where the row does not say."""

    client: Client | None
    site: Site | None
    person: Person | None


class Blocks(dict[tuple[Any, ...], Block]):
    """Block by the values of FIELDS. What a block contradicts is said once, at the first row that holds it."""

    def __init__(self, depot: Depot, ledger: Ledger) -> None:
        super().__init__()
        self._depot = depot
        self._ledger = ledger

    def prepare(self, names: Iterable[str | None]) -> None:
        """Load what the depot knows of these customers."""
        known = (self._depot.known_client(name) for name in names if name)
        self._depot.load_people([client for client in known if client is not None])

    def of(self, key: tuple[Any, ...], line: Line) -> Block:
        """The block with these values; ``line``: the row that is being judged."""
        found = self.get(key)
        if found is None:
            found = self[key] = self._resolve(dict(zip(FIELDS, key, strict=True)), line)
        return found

    def _resolve(self, values: dict[str, Any], line: Line) -> Block:
        if not values["customer"]:
            return Block(None, None, None)
        client = self._depot.client(values["customer"])
        site = site_at(client, values["address"], values["post_code"], self._doubt(line))
        return Block(client, site, person_of(client, values["contact"], values, self._doubt(line), site))

    def _doubt(self, line: Line) -> Callable[[str, Message], None]:
        return lambda key, message: self._ledger.note(line, key, Weight.WARNS, message)


def site_at(
    client: Client,
    address: str | None,
    post_code: str | None,
    doubt: Callable[[str, Message], None],
    name: str | None = None,
) -> Site | None:
    """The customer's site at an address or of a name, new where there is none; its address is its name at need."""
    called = name or address
    if not called:
        return None
    key = name_key(called)
    site = client.sites.get(key)
    if site is None:
        site = Site(name=_free_name(client, called), address=address or "", post_code=post_code or "")
        client.sites[key] = site
    elif post_code and site.post_code and site.post_code != post_code:
        doubt(
            "post_code",
            Message(
                N_(
                    "The post code of this address is {old}; {new} is not taken over. Correct the customer if it "
                    "is right."
                ),
                {"old": site.post_code, "new": post_code},
            ),
        )
    elif post_code and site.id is None:
        site.post_code = post_code
    return site


def _free_name(client: Client, called: str) -> str:
    """Names of a customer's sites differ; only addresses longer than a name can meet here."""
    taken = {site.name for site in client.sites.values()}
    name, again = called[:SITE_NAME], 1
    while name in taken:
        again += 1
        mark = f" ({again})"
        name = called[: SITE_NAME - len(mark)] + mark
    return name


def person_of(
    client: Client,
    contact: str | None,
    values: dict[str, Any],
    doubt: Callable[[str, Message], None],
    site: Site | None,
) -> Person | None:
    """The customer's contact of this name, new where there is none; a number without a name is the customer's own."""
    reached = {key: values[key] for key in _REACHED_BY if values.get(key)}
    if not contact and not reached:
        return None
    name = (contact or client.name)[:CONTACT_NAME]
    person = client.people.get(name_key(name))
    if person is None:
        leads = not any(other.is_default for other in client.people.values())
        person = Person(name=name, title=values.get("job_title") or "", is_default=leads, site=site, **reached)
        client.people[name_key(name)] = person
        return person
    for key, value in reached.items():
        old = getattr(person, key)
        if not old and person.id is None:
            setattr(person, key, value)
        elif old and old != value:
            doubt(
                key,
                Message(
                    N_(
                        "{contact} of {customer} has {old} here; {new} is not taken over. Correct the contact if "
                        "it is right."
                    ),
                    {"contact": person.name, "customer": client.name, "old": old, "new": value},
                ),
            )
    return person
