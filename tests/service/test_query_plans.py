"""Cost grows with what is shown, not with what is stored: no question to the register walks a table that grows.

SQLite says how it answers. A walk along an index in the order of the list is what a whole list costs; a walk over the
table itself, or a sort of all of it, is not.
"""

from __future__ import annotations

from datetime import date

import pytest

from inventory.assets import queries as assets
from inventory.cases import history_facts, history_figures
from inventory.cases import queries as cases
from inventory.contracts import queries as contracts
from inventory.cover import ending, reviews, waiting, with_us
from inventory.cover.outlook import outlook
from inventory.cover.rules import Cover, CoverStatus
from inventory.customers import queries as customers
from inventory.errors import DepotError
from inventory.labels import queries as labels
from inventory.paging import Listing, Sort
from inventory.parts import queries as parts
from inventory.parts.worth import WorthListing
from inventory.places import queries as places
from inventory.places.outline import outline, parts_in
from inventory.proposals import queries as proposals
from inventory.quotations import queries as quotations
from inventory.scanning.payload import Kind, new_code
from inventory.scanning.resolve import resolve
from inventory.stock import drafts, part_ledger, reading, reservations, reserved
from inventory.stock import queries as papers
from inventory.stock.papers import Goods, Paper, issue, reverse
from inventory.stock.part_ledger import StockCard, history
from inventory.stock.reservations import Reserve, reserve
from inventory.supply import promised
from inventory.supply import queries as supply
from models import connect
from models.assets import Asset
from models.base import database
from models.places import Place
from models.stock import IssuePurpose

GROWS = {
    "asset", "a", "o", "n", "r", "service_case", "k", "customer", "c", "rc", "oc", "contact", "p", "customer_site", "s",
    "contract", "part_use", "u", "asset_event", "e", "label_print", "attachment", "change",
    "warranty_segment", "g", "custody", "serial_swap", "w", "extension_unit", "maker_cover", "f",
    "cover_review", "maintenance_proposal", "proposed_unit", "pu", "lot_unit",
}  # fmt: skip
"""Tables that grow with the business, under the names that our statements give them."""


@pytest.fixture
def engine():
    """Only SQLite tells how it answers without data; both databases have the same indexes."""
    return "sqlite"


@pytest.fixture
def plans(ctx, monkeypatch):
    """Every statement that is run, with the steps of its plan."""
    seen: list[tuple[str, list[str]]] = []
    real = database.obj
    original = real.execute_sql

    def watching(sql, params=None, **more):
        if not sql.startswith("EXPLAIN"):
            plan = original(f"EXPLAIN QUERY PLAN {sql}", params or ()).fetchall()
            seen.append((sql, [row[3] for row in plan]))
        return original(sql, params, **more)

    monkeypatch.setattr(real, "execute_sql", watching)
    return seen


def walks(plans):
    """The steps that go over a whole table that grows, in no order: neither along an index nor along the ids asked for."""
    return [
        (step, sql)
        for sql, steps in plans
        for step in steps
        if step.startswith("SCAN ")
        and (name := step.split()[1]) in GROWS
        and "INDEX" not in step
        and f"ORDER BY {name}.id " not in sql
    ]


CHOSEN = {
    "text": ["KH19", "二人", "x"],
    "customer": [1],
    "model": [1],
    "maker": [1],
    "contract": [1],
    "batch": [1],
    "state": ["faulty"],
    "role": ["loaner"],
    "label": ["unprinted"],
    "sold_from": [date(2026, 1, 1)],
    "sold_to": [date(2026, 1, 1)],
    "accepted": ["missing"],
    "cover": ["IN_WARRANTY", "EXTENDED", "POST_WARRANTY", "PRE_ACCEPTANCE", "NO_OBLIGATION", "NO_TERM"],
    "ends_within": [60],
    "kind": ["person"],
}


NEARLY_ALL_ARE_SO = {"state", "role", "label", "kind", "cover"}
"""What such a filter keeps is usually nearly everything: counting it is counting all."""


@pytest.mark.parametrize("listed", [assets.LISTING, customers.LISTING], ids=["assets", "customers"])
def test_the_lists_go_along_an_index_whatever_is_sorted_and_filtered(ctx, plans, listed: Listing):
    for name in listed.filters:
        for value in CHOSEN[name]:
            for key in listed.sorts:
                listed.first({name: value}, Sort(key))
                listed.first({name: value}, Sort(key, descending=True))
            if name not in NEARLY_ALL_ARE_SO:
                listed.count({name: value})
    listed.rows([1, 2, 3])

    assert len(plans) > 10
    assert not walks(plans)


