"""What the depot knows already, loaded once for a book, and what the book brings along.

Every maker, model, customer, site, contact and contract is one object, whether it has an id or is only met in the
book; rows refer to the object, and the commit gives the new ones their ids. No look-up runs per row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from inventory.i18n import _
from inventory.imports.parsing import compared
from inventory.jobs import Progress
from inventory.values.codes import name_key
from models import connect

CHUNK: Final = 500
"""Values of one ``IN``: far below the limits of both databases, and a few milliseconds."""


@dataclass(slots=True, eq=False)
class Ref:
    """A record, in the depot or only in the book (``fresh``; the commit gives it its ``id``).

    ``rows``: how many accepted rows refer to it; a fresh one that none refers to is not written.
    """

    id: int | None = None
    rows: int = 0
    fresh: bool = field(init=False)

    def __post_init__(self) -> None:
        self.fresh = self.id is None

    @property
    def comes(self) -> bool:
        """Whether the book brings it along."""
        return self.fresh and self.rows > 0


@dataclass(slots=True, eq=False)
class Maker(Ref):
    """A manufacturer."""

    name: str = ""
    key: str = ""


@dataclass(slots=True, eq=False)
class Model(Ref):
    """A model of a maker. ``product_name`` "" until the book says one."""

    maker: Maker = field(default_factory=Maker)
    code: str = ""
    norm: str = ""
    product_name: str = ""


@dataclass(slots=True, eq=False)
class Site(Ref):
    """A place of a customer."""

    name: str = ""
    address: str = ""
    post_code: str = ""
    region: str = ""


@dataclass(slots=True, eq=False)
class Person(Ref):
    """A contact of a customer."""

    name: str = ""
    title: str = ""
    phone: str = ""
    mobile: str = ""
    fax: str = ""
    email: str = ""
    is_default: bool = False
    site: Site | None = None


@dataclass(slots=True, eq=False)
class Client(Ref):
    """A customer with its sites by the key of their address (or name) and its contacts by the key of their name."""

    name: str = ""
    key: str = ""
    code: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    loaded: bool = False


@dataclass(slots=True, eq=False)
class Deal(Ref):
    """A contract with a customer. ``policy_version_id``: what a new one goes by; None: the house's terms."""

    number: str = ""
    norm: str = ""
    client: Client = field(default_factory=Client)
    policy_version_id: int | None = None


@dataclass(slots=True, eq=False)
class Article(Ref):
    """A part of our catalogue."""

    number: str = ""
    norm: str = ""
    name: str = ""
    kind: str = ""
    unit: str = ""
    maker: Maker | None = None


def found_in(sql: str, values: Iterable[Any], progress: Progress) -> Iterator[tuple[Any, ...]]:
    """The rows of ``sql`` for many values: its ``{}`` becomes the placeholders of an ``IN``."""
    wanted = list(values)
    for begin in range(0, len(wanted), CHUNK):
        progress.report(begin, len(wanted), _("Comparing with the depot"))
        some = wanted[begin : begin + CHUNK]
        yield from connect.rows(sql.format(", ".join("?" * len(some))), some)


