"""Every door for every role: what a person may not do or see stays shut whichever way they try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inventory.assets.commands import RegisterAsset, register
from inventory.assets.queries import card as unit_card
from inventory.attachments.commands import AddFile, add_file
from inventory.care.backup import backup
from inventory.cases.history import HistoryRequest, write_history
from inventory.company.commands import EditCompany
from inventory.company.commands import edit as edit_company
from inventory.contracts.commands import AddContract
from inventory.contracts.commands import add as add_contract
from inventory.customers.commands import AddCustomer
from inventory.customers.commands import add as add_customer
from inventory.errors import NotPermitted
from inventory.imports.commit import commit
from inventory.imports.notes import Request
from inventory.imports.preview import preview
from inventory.jobs import Quiet
from inventory.journal import changes
from inventory.labels.commands import mark_printed
from inventory.labels.queries import contents
from inventory.parts.queries import card as part_card
from inventory.people.commands import NOBODY_MANAGES, AddUser, add_user
from inventory.products.commands import AddManufacturer, add_manufacturer
from inventory.scanning.card import scan_document, scan_text
from inventory.settings import THEME, Scope, Setting, put
from inventory.views import keep
from inventory.work import Context
from models.access import Right
from models.imports import ImportKind
from models.journal import Change
from models.organisation import Role
from tests.service.import_books import PART, PARTS, write_book
from tests.service.test_access_rights import TABLE

COST = 8613
"""In fen; the figure appears nowhere else."""


@dataclass
class Place:
    """What the doors are about."""

    ctx: Context
    folder: Path
    unit: Any
    customer: Any
    contract: Any
    part: Any


@pytest.fixture
def place(
    ctx, make_user, make_asset, make_customer, make_contract, make_model, make_part, make_case, tmp_path
) -> Place:
    """A unit out of warranty with a case and a part that fits, and somebody who manages people."""
    make_user("赵敏", Role.ADMIN)
    customer, model = make_customer("市第二人民医院"), make_model("HEM-7136")
    contract = make_contract(customer=customer)
    unit = make_asset(
        "0012", model=model, customer=customer, accepted_on=date(2020, 3, 15), delivered_on=date(2020, 3, 1),
        warranty_months=12,
    )  # fmt: skip
    make_case(unit, "WX1")
    part = make_part("BP-0006", "电源板", model=model, on_hand=8, reference_cost=COST)
    return Place(ctx, tmp_path, unit, customer, contract, part)


def import_parts(place: Place) -> object:
    book = write_book(place.folder / "parts.xlsx", PARTS, [dict(PART)])
    return commit(place.ctx, preview(place.ctx, Request(ImportKind.PARTS, book), Quiet()), Quiet())


def photo(place: Place) -> Path:
    path = place.folder / "a.txt"
    path.write_text("x", encoding="ascii")
    return path


def depot_setting(place: Place) -> object:
    return put(place.ctx, Setting("test", Scope.DEPOT, "", lambda value: isinstance(value, str)), "x")


DOORS: dict[str, tuple[tuple[Right, ...], Callable[[Place], object]]] = {
    "register a unit": (
        (Right.EDIT_REGISTER,), lambda at: register(at.ctx, RegisterAsset(model_id=at.unit.model_id, serial_no="X1")),
    ),
    "add a customer": ((Right.EDIT_REGISTER,), lambda at: add_customer(at.ctx, AddCustomer(name="新客户"))),
    "add a maker": ((Right.EDIT_REGISTER,), lambda at: add_manufacturer(at.ctx, AddManufacturer(name="新厂"))),
    "add a contract": (
        (Right.EDIT_CONTRACTS,),
        lambda at: add_contract(at.ctx, AddContract(number="HT-9", customer_id=at.customer.id)),
    ),
    "import a book": ((Right.IMPORT,), import_parts),
    "read labels": ((Right.PRINT_LABELS,), lambda at: contents(at.ctx, [at.unit.id])),
    "print labels": ((Right.PRINT_LABELS,), lambda at: mark_printed(at.ctx, [at.unit.id], "roll-50x30")),
    "export the history": (
        (Right.EXPORT_TO_CUSTOMER,),
        lambda at: write_history(at.ctx, HistoryRequest(at.customer.id), at.folder / "h.xlsx", Quiet()),
    ),
    "back up": ((Right.CARE,), lambda at: backup(at.ctx, at.folder / "b.sqlite")),
    "the header of papers": (
        (Right.EDIT_POLICIES,),
        lambda at: edit_company(at.ctx, EditCompany(name_zh="康诚", seen_version=1)),
    ),
    "a person": (
        (Right.MANAGE_PEOPLE,),
        lambda at: add_user(at.ctx, AddUser(name="新人", role=Role.VIEWER, confirmed=frozenset({NOBODY_MANAGES}))),
    ),
    "a file of a unit": (
        (Right.EDIT_REGISTER, Right.RECORD_SERVICE), lambda at: add_file(at.ctx, AddFile("asset", at.unit.id, photo(at))),
    ),
    "a file of a contract": (
        (Right.EDIT_CONTRACTS,), lambda at: add_file(at.ctx, AddFile("contract", at.contract.id, photo(at))),
    ),
}  # fmt: skip
OPEN: dict[str, Callable[[Place], object]] = {
    "the theme of this workstation": lambda at: put(at.ctx, THEME, "dark"),
    "a saved view": lambda at: keep(at.ctx, "assets", "mine", "{}"),
    "the card of a unit": lambda at: unit_card(at.ctx, at.unit.id),
    "a scan": lambda at: scan_text(at.ctx, at.unit.code),
}


@pytest.mark.parametrize("role", [*Role, None], ids=[*(role.value for role in Role), "nobody"])
def test_each_door_opens_to_those_who_have_its_right(place, make_user, role):
    ctx = place.ctx
    ctx.actor = make_user("某人", role).id if role is not None else None
    for name, (needed, go) in DOORS.items():
        if any(role in TABLE[right] for right in needed):
            go(place)
        else:
            with pytest.raises(NotPermitted):
                go(place)
                pytest.fail(name)
    for go in OPEN.values():
        go(place)


def test_without_people_every_door_is_open(place):
    from models.organisation import User

    User.delete().execute()
    for _needed, go in DOORS.values():
        go(place)
        User.delete().execute()  # one door adds somebody


def test_a_refused_export_leaves_no_file(place, make_user):
    place.ctx.actor = make_user("某人", Role.VIEWER).id
    for name in ("export the history", "back up"):
        with pytest.raises(NotPermitted):
            DOORS[name][1](place)
    assert list(place.folder.glob("*.xlsx")) == [] and list(place.folder.glob("b.sqlite")) == []


def shown_cost(place: Place) -> dict[str, str]:
    """What each way to a cost shows, as text. What a customer would pay is no cost, even where it is the same."""
    ctx = place.ctx
    book = write_book(place.folder / "costs.xlsx", PARTS, [{**PART, "物料编码": "BP-0006", "成本价(元)": 99}])
    Change.create(
        at=ctx.clock.now(),
        act="1",
        entity="part",
        entity_id=place.part.id,
        field="reference_cost",
        old="1",
        new=str(COST),
    )
    seen = preview(ctx, Request(ImportKind.PARTS, book), Quiet())
    from inventory.access.rights import sees_cost

    return {
        "part card": str(part_card(ctx, place.part.id)),
        "import preview": "\n".join(str(note.message) for row in seen.rows for note in row.notes),
        "change record": str(changes("part", place.part.id, costs=sees_cost(ctx))),
    }


@pytest.mark.parametrize("role", Role)
def test_cost_is_shown_to_those_who_may_see_it_whichever_way_they_ask(place, make_user, role):
    place.ctx.actor = make_user("某人", role).id
    allowed = role in TABLE[Right.SEE_COST]
    for way, text in shown_cost(place).items():
        told = "86.13" in text or str(COST) in text
        if allowed and way in ("part card", "import preview", "change record"):
            assert told, way
        if not allowed:
            assert not told, way


def test_what_the_customer_would_pay_is_told_to_everybody_even_where_it_is_our_cost(place, make_user):
    """After the warranty the house terms say cost price: whoever stands before the customer has to name it."""
    told = set()
    for role in (Role.MANAGER, Role.ENGINEER, Role.VIEWER):
        place.ctx.actor = make_user("某人", role).id
        (part,) = unit_card(place.ctx, place.unit.id).parts
        (scanned,) = scan_document(place.ctx, place.unit.code)["parts"]
        assert "cost" in part.rule.message_id and scanned["rule"]
        told.add((part.price.fen, scanned["price"]))
    assert told == {(COST, 86.13)}


def test_a_setting_of_the_depot_is_for_whoever_sets_its_rules(place, make_user):
    for role in Role:
        place.ctx.actor = make_user("某人", role).id
        if role in TABLE[Right.EDIT_POLICIES]:
            depot_setting(place)
        else:
            with pytest.raises(NotPermitted):
                depot_setting(place)