def test_an_unfiltered_list_is_not_sorted_but_read_in_its_order(ctx, plans):
    for listed in (assets.LISTING, customers.LISTING):
        for key in listed.sorts:
            listed.first({}, Sort(key))
            listed.first({}, Sort(key, descending=True))
    assert not [sql for sql, steps in plans for step in steps if "TEMP B-TREE" in step]


def test_the_card_and_everything_on_a_customers_page_go_by_index(ctx, make_asset, make_case, make_part, plans):
    unit = make_asset()
    make_case(unit)
    make_part(model=unit.model, on_hand=1)
    plans.clear()

    assets.card(ctx, unit.id)
    assets.brief([unit.id])
    customers.card(ctx, unit.customer_id)
    customers.pick("二人")
    customers.pick("KH0")
    customers.find(ctx, unit.customer.name)
    cases.of_customer(ctx, unit.customer_id)
    cases.case(ctx, 1)
    contracts.pick(unit.customer_id, "HT")
    labels.contents(ctx, [unit.id])
    labels.unprinted(ctx, unit.customer_id)
    parts.fits(ctx, unit.id, Cover(CoverStatus.POST_WARRANTY))
    about = history_facts.scope(ctx, unit.customer_id, None, None, None)
    history_figures.figures(about, ctx.clock.now())
    list(history_facts.repairs(about))
    history_facts.units_by_serial(ctx, unit.customer_id, [unit.serial_no])

    assert len(plans) > 30
    assert not walks(plans)


def test_the_worklists_of_cover_go_by_index(ctx, make_asset, plans):
    unit = make_asset()
    plans.clear()
    ending_, waits, stays, calls = ending.listing(ctx), waiting.listing(ctx), with_us.listing(ctx), ending.calls(ctx)
    lists = (
        (ending_, {"within": 60}, {"proposal": ["missing", "open", "lapsed", "accepted", "declined"]}),
        (waits, {"waiting": True}, {"lacking": list(waiting.Lacking), "lot": ["in", "none"], "begun": ["yes", "no"]}),
        (stays, {"where": "with_us"}, {}),
        (reviews.LISTING, {"state": "open"}, {}),
    )
    for listed, always, own in lists:
        for name in ("text", "customer", "model", "contract", *own):
            if name in listed.filters:
                for value in own.get(name) or CHOSEN[name]:
                    for key in listed.sorts:
                        listed.first({**always, name: value}, Sort(key))
                        listed.first({**always, name: value}, Sort(key, descending=True))
                    listed.count({**always, name: value})
        for key in listed.sorts:
            listed.first(always, Sort(key))
        listed.count(always)
        listed.rows([1, 2, 3])
    for key in ("soonest", "units", "name"):
        for more in ({}, {"text": "二人"}, {"proposal": "missing"}):
            calls.first({"within": 60, **more}, Sort(key))
    calls.rows([unit.customer_id])
    proposals.addressees(ctx, [unit.id])
    proposals.of_units(ctx, [unit.id])
    waiting.look(ctx, unit.id)

    assert len(plans) > 100
    assert not walks(plans)


TERMS = {"tm", "tk", "tw", "tv", "tp"}
"""Where the months of a unit may stand that is accepted and covered by nothing: its model, its contract, policies."""


def test_what_is_on_the_worklists_is_counted_in_indexes_alone(ctx, plans):
    """37 of a million units end soon: not one of the million is looked at for it, nor one of the 37."""
    outlook(ctx)
    for days in ending.WINDOWS:
        ending.listing(ctx).count({"within": days})
        assets.LISTING.count({"ends_within": days})
    waiting.listing(ctx).count({"waiting": True})
    with_us.listing(ctx).count({"where": "with_us"})
    reviews.LISTING.count({"state": "open"})

    touched = [
        step
        for _sql, steps in plans
        for step in steps
        if step.startswith(("SEARCH", "SCAN")) and "CONSTANT" not in step and step.split()[1] not in TERMS
    ]
    assert len(touched) >= 13
    assert not [step for step in touched if "COVERING INDEX" not in step]
    assert {step.split("INDEX ")[1].split()[0] for step in touched} == {
        "asset_ending", "asset_waiting", "asset_termless", "custody_with_us", "review_state",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [new_code(Kind.ASSET), new_code(Kind.PART), new_code(Kind.CASE), "N16-1627", "(21)N16"],
    ids=["our unit", "our part", "our case", "serial", "GS1"],
)
def test_a_scan_goes_by_index(ctx, plans, text):
    with pytest.raises(DepotError):
        resolve(ctx, text)
    assert plans
    assert not [step for _sql, steps in plans for step in steps if step.startswith("SCAN ")]


LEDGER = {
    "stock_balance", "b", "stock_move", "m", "stock_line", "x", "stock_doc", "d", "reservation", "r", "order_line", "q",
    "stock_value", "v", "stock_chain", "stocktake_line", "service_case",
}  # fmt: skip
"""Tables that grow with every paper, under the names that our statements give them."""