class Depot:
    """The makers, models, customers and contracts of the depot and of the book."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.makers: dict[str, Maker] = {}
        self.models: dict[tuple[str, str], Model] = {}
        self.models_by_norm: dict[str, list[Model]] = {}
        self.models_by_id: dict[int, Model] = {}
        self.clients: dict[str, Client] = {}
        self.clients_by_code: dict[str, Client] = {}
        self.clients_by_id: dict[int, Client] = {}
        self.deals: dict[str, Deal] = {}
        self.articles: dict[str, Article] = {}
        self._named: dict[str, Client] = {}
        self._load_products()
        self._load_clients()

    def _load_products(self) -> None:
        by_id: dict[int, Maker] = {}
        for row_id, name, key in connect.rows("SELECT id, name, name_key FROM manufacturer"):
            by_id[row_id] = self.makers[key] = Maker(row_id, name=name, key=key)
        for row_id, maker_id, product, code, norm in connect.rows(
            "SELECT id, manufacturer_id, product_name, model_code, model_norm FROM product_model"
        ):
            self._keep(Model(row_id, maker=by_id[maker_id], code=code, norm=norm, product_name=product))

    def _keep(self, model: Model) -> Model:
        self.models[model.maker.key, model.norm] = model
        self.models_by_norm.setdefault(model.norm, []).append(model)
        if model.id is not None:
            self.models_by_id[model.id] = model
        return model

    def _load_clients(self) -> None:
        for row_id, name, key, code in connect.rows("SELECT id, name, name_key, code FROM customer"):
            client = Client(row_id, name=name, key=key, code=code)
            self.clients[key] = self.clients_by_code[code] = self.clients_by_id[row_id] = client

    def maker(self, name: str) -> Maker:
        """The maker of this name, new where there is none."""
        key = name_key(name)
        if key not in self.makers:
            self.makers[key] = Maker(name=name, key=key)
        return self.makers[key]

    def model(self, maker: Maker, code: str) -> Model:
        """The maker's model with this code, new where there is none."""
        norm = compared(code)
        found = self.models.get((maker.key, norm))
        return found or self._keep(Model(maker=maker, code=code, norm=norm))

    def client(self, name: str) -> Client:
        """The customer of this name or code, new where there is none."""
        known = self.known_client(name)
        if known is None:
            key = name_key(name)
            known = self.clients[key] = Client(name=name, key=key, loaded=True)
        return known

    def known_client(self, name: str) -> Client | None:
        """The customer of this name or code; None where there is none."""
        if name not in self._named:
            found = self.clients.get(name_key(name)) or self.clients_by_code.get(compared(name))
            if found is None:
                return None
            self._named[name] = found
        return self._named[name]

    def deal(self, number: str, client: Client) -> Deal:
        """The contract with this number, new and with ``client`` where there is none."""
        norm = compared(number)
        if norm not in self.deals:
            self.deals[norm] = Deal(number=number, norm=norm, client=client)
        return self.deals[norm]

    def load_deals(self, numbers: Iterable[str]) -> None:
        """The contracts that a book names."""
        for row_id, number, norm, customer_id in found_in(
            "SELECT id, number, number_norm, customer_id FROM contract WHERE number_norm IN ({})",
            sorted({compared(number) for number in numbers}),
            self._progress,
        ):
            self.deals[norm] = Deal(row_id, number=number, norm=norm, client=self.clients_by_id[customer_id])

    def load_articles(self, numbers: Iterable[str], names: Iterable[str] = ()) -> dict[str, list[Article]]:
        """The parts that a book names by number; returned by name: those that it names by nothing else."""
        by_name: dict[str, list[Article]] = {}
        sql = "SELECT id, part_no, part_norm, name, kind, unit FROM part WHERE {} IN ({{}}) ORDER BY id"
        for column, wanted in (("part_norm", {compared(number) for number in numbers}), ("name", set(names))):
            for row_id, number, norm, name, kind, unit in found_in(sql.format(column), sorted(wanted), self._progress):
                known = self.articles.setdefault(
                    norm, Article(row_id, number=number, norm=norm, name=name, kind=kind, unit=unit)
                )
                if column == "name":
                    by_name.setdefault(name, []).append(known)
        return by_name

    def load_people(self, clients: Sequence[Client]) -> None:
        """Sites and contacts of the customers that a book names."""
        wanted = {client.id: client for client in clients if client.id is not None and not client.loaded}
        for row_id, customer_id, name, address, post_code, region in found_in(
            "SELECT id, customer_id, name, address, post_code, region FROM customer_site WHERE customer_id IN ({})",
            wanted,
            self._progress,
        ):
            site = Site(row_id, name=name, address=address, post_code=post_code, region=region)
            wanted[customer_id].sites.setdefault(name_key(address or name), site)
            wanted[customer_id].sites.setdefault(name_key(name), site)
        for row_id, customer_id, name, title, phone, mobile, fax, email, is_default in found_in(
            "SELECT id, customer_id, name, title, phone, mobile, fax, email, is_default FROM contact "
            "WHERE customer_id IN ({}) ORDER BY is_default, id DESC",
            wanted,
            self._progress,
        ):
            wanted[customer_id].people[name_key(name)] = Person(
                row_id,
                name=name,
                title=title,
                phone=phone,
                mobile=mobile,
                fax=fax,
                email=email,
                is_default=bool(is_default),
            )
        for client in wanted.values():
            client.loaded = True
