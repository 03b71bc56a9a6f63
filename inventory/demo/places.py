"""Our own house and the customers of the demonstration depot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.demo import content
from inventory.demo.draw import Draw
from inventory.search import grams
from inventory.settings import CURRENT_USER
from inventory.values.codes import name_key, normalise
from inventory.work import Work
from models.contracts import Contract
from models.customers import Contact, Customer, CustomerSite
from models.numbering import NumberSeries
from models.organisation import Branch, Company, Role, User
from models.settings import Setting


@dataclass(frozen=True, slots=True)
class House:
    """Our people by name: their ids."""

    people: dict[str, int]

    @property
    def keeper(self) -> int:
        """Who takes in, hands out and prints."""
        return self._first(Role.KEEPER)

    @property
    def manager(self) -> int:
        """Who is at work at this workstation."""
        return self._first(Role.MANAGER)

    def _first(self, role: Role) -> int:
        return next(self.people[name] for _login, name, held in content.PEOPLE if held is role)


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer with what units refer to: sites, and contracts with the day they were signed."""

    customer: Any
    contact: Any
    sites: list[Any]
    contracts: list[tuple[int, date]]


def furnish_house(work: Work, draw: Draw) -> House:
    """The header of papers, two branches, people of each role; the manager is at work here, without a PIN."""
    work.create(Company, **content.COMPANY)
    jinan = work.create(Branch, code="JN", name="济南总部", region="鲁中", phone="0531-88660001")
    work.create(Branch, code="QD", name="青岛服务站", region="胶东", phone="0532-88660001")
    people = {
        name: work.create(User, login=login, name=name, role=role, branch=jinan.id).id
        for login, name, role in content.PEOPLE
    }
    house = House(people)
    work.create(Setting, scope=f"@{work.ctx.workstation}", name=CURRENT_USER.name, value=str(house.manager))
    work.ctx.actor = house.keeper
    return house


def furnish_customers(work: Work, draw: Draw) -> list[Standing]:
    """The customers, two contracts each, their sites and people; the first person is the one to call."""
    standing = [_customer(work, draw, number, client) for number, client in enumerate(content.CLIENTS, 1)]
    work.create(NumberSeries, prefix="KH", period="", last=len(standing))
    return standing


def _customer(work: Work, draw: Draw, number: int, client: content.Client) -> Standing:
    row = work.create(
        Customer, code=f"KH{number:05}", name=client.name, name_key=name_key(client.name),
        name_grams=grams(client.name), level=client.level, remark=client.remark,
    )  # fmt: skip
    sites = [
        work.create(
            CustomerSite, customer=row.id, name=place, address=client.address, post_code=client.post_code,
            rules_note=client.remark,
        )
        for place in client.places
    ]  # fmt: skip
    people = [
        work.create(
            Contact, customer=row.id, site=sites[place % len(sites)].id, name=name, title=title,
            phone=draw.phone(client.dialling), mobile=f"1380{draw.chance.randrange(10_000_000):07}",
            is_default=place == 0,
        )
        for place, (name, title) in enumerate(client.people)
    ]  # fmt: skip
    contracts = []
    for place, months in enumerate((40 - 3 * (number % 4), 14 - number % 5)):
        signed = draw.before(months, days=number)
        text = f"HT{signed.year}-{number * 10 + place:03}"
        contract = work.create(
            Contract, number=text, number_norm=normalise(text), customer=row.id, title=f"{client.name}设备采购合同",
            signed_on=signed,
        )  # fmt: skip
        contracts.append((contract.id, signed))
    return Standing(row, people[0], sites, contracts)