def ledger_walks(plans):
    """The steps that go over a whole table of the stock, in no order or with an index made for the one question."""
    return [
        (step, sql)
        for sql, steps in plans
        for step in steps
        if "AUTOMATIC" in step
        or (
            step.startswith("SCAN ")
            and (name := step.split()[1]) in LEDGER
            and "INDEX" not in step
            and f"ORDER BY {name}.id " not in sql
        )
    ]


def test_the_stock_of_a_part_and_a_place_and_a_paper_go_by_index(ctx, make_part, make_case, plans):
    part = make_part("PSU-24", on_hand=5)
    shelf = Place.get(Place.name == "A-01-01")
    case = make_case()
    plans.clear()

    parts.LISTING.first({"text": "psu"}, Sort("part_no"))
    parts.LISTING.count({"short": True})
    parts.card(ctx, part.id)
    places.card(ctx, shelf.id)
    outline(ctx)
    parts_in(ctx, [shelf.id])
    reserve(ctx, Reserve(part_id=part.id, case_id=case.id, quantity=2))
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=3)
    out = issue(
        ctx, Paper(act="x", lines=(goods,), purpose=IssuePurpose.CASE, case_id=case.id, happened_on=date(2026, 11, 22))
    )
    reverse(ctx, "y", out.doc_id)
    card = StockCard(ctx, part.id)
    for way in (Sort("sequence", descending=True), Sort("sequence"), Sort("day")):
        card.first({}, way)
        card.ids({}, way)
        card.first({"kind": "issue"}, way)
        card.first({"day_from": date(2026, 1, 1), "day_to": date(2026, 12, 31)}, way)
    card.count({"kind": "issue"})
    card.rows([1])
    history(ctx, part.id)
    WorthListing(ctx).first({}, Sort("part_no"))

    assert len(plans) > 40
    assert not ledger_walks(plans)


PAPERS = {
    "text": "CK2026", "kind": "issue", "state": "posted", "day_from": date(2026, 1, 1), "day_to": date(2026, 12, 31),
    "part": 1, "case": 1, "supplier": 1,
}  # fmt: skip
MOVES = {"kind": "issue", "day_from": date(2026, 1, 1), "day_to": date(2026, 12, 31), "serial": "S1"}
KEPT = {"text": "WX2026", "state": "open", "part": 1, "case": 1}
WRITTEN = {"task": "issue", "person": 1, "part": 1, "case": 1}
ORDERED = {"open": True, "part": 1, "supplier": 1, "number": "PO-1", "late": date(2026, 11, 22), "text": "PO"}


@pytest.mark.parametrize(
    ("listed", "always", "filters"),
    [
        (papers.LISTING, {}, PAPERS), (part_ledger.MOVES, {"part": 1}, MOVES), (part_ledger.MOVES, {}, {}),
        (reservations.LISTING, {}, KEPT), (supply.ORDERS, {}, ORDERED), (drafts.LISTING, {}, WRITTEN),
    ],
    ids=["papers", "moves of a part", "moves", "reservations", "orders", "drafts"],
)  # fmt: skip
def test_the_lists_of_the_stock_go_along_an_index_whatever_is_sorted_and_filtered(ctx, plans, listed, always, filters):
    for chosen in ({}, *({name: value} for name, value in filters.items())):
        for key in listed.sorts:
            for descending in (False, True):
                listed.first({**always, **chosen}, Sort(key, descending))
    listed.rows([1, 2, 3])

    assert len(plans) > 2 * len(filters)
    assert not ledger_walks(plans)


def test_a_list_of_the_stock_that_is_not_filtered_is_not_sorted(ctx, plans):
    for listed, chosen in (
        (papers.LISTING, {}), (part_ledger.MOVES, {"part": 1}), (reservations.LISTING, {}), (supply.ORDERS, {}),
        (drafts.LISTING, {}),
    ):  # fmt: skip
        for key in listed.sorts:
            if chosen and key == "id":
                continue  # along the part's moves: their order is that of the chain, or of the days
            listed.first(chosen, Sort(key))
            listed.first(chosen, Sort(key, descending=True))
    assert not [(sql, step) for sql, steps in plans for step in steps if "TEMP B-TREE" in step]


def test_the_stock_card_of_a_part_goes_by_index(ctx, make_part, make_case, plans):
    part, case = make_part("PSU-24", on_hand=5), make_case()
    plans.clear()
    card = StockCard(ctx, part.id)
    card.rows(card.ids({}, Sort("sequence", descending=True)))
    card.count({})
    history(ctx, part.id)
    papers.card(ctx, 1)
    papers.unused(ctx, case.id)
    reservations.of_part(ctx, part.id)
    reservations.of_case(ctx, case.id)
    reserved.standing(part.id)

    assert len(plans) > 15
    assert not ledger_walks(plans)


def test_the_papers_the_reservations_and_a_scan_of_the_paper_desk_go_by_index(ctx, make_part, make_case, plans):
    part = make_part("PSU-24", on_hand=5)
    shelf = Place.get(Place.name == "A-01-01")
    case = make_case(case_no="WX-0001")
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=3)
    out = issue(ctx, Paper(act="x", lines=(goods,), purpose=IssuePurpose.CASE, case_id=case.id))
    plans.clear()
    chosen = {
        "text": "CK2026", "kind": "issue", "state": "posted", "day_from": date(2026, 1, 1), "day_to": date(2026, 12, 1),
        "part": part.id, "case": case.id, "supplier": 1,
    }  # fmt: skip

    for name, value in chosen.items():
        for key in papers.LISTING.sorts:
            papers.LISTING.first({name: value}, Sort(key, descending=True))
    papers.LISTING.first({}, Sort("day", descending=True))
    papers.LISTING.first({}, Sort("number"))
    papers.LISTING.rows([out.doc_id])
    papers.card(ctx, out.doc_id)
    papers.unused(ctx, case.id)
    for filters in ({"part": part.id}, {"case": case.id}, {"state": "open"}):
        reservations.LISTING.first(filters, Sort("id", descending=True))
    reading.read(ctx, "PSU-24")
    reading.read(ctx, "A-01-01")
    reading.read(ctx, "S-1", (), part.id)
    reading.pick_cases("WX")

    assert len(plans) > 40
    walked = [(step, sql) for sql, steps in plans for step in steps if step.startswith("SCAN ")]
    grow = LEDGER | {"reservation", "service_case", "k"}
    assert not [
        (step, sql)
        for step, sql in walked
        if step.split()[1] in grow and "INDEX" not in step and f"ORDER BY {step.split()[1]}.id " not in sql
    ]


def test_the_promises_of_all_parts_are_counted_along_one_index_of_the_units(ctx, make_part, make_asset, plans):
    """A million units are counted by model and last day; none of them is read (C-13)."""
    unit = make_asset()
    Asset.update(cover_first=date(2025, 1, 1), spares_last=date(2030, 1, 1)).where(Asset.id == unit.id).execute()
    part = make_part("PSU-24", model=unit.model, on_hand=2)
    plans.clear()

    (found,) = promised.coverage(ctx)
    promised.of_part(ctx, part.id)

    assert found.units == 1
    steps = [step for sql, steps in plans for step in steps if " FROM asset " in sql and " asset " in step]
    assert len(steps) == 2 and all("COVERING INDEX asset_owed" in step for step in steps)
    fitted = [
        step for sql, steps in plans for step in steps if "part_use" in sql and step.startswith(("SEARCH", "SCAN"))
    ]
    assert not [step for step in fitted if step.startswith("SCAN ") and "INDEX" not in step]
    assert any("COVERING INDEX part_use_of_part" in step for step in fitted)
    assert any("INDEX case_damaged" in step for step in fitted), "of the cases only those that count as damage"
    assert not [step for step, _sql in walks(plans) if step.split()[1] not in ("p", "s", "f", "k", "u")]
    scans = [step for _sql, steps in plans for step in steps if step.startswith("SCAN ") and step.split()[1] in LEDGER]
    assert not [step for step in scans if "INDEX" not in step]


def test_what_is_short_on_order_and_quoted_goes_by_index(ctx, make_part, make_customer, plans):
    make_part("PSU-24", safety_stock=3)
    customer = make_customer()
    plans.clear()

    supply.SHORTAGE.first({"short": True}, Sort("part_no"))
    supply.shortages(ctx)
    coming = supply.orders(ctx.clock.today)
    for standing in supply.Standing:
        coming.first({"standing": (standing.value,)}, Sort("id", descending=True))
    quoted = quotations.listing(ctx.clock.today)
    quoted.first({}, Sort("number", descending=True))
    quoted.first({"customer": customer.id}, Sort("number"))
    quoted.first({"state": ("sent", "expired")}, Sort("number"))

    assert len(plans) > 8
    grows = LEDGER | {"quotation", "quotation_line"}
    scans = [
        (step, sql) for sql, steps in plans for step in steps if step.startswith("SCAN ") and step.split()[1] in grows
    ]
    assert not [step for step, sql in scans if "INDEX" not in step and "ORDER BY order_line.id " not in sql]


def test_a_walk_would_be_seen(ctx, plans):
    connect.rows("SELECT id FROM asset WHERE location_text = 'x'")
    assert walks(plans)
